"""Addresses that are one page: gives what is compared of pages, and records a variant as the page that it is."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from crawler.variants import SAME_PAGE, Facts, key, variants
from crawler.workspace.frontier import FETCHED, LEFT_OUT

COMPARED = (
    "SELECT urls.url, status, redirects_to, canonical, text_hash, title, depth FROM pages "
    f"JOIN urls ON urls.id = pages.url WHERE crawl = ? AND scope = 0 AND state = {FETCHED} "
)
FORGOTTEN = (
    f"UPDATE pages SET state = {LEFT_OUT}, status = ?, error = ?, redirects_to = ?, variant_of = ?, kind = '', "
    "content_type = '', bytes = NULL, title = '', description = '', heading = '', language = '', words = NULL, "
    "published = '', modified = '', dated_by = 'none', author = '', canonical = '', robots = '', text_hash = '', "
    "needs_script = 0, rendered = 0, etag = '', last_modified = '', fetched_at = '' WHERE id = ?"
)
"""What a variant said is what its page says; the archive keeps it, and where it stands there."""
ASKED = 500
"""Addresses in one question to the database."""


def facts(connection: sqlite3.Connection, crawl: int, urls: Iterable[str]) -> dict[str, Facts]:
    """What is compared of those of these pages that were fetched."""
    wanted = sorted(set(urls))
    found: dict[str, Facts] = {}
    for start in range(0, len(wanted), ASKED):
        part = wanted[start : start + ASKED]
        marks = ", ".join("?" * len(part))
        for row in connection.execute(f"{COMPARED} AND urls.url IN ({marks})", (crawl, *part)):
            found[row[0]] = Facts(*row)
    return found


def pages(connection: sqlite3.Connection, crawl: int) -> Iterator[Facts]:
    """What is compared of every page of the site that was fetched, no documents and no pictures."""
    for row in connection.execute(f"{COMPARED} AND kind = 'page'", (crawl,)):
        yield Facts(*row)


def record(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, int]]) -> None:
    """Record rows of the frontier as variants, given as (id, the address of the page, status)."""
    known = list(rows)
    connection.executemany(FORGOTTEN, [(status, SAME_PAGE, main, main, number) for number, main, status in known])
    for table in ("links", "contents"):
        connection.executemany(f"DELETE FROM {table} WHERE page = ?", [(number,) for number, *_ in known])


def unite(connection: sqlite3.Connection, crawl: int, starts: Iterable[str]) -> bool:
    """Record as variants all that were fetched under several addresses; say whether there were any."""
    times = Counter(hash(key(page.url)) for page in pages(connection, crawl))  # most pages have one address only
    found = variants((page for page in pages(connection, crawl) if times[hash(key(page.url))] > 1), starts)
    if found:
        numbers = _numbers(connection, crawl, found)
        record(connection, [(numbers[url], main, 200) for url, main in found.items()])
        adopt(connection, crawl, found)
    return bool(found)


def adopt(connection: sqlite3.Connection, crawl: int, found: Mapping[str, str]) -> None:
    """Let variants of a variant be those of its page."""
    connection.executemany(
        "UPDATE pages SET redirects_to = ?, variant_of = ? WHERE crawl = ? AND variant_of = ?",
        [(main, main, crawl, url) for url, main in found.items()],
    )


def _numbers(connection: sqlite3.Connection, crawl: int, urls: Iterable[str]) -> dict[str, int]:
    query = "SELECT pages.id FROM pages JOIN urls ON urls.id = pages.url WHERE crawl = ? AND urls.url = ?"
    return {url: connection.execute(query, (crawl, url)).fetchone()[0] for url in urls}
