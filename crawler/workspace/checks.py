"""The checks of addresses outside the site: which were found gone, since when, and which wait for a second check."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from crawler.page import FoundBy
from crawler.workspace.frontier import FETCHED, Scope, Waiting


@dataclass(frozen=True, slots=True)
class Failed:
    """An address outside the site that the last check found gone."""

    row: Waiting
    failed_at: str
    """When the first of the checks was that found it so, without one between them that did not."""
    fetched_at: str


class Checks:
    """What was found about addresses outside the site, in all crawls of a workspace."""

    def __init__(self, connection: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction

    def gone(self) -> dict[str, str]:
        """Address → since when it is gone, of those that the last check of any crawl found gone."""
        known: dict[str, str] = {}
        for (crawl,) in self._connection.execute("SELECT id FROM crawls ORDER BY id").fetchall():
            now = {failed.row.url: failed.failed_at for failed in self.failed(crawl)}
            known = {url: at for url, at in known.items() if url in now or not self._checked(crawl, url)} | now
        return known

    def failed(self, crawl: int) -> list[Failed]:
        """The addresses that a crawl found gone, in the order in which they were found."""
        query = (
            "SELECT pages.id, urls.url, depth, found_by, failed_at, fetched_at FROM pages "
            f"JOIN urls ON urls.id = pages.url WHERE crawl = ? AND scope = {Scope.OUTSIDE:d} AND failed_at <> '' "
            "ORDER BY pages.id"
        )
        return [
            Failed(Waiting(number, url, depth, FoundBy(found_by), Scope.OUTSIDE), failed_at, fetched_at)
            for number, url, depth, found_by, failed_at, fetched_at in self._connection.execute(query, (crawl,))
        ]

    def _checked(self, crawl: int, url: str) -> bool:
        query = (
            "SELECT 1 FROM pages JOIN urls ON urls.id = pages.url "
            f"WHERE crawl = ? AND urls.url = ? AND scope = {Scope.OUTSIDE:d} AND state = {FETCHED}"
        )
        return self._connection.execute(query, (crawl, url)).fetchone() is not None

    def answered(self, crawl: int) -> list[str]:
        """The addresses outside the site that gave an answer, whatever it was."""
        query = (
            "SELECT urls.url FROM pages JOIN urls ON urls.id = pages.url "
            f"WHERE crawl = ? AND scope = {Scope.OUTSIDE:d} AND status > 0"
        )
        return [url for (url,) in self._connection.execute(query, (crawl,))]

    def with_error(self, crawl: int, error: str) -> list[tuple[str, str]]:
        """(address, when it was asked) of those outside the site that have this error."""
        query = (
            "SELECT urls.url, fetched_at FROM pages JOIN urls ON urls.id = pages.url "
            f"WHERE crawl = ? AND scope = {Scope.OUTSIDE:d} AND pages.error = ?"
        )
        return self._connection.execute(query, (crawl, error)).fetchall()

    def mark_gone(self, crawl: int, error: str, since: Iterable[tuple[str, str]]) -> None:
        """Keep that these (address, since when) are gone, and why."""
        rows = [(error, at, crawl, url) for url, at in since]
        number = "(SELECT id FROM urls WHERE url = ?)"
        with self._transaction():
            self._connection.executemany(
                f"UPDATE pages SET error = ?, failed_at = ? WHERE crawl = ? AND url = {number}", rows
            )
