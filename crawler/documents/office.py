"""Reads Word, Excel, PowerPoint and OpenDocument files: archives of XML, trusted in nothing they claim."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO

import olefile
from lxml import etree

from crawler.documents.facts import MOST_TEXT, NEEDS_A_KEY, Facts

LARGEST_PART = 100_000_000
"""Bytes of one part of an archive, unpacked, that are read."""
OPEN_XML = {
    "word/document.xml": "Word",
    "xl/workbook.xml": "Excel",
    "xl/workbook.bin": "Excel (binary)",
    "ppt/presentation.xml": "PowerPoint",
}
OPEN_DOCUMENT = {
    "text": "OpenDocument text",
    "spreadsheet": "OpenDocument spreadsheet",
    "presentation": "OpenDocument presentation",
}
OLD = {
    "WordDocument": "Word (old)",
    "Workbook": "Excel (old)",
    "Book": "Excel (old)",
    "PowerPoint Document": "PowerPoint (old)",
}
HYPERLINK = "/relationships/hyperlink"
LINES = frozenset(["p", "h", "si", "is"])
"""Elements that end a line: paragraphs, headings, cells' strings."""
MOST_DIGITS = 7
"""Of a number of pages; longer ones are nonsense."""
OLDEST = 1980
"""Years before are signs of an unset clock."""
UTF8_PAGE = 65001
DAMAGED = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error)
DRAWN_PAGE = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}page"
SPACES = frozenset(["tab", "br", "cr", "s", "line-break"])


class TooLargeError(ValueError):
    """A part of the archive unpacks to more than is read."""


def read_archive(body: bytes) -> Facts:
    """The facts of a document that is a zip archive."""
    facts = Facts()
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            names = archive.namelist()
            main = next((name for name in OPEN_XML if name in names), "")
            if main:
                facts.format = OPEN_XML[main]
                _open_xml(archive, names, facts)
            elif "mimetype" in names and b"opendocument" in (kind := _part(archive, "mimetype")):
                facts.format = OPEN_DOCUMENT.get(kind.decode().rpartition(".")[2].strip(), "OpenDocument")
                _open_document(archive, facts)
            else:
                facts.format = "EPUB" if "META-INF/container.xml" in names else "archive"
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        TooLargeError,
        EOFError,
        KeyError,
        NotImplementedError,
    ) as error:
        facts.problem = f"it is damaged or made to do harm ({error})"
    except RuntimeError as error:  # zipfile's way to say that a password is needed
        facts.problem = NEEDS_A_KEY if "password" in str(error) else f"it is damaged ({error})"
    return facts


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, unpacked; the size is measured while unpacking, not believed."""
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise TooLargeError(f"{name} unpacks to more than {LARGEST_PART // 1_000_000} MB")
    return content


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _beside(archive: zipfile.ZipFile, name: str, facts: Facts) -> etree._Element:
    """A part that only says something about the text; that it is damaged is said, and the text is read without it."""
    try:
        return _parse(_part(archive, name))
    except KeyError:
        return etree.Element("none")
    except DAMAGED as error:
        facts.problem = f"{name} is damaged ({error})"
        return etree.Element("none")


def _known(part: etree._Element) -> dict[str, str]:
    """What a part says of the document: element name to its text."""
    return {_name(e): e.text.strip() for e in part.iter() if e.text and e.text.strip()}


def _count(written: str | None) -> int | None:
    """A number of pages that a program wrote; None where it cannot be one."""
    return int(written) if written and written.isdecimal() and len(written) < MOST_DIGITS else None


def _open_xml(archive: zipfile.ZipFile, names: list[str], facts: Facts) -> None:
    core = _known(_beside(archive, "docProps/core.xml", facts))
    app = _known(_beside(archive, "docProps/app.xml", facts))
    facts.title, facts.author = core.get("title", ""), core.get("creator", "")
    facts.created, facts.modified = core.get("created", ""), core.get("modified", "")
    facts.producer = app.get("Application", "")
    slides = _numbered(names, "ppt/slides/slide")
    sheets = _numbered(names, "xl/worksheets/sheet")
    parts = ["word/document.xml"] if facts.format == "Word" else slides or sheets
    facts.pages = _count(app.get("Pages")) or len(slides or sheets) or None
    # The styles say in which language the text is spelt; LibreOffice's properties name the language of its own menus.
    languages = (e.get(f"{e.tag[:-4]}val") for e in _beside(archive, "word/styles.xml", facts).iter("{*}lang"))
    facts.language = next((language for language in languages if language), core.get("language", ""))
    for part in parts:
        folder, _, file = part.rpartition("/")
        targets = _targets(_beside(archive, f"{folder}/_rels/{file}.rels", facts))
        for element in _parse(_part(archive, part)).iter("{*}hyperlink", "{*}hlinkClick"):
            identity = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            if identity in targets:
                text = " ".join(t.text or "" for t in _paragraph(element).iter("{*}t"))
                facts.links.append((targets[identity], " ".join(text.split())))
    texts = [*(name for name in names if name == "xl/sharedStrings.xml"), *parts]
    _read_lines(facts, (_part(archive, name) for name in texts), lambda name: name == "t")


def _paragraph(element: etree._Element) -> etree._Element:
    """Where the text of a link stands: in it (Word), or in the run whose properties it is among (PowerPoint)."""
    if _name(element) == "hlinkClick" and element.getparent() is not None:
        return element.getparent().getparent()
    return element


def _numbered(names: list[str], start: str) -> list[str]:
    """`slide1.xml`, `slide2.xml` … in the order of their numbers."""
    found = [
        name for name in names if name.startswith(start) and name[len(start) : -4].isdigit() and name.endswith(".xml")
    ]
    return sorted(found, key=lambda name: int(name[len(start) : -4]))


def _targets(relations: etree._Element) -> dict[str, str]:
    """Where the hyperlinks of a part lead, by their identities."""
    return {e.get("Id"): e.get("Target") for e in relations if HYPERLINK in (e.get("Type") or "") and e.get("Target")}


def _open_document(archive: zipfile.ZipFile, facts: Facts) -> None:
    meta = _beside(archive, "meta.xml", facts)
    known = _known(meta)
    facts.title, facts.producer = known.get("title", ""), known.get("generator", "")
    facts.language = known.get("language") or _default_language(_beside(archive, "styles.xml", facts))
    facts.author = known.get("initial-creator") or known.get("creator", "")
    facts.created, facts.modified = known.get("creation-date", ""), known.get("date", "")
    for element in meta.iter("{*}document-statistic"):
        counts = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        facts.pages = _count(counts.get("page-count") or counts.get("table-count"))
    content = _part(archive, "content.xml")
    tree = _parse(content)
    facts.pages = facts.pages or sum(1 for _ in tree.iter(DRAWN_PAGE)) or None
    for element in tree.iter("{*}a"):
        href = next((value for key, value in element.attrib.items() if key.endswith("}href")), "")
        if href:
            facts.links.append((href, " ".join("".join(element.itertext()).split())))
    _read_lines(facts, iter([content]), lambda name: name in ("p", "h", "span", "a"))


def _default_language(styles: etree._Element) -> str:
    """The language in which an office program checks the spelling where nothing else is said."""
    for element in styles.iter("{*}text-properties"):
        said = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        if (language := said.get("language", "none")) != "none":
            return "-".join(part for part in (language, said.get("country", "none")) if part != "none")
    return ""


def _read_lines(facts: Facts, parts: Iterator[bytes], says: Callable[[str], bool]) -> None:
    """Collect the text, one paragraph or cell a line; `says` knows the elements whose own text counts."""
    lines: list[str] = []
    length = 0
    for part in parts:
        words: list[str] = []
        for event, element in etree.iterwalk(_parse(part), events=("start", "end")):
            name = _name(element)
            if event == "start":
                if says(name) and element.text:
                    words.append(element.text)
                elif name in SPACES:
                    words.append(" ")
                continue
            if name in LINES and (line := " ".join("".join(words).split())):
                lines.append(line)
                length += len(line)
                words = []
            if element.tail and says(_name(element.getparent()) if element.getparent() is not None else ""):
                words.append(element.tail)
        if length > MOST_TEXT:
            facts.cut = True
            break
    facts.text = "\n".join(lines)


def read_old(body: bytes) -> Facts:
    """The facts of a Word, Excel or PowerPoint file of before 2007; its text is not read."""
    facts = Facts(format="Office (old)")
    try:
        with olefile.OleFileIO(BytesIO(body)) as file:
            facts.format = next((name for stream, name in OLD.items() if file.exists(stream)), facts.format)
            known = file.get_metadata()
            facts.title, facts.author = _decoded(known.title, known), _decoded(known.author, known)
            facts.producer = _decoded(known.creating_application, known)
            facts.created = _time(known.create_time)
            facts.modified = _time(known.last_saved_time)
            counts = (known.num_pages, known.slides)
            facts.pages = next((n for n in counts if isinstance(n, int) and 0 < n < 10**MOST_DIGITS), None)
            if file.exists("EncryptedPackage"):
                facts.problem = NEEDS_A_KEY
    except (OSError, ValueError, AttributeError, IndexError) as error:
        facts.problem = f"it is damaged ({error})"
    return facts


def _time(written: object) -> str:
    """ISO 8601; empty for the zero of the format, which is the year 1601, and for what is no time."""
    if isinstance(written, datetime) and written.year >= OLDEST:
        return written.isoformat(timespec="seconds")
    return ""


def _decoded(value: object, known: olefile.OleMetadata) -> str:
    """A text in the encoding that the file says; what stands after a zero byte is rubbish."""
    text = str(value or "")
    if isinstance(value, bytes):
        page = known.codepage % 0x10000 if isinstance(known.codepage, int) else 1252
        try:
            text = value.decode("utf-8" if page == UTF8_PAGE else f"cp{page}", "replace")
        except LookupError:
            text = value.decode("cp1252", "replace")
    return text.partition("\0")[0].strip()
