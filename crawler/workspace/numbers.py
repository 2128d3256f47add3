"""Gives strings numbers: an address or a link's text is stored once, and meant by its number everywhere."""

import sqlite3
from collections.abc import Iterable

CACHED = 400_000
"""Strings whose numbers are remembered; beyond that the memory is emptied and refilled."""
MANY = 100
"""Strings in one question to the database."""


class Numbers:
    """The numbers of one table of strings."""

    def __init__(self, connection: sqlite3.Connection, table: str, column: str) -> None:
        self._connection = connection
        self._insert = f"INSERT OR IGNORE INTO {table} ({column}) VALUES "
        self._select = f"SELECT {column}, id FROM {table} WHERE {column} IN "
        self._cache: dict[str, int] = {}

    def of(self, texts: Iterable[str]) -> dict[str, int]:
        """The numbers of strings, which are added where they are new; the dictionary may hold others, too."""
        cache = self._cache
        if len(cache) > CACHED:
            cache.clear()
        # a set minus the keys would go through all keys: the memory would cost more with each page
        new = sorted({text for text in texts if text not in cache})
        for start in range(0, len(new), MANY):
            part = new[start : start + MANY]
            self._connection.execute(self._insert + ", ".join(["(?)"] * len(part)), part)
            marks = ", ".join("?" * len(part))
            cache.update(self._connection.execute(f"{self._select} ({marks})", part))
        return cache

    def forget(self) -> None:
        """Empty the memory: after a change was taken back, numbers in it may not exist."""
        self._cache.clear()
