# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds a study record, sees the hours of this year grow and why, takes that back
and does it again; deletes the record, and brings it back."""

import datetime

from driver import App, run

TITLE = "乡村振兴专题培训班"


def journey():
    year = datetime.date.today().year
    with App("study", people=1000) as app:
        app.open_person("王伟", "ww")
        app.click("Training", role="page tab")
        app.expect("0 of 90 hours done", part=True)
        app.picture("before")

        # What is missing is told beside the field, and nothing is lost.
        app.click("Add Study Records")
        app.expect("培训班名称", part=True)
        app.focus_window()
        app.picture("empty")
        app.write("开始时间", f"{year}.03.02")
        app.press("Add Add")
        app.expect("is needed", part=True)
        app.picture("needed")
        app.write("培训班名称", TITLE)
        app.write("结束时间", f"{year}.03.06")
        app.write("年度", str(year))
        app.write("认定学时", "40")
        app.picture("filled")
        app.press("Add Add")
        app.expect("40 of 90 hours done", part=True)
        app.expect("50 hours missing")
        app.focus_window()
        app.picture("added")
        app.key("ctrl+z")
        app.expect("90 hours missing")
        app.key("ctrl+shift+z")
        app.expect("40 of 90 hours done", part=True)
        app.picture("again")

        # Deleted in its own dialog; what counts follows, and so does Undo.
        app.point_at(app.expect("Training", role="page tab"))
        app.open_row(TITLE)
        app.expect("Delete Delete", role="push button")
        app.picture("opened")
        app.press("Delete Delete")
        app.focus_window()
        app.expect("90 hours missing")
        app.absent(TITLE)
        app.picture("deleted")
        app.key("ctrl+z")
        app.expect(TITLE)
        app.expect("40 of 90 hours done", part=True)


run(journey)
