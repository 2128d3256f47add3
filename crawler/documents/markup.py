"""Reads text and links from the XML of an office document while it is unpacked: no tree is built of it."""

import zipfile
from collections.abc import Mapping

from lxml import etree

from crawler.documents.facts import MOST_TEXT, Facts

LARGEST_PART = 100_000_000
"""Bytes of one part of an archive, unpacked, that are read."""
CHUNK = 1 << 16
LINES = frozenset(["p", "h", "si", "is"])
"""Elements that end a line: paragraphs, headings, cells' strings."""
SPACES = frozenset(["tab", "br", "cr", "s", "line-break"])
LINKS = frozenset(["a", "hyperlink", "hlinkClick"])
UNSEEN = frozenset(["Fallback", "moveFrom", "rt", "rPh", "tracked-changes", "annotation", "notes"])
"""What is there twice or is no part of the text: for older programs, moved away, readings of characters, remarks."""


class HarmfulError(ValueError):
    """A part of the archive unpacks to more than is read, or defines what programs do not define."""


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace; empty for comments and their like."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def read_markup(
    archive: zipfile.ZipFile, name: str, facts: Facts, says: frozenset[str], targets: Mapping[str, str]
) -> int:
    """Add the lines and the links of one part to the facts, and give the number of pages drawn in it.

    `says` names the elements whose own text counts; `targets` says where the links lead that the part only numbers.
    Reading ends where MOST_TEXT is reached. Raises HarmfulError, and what zipfile, zlib and lxml raise about damage;
    what was read before it stays.
    """
    told = _Told(name, facts, says, targets)
    parser = etree.XMLParser(target=told, resolve_entities=False, no_network=True, load_dtd=False)
    size = 0
    try:
        with archive.open(name) as part:
            while (chunk := part.read(CHUNK)) and told.length <= MOST_TEXT:
                size += len(chunk)
                if size > LARGEST_PART:
                    raise HarmfulError(f"{name} unpacks to more than {LARGEST_PART // 1_000_000} MB")
                parser.feed(chunk)
        if told.length <= MOST_TEXT:
            parser.close()
    finally:
        facts.cut = told.length > MOST_TEXT
        facts.text = "\n".join(filter(None, [facts.text, *told.lines]))
    return told.pages


class _Told:
    """What a parser tells as it goes along: elements that begin and end, and the text between them."""

    def __init__(self, name: str, facts: Facts, says: frozenset[str], targets: Mapping[str, str]) -> None:
        self._name = name
        self._links, self._says, self._targets = facts.links, says, targets
        self._open: list[str] = []
        self._words: list[str] = []
        self._waiting: list[tuple[str, str, int]] = []  # the element with whose end a link ends, its address, its start
        self._unseen = 0
        self.lines: list[str] = []
        self.length = len(facts.text)
        self.pages = 0

    def doctype(self, *_: object) -> None:
        """Refuse what no office program writes and bombs are made of: here the definition of entities begins."""
        raise HarmfulError(f"{self._name} defines words of its own")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        self._open.append(name)
        self._unseen += name in UNSEEN
        self.pages += name == "page"
        if name in SPACES:
            self._words.append(" ")
        elif name in LINKS and not self._unseen:
            said = {local(key): value for key, value in attributes.items()}
            if address := said.get("href") or self._targets.get(said.get("id", "")):
                # PowerPoint names a link among the properties of the run that holds its text.
                around = self._open[-3:-1]
                inside = around[0] if around[1:] == ["rPr"] else name
                self._waiting.append((inside, address, len(self._words)))

    def data(self, text: str) -> None:
        if not self._unseen and self._open and self._open[-1] in self._says:
            self._words.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002 — the parser gives it
        name = self._open.pop()
        self._unseen -= name in UNSEEN
        if self._waiting and self._waiting[-1][0] == name:
            _, address, start = self._waiting.pop()
            self._links.append((address, " ".join("".join(self._words[start:]).split())))
        if name in LINES:
            if line := " ".join("".join(self._words).split()):
                self.lines.append(line)
                self.length += len(line)
            self._words.clear()

    def close(self) -> None:
        """Nothing is left to tell at the end."""
