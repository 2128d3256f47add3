"""Turns texts into numbers that can be compared by the hundred thousand: words, and runs of three words."""

import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.tokens import Facts

SHINGLE = 3
"""Words in a run: two unrelated pages on one topic share many words and pairs, hardly ever runs of three."""
MOST_WORDS = 20_000
"""Longer texts are compared by their first words: the time for two texts grows with the product of their lengths."""
TEMPLATE_SHARE = 0.15
"""A run that stands on more than this share of the pages is the template's, not the page's (our judgement)."""
TEMPLATE_PAGES = 10
"""… and it must stand on more pages than this, so that a small site's copies do not become a template."""

Words = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_WIDTH = np.dtype(np.uint32).itemsize
_COUNTERS = 1 << 24
"""Runs share so many counters: 50 million different ones on 100,000 pages add three to each, far below the share."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Many texts as numbers: five bytes a word, so that a whole site fits in memory."""

    keys: tuple[str, ...]
    words: tuple[Words, ...]
    """A text's words in order."""
    shared: tuple[NDArray[np.bool_], ...]
    """Which of them stand in runs that many texts share: a form's questions, a notice under every article."""

    def own(self, number: int) -> Words:
        """The words of a text that are its own."""
        return self.words[number][~self.shared[number]]

    def template(self, number: int) -> Words:
        """The words of a text that many texts share."""
        return self.words[number][self.shared[number]]


def numbered(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Words]]:
    """The words of (key, text) pairs. The same texts give the same numbers on every machine."""
    return ((key, word_hashes(text)) for key, text in texts)


def read(texts: Iterable[tuple[str, Words]]) -> Texts:
    """Tell in (key, words) pairs what is a text's own from what it shares with many."""
    keys: list[str] = []
    words: list[Words] = []
    pages = np.zeros(_COUNTERS, dtype=np.uint32)
    for key, of_text in texts:
        keys.append(key)
        words.append(of_text)
        pages[_counter(runs(of_text))] += 1  # a counter that is named twice in one text goes up by one all the same
    limit = max(TEMPLATE_PAGES, TEMPLATE_SHARE * len(keys))
    shared = [covered(found, pages[_counter(runs(found))] > limit) for found in words]
    return Texts(tuple(keys), tuple(words), tuple(shared))


def runs(words: Words) -> Hashes:
    """One number for every run of three words, in order; a text of one or two words is one run."""
    wide = words.astype(np.uint64)
    if len(wide) < SHINGLE:
        return _stir((wide * _MIX[: len(wide)]).sum(dtype=np.uint64, keepdims=True)[: len(wide)])
    return _stir(wide[:-2] * _MIX[0] ^ wide[1:-1] * _MIX[1] ^ wide[2:] * _MIX[2])


def covered(words: Words, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which words stand in at least one of the chosen of their runs."""
    inside = np.zeros(len(words), dtype=bool)
    for place in range(SHINGLE):
        end = min(len(words), place + len(chosen))
        inside[place:end] |= chosen[: end - place]
    return inside


def word_hashes(text: str) -> Words:
    """The words of one text, in order."""
    return np.frombuffer(b"".join(map(_HASHES.__getitem__, text.split()))[: MOST_WORDS * _WIDTH], dtype=np.uint32)


def _hashed(token: str) -> bytes:
    """The hashes of a token's words, one after the other as they lie in an array."""
    words = _WORD.findall(token.lower())
    return b"".join(zlib.crc32(word.encode("utf-8", "surrogatepass")).to_bytes(_WIDTH, sys.byteorder) for word in words)


_HASHES = Facts(_hashed)


def _counter(hashes: Hashes) -> NDArray[np.intp]:
    return (hashes % np.uint64(_COUNTERS)).astype(np.intp)


def _stir(values: Hashes) -> Hashes:
    """Spread the bits (the finaliser of MurmurHash3), so that any part of a hash is as good as another."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return values ^ (values >> np.uint64(33))
