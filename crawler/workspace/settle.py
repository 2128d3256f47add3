"""Makes exact, in bulk, what needs the whole crawl: depth, `found_by` and dates do not show the order of arrival."""

import sqlite3
from collections.abc import Iterable

from crawler.workspace import repeats, twins
from crawler.workspace.redate import redate

INDEX = "CREATE INDEX IF NOT EXISTS links_target ON links (target)"
FORGET = "UPDATE pages SET depth = NULL WHERE crawl = :crawl"
START = "UPDATE pages SET depth = 0 WHERE crawl = :crawl AND url = (SELECT id FROM urls WHERE url = :url)"
LINKED = """
UPDATE pages SET depth = :depth + 1 WHERE crawl = :crawl AND scope = 0 AND depth IS NULL AND url IN (
    SELECT links.target FROM pages AS source JOIN links ON links.page = source.id
    WHERE source.crawl = :crawl AND source.scope = 0 AND source.depth = :depth)
"""
REDIRECTED = """
UPDATE pages SET depth = :depth WHERE crawl = :crawl AND scope = 0 AND depth IS NULL AND url IN (
    SELECT urls.id FROM pages AS source JOIN urls ON urls.url = source.redirects_to
    WHERE source.crawl = :crawl AND source.scope = 0 AND source.depth = :depth AND source.redirects_to <> '')
"""
FOUND_BY_LINK = """
UPDATE pages SET found_by = 'link' WHERE crawl = :crawl AND scope = 0 AND found_by = 'sitemap' AND (
    EXISTS (SELECT 1 FROM links JOIN pages AS source ON source.id = links.page
            WHERE links.target = pages.url AND source.crawl = :crawl AND source.id <> pages.id)
    OR url IN (SELECT urls.id FROM pages AS source JOIN urls ON urls.url = source.redirects_to
               WHERE source.crawl = :crawl AND source.redirects_to <> ''))
"""


def settle(connection: sqlite3.Connection, crawl: int, starts: Iterable[str], *, unite: bool) -> None:
    """Set depth (clicks from a start page; a redirect is no click), how each address was found, and believed dates.

    Links that stand on much of the site become navigation.

    Pages that were fetched under several addresses become one where that is wanted.
    """
    begun = tuple(starts)
    connection.execute(INDEX)
    _set_depths(connection, crawl, begun)
    if unite and twins.unite(connection, crawl, begun):
        _set_depths(connection, crawl, begun)
    connection.execute(FOUND_BY_LINK, {"crawl": crawl})
    redate(connection, crawl)
    repeats.find(connection, crawl)


def _set_depths(connection: sqlite3.Connection, crawl: int, starts: Iterable[str]) -> None:
    run = connection.execute
    run(FORGET, {"crawl": crawl})
    for url in starts:
        run(START, {"crawl": crawl, "url": url})
    depth = 0
    while True:
        at = {"crawl": crawl, "depth": depth}
        while run(REDIRECTED, at).rowcount > 0:
            pass
        if run(LINKED, at).rowcount <= 0:
            break
        depth += 1
