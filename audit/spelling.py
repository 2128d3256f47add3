"""Finds words that are very likely misspelt, with the word that was meant, in English prose; works offline."""

import gzip
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain
from string import ascii_lowercase

import msgspec
import spellchecker
import symspellpy
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from audit.language import COMMONEST
from audit.tokens import Facts, Finds, sentences_with

LANGUAGES = frozenset({"en"})
"""The dictionary is English, British and American; a page in another language is not judged."""
LEARN_FROM_PAGES = 3
"""A word on so many pages is one of the site's own, unless a common word like it stands on many more (our
judgement)."""
MUCH_MORE = 10
"""… that is, on so many times as many pages."""
MOST_UNKNOWN = 0.15
"""A sentence with a larger share of unknown words is a list of names, code, or in another language (our judgement)."""
FEWEST_WORDS = 6
"""In a shorter sentence nothing can be said of its language."""
SHORTEST_WORD, LONGEST_WORD = 5, 50
"""Shorter words are like too many others, and in the shortest only a left-out or a swapped letter is believed; what has
more letters is data.
"""
COMMON = 2_000_000
"""Times a word stands in the dictionary's corpus; rarer words are seldom what was meant (our judgement)."""
ALIKE = 0.6
"""Share of letters in common from which on a name may be another one misspelt (difflib's default, too)."""
_LONG_WORD, MOST_SLIPS = 8, 2
"""From so many letters on, two slips are believed in one word."""
_WORD = re.compile(r"(?<![\w@./#&=%:+~\\<>-])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@/#=+~\\(<>…-]|['’](?!\s*$)|[.:]\w)")
_LETTERS = re.compile(r"[a-z]{5,}")
"""A first, fast look for words that could be unknown; it also finds parts of words."""
_CAPITALISED = re.compile(r"[A-Z][a-z]{4,}")
_CODE = re.compile(r"[{};]\s*$|(?<![.?!:;])\s(?:[=+*<>|]|[:=!<>]=|=>|->|::)\s|\w\(\)|\s[$:%]\w")
"""What stands in a line of code and hardly in prose; its words are names. A star behind a sentence begins another."""
_DOUBLED, _VOWEL = re.compile(r"(.)\1"), re.compile("[aeiou]")
_LOWER = re.compile(r"[a-z]{5,50}")
_SIGNS = frozenset("_=<>[]{}\\@#$|")
"""Beside a word they make it a name of code."""
SUBJECT = 3
"""A word that stands so often on one page is a name or a term, and no slip of the pen, unless it is like slips that
people make throughout. In eight manuals all 13 such words were names.
"""
_PREFIXES = tuple(
    re.findall(
        r"\w+",
        "re un non pre post over under multi micro mini sub anti inter co de mis up out off on web cyber "
        "eco bio geo super hyper meta self semi pseudo auto tele",
    )
)
_SUFFIXES = tuple(
    re.findall(
        r"\w+",
        "s er ers or ors able ability ness less like wise ism ist ists ship wide ly ize izes ized izing "
        "ization ise ises ised ising isation ification based ish ings ive ively ee ees ator ators",
    )
)


_DICTIONARY = "frequency_dictionary_en_82_765.txt"
_PHRASES = frozenset({"facto", "gmail", "laude", "masse", "mixin", "mixins", "modus", "operandi", "strategize"})
"""Words that neither dictionary has: parts of fixed phrases, and of the web."""


@dataclass(frozen=True, slots=True)
class Misspelling:
    """One word that is likely misspelt."""

    word: str
    meant: str
    """The most common word that is one slip away, or two in a long word."""
    sentence: str


def misspellings(text: str, language: str, learnt: frozenset[str] = frozenset()) -> list[Misspelling] | None:
    """Find likely misspellings in a text of one block a line, each word once, in order; None means not judged.

    Passed over: capitalised words and the same in lower case, abbreviations, codes, addresses, words of the site
    (`learnt`, see `site_words`), words put together from known parts, unknown words that are not close to a common
    one (names, jargon) or stand alone in brackets or quotation marks (terms), in code or again and again (the page's
    subject), and sentences that are code or no English prose. Both -ise and -ize, British and American spellings are
    right. Dictionaries: symspellpy's 82,765 British words (MIT; made from SCOWL, free, and Google Books Ngrams, CC BY)
    and pyspellchecker's 160,572 American ones (MIT; made from OpenSubtitles).
    """
    if (language.partition("-")[0].lower() or "en") not in LANGUAGES:
        return None
    strange = _STRANGE.among(text)
    suspects = _never_capitalised(set(chain.from_iterable(strange.values())) - learnt, text)
    suspected = {token for token, words in strange.items() if not suspects.isdisjoint(words)}
    found: dict[str, Misspelling] = {}
    for sentence, _ in sentences_with(text, suspected):
        words = _lower_case_words(sentence)
        unknown = [word for word in words if word in suspects]
        if not unknown or len(words) < FEWEST_WORDS or COMMONEST.isdisjoint(words):
            continue
        if len(words) - sum(map(_KNOWN.__getitem__, words)) > max(1, MOST_UNKNOWN * len(words)):
            continue
        if _CODE.search(sentence):
            continue
        for word in unknown:
            if word not in found and not _is_named(word, sentence) and (meant := _meant(word)):
                found[word] = Misspelling(word, meant, sentence)
    names = _names(found, text) if found else ()
    return [one for one in found.values() if one.word not in names]


def _is_named(word: str, sentence: str) -> bool:
    """Whether a word stands alone in brackets or quotation marks, as terms and names do."""
    return any(f"{begins}{word}{ends}" in sentence for begins, ends in ("()", "“”", "‘’", '""'))


def _names(found: Mapping[str, Misspelling], text: str) -> set[str]:
    """Those words that code on the same page uses, or that are what the page is about."""
    counts: Counter[str] = Counter()
    in_code = set()
    for place in _LOWER.finditer(text):
        if (word := place[0]) in found:
            counts[word] += 1
            around = text[max(0, place.start() - 1) : place.start()] + text[place.end() : place.end() + 1]
            if not _SIGNS.isdisjoint(around):
                in_code.add(word)
    often = {word for word, count in counts.items() if count >= SUBJECT}
    return in_code | {word for word in often if not _is_made_throughout(word, found[word].meant)}


def _is_made_throughout(word: str, meant: str) -> bool:
    """Whether a slip is one that people make each time: a letter doubled or not, two swapped, one vowel for another."""
    shapes = [_VOWEL.sub("a", _DOUBLED.sub(r"\1", one)) for one in (word, meant)]
    return shapes[0] == shapes[1] or sorted(word) == sorted(meant)


def long_words(text: str) -> set[str]:
    """The words of a text that `site_words` counts, in lower case; also parts of words."""
    return set(_LETTERS.findall(text.lower()))


def site_words(pages: Mapping[str, int]) -> frozenset[str]:
    """A site's own words: unknown words, large or small, on LEARN_FROM_PAGES pages or more.

    `pages` tells on how many pages each of the `long_words` stands. A word for which a common word stands on MUCH_MORE
    times as many is not learnt: that is a misspelling made often.
    """
    often = [word for word, count in pages.items() if count >= LEARN_FROM_PAGES]
    common: dict[str, list[str]] = {}
    for word in often:
        if pages[word] >= MUCH_MORE * LEARN_FROM_PAGES and frequency(word) >= COMMON:
            common.setdefault(word[0], []).append(word)
    return frozenset(
        word
        for word in often
        if not _KNOWN[word]
        # to look for what may be meant costs more than to see that nothing on the site is like it
        and (
            not process.extractOne(word, common.get(word[0], ()), scorer=OSA.distance, score_cutoff=MOST_SLIPS)
            or pages.get(_meant(word), 0) < MUCH_MORE * pages[word]
        )
    )


def frequency(word: str) -> int:
    """Times that a word in lower case stands in the British dictionary's corpus; 0 when it is not in it."""
    return _british().get(word, 0)


def closest(name: str, names: Iterable[str]) -> str:
    """The one of some names that a misspelt one may stand for; empty where none is like it."""
    found = process.extractOne(name, sorted(names), scorer=Indel.normalized_similarity, score_cutoff=ALIKE)
    return found[0] if found else ""


def _lower_case_words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text) if word.islower()]


def _never_capitalised(words: set[str], text: str) -> set[str]:
    """Those of some words that a text never begins with a capital, as it would names."""
    begun = sorted(_CAPITALISED.findall(text)) if words else []
    return {word for word in words if not _begins_one(word.capitalize(), begun)}


def _begins_one(beginning: str, words: Sequence[str]) -> bool:
    """Whether one of some sorted words begins so."""
    place = bisect_left(words, beginning)
    return place < len(words) and words[place].startswith(beginning)


def _known(word: str) -> bool:
    """Whether a word in lower case is in the dictionary or put together from words that are."""
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or "'" in word or not word.isascii():
        return True
    return _in_dictionary(word) or any(_in_dictionary(part) for part in _parts(word)) or _compound(word)


def _strange(token: str) -> tuple[str, ...]:
    """The unknown words of a token."""
    return tuple(word for word in _lower_case_words(token) if not _KNOWN[word]) if _LETTERS.search(token) else ()


_KNOWN, _STRANGE = Facts(_known), Finds(_strange)


def _parts(word: str) -> Iterator[str]:
    """What is left of a word without a prefix or a suffix."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_WORD - 1:
            yield word[len(prefix) :]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_WORD - 1:
            stem = word[: -len(suffix)]
            yield stem
            if suffix[0] in "aeio":
                yield stem + "e"
    if word.endswith("ies"):
        yield word[:-3] + "y"


def _compound(word: str) -> bool:
    """Whether a word is two known words, such as dataset."""
    return any(_in_dictionary(word[:cut]) and _in_dictionary(word[cut:]) for cut in range(3, len(word) - 2))


def _in_dictionary(word: str) -> bool:
    return word in _british() or word in _american() or word in _PHRASES


@lru_cache(maxsize=50_000)
def _meant(word: str) -> str:
    """The common word that an unknown one is most likely a slip of; empty when there is none."""
    near = _near(word)
    # Where two are as common, the order of letters decides (“colour”), so that every check says the same.
    likely = [(_british()[other], other) for other in near if other[0] == word[0] and _believed(word, other)]
    count, meant = max(likely, default=(0, ""))
    return meant if count >= COMMON and not any(_marked(word, other) for other in near) else ""


def _believed(word: str, meant: str) -> bool:
    """Whether a slip is likely: in the shortest words only a left-out or a swapped letter, since mtime is no mime."""
    return len(word) > SHORTEST_WORD or len(meant) > len(word) or sorted(meant) == sorted(word)


def _near(word: str) -> list[str]:
    """The dictionary's words that are one slip away; in a long word without such, those two away that begin alike."""
    near = [other for other in _slips().edit_distance_1(word) if other in _british()]
    if near or len(word) < _LONG_WORD:
        return near
    lengths = range(-MOST_SLIPS, MOST_SLIPS + 1)
    alike = [other for length in lengths for other in _by_beginning().get((word[0], len(word) + length), ())]
    found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None)
    return [other for other, *_ in found]


def _marked(word: str, meant: str) -> bool:
    """Whether a word is another one with something put to its end, as names of people and programs are: chrisc."""
    return word.startswith(meant) and word[len(meant)] != meant[-1]


@lru_cache(maxsize=1)
def _british() -> Mapping[str, int]:
    """How often each word of the British dictionary stands in its corpus; read without what guessing needs."""
    lines = resources.files(symspellpy).joinpath(_DICTIONARY).read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, count in (line.split() for line in lines)}


@lru_cache(maxsize=1)
def _by_beginning() -> Mapping[tuple[str, int], Sequence[str]]:
    """The British dictionary's words by first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for word in _british():
        found.setdefault((word[0], len(word)), []).append(word)
    return found


@lru_cache(maxsize=1)
def _american() -> frozenset[str]:
    """The American dictionary's words; read in a third of the time that the library takes."""
    packed = resources.files(spellchecker).joinpath("resources", "en.json.gz").read_bytes()
    return frozenset(msgspec.json.decode(gzip.decompress(packed), type=dict[str, int]))


@lru_cache(maxsize=1)
def _slips() -> spellchecker.SpellChecker:
    """Knows no words, and tries the letters that the British dictionary is written with."""
    checker = spellchecker.SpellChecker(language=None)
    checker.word_frequency.load_words([f"{ascii_lowercase}'"])
    return checker
