"""How far a crawl is, and how that is shown: a bar on a terminal, a line now and then elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

LINE_EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a crawl is."""

    done: int
    """Addresses of the site that were asked."""
    waiting: int
    errors: int
    outside_done: int
    outside_waiting: int
    rate: float
    """Addresses of the site a second, lately."""
    resting: str = ""
    """Why nothing is asked at the moment, where something is the matter."""

    @property
    def left(self) -> float | None:
        """Seconds that it will take when nothing new is found; None when that cannot be known."""
        return self.waiting / self.rate if self.rate > 0 else None


def plain(progress: Progress) -> str:
    """One line about how far the crawl is."""
    parts = [
        f"{progress.done:,} done",
        f"{progress.waiting:,} waiting",
        f"{progress.rate:.1f} a second",
        f"{progress.errors:,} errors",
    ]
    if progress.outside_done or progress.outside_waiting:
        parts.append(f"links to other sites: {progress.outside_done:,} done, {progress.outside_waiting:,} waiting")
    if progress.waiting and progress.left is not None:
        parts.append(f"about {_duration(progress.left)} left")
    if progress.resting:
        parts.append(progress.resting)
    return ", ".join(parts)


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
        with _bar() as watch:
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
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich import progress as bars  # noqa: PLC0415 — only a terminal needs it
    from rich.console import Console  # noqa: PLC0415 — as above

    columns = (bars.BarColumn(bar_width=24), bars.TextColumn("{task.description}"))
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as display:
        task = display.add_task("starting", total=None)

        def watch(progress: Progress) -> None:
            done = progress.done + progress.outside_done
            total = done + progress.waiting + progress.outside_waiting
            display.update(task, completed=done, total=total, description=plain(progress))

        yield watch
