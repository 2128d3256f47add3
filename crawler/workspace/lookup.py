"""Answers questions about single addresses of a crawl, and counts its links inside the database."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from crawler.page import Link, Page
from crawler.workspace.frontier import Scope
from crawler.workspace.inventory import FACTS, KINDS, PLACES, page_of
from crawler.workspace.repeats import READ, ROLE

COLUMNS = ", ".join(f"pages.{name}" for name in FACTS)
PAGE = f"SELECT urls.url, depth, found_by, state, {COLUMNS} FROM pages JOIN urls ON urls.id = pages.url "
SCOPED = PAGE.replace("SELECT ", "SELECT scope, ", 1)
LINK = (
    "SELECT source.url, target.url, fragment.string, text.string, {role} FROM links "
    "JOIN pages ON pages.id = links.page JOIN urls AS source ON source.id = pages.url "
    "JOIN urls AS target ON target.id = links.target "
    "LEFT JOIN strings AS fragment ON fragment.id = links.fragment "
    "LEFT JOIN strings AS text ON text.id = links.text "
)


ON_PAGE = "crawl = ? AND source.url = ? ORDER BY links.position"
SOURCES = (
    "count(*), count(DISTINCT links.page), min(source.url) FROM links "
    "JOIN pages ON pages.id = links.page JOIN urls AS source ON source.id = pages.url "
    "JOIN urls AS target ON target.id = links.target "
)


@dataclass(frozen=True, slots=True)
class Degree:
    """How a page is tied into its site."""

    links_in: int = 0
    """Other pages of the site that answer and link to it or show it, each counted once."""
    links_out: int = 0
    """Distinct addresses that it links to or shows."""


@dataclass(frozen=True, slots=True)
class Status:
    """What a crawl found at an address, as far as decisions are checked against it."""

    status: int
    redirects_to: str
    text_hash: str
    fetched: bool
    """False where nobody asked: it waits, or was left out (robots.txt, --max-pages …), so nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the links to one address come from."""

    links: int
    pages: int
    """Pages of the site that have such a link, each counted once."""
    first: str
    """URL of the first of them."""


class Lookup:
    """Questions to an open workspace about one address; it changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def page(self, crawl: int, url: str) -> Page | None:
        """What is known of one address; None when this crawl never heard of it."""
        row = self._connection.execute(PAGE + "WHERE crawl = ? AND urls.url = ?", (crawl, url)).fetchone()
        return page_of(*row) if row else None

    def pages(self, crawl: int, urls: Iterable[str]) -> Iterator[tuple[str, tuple[Scope, Page]]]:
        """What is known of each of these addresses, as (URL, (where it stands, page)); unknown ones are missing."""
        for url in sorted(urls):
            row = self._connection.execute(SCOPED + "WHERE crawl = ? AND urls.url = ?", (crawl, url)).fetchone()
            if row:
                yield url, (Scope(row[0]), page_of(*row[1:]))

    def status(self, crawl: int, url: str) -> Status | None:
        """What was found at an address of the site; None when this crawl never heard of it."""
        query = (
            "SELECT status, redirects_to, text_hash, status <> 0 OR fetched_at <> '' FROM pages "
            "JOIN urls ON urls.id = pages.url WHERE crawl = ? AND scope = 0 AND urls.url = ?"
        )
        row = self._connection.execute(query, (crawl, url)).fetchone()
        return Status(row[0], row[1], row[2], fetched=bool(row[3])) if row else None

    def titles(self, crawl: int) -> Iterator[tuple[str, str, str]]:
        """(address, title, first heading) of each address of the site, in the order of URLs."""
        query = (
            "SELECT urls.url, title, heading FROM pages JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND scope = 0 ORDER BY urls.url"
        )
        yield from self._connection.execute(query, (crawl,))

    def same_texts(self, crawl: int) -> Iterator[list[str]]:
        """The addresses that answer with one and the same text, for each text that there is more than once."""
        several = (
            "SELECT text_hash FROM pages WHERE crawl = :crawl AND scope = 0 AND status = 200 AND text_hash <> '' "
            "GROUP BY text_hash HAVING count(*) > 1"
        )
        query = (
            "SELECT text_hash, urls.url FROM pages JOIN urls ON urls.id = pages.url WHERE crawl = :crawl "
            f"AND scope = 0 AND status = 200 AND text_hash IN ({several}) ORDER BY text_hash, urls.url"
        )
        for _, group in groupby(self._connection.execute(query, {"crawl": crawl}), key=itemgetter(0)):
            yield [url for _, url in group]

    def pages_with_text(self, crawl: int, text_hash: str) -> list[Page]:
        """The site's pages whose main text has this fingerprint, in the order of their URLs."""
        condition = "WHERE crawl = ? AND scope = ? AND text_hash = ? ORDER BY urls.url"
        return [page_of(*row) for row in self._connection.execute(PAGE + condition, (crawl, Scope.SITE, text_hash))]

    def variants(self, crawl: int, url: str) -> list[str]:
        """The other addresses of a page, in the order of URLs."""
        query = (
            "SELECT urls.url FROM pages JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND variant_of = ? ORDER BY urls.url"
        )
        return [found for (found,) in self._connection.execute(query, (crawl, url))]

    def links_to(self, crawl: int, url: str) -> list[tuple[str, Link]]:
        """Every link to an address, on pages that answer, as (page's URL, link): in the order of pages and of links."""
        return self._links(f"crawl = ? AND target.url = ? AND {READ} ORDER BY source.url, links.position", crawl, url)

    def sources(self, crawl: int) -> Iterator[tuple[str, Sources]]:
        """Where the links to each address come from that answers with anything but 2xx, in one pass over the links."""
        query = (
            f"SELECT target.url, '', {SOURCES} "
            "JOIN pages AS other ON other.crawl = pages.crawl AND other.url = links.target "
            f"WHERE pages.crawl = ? AND {READ} AND other.status NOT BETWEEN 200 AND 299 GROUP BY links.target"
        )
        for url, _, *found in self._connection.execute(query, (crawl,)):
            yield url, Sources(*found)

    def sources_of_fragments(self, crawl: int) -> Iterator[tuple[tuple[str, str], Sources]]:
        """Where the links to each (URL, fragment) come from, in one pass over the links."""
        query = (
            f"SELECT target.url, strings.string, {SOURCES} JOIN strings ON strings.id = links.fragment "
            f"WHERE pages.crawl = ? AND {READ} GROUP BY links.target, links.fragment"
        )
        for url, fragment, *found in self._connection.execute(query, (crawl,)):
            yield (url, fragment), Sources(*found)

    def links_from(self, crawl: int, url: str) -> list[tuple[str, Link]]:
        """Every link on a page as (page's URL, link), in the order of the page."""
        return self._links(ON_PAGE, crawl, url)

    def links_as_read(self, crawl: int, url: str) -> tuple[Link, ...]:
        """The links on a page as its HTML gives them, whatever the rest of the site looks like."""
        return tuple(link for _, link in self._links(ON_PAGE, crawl, url, role="links.role"))

    def _links(self, condition: str, *values: object, role: str = ROLE) -> list[tuple[str, Link]]:
        return [
            (
                page,
                Link(
                    url=url, fragment=fragment or "", text=text or "", kind=KINDS[number // 2], place=PLACES[number % 2]
                ),
            )
            for page, url, fragment, text, number in self._connection.execute(
                f"{LINK.format(role=role)} WHERE {condition}", values
            )
        ]

    def degrees(self, crawl: int) -> dict[str, Degree]:
        """How each address of the site is tied into it, by URL; one without any link is missing."""
        links_in = self._counted(
            "SELECT urls.url, count(DISTINCT links.page) FROM links JOIN pages ON pages.id = links.page "
            "JOIN pages AS other ON other.crawl = pages.crawl AND other.url = links.target "
            "JOIN urls ON urls.id = links.target "
            f"WHERE pages.crawl = ? AND {READ} AND other.scope = 0 AND pages.url != links.target GROUP BY links.target",
            crawl,
        )
        links_out = self._counted(
            "SELECT urls.url, count(DISTINCT links.target) FROM links JOIN pages ON pages.id = links.page "
            "JOIN urls ON urls.id = pages.url WHERE pages.crawl = ? GROUP BY links.page",
            crawl,
        )
        return {url: Degree(links_in.get(url, 0), links_out.get(url, 0)) for url in links_in.keys() | links_out.keys()}

    def _counted(self, query: str, crawl: int) -> dict[str, int]:
        return dict(self._connection.execute(query, (crawl,)).fetchall())

    def fragments(self, crawl: int) -> Iterator[tuple[str, str]]:
        """Every distinct (URL of the site, fragment) that some page links to, in the order of URLs."""
        query = (
            "SELECT DISTINCT urls.url, strings.string FROM links JOIN pages ON pages.id = links.page "
            "JOIN pages AS other ON other.crawl = pages.crawl AND other.url = links.target "
            "JOIN urls ON urls.id = links.target JOIN strings ON strings.id = links.fragment "
            "WHERE pages.crawl = ? AND other.scope = 0 ORDER BY urls.url, strings.string"
        )
        yield from self._connection.execute(query, (crawl,))
