"""The inventory, which is also the frontier: what is known of every address, and which ones still wait."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from enum import IntEnum

import msgspec

from crawler.page import Content, Extract, FoundBy, Link, LinkKind, Page, Place

WAITING, FETCHED, LEFT_OUT = 0, 1, 2
KINDS = tuple(LinkKind)
PLACES = tuple(Place)
FACTS = tuple(f.name for f in fields(Page) if f.name not in ("url", "depth", "found_by"))
"""Columns of `pages` that a response fills in."""
CACHED = 400_000
"""Addresses and strings whose numbers are remembered; beyond that the memory is emptied and refilled."""


class Scope(IntEnum):
    """Whether an address belongs to the audited site, or is only checked because the site links to it."""

    SITE = 0
    OUTSIDE = 1


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


@dataclass(frozen=True, slots=True)
class Discovered:
    """An address that somebody named and that nobody has fetched yet."""

    url: str
    depth: int | None = None
    found_by: FoundBy = FoundBy.LINK
    scope: Scope = Scope.SITE
    left_out: str = ""
    """Why it will not be fetched (robots.txt, --exclude …); empty when it waits its turn."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the frontier whose turn has come."""

    id: int
    url: str
    depth: int | None
    found_by: FoundBy
    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How far a crawl is; addresses of the site unless it says otherwise."""

    fetched: int
    waiting: int
    left_out: int
    errors: int
    """Fetched without an answer, or answered 4xx or 5xx."""
    outside_fetched: int
    outside_waiting: int


def page_of(url: str, depth: int | None, found_by: str, state: int, *facts: object) -> Page:
    """A row of `pages` as the page that it keeps; one that still waits says so in `error`."""
    known = dict(zip(FACTS, facts, strict=True))
    if state == WAITING:
        known["error"] = "not fetched yet"
    if not known["kind"]:
        del known["kind"]
    return msgspec.convert({"url": url, "depth": depth, "found_by": found_by, **known}, Page, strict=False)


class Inventory:
    """The tables crawls, urls, strings, pages, contents and links of an open workspace."""

    def __init__(self, connection: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction
        self._numbers: dict[str, dict[str, int]] = {"urls": {}, "strings": {}}
        self._known: dict[int, set[int]] = {}

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

    # The frontier

    def discover(self, crawl: int, found: Iterable[Discovered]) -> None:
        """Let addresses wait their turn; those that this crawl knows already are passed over."""
        with self._transaction():
            self._discover(crawl, found)

    def _discover(self, crawl: int, found: Iterable[Discovered]) -> None:
        found = list(found)
        known = self._known_in(crawl)
        numbers = self._numbers_of("urls", (item.url for item in found))
        rows = []
        for item in found:
            number = numbers[item.url]
            if number not in known:
                known.add(number)
                state = LEFT_OUT if item.left_out else WAITING
                rows.append((crawl, number, item.scope, state, item.depth, item.found_by, item.left_out))
        self._connection.executemany(
            "INSERT OR IGNORE INTO pages (crawl, url, scope, state, depth, found_by, error) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _known_in(self, crawl: int) -> set[int]:
        if crawl not in self._known:
            rows = self._connection.execute("SELECT url FROM pages WHERE crawl = ?", (crawl,))
            self._known[crawl] = {number for (number,) in rows}
        return self._known[crawl]

    def take(self, crawl: int, limit: int, *, scope: Scope = Scope.SITE, max_depth: int | None = None) -> list[Waiting]:
        """The addresses whose turn is next, breadth first; they stay waiting until `record` is told of them."""
        query = (
            "SELECT pages.id, urls.url, depth, found_by, scope FROM pages JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND scope = ? AND state = 0 AND (? IS NULL OR depth IS NULL OR depth <= ?) "
            "ORDER BY depth, pages.id LIMIT ?"
        )
        rows = self._connection.execute(query, (crawl, scope, max_depth, max_depth, limit))
        return [
            Waiting(number, url, depth, FoundBy(found_by), Scope(scope)) for number, url, depth, found_by, scope in rows
        ]

    def counts(self, crawl: int) -> Counts:
        """How far the crawl is."""
        query = (
            "SELECT scope, state, count(*), sum(state = 1 AND (status = 0 OR status >= 400)) "
            "FROM pages WHERE crawl = ? GROUP BY scope, state"
        )
        found = {(scope, state): (n, errors) for scope, state, n, errors in self._connection.execute(query, (crawl,))}
        none = (0, 0)
        return Counts(
            fetched=found.get((0, FETCHED), none)[0],
            waiting=found.get((0, WAITING), none)[0],
            left_out=found.get((0, LEFT_OUT), none)[0],
            errors=found.get((0, FETCHED), none)[1],
            outside_fetched=found.get((1, FETCHED), none)[0],
            outside_waiting=found.get((1, WAITING), none)[0],
        )

    def record(self, crawl: int, extracts: Iterable[Extract], discovered: Iterable[Discovered] = ()) -> None:
        """Keep what responses gave, with the addresses they named, in one transaction."""
        with self._transaction():
            extracts = list(extracts)
            self._discover(
                crawl,
                [
                    *(Discovered(e.page.url, e.page.depth, e.page.found_by) for e in extracts),
                    *discovered,
                ],
            )
            for extract in extracts:
                self._record(crawl, extract)

    def _record(self, crawl: int, extract: Extract) -> None:
        run = self._connection.execute
        page = extract.page
        url = self._numbers_of("urls", [page.url])[page.url]
        number = run("SELECT id FROM pages WHERE crawl = ? AND url = ?", (crawl, url)).fetchone()[0]
        facts = ", ".join(f"{name} = ?" for name in FACTS)
        run(
            f"UPDATE pages SET state = {FETCHED}, {facts} WHERE id = ?",
            [*(getattr(page, name) for name in FACTS), number],
        )
        run("DELETE FROM links WHERE page = ?", (number,))
        packed = zlib.compress(msgspec.json.encode(extract.content), 1)
        run("INSERT OR REPLACE INTO contents (page, content) VALUES (?, ?)", (number, packed))
        links = extract.links
        urls = self._numbers_of("urls", (link.url for link in links))
        strings = self._numbers_of("strings", (s for link in links for s in (link.fragment, link.text) if s))
        self._connection.executemany(
            "INSERT INTO links (page, target, fragment, text, role) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    number, urls[link.url], strings.get(link.fragment), strings.get(link.text),
                    2 * KINDS.index(link.kind) + PLACES.index(link.place),
                )
                for link in links
            ],
        )  # fmt: skip

    def _numbers_of(self, table: str, texts: Iterable[str]) -> dict[str, int]:
        """The numbers of strings in `urls` or `strings`, which are added where they are new."""
        cache = self._numbers[table]
        if len(cache) > CACHED:
            cache.clear()
        column = {"urls": "url", "strings": "string"}[table]
        wanted = set(texts)
        new = sorted(wanted - cache.keys())
        self._connection.executemany(f"INSERT OR IGNORE INTO {table} ({column}) VALUES (?)", [(text,) for text in new])
        for text in new:
            row = self._connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", (text,)).fetchone()
            cache[text] = row[0]
        return {text: cache[text] for text in wanted}

    # Reading

    def pages(self, crawl: int, scope: Scope = Scope.SITE) -> Iterator[Page]:
        """Every address of a crawl in the order of its URL; one that still waits says so in `error`."""
        names = ", ".join(f"pages.{name}" for name in FACTS)
        query = (
            f"SELECT urls.url, depth, found_by, state, {names} FROM pages JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND scope = ? ORDER BY urls.url"
        )
        for row in self._connection.execute(query, (crawl, scope)):
            yield page_of(*row)

    def content(self, crawl: int, url: str) -> Content:
        """What a page says; empty when nothing was read."""
        query = (
            "SELECT content FROM contents JOIN pages ON pages.id = contents.page JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND urls.url = ?"
        )
        row = self._connection.execute(query, (crawl, url)).fetchone()
        return msgspec.json.decode(zlib.decompress(row[0]), type=Content) if row else Content()

    def links(self, crawl: int) -> Iterator[tuple[str, Link]]:
        """Every link of the site's pages as (page's URL, link), in the order of pages and of the page."""
        query = (
            "SELECT source.url, target.url, fragment.string, text.string, role FROM links "
            "JOIN pages ON pages.id = links.page JOIN urls AS source ON source.id = pages.url "
            "JOIN urls AS target ON target.id = links.target "
            "LEFT JOIN strings AS fragment ON fragment.id = links.fragment "
            "LEFT JOIN strings AS text ON text.id = links.text "
            "WHERE crawl = ? ORDER BY source.url, links.rowid"
        )
        for page, url, fragment, text, role in self._connection.execute(query, (crawl,)):
            kind, place = KINDS[role // 2], PLACES[role % 2]
            yield page, Link(url=url, fragment=fragment or "", text=text or "", kind=kind, place=place)
