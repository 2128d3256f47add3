"""The one door to an audit's folder: opens it, refuses what it cannot read, and keeps each change whole."""

import contextlib
import errno
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from crawler.errors import AuditError
from crawler.workspace import records, schema
from crawler.workspace.checks import Checks
from crawler.workspace.draft import Draft, temporary_folder
from crawler.workspace.inventory import Inventory
from crawler.workspace.lookup import Lookup
from crawler.workspace.records import R

if TYPE_CHECKING:
    from crawler.workspace.bulk import Bulk

DATABASE = "audit.db"
SETTINGS = "audit.toml"
FULL = ("disk is full", "disk I/O error", "readonly database")
NO_ROOM = (errno.ENOSPC, errno.EROFS)
MEGABYTE = 1_000_000


class WorkspaceError(AuditError):
    """The workspace cannot be used as asked; the message says what, where and what to do."""


class Workspace:
    """An open workspace; `settings` names the settings where they are not the folder's own.

    Raises WorkspaceError when the folder has no audit (and `create` is false), was made by a newer program, is no
    database of ours, or cannot be written.
    """

    def __init__(self, folder: Path, *, create: bool = False, settings: Path | None = None) -> None:
        self.folder = Path(folder)
        self.settings_file = settings or self.folder / SETTINGS
        """The settings; the file need not exist."""
        file = self.folder / DATABASE
        made = self._made = not file.exists()
        if made and not create:
            raise WorkspaceError(
                f"There is no audit in {self.folder.resolve()} yet. Start one with: audit crawl https://your.site/ "
                "— or name another folder with -w FOLDER."
            )
        with self._said_plainly():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(file, isolation_level=None, timeout=30)
            try:
                self._prepare(made)
            except BaseException:
                self._connection.close()
                if made:
                    file.unlink(missing_ok=True)
                raise
        self.inventory = Inventory(self._connection, self.transaction)
        self.lookup = Lookup(self._connection)
        self.checks = Checks(self._connection, self.transaction)

    def _prepare(self, made: bool) -> None:
        run = self._connection.execute
        version = run("PRAGMA user_version").fetchone()[0]
        if version > schema.VERSION:
            raise WorkspaceError(
                f"The audit in {self.folder.resolve()} was made by a newer version of this program (its format is "
                f"{version}, this program reads up to {schema.VERSION}). "
                "Fetch the newest version and install it as its README says."
            )
        if not made and version == 0 and run("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise WorkspaceError(
                f"{(self.folder / DATABASE).resolve()} is a database of another program. "
                "Choose another folder with -w FOLDER."
            )
        run("PRAGMA journal_mode = WAL")  # readers and the crawl do not wait for each other
        run("PRAGMA synchronous = NORMAL")  # a power cut may lose the last moments, never the database
        with self.transaction():
            if version == 0:
                for statement in schema.TABLES.split(";\n"):
                    run(statement)
                run(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            else:
                for step in range(version, schema.VERSION):
                    for statement in schema.CONVERSIONS[step].split(";\n"):
                        run(statement)
            if version != schema.VERSION:
                run(f"PRAGMA user_version = {schema.VERSION}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):  # came up while something was read
            with self._said_plainly():
                raise error

    @cached_property
    def bulk(self) -> "Bulk":
        """Questions about all of a crawl at once; they bring numpy, which most commands do without."""
        from crawler.workspace.bulk import Bulk  # noqa: PLC0415 — loading numpy takes a tenth of a second

        return Bulk(self._connection)

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def discard(self, *files: str) -> None:
        """Remove a workspace that was made by this very call and that holds no crawl; leave any other as it is.

        `files` are the names of what else this call put into the folder.
        """
        if not self._made or self.inventory.crawls():
            return
        self.close()
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", *files):
            (self.folder / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # somebody's files are in the folder
            self.folder.rmdir()

    @property
    def archive(self) -> Path:
        """Where the WARC files are."""
        return self.folder / "archive"

    @property
    def worksheets(self) -> Path:
        """Where the workbooks that went out are, a folder a round."""
        return self.folder / "worksheets"

    @property
    def returned(self) -> Path:
        """Where copies of what came back are."""
        return self.folder / "returned"

    @property
    def reports(self) -> Path:
        """Where reports are written."""
        return self.folder / "reports"

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        """Turn what SQLite and the file system say into words that tell what to do."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if any(words in str(error) for words in FULL):
                raise self._full() from error
            if "unable to open" in str(error):  # SQLite keeps files of its own beside the database, to read it too
                raise WorkspaceError(
                    f"Cannot open {(self.folder / DATABASE).resolve()}: you may not write to the file or its folder, "
                    "and even to look at an audit that is needed. Copy the folder to a place of your own and name it "
                    "with -w FOLDER."
                ) from error
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise WorkspaceError(
                    f"Another program is using the audit in {self.folder.resolve()}. "
                    "Wait until it has finished, then try again."
                ) from error
            if "not a database" in str(error) or "malformed" in str(error):
                raise WorkspaceError(
                    f"{(self.folder / DATABASE).resolve()} is damaged or no database of this program ({error}). "
                    "Take it from a backup, or choose another folder with -w FOLDER."
                ) from error
            raise
        except OSError as error:
            if error.errno in NO_ROOM:
                raise self._full() from error
            raise WorkspaceError(
                f"Cannot use the folder {self.folder}: {error.strerror}. "
                "Check that it exists and that you may write to it, or choose another with -w FOLDER."
            ) from error

    def _full(self) -> WorkspaceError:
        free = shutil.disk_usage(self.folder).free // MEGABYTE if self.folder.exists() else 0
        aside = temporary_folder()
        free_aside = shutil.disk_usage(aside).free // MEGABYTE
        elsewhere = f", and {free_aside} MB for temporary files in {aside}" if free_aside < free else ""
        return WorkspaceError(
            f"Cannot write to {self.folder.resolve()}: the disk is full or read-only ({free} MB free{elsewhere}). "
            "What was saved before is safe. Make room and run the same command again."
        )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside happens, or nothing; a transaction inside another is part of it."""
        if self._connection.in_transaction:
            yield
            return
        with self._said_plainly(), records.whole(self._connection, "BEGIN IMMEDIATE"):
            yield

    def append(self, record: type[R], rows: Iterable[R]) -> None:
        """Add records; one whose key is there already raises sqlite3.IntegrityError and nothing is added."""
        with self.transaction():
            records.append(self._connection, record, rows)

    def replace(self, record: type[R], rows: Iterable[R], **where: Any) -> None:  # noqa: ANN401 — any column's value
        """Put these records in the place of those that `where` names (of all when it is empty)."""
        with self.transaction():
            records.clear(self._connection, record, where)
            records.append(self._connection, record, rows)

    def change(self, record: type[R], values: Mapping[str, Any], **where: Any) -> None:  # noqa: ANN401 — as above
        """Give the records that `where` names these values in place of theirs."""
        with self.transaction():
            records.change(self._connection, record, values, where)

    def index(self, record: type[R], *columns: str) -> None:
        """Let records be found fast by each of these columns, from now on."""
        if not records.is_indexed(self._connection, record, columns):  # who only looks should not wait for who writes
            with self.transaction():
                records.index(self._connection, record, columns)

    def records(self, record: type[R], *, order: Sequence[str] = (), **where: Any) -> Iterator[R]:  # noqa: ANN401 — as above
        """Give the records that `where` names, by the columns of `order` and then in the order of their coming.

        `where` says of columns what they must hold: a value, `OneOf` several, or what `Begins` so.
        """
        return (row for _, row in self.numbered(record, order=order, **where))

    def numbered(
        self,
        record: type[R],
        *,
        order: Sequence[str] = (),
        **where: Any,  # noqa: ANN401 — as above
    ) -> Iterator[tuple[int, R]]:
        """The same, each with the number under which it came, from 1."""
        with self._said_plainly():
            yield from records.read(self._connection, record, where, order)

    def count(self, record: type[R], column: str, **where: Any) -> dict[Any, int]:  # noqa: ANN401 — as above
        """How many records have each value of a column."""
        with self._said_plainly():
            return records.count(self._connection, record, column, where)

    def draft(self) -> Draft:
        """A place outside the database for records that are to be added in one go, or not at all; one at a time."""
        return Draft(self._connection, self._said_plainly)
