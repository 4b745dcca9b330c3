# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program as a user does: through its accessible tree and the
keyboard, on a virtual screen. Pictures go to $CADRE_PICTURES.

    from driver import App, run

    def journey():
        with App("first-start") as app:
            app.click("Add a Person")
            app.picture("added")

    run(journey)

Needs xdotool, ImageMagick's import, at-spi2-core and python3-gi. Any warning
that the program prints fails the journey."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

SKIP = 77

# The accessibility bus grumbles at times; that is no matter of the program's.
os.environ.pop("G_DEBUG", None)

# What is looked for is called by its English name.
os.environ["LANGUAGE"] = "C"

for tool in ("xdotool", "import"):
    if shutil.which(tool) is None:
        print(f"{tool} is not installed")
        sys.exit(SKIP)
try:
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as error:
    print(error)
    sys.exit(SKIP)

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


class Failure(Exception):
    pass


# A list makes some two hundred rows, each with its cells: the first are enough.
MANY = 60
FIRST = 12


def walk(node):
    yield node
    try:
        count = node.get_child_count()
    except Exception:
        return
    for i in range(FIRST if count > MANY else count):
        try:
            child = node.get_child_at_index(i)
        except Exception:
            continue
        if child is not None:
            yield from walk(child)


def walk_shown(node):
    """As walk(), but without what nobody sees: pages behind the one in front."""
    count = node.get_child_count()
    for i in range(FIRST if count > MANY else count):
        child = node.get_child_at_index(i)
        # Cells of a list have no place of their own.
        if child is not None and (child.get_role_name() != "filler" or is_showing(child)):
            yield child
            yield from walk_shown(child)


def box_of(node):
    return node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)


def is_called(node, name, part=False):
    """GTK 4.8 calls a button with a mnemonic “Save Save”."""
    label = node.get_name() or ""
    return label == name or label.startswith(f"{name} {name}") or part and name in label


def is_showing(node):
    """GTK 4.8 tells no SHOWING state below the window: a place decides."""
    try:
        box = box_of(node)
        return box.width > 0 and box.height > 0
    except Exception:
        return False


class App:
    """The program, started afresh: its own data, settings kept in memory. With
    `people` it opens a sample archive of so many, at `archive`."""

    def __init__(self, name, *args, people=0, seed=3):
        self.name = name
        self.args = args
        self.folder = tempfile.mkdtemp(prefix="cadre-journey-")
        self.archive = os.path.join(self.folder, "sample.cadre")
        if people:
            self.args = (*args, self.archive)
            self.cadrectl("create")
            self.cadrectl("sample", "--people", str(people), "--seed", str(seed))
        self.pictures = os.environ.get("CADRE_PICTURES", ".")
        self.log = os.path.join(self.folder, "log")
        self.bus = self.process = None

    # --------------------------------------------------------------- the process
    def __enter__(self):
        os.makedirs(self.pictures, exist_ok=True)
        launcher = next((path for path in LAUNCHERS if os.path.exists(path)), None)
        if launcher:
            self.bus = subprocess.Popen([launcher, "--launch-immediately"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
            time.sleep(0.5)
        self.start()
        return self

    def cadrectl(self, *args):
        """What the program of the command line says of the archive."""
        done = subprocess.run([os.environ["CADRECTL"], "-a", self.archive, *args], capture_output=True, text=True,
                              check=False, timeout=900)
        if done.returncode != 0:
            raise Failure(f"cadrectl {' '.join(args)}: {done.stderr}")
        return done.stdout

    def start(self):
        """Starts the program; after stop() again, as after a restart."""
        env = dict(os.environ, GTK_A11Y="atspi", XDG_DATA_HOME=os.path.join(self.folder, "data"),
                   XDG_CONFIG_HOME=os.path.join(self.folder, "config"),
                   XDG_CACHE_HOME=os.path.join(self.folder, "cache"))
        self.process = subprocess.Popen([os.environ["CADRE_ARCHIVE"], *self.args], env=env,
                                        stderr=open(self.log, "ab"))
        self.wait(self.window, "the window")
        self.expect("Overview", role="list item")
        self.focus_window()

    def focus_window(self):
        """There is no window manager to give the keyboard to a new window."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, text=True).stdout.split()
        if found:
            subprocess.run(["xdotool", "windowfocus", "--sync", found[-1]], check=False, timeout=5)

    def stop(self):
        """Ends the program as a user would, and looks at what it said."""
        if self.process.poll() is None:
            self.key("ctrl+q")
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                raise Failure("the program does not quit") from None
        if self.process.returncode != 0:
            raise Failure(f"the program ended with {self.process.returncode}")
        with open(self.log, encoding="utf-8", errors="replace") as log:
            bad = [line for line in log if re.search(r"WARNING|CRITICAL|ERROR", line)]
        if bad:
            raise Failure("the program complains:\n" + "".join(bad[:10]))

    def go(self, title):
        """To a page of the sidebar, by the keyboard."""
        pages = self.expect("Pages", role="list")
        titles = [pages.get_child_at_index(i).get_name() for i in range(pages.get_child_count())]
        self.key(f"ctrl+{(titles.index(title) + 1) % 10}")

    def open_person(self, name, typed):
        """Finds somebody as one does at the keyboard, and opens the archive."""
        self.go("People")
        self.key("ctrl+f")
        self.type(typed)
        self.expect(name)
        self.picture("found")
        self.key("Down", "Return")
        self.expect("Basic Facts", role="page tab")

    def __exit__(self, kind, error, trace):
        try:
            if kind is None:
                self.stop()
            else:
                self.picture("failed")
        finally:
            for process in (self.process, self.bus):
                if process and process.poll() is None:
                    process.kill()
                    process.wait()
            if kind is not None:
                with open(self.log, encoding="utf-8", errors="replace") as log:
                    sys.stderr.write(log.read())
            shutil.rmtree(self.folder, ignore_errors=True)

    # -------------------------------------------------------------------- the tree
    def nodes(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None:
                try:
                    yield from walk_shown(app)
                except GLib.Error:  # something went while it was looked at
                    continue

    def window(self):
        return next((n for n in self.nodes() if n.get_role_name() in ("frame", "window") and is_showing(n)), None)

    def look(self, name, role=None, part=False):
        for node in self.nodes():
            try:
                if is_called(node, name, part) and (role is None or node.get_role_name() == role) and is_showing(node):
                    return node
            except Exception:
                continue
        return None

    def wait(self, condition, what, patience=60.0):
        end = time.time() + patience
        while time.time() < end:
            found = condition()
            if found:
                return found
            if self.process.poll() is not None:
                raise Failure(f"the program ended while waiting for {what}")
            time.sleep(0.1)
        raise Failure(f"{what}: not there after {patience:.0f} s")

    def expect(self, name, role=None, part=False):
        """Waits until something of this accessible name is in sight."""
        return self.wait(lambda: self.look(name, role, part), f"“{name}”")

    def absent(self, name, role=None):
        """Waits until nothing of this name is in sight."""
        self.wait(lambda: self.look(name, role) is None, f"the end of “{name}”")

    # ------------------------------------------------------------------- the hands
    def click(self, name, role=None):
        """Does what the button, row or item of this name does."""
        node = self.expect(name, role)
        for here in [*walk(node), *self.above(node)]:
            action = here.get_action_iface()
            if action is not None and action.get_n_actions() > 0 and action.do_action(0):
                time.sleep(0.4)
                return
        raise Failure(f"“{name}” takes no action")

    @staticmethod
    def above(node):
        for _ in range(3):
            node = node.get_parent()
            if node is None:
                return
            yield node

    def key(self, *chords):
        for chord in chords:
            subprocess.run(["xdotool", "key", chord], check=False)
            time.sleep(0.2)

    def type(self, text):
        """At the keyboard: ASCII."""
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=False)

    def open_row(self, name):
        """A row of a list, as one gets to it with the keyboard alone, from above."""
        for _ in range(60):
            row = self.expect(name, role="list item")
            beside = [row.get_parent().get_child_at_index(i) for i in range(row.get_parent().get_child_count())]
            if row.get_state_set().contains(Atspi.StateType.FOCUSED):
                self.key("Return")
                return
            inside = any(item.get_state_set().contains(Atspi.StateType.FOCUSED) for item in beside)
            self.key("Down" if inside else "Tab")
        raise Failure(f"the keyboard does not get to “{name}”")

    def press(self, name):
        """A button whose name only begins so."""
        here = self.expect(name, role="push button", part=True)
        if not here.get_action_iface().do_action(0):
            raise Failure(f"“{name}” takes no action")
        time.sleep(0.4)

    def entry(self, name):
        """The entry of this name; it may tell a fault, too: “name — fault”."""
        for node in self.nodes():
            if (is_called(node, name) or (node.get_name() or "").startswith(f"{name} — ")) and is_showing(node):
                for here in walk(node):
                    if here.get_editable_text_iface():
                        return here
        return None

    def write(self, name, text):
        """Text in any script, into the entry of this name, where the keyboard is then."""
        entry = self.wait(lambda: self.entry(name), f"the entry “{name}”")
        self.point_at(entry)
        if not entry.get_editable_text_iface().set_text_contents(text):
            raise Failure(f"“{name}” takes no text")

    def point_at(self, node):
        """A click at the middle of something in the window that has the keyboard."""
        found = subprocess.run(["xdotool", "getwindowfocus", "getwindowgeometry", "--shell"], capture_output=True,
                               text=True, check=True).stdout
        place = {key: int(value) for key, value in (line.split("=") for line in found.split())}
        here = node
        while here.get_parent() is not None and here.get_role_name() not in ("frame", "dialog", "window"):
            here = here.get_parent()
        outer, box = box_of(here), box_of(node)
        x = place["X"] + (place["WIDTH"] - outer.width) // 2 + box.x + box.width // 2
        y = place["Y"] + (place["HEIGHT"] - outer.height) // 2 + box.y + box.height // 2
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)
        time.sleep(0.2)

    def tree(self):
        """What is in sight, for whoever writes a journey."""
        for node in self.nodes():
            if is_showing(node) and node.get_name():
                box = box_of(node)
                print(f"{node.get_role_name():16} {node.get_name()!r} {box.x},{box.y} {box.width}x{box.height}")

    def picture(self, name):
        time.sleep(0.4)
        subprocess.run(["import", "-window", "root", os.path.join(self.pictures, f"{self.name}-{name}.png")],
                       check=False)


def run(journey):
    """The main function of a journey's file."""
    try:
        journey()
    except Failure as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        sys.exit(1)
