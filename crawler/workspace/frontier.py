"""The frontier: which addresses of a crawl wait, which are done, and which are left out and why."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import IntEnum

from crawler.page import FoundBy
from crawler.workspace.numbers import Numbers

WAITING, FETCHED, LEFT_OUT = 0, 1, 2


class Scope(IntEnum):
    """Whether an address belongs to the audited site, or is only checked because the site links to it."""

    SITE = 0
    OUTSIDE = 1


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


class Frontier:
    """The rows of `pages` as a queue; each method is one transaction, or part of the one around it."""

    def __init__(self, connection: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction
        self._urls = Numbers(connection, "urls", "url")
        self._known: dict[int, set[int]] = {}

    def discover(self, crawl: int, found: Iterable[Discovered]) -> dict[Scope, int]:
        """Let addresses wait their turn; those that this crawl knows already are passed over.

        Returns how many wait now that did not before.
        """
        try:
            with self._transaction():
                return self._discover(crawl, list(found))
        except BaseException:
            self._known.clear()
            self._urls.forget()
            raise

    def _discover(self, crawl: int, found: list[Discovered]) -> dict[Scope, int]:
        known = self._known_in(crawl)
        numbers = self._urls.of(item.url for item in found)
        added = {Scope.SITE: 0, Scope.OUTSIDE: 0}
        rows = []
        for item in found:
            number = numbers[item.url]
            if number not in known:
                known.add(number)
                if not item.left_out:
                    added[item.scope] += 1
                state = LEFT_OUT if item.left_out else WAITING
                rows.append((crawl, number, item.scope, state, item.depth, item.found_by, item.left_out))
        self._connection.executemany(
            "INSERT OR IGNORE INTO pages (crawl, url, scope, state, depth, found_by, error) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        return added

    def _known_in(self, crawl: int) -> set[int]:
        if crawl not in self._known:
            rows = self._connection.execute("SELECT url FROM pages WHERE crawl = ?", (crawl,))
            self._known[crawl] = {number for (number,) in rows}
        return self._known[crawl]

    def _rows(self, crawl: int, numbers: Iterable[int]) -> dict[int, int]:
        """The ids of the rows of addresses, by the addresses' numbers."""
        query = "SELECT url, id FROM pages WHERE crawl = ? AND url IN (SELECT value FROM json_each(?))"
        return dict(self._connection.execute(query, (crawl, json.dumps(list(numbers)))))

    def take(self, crawl: int, limit: int, *, scope: Scope = Scope.SITE) -> list[Waiting]:
        """The addresses whose turn is next, breadth first; they stay waiting until `record` is told of them."""
        query = (
            "SELECT pages.id, urls.url, depth, found_by FROM pages JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND scope = ? AND state = 0 ORDER BY depth, pages.id LIMIT ?"
        )
        rows = self._connection.execute(query, (crawl, scope, limit))
        return [Waiting(number, url, depth, FoundBy(found_by), scope) for number, url, depth, found_by in rows]

    def waiting(self, crawl: int, urls: Iterable[str]) -> list[Waiting]:
        """Those of a few addresses of the site that wait."""
        query = (
            "SELECT pages.id, urls.url, depth, found_by FROM pages JOIN urls ON urls.id = pages.url "
            f"WHERE crawl = ? AND scope = 0 AND state = {WAITING} AND urls.url IN (SELECT value FROM json_each(?))"
        )
        rows = self._connection.execute(query, (crawl, json.dumps(list(urls))))
        return [Waiting(number, url, depth, FoundBy(found_by), Scope.SITE) for number, url, depth, found_by in rows]

    def reopen(self, crawl: int) -> int:
        """Let addresses of the site that failed (no answer, 4xx, 5xx) wait once more; returns how many."""
        with self._transaction():
            return self._connection.execute(
                f"UPDATE pages SET state = {WAITING}, fetched_at = '', error = '' "
                f"WHERE crawl = ? AND scope = 0 AND state = {FETCHED} AND (status = 0 OR status >= 400)",
                (crawl,),
            ).rowcount

    def reopen_with(self, crawl: int, error: str) -> int:
        """Let pages of the site wait once more that were read with this error; returns how many."""
        with self._transaction():
            return self._connection.execute(
                f"UPDATE pages SET state = {WAITING}, fetched_at = '', error = '' "
                f"WHERE crawl = ? AND scope = 0 AND state = {FETCHED} AND error = ?",
                (crawl, error),
            ).rowcount

    def leave_out_waiting(self, crawl: int, reason: str) -> int:
        """Leave all out that still wait on the site; returns how many."""
        with self._transaction():
            return self._connection.execute(
                f"UPDATE pages SET state = {LEFT_OUT}, error = ? WHERE crawl = ? AND scope = 0 AND state = {WAITING}",
                (reason, crawl),
            ).rowcount

    def readmit(self, crawl: int, allowed: Callable[[str, int | None], str]) -> int:
        """Let addresses wait again that were left out, where `allowed` now gives no reason; returns how many."""
        query = (
            "SELECT pages.id, urls.url, depth FROM pages JOIN urls ON urls.id = pages.url "
            f"WHERE crawl = ? AND state = {LEFT_OUT} AND variant_of = ''"
        )
        rows = [
            (number,) for number, url, depth in self._connection.execute(query, (crawl,)) if not allowed(url, depth)
        ]
        with self._transaction():
            self._connection.executemany(f"UPDATE pages SET state = {WAITING}, error = '' WHERE id = ?", rows)
        return len(rows)

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

    def pages_fetched(self, crawl: int) -> int:
        """How many pages (no documents, no pictures) of the site were fetched."""
        query = f"SELECT count(*) FROM pages WHERE crawl = ? AND scope = 0 AND state = {FETCHED} AND kind = 'page'"
        return int(self._connection.execute(query, (crawl,)).fetchone()[0])

    def good_pages(self, crawl: int) -> list[str]:
        """The addresses of pages that answered with success."""
        query = (
            "SELECT urls.url FROM pages JOIN urls ON urls.id = pages.url "
            "WHERE crawl = ? AND scope = 0 AND kind = 'page' AND status = 200 AND redirects_to = ''"
        )
        return [url for (url,) in self._connection.execute(query, (crawl,))]

    def knows_any(self, crawl: int, urls: Iterable[str]) -> bool:
        """Whether one of a few addresses was ever met, whatever became of it."""
        query = "SELECT 1 FROM pages JOIN urls ON urls.id = pages.url WHERE crawl = ? AND urls.url = ?"
        return any(self._connection.execute(query, (crawl, url)).fetchone() for url in urls)

    def variants(self, crawl: int) -> int:
        """How many addresses of the site are a page that was read under another one."""
        query = "SELECT count(*) FROM pages WHERE crawl = ? AND scope = 0 AND variant_of <> ''"
        return int(self._connection.execute(query, (crawl,)).fetchone()[0])

    def left_out(self, crawl: int) -> list[tuple[str, int]]:
        """The reasons for which addresses of the site were left out, variants aside, the most frequent first."""
        query = (
            "SELECT error, count(*) FROM pages "
            f"WHERE crawl = ? AND scope = 0 AND state = {LEFT_OUT} AND variant_of = '' "
            "GROUP BY error ORDER BY count(*) DESC, error"
        )
        return list(self._connection.execute(query, (crawl,)))
