# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a roster in: mends a refused cell, takes the rows in; then a sheet
with a doubtful row, decided between namesakes; and all of it back."""

import os
import subprocess

from driver import App, Failure, is_showing, run

SHEETS = os.environ["CADRE_SAMPLE_SHEETS"]


def press(app, name):
    """A button whose name only begins so."""
    here = app.expect(name, role="push button", part=True)
    if not here.get_action_iface().do_action(0):
        raise Failure(f"“{name}” takes no action")


def write(app, name, text):
    """Text into the entry of this name, not the head beside it."""
    def entry():
        for node in app.nodes():
            if node.get_name() == name and is_showing(node) and node.get_editable_text_iface():
                return node
        return None

    app.wait(entry, f"the entry “{name}”").get_editable_text_iface().set_text_contents(text)


def journey():
    with App("import", os.path.join(SHEETS, "02市直机关干部花名册.xlsx")) as app:
        # What is refused comes first, and is mended where it stands.
        app.expect("Refused  4", part=True)
        app.focus_window()
        app.picture("refused")
        write(app, "身份证号", "422802196007193444")
        press(app, "Mend 身份证号")
        app.expect("Refused  3", part=True)
        app.picture("mended")
        press(app, "Take In 461 Rows")
        app.expect("Taken In")
        app.picture("taken-in")

        # Another sheet, handed over by the desktop.
        subprocess.run([os.environ["CADRE_ARCHIVE"], os.path.join(SHEETS, "11培训登记表.xlsx")], check=True, timeout=60)
        app.expect("Doubtful  ", part=True)
        app.focus_window()
        app.key("End")
        app.expect("This Person: 王伟", role="push button", part=True)
        app.picture("doubtful")
        press(app, "This Person: 王伟")
        app.expect("New  ", part=True)
        app.picture("decided")
        press(app, "Take In ")
        app.expect("Taken In")

        # One Undo takes back all of it.
        press(app, "Take It All Back")
        app.expect("All of It Was Taken Back")
        app.picture("taken-back")


run(journey)
