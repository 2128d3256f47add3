"""Says in plain words, or as JSON, what a merge did and what waits for the lead."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from assignments.merged import FileOutcome, MergeSummary
from assignments.records import Agreement, State
from assignments.said import counted

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


def closing(summary: MergeSummary) -> Iterator[str]:
    """What the merge came to, a sentence a line."""
    read = sum(one.read for one in summary.files)
    unread = len(summary.files) - read
    new = sum(bool(one.rows) for one in summary.files)
    yield f"{counted(new, 'workbook')} merged" + (
        f", {counted(unread, 'file')} could not be (named above)." if unread else "."
    )
    pages = sum(summary.decisions.values())
    yield (
        f"Of {counted(pages, 'page')}: {summary.decisions[Agreement.AGREED]:,} decided, "
        f"{summary.decisions[Agreement.CONFLICT]:,} in conflict, {summary.decisions[Agreement.OPEN]:,} still open."
    )
    for name in summary.set_aside:
        yield (
            f"What you typed into one of your workbooks was not merged yet and is kept as {name}. "
            f"To count what you typed, run: audit merge {name}"
        )
    if summary.conflicts_file:
        yield (
            f"{counted(summary.conflicts, 'conflict')} for you to settle: open {summary.conflicts_file}, "
            f"pick decisions, save, and run: audit merge {summary.conflicts_file}"
        )
    if summary.unplaced_file:
        yield (
            f"{counted(summary.unsettled, 'row')} could not be placed or understood: {summary.unplaced_file} lists "
            f"them; fill in what they need, and run: audit merge {summary.unplaced_file}"
        )
    if summary.agreement.alpha is not None:
        yield (
            f"{counted(summary.agreement.pages, 'page')} were judged by two people or more; they agree to "
            f"{summary.agreement.alpha:.2f} (Krippendorff’s alpha: 1 is perfect, 0 is chance)."
        )
    if summary.ideas_file:
        yield f"Your colleagues’ ideas are in {summary.ideas_file}."
    if summary.thanks:
        yield f"{counted(summary.thanks, 'mail')} of thanks are drafted in reports/thanks."


def as_json(summary: MergeSummary) -> Iterator[str]:
    """One object a file, then one with the sums."""
    for one in summary.files:
        yield json.dumps(asdict(one), ensure_ascii=False)
    sums = asdict(summary)
    del sums["files"]
    yield json.dumps(sums, ensure_ascii=False)
