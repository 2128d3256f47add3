"""Keeps plain dataclasses as rows of tables of their own, so that findings, rows and answers need no SQL anywhere."""

import dataclasses
import sqlite3
import types
import typing
from collections.abc import Iterable, Iterator
from enum import Enum
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
_LACKING: Any = object()
"""Stands for a cell that is empty where the record has a value of its own for that."""


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


def ensure(connection: sqlite3.Connection, record: type[R]) -> list[str]:
    """Make the record's table, or add the columns that it lacks; return the column names."""
    hints = typing.get_type_hints(record)
    columns = [field.name for field in dataclasses.fields(record)]
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{record.TABLE}")')}
    if not there:
        lines = [f'"{name}" {_sql_type(hints[name])}' for name in columns]
        if record.KEY:
            lines.append(f"PRIMARY KEY ({', '.join(record.KEY)})")
        connection.execute(f'CREATE TABLE "{record.TABLE}" ({", ".join(lines)})')
        if record.APPEND_ONLY:
            for change in ("UPDATE", "DELETE"):
                connection.execute(
                    f"CREATE TRIGGER {record.TABLE}_no_{change.lower()} BEFORE {change} ON {record.TABLE} "
                    f"BEGIN SELECT RAISE(ABORT, '{record.TABLE} is append-only'); END"
                )
    for name in columns:
        if there and name not in there:
            connection.execute(f'ALTER TABLE "{record.TABLE}" ADD COLUMN "{name}" {_sql_type(hints[name])}')
    return columns


def append(connection: sqlite3.Connection, record: type[R], rows: Iterable[R]) -> None:
    """Add rows; a row whose key is there already raises sqlite3.IntegrityError."""
    columns = ensure(connection, record)
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{name}"' for name in columns)
    connection.executemany(
        f'INSERT INTO "{record.TABLE}" ({names}) VALUES ({marks})',
        ([_to_cell(getattr(row, name)) for name in columns] for row in rows),
    )


def clear(connection: sqlite3.Connection, record: type[R], where: dict[str, Any]) -> None:
    """Remove the rows whose columns equal `where`; all rows when it is empty."""
    ensure(connection, record)
    condition, values = _condition(where)
    connection.execute(f'DELETE FROM "{record.TABLE}"{condition}', values)


def read(connection: sqlite3.Connection, record: type[R], where: dict[str, Any]) -> Iterator[R]:
    """Give rows in the order in which they were added."""
    if not list(connection.execute(f'PRAGMA table_info("{record.TABLE}")')):
        return
    hints = typing.get_type_hints(record)
    fields = dataclasses.fields(record)
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{record.TABLE}")')}
    names = [field.name for field in fields if field.name in there]
    condition, values = _condition(where)
    chosen = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT {chosen} FROM "{record.TABLE}"{condition} ORDER BY rowid'
    own = {n for n, name in enumerate(names) if (typing.get_origin(hints[name]) or hints[name]) in (list, dict)}
    before, found = [_LACKING] * len(names), [_LACKING] * len(names)
    for cells in connection.execute(query, values):
        for n, cell in enumerate(cells):
            # Rows repeat much of the row before (who, which file, when): what is equal is one object, converted once.
            if cell != before[n] or n in own:
                before[n], hint = cell, hints[names[n]]
                found[n] = _LACKING if cell is None and not _may_be_none(hint) else _from_cell(cell, hint)
        known = dict(zip(names, found, strict=True))
        if _LACKING in found:
            known = {name: value for name, value in known.items() if value is not _LACKING}
        yield record(**known)


def _may_be_none(hint: Any) -> bool:  # noqa: ANN401 — a type hint has no narrower type
    return isinstance(hint, types.UnionType) and types.NoneType in typing.get_args(hint)


def _condition(where: dict[str, Any]) -> tuple[str, list[Any]]:
    if not where:
        return "", []
    return " WHERE " + " AND ".join(f'"{name}" = ?' for name in where), [_to_cell(v) for v in where.values()]
