"""Reads Word, Excel, PowerPoint and OpenDocument files: archives of XML, trusted in nothing they claim."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from crawler.documents.facts import MOST_DIGITS, NEEDS_A_KEY, Facts
from crawler.documents.markup import LARGEST_PART, HarmfulError, local, read_markup

OPEN_XML = {
    "word/document.xml": "Word",
    "xl/workbook.xml": "Excel",
    "xl/workbook.bin": "Excel (binary)",
    "ppt/presentation.xml": "PowerPoint",
}
FOLDERS = ("word/", "xl/", "ppt/")
NUMBERED = re.compile(r"(xl/|ppt)(?:worksheets|/slides)/(?:sheet|slide)(\d{1,6})\.xml")
OPEN_DOCUMENT = {
    "text": "OpenDocument text",
    "spreadsheet": "OpenDocument spreadsheet",
    "presentation": "OpenDocument presentation",
    "graphics": "OpenDocument drawing",
}
DAMAGED = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error)


def read_archive(body: bytes) -> Facts:
    """The facts of a document that is a zip archive."""
    facts = Facts()
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            names = archive.namelist()
            if main := _main(archive, names, facts):
                facts.format = OPEN_XML.get(main) or next(
                    kind for name, kind in OPEN_XML.items() if name[:3] == main[:3]
                )
                _open_xml(archive, main, facts)
            elif "content.xml" in names or "mimetype" in names:
                kind = _part(archive, "mimetype").decode("latin-1") if "mimetype" in names else ""
                facts.format = OPEN_DOCUMENT.get(kind.rpartition(".")[2].strip().partition("-")[0], "OpenDocument")
                _open_document(archive, facts)
            elif "META-INF/container.xml" in names:
                facts.format = "EPUB"
            else:
                facts.format = "archive"
                facts.problem = "it is an archive of other files"
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        HarmfulError,
        EOFError,
        KeyError,
        NotImplementedError,
    ) as error:
        facts.problem = f"it is damaged or made to do harm ({error})"
    except RuntimeError as error:  # zipfile's way to say that a password is needed
        facts.problem = NEEDS_A_KEY if "password" in str(error) else f"it is damaged ({error})"
    return facts


def _main(archive: zipfile.ZipFile, names: list[str], facts: Facts) -> str:
    """The part that holds the text or lists the sheets or slides; empty when it is no file of Microsoft's formats."""
    said = [target.lstrip("/") for _, (kind, target) in _relations(archive, "", facts) if kind == "officeDocument"]
    return next((name for name in (*said, *OPEN_XML) if name in names and name.startswith(FOLDERS)), "")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, unpacked; the size is measured while unpacking, not believed."""
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise HarmfulError(f"{name} unpacks to more than {LARGEST_PART // 1_000_000} MB")
    return content


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


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
    return {local(e.tag): e.text.strip() for e in part.iter() if e.text and e.text.strip()}


def _count(written: str | None) -> int | None:
    """A number of pages that a program wrote; None where it cannot be one."""
    return int(written) if written and written.isdecimal() and len(written) < MOST_DIGITS else None


def _open_xml(archive: zipfile.ZipFile, main: str, facts: Facts) -> None:
    """The facts of a file of Microsoft's formats; the text of a binary workbook is not read."""
    core = _known(_beside(archive, "docProps/core.xml", facts))
    app = _known(_beside(archive, "docProps/app.xml", facts))
    facts.title, facts.author = core.get("title", ""), core.get("creator", "")
    facts.created, facts.modified = core.get("created", ""), core.get("modified", "")
    facts.producer = app.get("Application", "")
    # The styles say in which language the text is spelt; LibreOffice's properties name the language of its own menus.
    languages = (e.get(f"{e.tag[:-4]}val") for e in _beside(archive, "word/styles.xml", facts).iter("{*}lang"))
    facts.language = next((language for language in languages if language), core.get("language", ""))
    if main.endswith(".bin"):
        return
    parts = [main]
    if facts.format == "Word":
        facts.pages = _count(app.get("Pages"))
    else:
        parts = _listed(archive, main, facts)
        facts.pages = len(parts) or None
        parts = [*(name for name in archive.namelist() if name == "xl/sharedStrings.xml"), *parts]
    for part in parts:
        if not facts.cut:
            targets = {key: target for key, (kind, target) in _relations(archive, part, facts) if kind == "hyperlink"}
            read_markup(archive, part, facts, frozenset(["t"]), targets)


def _listed(archive: zipfile.ZipFile, main: str, facts: Facts) -> list[str]:
    """The parts of the sheets or slides, in the order in which they are shown; where that is lost, of their names."""
    known = {key: target for key, (_, target) in _relations(archive, main, facts)}
    shown = _parse(_part(archive, main)).iter("{*}sheet", "{*}sldId")
    keys = (next((v for k, v in e.attrib.items() if k.endswith("}id")), "") for e in shown)
    found = (posixpath.normpath(posixpath.join("/", posixpath.dirname(main), known[k]))[1:] for k in keys if k in known)
    names = archive.namelist()
    numbered = sorted((int(n[2]), n[0]) for name in names if (n := NUMBERED.fullmatch(name)) and n[1] == main[:3])
    return [name for name in found if name in names] or [name for _, name in numbered]


def _relations(archive: zipfile.ZipFile, part: str, facts: Facts) -> Iterator[tuple[str, tuple[str, str]]]:
    """Whatever a part has to do with: the identity by which it names it, of which kind it is, and where it is."""
    folder, _, file = part.rpartition("/")
    for element in _beside(archive, f"{folder}/_rels/{file}.rels".lstrip("/"), facts):
        if element.get("Target"):
            yield element.get("Id"), (element.get("Type", "").rpartition("/")[2], element.get("Target"))


def _open_document(archive: zipfile.ZipFile, facts: Facts) -> None:
    meta = _beside(archive, "meta.xml", facts)
    known = _known(meta)
    facts.title, facts.producer = known.get("title", ""), known.get("generator", "")
    facts.language = known.get("language") or _default_language(_beside(archive, "styles.xml", facts))
    facts.author = known.get("initial-creator") or known.get("creator", "")
    facts.created, facts.modified = known.get("creation-date", ""), known.get("date", "")
    for element in meta.iter("{*}document-statistic"):
        counts = {local(key): value for key, value in element.attrib.items()}
        facts.pages = _count(counts.get("page-count") or counts.get("table-count"))
    if any(True for _ in _beside(archive, "META-INF/manifest.xml", facts).iter("{*}encryption-data")):
        facts.problem = NEEDS_A_KEY
        return
    drawn = read_markup(archive, "content.xml", facts, frozenset(["p", "h", "span", "a"]), {})
    facts.pages = facts.pages or drawn or None


def _default_language(styles: etree._Element) -> str:
    """The language in which an office program checks the spelling where nothing else is said."""
    for element in styles.iter("{*}text-properties"):
        said = {local(key): value for key, value in element.attrib.items()}
        if (language := said.get("language", "none")) != "none":
            return "-".join(part for part in (language, said.get("country", "none")) if part != "none")
    return ""
