"""A merge shows a bar to a person at a terminal, lines elsewhere, and nothing when it is asked to be quiet."""

import os
import subprocess
import sys

import pytest
from returns import DECISION, fill, ready, worksheet

pty = pytest.importorskip("pty", reason="there are no terminals to open on Windows")


@pytest.fixture
def merging(tmp_path):
    """The command that merges twelve good answers and one that nobody understands."""
    with ready(tmp_path / "audit") as work:
        fill(worksheet(work), tmp_path / "in" / "maria.xlsx", range(12))
        fill(worksheet(work, "jon"), tmp_path / "in" / "jon.xlsx", [0], lambda _: {DECISION: "ok"})
    return [sys.executable, "-m", "cli", "merge", str(tmp_path / "in"), "-w", str(tmp_path / "audit")]


def _on_a_terminal(command):
    """What the command writes to its error stream when that is a terminal of 120 columns."""
    ours, theirs = pty.openpty()
    size = {"COLUMNS": "120", "LINES": "40", "TERM": "xterm-256color"}
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | size)
    os.close(theirs)
    shown = b""
    try:
        while more := os.read(ours, 65_536):
            shown += more
    except OSError:  # how Linux says that the other end was closed
        pass
    finally:
        os.close(ours)
    child.wait(60)
    return shown.decode()


def test_on_a_terminal_a_bar_counts_files_answers_and_questions(merging):
    shown = _on_a_terminal(merging)

    assert "2 of 2 files, 12 accepted, 1 question" in shown
    assert "maria.xlsx (Maria Lopez): 20 rows: 12 accepted, 8 without anything new." in shown
    assert "2 workbooks merged." in shown


def test_progress_counts_the_files_that_it_reads(merging):
    shown = _on_a_terminal([*merging[:3], "progress", *merging[4:]])

    assert "2 of 2 files read" in shown


def test_elsewhere_each_file_is_a_line(merging):
    shown = subprocess.run(merging, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60).stderr

    assert "\x1b" not in shown
    assert [line.split(":")[0] for line in shown.splitlines()[:2]] == [
        "jon.xlsx (Jon Hughes)", "maria.xlsx (Maria Lopez)",
    ]  # fmt: skip
    assert "of 2 files" not in shown


def test_quiet_shows_nothing_on_a_terminal(merging):
    assert _on_a_terminal([*merging, "-q"]) == ""
