"""Workbooks filled in and saved by exceljs and SheetJS, which many web programs use, come home whole."""

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from returns import DECISION, MINUTES, NOTE, NOW, REASON, TARGET, answer_of, ledger, ready, url_of, worksheet

from assignments.merge import merge
from assignments.records import State

SCRIPT = Path(__file__).with_name("foreign_writers.js")
LETTERS = {DECISION: "E", REASON: "F", TARGET: "G", NOTE: "H", MINUTES: "J"}
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
    cells = {f"{LETTERS[heading]}{4 + n}": value for n in range(15) for heading, value in answer_of(n).items()}
    with ready(tmp_path / "audit") as work:
        command = ["node", SCRIPT, library, worksheet(work), json.dumps(cells), tmp_path / name]
        subprocess.run(command, check=True, timeout=60, capture_output=True)

        merge(work, [tmp_path / name], NOW)

        answers = ledger(work)
        assert Counter(answer.state for answer in answers) == {State.ACCEPTED: 15, State.UNCHANGED: 5}
        for n, answer in enumerate(answers[:15]):
            expected = answer_of(n)
            assert (answer.page_url, answer.decision, answer.note) == (url_of(n), expected[DECISION], expected[NOTE])
            assert (answer.reason, answer.minutes) == (expected[REASON], expected[MINUTES])
