"""Dates pages again when a crawl is done, without what the server or the template stamps on all of them alike."""

import sqlite3
from collections.abc import Iterator

from crawler.dates import choose, stamp_of, stamps
from crawler.page import DateSeen
from crawler.workspace.packing import unpack_dates

DATED = """
SELECT pages.id, fetched_at, content FROM pages JOIN contents ON contents.page = pages.id
WHERE crawl = ? AND scope = 0 AND state = 1 AND dated_by <> 'none'
"""
"""Pages on which nothing is a date have nothing to be chosen among."""
CHANGE = "UPDATE pages SET published = ?, modified = ?, dated_by = ? WHERE id = ?"


def redate(connection: sqlite3.Connection, crawl: int) -> int:
    """Choose the dates of the pages that bear a stamp anew; gives their number.

    The pages are read twice and never held: a site of 200,000 pages must not need more memory than a small one.
    """
    distrusted = stamps(dates for _, _, dates in _dated(connection, crawl))
    if not distrusted:
        return 0
    changed = []
    for page, fetched_at, dates in _dated(connection, crawl):
        if any(stamp_of(date) in distrusted for date in dates):
            published, modified, dated_by = choose(dates, distrusted, not_after=fetched_at)
            changed.append((published, modified, dated_by.value, page))
    connection.executemany(CHANGE, changed)
    return len(changed)


def _dated(connection: sqlite3.Connection, crawl: int) -> Iterator[tuple[int, str, tuple[DateSeen, ...]]]:
    for page, fetched_at, content in connection.execute(DATED, (crawl,)):
        yield page, fetched_at, unpack_dates(content)
