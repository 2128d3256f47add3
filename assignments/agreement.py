"""How far people agree who judged the same page.

Agreement is Krippendorff’s alpha for nominal data (Krippendorff, “Content Analysis”, 4th edition, chapter 12): 1 is
perfect, 0 is what chance would give; he asks for .800, or .667 where tentative conclusions will do.
"""

import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import krippendorff
import numpy as np

from assignments.decisions import DECISIONS, NOT_MINE
from assignments.ledger import OnPage
from assignments.records import LEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far people agree who were asked about the same pages."""

    pages: int
    """Pages that at least two people judged."""
    alpha: float | None
    """Krippendorff’s alpha over all decisions; None where it is not defined (too few pages, or only one decision)."""
    by_word: Mapping[str, float | None]
    """The same for each decision that was used, against all others."""
    read_differently: tuple[tuple[str, str, int], ...]
    """Two decisions that people gave to one page, and to how many pages; the most frequent first."""


class Opinions:
    """What people said of pages about which several were asked, counted by how often each combination came."""

    def __init__(self) -> None:
        self._said: Counter[tuple[str, ...]] = Counter()

    def add(self, page: OnPage) -> None:
        """Add one page; the lead’s word is no opinion, and who contradicts themselves has none yet."""
        opinions: dict[str, str] = {}
        for one in page.standing:
            own = {(answer.volunteer, answer.decision) for answer in one.answers if answer.volunteer != LEAD}
            if len(own) == 1:
                opinions.update(own)
        said = sorted(word for word in opinions.values() if word not in ("", NOT_MINE))
        if len(said) > 1:
            self._said[tuple(said)] += 1

    def agreement(self) -> Agreement:
        """Measure how far people agree."""
        used = [word for word in DECISIONS if any(word in page for page in self._said)]
        differing = Counter[tuple[str, str]]()
        for page, count in sorted(self._said.items()):
            for a, b in combinations(sorted(set(page), key=DECISIONS.index), 2):
                differing[a, b] += count
        return Agreement(
            pages=self._said.total(),
            alpha=alpha(self._said),
            by_word={word: alpha(_against_others(self._said, word)) for word in used},
            read_differently=tuple((a, b, count) for (a, b), count in differing.most_common()),
        )


def _against_others(said: Mapping[tuple[str, ...], int], word: str) -> Counter[tuple[str, ...]]:
    found = Counter[tuple[str, ...]]()
    for page, count in said.items():
        found[tuple(sorted(str(one == word) for one in page))] += count
    return found


def alpha(pages: Mapping[tuple[str, ...], int]) -> float | None:
    """Krippendorff’s alpha of what several people said of one page, to how many pages; None where it is not defined."""
    words = sorted({word for page in pages for word in page})
    if sum(pages.values()) < 2 or len(words) < 2:  # noqa: PLR2004 — two pages and two words are needed to compare
        return None
    patterns = np.array([[page.count(word) for word in words] for page in pages])
    counts = np.repeat(patterns, list(pages.values()), axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # 0/0 is what None says
        value = float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
    return None if np.isnan(value) else round(value, 3)
