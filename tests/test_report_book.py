"""The report as a workbook: a sheet a table, every cell a value."""

import zipfile

import openpyxl
import small

from assignments.report import report
from assignments.tables import TABLES

GONE = "does not exist (404); first seen so on 29 May 2026"


def test_the_workbook_holds_everything(small_workspace):
    book = openpyxl.load_workbook(report(small_workspace, small.NOW).workbook)
    size = {sheet.title: sheet.max_row - 1 for sheet in book}

    assert size == {
        "Summary": 32, "Pages": 13, "Findings": 4, "Links": 5, "Rows": 7, "Answers": 9, "Decisions": 6, "Redirects": 3,
        "Suggestions": 1, "Ideas": 1, "Clashes": 1, "Verified": 1, "Not fetched": 3,
    }  # fmt: skip
    assert [cell.value for cell in book["Pages"][1]] == list(TABLES["pages"].columns)
    assert {row[0].value: row[1].value for row in book["Summary"]}["Pages decided"] == 3
    assert [[cell.value for cell in row] for row in book["Links"].iter_rows(min_row=2)] == [
        ["https://gone.example/page", None, "broken", 404, GONE, 1, 1, small.at("grants/")],
        ["https://slow.example/", None, "unsure", 0, "no answer within 20 seconds", 1, 1, small.at("grants/")],
        [small.at("grants/missing"), None, "broken", 404, "does not exist (404)", 1, 1, small.at("grants/apply")],
        [small.at("old"), None, "redirect", 301, None, 1, 1, small.SITE],
        [
            small.at("grants/apply"),
            "forms",
            "broken",
            200,
            "the page has no place named “forms”",
            1,
            1,
            small.at("grants/"),
        ],
    ]
    assert all(sheet.freeze_panes == "B2" and sheet.auto_filter.ref for sheet in book)
    dates = {row[0].value: row[16].value for row in book["Pages"]}
    assert dates[small.at("grants/apply")].isoformat() == "2014-03-02T00:00:00"


def test_no_cell_of_the_workbook_is_a_formula(small_workspace):
    archive = zipfile.ZipFile(report(small_workspace, small.NOW).workbook)
    sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]

    assert not any("<f>" in sheet for sheet in sheets)
    assert sum("=HYPERLINK(" in sheet for sheet in sheets) == 1


def test_what_was_typed_into_the_workbook_is_kept_beside_the_new_one(small_workspace):
    file = report(small_workspace, small.NOW).workbook
    assert report(small_workspace, small.NOW).kept == ()  # nothing was typed
    book = openpyxl.load_workbook(file)
    book["Pages"]["A99"] = "Ask Mair about this"
    book.save(file)

    made = report(small_workspace, small.NOW)

    assert made.kept == ("reports/audit-typed.xlsx",)
    kept = openpyxl.load_workbook(small_workspace.reports / "audit-typed.xlsx")
    assert kept["Pages"]["A99"].value == "Ask Mair about this"
    assert openpyxl.load_workbook(made.workbook)["Pages"]["A99"].value is None
