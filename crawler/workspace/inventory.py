"""The inventory: what is known of every address; it is also the frontier."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

import msgspec

from crawler.page import Content, Extract, Link, LinkKind, Page, Place
from crawler.variants import Facts
from crawler.workspace import settle, twins
from crawler.workspace.frontier import FETCHED, LEFT_OUT, WAITING, Discovered, Frontier, Scope
from crawler.workspace.numbers import Numbers
from crawler.workspace.packing import pack, unpack
from crawler.workspace.repeats import ROLE

KINDS = tuple(LinkKind)
PLACES = tuple(Place)
ROLES = {(kind, place): 2 * k + p for k, kind in enumerate(KINDS) for p, place in enumerate(PLACES)}
FACTS = tuple(f.name for f in msgspec.structs.fields(Page) if f.name not in ("url", "depth", "found_by"))
"""Columns of `pages` that a response fills in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """One crawl: what was asked for, and how it ended."""

    id: int
    starts: tuple[str, ...]
    options: dict[str, object]
    state: str
    """running, finished or cut short."""
    reason: str
    """Why it was cut short."""
    started_at: str
    finished_at: str


RECORD = f"UPDATE pages SET state = {FETCHED}, {', '.join(f'{name} = ?' for name in FACTS)} WHERE id = ?"
ONE_LINK = "INSERT INTO links (page, position, target, fragment, text, role) VALUES (?, ?, ?, ?, ?, ?)"
AT_ONCE = 100
"""Rows of six values in one statement; SQLite takes 999 values everywhere."""
MANY_LINKS = ONE_LINK + ", (?, ?, ?, ?, ?, ?)" * (AT_ONCE - 1)
NOTHING = Content()
_facts = attrgetter(*FACTS)


def page_of(url: str, depth: int | None, found_by: str, state: int, *facts: object) -> Page:
    """A row of `pages` as the page that it keeps; one that still waits says so in `error`."""
    known = dict(zip(FACTS, facts, strict=True))
    if state == WAITING:
        known["error"] = "not fetched yet"
    if not known["kind"]:
        del known["kind"]
    return msgspec.convert({"url": url, "depth": depth, "found_by": found_by, **known}, Page, strict=False)


class Inventory(Frontier):
    """What is known of every address: the tables crawls, urls, strings, pages, contents and links."""

    def __init__(self, connection: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[None]]) -> None:
        super().__init__(connection, transaction)
        self._strings = Numbers(connection, "strings", "string")

    # Crawls

    def begin(self, starts: Iterable[str], options: dict[str, object], at: str) -> Crawl:
        """Start a new crawl beside the older ones."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO crawls (starts, options, state, reason, started_at, finished_at) "
                "VALUES (?, ?, 'running', '', ?, '')",
                (json.dumps(list(starts)), json.dumps(options), at),
            )
        return self.crawls()[-1]

    def go_on(self, crawl: int, options: dict[str, object]) -> None:
        """Say that a crawl runs again, with these options."""
        with self._transaction():
            self._connection.execute(
                "UPDATE crawls SET state = 'running', reason = '', finished_at = '', options = ? WHERE id = ?",
                (json.dumps(options), crawl),
            )

    def end(self, crawl: int, state: str, reason: str, at: str) -> None:
        """Say how a crawl ended: finished or cut short."""
        with self._transaction():
            self._connection.execute(
                "UPDATE crawls SET state = ?, reason = ?, finished_at = ? WHERE id = ?",
                (state, reason, at, crawl),
            )

    def crawls(self) -> list[Crawl]:
        """All crawls, the oldest first."""
        query = "SELECT id, starts, options, state, reason, started_at, finished_at FROM crawls ORDER BY id"
        return [
            Crawl(
                id=number,
                starts=tuple(json.loads(starts)),
                options=json.loads(options),
                state=state,
                reason=reason,
                started_at=started,
                finished_at=finished,
            )
            for number, starts, options, state, reason, started, finished in self._connection.execute(query)
        ]

    def current(self) -> Crawl | None:
        """The crawl that checks, reports, exports and merges speak of; None when nothing was crawled.

        It is the last that was finished, for half a crawl proves no page missing; where none was, the last.
        """
        crawls = self.crawls()
        finished = [crawl for crawl in crawls if crawl.state == "finished"]
        return next(reversed(finished or crawls), None)

    # Writing

    def record(
        self,
        crawl: int,
        extracts: Iterable[Extract],
        discovered: Iterable[Discovered] = (),
        left_out: Iterable[tuple[int, str]] = (),
        variants: Iterable[tuple[int, str, int]] = (),
    ) -> dict[Scope, int]:
        """Keep what responses gave, the addresses they named, why rows are left out, and which are another page.

        All in one transaction; `variants` are (row's id, address of the page, status that visitors meet).

        Returns how many addresses wait now that did not before.
        """
        extracts = list(extracts)
        own = [Discovered(e.page.url, e.page.depth, e.page.found_by) for e in extracts]
        try:
            with self._transaction():
                self._discover(crawl, own)
                added = self._discover(crawl, list(discovered))
                self._record(crawl, extracts)
                self._connection.executemany(
                    f"UPDATE pages SET state = {LEFT_OUT}, error = ? WHERE id = ?",
                    [(reason, number) for number, reason in left_out],
                )
                twins.record(self._connection, variants)
        except BaseException:
            self._known.clear()
            self._urls.forget()
            self._strings.forget()
            raise
        return added

    def _record(self, crawl: int, extracts: Sequence[Extract]) -> None:
        """Write many pages down at once: each statement is prepared once, each new string looked up once."""
        many = self._connection.executemany
        links = [link for extract in extracts for link in extract.links]
        urls = self._urls.of({link.url for link in links} | {extract.page.url for extract in extracts})
        texts = {link.text for link in links} | {link.fragment for link in links}
        string = self._strings.of(texts - {""}).get
        rows = self._rows(crawl, [urls[extract.page.url] for extract in extracts])
        pages = {rows[urls[extract.page.url]]: extract for extract in extracts}.items()
        many(RECORD, [(*_facts(extract.page), row) for row, extract in pages])
        many("DELETE FROM links WHERE page = ?", [(row,) for row, _ in pages])
        many("DELETE FROM contents WHERE page = ?", [(row,) for row, _ in pages])
        many(
            "INSERT INTO contents (page, content) VALUES (?, ?)",
            [(row, pack(extract.content)) for row, extract in pages if extract.content != NOTHING],
        )
        self._insert_links(
            [
                (row, position, urls[link.url], string(link.fragment), string(link.text), ROLES[link.kind, link.place])
                for row, extract in pages
                for position, link in enumerate(extract.links)
            ]
        )

    def _insert_links(self, rows: list[tuple[int | None, ...]]) -> None:
        """Add rows of `links`, most of them many in one statement, which takes two thirds of the time."""
        whole = len(rows) - len(rows) % AT_ONCE
        for start in range(0, whole, AT_ONCE):
            self._connection.execute(MANY_LINKS, [*chain.from_iterable(rows[start : start + AT_ONCE])])
        self._connection.executemany(ONE_LINK, rows[whole:])

    def mark_soft_404(self, crawl: int, likeness: Iterable[tuple[str, float]]) -> None:
        """Keep how like the site's own error page each page is."""
        found = [(value, crawl, url) for url, value in likeness]
        with self._transaction():
            self._connection.executemany(
                "UPDATE pages SET soft_404 = ? WHERE crawl = ? AND url = (SELECT id FROM urls WHERE url = ?)", found
            )

    def settle(self, crawl: int, *, unite: bool = True) -> None:
        """Make depth and `found_by` exact, now that all links are known; `unite` addresses of one page."""
        starts = next(found.starts for found in self.crawls() if found.id == crawl)
        with self._transaction():
            settle.settle(self._connection, crawl, starts, unite=unite)

    # Reading

    def facts(self, crawl: int, urls: Iterable[str]) -> dict[str, Facts]:
        """What tells whether two addresses are one page, of those of these that were fetched."""
        return twins.facts(self._connection, crawl, urls)

    def all_facts(self, crawl: int) -> Iterator[Facts]:
        """The same of every page of the site that was fetched."""
        return twins.pages(self._connection, crawl)

    def pages(self, crawl: int, scope: Scope = Scope.SITE) -> Iterator[Page]:
        """Every address of a crawl in the order of its URL; one that still waits says so in `error`."""
        names = ", ".join(f"pages.{name}" for name in FACTS)
        query = (
            f"SELECT urls.url, depth, found_by, state, {names} FROM pages JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND scope = ? ORDER BY urls.url"
        )
        for row in self._connection.execute(query, (crawl, scope)):
            yield page_of(*row)

    def validators(self, crawl: int, url: str) -> dict[str, str]:
        """The headers that ask for a page only when it has changed since that crawl; empty when they are not known."""
        query = (
            "SELECT etag, last_modified FROM pages JOIN urls ON urls.id = pages.url "
            f"WHERE crawl = ? AND urls.url = ? AND state = {FETCHED} AND status = 200 AND pages.error = ''"
        )
        etag, modified = self._connection.execute(query, (crawl, url)).fetchone() or ("", "")
        return {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}

    def texts(self, crawl: int) -> Iterator[tuple[str, str, Content]]:
        """(address, title, content) of every page of the site that answered with success."""
        query = (
            "SELECT urls.url, title, content FROM pages JOIN urls ON urls.id = pages.url "
            "JOIN contents ON contents.page = pages.id WHERE crawl = ? AND scope = 0 AND kind = 'page' AND status = 200"
        )
        for url, title, packed in self._connection.execute(query, (crawl,)):
            yield url, title, unpack(packed)

    def content(self, crawl: int, url: str) -> Content:
        """What a page says; empty when nothing was read."""
        query = (
            "SELECT content FROM contents JOIN pages ON pages.id = contents.page JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND urls.url = ?"
        )
        row = self._connection.execute(query, (crawl, url)).fetchone()
        return unpack(row[0]) if row else Content()

    def links(self, crawl: int) -> Iterator[tuple[str, Link]]:
        """Every link of the site's pages as (page's URL, link), in the order of pages and of the page."""
        query = (
            f"SELECT source.url, target.url, fragment.string, text.string, {ROLE} FROM links "
            "JOIN pages ON pages.id = links.page JOIN urls AS source ON source.id = pages.url "
            "JOIN urls AS target ON target.id = links.target "
            "LEFT JOIN strings AS fragment ON fragment.id = links.fragment "
            "LEFT JOIN strings AS text ON text.id = links.text "
            "WHERE crawl = ? ORDER BY source.url, links.position"
        )
        for page, url, fragment, text, role in self._connection.execute(query, (crawl,)):
            kind, place = KINDS[role // 2], PLACES[role % 2]
            yield page, Link(url=url, fragment=fragment or "", text=text or "", kind=kind, place=place)
