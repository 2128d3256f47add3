"""Reads RTF: a text format, of which the words, the links, the title and the dates are wanted and the looks are not.

After the Rich Text Format Specification 1.9.1 of Microsoft, as far as it says what is text and in which encoding.
"""

import re
from dataclasses import dataclass, replace

from crawler.documents.facts import MOST_TEXT, Facts
from crawler.lines import one_line

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|[^\\{}\r\n]+|.")
_LINK = re.compile(r'HYPERLINK\s+"([^"]*)"(?:\s+\\l\s+"([^"]*)")?')
CHARACTERS = {
    **dict.fromkeys(["par", "line", "row", "cell", "nestcell", "sect", "page", "column"], "\n"),
    **dict.fromkeys(["tab", "emspace", "enspace", "qmspace", "~"], " "),
    **{mark: mark for mark in "{}\\\n\r"},
    **dict(
        zip(["emdash", "endash", "bullet", "lquote", "rquote", "ldblquote", "rdblquote", "_"], "—–•‘’“”-", strict=True)
    ),
}
UNSEEN = frozenset(
    [
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("stylesheet", "colortbl", "filetbl", "listtable", "listoverridetable", "revtbl", "rsidtbl"),
        *("pict", "nonshppict", "object", "objdata", "listtext", "pntext", "xe", "tc"),
    ]
)
"""Groups whose text no reader sees, or sees on each page."""
INSIDE = {"info": {"title", "author", "creatim", "revtim"}, "": {"info", "fonttbl", "fldinst", "fldrslt"}}
"""Groups that are looked into, by the group in which they stand; "" is the text itself."""
PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARSETS = {
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Encodings by the number that a font gives of its characters."""


def read_rtf(body: bytes) -> Facts:
    """The facts of an RTF file."""
    rtf = _Rtf()
    rtf.read(body[: 4 * MOST_TEXT].decode("latin-1"))
    said = {name: _characters(parts) for name, parts in rtf.said.items()}
    lines = (one_line([line]) for line in _characters(rtf.said[""]).splitlines())
    return Facts(
        format="RTF",
        cut=len(body) > 4 * MOST_TEXT,
        title=said.get("title", "").strip(),
        author=said.get("author", "").strip(),
        created=_time(rtf.times.get("creatim", {})),
        modified=_time(rtf.times.get("revtim", {})),
        links=rtf.links,
        text="\n".join(line for line in lines if line),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces."""

    into: str = ""
    """The group whose text this is; "" is the text of the document."""
    page: str = ""
    """The encoding of the font; empty is that of the document."""
    instead: int = 1
    """Characters that stand after one in Unicode, for programs that know none."""
    start: int = 0
    """Pieces of text before it."""


class _Rtf:
    """Goes through the tokens once, and keeps the text by the group that it belongs to."""

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {"": []}
        self.links: list[tuple[str, str]] = []
        self.times: dict[str, dict[str, int]] = {}
        self._group = _Group()
        self._stack: list[_Group] = []
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._bytes = bytearray()
        self._left_out = 0
        self._optional = False

    def read(self, source: str) -> None:
        place = 0
        while found := _TOKEN.match(source, place):
            place = found.end()
            word, number, code, mark, brace = found.groups()
            if code:
                self._plain(bytes([int(code, 16)]))
            elif not (word or mark or brace):
                self._plain(found[0].strip("\r\n").encode("latin-1"))
            else:
                self._flush()
                if brace:
                    self._brace(brace)
                elif word == "bin":
                    place += max(0, int(number or 0))
                else:
                    self._control(word or mark, int(number) if number else None)
        self._flush()

    def _plain(self, characters: bytes) -> None:
        left_out = min(self._left_out, len(characters))
        self._left_out -= left_out
        self._bytes += characters[left_out:]

    def _flush(self) -> None:
        """Decode what has come together: a character may be written as several codes."""
        if self._bytes:
            self._say(self._bytes.decode(self._group.page or self._page, "replace"))
            self._bytes.clear()

    def _say(self, text: str) -> None:
        self.said.setdefault(self._group.into, []).append(text)

    def _brace(self, brace: str) -> None:
        self._left_out = 0
        if brace == "{":
            self._stack.append(self._group)
        elif self._stack:
            ended, self._group = self._group, self._stack.pop()
            if ended.into == "fldrslt" != self._group.into:
                self._end_of_link(self.said.pop("fldrslt", []))
        self._optional = False

    def _end_of_link(self, shown: list[str]) -> None:
        found = _LINK.search(_characters(self.said.pop("fldinst", [])))
        if found:
            address = found[1] + (f"#{found[2]}" if found[2] else "")
            self.links.append((address, one_line([_characters(shown)])))
        self.said.setdefault(self._group.into, []).extend(shown)

    def _control(self, word: str, number: int | None) -> None:
        optional, self._optional = self._optional, word == "*"
        into = self._group.into
        if word in INSIDE.get(into, ()) or (into == "fldrslt" and word in INSIDE[""]):
            self._group = replace(self._group, into=word)
        elif optional or word in UNSEEN:
            self._group = replace(self._group, into="unseen")
        elif word in CHARACTERS:
            self._say(CHARACTERS[word])
        elif number is not None:
            self._numbered(word, number)
        elif word in PAGES:
            self._page = PAGES[word]

    def _numbered(self, word: str, number: int) -> None:
        if word == "u":
            self._say(chr(number % 0x10000))
            self._left_out = self._group.instead
        elif word == "uc":
            self._group = replace(self._group, instead=max(0, number))
        elif word == "ansicpg":
            self._page = _known(f"cp{number}") or self._page
        elif word == "f":
            self._font = number
            self._group = replace(self._group, page=self._fonts.get(number, ""))
        elif word == "fcharset" and self._group.into == "fonttbl":
            self._fonts[self._font] = CHARSETS.get(number, "")
        elif self._group.into in ("creatim", "revtim"):
            self.times.setdefault(self._group.into, {})[word] = number


def _known(page: str) -> str:
    """The name of an encoding, the Macintosh's as Windows numbers it too; empty when there is none."""
    try:
        "".encode(page := "mac_roman" if page == "cp10000" else page)
    except LookupError:
        return ""
    return page


def _characters(parts: list[str]) -> str:
    """Pieces of text put together; characters beyond the first plane are written as two halves there."""
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _time(said: dict[str, int]) -> str:
    if not said.get("yr"):
        return ""
    date = f"{said['yr']:04}-{said.get('mo', 1):02}-{said.get('dy', 1):02}"
    return f"{date}T{said['hr']:02}:{said.get('min', 0):02}:00" if "hr" in said else date
