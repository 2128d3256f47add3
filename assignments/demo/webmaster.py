"""Plays the webmaster of the sample, who carries out what was decided and forgets a little of it."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from assignments.decisions import ARCHIVE, REWRITE, UPDATE
from assignments.records import Agreement, Decision, Redirect
from assignments.verdict import Verdict
from crawler.workspace import Workspace
from samples.server import Tidied

NOTES = {
    UPDATE: "Checked and corrected this month.",
    REWRITE: "This page was written anew this month.",
    ARCHIVE: "This page was archived. It is kept for the record and no longer maintained.",
}
"""What the webmaster writes on a page that stays."""


def tidy(workspace: Workspace) -> Tidied:
    """What was done on the website; of the pages that go, and of those that stay, the last was forgotten."""
    lines = sorted((one for one in workspace.records(Redirect) if not one.problem), key=lambda one: one.from_url)
    agreed = (one for one in workspace.records(Decision) if one.state is Agreement.AGREED)
    stay = sorted((one for one in agreed if one.decision in NOTES), key=lambda one: one.page_url)
    return Tidied(
        {_path(line.from_url): line.to_url for line in lines[:-1]},
        {_path(one.page_url): NOTES[one.decision] for one in stay[:-1]},
    )


def look_again(folder: Path) -> list[Verdict]:
    """The verdicts of `audit verify`, in a process of its own: the network loop starts only once in each."""
    done = subprocess.run(  # noqa: S603 — our own program, on our own folder
        [sys.executable, "-m", "cli", "verify", "-w", str(folder), "--json", "-q"],
        capture_output=True, check=False,
    )  # fmt: skip
    return [msgspec.json.decode(line, type=Verdict) for line in done.stdout.splitlines()]


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)
