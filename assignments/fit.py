"""How well pages fit what people said of themselves: their words, looked for in section, title, address and work."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import numpy as np
from numpy.typing import NDArray

from assignments.records import Volunteer

SECTION, TITLE, WORK, ADDRESS = 1.0, 0.7, 0.6, 0.4
"""How much a word counts by where it is found; work is what was noticed and whether it is a document."""
INTEREST, SKILL = 1.0, 0.8
STEM = 5
"""A word of so many letters is also found at the beginning of longer ones: pension in pensioners."""
SAYS_NOTHING = frozenset(
    """a about after all also an and any are at been before can did do does for from good had has have here i in into is
    it know knows like likes many me my of on once one or our page pages site some take takes that the their them there
    things this to us use used was we web website well which who with work works write writes every since years year
    """.split()  # noqa: SIM905 — a list of words reads better as a text
)
PLURAL = re.compile(r"(?<=[^s])s$|(?<=s)es$")


@dataclass(frozen=True, slots=True)
class Subject:
    """What one page is about, as texts."""

    section: str
    title: str
    url: str
    work: str
    """What kind of work it is: the plain names of what was noticed, and `document` for one."""


@dataclass(frozen=True)
class Liking:
    """One phrase of one person, and the pages that it is found on."""

    person: int
    phrase: str
    weight: float
    pages: NDArray[np.int32]
    score: NDArray[np.float32]
    """Of each of these pages, 0 to 1."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without marks and plural, so that `Écoles` and `ecole` are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    if plain.endswith("ies") and len(plain) > STEM:
        return plain[:-3] + "y"
    return PLURAL.sub("", plain) if len(plain) > 3 else plain  # noqa: PLR2004 — `gas` and `bus` are no plurals


def stems(text: str) -> list[str]:
    """The telling words of a text, as stems."""
    words = re.findall(r"[^\W_]+", text.casefold())
    telling = [word for word in words if word not in SAYS_NOTHING and len(word) > 1]
    return [stem(word) for word in telling]


class Topics:
    """Where each word stands: built once, asked for every phrase."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.count = len(subjects)
        places: dict[str, dict[int, float]] = defaultdict(dict)
        for number, subject in enumerate(subjects):
            path = unquote(urlsplit(subject.url).path)
            for weight, text in (
                (ADDRESS, path),
                (WORK, subject.work),
                (TITLE, subject.title),
                (SECTION, subject.section),
            ):
                for word in stems(text):
                    places[word][number] = max(weight, places[word].get(number, 0.0))
        self._words = sorted(places)
        self._places = {
            word: (np.fromiter(found.keys(), np.int32, len(found)), np.fromiter(found.values(), np.float32, len(found)))
            for word, found in places.items()
        }

    def score(self, phrase: str) -> NDArray[np.float32]:
        """How well each page answers to a phrase: the mean over its telling words."""
        total = np.zeros(self.count, dtype=np.float32)
        words = list(dict.fromkeys(stems(phrase)))
        for word in words:
            best = np.zeros(self.count, dtype=np.float32)
            for known in self._beginning(word):
                pages, weights = self._places[known]
                best[pages] = np.maximum(best[pages], weights)
            total += best / np.float32(len(words))
        return total

    def _beginning(self, word: str) -> Iterable[str]:
        if len(word) < STEM:
            return [word] if word in self._places else []
        at = bisect_left(self._words, word)
        end = at
        while end < len(self._words) and self._words[end].startswith(word):
            end += 1
        return self._words[at:end]


def likings(topics: Topics, people: Sequence[Volunteer]) -> list[Liking]:
    """Every phrase of every person with the pages it is found on, in the order of people and of their phrases."""
    known: dict[str, tuple[NDArray[np.int32], NDArray[np.float32]]] = {}
    found = []
    for number, person in enumerate(people):
        for weight, phrases in ((INTEREST, person.interests), (SKILL, person.skills)):
            for phrase in phrases:
                if phrase not in known:
                    score = topics.score(phrase)
                    pages = np.flatnonzero(score).astype(np.int32)
                    known[phrase] = (pages, score[pages])
                found.append(Liking(number, phrase, weight, *known[phrase]))
    return found


def fits(pages: int, people: int, liked: Iterable[Liking]) -> NDArray[np.float32]:
    """Pages x people, 0 to 1: each phrase that answers adds to the rest, and none can do more than fit wholly."""
    unfit = np.ones((pages, people), dtype=np.float32)
    for liking in liked:
        unfit[liking.pages, liking.person] *= 1 - np.float32(liking.weight) * liking.score
    return np.subtract(1, unfit, out=unfit)  # in place: with 100,000 pages and 200 people it takes 80 MB


def may_have(sections: Sequence[str], people: Sequence[Volunteer]) -> NDArray[np.bool_]:
    """Sections x people: False where a person asked not to get a section, by its name or by a word of it."""
    allowed = np.ones((len(sections), len(people)), dtype=np.bool_)
    for number, person in enumerate(people):
        for phrase in person.not_sections:
            allowed[meant(phrase, sections), number] = False
    return allowed


def meant(phrase: str, sections: Sequence[str]) -> list[int]:
    """Which sections somebody means who names one by its name, its address or a word of it."""
    path = unquote(urlsplit(phrase).path)
    name, wanted = words_of(path), set(stems(path))
    return [
        row
        for row, section in enumerate(sections)
        if (name and name == words_of(section)) or (wanted and wanted <= set(stems(section)))
    ]


def words_of(text: str) -> list[str]:
    """All words of a name, so that “our work”, `our-work` and `/our-work/` are one."""
    return re.findall(r"[^\W_]+", text.casefold())
