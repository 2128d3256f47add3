"""Reads audit.toml strictly: each package describes its own sections, and a key that nobody knows is an error."""

import difflib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar, get_args, get_type_hints

import msgspec

from crawler.errors import AuditError
from crawler.toml import TomlError, parse


class SettingsError(AuditError):
    """audit.toml says something that cannot be used; the message names file, key and remedy."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """Base of every section: keys are written-with-dashes, each has a default, unknown ones are refused."""


SECTIONS = ("columns", "crawl", "decisions", "rules", "sections", "suggestions", "worksheet")
"""All that audit.toml may hold; which keys a section has is known where it is read."""
VALUES = {
    "str": "text between quotation marks",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": 'a list, such as ["one", "two"]',
    "object": "a section of its own",
}
"""What TOML calls by other names, in words."""
_EXPECTED = re.compile(r"Expected `(\w+)`, got `(\w+)`")
_LACKS = re.compile(r"Object missing required field `([\w-]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]*)`")
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]")
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


def has(file: Path, name: str) -> bool:
    """Whether audit.toml has such a section; raises SettingsError when it is no TOML or has one that nobody knows."""
    return bool(_table(file, name))


def read_names(file: Path, name: str) -> dict[str, str]:
    """Read a section whose keys are names that a person made up; raises SettingsError as `read` does."""
    return _converted(file, name, _table(file, name), dict[str, str])


def _table(file: Path, name: str) -> dict[str, object]:
    try:
        every = parse(file.read_bytes()) if file.exists() else {}
    except TomlError as error:
        raise SettingsError(f"{file}{error} Correct that and try again.") from error
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
        raise SettingsError(f"{file}: in [{name}], {_said(error, name, kind)}. Correct that and try again.") from error


def _said(error: msgspec.ValidationError, section: str, kind: type) -> str:
    """What is wrong with a value, in words that need no knowledge of programs."""
    what, _, at = str(error).partition(" - at `")
    path = [key or f"no. {int(number) + 1}" for key, number in _STEP.findall(at)]
    place = f"“{' '.join(path)}”" if path else "a value"
    if "key" not in at and "[...]" in at:
        place = f"a value below {place}" if path else place
    if found := _EXPECTED.fullmatch(what):
        wanted, given = (VALUES.get(one, one) for one in found.groups())
        if found.groups() == ("array", "object") and path and _is_of_sections(_holds(kind, path[0])):
            return f"{place} must be a list of sections: write [[{section}.{path[0]}]], with two brackets"
        return f"{place} must be {wanted}, and is {given}"
    if what.startswith("Invalid enum value") and path and (allowed := _holds(kind, path[0])):
        return f"{place} must be one of {', '.join(f'“{one}”' for one in allowed)}"
    if found := _LACKS.fullmatch(what):
        return f"{place} has no “{found[1]}”, which it must have"
    if found := _UNKNOWN.fullmatch(what):
        return f"{place} has the key “{found[1]}”, which nobody knows"
    return f"{place}: {what}"


def _holds(kind: type, key: str) -> tuple[object, ...]:
    """What the value of a key is made of: the words that it may be, or the kind of its entries."""
    return get_args(get_type_hints(kind).get(key.replace("-", "_")))


def _is_of_sections(entries: tuple[object, ...]) -> bool:
    return bool(entries) and isinstance(entries[0], type) and issubclass(entries[0], msgspec.Struct)


def _hint(word: str, known: Sequence[str], what: str) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else f"{what}: {', '.join(known)}."
