"""Drives a LibreOffice window with real keys: run by the system's Python, which has UNO; prints what each step saw.

Usage: window.py FILE STEPS; a step is [name, argument …], as in calc.py. A screen of its own (Xvfb), a window manager
(openbox), keys from xdotool; what is seen comes from LibreOffice itself, and each step waits for it to be so.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.uno import RuntimeException

PATIENCE = 60
"""Seconds that anything may take, on a machine that does much else."""
CALM = {
    "Common/Misc": {"ShowTipOfTheDay": "false", "FirstRun": "false"},
    "Linguistic/SpellChecking": {"IsSpellAuto": "false"},
}
"""LibreOffice without tips and greetings."""


def wait(what, seen):
    """Ask until something true is seen; give it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(RuntimeException, DisposedException, NoConnectException):
            if found := seen():
                return found
        time.sleep(0.05)
    message = f"{what}: not seen in {PATIENCE} s"
    raise TimeoutError(message)


def every(context, most=60):
    """All parts of a window, as a screen reader finds them; of long lists the first."""
    yield context
    for number in range(min(context.getAccessibleChildCount(), most)):
        yield from every(context.getAccessibleChild(number).getAccessibleContext())


def texts(accessible):
    """Every text in a window, as a screen reader would find it."""
    context = accessible.getAccessibleContext()
    found = [context.getAccessibleName(), context.getAccessibleDescription()]
    for number in range(min(context.getAccessibleChildCount(), 50)):
        found += texts(context.getAccessibleChild(number))
    return [text for text in dict.fromkeys(found) if text]


class Window:
    """One workbook in a window that has the keyboard."""

    def __init__(self, file, folder, stack):
        self.stack = stack
        reading, writing = os.pipe()
        self.start("Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", keep=writing)
        os.close(writing)
        os.environ["DISPLAY"] = f":{os.read(reading, 20).decode().strip()}"
        self.start("openbox")
        pipe = f"auditwindow{os.getpid()}"
        profile = self.profile(folder)
        file = Path(shutil.copy(file, Path(folder, Path(file).name)))  # a lock beside it would be asked about
        accept = f"--accept=pipe,name={pipe};urp;"
        self.start("soffice", profile, "--norestore", "--nologo", accept, "--calc", str(file))
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        context = wait("LibreOffice", lambda: resolver.resolve(address))
        make = context.ServiceManager.createInstanceWithContext
        self.desktop = make("com.sun.star.frame.Desktop", context)
        self.toolkit = make("com.sun.star.awt.Toolkit", context)
        self.dispatcher = make("com.sun.star.frame.DispatchHelper", context)
        self.document = wait("the workbook", self.desktop.getCurrentComponent)
        self.controller = wait("its window", self.document.getCurrentController)
        find = ("xdotool", "search", "--onlyvisible", "--name", Path(file).stem)
        seen = wait("its window on the screen", lambda: self.run(*find).split())
        self.run("xdotool", "windowactivate", "--sync", seen[-1])
        self.main = wait("the active window", self.toolkit.getActiveTopWindow)

    def profile(self, folder):
        items = "".join(
            f'<item oor:path="/org.openoffice.Office.{path}">'
            f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
            for path, values in CALM.items()
            for name, value in values.items()
        )
        user = Path(folder, "user")
        user.mkdir()
        user.joinpath("registrymodifications.xcu").write_text(
            f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>', encoding="utf-8"
        )
        return f"-env:UserInstallation={Path(folder).as_uri()}"

    def start(self, *command, keep=None):
        """Start a program that is ended with everything it started."""
        process = subprocess.Popen(
            command,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=() if keep is None else (keep,),
        )

        def end():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

        self.stack.callback(end)

    def run(self, *command):
        return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False).stdout

    def cell(self, sheet, cell):
        return self.document.Sheets.getByName(sheet).getCellRangeByName(cell)

    def select(self, sheet, cell):
        """Put the cursor on a cell."""
        self.controller.setActiveSheet(self.document.Sheets.getByName(sheet))
        self.controller.select(self.cell(sheet, cell))
        wanted = self.cell(sheet, cell).AbsoluteName
        wait(cell, lambda: self.document.CurrentSelection.AbsoluteName == wanted)

    def keys(self, *names):
        self.run("xdotool", "key", "--clearmodifiers", *names)

    def type(self, text):
        self.run("xdotool", "type", "--delay", "20", text)

    def dialog(self):
        """What a message that has come up says; it is put away with Escape."""
        top = wait("a message", self._other_window)
        said = texts(top)
        self.keys("Escape")
        wait("the message to go", lambda: self._other_window() is None or None)
        return said

    def press(self, text):
        """Click on what is called so, in whichever window it is."""
        place = wait(text, lambda: self._place(text))
        self.run("xdotool", "mousemove", "--sync", *map(str, place), "click", "1")

    def _place(self, text):
        """The middle of what is called so, on the screen."""
        for number in range(self.toolkit.getTopWindowCount()):
            for one in every(self.toolkit.getTopWindow(number).getAccessibleContext()):
                if one.getAccessibleName() == text:
                    corner, size = one.getLocationOnScreen(), one.getSize()
                    return corner.X + size.Width // 2, corner.Y + size.Height // 2
        return None

    def _other_window(self):
        top = self.toolkit.getActiveTopWindow()
        return top if top is not None and top != self.main else None

    def read(self, sheet, area):
        cells = self.cell(sheet, area)
        return [
            [cells.getCellByPosition(x, y).String for x in range(cells.Columns.Count)] for y in range(cells.Rows.Count)
        ]

    def becomes(self, sheet, cell, text):
        """Wait until a cell shows a text."""
        wait(f"{cell} = {text}", lambda: self.cell(sheet, cell).String == text)
        return text

    def shot(self, file):
        self.run("import", "-window", "root", file)

    def links(self, sheet, column, rows):
        """Where the cells of a column lead."""
        cells = [self.cell(sheet, f"{column}{row}") for row in range(rows[0], rows[1] + 1)]
        return [cell.TextFields.getByIndex(0).URL if cell.TextFields.Count else "" for cell in cells]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, contextlib.ExitStack() as programs:
        window = Window(sys.argv[1], home, programs)
        sys.stdout.write(json.dumps([getattr(window, name)(*given) for name, *given in json.loads(sys.argv[2])]))
