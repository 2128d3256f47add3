"""Dates in `time` elements, and in elements whose class or itemprop speaks of dates."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from crawler.dates.labels import EVENT, PUBLISHED, last_label, named_means, of_no_page
from crawler.dates.place import (
    CLOSE_GAP,
    DATE_LINE,
    GAP,
    LIST_OF_DATES,
    QUOTE,
    RIGHT_UNDER,
    Ground,
    is_near_heading,
    may_hold_date,
)
from crawler.dates.written import find_dates, machine_date
from crawler.elements import Role
from crawler.page import DatedBy, DateSeen
from crawler.seen import Mark

BADGE = 20
"""Characters of a date whose parts stand in elements of their own, as on the leaf of a calendar."""
_TOGETHER = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")


def in_marks(ground: Ground) -> list[DateSeen]:
    """`time` elements and elements whose class or itemprop speaks of dates."""
    found: list[tuple[Mark, DateSeen]] = []
    for mark in ground.seen.marks:
        attributes = mark.attributes
        written = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or ""
        text = mark.text if len(mark.text) <= DATE_LINE else ""
        if not (may_hold_date(written) or may_hold_date(text)) or is_of_something_else(ground, mark):
            continue
        date = machine_date(written, month_first=ground.month_first) if written else ""
        shown = find_dates(_apart(text), month_first=ground.month_first, short=ground.short_years)
        label = last_label(mark.before[-GAP:])
        means = label.means if label and len(mark.before[-GAP:]) - label.end <= CLOSE_GAP else ""
        if len(shown) == 1 and not _same_day(date, shown[0].date):
            # a content system may note in the attribute when it saved, while it shows when it published
            date, before = shown[0].date, text[: shown[0].start]
            if EVENT.search(before):
                continue
            label = last_label(before)
            means = label.means if label else means
        if not date:
            continue  # none, or a range, which is that of an event
        means = named_means(names_of(mark)) or means or named_means(mark.around)
        if not means and "pubdate" in attributes:
            means = PUBLISHED  # as HTML said it until 2012
        if not means and (EVENT.search(mark.before[-GAP:]) or not is_near_heading(ground, mark.line, mark)):
            continue
        quote = f"{mark.before[-GAP:]} {mark.text or written}".strip()[:QUOTE]
        found.append((mark, DateSeen(date=date, means=means or PUBLISHED, dated_by=DatedBy.TEXT, quote=quote)))
    return _without_lists(ground, found)


def _apart(text: str) -> str:
    """`3May2019`, day, month and year in elements of their own, as `3 May 2019`."""
    return _TOGETHER.sub(" ", text) if len(text) <= BADGE and " " not in text else text


def _same_day(one: str, other: str) -> bool:
    """Whether two dates are of one day somewhere on earth."""
    if not one or not other:
        return False
    return abs(dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])) <= dt.timedelta(days=1)


def names_of(mark: Mark) -> str:
    """What an element is called."""
    said = mark.attributes.get
    return f"{said('class') or ''} {said('itemprop') or ''} {said('property') or ''} {said('id') or ''}"


def is_of_something_else(ground: Ground, mark: Mark) -> bool:
    """Whether an element says that its date is that of an event, a comment or the like."""
    if mark.inside & Role.COMMENTS:
        return True
    word = of_no_page(f"{names_of(mark)} {mark.around}")
    if word not in ("comment", "reply"):
        return bool(word)
    return not 0 <= mark.line - ground.heading <= RIGHT_UNDER  # an opinion is called a comment, too


def _without_lists(ground: Ground, found: Sequence[tuple[Mark, DateSeen]]) -> list[DateSeen]:
    """Leave dates out that belong to other pages which this page lists; what stands near the heading is its own.

    Those near the heading come first.
    """
    kept: list[DateSeen] = []
    for means in dict.fromkeys(date.means for _, date in found):
        alike = [(place, date) for place, date in found if date.means == means]
        own = [date for place, date in alike if ground.heading >= 0 and is_near_heading(ground, place.line, place)]
        days = {date.date[:10] for _, date in alike}
        same_names = max(Counter(names_of(place) for place, _ in alike).values())
        if len(days) >= LIST_OF_DATES or (len(days) > 1 and same_names >= LIST_OF_DATES):
            kept += own[:1]
        else:
            kept += [*own, *(date for _, date in alike if date not in own)]
    return kept
