"""Reads audit.toml strictly: each package describes its own sections, and a key that nobody knows is an error."""

import difflib
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from crawler.errors import AuditError


class SettingsError(AuditError):
    """audit.toml says something that cannot be used; the message names file, key and remedy."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """Base of every section: keys are written-with-dashes, each has a default, unknown ones are refused."""


SECTIONS = ("columns", "crawl", "decisions", "rules", "sections", "suggestions", "worksheet")
"""All that audit.toml may hold; which keys a section has is known where it is read."""
S = TypeVar("S", bound=Section)
T = TypeVar("T")


def read(file: Path, name: str, section: type[S]) -> S:
    """Read `[name]` from audit.toml; the defaults when the file or the section is missing.

    Raises SettingsError when the file is no TOML, or has an unknown section, key, or a value of the wrong kind.
    """
    table = _table(file, name)
    known = [field.encode_name for field in msgspec.structs.fields(section)]
    for key in table:
        if key not in known:
            raise SettingsError(f"{file}: [{name}] has no key “{key}”. {_hint(key, known, 'Known keys')}")
    return _converted(file, name, table, section)


def read_names(file: Path, name: str) -> dict[str, str]:
    """Read a section whose keys are names that a person made up; raises SettingsError as `read` does."""
    return _converted(file, name, _table(file, name), dict[str, str])


def _table(file: Path, name: str) -> dict[str, object]:
    try:
        every = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read as settings: {error}. Correct that place and try again.") from error
    for there in every:
        if there not in SECTIONS:
            raise SettingsError(f"{file} has no section [{there}]. {_hint(there, SECTIONS, 'Sections')}")
    table = every.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: “{name}” must be a section: write [{name}] on a line of its own, its keys below.")
    return table


def _converted(file: Path, name: str, table: dict[str, object], kind: type[T]) -> T:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{file}: in [{name}]: {error}. Correct that value and try again.") from error


def _hint(word: str, known: Sequence[str], what: str) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else f"{what}: {', '.join(known)}."
