"""Addresses that are one page: gives what is compared of pages, and records a variant as the page that it is."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

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
ADOPTED = """
UPDATE pages SET (redirects_to, variant_of) = (
    SELECT main.variant_of, main.variant_of FROM urls JOIN pages AS main ON main.url = urls.id
    WHERE urls.url = pages.variant_of AND main.crawl = pages.crawl)
WHERE crawl = ? AND variant_of IN (
    SELECT urls.url FROM pages AS main JOIN urls ON urls.id = main.url WHERE main.crawl = ? AND main.variant_of <> '')
"""
"""Lets variants of a variant be those of its page."""
STEPS = 3
"""So many variants of each other may stand between an address and its page: another host, a slash, an index file."""
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
    """Record as variants all that were fetched under several addresses; say whether any address leads elsewhere now."""
    times = Counter(hash(key(page.url)) for page in pages(connection, crawl))  # most pages have one address only
    found = variants((page for page in pages(connection, crawl) if times[hash(key(page.url))] > 1), starts)
    numbers = _numbers(connection, crawl, found)
    record(connection, [(numbers[url], main, 200) for url, main in found.items()])
    adopted = sum(connection.execute(ADOPTED, (crawl, crawl)).rowcount for _ in range(STEPS))
    return bool(found) or adopted > 0


def _numbers(connection: sqlite3.Connection, crawl: int, urls: Iterable[str]) -> dict[str, int]:
    query = "SELECT pages.id FROM pages JOIN urls ON urls.id = pages.url WHERE crawl = ? AND urls.url = ?"
    return {url: connection.execute(query, (crawl, url)).fetchone()[0] for url in urls}
