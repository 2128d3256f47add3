"""Cuts a text at its spaces, and remembers what was found out about each piece: a site repeats most of its words."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Generic, TypeVar

from audit.sentences import sentences

MOST_REMEMBERED = 100_000
"""Tokens of which facts are kept; beyond that all are forgotten and found again. The tokens of most sites fit."""
LONGEST_REMEMBERED = 100
"""Characters; longer tokens are data, addresses and texts without spaces. They hardly come again, and are as long as
they like.
"""

Fact = TypeVar("Fact")


class Facts(dict[str, Fact]):
    """What a function says of each token; it is asked when a token is first met.

    >>> lengths = Facts(len)
    >>> list(map(lengths.__getitem__, ["the", "bird", "the"]))
    [3, 4, 3]
    """

    def __init__(self, find: Callable[[str], Fact]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, token: str) -> Fact:
        fact = self._find(token)
        if len(token) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[token] = fact
        return fact


class Finds(Generic[Fact]):
    """What a rule looks for in tokens. Most have nothing of it, and these are passed over all at once.

    >>> import re
    >>> years = Finds(re.compile("(?:19|20)[0-9]{2}").findall)
    >>> years.among("We met in 2019 and in May.")
    {'2019': ['2019']}
    """

    def __init__(self, find: Callable[[str], Fact]) -> None:
        self._find = find
        self._with: dict[str, Fact] = {}
        self._without: set[str] = set()

    def among(self, text: str) -> dict[str, Fact]:
        """Those tokens of a text that have something of it, and what."""
        found = {}
        for token in tokens(text) - self._without:
            if fact := self._with.get(token) or self._find(token):
                found[token] = fact
            elif len(token) <= LONGEST_REMEMBERED:
                self._without.add(token)
        self._with.update((token, fact) for token, fact in found.items() if len(token) <= LONGEST_REMEMBERED)
        for remembered in (self._with, self._without):
            if len(remembered) > MOST_REMEMBERED:
                remembered.clear()
        return found


@lru_cache(maxsize=4)
def tokens(text: str) -> frozenset[str]:
    """The different tokens of a text: what stands between spaces, with its punctuation.

    The last few texts are remembered, as `sentences` does.
    """
    return frozenset().union(*(found for _, found in cut(text)))


@lru_cache(maxsize=4)
def cut(text: str) -> tuple[tuple[str, list[str]], ...]:
    """The sentences of a text of one block a line, each with its tokens in order."""
    return tuple((sentence, sentence.split()) for sentence in sentences(text))


def sentences_with(text: str, wanted: AbstractSet[str]) -> Iterator[tuple[str, list[str]]]:
    """Those sentences that hold one of some tokens."""
    if wanted:
        for sentence, found in cut(text):
            if not wanted.isdisjoint(found):
                yield sentence, found
