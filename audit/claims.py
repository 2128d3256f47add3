"""What a sentence claims to be not there: put together from its words, of which audit/gone_words.toml knows the kinds.

One that says of a page, or of what a page may be about, that it is not there, or not there any more, is a claim. It is
a strong one if it says it of a page, of what the reader asked for, or points at the thing.
"""

from itertools import chain, pairwise
from typing import NamedTuple

from audit.gone_words import (
    ABOUT,
    ABSENT,
    AMISS,
    ANY,
    IF,
    ITEM,
    LOST,
    NO,
    NUMBER,
    OWN,
    REGRET,
    SEVERAL,
    SOUGHT,
    STEP,
    THERE,
    THING,
    THINGS,
    THIS,
    A,
    Word,
    tongues,
)

WEAK, STRONG = 1, 2
NEAR = 4
"""Words between one that denies and what it denies (our judgement)."""
NUMBER_WORDS = 5
"""Of a heading that is but a number: “Error 404”."""
Parts = list[tuple[str, list[Word]]]
"""Sentences, each with its words as the table knows them."""
_CLAIMING = ABSENT | LOST | NO | NUMBER | AMISS | REGRET


class Sentence(NamedTuple):
    """What a sentence says, by its words."""

    words: str = ""
    length: int = 0
    claims: int = 0
    """0, WEAK or STRONG: how surely it says that something is not there."""
    points: bool = False
    """At what was asked for: “this page”."""
    sought: bool = False
    """It names what the reader did: “you are looking for”."""
    any: bool = False
    """It speaks of any page, or of several: “a page that does not exist”."""
    regret: bool = False
    amiss: int = 0
    steps: int = 0
    about: int = 0
    unknown: int = 0
    """Words that are not known to say any of this."""
    number: bool = False
    lost: bool = False
    """It says that something is over, not that it is not there: “the survey has closed”."""
    after: int = 0
    """Words of the text before it."""

    @property
    def weight(self) -> float:
        """How much it is worth among the sentences of one place: the surest and shortest most (our judgement)."""
        told = 3 if self.claims == STRONG else 2 if self.claims == WEAK else 0
        return told + 0.5 * (self.points or self.sought) - 0.5 * self.unknown - self.any - 0.05 * self.after


def promising(parts: Parts) -> Parts:
    """Those with a word without which there is no claim and no excuse: seen at less cost than what they say."""
    return [part for part in parts if any(kind & _CLAIMING for word in part[1] for kind in word.values())]


def judge(parts: Parts, known: frozenset[str] = frozenset()) -> list[Sentence]:
    """What each sentence says, in that language of the page in which it says the most."""
    known = known or tongues([word for _, words in parts for word in words])
    judged: list[Sentence] = []
    after = 0
    for text, words in parts:
        tried = known.intersection(chain.from_iterable(words)) or known
        sentence = max(
            [_judged(text, words, language) for language in sorted(tried)],
            key=lambda one: (one.claims, -one.unknown),
        )
        judged.append(sentence._replace(after=after))
        after += max(sentence.length, len(text.split()) if not words else 0)
    return judged


def _judged(text: str, words: list[Word], language: str) -> Sentence:
    kinds = [word.get(language, 0) | word.get(ANY, 0) for word in words]
    until = next((place for place, kind in enumerate(kinds) if kind & IF), len(kinds))
    absences = [place for place in _absences(kinds) if place < until]
    lost = any(kind & LOST for kind in kinds[:until])
    if (absences or lost) and _means_others(kinds):
        absences, lost = [], False
    every = 0
    for kind in kinds:
        every |= kind
    thing, item, sought = bool(every & THING), bool(every & ITEM), bool(every & SOUGHT)
    points = bool(every & THIS) or sought
    general = bool(every & (THING | THINGS | ITEM)) and not sought and not _means_one(kinds)
    unknown = kinds.count(0) + kinds.count(SEVERAL)
    amiss = sum(bool(kind & AMISS) for kind in kinds)
    told = thing or sought or (item and points) or _names_it(kinds)
    strong = not general and ((bool(absences) and told) or (lost and points and (thing or item)))
    weak = (
        bool(absences)
        or (lost and (thing or item))
        or (_is_number(words, kinds, every) and not thing and not item)
        or (amiss > 0 and thing and points and unknown <= 1 and not general)
        or amiss > 1
    )
    return Sentence(
        text.strip(),
        len(kinds),
        STRONG if strong else WEAK if weak else 0,
        points,
        sought,
        general,
        bool(every & REGRET),
        amiss,
        sum(bool(kind & STEP) for kind in kinds),
        sum(bool(kind & ABOUT) for kind in kinds) + _names_the_error(kinds, absences),
        unknown,
        bool(every & NUMBER),
        lost and not absences,
    )


def _absences(kinds: list[int]) -> list[int]:
    """Where a sentence says that something is not there: “missing”, “does not exist”, “no page”."""
    places = [place for place, kind in enumerate(kinds) if kind & ABSENT]
    for denial, kind in enumerate(kinds):
        if kind & NO:
            first = max(0, denial - NEAR)
            places += [
                max(denial, place)
                for place, near in enumerate(kinds[first : denial + NEAR + 1], first)
                if near & THERE and place != denial
            ]
            places += [place for place, near in enumerate(kinds[denial + 1 : denial + 4], denial + 1) if near & THING]
    return places


def _names_it(kinds: list[int]) -> bool:
    """Whether it points at a thing that the table does not know: “this walk”."""
    return any(kind & THIS and not after for kind, after in pairwise(kinds))


def _means_one(kinds: list[int]) -> bool:
    """Whether it speaks of one thing that both sides know: “the page”, not “a page”, “pages”, or “no events”."""
    named = [(kind, kinds[max(0, place - 2) : place]) for place, kind in enumerate(kinds) if kind & (THING | ITEM)]
    if any(not kind & THING and any(one & NO for one in before) for kind, before in named):
        return False
    return any(not kind & THINGS and not any(one & A for one in before) for kind, before in named)


def _means_others(kinds: list[int]) -> bool:
    """Whether it speaks of several things, or of the reader's own: “no events found”, “your order has gone”."""
    if any(kind & SOUGHT for kind in kinds):
        return False
    named = [place for place, kind in enumerate(kinds) if kind & (THING | ITEM | THINGS)]
    own = any(kind & OWN for kind in kinds[: named[0] if named else None])
    several = bool(named) and all(kinds[place] & THINGS for place in named)
    none_such = any(
        kind & NO and (after & (THINGS | SEVERAL) or (after & ITEM and not after & THING))
        for kind, after in pairwise(kinds)
    )
    return own or several or none_such


def _is_number(words: list[Word], kinds: list[int], every: int) -> bool:
    """Whether it is but the number of the error: “404”, “Error 404”; not “Bus 404”, nor “Ligne 404” (“en ligne”)."""
    bare = (
        len(kinds) <= NUMBER_WORDS
        and all(kind & ~THERE for kind in kinds)
        and all(word.keys() != {ANY} or word[ANY] & NUMBER for word in words)
    )
    return bool(every & NUMBER) and not every & STEP and bare


def _names_the_error(kinds: list[int], absences: list[int]) -> int:
    """How often it speaks of the error as of a thing: “404 pages”, “not found errors”, “a 404”."""
    named = sum(bool(kinds[place + 1] & AMISS) for place in set(absences) if place + 1 < len(kinds))
    for place, (kind, after) in enumerate(pairwise(kinds)):
        next_but_one = kinds[place + 2] if place + 2 < len(kinds) else 0
        if kind & THING and after & NUMBER:
            named += 1  # “page 404”
        elif kind & (NUMBER | AMISS) and after & (THING | THINGS):
            named += not any(place < absence <= place + NEAR + 1 for absence in absences)
        elif kind & A:
            named += bool(after & NUMBER or (after & AMISS and next_but_one & NUMBER))
    return named
