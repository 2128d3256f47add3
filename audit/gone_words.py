"""The words with which a page says, in many languages, that it is not there: read from gone_words.toml."""

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

TABLE = "gone_words.toml"
KINDS = (
    "thing", "things", "item", "a", "own", "this", "sought", "no", "there", "absent", "lost", "number", "amiss",
    "regret", "step", "if", "about", "ordinary",
)  # fmt: skip
"""What a word may be; the table says what each is for."""
(
    THING, THINGS, ITEM, A, OWN, THIS, SOUGHT, NO, THERE, ABSENT, LOST, NUMBER, AMISS, REGRET, STEP, IF, ABOUT, ORDINARY
) = (1 << place for place in range(len(KINDS)))  # fmt: skip
SEVERAL = 1 << len(KINDS)
"""A word that the table does not know, but that ends as several things do: “no gizmos found”."""
ANY = "any"
"""The part of the table whose words all languages have."""
UNSPACED = ("ja", "zh", "th", "hi", "bn")
"""Written without spaces, or with letters that Python takes for none: their words are looked for within the text."""
PLURAL_IN_S = ("en", "fr", "es", "pt", "ca", "gl")
NO_PLURALS = frozenset({"news", "address", "cours"})
SHORT = 3
"""Letters of a word that tells nothing where the table does not know it: an article, a preposition."""
SHARE = 0.5
"""Of the words known in the best known language: a language that knows fewer is not that of the page."""
_TELLING = ORDINARY | NO | THERE | ABSENT | THIS | A | IF | SOUGHT | REGRET
"""Kinds of words that tell the language of a text; menus borrow the others."""
Word = dict[str, int]
"""Kinds of a word, as bits, by language; empty for a word that the table does not know."""
_LITTLE: Word = {ANY: ORDINARY}
_SCRIPT = r"\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uff10-\uffef"
_WORDS = re.compile(rf"[\uac00-\ud7af]+|[{_SCRIPT}][{_SCRIPT}\s]*|[^\W\uac00-\ud7af{_SCRIPT}]+")
_IS_UNSPACED = re.compile(f"[{_SCRIPT}]")
_SEVERAL = re.compile(r"[a-z]{3}(?<![sui])s$")
_ADDRESSES = re.compile(r"\b(?:https?://|www\.)\S+|(?<!\w)/[\w./%-]{4,}")
_ELIDED = re.compile(r"(?<=n)['’](?=t\b)|['’](?=(?:s|re|ve|ll|d|m)\b)")
_UNSPACED_WORD = 4
"""Letters between known words of a script without spaces that count as one word."""
_UNACCENTED = "\N{CJK RADICAL REPEAT}"
"""From here on stand scripts of the Far East, whose marks are no accents."""


def fold(text: str) -> str:
    """Lower case, without accents, digits of all scripts as 0 to 9, as long as the text was.

    >>> fold("Página não encontrada, ۴۰۴")
    'pagina nao encontrada, 404'
    """
    if text.isascii():
        return text.lower()
    return "".join([_fold(letter) for letter in text])


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return letter if letter >= _UNACCENTED else unicodedata.normalize("NFD", letter)[0].lower()[:1]


def read(text: str) -> list[Word]:
    """The words of a text, addresses left out, each with what it may be in each language."""
    plain = _ELIDED.sub("", fold(_ADDRESSES.sub(" ", text)))
    words: list[Word] = []
    for found in _WORDS.finditer(plain):
        if _IS_UNSPACED.match(found[0]):
            words += _within(found[0])
        else:
            words.append(_kinds(found[0]))
    return words


def tongues(words: list[Word]) -> frozenset[str]:
    """The languages that know the most of the words of a page; English where none knows any."""
    known = Counter(
        language for word in words if word is not _LITTLE for language, kind in word.items() if kind & _TELLING
    )
    enough = SHARE * max(known.values(), default=0)
    return frozenset(language for language, times in known.items() if times >= enough) or frozenset({"en"})


@lru_cache(maxsize=50_000)
def _kinds(word: str) -> Word:
    exact, stems, _ = _table()
    kinds = dict(exact.get(word, {}))
    for end in range(2, len(word) + 1):
        for language, kind in stems.get(word[:end], {}).items():
            kinds[language] = kinds.get(language, 0) | kind
    if word.endswith("s") and word not in NO_PLURALS:
        for language in PLURAL_IN_S:
            if kinds.get(language, 0) & (THING | ITEM):
                kinds[language] |= THINGS
    if not kinds and _SEVERAL.search(word):
        return {"en": SEVERAL}
    return kinds or (_LITTLE if len(word) <= SHORT and not word.isdigit() else {})


def _within(text: str) -> list[Word]:
    words: list[Word] = []
    last = 0
    for found in _pattern().finditer(text):
        words += [{}] * (len(text[last : found.start()].strip()) // _UNSPACED_WORD)
        words.append(_table()[2][found[0]])
        last = found.end()
    return words + [{}] * (len(text[last:].strip()) // _UNSPACED_WORD)


@cache
def _table() -> tuple[dict[str, Word], dict[str, Word], dict[str, Word]]:
    """Whole words, beginnings of words, and words of scripts without spaces."""
    exact: dict[str, Word] = {}
    stems: dict[str, Word] = {}
    within: dict[str, Word] = {}
    for language, row in tomllib.loads(files("audit").joinpath(TABLE).read_text(encoding="utf-8")).items():
        for kind, words in row.items():
            for word in fold(words).split():
                place = within if language in UNSPACED else stems if word.endswith("*") else exact
                entry = place.setdefault(word.rstrip("*"), {})
                entry[language] = entry.get(language, 0) | 1 << KINDS.index(kind)
    return exact, stems, within


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _table()[2]), key=len, reverse=True)))
