# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a roster in: mends a refused cell, takes the rows in; then a sheet
with a doubtful row, decided between namesakes; and all of it back."""

import os
import subprocess

from driver import App, run

SHEETS = os.environ["CADRE_SAMPLE_SHEETS"]


def journey():
    with App("import", os.path.join(SHEETS, "02市直机关干部花名册.xlsx")) as app:
        # What is refused comes first, and is mended where it stands.
        app.expect("Refused  4", part=True)
        app.focus_window()
        app.picture("refused")
        app.write("身份证号", "422802196007193444")
        app.press("Mend 身份证号")
        app.expect("Refused  3", part=True)
        app.picture("mended")
        app.press("Take In 461 Rows")
        app.expect("Taken In")
        app.picture("taken-in")

        # Another sheet, handed over by the desktop.
        subprocess.run([os.environ["CADRE_ARCHIVE"], os.path.join(SHEETS, "11培训登记表.xlsx")], check=True, timeout=60)
        app.expect("Doubtful  ", part=True)
        app.focus_window()
        app.key("End")
        app.expect("This Person: 王伟", role="push button", part=True)
        app.picture("doubtful")
        app.press("This Person: 王伟")
        app.expect("New  ", part=True)
        app.picture("decided")
        app.press("Take In ")
        app.expect("Taken In")

        # One Undo takes back all of it.
        app.press("Take It All Back")
        app.expect("All of It Was Taken Back")
        app.picture("taken-back")


run(journey)
