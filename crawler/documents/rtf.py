"""Reads RTF: a text format, of which the words, the title and the dates are wanted and the looks are not."""

import re

from crawler.documents.facts import MOST_TEXT, Facts

_INFO = re.compile(r"\{\\(title|author|creatim|revtim)\b\s?([^{}]*)\}")
_TIME = re.compile(r"\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})(?:\\hr(\d{1,2})\\min(\d{1,2}))?")
_NOT_TEXT = re.compile(
    r"\{\\(?:\*|(?:fonttbl|colortbl|stylesheet|info|pict|header\w?|footer\w?)\b)(?:[^{}]|\{[^{}]*\})*\}"
)
_TOKEN = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,6})\s?(?:\?|\\'[0-9a-fA-F]{2})?|\\(par|line|row|cell|sect|tab)\b\s?|\\[a-z]+-?\d*\s?|\\\W|[{}\r\n]"
)
_FIELD = re.compile(r'HYPERLINK\s+"([^"]*)"')


def read_rtf(body: bytes) -> Facts:
    """The facts of an RTF file; escapes of letters are read as windows-1252."""
    source = body[: 4 * MOST_TEXT].decode("cp1252", "replace")
    facts = Facts(format="RTF", cut=len(body) > 4 * MOST_TEXT)
    known = dict(_INFO.findall(source))
    facts.title, facts.author = _plain(known.get("title", "")), _plain(known.get("author", ""))
    facts.created, facts.modified = _time(known.get("creatim", "")), _time(known.get("revtim", ""))
    facts.links = [(href, "") for href in _FIELD.findall(source)]
    previous = ""
    while previous != source:  # groups stand in groups
        previous, source = source, _NOT_TEXT.sub("", source)
    lines = (" ".join(line.split()) for line in _plain(source).splitlines())
    facts.text = "\n".join(line for line in lines if line)
    return facts


def _plain(source: str) -> str:
    """The text of a piece of RTF; letters beyond the first plane are written as two halves there."""
    text = _TOKEN.sub(_character, source).strip()
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(token: re.Match[str]) -> str:
    code, unicode, control = token.groups()
    if code:
        return bytes([int(code, 16)]).decode("cp1252", "replace")
    if unicode:
        return chr(int(unicode) % 0x10000)
    if control:
        return " " if control == "tab" else "\n"
    return token[0][1] if token[0] in ("\\{", "\\}", "\\\\") else " " if token[0] == "\\~" else ""


def _time(written: str) -> str:
    found = _TIME.search(written)
    if not found:
        return ""
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    return f"{year}-{month:02}-{day:02}" + (f"T{hour:02}:{minute:02}:00" if found[4] else "")
