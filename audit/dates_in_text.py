"""Finds the dates that a sentence names, in five languages, with day and month in the order that the language uses."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from babel import Locale, UnknownLocaleError

LANGUAGES = frozenset({"en", "cy", "fr", "de", "es"})
"""Languages whose month names and wordings are known."""

_MUTATED = (
    ("Rh", "R"),
    ("Ll", "L"),
    ("T", "D"),
    ("M", "F"),
    ("G", ""),
    ("G", "Ng"),
    ("C", "G"),
    ("P", "B"),
    ("B", "F"),
)
"""Welsh words change their first letters after many small words: Tachwedd, but “o Dachwedd”."""
_PERIODS = {
    "en": {
        "spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 12, "easter": 4, "christmas": 12,
        "q1": 3, "q2": 6, "q3": 9, "q4": 12, "first quarter": 3, "second quarter": 6, "third quarter": 9,
        "fourth quarter": 12, "first half": 6, "second half": 12,
    },
    "fr": {
        "printemps": 5, "été": 8, "automne": 11, "hiver": 12, "pâques": 4, "noël": 12,
        "premier trimestre": 3, "1er trimestre": 3, "deuxième trimestre": 6, "2e trimestre": 6,
        "troisième trimestre": 9, "3e trimestre": 9, "quatrième trimestre": 12, "4e trimestre": 12,
        "premier semestre": 6, "second semestre": 12,
    },
    "de": {
        "frühjahr": 5, "frühling": 5, "sommer": 8, "herbst": 11, "winter": 12, "ostern": 4, "weihnachten": 12,
        "ersten quartal": 3, "1. quartal": 3, "zweiten quartal": 6, "2. quartal": 6, "dritten quartal": 9,
        "3. quartal": 9, "vierten quartal": 12, "4. quartal": 12, "ersten halbjahr": 6, "zweiten halbjahr": 12,
    },
    "es": {
        "primavera": 5, "verano": 8, "otoño": 11, "invierno": 12, "navidad": 12,
        "primer trimestre": 3, "segundo trimestre": 6, "tercer trimestre": 9, "cuarto trimestre": 12,
        "primer semestre": 6, "segundo semestre": 12,
    },
    "cy": {
        "gwanwyn": 5, "wanwyn": 5, "ngwanwyn": 5, "haf": 8, "gaeaf": 12, "aeaf": 12, "ngaeaf": 12, "pasg": 4,
        "nadolig": 12,
    },
}  # fmt: skip
"""Seasons, feasts and parts of a year, with the month in which they end; “hydref” is October as well as autumn."""
_FORMS = r"""
    (?<![\w./-]) (?P<iso> (?:19|20)\d\d-\d\d-\d\d ) (?![\w/-])
  | (?<![\w./-]) (?P<first>\d\d?) (?P<mark>[/.-]) (?P<second>\d\d?) (?P=mark) (?P<long>(?:19|20)\d\d) (?![\w/-])
  | (?<![\w.,/]) (?P<day>[0-3]?\d) {ordinal} (?:\s+(?:of|de|o|mis|fis))? \s+ (?P<month>{months}) \.?,?
        (?:\s+(?:de|del))? \s+ (?P<year>(?:19|20)\d\d) (?!\w)
  | \b (?P<named>{months}) \.?,? (?: \s+ (?:[0-3]?\d{ordinal}\s?[-–]\s?)? (?P<then>[0-3]?\d) {ordinal} ,? )?
        (?:\s+(?:de|del|of|o))? \s+ (?P<its>(?:19|20)\d\d) (?!\w)
  | (?<![\w£$€#./,-]) (?P<alone>(?:19|20)\d\d) (?: \s?[-–/]\s? (?P<until>(?:20)?\d\d) )? (?![\w%€/-]|[.,:]\d)
"""
_YEARLESS = r"""
  | (?<![\w.,:/£$€-]) (?P<on>[0-3]?\d) {ordinal} (?:\s+(?:of|de|o|mis|fis))? \s+ (?P<in>{months}) \b (?![\w'’-])
  | \b (?P<called>{months}) \.? \s+ (?P<at>[0-3]?\d) {ordinal} (?![\w%/-]|[.,:]\d)
"""
"""Day and month alone; the year is that of the next such day after the page was written."""
SOON = 270
"""Days: who leaves the year out means a day that is nearer than this (our judgement)."""
_ORDINAL = r"(?:st|nd|rd|th|er|re|\.|º|af|ain|ydd|fed|eg)?"


class Precision(StrEnum):
    """How exactly a date was named."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date and where it stands."""

    start: int
    end: int
    date: datetime.date
    """The last day that is meant: 31 March for “March 2021”, 31 December 2021 for “2020/21”."""
    precision: Precision


def dates(text: str, language: str, written: datetime.date | None = None) -> Iterator[DateInText]:
    """Yield the dates in a text, in order; `language` is a tag such as en-GB; of one that is not in LANGUAGES only
    the months are known, as CLDR has them.

    3/4/2019 is the third of April, but the fourth of March where the tag says en-US. Where it says only `en` (or
    en-CA, where both are written) such a date is left out when both readings are possible and differ. Where it is known
    when the text was `written`, “Friday, 1 May” is a date as well: the next one, when it is not more than SOON away.
    """
    main = language.partition("-")[0].lower()
    for found in _pattern(main, yearless=written is not None).finditer(text):
        try:
            if written and (number := found["on"] or found["at"]):
                day, precision = _next(int(number), found["in"] or found["called"], main, written), Precision.DAY
            else:
                day, precision = _meant(found, language.lower(), _months(main))
        except (ValueError, KeyError):  # 31 June, 2015-03, and 3/4/2019 where both readings are possible
            continue
        yield DateInText(found.start(), found.end(), day, precision)


def _meant(found: re.Match[str], language: str, months: dict[str, int]) -> tuple[datetime.date, Precision]:
    group = found.groupdict()
    if group["iso"]:
        return datetime.date.fromisoformat(group["iso"]), Precision.DAY
    if group["long"]:
        day, month = _ordered(int(group["first"]), int(group["second"]), group["mark"], language)
        return datetime.date(int(group["long"]), month, day), Precision.DAY
    if group["alone"]:
        return datetime.date(_last_year(group["alone"], group["until"]), 12, 31), Precision.YEAR
    year = int(group["year"] or group["its"])
    month = months[(group["month"] or group["named"]).lower()]
    if number := group["day"] or group["then"]:
        return datetime.date(year, month, int(number)), Precision.DAY
    return datetime.date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH


def _next(number: int, name: str, language: str, written: datetime.date) -> datetime.date:
    """The next such day, counted from a week before a text was written; ValueError where it is none, or far away."""
    if name.lower() in _PERIODS.get(language, ()):
        raise ValueError("seasons have no days")
    month = _months(language)[name.lower()]
    earliest = written - datetime.timedelta(days=7)
    day = datetime.date(earliest.year, month, number)
    day = day if day >= earliest else datetime.date(earliest.year + 1, month, number)
    if (day - written).days > SOON:
        raise ValueError("more likely a day that had passed")
    return day


def _ordered(first: int, second: int, mark: str, language: str) -> tuple[int, int]:
    """Day and month of a date in figures; ValueError where both readings are possible."""
    if mark == "." or not language.startswith("en"):
        return first, second
    if language in {"en-us", "en-ph"}:
        return second, first
    if language in {"en", "en-ca"}:
        if first != second and max(first, second) <= 12:  # noqa: PLR2004 — the months of a year
            raise ValueError("either could be the month")
        return max(first, second), min(first, second)
    return first, second


def _last_year(first: str, until: str | None) -> int:
    """The year that “2014/15” or “2010-2015” ends in; ValueError where the figures are no such span."""
    last = int(first[: 4 - len(until)] + until) if until else int(first)
    if last < int(first):
        raise ValueError("no span of years")
    return last


@lru_cache
def _months(language: str) -> dict[str, int]:
    """Names of the months and of parts of a year in lower case: long, short, and as they stand alone."""
    locale, names = _locale(language), dict(_PERIODS.get(language, ()))
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in locale.months[context][width].items():
                names[name.lower().rstrip(".")] = number
                changed = (new + name[len(old) :] for old, new in _MUTATED if language == "cy" and name.startswith(old))
                names.update((other.lower(), number) for other in changed)
    if language == "en":
        names["sept"] = 9
    return names


def _locale(language: str) -> Locale:
    try:
        return Locale(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")  # numbers, too, are dates; and most who write no language, or a wrong one, write English


@lru_cache
def _pattern(language: str, *, yearless: bool) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    forms = (_FORMS + (_YEARLESS if yearless else "")).format(months=names, ordinal=_ORDINAL)
    return re.compile(forms, re.IGNORECASE | re.VERBOSE)
