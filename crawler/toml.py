"""Reads a TOML file, and says what is wrong with it in words that need no knowledge of TOML."""

import re
import tomllib

_WHERE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
_UNQUOTED = re.compile(
    r"""\s*([\w-]+|"[^"]*")\s*=\s*([“”„«‘’]?)([^\s"'“”„«»‘’\[\]{},#][^"'“”„«»‘’\[\]{},#]*?)[“”»‘’]?\s*(?:#.*)?"""
)
_REMEDIES = {
    "Invalid value": 'A text stands between straight quotation marks, in a list too: ["one", "two"]; '
    "numbers, true and false stand without.",
    "Cannot overwrite": "This name stands there twice. Take one of them out.",
    "Cannot declare": "This section stands there twice. Put all that belongs to it under one heading.",
    "Expected '='": 'A line has the form name = "text"; a name with spaces or accents stands between quotation marks.',
    "Invalid statement": 'A line has the form name = "text"; a name with accents stands between quotation marks.',
    "Expected ']'": "The name of a section stands between brackets: [rules].",
    "Expected newline": "Something stands behind the end of the value. Put it on a line of its own, or take it out.",
    "Unescaped": "Write each backslash in a text twice, or put the text between 'single' quotation marks.",
    "Illegal character": "The quotation mark at the end of the text is missing.",
    'Expected "\'"': "The quotation mark at the end of the text is missing.",
    "Unterminated string": "The quotation mark at the end of a text is missing.",
    "Unclosed array": "In a list, the comma between two entries or the bracket at its end is missing.",
    "Unclosed inline table": "The bracket } at the end is missing.",
}
"""What to do about that which Python's reader calls so."""


class TomlError(ValueError):
    """The text is no TOML; the message says in which line and what to do, and goes on after the name of the file."""


def parse(data: bytes) -> dict[str, object]:
    """Read a TOML file as any editor saves it (with or without a byte order mark); raises TomlError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TomlError(
            f", line {line}, has a letter that is not UTF-8. Save the file with the encoding UTF-8."
        ) from error
    try:
        return tomllib.loads(f"{text}\n")  # so that the last line has an end, too, which is then named
    except tomllib.TOMLDecodeError as error:
        raise TomlError(_said(str(error), text)) from error


def _said(error: str, text: str) -> str:
    found = _WHERE.fullmatch(error)
    what, number = (found[1], int(found[2] or 0)) if found else (error, 0)
    line = text.splitlines()[number - 1] if 0 < number <= len(text.splitlines()) else ""
    remedy = next((said for begins, said in _REMEDIES.items() if what.startswith(begins)), f"{what}.")
    if what == "Invalid value" and (plain := _UNQUOTED.fullmatch(line)):
        name, mark, value = plain.groups()
        if value.lower() in {"true", "false"} and not mark:
            remedy = f"Write it in small letters: {name} = {value.lower()}."
        else:
            quote = "'" if "\\" in value else '"'
            remedy = f"A text stands between straight quotation marks: {name} = {quote}{value}{quote}."
    place = f", line {number}: “{line.strip()}” cannot be read. " if line.strip() else " cannot be read to its end. "
    return f"{place}{remedy}"
