"""Says in plain words, or as JSON, what a merge did and what waits for the lead."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from assignments.merged import FileOutcome, MergeSummary
from assignments.records import Agreement, State
from assignments.said import counted

NAMED = 3
"""So many files are named in a sentence."""
SAID = {
    State.ACCEPTED: "accepted",
    State.UNCHANGED: "without anything new",
    State.SUPERSEDED: "superseded",
    State.CONFLICT: "in conflict",
    State.INVALID: "not understood",
    State.UNPLACED: "not placed",
}


def line(one: FileOutcome) -> str:
    """One file in one line."""
    name = f"{one.file} (in {one.inside})" if one.inside else one.file
    if not one.read or not one.rows:
        return f"{name}: {one.message}"
    who = f" ({one.volunteer})" if one.volunteer else ""
    states = ", ".join(f"{one.states[state]:,} {words}" for state, words in SAID.items() if one.states.get(state))
    return f"{name}{who}: {counted(one.rows, 'row')}: {states}.{' ' if one.message else ''}{one.message}"


def closing(summary: MergeSummary, folder: Path = Path()) -> Iterator[str]:
    """What the merge came to, a sentence a line; `folder` is that of the audit, for the commands to type."""
    read = sum(one.read for one in summary.files)
    unread = len(summary.files) - read
    new = sum(bool(one.rows) for one in summary.files)
    yield f"{counted(new, 'workbook')} merged" + (
        f"; {counted(unread, 'file')} could not be merged (the lines above say why)." if unread else "."
    )
    pages = sum(summary.decisions.values())
    yield (
        f"Of {counted(pages, 'page')}: {summary.decisions[Agreement.AGREED]:,} decided, "
        f"{summary.decisions[Agreement.CONFLICT]:,} in conflict, {summary.decisions[Agreement.OPEN]:,} still open."
    )
    yield from _to_do(summary, folder)
    if summary.agreement.alpha is not None:
        yield (
            f"{counted(summary.agreement.pages, 'page')} were judged by two people or more; they agree to "
            f"{summary.agreement.alpha:.2f} (Krippendorff’s alpha: 1 is perfect, 0 is chance)."
        )
    if summary.ideas_file:
        yield f"Your colleagues’ ideas are in {folder / summary.ideas_file}."
    if summary.thanks:
        yield f"In {folder / 'reports/thanks'}: {counted(summary.thanks, 'draft')} of a mail that says thanks."
    if summary.edited:
        names = ", ".join(summary.edited[:NAMED]) + (" …" if len(summary.edited) > NAMED else "")
        yield (
            f"Left as you edited them: {counted(len(summary.edited), 'draft')} ({names}). "
            "Remove one, and the next merge writes it anew."
        )


def _to_do(summary: MergeSummary, folder: Path) -> Iterator[str]:
    """What waits for the lead, each with the command that follows."""
    for name in summary.set_aside:
        again = "" if name.startswith("reports/ideas") else f" To count it, run: {_merging(name, folder)}"
        yield f"What you typed into one of your workbooks was not merged yet and is kept as {folder / name}.{again}"
    if name := summary.conflicts_file:
        yield (
            f"{counted(summary.conflicts, 'conflict')} for you to settle: open {folder / name}, pick decisions, save, "
            f"and run: {_merging(name, folder)}"
        )
    if name := summary.unplaced_file:
        yield (
            f"{counted(summary.unsettled, 'row')} could not be placed or understood: open {folder / name}, fill in "
            f"what is needed, save, and run: {_merging(name, folder)}"
        )


def _merging(name: str, folder: Path) -> str:
    """The command that merges one of the lead's workbooks, as it can be typed from where the lead is."""
    where = [] if folder == Path() else ["-w", str(folder)]
    return shlex.join(["audit", "merge", *where, str(folder / name)])


def as_json(summary: MergeSummary) -> Iterator[str]:
    """One object a file, then one with the sums."""
    for one in summary.files:
        yield json.dumps(asdict(one), ensure_ascii=False)
    sums = asdict(summary)
    del sums["files"]
    yield json.dumps(sums, ensure_ascii=False)
