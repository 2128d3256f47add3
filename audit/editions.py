"""Recognises editions of one thing: titles that differ in nothing but a year, a quarter, a date or a version."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from audit.dates_in_text import Precision, dates

_WORD = re.compile(r"[^\W_]+")
_YEARS_APART = re.compile(r"\b((?:19|20)\d\d)\s*(?:to|and|bis|à|a|i)\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_FINANCIAL = re.compile(r"\bFY\s?'?(?:20)?(\d\d)(?:\s?[-–/]\s?(?:20)?(\d\d))?\b", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:Q|quarter\s+|T|trimestre\s+)([1-4])\b[\s,:/-]*", re.IGNORECASE)
_VERSION = re.compile(
    r"\b(?:(?:v|ver\.?|version|edition|ed\.?|revision|rev\.?|release|auflage|fersiwn)\s*\.?\s?(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})"
    r"|(?P<before>\d{1,2})(?:st|nd|rd|th|e|ème|\.)?\s+(?:edition|revision|auflage|édition|edición))\b",
    re.IGNORECASE,
)
_LISTS = frozenset(
    {"archive", "archives", "blog", "news", "events", "posts", "calendar", "press", "releases", "page", "monthly"}
)
"""A title of these words and a year is a list by date, not an edition."""
_MARK = "\N{WHITE SQUARE}"


class Period(StrEnum):
    """What the titles of a series differ in."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Edition:
    """One page or document of a series."""

    key: str
    title: str
    rank: tuple[int, ...]
    """Orders the editions: (year, month, day), or the numbers of a version."""


@dataclass(frozen=True, slots=True)
class Series:
    """Editions of one thing, oldest first."""

    stem: str
    """The words that all titles share, in lower case."""
    period: Period
    editions: tuple[Edition, ...]

    @property
    def newest(self) -> Edition:
        """The edition that readers most likely want."""
        return self.editions[-1]


def series(titles: Iterable[tuple[str, str]], language: str = "en") -> list[Series]:
    """Find series among (key, title) pairs, in the order of their stems.

    Two titles are editions when they are equal but for one year, span of years, quarter, month, day or version, and
    these differ; `language` names the months. A year alone, and lists by date (“News archive 2018”), are no editions.
    Editions by month and day (minutes, newsletters) stand beside each other more often than one replaces the other:
    see `period`.
    """
    groups: defaultdict[tuple[str, Period], list[Edition]] = defaultdict(list)
    for key, title in titles:
        if named := _edition(title, language):
            stem, period, rank = named
            groups[stem, period].append(Edition(key, title, rank))
    found = [
        Series(stem.replace(_MARK, "").strip(), period, tuple(sorted(members, key=lambda one: (one.rank, one.key))))
        for (stem, period), members in groups.items()
        if len({member.rank for member in members}) > 1
    ]
    return sorted(found, key=lambda one: (one.stem, one.period))


def _edition(title: str, language: str) -> tuple[str, Period, tuple[int, ...]] | None:
    """The title without its edition, what kind that was, and its rank; None when the title names none."""
    plain = _YEARS_APART.sub(r"\1-\2", title)
    plain = _FINANCIAL.sub(lambda found: f"20{found[1]}-20{found[2]}" if found[2] else f"20{found[1]}", plain)
    named = list(dates(plain, language))
    if named:
        date = named[-1]
        quarter = _QUARTER.search(plain)
        stem = _stem(plain[: date.start] + _MARK + plain[date.end :])
        period, rank = _period(date.precision), _rank(date.date, date.precision)
        if quarter and (date.precision is Precision.YEAR or date.start <= quarter.start() < date.end):
            stem, period, rank = (
                _stem(_QUARTER.sub(" ", plain[: date.start]) + _MARK + _QUARTER.sub(" ", plain[date.end :])),
                Period.QUARTER,
                (date.date.year, int(quarter[1])),
            )
    elif version := _VERSION.search(plain):
        stem = _stem(plain[: version.start()] + _MARK + plain[version.end() :])
        number = version["number"] or version["before"]
        period, rank = Period.VERSION, tuple(int(part) for part in number.split("."))
    else:
        return None
    words = [word for word in _WORD.findall(stem.replace(_MARK, " ")) if len(word) > 1 and not word.isdigit()]
    if not words or all(word in _LISTS for word in words):
        return None
    return stem, period, rank


def _stem(title: str) -> str:
    """Lower case, words and mark only: punctuation differs between editions as often as years do."""
    return " ".join(re.findall(rf"[^\W_]+|{_MARK}", title.lower()))


def _period(precision: Precision) -> Period:
    return {Precision.YEAR: Period.YEAR, Precision.MONTH: Period.MONTH, Precision.DAY: Period.DAY}[precision]


def _rank(date: datetime.date, precision: Precision) -> tuple[int, ...]:
    return (date.year,) if precision is Precision.YEAR else (date.year, date.month, date.day)
