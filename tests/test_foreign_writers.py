"""Workbooks filled in and saved by other programs and libraries come home whole."""

import json
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pandas
import pytest
from openpyxl.utils import get_column_letter
from returns import (
    DECISION,
    MINUTES,
    NOTE,
    NOW,
    REASON,
    TARGET,
    answer_of,
    columns,
    fill,
    ledger,
    url_of,
    worksheet,
)

from assignments.merge import merge
from assignments.records import State

SCRIPT = Path(__file__).with_name("foreign_writers.js")
HEADINGS = (DECISION, REASON, TARGET, NOTE, MINUTES)
JAVASCRIPT = [
    ("exceljs", "maria.xlsx"), ("exceljs", "maria.csv"), ("sheetjs", "maria.xlsx"), ("sheetjs", "maria.xlsm"),
    ("sheetjs", "maria.ods"), ("sheetjs", "maria.xls"), ("sheetjs", "maria.csv"), ("sheetjs", "maria.html.xls"),
]  # fmt: skip
NUMBERS_SUMMARY = (
    "This document was exported from Numbers. Each table was converted to an Excel worksheet. All other objects on "
    "each Numbers sheet were placed on separate worksheets."
)


@pytest.fixture(scope="module")
def _node():
    asked = ["node", "-e", "require('exceljs'); require('xlsx')"]
    if not shutil.which("node") or subprocess.run(asked, capture_output=True, check=False, timeout=60).returncode:
        pytest.skip("node with the packages exceljs and xlsx (found by NODE_PATH) is not installed")


def come_home(work, file, notices=""):
    """Merge a file with fifteen answers, and compare each with what was typed."""
    summary = merge(work, [file], NOW)

    answers = ledger(work)
    assert Counter(answer.state for answer in answers) == {State.ACCEPTED: 15, State.UNCHANGED: 5}
    for n, answer in enumerate(answers[:15]):
        expected = answer_of(n)
        assert (answer.page_url, answer.decision, answer.note) == (url_of(n), expected[DECISION], expected[NOTE])
        assert (answer.reason, answer.minutes) == (expected[REASON], expected[MINUTES])
    assert summary.files[-1].message == notices


def cells_of(file, sheet="Pages"):
    """The rows of a filled workbook as values."""
    return [list(row) for row in openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True)]


@pytest.mark.usefixtures("_node")
@pytest.mark.parametrize(("library", "name"), JAVASCRIPT)
def test_every_answer_comes_home_from(library, name, work, tmp_path):
    places = columns(openpyxl.load_workbook(worksheet(work))["Pages"])
    letters = {heading: get_column_letter(places[heading]) for heading in HEADINGS}
    cells = {f"{letters[heading]}{4 + n}": value for n in range(15) for heading, value in answer_of(n).items()}
    command = ["node", SCRIPT, library, worksheet(work), json.dumps(cells), tmp_path / name]
    subprocess.run(command, check=True, timeout=60, capture_output=True)

    come_home(work, tmp_path / name)


@pytest.mark.parametrize("name", ["maria.xlsx", "maria.ods", "maria.xls", "maria.csv", "maria.html"])
def test_every_answer_comes_home_from_gnumeric(name, work, tmp_path):
    if not shutil.which("ssconvert"):
        pytest.skip("Gnumeric is not installed")
    kind = {"xlsx": "Gnumeric_Excel:xlsx", "ods": "Gnumeric_OpenCalc:odf", "xls": "Gnumeric_Excel:excel_biff8",
            "csv": "Gnumeric_stf:stf_assistant", "html": "Gnumeric_html:html40"}[name.rpartition(".")[2]]  # fmt: skip
    filled = fill(worksheet(work), tmp_path / "in" / "filled.xlsx", range(15))
    options = ["-O", "sheet=Pages separator=; format=preserve"] if name.endswith("csv") else []
    command = ["ssconvert", "-T", kind, *options, filled, tmp_path / name]
    subprocess.run(command, check=True, timeout=120, capture_output=True)

    come_home(work, tmp_path / name)


@pytest.mark.parametrize("engine", ["openpyxl", "xlsxwriter", "csv", "html"])
def test_every_answer_comes_home_from_pandas(engine, work, tmp_path):
    filled = fill(worksheet(work), tmp_path / "in" / "filled.xlsx", range(15))
    table = pandas.read_excel(filled, sheet_name="Pages", header=2, dtype=object, engine="openpyxl")
    file = tmp_path / f"maria.{engine if engine in ('csv', 'html') else 'xlsx'}"
    if engine == "csv":
        table.to_csv(file)
    elif engine == "html":
        table.to_html(file)
    else:
        table.to_excel(file, engine=engine, sheet_name="Sheet1")

    come_home(work, file)


def test_every_answer_comes_home_from_google_sheets(work, tmp_path):
    """As its downloads are: no dimension, texts in the cells, no properties of its own, no hidden sheet's state."""
    filled = fill(worksheet(work), tmp_path / "in" / "filled.xlsx", range(15))
    file = tmp_path / "Maria.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in google(filled).items():
            archive.writestr(name, data)

    come_home(work, file)


def google(filled):
    """The parts of a workbook as Google Sheets writes them (seen in downloads that people show in bug reports)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = []
    for r, row in enumerate(cells_of(filled), 1):
        cells = []
        for c, value in enumerate(row, 1):
            place = f"{get_column_letter(c)}{r}"
            if isinstance(value, (int, float)):
                cells.append(f'<c r="{place}" s="3"><v>{float(value)}</v></c>')
            elif value:
                text = escape(str(value))
                cells.append(f'<c r="{place}" s="2" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
            else:
                cells.append(f'<c r="{place}" s="2"/>')
        rows.append(f'<row r="{r}" ht="15.75" customHeight="1">{"".join(cells)}</row>')
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{main}" xmlns:r="{office}">'
        '<sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        '<pane xSplit="3.0" ySplit="3.0" topLeftCell="D4" activePane="bottomRight" state="frozen"/></sheetView>'
        '</sheetViews><sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>'
        f'<sheetData>{"".join(rows)}</sheetData><drawing r:id="rId1"/></worksheet>'
    )
    style = '<xf numFmtId="0"/>'
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "xl/drawings/drawing1.xml": '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
        'spreadsheetDrawing"/>',
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{office}/drawing" Target="../drawings/drawing1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="4">{style * 4}</cellXfs></styleSheet>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr/><sheets><sheet state="visible" '
        'name="Pages" sheetId="1" r:id="rId4"/></sheets><definedNames/><calcPr/></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{office}/theme" Target="theme/theme1.xml"/><Relationship '
        f'Id="rId2" Type="{office}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'ContentType="application/xml" Extension="xml"/><Default ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml" Extension="rels"/><Override ContentType="' + types + '.worksheet+xml" PartName="/xl/'
        'worksheets/sheet1.xml"/><Override ContentType="' + types + '.sheet.main+xml" PartName="/xl/workbook.xml"/>'
        '<Override ContentType="' + types + '.styles+xml" PartName="/xl/styles.xml"/></Types>',
    }  # fmt: skip


def test_every_answer_comes_home_from_numbers(work, tmp_path):
    """As its exports are: a summary first, a sheet a table, the table's name above the headings, columns moved."""
    filled = fill(worksheet(work), tmp_path / "in" / "filled.xlsx", range(15))
    book = openpyxl.Workbook()
    summary = book.active
    summary.title = "Export Summary"
    summary["B3"] = NUMBERS_SUMMARY
    for n, text in enumerate(("Numbers Sheet Name", "Numbers Table Name", "Excel Worksheet Name")):
        summary.cell(7, 2 + n).value = text
    summary["B9"], summary["D10"] = "Pages", "Pages - Table 1"
    summary["D10"].hyperlink = "#'Pages - Table 1'!R2C1"
    start = book.create_sheet("Start here - Table 1")
    start.append(["Table 1"])
    start.append(["Hello Maria – thank you for helping!"])
    sheet = book.create_sheet("Pages - Table 1")
    sheet.append(["Table 1"])
    for row in cells_of(filled)[2:]:
        sheet.append(row)
    book.save(tmp_path / "Maria.xlsx")

    come_home(work, tmp_path / "Maria.xlsx")
