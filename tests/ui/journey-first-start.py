# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start asks nothing. The sample archive: find, sort, select, jump
to the end, delete, undo."""

from driver import App, run


def journey():
    with App("first-start") as app:
        app.expect("Nobody Here Yet")
        app.picture("empty")

        app.click("Try a Sample Archive")
        app.expect("What Needs a Person")
        app.picture("overview")
        app.key("ctrl+2")
        app.expect("2000 people")
        app.focus_window()
        app.picture("sample")

        # Find as one types; Escape brings everybody back.
        app.key("ctrl+f")
        app.type("zzzzqq")
        app.expect("Nobody Found")
        app.picture("nobody")
        app.key("Escape")
        app.expect("2000 people")

        # Order, by the menu that a screen reader can use.
        app.click("Order")
        app.picture("order")
        app.key("Down", "Return")
        app.picture("sorted")

        # Down from the search into the list; select everybody, then only the last.
        app.key("ctrl+f", "Down", "ctrl+a")
        app.expect("2000 of 2000 people selected")
        app.key("End")
        app.expect("1 of 2000 people selected")
        app.picture("end")

        # One action, and Undo that names it.
        app.key("Delete")
        app.expect("Delete 1 person", part=True)
        app.expect("1999 people")
        app.picture("deleted")
        app.key("ctrl+z")
        app.expect("Undone: Delete 1 person", part=True)
        app.expect("2000 ", part=True)
        app.picture("undone")


run(journey)
