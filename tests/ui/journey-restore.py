# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a backup, deletes somebody, and goes back to the backup."""

from driver import App, Failure, run


def journey():
    with App("restore", people=1000) as app:
        app.go("Data")
        app.click("Backups")
        app.click("Back Up Now")
        app.expect("Made by hand", part=True)
        app.picture("made")

        app.open_person("王伟", "ww")
        app.key("alt+Left")
        app.expect("1 of 6 people selected")
        app.key("Delete")
        app.expect("5 people")
        if "王伟" in app.cadrectl("find", "王伟"):
            raise Failure("王伟 is still there")

        # What would be lost is named first.
        app.go("Data")
        app.press("Go Back")
        app.expect("1 action done since would be gone", part=True)
        app.focus_window()
        app.picture("asked")
        app.key("alt+g")
        app.picture("going")
        app.wait(lambda: "王伟" in app.cadrectl("find", "王伟"), "王伟, who comes back")
        app.expect("Made by hand", part=True)
        app.focus_window()
        app.picture("restored")


run(journey)
