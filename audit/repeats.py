"""Finds documents that repeat a page, even where the document says more than the page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.near_duplicates import FEWEST_WORDS
from audit.shingles import Hashes, Words, covered, runs

REPEATED = 0.8
"""Share of a page's words that must stand in a document before it is named; from 0.9 on it is sure (as in CART)."""
_ONE_IN = 4
"""Of the runs of words every fourth, chosen by its number, tells which documents to look at."""
_WORTH_A_LOOK = 0.5
"""Share of a page's chosen runs that a document must have: a word that differs breaks three runs."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A document that says what a page says."""

    document: str
    page: str
    share: float
    """Share of the page's words that stand in the document in runs of three or more, 0 to 1."""


def repeats(
    documents: Iterable[tuple[str, Words]], pages: Iterable[tuple[str, Words]], at_least: float = REPEATED
) -> list[Repeat]:
    """Find the pages that documents repeat, from (key, words) pairs; ordered by document, greatest share first.

    A document may be longer than the page (a booklet that holds it); a page of under FEWEST_WORDS words is not
    looked for.
    """
    known = list(documents)
    chosen, owner = _index([words for _, words in known])
    found = [
        Repeat(known[number][0], page, share)
        for page, words in pages
        for number, share in _holders(words, known, chosen, owner)
        if share >= at_least
    ]
    return sorted(found, key=lambda repeat: (repeat.document, -repeat.share, repeat.page))


def _index(documents: Sequence[Words]) -> tuple[Hashes, NDArray[np.intp]]:
    """The chosen runs of all documents, sorted, and whose each is."""
    parts = [_chosen(words) for words in documents]
    if not parts:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.intp)
    hashes = np.concatenate(parts)
    owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    order = np.argsort(hashes, kind="stable")
    return hashes[order], owner[order]


def _holders(
    page: Words, documents: Sequence[tuple[str, Words]], chosen: Hashes, owner: NDArray[np.intp]
) -> Iterator[tuple[int, float]]:
    """The documents that may hold a page, by number, and how much of it each holds."""
    if len(page) < FEWEST_WORDS or not len(chosen):
        return
    wanted = _chosen(page)
    first, last = np.searchsorted(chosen, wanted), np.searchsorted(chosen, wanted, side="right")
    met = [owner[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True) if start < end]
    if not met:
        return
    numbers, counts = np.unique(np.concatenate(met), return_counts=True)
    for number in numbers[counts >= _WORTH_A_LOOK * len(wanted)].tolist():
        yield number, round(_covered(page, documents[number][1]), 3)


def _covered(page: Words, document: Words) -> float:
    """Share of a page's words that stand in a document within a run of three."""
    return float(covered(page, np.isin(runs(page), runs(document))).mean())


def _chosen(words: Words) -> Hashes:
    """Every fourth of the distinct runs, the same ones in every text."""
    distinct: Hashes = np.unique(runs(words))
    kept: Hashes = distinct[distinct % np.uint64(_ONE_IN) == 0]
    return kept
