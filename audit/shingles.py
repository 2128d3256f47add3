"""Turns texts into numbers that can be compared by the hundred thousand: words, lines, and runs of three words."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"\w+")
SHINGLE = 3
"""Words in a shingle: two unrelated pages on one topic share many words and pairs, hardly ever runs of three."""
MOST_WORDS = 20_000
"""Longer texts are compared by their first words: the time for two texts grows with the product of their lengths."""
TEMPLATE_SHARE = 0.1
"""A line that stands on more than this share of the pages is the template's, not the page's."""
TEMPLATE_PAGES = 10
"""… and it must stand on more pages than this, so that a small site's copies do not become a template."""

Words = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Texts:
    """Many texts as numbers: a few bytes a word, so that a whole site fits in memory."""

    keys: tuple[str, ...]
    words: tuple[Words, ...]
    """A text's own words in order, without the lines that the template puts on many pages."""
    template: tuple[dict[int, int], ...]
    """The template's lines on a text: hash of the line to the number of its words."""
    lengths: tuple[int, ...]
    """Words of a text, template included."""


def read(texts: Iterable[tuple[str, str]]) -> Texts:
    """Read (key, text) pairs; a text has one block a line. The same texts give the same numbers on every machine."""
    keys: list[str] = []
    words: list[Words] = []
    lines: list[tuple[Hashes, NDArray[np.uint32]]] = []
    known = _Known()
    for key, text in texts:
        found, hashes, sizes = _lines(text, known)
        keys.append(key)
        words.append(found)
        lines.append((hashes, sizes))
    everywhere = _template(lines)
    template: list[dict[int, int]] = []
    lengths = tuple(len(found) for found in words)
    for number, (hashes, sizes) in enumerate(lines):
        shared = np.isin(hashes, everywhere)
        template.append(dict(zip(hashes[shared].tolist(), sizes[shared].tolist(), strict=True)))
        if shared.any():
            words[number] = words[number][np.repeat(~shared, sizes)]
    return Texts(tuple(keys), tuple(words), tuple(template), lengths)


def runs(words: Words) -> Hashes:
    """One number for every run of three words, in order; a text of one or two words is one run."""
    wide = words.astype(np.uint64)
    if len(wide) < SHINGLE:
        return _stir((wide * _MIX[: len(wide)]).sum(dtype=np.uint64, keepdims=True)[: len(wide)])
    return _stir(wide[:-2] * _MIX[0] ^ wide[1:-1] * _MIX[1] ^ wide[2:] * _MIX[2])


def shingles(words: Words) -> Hashes:
    """The distinct runs of three words, sorted."""
    return np.unique(runs(words))


def word_hashes(text: str) -> Words:
    """The words of one text, template included, as `read` counts them."""
    return _lines(text, _Known())[0]


def _stir(values: Hashes) -> Hashes:
    """Spread the bits (the finaliser of MurmurHash3), so that any part of a hash is as good as another."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return values ^ (values >> np.uint64(33))


class _Known(dict[str, int]):
    """The hashes of words; a word is hashed when it is first met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return number


def _lines(text: str, known: _Known) -> tuple[Words, Hashes, NDArray[np.uint32]]:
    """All words of a text, and the hash and the length of each of its lines."""
    words: list[int] = []
    hashes: list[int] = []
    sizes: list[int] = []
    for line in text.lower().splitlines():
        found = WORD.findall(line)
        if found:
            words.extend(map(known.__getitem__, found))
            joined = " ".join(found).encode("utf-8", "surrogatepass")
            hashes.append(zlib.crc32(joined) << 32 | zlib.adler32(joined))
            sizes.append(len(found))
            if len(words) >= MOST_WORDS:
                sizes[-1] -= len(words) - MOST_WORDS
                break
    return (
        np.array(words[:MOST_WORDS], dtype=np.uint32),
        np.array(hashes, dtype=np.uint64),
        np.array(sizes, dtype=np.uint32),
    )


def _template(lines: list[tuple[Hashes, NDArray[np.uint32]]]) -> Hashes:
    """The lines that stand on so many texts that they say nothing about any of them."""
    if not lines:
        return np.empty(0, dtype=np.uint64)
    distinct, count = np.unique(np.concatenate([np.unique(hashes) for hashes, _ in lines]), return_counts=True)
    return distinct[count > max(TEMPLATE_PAGES, TEMPLATE_SHARE * len(lines))]
