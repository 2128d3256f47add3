"""Keeps plain dataclasses as rows of tables of their own, so that findings, rows and answers need no SQL anywhere."""

import dataclasses
import sqlite3
import types
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

import msgspec

TYPES = {int: "INTEGER", bool: "INTEGER", float: "REAL"}


class Record(Protocol):
    """A frozen dataclass that says which table it lives in."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
    """Columns that tell rows apart; empty when equal rows may stand twice."""
    APPEND_ONLY: ClassVar[bool]
    """True for a ledger: the database itself refuses to change or remove a row."""


R = TypeVar("R", bound=Record)
MAIN, DRAFT = "main", "temp"
"""Where a table stands: in the database, or in a temporary file that SQLite removes by itself."""
LAST = chr(0x10FFFF)
"""Stands behind every other character."""
_LACKING: Any = object()
"""Stands for a cell that is empty where the record has a value of its own for that."""


@dataclasses.dataclass(frozen=True, slots=True)
class OneOf:
    """A condition: a column holds one of these values."""

    values: Collection[Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Begins:
    """A condition: a column's text begins so."""

    text: str


@contextmanager
def whole(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Everything inside happens, or nothing; `begin` is the statement that says how the database is locked."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise


def _sql_type(hint: Any) -> str:  # noqa: ANN401 — a type hint has no narrower type
    """The SQLite column type for a field: numbers as numbers, all else as text (tuples and dicts as JSON)."""
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return TYPES.get(hint, "TEXT")


def _to_cell(value: Any) -> Any:  # noqa: ANN401 — a cell holds any of SQLite's types
    if isinstance(value, Enum):
        return value.value
    return msgspec.json.encode(value).decode() if isinstance(value, tuple | list | dict) else value


def _from_cell(value: Any, hint: Any) -> Any:  # noqa: ANN401 — a cell holds any of SQLite's types
    if type(value) is hint:  # most cells; msgspec's own look takes longer
        return value
    origin = typing.get_origin(hint) or hint
    if origin in (tuple, list, dict):
        return msgspec.json.decode(value, type=hint)
    return msgspec.convert(value, hint, strict=False)


@cache
def _form(record: type[Record]) -> Mapping[str, Any]:
    """The columns of a record, each with its type."""
    hints = typing.get_type_hints(record)
    return {field.name: hints[field.name] for field in dataclasses.fields(record)}


def _there(connection: sqlite3.Connection, record: type[Record], schema: str) -> list[str]:
    """The columns that a record's table has; none where there is no table."""
    return [row[1] for row in connection.execute(f'PRAGMA {schema}.table_info("{record.TABLE}")')]


def ensure(connection: sqlite3.Connection, record: type[R], schema: str = MAIN) -> list[str]:
    """Make the record's table, or add the columns that it lacks; return the column names."""
    form = _form(record)
    there = _there(connection, record, schema)
    if not there:
        lines = [f'"{name}" {_sql_type(hint)}' for name, hint in form.items()]
        if record.KEY:
            lines.append(f"PRIMARY KEY ({', '.join(record.KEY)})")
        connection.execute(f'CREATE TABLE {schema}."{record.TABLE}" ({", ".join(lines)})')
        if record.APPEND_ONLY and schema == MAIN:
            for change in ("UPDATE", "DELETE"):
                connection.execute(  # with its schema, or it would watch over a draft of that name
                    f'CREATE TRIGGER {schema}."{record.TABLE}_no_{change.lower()}" BEFORE {change} ON "{record.TABLE}" '
                    f"BEGIN SELECT RAISE(ABORT, '{record.TABLE} is append-only'); END"
                )
    for name, hint in form.items():
        if there and name not in there:
            connection.execute(f'ALTER TABLE {schema}."{record.TABLE}" ADD COLUMN "{name}" {_sql_type(hint)}')
    return list(form)


def index(connection: sqlite3.Connection, record: type[R], columns: Iterable[str], schema: str = MAIN) -> None:
    """Let rows be found fast by each of these columns."""
    ensure(connection, record, schema)
    for name in columns:
        connection.execute(
            f'CREATE INDEX IF NOT EXISTS {schema}."{record.TABLE}_{name}" ON "{record.TABLE}" ("{name}")'
        )


def is_indexed(connection: sqlite3.Connection, record: type[R], columns: Iterable[str]) -> bool:
    """Whether rows are found fast by each of these columns."""
    there = {row[1] for row in connection.execute(f'PRAGMA {MAIN}.index_list("{record.TABLE}")')}
    return all(f"{record.TABLE}_{name}" in there for name in columns)


def append(connection: sqlite3.Connection, record: type[R], rows: Iterable[R], schema: str = MAIN) -> None:
    """Add rows; a row whose key is there already raises sqlite3.IntegrityError."""
    columns = ensure(connection, record, schema)
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{name}"' for name in columns)
    connection.executemany(
        f'INSERT INTO {schema}."{record.TABLE}" ({names}) VALUES ({marks})',
        ([_to_cell(getattr(row, name)) for name in columns] for row in rows),
    )


def drop(connection: sqlite3.Connection, record: type[R]) -> None:
    """Forget a draft's rows."""
    connection.execute(f'DROP TABLE IF EXISTS {DRAFT}."{record.TABLE}"')


def keep(connection: sqlite3.Connection, record: type[R]) -> None:
    """Add the rows of a draft to the record's table, in their order."""
    names = ", ".join(f'"{name}"' for name in ensure(connection, record))
    connection.execute(
        f'INSERT INTO {MAIN}."{record.TABLE}" ({names}) SELECT {names} FROM {DRAFT}."{record.TABLE}" ORDER BY rowid'
    )


def clear(connection: sqlite3.Connection, record: type[R], where: Mapping[str, Any]) -> None:
    """Remove the rows that `where` names; all rows when it is empty."""
    ensure(connection, record)
    condition, values = _condition(where)
    connection.execute(f'DELETE FROM {MAIN}."{record.TABLE}"{condition}', values)


def change(
    connection: sqlite3.Connection, record: type[R], values: Mapping[str, Any], where: Mapping[str, Any]
) -> None:
    """Give the rows that `where` names other values."""
    ensure(connection, record)
    news = ", ".join(f'"{name}" = ?' for name in values)
    condition, asked = _condition(where)
    connection.execute(
        f'UPDATE {MAIN}."{record.TABLE}" SET {news}{condition}', [*map(_to_cell, values.values()), *asked]
    )


def count(connection: sqlite3.Connection, record: type[R], column: str, where: Mapping[str, Any]) -> dict[Any, int]:
    """How many rows have each value of a column."""
    if column not in _there(connection, record, MAIN):
        return {}
    condition, values = _condition(where)
    query = f'SELECT "{column}", count(*) FROM {MAIN}."{record.TABLE}"{condition} GROUP BY "{column}"'
    return dict(connection.execute(query, values))


def read(
    connection: sqlite3.Connection,
    record: type[R],
    where: Mapping[str, Any],
    order: Sequence[str] = (),
    schema: str = MAIN,
) -> Iterator[tuple[int, R]]:
    """Give rows with their numbers, by the columns of `order` and then as they were added."""
    there = set(_there(connection, record, schema))
    if not there:
        return
    hints = {name: hint for name, hint in _form(record).items() if name in there}
    names = list(hints)
    condition, values = _condition(where)
    chosen = ", ".join(f'"{name}"' for name in names)
    sorting = ", ".join([*(f'"{name}"' for name in order), "rowid"])
    query = f'SELECT rowid, {chosen} FROM {schema}."{record.TABLE}"{condition} ORDER BY {sorting}'
    own = {n for n, name in enumerate(names) if (typing.get_origin(hints[name]) or hints[name]) in (list, dict)}
    before, found = [_LACKING] * len(names), [_LACKING] * len(names)
    for number, *cells in connection.execute(query, values):
        for n, cell in enumerate(cells):
            # Rows repeat much of the row before (who, which file, when): what is equal is one object, converted once.
            if cell != before[n] or n in own:
                before[n], hint = cell, hints[names[n]]
                found[n] = _LACKING if cell is None and not _may_be_none(hint) else _from_cell(cell, hint)
        known = dict(zip(names, found, strict=True))
        if _LACKING in found:
            known = {name: value for name, value in known.items() if value is not _LACKING}
        yield number, record(**known)


def _may_be_none(hint: Any) -> bool:  # noqa: ANN401 — a type hint has no narrower type
    return isinstance(hint, types.UnionType) and types.NoneType in typing.get_args(hint)


def _condition(where: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """SQL for what is wanted of columns: a value, one of several, or a beginning."""
    parts: list[str] = []
    values: list[Any] = []
    for name, wanted in where.items():
        match wanted:
            case OneOf(several):
                parts.append(f'"{name}" IN (SELECT value FROM json_each(?))')
                values.append(msgspec.json.encode(list(map(_to_cell, several))).decode())
            case Begins(text):  # as a range, because an index serves it
                parts.append(f'"{name}" >= ? AND "{name}" < ?')
                values += [text, text + LAST]
            case value:
                parts.append(f'"{name}" = ?')
                values.append(_to_cell(value))
    return f" WHERE {' AND '.join(parts)}" if parts else "", values
