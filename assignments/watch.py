"""Shows how far the reading of returned files is: on a terminal a bar, for a merge with a line for each file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assignments.account import line
from assignments.merged import FileOutcome
from assignments.merged import Progress as Hears
from assignments.records import State
from assignments.said import counted

if TYPE_CHECKING:
    from rich.progress import Progress

QUESTIONS = (State.CONFLICT, State.INVALID, State.UNPLACED)


@contextmanager
def shown(say: Callable[[str], None], *, quiet: bool) -> Iterator[Hears]:
    """Give a function that shows a merge to a person."""
    if not quiet and sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield lambda one, _: say(line(one))


@contextmanager
def reading(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows on a terminal how many files were read, of how many; elsewhere it shows nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    with _display() as display:
        task = display.add_task("reading", total=None)

        def watch(done: int, every: int) -> None:
            told = f"{done:,} of {counted(every, 'file')} read"
            display.update(task, completed=done, total=every, description=told)

        yield watch


def _display() -> "Progress":
    from rich.console import Console  # noqa: PLC0415 — only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 — as above

    columns = (BarColumn(bar_width=24), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=Console(stderr=True), transient=True)


@contextmanager
def _bar() -> Iterator[Hears]:
    from rich.text import Text  # noqa: PLC0415 — only a terminal needs it

    from assignments.tell import plain  # noqa: PLC0415 — as above

    with _display() as display:
        task = display.add_task("reading", total=None)
        files = accepted = questions = 0

        def watch(one: FileOutcome, left: int) -> None:
            nonlocal files, accepted, questions
            files += 1
            accepted += one.states.get(State.ACCEPTED, 0)
            questions += sum(one.states.get(state, 0) for state in QUESTIONS)
            told = (
                f"{files:,} of {counted(files + left, 'file')}, {accepted:,} accepted, {counted(questions, 'question')}"
            )
            display.console.print(Text(plain(line(one))), soft_wrap=True)
            display.update(task, completed=files, total=files + left, description=told)

        yield watch
