"""Says how hard a text is to read: Flesch reading ease, school grade, and the length of its sentences."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pyphen

from audit.tokens import Facts, cut

LANGUAGES = frozenset({"en"})
"""The formulas were fitted to English; a page in another language is not judged."""
LONG_SENTENCE = 25
"""Words; the GOV.UK style guide asks for sentences of at most 25."""
LONGEST_SHOWN = 3
_MOST = 255
"""Syllables of a word that a byte can hold; what has more is no word."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_FULL_STOPS, _CLOSING = (".", "!", "?", "…"), '"”’»)]'
_VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
_SILENT_E = re.compile(r"(?<![^aeiouy]l)(?<=[^aeiouy])e$|(?<=[^tdaeiou])ed$|(?<=[^aeiousxzcghl])es$")


@dataclass(frozen=True, slots=True)
class Readability:
    """What was measured in the prose of one text."""

    reading_ease: float
    """Flesch (1948): 100 very easy, 60 plain English, under 30 very hard; may leave that range."""
    grade: float
    """Flesch-Kincaid (1975), years of school in the United States: the better figure for putting texts in order."""
    words: int
    """Words of prose; headings, labels and cells are no prose."""
    sentences: int
    words_per_sentence: float
    long_share: float
    """Share of the sentences that have more than LONG_SENTENCE words."""
    longest: tuple[str, ...]
    """The longest sentences over LONG_SENTENCE words, longest first, at most LONGEST_SHOWN."""


def readability(text: str, language: str) -> Readability | None:
    """Measure a text of one block a line; None means not judged: another language, or no prose.

    Only sentences that end in a full stop (or ! ? …) count: headings, list items without one and cells of a table
    would be read as giant or tiny sentences. An empty `language` is read as English. Formulas: Flesch 1948, “A new
    readability yardstick”; Kincaid et al. 1975.
    """
    if (language.partition("-")[0].lower() or "en") not in LANGUAGES:
        return None
    prose = [(sentence, found) for sentence, found in cut(text) if sentence.rstrip(_CLOSING).endswith(_FULL_STOPS)]
    spoken = [(b"".join(map(_SPOKEN.__getitem__, found)), sentence) for sentence, found in prose]
    counted = [(len(of_words), sentence) for of_words, sentence in spoken if of_words]
    if not counted:
        return None
    words = sum(length for length, _ in counted)
    per_sentence = words / len(counted)
    per_word = sum(map(sum, (of_words for of_words, _ in spoken))) / words
    long = sorted((entry for entry in counted if entry[0] > LONG_SENTENCE), key=lambda entry: -entry[0])
    return Readability(
        reading_ease=round(206.835 - 1.015 * per_sentence - 84.6 * per_word, 2),
        grade=round(0.39 * per_sentence + 11.8 * per_word - 15.59, 2),
        words=words,
        sentences=len(counted),
        words_per_sentence=round(per_sentence, 1),
        long_share=round(len(long) / len(counted), 3),
        longest=tuple(sentence for _, sentence in long[:LONGEST_SHOWN]),
    )


def syllables(word: str) -> int:
    """Syllables of an English word in lower case: its groups of vowels, or places for a hyphen where these say more.

    Each alone counts too few (hyphens never leave a letter alone at an end, vowels in hiatus look like one); together
    they agree with the CMU pronouncing dictionary on 97 % of running words. Where no vowels meet and no e is silent the
    groups are right, and hyphens, which cost ten times as much to find, would only add faults (“standard's”).
    """
    spoken = word.replace("'", "").replace("’", "")
    groups, silent = _VOWELS.findall(spoken), len(_SILENT_E.findall(spoken))
    if not silent and max(map(len, groups), default=0) <= 1:
        return max(1, len(groups))
    return max(1, len(groups) - silent, len(_hyphens().positions(word)) + 1)


def _spoken(token: str) -> bytes:
    """The syllables of each word of a token, a byte a word; no word has more than a byte can hold."""
    return bytes(min(_SYLLABLES[word], _MOST) for word in _WORD.findall(token.lower()))


_SYLLABLES, _SPOKEN = Facts(syllables), Facts(_spoken)


@lru_cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
