# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds 王伟 by the initials, corrects the day of birth, sees it in the
history of the field, and takes it back after the program was started again."""

from driver import App, Failure, run

BIRTH = "出生年月"


def open_person(app):
    app.open_person("王伟", "ww")
    app.click("Basic Facts", role="page tab")


def birth_is(app, birth):
    app.expect(f"· {birth} ·", part=True)
    if f" {birth}\n" not in app.cadrectl("show", "王伟").split("身份证号", maxsplit=1)[0]:
        raise Failure(f"the archive does not say {birth}")


def journey():
    with App("correct", people=1000) as app:
        open_person(app)
        app.write(BIRTH, "1993.02.30")
        app.key("Return")
        app.picture("refused")
        app.write(BIRTH, "1993.04.09")
        app.key("Return")
        birth_is(app, "1993.04.09")
        app.picture("changed")

        app.click(f"History of {BIRTH}")
        app.expect("1993.04 → 1993.04.09")
        app.picture("history")
        app.focus_window()
        app.key("Escape")
        app.stop()

        # What was done can be undone, even by a program that did not do it.
        app.start()
        open_person(app)
        birth_is(app, "1993.04.09")
        app.key("ctrl+z")
        birth_is(app, "1993.04")
        app.picture("undone")


run(journey)
