"""Makes the pictures in docs/ from a run of the demo: a workbook as a colleague sees it, and the report.

    python benchmarks/pictures.py [FOLDER OF A FINISHED DEMO]

Needs LibreOffice Calc, Chromium, Xvfb, openbox, xdotool and ImageMagick. Fonts differ from one machine to the next, so
this is run by hand when the workbook or the report has a new look, and the pictures are committed.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from assignments.demo import people
from assignments.settings import read as read_look

DOCS = Path(__file__).parent.parent / "docs"
DISPLAY = ":97"
WIDTH, HEIGHT = 1440, 900
PATIENCE = 60
"""Seconds that LibreOffice is given to open its window."""
SETTLED = 8
"""Seconds after which everything is drawn."""
LARGEST = 150_000
"""Bytes a picture."""
CALM = {
    "Common/Misc": {"ShowTipOfTheDay": "false", "FirstRun": "false"},
    "Linguistic/SpellChecking": {"IsSpellAuto": "false"},
}
"""LibreOffice without tips and greetings."""


def run(*command: str | Path) -> str:
    """Run a command to its end; what it says on standard output."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def started(*command: str | Path) -> Iterator[None]:
    """A program that runs until the block ends, with all that it started."""
    process = subprocess.Popen(
        [str(part) for part in command], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def profile(folder: Path) -> str:
    """A fresh LibreOffice profile, as the argument that names it."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in CALM.items()
        for name, value in values.items()
    )
    user = folder / "office" / "user"
    user.mkdir(parents=True, exist_ok=True)
    user.joinpath("registrymodifications.xcu").write_text(
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>', encoding="utf-8"
    )
    return f"-env:UserInstallation={user.parent.as_uri()}"


def show(pages: people.Pages, sheet: str, picture: Path, folder: Path) -> None:
    """Open a workbook in LibreOffice at one of its sheets, and take a picture of the window."""
    pages.book.active = pages.book.sheetnames.index(sheet)
    for each in pages.book:
        each.sheet_view.tabSelected = each.title == sheet
    file = folder / "Your pages.xlsx"
    pages.book.save(file)
    os.environ["DISPLAY"] = DISPLAY
    with contextlib.ExitStack() as stack:
        for command in (
            ["Xvfb", DISPLAY, "-screen", "0", f"{WIDTH}x{HEIGHT}x24"],
            ["openbox"],
            ["soffice", profile(folder), "--norestore", "--nologo", "--calc", file],
        ):
            stack.enter_context(started(*command))
            time.sleep(1)
        window = run("timeout", str(PATIENCE), "xdotool", "search", "--sync", "--onlyvisible", "--name", file.stem)
        for change in (
            ["windowsize", "--sync", window.split()[-1], "100%", "100%"],
            ["windowmove", window.split()[-1], "0", "0"],
        ):
            run("timeout", str(PATIENCE), "xdotool", *change)
        time.sleep(SETTLED)
        run("import", "-window", "root", picture)


def smaller(picture: Path) -> None:
    """Fewer colours, until the picture is small enough to travel with the source."""
    for colours in (256, 128, 64, 32):
        run("convert", picture, "-strip", "+dither", "-colors", str(colours), f"PNG8:{picture}")
        if picture.stat().st_size <= LARGEST:
            return
    sys.exit(f"{picture} stays larger than {LARGEST:,} bytes.")


def main(demo: Path | None) -> None:
    """Make all pictures."""
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if demo is None:
            demo = folder / "audit-demo"
            run(sys.executable, "-m", "cli", "demo", "-q", "-w", demo)
        words = read_look(demo / "audit.toml").words
        sent = next((demo / "worksheets").rglob("*Rosa*.xlsx"))
        show(people.Pages(sent, words), words.tabs.start, DOCS / "worksheet-start.png", folder)
        half = people.Pages(sent, words)
        people.HABITS["Bram Whitlock"].play(half, people.Mind())
        show(half, words.tabs.pages, DOCS / "worksheet.png", folder)
        run(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={folder / 'chromium'}", f"--window-size={WIDTH},{HEIGHT}",
            f"--screenshot={DOCS / 'report.png'}", (demo / "reports/report.html").resolve().as_uri(),
        )  # fmt: skip
        for picture in ("worksheet-start.png", "worksheet.png", "report.png"):
            smaller(DOCS / picture)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("demo", nargs="?", type=Path, help="the folder of a finished demo; without it, one is made")
    main(asked.parse_args().demo)
