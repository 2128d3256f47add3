"""Shows a merge while it runs: each file in a line, and on a terminal a bar below them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assignments.account import line
from assignments.merged import FileOutcome, Progress
from assignments.records import State
from assignments.said import counted

QUESTIONS = (State.CONFLICT, State.INVALID, State.UNPLACED)


@contextmanager
def shown(say: Callable[[str], None], *, quiet: bool) -> Iterator[Progress]:
    """Give a function that shows a merge to a person."""
    if not quiet and sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield lambda one, _: say(line(one))


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich import progress as bars  # noqa: PLC0415 — only a terminal needs it
    from rich.console import Console  # noqa: PLC0415 — as above
    from rich.text import Text  # noqa: PLC0415 — as above

    from assignments.tell import plain  # noqa: PLC0415 — as above

    columns = (bars.BarColumn(bar_width=24), bars.TextColumn("{task.description}", markup=False))
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as display:
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
