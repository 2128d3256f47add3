"""Says to each person why they got a page, and why they got just these pages."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assignments.fit import Liking
from assignments.words import Words

MOST_PHRASES = 3
"""So many of somebody's own words are named on the first sheet."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """One page in somebody's hand, as far as a reason needs it."""

    page: int
    title: str
    section: str
    minutes: float
    with_title: str = ""
    """The page that it must stay with; empty for one that stands alone."""
    before: str = ""
    """What is to be said first: that it was handed on, or that somebody else looks at it too."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why one person has their pages."""

    each: tuple[str, ...]
    """For each page, in their order."""
    together: str
    """For all of them, said to the person."""
    phrases: Mapping[str, int]
    """How many pages answer best to each of the person's own phrases, the most first."""


def reasons(hand: Sequence[Dealt], person: int, liked: Sequence[Liking], words: Words) -> Reasons:
    """Why one person has each of their pages, and all of them."""
    says = words.because
    own = [liking for liking in liked if liking.person == person]
    best = _best_phrases([dealt.page for dealt in hand], own)
    causes = [_cause(dealt, phrase, words) for dealt, phrase in zip(hand, best, strict=True)]
    spent: dict[str, float] = defaultdict(float)
    for cause, dealt in zip(causes, hand, strict=True):
        spent[cause] += dealt.minutes
    everything = words.minutes.of(round(sum(spent.values())))
    each = []
    for dealt, cause in zip(hand, causes, strict=True):
        text = says.share.format(reason=cause, part=round(spent[cause]), all=everything)
        each.append(f"{dealt.before}. {text}" if dealt.before else text)
    counts = Counter(filter(None, best))
    return Reasons(tuple(each), _together(counts, len(best), words), dict(counts.most_common()))


def _best_phrases(pages: list[int], own: list[Liking]) -> list[str]:
    """For each page the phrase that it answers best; the first of equal ones, empty for none."""
    best: NDArray[np.float32] = np.zeros(len(pages), dtype=np.float32)
    phrases = [""] * len(pages)
    wanted = np.array(pages, dtype=np.int64)
    for liking in own:
        if not len(liking.pages):
            continue
        at = np.searchsorted(liking.pages, wanted)
        at[at == len(liking.pages)] = 0
        score = np.where(liking.pages[at] == wanted, liking.score[at] * np.float32(liking.weight), 0)
        for number in np.flatnonzero(score > best).tolist():
            phrases[number] = liking.phrase
        best = np.maximum(best, score)
    return phrases


def _cause(dealt: Dealt, phrase: str, words: Words) -> str:
    says = words.because
    if phrase:
        return says.offered.format(words=phrase)
    if dealt.with_title:
        return says.shared.format(page=dealt.with_title)
    return says.section.format(section=dealt.section) if dealt.section else says.top


def _together(counts: Mapping[str, int], pages: int, words: Words) -> str:
    """`You offered “pensions” (23 pages) and “history” (8 pages). 4 pages more are your fair share of the rest.`"""
    says = words.because
    top = sorted(counts, key=lambda phrase: -counts[phrase])[:MOST_PHRASES]
    if not top:
        return says.alone
    listed = ", ".join(says.phrase.format(words=phrase, pages=words.pages.of(counts[phrase])) for phrase in top)
    rest = pages - sum(counts[phrase] for phrase in top)
    text = says.phrases.format(list=listed)
    return f"{text} {says.others.format(pages=words.pages.of(rest))}" if rest else text
