"""Workbooks filled in and saved by exceljs and SheetJS, which many web programs use, come home whole."""

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import openpyxl
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
    ledger,
    ready,
    url_of,
    worksheet,
)

from assignments.merge import merge
from assignments.records import State

SCRIPT = Path(__file__).with_name("foreign_writers.js")
HEADINGS = (DECISION, REASON, TARGET, NOTE, MINUTES)
CASES = [
    ("exceljs", "maria.xlsx"), ("exceljs", "maria.csv"), ("sheetjs", "maria.xlsx"), ("sheetjs", "maria.xlsm"),
    ("sheetjs", "maria.ods"), ("sheetjs", "maria.xls"), ("sheetjs", "maria.csv"), ("sheetjs", "maria.html.xls"),
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _node():
    asked = ["node", "-e", "require('exceljs'); require('xlsx')"]
    if not shutil.which("node") or subprocess.run(asked, capture_output=True, check=False, timeout=60).returncode:
        pytest.skip("node with the packages exceljs and xlsx (found by NODE_PATH) is not installed")


@pytest.mark.parametrize(("library", "name"), CASES)
def test_every_answer_comes_home_from(library, name, tmp_path):
    with ready(tmp_path / "audit") as work:
        places = columns(openpyxl.load_workbook(worksheet(work))["Pages"])
        letters = {heading: get_column_letter(places[heading]) for heading in HEADINGS}
        cells = {f"{letters[heading]}{4 + n}": value for n in range(15) for heading, value in answer_of(n).items()}
        command = ["node", SCRIPT, library, worksheet(work), json.dumps(cells), tmp_path / name]
        subprocess.run(command, check=True, timeout=60, capture_output=True)

        merge(work, [tmp_path / name], NOW)

        answers = ledger(work)
        assert Counter(answer.state for answer in answers) == {State.ACCEPTED: 15, State.UNCHANGED: 5}
        for n, answer in enumerate(answers[:15]):
            expected = answer_of(n)
            assert (answer.page_url, answer.decision, answer.note) == (url_of(n), expected[DECISION], expected[NOTE])
            assert (answer.reason, answer.minutes) == (expected[REASON], expected[MINUTES])
