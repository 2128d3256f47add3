"""Any file that people send is read as cells of text, or refused with a sentence of its own."""

import csv
import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from assignments.reading.book import Book, Parcel, UnreadableError
from assignments.reading.child import Reader, read_all


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def cells(book):
    return [[text for _, text in sorted(line.cells.items())] for line in book.tables[0].lines]


ROWS = [["ID", "Décision"], ["K482TM", "keep – “fine”"], ["B2345C", "😀 two\nlines"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_is_read_whatever_its_separator_and_encoding(reader, tmp_path, separator, encoding):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(ROWS)
    (tmp_path / "a.txt").write_bytes(out.getvalue().encode(encoding))

    assert cells(reader.read(tmp_path / "a.txt", "a.txt")) == ROWS


def test_old_encodings_are_read_and_named(reader, tmp_path):
    (tmp_path / "a.csv").write_bytes("ID;Décision\nK482TM;garder “ça”\n".encode("cp1252"))

    book = reader.read(tmp_path / "a.csv", "a.csv")

    assert cells(book) == [["ID", "Décision"], ["K482TM", "garder “ça”"]]
    assert "Windows-1252" in book.notices[0]


def test_tables_in_html_are_read_under_any_name(reader, tmp_path):
    html = "<html><table><tr><th>ID<th>Decision</tr><tr><td rowspan=2>K482TM<td>keep</tr><tr><td>bin</tr></table>"
    (tmp_path / "a.xls").write_text(html, encoding="utf-8")

    (table,) = reader.read(tmp_path / "a.xls", "a.xls").tables

    assert [line.cells for line in table.lines] == [{1: "ID", 2: "Decision"}, {1: "K482TM", 2: "keep"}, {2: "bin"}]
    assert table.merged == ((2, 1, 3, 1),)


def test_a_workbook_gives_values_links_merged_cells_and_properties(reader, tmp_path):
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Pages")
        sheet.write_url("A1", "https://town.example/", string="Town")
        sheet.write("B1", 12.0)
        sheet.write("C1", True)
        sheet.write_formula("D1", "=1+1", None, 2)
        sheet.merge_range("A2:A4", "three")
        book.set_custom_property("audit_round", "7", "text")

    found = reader.read(file, "a.xlsx")

    (table,) = found.tables
    assert [(line.number, line.cells) for line in table.lines] == [
        (1, {1: "Town", 2: "12", 3: "TRUE", 4: "2"}), (2, {1: "three"}),
    ]  # fmt: skip
    assert table.lines[0].links == {1: "https://town.example/"}
    assert table.merged == ((2, 1, 4, 1),)
    assert found.properties["audit_round"] == "7"


def test_rows_below_a_wrong_dimension_are_read(reader, tmp_path):
    book = openpyxl.Workbook()
    for n in range(64):
        book.active.append([n])
    file = tmp_path / "a.xlsx"
    book.save(file)
    _replace(file, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:A64"', b'ref="A1"'))

    assert len(reader.read(file, "a.xlsx").tables[0].lines) == 64


def _replace(file, part, change):
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _workbook(file, rows=(("ID", "Decision"), ("K482TM", "keep"))):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def _zip(file, **parts):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return file


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "It is empty"),
        (b"%PDF-1.4", "It is a PDF"),
        (b"{\\rtf1", "It is a text document"),
        (b"\x89PNG\r\n", "It is a picture"),
        (b"\xff\xd8\xff\xe0", "It is a photo"),
        (b"Rar!\x1a\x07", "It is a RAR archive"),
        (b"PK\x03\x04 cut off", "It is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", "It is damaged"),
        (b"\x00\x01\x02\x03\x04" * 100, "It is no workbook"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "one XML file"),
        (b'{"url": "https://docs.google.com/open?id=1"}', "shortcut to a Google Sheet"),
        (b"<html><body>Sign in</body></html>", "a web page without a table"),
        (b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Hi\r\n\r\nDone!", "a mail without a workbook"),
    ],
)
def test_what_cannot_be_read_says_what_to_ask_for(reader, tmp_path, data, words):
    (tmp_path / "a.xlsx").write_bytes(data)

    with pytest.raises(UnreadableError, match=words):
        reader.read(tmp_path / "a.xlsx", "a.xlsx")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word__document_dot_xml": ""}, "Word document"),
        ({"xl__workbook_dot_bin": ""}, "binary workbook"),
        ({"Index__Document_dot_iwa": ""}, "Apple Numbers"),
        ({"ppt__slide_dot_xml": ""}, "PowerPoint"),
    ],
)
def test_other_office_files_are_named(reader, tmp_path, parts, words):
    with pytest.raises(UnreadableError, match=words):
        reader.read(_zip(tmp_path / "a.xlsx", **parts), "a.xlsx")


def test_a_lock_file_is_known_by_its_name(reader, tmp_path):
    with pytest.raises(UnreadableError, match="small marker"):
        reader.read(_workbook(tmp_path / "~$a.xlsx"), "~$a.xlsx")


def test_xml_with_definitions_of_its_own_is_refused(reader, tmp_path):
    file = _workbook(tmp_path / "a.xlsx")
    bomb = b'<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
    _replace(file, "xl/worksheets/sheet1.xml", lambda xml: bomb + xml)

    with pytest.raises(UnreadableError, match="as attacks do"):
        reader.read(file, "a.xlsx")


def test_a_zip_bomb_is_refused_by_what_it_claims(reader, tmp_path):
    file = _workbook(tmp_path / "a.xlsx")
    _replace(
        file, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * 160_000_000)
    )

    with pytest.raises(UnreadableError, match="would unpack to 160 MB"):
        reader.read(file, "a.xlsx")


def test_one_cell_in_the_last_corner_is_one_cell(reader, tmp_path):
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "ID")
        sheet.write("XFD1048576", "stray")

    (table,) = reader.read(file, "a.xlsx").tables

    assert [(line.number, line.cells) for line in table.lines] == [(1, {1: "ID"}), (1048576, {16384: "stray"})]


def test_repeated_cells_count_before_they_are_written_out(reader, tmp_path):
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="1024" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = _zip(tmp_path / "a.ods", mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=content)

    with pytest.raises(UnreadableError, match="more than 200,000 filled rows"):
        reader.read(file, "a.ods")


def test_a_child_that_is_lost_takes_only_its_own_file_along(tmp_path):
    good = _workbook(tmp_path / "good.xlsx")
    slow = tmp_path / "slow.csv"
    slow.write_text("a,b\n" * 2_000_000, encoding="utf-8")
    with Reader(seconds=0.2) as one:
        with pytest.raises(UnreadableError, match="more than 60 seconds"):
            one.read(slow, "slow.csv")
        one.seconds = 60

        assert isinstance(one.read(good, "good.xlsx"), Book)


def test_many_files_are_read_in_order(tmp_path):
    files = [_workbook(tmp_path / f"{n}.xlsx", [[f"book {n}"]]) for n in range(12)]
    (tmp_path / "5.xlsx").write_bytes(b"")

    found = list(read_all((file, file.name) for file in files))

    assert [cells(one) if isinstance(one, Book) else "no" for one in found] == [
        "no" if n == 5 else [[f"book {n}"]] for n in range(12)
    ]


def test_an_archive_gives_its_files_without_their_paths(reader, tmp_path):
    file = tmp_path / "all.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../etc/maria.csv", "ID,Decision\n")
        archive.writestr("__MACOSX/._maria.csv", "x")

    found = reader.read(file, "all.zip")

    assert isinstance(found, Parcel)
    assert found.files == (("maria.csv", b"ID,Decision\n"),)


@pytest.mark.skipif("AUDIT_SHARED" not in os.environ, reason="AUDIT_SHARED names no folder with shared test data")
def test_every_hostile_or_odd_workbook_is_read_or_refused_with_a_sentence():
    folder = Path(os.environ["AUDIT_SHARED"]) / "gold" / "workbooks"
    files = sorted(file for file in folder.rglob("*") if file.is_file())

    found = list(read_all((file, file.name) for file in files))

    assert len(found) == len(files)
    assert sum(isinstance(one, Book) for one in found) >= 140
    assert all(str(one).endswith(".") for one in found if isinstance(one, UnreadableError))
