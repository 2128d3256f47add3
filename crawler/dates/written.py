"""Dates as people and programs write them, in English, Welsh, French, German, Spanish and others, as ISO 8601."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTHS = (
    "january jan ionawr janvier janv januar jänner enero ene gennaio januari janeiro",
    "february feb chwefror février fevrier févr fevr februar febrero febbraio februari fevereiro",
    "march mar mawrth mars märz maerz marzo maart março",
    "april apr ebrill avril avr abril abr aprile",
    "may mai mayo maggio mei maio",
    "june jun mehefin juin juni junio giugno junho",
    "july jul gorffennaf juillet juil juli julio luglio julho",
    "august aug awst août aout agosto ago augustus",
    "september sept sep medi septembre septiembre settembre setembro",
    "october oct hydref octobre oktober okt octubre ottobre outubro",
    "november nov tachwedd novembre noviembre novembro",
    "december dec rhagfyr décembre decembre déc dezember dez diciembre dic dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"

_WRITTEN = re.compile(
    rf"(?<![\d/.-])(?P<y1>{_YEAR})(?P<sep>[-/.])(?P<m1>\d\d?)(?P=sep)(?P<d1>\d\d?)(?!\d)"
    rf"|(?<!\d)(?P<d2>[0-3]?\d)(?:st|nd|rd|th|er|\.|º|ain|af|il|ydd|fed|eg)?[\s-]+(?:of\s+|de\s+|o\s+)?"
    rf"(?P<m2>{_MONTH})\b\.?,?[\s-]+(?:de\s+|del\s+)?(?P<y2>{_YEAR})"
    rf"|\b(?P<m3>{_MONTH})\.?\s+(?P<d3>[0-3]?\d)(?:st|nd|rd|th)?,?\s+(?P<y3>{_YEAR})"
    rf"|(?P<y5>{_YEAR})(?:年|년)\s?(?P<m5>\d\d?)(?:月|월)\s?(?P<d5>\d\d?)(?:日|일)"
    rf"|(?<![\d/.-])(?P<a>[0-3]?\d)(?P<mark>[/.-])\s?(?P<b>[0-3]?\d)(?P=mark)\s?(?P<y4>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"\b({_MONTH})\.?,?\s+(?:de\s+)?({_YEAR})\b", re.IGNORECASE)
_MACHINE = re.compile(
    rf"({_YEAR})-?(\d\d)-?(\d\d)"
    r"(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)
_UNIX = re.compile(r"1\d{9}(?:\d{3})?")
_MAIL = re.compile(
    rf"(?:\w{{3}}, )?(\d\d?) ({_MONTH}) ({_YEAR})(?: (\d\d):(\d\d)(?::(\d\d))?(?: (GMT|UTC|[+-]\d{{4}}))?)?",
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


def month_comes_first(language: str, url: str) -> bool:
    """Whether 5/3/2019 is the third of May on this page: by its language, where that leaves a doubt by its host."""
    if not language or language.lower() == "en":
        if BRITISH_HOST.match(url):
            return False
        return bool(language) or bool(AMERICAN_HOST.match(url))
    return bool(MONTH_FIRST.match(language))


def find_dates(text: str, *, month_first: bool) -> Iterator[Written]:
    """Every full date that is written in a text."""
    for found in _WRITTEN.finditer(text):
        year = int(found["y1"] or found["y2"] or found["y3"] or found["y4"] or found["y5"])
        if found["a"]:
            first, second = int(found["a"]), int(found["b"])
            swapped = month_first and found["mark"] != "."
            if second > 12 or (swapped and first <= 12):  # noqa: PLR2004 — months of a year
                first, second = second, first
            date = day(year, second, first)
        elif found["m1"] or found["m5"]:
            date = day(year, int(found["m1"] or found["m5"]), int(found["d1"] or found["d5"]))
        else:
            date = day(year, MONTHS[(found["m2"] or found["m3"]).lower()], int(found["d2"] or found["d3"]))
        if date:
            yield Written(date, found.start(), found.end())


def find_month(text: str) -> Written | None:
    """A month that is written without a day (`March 2021`), as its first day."""
    found = _MONTH_ONLY.search(text)
    return Written(day(int(found[2]), MONTHS[found[1].lower()], 1), found.start(), found.end()) if found else None


def machine_date(text: str, *, month_first: bool = False) -> str:
    """A date of an attribute, a header or JSON, with its time and zone where it has them; empty when it is none."""
    text = text.strip()
    if found := _MACHINE.match(text):
        year, month, day_of_month, hour, minute, second, zone = found.groups()
        return _with_time(day(int(year), int(month), int(day_of_month)), hour, minute, second, zone)
    if _UNIX.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).isoformat().replace("+00:00", "Z")
    if found := _MAIL.match(text):
        date = day(int(found[3]), MONTHS[found[2].lower()], int(found[1]))
        return _with_time(date, *found.groups()[3:])
    return next((written.date for written in find_dates(text, month_first=month_first)), "")


def _with_time(date: str, hour: str | None, minute: str | None, second: str | None, zone: str | None) -> str:
    if not date or not hour:
        return date
    offset = (zone or "").upper()
    if offset in ("UTC", "GMT"):
        offset = "Z"
    if len(offset) == 5:  # noqa: PLR2004 — +0100
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{date}T{hour}:{minute}:{second or '00'}{offset}"
