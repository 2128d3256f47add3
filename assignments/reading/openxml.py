"""Reads .xlsx and .xlsm as values through openpyxl; what openpyxl refuses goes to the reader of last resort.

openpyxl’s own loop over a sheet keeps an empty element for every row and reads formats and validations that nobody
asks for (373 MiB for a million coloured rows, and odd ones make it fail). Here lxml hands over rows, merged cells
and links only, and forgets each row (54 MiB); openpyxl turns cells into values. Rows are kept sparse, so that one cell
at XFD1048576 is one cell.
"""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet._reader import (
    CELL_TAG,
    FORMULA_TAG,
    HYPERLINK_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, SHEET_MAIN_NS

from assignments.reading.book import (
    HYPERLINK,
    LAST_ROW,
    MAX_CELLS,
    MAX_ROWS,
    MAX_UNPACKED,
    Book,
    Line,
    Table,
    UnreadableError,
    clean,
    text_of,
)
from assignments.reading.sniff import DAMAGED, SEND_WORKBOOK, TOO_MANY

MAIN = f"{{{SHEET_MAIN_NS}}}"
LONG_NUMBER = 9
"""Figures that no row's number has."""
TEXT = f"{MAIN}t"
LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse what would unpack to too much, and any XML that brings its own definitions (entity bombs).

    zipfile never gives more of a part than its directory entry says, so the entries may be trusted as upper bounds.
    """
    parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels", ".vml"))]
    size = sum(part.file_size for part in parts)
    if size > MAX_UNPACKED:
        raise UnreadableError(
            f"It would unpack to {size // 1_000_000:,} MB, more than the {MAX_UNPACKED // 1_000_000} MB that a workbook"
            f" may have. {SEND_WORKBOOK}"
        )
    for part in parts:
        with archive.open(part) as stream:
            start = stream.read(65_536).replace(b"\0", b"")
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start or (start and not re.search(rb"<[A-Za-z_]", start)):
            raise UnreadableError(
                "It holds XML that no spreadsheet program writes (definitions of its own), as attacks do. "
                f"{SEND_WORKBOOK}"
            )


def read(data: bytes) -> Book:
    """Read one workbook.

    Raises UnreadableError, and whatever openpyxl raises for workbooks that it cannot read.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it will not keep on saving; nothing is saved
        check_parts(archive)
        package = _Package(io.BytesIO(data), read_only=True, keep_links=False)
        package.read()
        if not package.sheets:
            raise UnreadableError(DAMAGED)
        left = MAX_CELLS
        tables = []
        for name, path in package.sheets:
            table = _table(archive, package, name, path, left)
            left -= sum(len(line.cells) for line in table.lines)
            tables.append(table)
        return Book(tuple(tables), _properties(package.wb), *extras(archive))


class _Package(ExcelReader):
    """openpyxl’s reader of a package, without what values do not need: theme, names, and most of the styles.

    It halves the time for a workbook of 100 rows, from 46 to 21 ms.
    """

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self.read_properties()
        self.read_custom()
        self.dates, self.durations = self._formats()
        self.sheets = [
            (sheet.name, relation.target)
            for sheet, relation in self.parser.find_sheets()
            if relation.target in self.valid_files and "chartsheet" not in relation.Type
        ]

    def read_strings(self) -> None:
        """The texts that cells share."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call] # openpyxl’s own
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, item in etree.iterparse(source, tag=f"{MAIN}si", resolve_entities=False, no_network=True):
                self.shared_strings.append(_text(item))
                item.clear()
                while item.getprevious() is not None:
                    del item.getparent()[0]

    def _formats(self) -> tuple[set[int], set[int]]:
        """Numbers of the cell styles that show days, and of those that show durations."""
        if ARC_STYLE not in self.valid_files:
            return set(), set()
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(self.archive.read(ARC_STYLE), parser)
        own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in root.iterfind(f"{MAIN}numFmts/*")}
        codes = BUILTIN_FORMATS | own
        styles = [codes.get(int(one.get("numFmtId", 0)), "") for one in root.iterfind(f"{MAIN}cellXfs/*")]
        dates = {n for n, code in enumerate(styles) if is_date_format(code)}
        return dates, {n for n in dates if is_timedelta_format(styles[n])}


def _table(archive: zipfile.ZipFile, package: _Package, name: str, path: str, cells: int) -> Table:
    with archive.open(path) as source:
        parser = _Sheet(
            source,
            package.shared_strings,
            data_only=True,
            epoch=package.wb.epoch,
            date_formats=package.dates,
            timedelta_formats=package.durations,
        )
        rows: dict[int, dict[int, str]] = {}
        for number, values in parser.rows():
            rows.setdefault(number, {}).update(values)
            cells -= len(values)
            if cells < 0 or len(rows) > MAX_ROWS:
                raise UnreadableError(TOO_MANY)
    links = _links(archive, path, parser.links)
    for number, found in parser.by_formula.items():
        links[number] = found | links.get(number, {})
    lines = tuple(
        Line(number, cells, links.get(number, {}), number in parser.hidden) for number, cells in sorted(rows.items())
    )
    return Table(clean(name), lines, tuple(parser.merged))


class _Sheet(WorkSheetParser):
    """openpyxl’s parser of one sheet, fed with rows, merged cells and links only."""

    def rows(self) -> Iterator[tuple[int, dict[int, str]]]:
        self.merged: list[tuple[int, int, int, int]] = []
        self.links: list[tuple[str, str]] = []
        self.hidden: set[int] = set()
        self.by_formula: dict[int, dict[int, str]] = {}
        wanted = (ROW_TAG, MERGE_TAG, HYPERLINK_TAG)
        for _, element in etree.iterparse(self.source, tag=wanted, resolve_entities=False, no_network=True):
            if element.tag == ROW_TAG:
                number, cells = self.parse_row(element)
                found = {cell["column"]: text for cell in cells if (text := text_of(cell["value"]))}
                if found:
                    if element.get("hidden") in ("1", "true"):
                        self.hidden.add(number)
                    yield number, found
            elif element.tag == MERGE_TAG:
                for part in element:
                    left, top, right, bottom = (edge or 0 for edge in range_boundaries(part.get("ref")))
                    self.merged.append((top, left, bottom, right))
            else:
                self.links = [(part.get("ref", ""), part.get(LINK_ID, "")) for part in element]
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:  # noqa: ANN401 — an lxml element
        number = row.get("r", "")
        told = int(number) if number.isdecimal() and len(number) < LONG_NUMBER else 0
        self.row_counter = told if 0 < told <= LAST_ROW else self.row_counter + 1
        self.col_counter = 0
        # Cells that only have a colour are most of a worksheet.
        filled = (cell for cell in row.iterchildren(CELL_TAG) if len(cell) or "r" not in cell.attrib)
        return self.row_counter, [self.parse_cell(cell) for cell in filled]

    def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 — an lxml element
        """As openpyxl does; a formula that was never calculated gives its own text, so that it is not lost."""
        kind, coordinate = element.get("t"), element.get("r")
        try:
            if coordinate and kind in ("inlineStr", "s"):  # most cells, and slow in openpyxl
                _, column = coordinate_to_tuple(coordinate)
                self.col_counter = column
                if kind == "s":
                    return {"column": column, "value": self.shared_strings[int(element.findtext(VALUE_TAG) or 0)]}
                inline = element.find(INLINE_STRING)
                return {"column": column, "value": None if inline is None else _text(inline)}
            cell: dict[str, Any] = super().parse_cell(element)
        except (ValueError, OverflowError, IndexError, TypeError):
            text = "".join(element.itertext())
            return {"column": self.col_counter, "value": text if kind in (None, "n") else f"#VALUE! ({text})"}
        if element.find(FORMULA_TAG) is not None and (formula := element.findtext(FORMULA_TAG)):
            if cell["value"] is None:
                cell["value"] = f"={formula}"
            if link := HYPERLINK.match(formula):
                self.by_formula.setdefault(self.row_counter, {})[self.col_counter] = clean(link[1])
        return cell


def _text(item: Any) -> str:  # noqa: ANN401 — an lxml element
    """A text in one piece, whatever fonts it changes between; how it is to be spoken (`rPh`) is left out."""
    if len(item) == 1 and item[0].tag == TEXT:  # most are
        return item[0].text or ""
    whole = (*item.iterfind(f"{MAIN}t"), *item.iterfind(f"{MAIN}r/{MAIN}t"))
    return "".join(part.text or "" for part in whole)


def _links(archive: zipfile.ZipFile, path: str, found: list[tuple[str, str]]) -> dict[int, dict[int, str]]:
    if not found:
        return {}
    try:
        relations = get_dependents(archive, get_rels_path(path))  # type: ignore[no-untyped-call] # openpyxl’s own
        targets = {rel.Id: rel.Target for rel in relations}
    except (KeyError, etree.XMLSyntaxError, TypeError, ValueError):
        return {}
    links: dict[int, dict[int, str]] = {}
    for reference, relation in found:
        left, top, _, _ = range_boundaries(reference) if reference else (None, None, None, None)
        if top is not None and left is not None and relation in targets:
            links.setdefault(int(top), {})[int(left)] = clean(targets[relation] or "")
    return links


def _properties(book: Any) -> dict[str, str]:  # noqa: ANN401 — an openpyxl workbook
    known = {str(item.name): text_of(item.value) for item in book.custom_doc_props.props}
    modified = book.properties.modified
    if isinstance(modified, datetime.datetime):
        known["modified"] = modified.replace(tzinfo=None).isoformat(timespec="seconds")
    return known


def extras(archive: zipfile.ZipFile) -> tuple[int, tuple[str, ...]]:
    """How many comments a workbook has, and what of it was left alone."""
    names = [name.lower() for name in archive.namelist()]
    notices = []
    if any(name.endswith("vbaproject.bin") for name in names):
        notices.append("It holds macros, which were not run.")
    if any("externallinks/" in name for name in names):
        notices.append("It links to other workbooks, which were not followed.")
    if any(name.startswith(("/", "..")) or "../" in name or "..\\" in name for name in names):
        notices.append("It holds files with paths that lead outside, which were not unpacked.")
    comments = 0
    for name in archive.namelist():
        if re.fullmatch(r"xl/(comments\d*|comments/comment\d+|threadedcomments/threadedcomment\d+)\.xml", name.lower()):
            with archive.open(name) as stream:
                text = stream.read(5_000_000)
            comments = max(comments, 0) + len(re.findall(rb"<(?:\w+:)?(?:comment|threadedComment)[ >]", text))
    return comments, tuple(notices)
