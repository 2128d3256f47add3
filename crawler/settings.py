"""Reads audit.toml strictly: each package describes its own sections, and a key that nobody knows is an error."""

import difflib
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from crawler.errors import AuditError


class SettingsError(AuditError):
    """audit.toml says something that cannot be used; the message names file, key and remedy."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """Base of every section: keys are written-with-dashes, each has a default, unknown ones are refused."""


S = TypeVar("S", bound=Section)


def read(file: Path, name: str, section: type[S]) -> S:
    """Read `[name]` from audit.toml; the defaults when the file or the section is missing.

    Raises SettingsError when the file is no TOML, or the section has an unknown key or a value of the wrong kind.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get(name, {}) if file.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read as settings: {error}. Correct that place and try again.") from error
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: “{name}” must be a section: write [{name}] on a line of its own, its keys below.")
    known = [field.encode_name for field in msgspec.structs.fields(section)]
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else f"Known keys: {', '.join(known)}."
            raise SettingsError(f"{file}: [{name}] has no key “{key}”. {hint}")
    try:
        return msgspec.convert(table, section)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{file}: in [{name}]: {error}. Correct that value and try again.") from error
