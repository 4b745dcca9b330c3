# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens an archive of very many people and jumps to the end and back. The
number of people is the argument: 20000 unless given."""

import sys
import time

from driver import App, Failure, run


def resident(app):
    """Megabytes."""
    with open(f"/proc/{app.process.pid}/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


def journey():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    with App("many", people=n) as app:
        begun = time.monotonic()
        app.go("People")
        app.expect(f"{n} people")
        print(f"listed after {time.monotonic() - begun:.2f} s, {resident(app)} MB")
        app.focus_window()
        app.picture("listed")

        app.key("ctrl+f", "Down", "End")
        app.expect(f"1 of {n} people selected")
        app.picture("end")
        app.key("Home")
        app.picture("home")
        print(f"{resident(app)} MB")


run(journey)
