"""Tells the lead how the pages are dealt: a table of people, pages, minutes, sections and reasons."""

from collections.abc import Callable
from pathlib import Path
from typing import IO

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assignments.said import counted
from assignments.summary import AssignSummary, BatchSummary
from assignments.tell import plain

MOST_SECTIONS = 2
MOST_PHRASES = 3
ENOUGH_TO_FIT = 10
"""With fewer pages for each person nobody can be given just what fits."""
NEARLY_EQUAL = 0.05
"""More than this part is worth a word: pages cannot be divided."""
TOP = "(top level)"
MINUTES_OF_HOURS = 120
"""From so many minutes on, hours are said."""


def as_json(summary: AssignSummary) -> str:
    """One object a line: each person's batch, then the whole."""
    whole = {name: getattr(summary, name) for name in summary.__dataclass_fields__ if name != "batches"}
    return "".join(msgspec.json.encode(line).decode() + "\n" for line in (*summary.batches, whole))


def tell(summary: AssignSummary, folder: Path, out: IO[str], say: Callable[[str], None]) -> None:
    """Print the table to `out`, and say what goes with it; colours only where `out` is a terminal.

    `folder` is that of the audit, as the lead would name it.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Volunteer", min_width=10, max_width=20)
    table.add_column("Pages", justify="right", no_wrap=True)
    table.add_column("Minutes", justify="right", no_wrap=True)
    table.add_column("Offered", justify="right", no_wrap=True)
    table.add_column("Sections; pages by their own words")
    for batch in summary.batches:
        cells = (
            f"{batch.pages:,}",
            f"{batch.minutes:,.0f}",
            f"{60 * batch.hours:,.0f}",
            "\n".join(filter(None, (_sections(batch), _why(batch)))),
        )
        table.add_row(plain(batch.volunteer), *map(Text, cells))
    if summary.batches:
        Console(file=out, highlight=False, markup=False, emoji=False).print(table)
    for line in _lines(summary, folder):
        say(line)


def ticker(out: IO[str]) -> Callable[[int, int], None] | None:
    """What tells on a terminal how many workbooks are written; nothing elsewhere."""
    if not out.isatty():
        return None

    def tick(done: int, every: int) -> None:
        out.write(f"\r{done:,} of {counted(every, 'workbook')} written" + ("\n" if done == every else ""))
        out.flush()

    return tick


def _sections(batch: BatchSummary) -> str:
    """`pensions 23, news 8 and 2 more`."""
    shown = ", ".join(f"{plain(name) or TOP} {count:,}" for name, count in list(batch.sections.items())[:MOST_SECTIONS])
    more = len(batch.sections) - MOST_SECTIONS
    return f"{shown} and {more} more" if more > 0 else shown


def _why(batch: BatchSummary) -> str:
    """`“pensions” 23, “history” 8; 4 for a fair share`: which of somebody's own words brought them how many pages."""
    shown = ", ".join(f"“{plain(phrase)}” {count:,}" for phrase, count in list(batch.phrases.items())[:MOST_PHRASES])
    rest = batch.pages - sum(list(batch.phrases.values())[:MOST_PHRASES])
    return "; ".join(filter(None, (shown, f"{rest:,} for a fair share" if rest else "")))


def _lines(summary: AssignSummary, folder: Path) -> list[str]:
    rows = sum(batch.pages for batch in summary.batches)
    volunteers = counted(len(summary.batches), "volunteer")
    total = f"{counted(summary.pages, 'page')}, about {_duration(summary.minutes)} of work, for {volunteers}"
    lines = []
    if summary.batches:
        lines.append(f"{total}{_spread(summary)}.")
    if summary.pages >= ENOUGH_TO_FIT * len(summary.batches) > 0:
        lines.append(f"Skills and interests are met to {summary.fitness:.1%} of the most that is possible.")
    if rows > summary.pages:
        lines.append(f"{counted(rows - summary.pages, 'page')} of these go to two people.")
    if summary.timed:
        lines.append(f"The minutes are corrected by {counted(summary.timed, 'answer')} that say how long they took.")
    if summary.left_out:
        reasons = "; ".join(f"{count:,}: {reason}" for reason, count in summary.left_out.items())
        lines.append(f"Not dealt: {counted(sum(summary.left_out.values()), 'address', 'addresses')} ({reasons}).")
    lines += summary.notices
    if summary.dry_run and summary.batches:
        lines.append("This is only the plan: nothing was written. Without --dry-run the workbooks are made.")
    elif summary.batches:
        lines.append(
            f"Workbooks and e-mail drafts for round {summary.round} are in "
            f"{(folder / summary.batches[0].file).parent}. Open a draft (.eml) in your mail program, look at it, and "
            "send it."
        )
    return lines


def _spread(summary: AssignSummary) -> str:
    """How equal the shares are; nothing where there is one."""
    if len(summary.batches) == 1:
        return ""
    page = ", less than a page" if summary.within_a_page and summary.spread > NEARLY_EQUAL else ""
    return f"; minutes for each hour offered differ by {summary.spread:.1%}{page}"


def _duration(minutes: float) -> str:
    return f"{minutes / 60:,.1f} hours" if minutes >= MINUTES_OF_HOURS else counted(round(minutes), "minute")
