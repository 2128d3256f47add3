"""Files made to do harm are read within limits or refused with a sentence; the child that reads them serves on."""

import io
import struct
import zipfile

import openpyxl
import pytest

from assignments.reading.book import MAX_PARTS, Book, Parcel, UnreadableError
from assignments.reading.child import Reader

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
NAMES = "urn:oasis:names:tc:opendocument:xmlns"


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def parts():
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("ID", "Decision"), ("K482TM", "keep")):
        book.active.append(row)
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(name, change):
    found = parts()
    return packed(found | {name: change(found.get(name, b""))})


def rows(xml):
    return changed(SHEET, lambda _: b"<worksheet " + MAIN + b"><sheetData>" + xml + b"</sheetData></worksheet>")


def behind(xml):
    return changed(SHEET, lambda sheet: sheet.replace(b"</sheetData>", b"</sheetData>" + xml))


def directory(at, layout, value, data=None):
    """A workbook whose directory lies about every part."""
    lying = bytearray(data or packed(parts()))
    entry = lying.find(b"PK\x01\x02")
    while entry >= 0:
        struct.pack_into(layout, lying, entry + at, value)
        entry = lying.find(b"PK\x01\x02", entry + 4)
    return bytes(lying)


def ods(xml):
    content = (
        f'<o:document-content xmlns:o="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0" '
        f'xmlns:text="{NAMES}:text:1.0"><o:body><o:spreadsheet><table:table table:name="a"><table:table-row>'
        f"{xml}</table:table-row></table:table></o:spreadsheet></o:body></o:document-content>"
    )
    return packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def in_encoding(encoding, name):
    def change(sheet):
        bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
        return f'<?xml version="1.0" encoding="{name}"?>{bomb}{sheet.decode()}'.encode(encoding)

    return changed(SHEET, change)


def symbolic_link():
    out = io.BytesIO()
    link = zipfile.ZipInfo("maria.xlsx")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


FOUR = {(1, 1): "ID", (1, 2): "Decision", (2, 1): "K482TM", (2, 2): "keep"}
NOT_AS_WRITTEN = "no spreadsheet program writes"
MANY = {f"{n}": b"" for n in range(MAX_PARTS + 1)}
REFUSED = {
    "more parts than any workbook": (lambda: packed(MANY), "It holds 5,001 files"),
    "sizes that lie": (lambda: directory(24, "<I", 100), "It is damaged"),
    "a size of 4 GB": (lambda: directory(24, "<I", 0xFFFFFFFF), "It would unpack to"),
    "checksums that lie": (lambda: directory(16, "<I", 1), "It is damaged"),
    "parts that are encrypted": (lambda: directory(8, "<H", 1), "It is damaged"),
    "entities in UTF-16": (lambda: in_encoding("utf-16", "UTF-16"), NOT_AS_WRITTEN),
    "entities in EBCDIC": (lambda: in_encoding("cp037", "cp037"), NOT_AS_WRITTEN),
    "a sheet that lies outside": (
        lambda: changed(
            "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"/xl/worksheets/sheet1.xml", b"file:///etc/passwd")
        ),
        "It is damaged",
    ),
    "endless repeated rows in .ods": (
        lambda: ods(
            f'<table:table-cell table:number-columns-repeated="{10**30}"><text:p>x</text:p></table:table-cell>'
        ),
        "more than 200,000 filled rows or 3,000,000 filled cells",
    ),
    "rows that no number counts in .ods": (
        lambda: ods(
            f'</table:table-row><table:table-row table:number-rows-repeated="{2**63}"><table:table-cell/>'
            "</table:table-row><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
        ),
        "farther out than 1,048,576 rows",
    ),
    "a cell beyond the last column": (lambda: b"ID,Decision\nK482TM,keep" + b"," * 20_000 + b"x\n", "farther out"),
    "deep spans in .ods": (
        lambda: ods(
            f"<table:table-cell><text:p>{'<text:span>' * 100_000}{'</text:span>' * 100_000}</text:p></table:table-cell>"
        ),
        "It is damaged",
    ),
    "a quotation that never ends": (lambda: b'ID,Decision\n"' + b"x" * 11_000_000, "It is damaged"),
    "millions of lines": (lambda: b"a\n" * 210_000, "more than 200,000 filled rows"),
    "endless mails in a mail": (
        lambda: b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(1200)),
        "It is damaged",
    ),
    "a chain of sectors that bites its tail": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
        + b"\0" * 6 + struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + b"\0" * 4096,
        "It is no workbook",
    ),
    "noise behind a true beginning": (
        lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(range(256)) * 50,
        "It is damaged",
    ),
}  # fmt: skip
READ = {
    "names that lead outside": lambda: packed(parts() | {"../../etc/passwd": b"x", "/abs": b"y"}),
    "ten million letters in one cell's text": lambda: changed(
        "xl/sharedStrings.xml", lambda _: b"<sst " + MAIN + b"><si><t>" + b"A" * 10_000_000 + b"</t></si></sst>"
    ),
    "merged cells over everything": lambda: behind(
        b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 5_000 + b"</mergeCells>"
    ),
    "a link on everything": lambda: behind(
        b"<hyperlinks>" + b'<hyperlink ref="A1:XFD1048576"/>' * 5_000 + b"</hyperlinks>"
    ),
    "UTF-16 without harm": lambda: changed(
        SHEET, lambda xml: f'<?xml version="1.0" encoding="UTF-16"?>{xml.decode()}'.encode("utf-16")
    ),
    "prefixes of names": lambda: changed(
        SHEET, lambda xml: xml.replace(b"<worksheet xmlns=", b'<worksheet xmlns:zz="urn:zz" xmlns=')
    ),
    "the strict kind of workbook": lambda: packed(
        {
            name: data.replace(b"schemas.openxmlformats.org/spreadsheetml/2006/", b"purl.oclc.org/ooxml/spreadsheetml/")
            for name, data in parts().items()
        }
    ),
}  # fmt: skip
ODD_CELLS = {
    b'</row><row r="99999999999999999999"><c><v>1</v></c>': "1",
    b'</row><row r="-5"><c><v>1</v></c>': "1",
    b'<c r="ZZZZZZZ1"><v>1</v></c>': None,
    b'<c r="A1" t="s"><v>999999999</v></c>': "#VALUE! (999999999)",
    b'<c r="A1" t="s"><v>1e9</v></c>': "#VALUE! (1e9)",
    b'<c r="A1" t="d"><v>99999-99-99</v></c>': "#VALUE! (99999-99-99)",
    b"<c><v>1e400</v></c>": "inf",
    b"<c><v>NaN</v></c>": "NaN",
    b"<c><v>" + b"9" * 1000 + b"</v></c>": None,
    b'<c r="A1" t="e"><v>#N/A</v></c>': "#N/A",
    b'<c r="A1"><f>1+1</f></c>': "=1+1",
}


def read(reader, tmp_path, data):
    (tmp_path / "a").write_bytes(data)
    return reader.read(tmp_path / "a", "a.xlsx")


@pytest.mark.parametrize("name", REFUSED)
def test_an_attack_is_refused_with_a_sentence(reader, tmp_path, name):
    make, words = REFUSED[name]

    with pytest.raises(UnreadableError, match=words):
        read(reader, tmp_path, make())


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_but_harmless_is_read(reader, tmp_path, name):
    (table,) = read(reader, tmp_path, READ[name]()).tables

    assert {(line.number, column): text for line in table.lines for column, text in line.cells.items()} == FOUR


@pytest.mark.parametrize("cell", ODD_CELLS)
def test_a_cell_that_makes_no_sense_keeps_its_text(reader, tmp_path, cell):
    book = read(reader, tmp_path, rows(b"<row>" + cell + b'<c t="inlineStr"><is><t>beside</t></is></c></row>'))

    texts = [text for line in book.tables[0].lines for text in line.cells.values()]
    assert "beside" in texts
    if ODD_CELLS[cell] is not None:
        assert ODD_CELLS[cell] in texts


def test_links_and_long_names_in_an_archive_are_only_content(reader, tmp_path):
    found = read(reader, tmp_path, symbolic_link())
    long = read(reader, tmp_path, packed({"x" * 60_000 + ".csv": b"ID,Decision"}))

    assert found.files == (("maria.xlsx", b"/etc/passwd"),)
    assert isinstance(long, Parcel)


def test_a_name_with_a_nul_is_cut_as_other_programs_cut_it(reader, tmp_path):
    found = read(reader, tmp_path, packed({"abcXdef.csv": b"ID,Decision"}).replace(b"abcXdef", b"abc\0def"))

    assert found.files == (("abc", b"ID,Decision"),)


def test_the_reader_still_reads_after_all_of_that(reader, tmp_path):
    assert isinstance(read(reader, tmp_path, packed(parts())), Book)
