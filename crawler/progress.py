"""How far a crawl is, and how that is shown: bars on a terminal, a line now and then elsewhere."""

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

LINE_EVERY = 10.0
"""Seconds between two lines where there is no terminal."""
LOOK_EVERY = 0.25
"""Seconds between two pictures on a terminal."""
PACE_SECONDS = 10.0
"""How far back rates look."""
STEADY = 0.5
"""While more than this share of what is done is found anew, nobody can know how long it will take."""
BAR = 20
"""Width of a bar, so that it stands beside its numbers in 80 columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a crawl is."""

    done: int
    """Addresses of the site that were asked."""
    waiting: int
    errors: int
    """Those of them that do not work."""
    outside_done: int
    outside_waiting: int
    rate: float
    """Addresses of the site a second, lately."""
    growth: float = 0.0
    """Addresses of the site that are found a second, lately."""
    outside_rate: float = 0.0
    resting: str = ""
    """Why nothing is asked at the moment, where something is the matter."""

    @property
    def left(self) -> float | None:
        """Seconds until all is done, at the present pace; None when that cannot be known (yet)."""
        seconds = [0.0]
        if self.waiting:
            if self.rate <= 0 or self.growth > STEADY * self.rate:
                return None
            seconds.append(self.waiting / (self.rate - self.growth))
        if self.outside_waiting:
            if self.outside_rate <= 0:
                return None
            seconds.append(self.outside_waiting / self.outside_rate)
        return max(seconds)


class Pace:
    """How fast things go, from what was counted in the last seconds."""

    def __init__(self) -> None:
        self._counted: deque[tuple[float, tuple[int, ...]]] = deque()

    def rates(self, at: float, *counts: int) -> list[float]:
        """How much each of these counts grows a second; `at` is the time in seconds, the counts are always the same."""
        while len(self._counted) > 1 and at - self._counted[0][0] > PACE_SECONDS:
            self._counted.popleft()
        self._counted.append((at, counts))
        since, before = self._counted[0]
        return [
            max(now - then, 0) / (at - since) if at > since else 0.0 for now, then in zip(counts, before, strict=True)
        ]


def plain(progress: Progress) -> str:
    """One line about how far the crawl is."""
    parts = [f"{_of(progress.done, progress.waiting)} addresses"]
    if progress.outside_done or progress.outside_waiting:
        parts.append(f"{_of(progress.outside_done, progress.outside_waiting)} on other sites")
    return ", ".join([*parts, *_circumstances(progress)])


def _of(done: int, waiting: int) -> str:
    return f"{done:,} of {done + waiting:,}"


def _circumstances(progress: Progress) -> Iterator[str]:
    """Pace, errors and time left, in words."""
    if progress.rate:
        yield f"{progress.rate:.0f} a second" if progress.rate >= 2 else f"{60 * progress.rate:.0f} a minute"  # noqa: PLR2004 — below, a number a minute says more
    yield f"{progress.errors:,} {'does' if progress.errors == 1 else 'do'} not work" if progress.errors else "no errors"
    left = progress.left
    if progress.resting:
        yield progress.resting
    elif left is None and progress.rate:
        yield "more is still being found"
    elif left:
        yield f"about {_duration(left)} left"


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


@contextmanager
def shown(say: Callable[[str], None], *, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows a crawl's progress to a person."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bars() as watch:
            yield watch
    else:
        yield _lines(say)


def _lines(say: Callable[[str], None]) -> Callable[[Progress], None]:
    last = monotonic()

    def watch(progress: Progress) -> None:
        nonlocal last
        if monotonic() - last >= LINE_EVERY:
            last = monotonic()
            say(plain(progress))

    return watch


@contextmanager
def _bars() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console  # noqa: PLC0415 — only a terminal needs it
    from rich.live import Live  # noqa: PLC0415 — as above

    with Live("Asking for the start page …", console=Console(stderr=True), transient=True) as live:
        yield lambda progress: live.update(bars(progress))


def bars(progress: Progress) -> "Table":
    """A bar for the site and one for links that leave it, each beside its numbers, and pace, errors and time below."""
    from rich.console import Group  # noqa: PLC0415 — only a terminal needs it
    from rich.table import Table  # noqa: PLC0415 — as above
    from rich.text import Text  # noqa: PLC0415 — as above

    rows = [("This site", progress.done, progress.waiting, "known addresses")]
    if progress.outside_done or progress.outside_waiting:
        rows.append(("Other sites", progress.outside_done, progress.outside_waiting, "addresses that it links to"))
    whole = Table.grid()
    whole.add_row(Group(_grid(rows), Text(" · ".join(_circumstances(progress)))))
    return whole


def _grid(rows: Iterable[tuple[str, int, int, str]]) -> "Table":
    """A line with a bar for each (name, done, waiting, of what)."""
    from rich.progress_bar import ProgressBar  # noqa: PLC0415 — only a terminal needs it
    from rich.table import Table  # noqa: PLC0415 — as above

    grid = Table.grid(padding=(0, 2))
    for name, done, waiting, what in rows:
        bar = ProgressBar(total=max(done + waiting, 1), completed=done, width=BAR)
        grid.add_row(name, bar, f"{_of(done, waiting)} {what}")
    return grid


@contextmanager
def counted(name: str, what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows on a terminal how many are done, of how many; elsewhere it shows nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 — only a terminal needs it
    from rich.live import Live  # noqa: PLC0415 — as above

    last = 0.0
    with Live(f"{name} …", console=Console(stderr=True), transient=True) as live:

        def watch(done: int, every: int) -> None:
            nonlocal last
            if monotonic() - last >= LOOK_EVERY:
                last = monotonic()
                live.update(_grid([(name, done, every - done, what)]))

        yield watch
