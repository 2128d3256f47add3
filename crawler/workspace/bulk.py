"""Takes what concerns every page out of the database at once: links as columns of integers, contents as a stream."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from crawler.page import Content, LinkKind, Place
from crawler.workspace.inventory import KINDS, PLACES
from crawler.workspace.packing import unpack
from crawler.workspace.repeats import READ, ROLE

BATCH = 200_000
"""Rows that are taken out of the database at a time."""
ASKED = 500
"""Numbers that one question may hold; SQLite's own limit is higher everywhere."""
COLUMNS = ("page", "target", "fragment", "text", "role")


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """All links of a crawl in the order of pages, five equally long columns; a site of 6 million takes 100 MB."""

    page: NDArray[numpy.int32]
    """Number of the URL of the page that the link stands on."""
    target: NDArray[numpy.int32]
    """Number of the URL that it leads to."""
    fragment: NDArray[numpy.int32]
    text: NDArray[numpy.int32]
    """Numbers of strings; 0 where there is none."""
    role: NDArray[numpy.int8]


def role_of(kind: LinkKind, place: Place) -> int:
    """The number that stands for kind and place in `LinkColumns.role`."""
    return 2 * KINDS.index(kind) + PLACES.index(place)


def kind_and_place(role: int) -> tuple[LinkKind, Place]:
    """What a number in `LinkColumns.role` stands for."""
    return KINDS[role // 2], PLACES[role % 2]


class Bulk:
    """Questions to an open workspace about all of a crawl; it changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def links(self, crawl: int) -> LinkColumns:
        """Every link of the pages that answer."""
        query = (
            f"SELECT pages.url, target, ifnull(fragment, 0), ifnull(text, 0), {ROLE} "
            f"FROM links JOIN pages ON pages.id = links.page WHERE crawl = ? AND {READ}"
        )
        cursor = self._connection.execute(query, (crawl,))
        parts = [numpy.empty((0, len(COLUMNS)), dtype=numpy.int32)]
        while rows := cursor.fetchmany(BATCH):
            parts.append(numpy.array(rows, dtype=numpy.int32))
        table = numpy.concatenate(parts)
        del parts
        table = table[numpy.argsort(table[:, 0], kind="stable")]
        page, target, fragment, text, role = (numpy.ascontiguousarray(table[:, n]) for n in range(len(COLUMNS)))
        return LinkColumns(page, target, fragment, text, role.astype(numpy.int8))

    def urls(self, crawl: int) -> dict[int, str]:
        """The URLs that a crawl knows or links to, by number."""
        query = (
            "SELECT id, url FROM urls WHERE id IN (SELECT url FROM pages WHERE crawl = :crawl UNION "
            "SELECT target FROM links JOIN pages ON pages.id = links.page WHERE crawl = :crawl)"
        )
        return dict(self._connection.execute(query, {"crawl": crawl}))

    def strings(self, numbers: Iterable[int]) -> dict[int, str]:
        """Link texts and fragments by number."""
        wanted = sorted(set(numbers))
        found: dict[int, str] = {}
        for start in range(0, len(wanted), ASKED):
            part = wanted[start : start + ASKED]
            marks = ", ".join("?" * len(part))
            found.update(self._connection.execute(f"SELECT id, string FROM strings WHERE id IN ({marks})", part))
        return found

    def packed(self, crawl: int) -> Iterator[tuple[str, bytes]]:
        """What each page and document of the site says, as (URL, packed content), in the order of URLs."""
        query = (
            "SELECT urls.url, content FROM pages JOIN urls ON urls.id = pages.url "
            "JOIN contents ON contents.page = pages.id WHERE crawl = ? AND scope = 0 ORDER BY urls.url"
        )
        yield from self._connection.execute(query, (crawl,))

    def contents(self, crawl: int) -> Iterator[tuple[str, Content]]:
        """The same, unpacked."""
        for url, packed in self.packed(crawl):
            yield url, unpack(packed)
