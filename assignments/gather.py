"""Opens everything that came back, one file after the other: what lies in archives and mails comes after them."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assignments.reading.book import Parcel, UnreadableError
from assignments.reading.child import Outcome, read_all
from assignments.returned import Copies, Kept, find

DEEPEST = 3
"""A workbook in an archive in a mail in an archive is found; what lies deeper is not."""
TOO_DEEP = f"It lies in {DEEPEST} archives or mails, one in the other, and was not opened. Please take it out of them."


@dataclass(frozen=True, slots=True)
class Gathered:
    """One file, and what was read in it."""

    kept: Kept
    found: Outcome | None
    """None where nothing was read: it was known already, the same file came before it, or there is a problem."""
    left: int
    """So many files are known to come after it."""


def gather(copies: Copies, paths: Sequence[Path], known: Container[str] = ()) -> Iterator[Gathered]:
    """Copy every file that the paths name, and read each whose hash is not known yet.

    Only a few files are held at a time, so that a thousand need no more memory than ten.
    """
    waiting = [copies.keep(path, problem) for path, problem in find(paths)]
    seen = set[str]()
    depth = 0
    while waiting:
        fresh = set[int]()
        for n, one in enumerate(waiting):
            if one.copy and one.hash not in seen and one.hash not in known:
                fresh.add(n)
            seen.add(one.hash)
        outcomes = read_all((one.copy, one.name) for n, one in enumerate(waiting) if n in fresh and one.copy)
        inside = list[Kept]()
        for n, one in enumerate(waiting):
            found = next(outcomes) if n in fresh else None
            if isinstance(found, Parcel):
                if depth < DEEPEST:
                    inside += [copies.keep_attachment(name, content, one.name) for name, content in found.files]
                else:
                    found = UnreadableError(TOO_DEEP)
            yield Gathered(one, found, len(waiting) - n - 1 + len(inside))
        waiting, depth = inside, depth + 1
