"""The workbook under real keys and a real mouse: a LibreOffice window on a screen of its own."""

import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from office import PYTHON
from test_workbook import _book, _entry, _look, _written

WANTED = ("soffice", "Xvfb", "openbox", "xdotool")
MISSING = [name for name in WANTED if not shutil.which(name)]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}: apt install xvfb openbox xdotool")


def _in_window(file, *steps):
    """Do these steps as a person would, and give what each one saw."""
    command = [PYTHON, str(Path(__file__).with_name("window.py")), str(file), json.dumps(steps)]
    done = subprocess.run(command, capture_output=True, timeout=240, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _columns(file):
    return {cell.value: cell.column_letter for cell in openpyxl.load_workbook(file).worksheets[1][3]}


def test_typing_over_a_fact_is_refused_with_a_friendly_sentence(tmp_path):
    file = _written(_book(), tmp_path)
    at = _columns(file)
    cells = [f"{at[h]}4" for h in ("ID", "Page", "Open", "What we noticed", "Still needed", "Words", "Web address")]
    says = _look(tmp_path).words.cells

    tries = [
        step
        for cell in cells
        for step in (
            ["select", "Pages", cell],
            ["type", "mine"],
            ["keys", "Return"],
            ["dialog"],
            ["read", "Pages", cell],
        )
    ]
    seen = _in_window(file, *(["read", "Pages", cell] for cell in cells), *tries)

    before, refusals, after = seen[: len(cells)], seen[len(cells) + 3 :: 5], seen[len(cells) + 4 :: 5]
    assert [refusal[:2] for refusal in refusals] == [[says.leave_title, says.leave]] * len(cells)
    assert after == before


def test_a_decision_is_picked_from_the_list_and_another_word_is_refused_with_a_friendly_sentence(tmp_path):
    file = _written(_book(), tmp_path)
    at = _columns(file)
    says = _look(tmp_path).words.cells

    *_, picked, needed, done, _, _, _, refusal, after = _in_window(
        file,
        ["select", "Pages", f"{at['Decision']}4"],
        ["keys", "alt+Down"],
        ["press", "update"],
        ["becomes", "Pages", f"{at['Decision']}4", "update"],
        ["becomes", "Pages", f"{at['Still needed']}4", "← why?"],
        ["becomes", "Start here", "E8", "0 of 3 done"],
        ["select", "Pages", f"{at['Decision']}5"],
        ["type", "bin it"],
        ["keys", "Return"],
        ["dialog"],
        ["read", "Pages", f"{at['Decision']}5"],
    )

    assert (picked, needed, done) == ("update", "← why?", "0 of 3 done")
    assert refusal[:2] == [says.pick_title, says.pick]
    assert after == [[""]]


def test_sorting_with_the_filter_button_keeps_rows_whole(tmp_path):
    entries = [_entry(n, title=title) for n, title in enumerate(("Moor", "Alder", "Yew", "Birch"), 1)]
    file = _written(_book(*entries), tmp_path)
    at = _columns(file)
    area = f"A4:{at['All that we noticed']}7"
    links = ["links", "Pages", at["Open"], [4, 7]]

    *_, before, leads, _, _, _, _, after, then_leads = _in_window(
        file,
        ["select", "Pages", f"{at['Decision']}6"],
        ["type", "not sure"],
        ["keys", "Return"],
        ["becomes", "Pages", f"{at['Still needed']}6", "← your question?"],
        ["select", "Pages", f"{at['Note']}6"],
        ["type", "is it about the yew?"],
        ["keys", "Return"],
        ["becomes", "Pages", f"{at['Still needed']}6", "✓ done"],
        ["read", "Pages", area],
        links,
        ["select", "Pages", f"{at['Page']}3"],
        ["keys", "alt+Down"],
        ["press", "Sort Ascending"],
        ["becomes", "Pages", f"{at['Page']}7", "Yew"],
        ["read", "Pages", area],
        links,
    )

    order = [1, 3, 0, 2]
    assert [row[1] for row in after] == ["Alder", "Birch", "Moor", "Yew"]
    assert after == [before[n] for n in order]
    assert then_leads == [leads[n] for n in order]
    assert sorted(leads) == [f"https://town.example/pensions/{n}" for n in range(1, 5)]
