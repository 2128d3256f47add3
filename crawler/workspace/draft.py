"""Holds rows outside the database, in a temporary file of SQLite's own, until all of them are added in one go."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from crawler.workspace import records
from crawler.workspace.records import DRAFT, R, Record


def temporary_folder() -> Path:
    """Where SQLite has its temporary files (https://www.sqlite.org/tempfiles.html, 5); nothing is written to find out.

    Python's own `tempfile` writes, and fails when the disk is full.
    """
    told = map(os.environ.get, ("SQLITE_TMPDIR", "TMPDIR", "TEMP", "TMP"))
    places = (*told, "/var/tmp", "/usr/tmp", "/tmp")  # noqa: S108 — SQLite's list
    return next((Path(place) for place in places if place and os.access(place, os.W_OK | os.X_OK)), Path())


class Draft:
    """Rows that nobody else sees yet; nobody waits for them, and they take no memory to speak of."""

    def __init__(
        self, connection: sqlite3.Connection, said_plainly: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._connection = connection
        self._said_plainly = said_plainly
        self._made: set[str] = set()

    def append(self, record: type[R], rows: Iterable[R], *, by: Sequence[str] = ()) -> None:
        """Add rows, which can be found fast by each of the columns `by`."""
        with self._said_plainly(), records.whole(self._connection, "BEGIN"):  # the database itself is not locked
            if record.TABLE not in self._made:
                records.drop(self._connection, record)
                self._made.add(record.TABLE)
            records.append(self._connection, record, rows, DRAFT)
            records.index(self._connection, record, by, DRAFT)

    def records(self, record: type[R], *, order: Sequence[str] = (), **where: Any) -> Iterator[R]:  # noqa: ANN401 — any column's value
        """Give the rows that `where` names, by the columns of `order` and then as they were added."""
        if record.TABLE not in self._made:
            return
        with self._said_plainly():
            yield from (row for _, row in records.read(self._connection, record, where, order, DRAFT))

    def keep(self, *kinds: type[Record]) -> None:
        """Add all rows of these records to the database; to be called in a transaction."""
        for record in kinds:
            if record.TABLE in self._made:
                records.keep(self._connection, record)
