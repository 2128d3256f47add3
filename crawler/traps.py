"""Recognises addresses that programs make without end: calendars, ever deeper paths, filters, sessions."""

import re
from collections import Counter

REPEATS = 4
"""Times that one folder may stand in a path; a relative link that is wrong adds it once more on every page."""
DEEPEST = 25
"""Folders in a path."""
YEARS_AHEAD, FIRST_YEAR = 3, 1990
"""The web began in 1990; organisations rarely announce anything for more than three years ahead."""
VARIANTS = {1: 20_000, 2: 5_000}
"""Addresses that may differ in nothing but so many parameters: old systems name all their pages by one or two."""
MONTHS, LONGEST_MONTH = 12, 31
DAYS = 1_000
"""Addresses that may differ in nothing but the date at their end: twenty years of months, three of days."""
MANY_VARIANTS = 500
"""The same for three parameters and more: filters that are combined."""
DEEP = f"a trap: more than {DEEPEST} folders deep"
REPEATED = "a trap: the same folder again and again in one address"
CALENDAR = "a trap: a calendar that never ends"
_DATE = re.compile(
    r"[/=_-]((?:1[5-9]|2\d)\d\d)[/_-](?:0?[1-9]|1[0-2])(?![0-9])|[?&](?:year|yr|y|jahr|annee|ano)=(\d{4})(?![0-9])",
    re.IGNORECASE,
)

_ONLY_A_DATE = re.compile(
    r"[/=_-](?:19|20)\d\d[/_-]?(?:W?[0-5]?\d)(?:[/_-]?[0-3]?\d)?/?$|[?&](?:date|day|week|month|year)=[^&]*$",
    re.IGNORECASE,
)
"""Addresses that end in a date show what happened then: a calendar, or the archive of a blog."""

_NUMBER = re.compile(r"/(\d+)/?$")


def _month_or_day(number: str) -> bool:
    """Whether a plain number may be a year, a month or a day written without marks: 2019, 201905, 20190503."""
    year, month, day = number[:4], number[4:6] or "01", number[6:] or "01"
    return (
        year[:2] in ("19", "20")
        and len(number) in (4, 6, 8)
        and 1 <= int(month) <= MONTHS
        and 1 <= int(day) <= LONGEST_MONTH
    )


class Traps:
    """What has been seen so far of addresses that multiply."""

    def __init__(self, year: int) -> None:
        self._last_year = year + YEARS_AHEAD
        self._dates: Counter[str] = Counter()
        self._numbered: set[str] = set()
        """Addresses without the number at their end that was no date: after /node/201913 /node/201912 is none."""
        self._variants: Counter[tuple[str, int]] = Counter()

    def reason(self, url: str) -> str:
        """Why an address, seen for the first time, is part of a trap; empty when it is not."""
        page, _, query = url.partition("?")
        folders = page.split("/")[3:]
        if len(folders) > DEEPEST:
            return DEEP
        if len(folders) > REPEATS and max(Counter(filter(None, folders)).values(), default=0) >= REPEATS:
            return REPEATED
        if (found := _DATE.search(url)) and not FIRST_YEAR <= int(found[1] or found[2]) <= self._last_year:
            return CALENDAR
        pure = _ONLY_A_DATE.search(url)
        number = None if query else _NUMBER.search(page)
        if number and not (pure and pure.start() < number.start()):  # no more than a number
            if not _month_or_day(number[1]):
                self._numbered.add(page[: number.start()])
            pure = None if page[: number.start()] in self._numbered else pure
        if pure:
            self._dates[url[: pure.start()]] += 1
            if self._dates[url[: pure.start()]] > DAYS:
                return CALENDAR
        return self._variant(page, query.count("&") + 1) if query else ""

    def _variant(self, page: str, parameters: int) -> str:
        most = VARIANTS.get(parameters, MANY_VARIANTS)
        key = page, min(parameters, 3)
        self._variants[key] += 1
        if self._variants[key] > most:
            return f"a trap: one of more than {most:,} variants of one page (filters, sessions)"
        return ""
