# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a backup, deletes somebody, finds them in the recycle bin and in the
history, and goes back to the backup; what was before is kept as a backup too.
Then the archive is checked."""

from driver import App, run


def people_are(app, number):
    """Told by the other program: a toast may have gone by the time one looks."""
    app.wait(lambda: f"people: {number}\n" in app.cadrectl("info"), f"{number} people")


def journey():
    with App("data", people=300) as app:
        app.go("Data")
        app.click("Backups", role="page tab")
        app.expect("No backup yet")
        app.press("Back Up Now Back Up Now")
        app.expect("Made by hand · 300 people", part=True)
        app.picture("backup")

        app.go("People")
        app.key("ctrl+f")
        app.type("wangwenbo")
        app.expect("王文博")
        app.key("Down", "Delete")
        people_are(app, 299)

        app.go("Data")
        app.click("Recycle Bin", role="page tab")
        app.expect("王文博", part=True)
        app.picture("bin")
        app.click("History", role="page tab")
        app.expect("Delete 1 person", part=True)
        app.picture("history")

        app.click("Backups", role="page tab")
        app.press("Go Back to")
        app.expect("1 action done since would be gone", part=True)
        app.picture("asked")
        app.press("Go Back Go Back")
        app.expect("The archive is as the backup was", part=True)
        people_are(app, 300)
        app.picture("restored")
        app.focus_window()
        app.go("Data")
        app.click("Backups", role="page tab")
        app.expect("Before going back to a backup · 299 people", part=True)
        app.picture("kept")

        app.click("Check", role="page tab")
        app.press("Check Now Check Now")
        app.expect("Check Again", part=True)
        app.picture("checked")


run(journey)
