"""The workbook in a real LibreOffice: it counts, colours, refuses, sorts whole rows and survives other formats."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from openpyxl.utils import column_index_from_string, coordinate_to_tuple
from test_workbook import _book, _entry, _look, _pages, _written

from assignments import identity

PYTHON = next((p for p in ("/usr/bin/python3", sys.executable) if Path(p).exists()), sys.executable)
UNO = subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
pytestmark = pytest.mark.skipif(
    not (UNO and shutil.which("soffice")), reason="needs LibreOffice: apt install libreoffice-calc python3-uno"
)
GREEN, RED, CREAM = "#DFF2DF", "#F4B6B6", "#FFFBEA"


def _in_calc(file, *steps):
    """Do these steps in LibreOffice, and give what each one saw."""
    command = [PYTHON, str(Path(__file__).with_name("calc.py")), str(file), json.dumps(steps)]
    done = subprocess.run(command, capture_output=True, timeout=120, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _columns(file):
    sheet = openpyxl.load_workbook(file).worksheets[1]
    return {cell.value: cell.column_letter for cell in sheet[3]}


def _colours(html, *cells):
    """What LibreOffice paints behind cells of the sheet of pages, conditions included."""
    table = BeautifulSoup(html.read_text(encoding="utf-8"), "html.parser").find_all("table")[1]
    rows = table.find_all("tr")
    at = [coordinate_to_tuple(cell) for cell in cells]
    return [rows[row - 1].find_all("td")[column - 1].get("bgcolor") for row, column in at]


def test_answers_are_counted_coloured_and_asked_for(tmp_path):
    file = _written(_book(*(_entry(n) for n in range(1, 9))), tmp_path)
    at = _columns(file)
    decision, reason, target, note = (at[h] for h in ("Decision", "Reason", "Which page instead?", "Note"))
    answers = {
        f"{decision}4": "keep",
        f"{decision}5": "merge",
        f"{decision}6": "merge",
        f"{target}6": "https://town.example/x",
        f"{decision}7": "delete",
        f"{target}7": "gone",
        f"{decision}8": "not sure",
        f"{reason}9": "a reason alone",
        f"{decision}10": "bin it",
    }
    html = tmp_path / "seen.html"

    _, states, start, pages, chart, _ = _in_calc(
        file,
        ["fill", "Pages", answers],
        ["read", "Pages", f"{at['Still needed']}4:{at['Still needed']}11"],
        ["read", "Start here", "D8:E8"],
        ["read", "Pages", f"{decision}1"],
        ["read", "Lists", "A1:B2"],
        ["save", str(html), "HTML (StarCalc)"],
    )

    assert [state for (state,) in states] == [
        "✓ done", "← which page?", "✓ done", "← why?", "← your question?", "← a decision", "← a decision", "",
    ]  # fmt: skip
    assert start == [["█" * 5 + "░" * 15, "2 of 8 done"]]
    assert pages == "2 of 8 done"
    assert chart == [["Done", "2"], ["To do", "6"]]
    shown = _colours(html, "B4", f"{target}4", f"{target}5", f"{reason}7", f"{note}8", f"{decision}10", f"{decision}11")
    assert shown == [GREEN, GREEN, RED, RED, RED, RED, CREAM]


def test_drop_downs_take_the_words_and_facts_refuse_typing_with_a_friendly_sentence(tmp_path):
    file = _written(_book(), tmp_path)
    at = _columns(file)
    facts = [f"{at[h]}4" for h in ("ID", "Page", "What we noticed", "Row key", "Still needed", "Words", "Web address")]

    protected, visible, decision, reason, *refusals = _in_calc(
        file,
        ["protected", "Pages"],
        ["visible"],
        ["check", "Pages", f"{at['Decision']}4"],
        ["check", "Pages", f"{at['Reason']}4"],
        *(["check", "Pages", cell] for cell in facts),
    )

    leave = _look(tmp_path).words.cells.leave
    assert protected
    assert visible == {
        "Start here": True,
        "Pages": True,
        "Ideas": True,
        "Notes explained": True,
        "Lists": False,
        "_audit": False,
    }
    assert decision[:3] == ["LIST", "Decisions", "STOP"]
    assert reason[:3] == ["LIST", "Reasons", ""]
    assert {refusal[1] for refusal in refusals} <= {"0", "FALSE", "FALSE()"}
    assert [(kind, style, says) for kind, _, style, says in refusals] == [("CUSTOM", "STOP", leave)] * len(facts)


def test_sorting_keeps_rows_whole(tmp_path):
    entries = [_entry(n, title=title) for n, title in enumerate(("Moor", "Alder", "Yew", "Birch"), 1)]
    file = _written(_book(*entries), tmp_path)
    at = _columns(file)
    answers = {f"{at['Decision']}{row}": "keep" for row in (4, 6)} | {f"{at['Note']}6": "about the yew"}

    before, *_, after = _in_calc(
        file,
        ["read", "Pages", f"A4:{at['Web address']}7"],
        ["fill", "Pages", answers],
        ["sort", "Pages", f"A4:{at['Web address']}7", 1],
        ["read", "Pages", f"A4:{at['Web address']}7"],
    )

    names = [row[1] for row in after]
    note, state = (column_index_from_string(at[h]) - 1 for h in ("Note", "Still needed"))
    key = column_index_from_string(at["Row key"]) - 1
    assert names == ["Alder", "Birch", "Moor", "Yew"]
    assert {row[1]: (row[0], row[key], row[-1]) for row in after} == {
        row[1]: (row[0], row[key], row[-1]) for row in before
    }
    assert [(row[note], row[state]) for row in after] == [
        ("", ""),
        ("", ""),
        ("", "✓ done"),
        ("about the yew", "✓ done"),
    ]


@pytest.mark.parametrize(("ending", "filter_name"), [("ods", "calc8"), ("xls", "MS Excel 97")])
def test_drop_downs_protection_and_identity_survive_another_format_and_back(tmp_path, ending, filter_name):
    file = _written(_book(), tmp_path)
    at = _columns(file)
    away, back = tmp_path / f"away.{ending}", tmp_path / "back.xlsx"
    _in_calc(file, ["fill", "Pages", {f"{at['Decision']}4": "keep"}], ["save", str(away), filter_name])

    check, protected, _ = _in_calc(
        away,
        ["check", "Pages", f"{at['Decision']}5"],
        ["protected", "Pages"],
        ["save", str(back), "Calc MS Excel 2007 XML"],
    )

    book = openpyxl.load_workbook(back)
    rows = _pages(back)
    assert check[0] == "LIST"
    assert protected
    assert {prop.name: prop.value for prop in book.custom_doc_props}["audit_batch"] == "B07"
    assert [row["ID"] for row in rows] == [identity.make(n) for n in (1, 2, 3)]
    assert [identity.parse_key(row["Row key"]).part for row in rows] == ["B07"] * 3
    assert rows[0]["Decision"] == "keep"


def test_it_prints_on_pages_as_wide_as_the_paper_with_the_headings_on_each(tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext: apt install poppler-utils")
    file = _written(_book(*(_entry(n, noticed=("Says “soon”, since 2014",) * 3) for n in range(1, 61))), tmp_path)
    _in_calc(file, ["save", str(tmp_path / "print.pdf"), "calc_pdf_Export"])

    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "print.pdf", "-"], capture_output=True, text=True, check=True
    )
    sheets = text.stdout.split("\f")[:-1]
    pages = [sheet for sheet in sheets if "Still needed" in sheet]
    assert "Hello Maria – thank you for helping!" in sheets[0]
    assert "Your ideas" in sheets[-2]
    assert "What our notes mean" in sheets[-1]
    assert len(pages) == len(sheets) - 3 <= 9
    assert all("Decision" in page and "What did we" in page for page in pages)
