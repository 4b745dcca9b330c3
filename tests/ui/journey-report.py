# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a report, exports it by the file dialog, and reads the workbook."""

import os
import zipfile

from driver import App, Failure, run

try:
    import openpyxl
except ImportError:
    openpyxl = None

TITLE = "云岭县干部花名册"
COPY = "干部通讯录"
PEOPLE = 1000


def check(path):
    if openpyxl is None:
        if "xl/workbook.xml" not in zipfile.ZipFile(path).namelist():
            raise Failure("the file is no workbook")
        return
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    if not any(TITLE in row for row in rows[:3]):
        raise Failure(f"no title in {rows[:3]}")
    numbers = [row[0] for row in rows if isinstance(row[0], int)]
    if numbers != list(range(1, PEOPLE + 1)):
        raise Failure(f"not everybody is there: {len(numbers)}")


def journey():
    with App("report", people=PEOPLE) as app:
        app.go("Reports")
        app.expect("干部花名册", part=True)
        app.picture("gallery")
        app.press("干部花名册")
        app.expect("Page 1 of ", part=True)
        app.picture("preview")

        path = os.path.join(app.folder, "roster.xlsx")
        app.press("Export")
        app.expect("Name", part=True)
        app.focus_window()
        app.key("ctrl+a")
        app.type(path)
        app.picture("ask")
        app.key("Return")
        app.wait(lambda: os.path.exists(path), "the workbook")
        app.picture("exported")
        check(path)

        # A copy that the office changes stands in the gallery, and lists.
        app.focus_window()
        app.click("This Report")
        app.key("Down", "Return")
        app.expect("Show 性别")
        app.focus_window()
        app.point_at(app.expect("Show 性别"))
        app.write("Name", COPY)
        app.picture("copy")
        app.press("Save")
        app.focus_window()
        app.key("alt+Left")
        app.expect(COPY, part=True)
        app.picture("copied")
        if COPY not in app.cadrectl("report", "--list"):
            raise Failure("cadrectl does not know the copy")


run(journey)
