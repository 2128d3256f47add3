"""The words with which a page says, in many languages, that it is not there: read from gone_words.toml."""

import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

TABLE = "gone_words.toml"
_UNACCENTED = "\N{CJK RADICAL REPEAT}"
"""From here on stand scripts of the Far East, whose marks are no accents."""


class Gone(NamedTuple):
    """Regular expressions for one language, for text that `fold` has made plain."""

    things: str
    """What is missing: a page, a document, an address."""
    content: str
    """What a page may be about, so that its whole title may say that it is gone: a product, an event."""
    gone: str
    """That it is not found, not there, not there any more: of the thing, of any other, or alone."""
    lost: str
    """What is only said of the thing: that it was moved, that it was deleted."""
    seek: str
    """That it is not found, before the thing."""


def fold(text: str) -> str:
    """Lower case, without accents, as long as the text was.

    >>> fold("Página não encontrada")
    'pagina nao encontrada'
    """
    if text.isascii():
        return text.lower()
    return "".join([_fold(letter) for letter in text])


@lru_cache(maxsize=1024)
def _fold(letter: str) -> str:
    return letter if letter >= _UNACCENTED else unicodedata.normalize("NFD", letter)[0].lower()[:1]


def languages() -> tuple[Gone, ...]:
    """All languages of the table."""
    rows = tomllib.loads(files("audit").joinpath(TABLE).read_text(encoding="utf-8"))
    return tuple(
        Gone(*(_any(row.get(kind, ()), row.get("fill", ())) for kind in Gone._fields)) for row in rows.values()
    )


def marks() -> frozenset[str]:
    """All words of the table that say that something is gone: a text without any of them does not say so."""
    rows = tomllib.loads(files("audit").joinpath(TABLE).read_text(encoding="utf-8")).values()
    return frozenset(
        word for row in rows for kind in ("gone", "lost", "seek") for one in row.get(kind, ()) for word in one.split()
    )


def _any(phrases: list[str], fill: list[str]) -> str:
    """One of some phrases, with other words between theirs where a sentence may have them."""
    between = rf"\W+(?:(?:{'|'.join(fill)})\W+){{0,2}}" if fill else r"\W+"
    return "|".join(between.join(phrase.split()) for phrase in sorted(phrases, key=len, reverse=True)) or "(?!)"
