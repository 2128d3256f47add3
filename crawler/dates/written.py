"""Dates as people and programs write them, in the languages of Europe, as ISO 8601."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from crawler.dates.months import month_of

_YEAR = r"(?:19|20)\d\d"

_MONTH = r"(?:(?:meán|deireadh)\s+)?[^\W\d_]{3,15}"
"""A word that may be a month: names of all languages, tried one after the other, would cost more than the page."""
_OF = r"(?:of\s+|de\s+|do\s+|o\s+|d['’]\s?|(?:an|dhen)\s+(?:t-)?)?"
_NO_MORE = r"(?!\d(?!\d?[:.]\d\d))"
"""No digit may follow a year but those of a time of day, which stand in an element of their own: `3 May 201914:05`."""

_WRITTEN = re.compile(
    rf"(?<![\d/.-])(?P<y1>{_YEAR})(?P<sep>[-/.])\s?(?P<m1>\d\d?)(?P=sep)\s?(?P<d1>\d\d?)(?!\d)"
    rf"|(?<!\d)(?P<d2>[0-3]?\d)(?:st|nd|rd|th|er|\.|º|°|ain|af|il|ydd|fed|eg|ú|η)?[\s/.-]+{_OF}"
    rf"(?P<m2>{_MONTH})\b(?:\.?\s?,\s?|\.?[\s/.-]+)(?:de\s+|del\s+)?(?P<y2>{_YEAR}){_NO_MORE}"
    rf"|(?<![^\W\d_])(?P<m3>{_MONTH})\.?[\s-]+(?:the\s+)?(?P<d3>[0-3]?\d)"
    rf"(?:(?:st|nd|rd|th)?(?:\s?,\s?|[\s-]+)(?:de\s+)?(?P<y3>{_YEAR})"
    rf"|\s\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{{3,4}}\s)?(?P<y8>{_YEAR})){_NO_MORE}"
    rf"|(?P<y5>{_YEAR})\s?(?:年|년)\s?(?P<m5>\d\d?)\s?(?:月|월)\s?(?P<d5>\d\d?)\s?(?:日|일)"
    rf"|ngày\s(?P<d9>[0-3]?\d)\stháng\s(?P<m9>\d\d?)\snăm\s(?P<y9>{_YEAR})"
    rf"|(?<![\d/.-])(?P<a>[0-3]?\d)(?P<mark>[/.-])\s?(?P<b>[0-3]?\d)(?P=mark)\s?(?P<y4>{_YEAR}){_NO_MORE}"
    rf"|(?<![\d/.-])(?P<y7>{_YEAR})\.\sgada\s(?P<d7>[0-3]?\d)\.\s(?P<m7>{_MONTH})"
    rf"|(?<![\d/.-])(?P<y6>{_YEAR})(?:\.|,|\sm\.)?\s(?P<m6>{_MONTH})\s(?P<d6>[0-3]?\d)\b(?!:)",
    re.IGNORECASE,
)
_PARTS = {
    "d1": ("y1", "m1", "d1"),
    "y2": ("y2", "m2", "d2"),
    "y3": ("y3", "m3", "d3"),
    "y8": ("y8", "m3", "d3"),
    "d5": ("y5", "m5", "d5"),
    "d6": ("y6", "m6", "d6"),
    "m7": ("y7", "m7", "d7"),
    "y9": ("y9", "m9", "d9"),
}
"""Year, month and day of each way of writing, by the group that it ends with."""
SHORT_YEAR = re.compile(
    r"(?<![\d/.:-])(?P<a>[0-3]?\d)(?P<mark>[/.])(?P<b>[0-3]?\d)(?P=mark)(?P<y>\d\d)(?![\d/:%€$£-]|\.\d)"
)
"""`06.04.19`; nobody writes so but where it is plain that a date is meant."""
_LIKE_SHORT_YEAR = tuple(re.compile(rf"{mark}\d\d?{mark}\d\d(?!\d)") for mark in (r"\.", "/"))
_AFTER_SLASH = re.compile(rf"/(\d\d?)/{_YEAR}(?!\d)")
"""Quick looks in long texts: a pattern that begins with one certain character is looked for many times as fast."""
_BEFORE_SLASH = re.compile(r"(?<![\d/])\d\d?\Z")
LONGEST = 100
"""Characters of an attribute in which a date is looked for."""
MONTHS_OF_YEAR, HOURS, MINUTES = 12, 24, 60
_NUMBERED = re.compile(r"(?:version|vers\.|release|build|nr\.?|no\.?|§|section|\bv\.?)\s*$", re.IGNORECASE)
"""What stands before numbers with points that are no date."""
_CENTURY = 70
"""Two-digit years from here on are of the last century."""
_MONTH_ONLY = re.compile(rf"(?<![^\W\d_])({_MONTH})\.?,?\s+(?:de\s+)?({_YEAR})\b", re.IGNORECASE)
_MACHINE = re.compile(
    rf"({_YEAR})-?(\d\d)-?(\d\d)"
    r"(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)
_UNIX = re.compile(r"1\d{9}(?:\d{3})?")
_MAIL = re.compile(
    rf"(?:\w{{3}}, )?(\d\d?) ([a-z]{{3,9}}) ({_YEAR})(?: (\d\d):(\d\d)(?::(\d\d))?(?: (GMT|UTC|[+-]\d{{4}}))?)?",
    re.IGNORECASE,
)

MONTH_FIRST = re.compile(r"en(?:[-_](?:us|ph|ca-us))?\b(?![-_])|(?:es|en)[-_](?:us|pr)", re.IGNORECASE)
"""Languages that write 5/3/2019 for the third of May; plain `en` means American English in Unicode's data, too."""
AMERICAN_HOST = re.compile(r"^https?://[^/]*\.(?:gov|mil|edu|us)(?:[:/]|$)", re.IGNORECASE)
BRITISH_HOST = re.compile(r"^https?://[^/]*\.(?:uk|ie|au|nz|za|in|wales|cymru|scot|london|eu)(?:[:/]|$)", re.IGNORECASE)


class Written(NamedTuple):
    """A date that was found in a text, and where."""

    date: str
    start: int
    end: int


def day(year: int, month: int, day_of_month: int) -> str:
    """ISO 8601; empty when there is no such day."""
    try:
        return dt.date(year, month, day_of_month).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=1 << 10)
def month_comes_first(language: str, root: str) -> bool:
    """Whether 5/3/2019 is the third of May: by a page's language, where that leaves a doubt by its host."""
    if not language or language.lower() == "en":
        if BRITISH_HOST.match(root):
            return False
        return bool(language) or bool(AMERICAN_HOST.match(root))
    return bool(MONTH_FIRST.match(language))


def may_have_short_years(text: str) -> bool:
    """Whether anything in a text looks like 3.5.19 or 3/5/19."""
    return any(pattern.search(text) for pattern in _LIKE_SHORT_YEAR)


def slashed(text: str) -> Iterator[tuple[int, int]]:
    """The first two numbers of each 5/3/2019 in a text, which may stand in either order."""
    for found in _AFTER_SLASH.finditer(text):
        before = _BEFORE_SLASH.search(text, max(0, found.start() - 3), found.start())
        if before:
            yield int(before[0]), int(found[1])


@lru_cache(maxsize=1 << 12)
def find_dates(text: str, *, month_first: bool, short: bool = False) -> tuple[Written, ...]:
    """Every full date that is written in a text; `short`: where it has none, those with two digits for the year.

    Many pages of a site hold the same lines, and one line stands in several elements: what was found is remembered.
    """
    dates = [
        Written(date, found.start(), found.end())
        for found in _WRITTEN.finditer(text)
        if (date := _full(found, month_first=month_first))
    ]
    return tuple(dates or (_short_years(text, month_first=month_first) if short else ()))


def _short_years(text: str, *, month_first: bool) -> Iterator[Written]:
    for found in SHORT_YEAR.finditer(text):
        year = int(found["y"]) + (1900 if int(found["y"]) >= _CENTURY else 2000)
        date = _numbers(found, year, month_first=month_first)
        if date and not _NUMBERED.search(text[: found.start()]):
            yield Written(date, found.start(), found.end())


def _full(found: re.Match[str], *, month_first: bool) -> str:
    """What one match of a full date says; empty when there is no such day or month."""
    if found.lastgroup == "y4":
        return _numbers(found, int(found["y4"]), month_first=month_first)
    year, month, day_of_month = found.group(*_PARTS[found.lastgroup or ""])
    number = int(month) if month.isdigit() else month_of(month)
    return day(int(year), number, int(day_of_month)) if number else ""


def _numbers(found: re.Match[str], year: int, *, month_first: bool) -> str:
    """A date of numbers whose order leaves a doubt."""
    first, second = int(found["a"]), int(found["b"])
    swapped = month_first and found["mark"] != "."
    if second > MONTHS_OF_YEAR or (swapped and first <= MONTHS_OF_YEAR):
        first, second = second, first
    return day(year, second, first)


def find_month(text: str) -> Written | None:
    """A month that is written without a day (`March 2021`), as its first day."""
    for found in _MONTH_ONLY.finditer(text):
        if month := month_of(found[1]):
            return Written(day(int(found[2]), month, 1), found.start(), found.end())
    return None


def machine_date(text: str, *, month_first: bool = False) -> str:
    """A date of an attribute, a header or JSON, with its time and zone where it has them; empty when it is none."""
    text = text.strip()[:LONGEST]
    if found := _MACHINE.match(text):
        year, month, day_of_month, hour, minute, second, zone = found.groups()
        return _with_time(day(int(year), int(month), int(day_of_month)), hour, minute, second, zone)
    if _UNIX.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).isoformat().replace("+00:00", "Z")
    if (found := _MAIL.match(text)) and month_of(found[2]):
        date = day(int(found[3]), month_of(found[2]), int(found[1]))
        return _with_time(date, *found.groups()[3:])
    return next((written.date for written in find_dates(text, month_first=month_first)), "")


def _with_time(date: str, hour: str | None, minute: str | None, second: str | None, zone: str | None) -> str:
    if not date or not hour or int(hour) >= HOURS or int(minute or 0) >= MINUTES or int(second or 0) >= MINUTES:
        return date
    offset = (zone or "").upper()
    if offset in ("UTC", "GMT"):
        offset = "Z"
    if len(offset) == 5:  # noqa: PLR2004 — +0100
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{date}T{hour}:{minute}:{second or '00'}{offset}"
