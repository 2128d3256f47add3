"""Chooses among the candidates for a page's dates, by an order that is written here and nowhere else.

Published: JSON-LD, meta, address, what the page shows, the document's own data; only then when it was created, which
for many content systems is when they took it over from the one before.
Changed: JSON-LD, meta, what the page shows (changed before reviewed), the document's own data, sitemap; the header
Last-Modified only when nothing else at all is known, because most servers send the time of copying or of asking.

A candidate that has the same day on most pages of a site is a stamp of the server or the template and believed nowhere:
`stamps` finds such, and `choose` leaves them out; `doubts` says of each candidate why it was not chosen.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from crawler.dates.labels import CREATED, MODIFIED, PUBLISHED, REVIEW_DUE, REVIEWED
from crawler.page import DatedBy, DateSeen

PUBLISHED_ORDER = (DatedBy.JSON_LD, DatedBy.META, DatedBy.URL, DatedBy.TEXT, DatedBy.DOCUMENT)
MODIFIED_ORDER = (DatedBy.JSON_LD, DatedBy.META, DatedBy.TEXT, DatedBy.DOCUMENT, DatedBy.SITEMAP)
EARLIEST = "1991"
"""The first web page; what claims to be older is a mistake or history."""
WEST, EAST = 10, 13
"""Hours between universal time and the local times of those who publish most: Honolulu, Auckland."""
FOLDERS = 3
"""Slashes in a date of an address whose year, month and day are folders: `/2019/05/03`."""
STAMPED_SHARE = 0.6
"""Share of the pages with a date of one kind on which the same day makes it a stamp."""
STAMPED_PAGES = 10
"""On smaller sites equal days may well be true."""

Stamp = tuple[DatedBy, str, str]
"""Where a date was read, what it means, and its day."""


def stamp_of(date: DateSeen) -> Stamp:
    """What is equal for dates that a server or a template stamps on all pages of one day."""
    return (date.dated_by, date.means, date.date[:10])


def stamps(pages: Iterable[tuple[DateSeen, ...]]) -> frozenset[Stamp]:
    """The candidates not to be believed on this site, from the candidates of each of its pages."""
    counts: Counter[Stamp] = Counter()
    with_kind: Counter[tuple[DatedBy, str]] = Counter()
    for dates in pages:
        of_page = {stamp_of(date) for date in dates}
        counts.update(of_page)
        with_kind.update({stamp[:2] for stamp in of_page})
    return frozenset(
        stamp
        for stamp, count in counts.items()
        if count >= STAMPED_PAGES and count >= STAMPED_SHARE * with_kind[stamp[:2]]
    )


def choose(
    dates: Iterable[DateSeen], distrusted: frozenset[Stamp] = frozenset(), *, not_after: str = ""
) -> tuple[str, str, DatedBy]:
    """When the page was published and last changed (ISO 8601, empty when unknown), and how the later of them is known.

    `not_after` is the day of the crawl: what lies after it is a mistake or an announcement.
    """
    published, modified = _chosen(dates, distrusted, not_after)
    known = modified or published
    return (
        published.date if published else "",
        modified.date if modified else "",
        known.dated_by if known else DatedBy.NONE,
    )


def doubts(dates: Sequence[DateSeen], published: str, modified: str, *, not_after: str = "") -> tuple[str, ...]:
    """For each candidate why it dates nothing, in words; empty for one that agrees with the dates that were chosen.

    Which days are stamps only the whole site tells; here it is concluded from what was `published` and `modified` by
    them: what would have been chosen in their place is a stamp.
    """
    stamped = _stamped(dates, (published, modified), not_after)
    return tuple(
        "" if date.means == REVIEW_DUE else _doubt(date, stamped, (published, modified), not_after) for date in dates
    )


def _stamped(dates: Sequence[DateSeen], said: tuple[str, str], not_after: str) -> frozenset[Stamp]:
    """The candidates that were left out because they are stamps: without them, and only then, `said` is chosen."""
    stamped: frozenset[Stamp] = frozenset()
    while True:  # ends: each round leaves out one candidate more
        chosen = _chosen(dates, stamped, not_after)
        wrong = (one for one, date in zip(chosen, said, strict=True) if one and one.date != date)
        if not (first := next(wrong, None)):
            return stamped if tuple(one.date if one else "" for one in chosen) == said else frozenset()
        stamped |= {stamp_of(first)}


def _doubt(date: DateSeen, stamped: frozenset[Stamp], chosen: tuple[str, str], not_after: str) -> str:
    published, modified = (said[:10] for said in chosen)
    day, is_change = date.date[:10], date.means in (MODIFIED, REVIEWED)
    reasons = (
        (stamp_of(date) in stamped, "not believed: the same day stands on most pages of the site"),
        (date.date < EARLIEST, "not believed: it is older than the web"),
        (not_after and day > not_after[:10], "not believed: it lies after the day on which the page was read"),
        (day == (modified if is_change else published), ""),
        (is_change and day < published, "not believed: it is before the day of publication"),
        (date.dated_by is DatedBy.HEADER, "not used: what the server says counts only where nothing else is known"),
        (True, "not used: another date goes before it"),
    )
    return next(words for holds, words in reasons if holds)


def _chosen(
    dates: Iterable[DateSeen], distrusted: frozenset[Stamp], not_after: str
) -> tuple[DateSeen | None, DateSeen | None]:
    """The candidates that say when the page was published and last changed."""
    trusted = [
        date
        for date in dates
        if stamp_of(date) not in distrusted
        and date.date >= EARLIEST
        and (not not_after or date.date[:10] <= not_after[:10])
    ]
    published = _first(trusted, (PUBLISHED, CREATED), PUBLISHED_ORDER)
    published = _local_day(_not_after_address(published, trusted), trusted)
    not_before = published.date[:10] if published else ""
    later = [date for date in trusted if date.date[:10] >= not_before]
    modified = _first(later, (MODIFIED, REVIEWED), MODIFIED_ORDER)
    if not published and not modified:
        modified = _first(trusted, (MODIFIED,), (DatedBy.HEADER,))
    return published, modified


def _not_after_address(published: DateSeen | None, dates: list[DateSeen]) -> DateSeen | None:
    """What folders of the address say, when it is earlier: a page gets its address once, and may be published again.

    Where data have a time of day they may be a day later and right.
    """
    if not published or published.dated_by not in (DatedBy.JSON_LD, DatedBy.META):
        return published
    limit = dt.date.fromisoformat(published.date[:10]) - dt.timedelta(days="T" in published.date)
    folders = (date for date in dates if date.dated_by is DatedBy.URL and date.quote.count("/") >= FOLDERS)
    return next((date for date in folders if date.date < limit.isoformat()), published)


def _local_day(published: DateSeen | None, dates: list[DateSeen]) -> DateSeen | None:
    """The day that the page's readers had: 2019-05-04T02:12Z is still the third of May where they live.

    Programs write universal time; where the address or the page itself shows the day before or after, that is meant.
    """
    if not published or not published.date.endswith(("Z", "+00:00")):
        return published
    moment = dt.datetime.fromisoformat(published.date)
    near = {(moment + dt.timedelta(hours=hours)).date().isoformat() for hours in (-WEST, EAST)} - {published.date[:10]}
    shown = [date for date in dates if date.means == PUBLISHED and date.dated_by in (DatedBy.URL, DatedBy.TEXT)]
    if any(date.date[:10] == published.date[:10] and "T" not in date.date for date in shown):
        return published
    return next((date for date in shown if date.date in near), published)


def _first(dates: list[DateSeen], meanings: tuple[str, ...], order: tuple[DatedBy, ...]) -> DateSeen | None:
    """The first candidate by meaning, then by source, then as collected."""
    fitting = [date for date in dates if date.means in meanings and date.dated_by in order]
    return min(fitting, key=lambda date: (meanings.index(date.means), order.index(date.dated_by)), default=None)
