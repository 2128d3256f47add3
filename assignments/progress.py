"""Who has done how much: from the rows that went out and the answers that came back, merged or not yet."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assignments.gather import gather
from assignments.merge import known_so_far
from assignments.reading.book import Book, Parcel, UnreadableError
from assignments.records import Answer, Batch, Returned, Round, Row, State
from assignments.returned import Copies
from assignments.said import counted, day
from assignments.tell import plain
from assignments.understand import NoPagesError, of_book
from crawler.commands import command
from crawler.errors import AuditError
from crawler.workspace import Workspace

UNDONE = (State.UNCHANGED, State.UNPLACED, State.INVALID)
"""Answers that decide nothing."""
BAR = 14
"""Letters of a bar: names and dates stand beside it on a terminal of 80."""
Watch = Callable[[int, int], None]


class ProgressError(AuditError):
    """There is no progress to tell of; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How far one person is in one round."""

    round: str
    volunteer: str
    pages: int
    """Without those that were handed on to others."""
    done: int
    not_merged: int
    """Of these, decided in files that are not merged yet."""
    minutes_left: float
    last_heard: str
    """When their newest answer was read; empty when nothing came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a round is."""

    round: str
    due: str
    days_left: int | None
    people: tuple[Done, ...]
    unread: tuple[str, ...]
    """Files that could not be read, each with the reason."""


def progress(
    workspace: Workspace, paths: Sequence[Path], now: datetime, round_name: str = "", watch: Watch = lambda *_: None
) -> Progress:
    """Count one round (the newest when none is named); files in `paths` are read and left as they are.

    `watch` hears how many files were read, of how many.
    """
    rounds = {known.name: known for known in workspace.records(Round)}
    if not rounds:
        start = command("audit assign --volunteers FILE", workspace.folder)
        raise ProgressError(f"No pages have been shared out in this audit yet. Start with: {start}")
    name = round_name or next(reversed(rounds))
    if name not in rounds:
        raise ProgressError(f"There is no round {name}. There are: {', '.join(rounds)}.")
    decided: set[str] = set()
    heard: dict[str, str] = {}
    for answer in workspace.records(Answer):
        if answer.decision and answer.state not in UNDONE:
            decided.add(answer.reference)
        heard[answer.volunteer] = max(answer.read_at, heard.get(answer.volunteer, ""))
    fresh, unread = _not_merged(workspace, paths, now, watch)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in workspace.records(Row, round=name):
        if not row.handed_to or row.reference in decided | fresh:
            rows[row.volunteer].append(row)
    order = dict.fromkeys(batch.volunteer for batch in workspace.records(Batch, round=name))
    due = rounds[name].due
    return Progress(
        round=name,
        due=due,
        days_left=(date.fromisoformat(due) - now.date()).days if due else None,
        people=tuple(_done(name, person, rows[person], (decided, fresh - decided), heard) for person in order),
        unread=tuple(unread),
    )


def _done(name: str, person: str, rows: list[Row], answered: tuple[set[str], set[str]], heard: dict[str, str]) -> Done:
    merged, fresh = answered
    own = {row.reference for row in rows}
    return Done(
        round=name,
        volunteer=person,
        pages=len(rows),
        done=len(own & (merged | fresh)),
        not_merged=len(own & fresh),
        minutes_left=round(sum(row.minutes for row in rows if row.reference not in merged | fresh), 1),
        last_heard=heard.get(person, ""),
    )


def _not_merged(workspace: Workspace, paths: Sequence[Path], now: datetime, watch: Watch) -> tuple[set[str], list[str]]:
    """References that files decide which are not merged yet, and what could not be read; nothing is kept."""
    if not paths:
        return set(), []
    known = known_so_far(workspace, workspace.draft(), now)
    merged = {one.file_hash for one in workspace.records(Returned)}
    decided, unread = set[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for done, one in enumerate(gather(Copies(Path(folder)), paths, merged), 1):
            watch(done, done + one.left)
            name = f"{one.kept.name} (in {one.kept.inside})" if one.kept.inside else one.kept.name
            match one.found:
                case None if one.kept.problem:
                    unread.append(f"{name}: {one.kept.problem}")
                case Book() as book:
                    try:
                        understood = of_book(book, one.kept, known)
                    except NoPagesError as error:
                        unread.append(f"{name}: {error}")
                    else:
                        answers = understood.answers
                        decided |= {own.reference for own in answers if own.decision and own.state not in UNDONE}
                case Parcel(_, notices) if notices:
                    unread.append(f"{name}: {' '.join(notices)}")
                case UnreadableError() as error:
                    unread.append(f"{name}: {error}")
    return decided, unread


def as_json(told: Progress) -> str:
    """One object a line: each person, then the round."""
    whole = {name: getattr(told, name) for name in ("round", "due", "days_left", "unread")}
    return "".join(msgspec.json.encode(line).decode() + "\n" for line in (*told.people, whole))


def tell(told: Progress, out: IO[str], *, width: int | None = None) -> None:
    """Print a table with bars; colours only where `out` is a terminal."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=True)
    pages, done = (sum(getattr(one, name) for one in told.people) for name in ("pages", "done"))
    left = sum(one.minutes_left for one in told.people)
    table.add_column("Volunteer", footer="Everybody")
    table.add_column("", footer=_bar(done, pages or 1), no_wrap=True)
    table.add_column("Done", footer=f"{done:,} of {pages:,}", justify="right", no_wrap=True)
    table.add_column("Minutes left", footer=f"{left:,.0f}", justify="right")
    table.add_column("Last heard", footer="")
    for one in told.people:
        heard = [day(one.last_heard)] if one.last_heard else []
        heard += [f"{one.not_merged} to merge"] if one.not_merged else []
        table.add_row(
            Text(plain(one.volunteer)),
            _bar(one.done, one.pages) if one.pages else "",
            f"{one.done:,} of {one.pages:,}" if one.pages else "handed on",
            f"{one.minutes_left:,.0f}",
            ", ".join(heard) or "nothing yet",
        )
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    console.print(Text(f"Round {told.round}{_due(told)}", style="bold"))
    console.print(table)


def _bar(done: int, pages: int) -> Text:
    """A bar that says nothing by colour alone; it is full only when everything is done."""
    filled = BAR * done // pages
    return Text("█" * filled + "░" * (BAR - filled), style="green" if filled == BAR else "cyan")


def _due(told: Progress) -> str:
    if told.days_left is None:
        return ""
    when = f", due {day(told.due)}"
    if told.days_left < 0:
        return f"{when}, {counted(-told.days_left, 'day')} ago"
    return f"{when}, in {counted(told.days_left, 'day')}" if told.days_left else f"{when}, today"
