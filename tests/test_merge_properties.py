"""Whatever stands in the cells and whatever was done to the sheet: rows in are rows accounted for, none misplaced."""

import csv
import io
import json
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from returns import NOW, ready, title_of, url_of, worksheet

from assignments.merge import known_so_far
from assignments.reading import text
from assignments.reading.child import Reader
from assignments.records import State
from assignments.returned import Kept
from assignments.understand import NoPagesError, of_book

SENT = 20
HEADINGS = ["ID", "Page", "Decision", "Reason", "Which page instead?", "Note", "Row key", "Minutes", "Web address"]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """(what a merge knows, the rows as they were sent)."""
    with ready(tmp_path_factory.mktemp("sent") / "audit") as work, Reader() as reader:
        pages = reader.read(worksheet(work), "maria.xlsx").tables[1]
        at = {heading: column for column, heading in pages.lines[2].cells.items()}
        rows = [[line.cells.get(at[h], "") for h in HEADINGS] for line in pages.lines[3:]]
        yield work, rows


def read(work, rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    known = known_so_far(work, work.draft(), NOW)
    return of_book(text.read(out.getvalue().encode()), Kept("maria.csv", hash="0" * 64), known)


CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["keep", "Delete", "merge", "gone", "not sure", "#N/A", "=1+1", "Decision", "ID", "\u202e", "https://x.example/"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=SENT, max_size=SENT))
def test_any_text_in_the_answers_is_accounted_for_on_its_own_page(sheet, typed):
    work, sent = sheet
    rows = [[r[0], r[1], a[0], a[1], a[2], a[3], r[6], a[4], r[8]] for r, a in zip(sent, typed, strict=True)]

    understood = read(work, [HEADINGS, *rows])

    assert len(understood.answers) == understood.returned.rows == SENT
    for n, answer in enumerate(understood.answers):
        assert answer.page_url == url_of(n)
        assert json.loads(answer.typed).get("reference") == sent[n][0]
        assert answer.decision == "" or answer.state in (State.ACCEPTED, State.INVALID)


def sort_rows(rows, draw):
    column = draw(st.integers(0, 8))
    return sorted(rows, key=lambda row: row[column])


def sort_block(rows, draw):
    first, last = draw(st.sampled_from([(0, 2), (2, 8), (0, 1), (8, 9)]))
    by = draw(st.integers(first, last - 1))
    block = sorted((row[first:last] for row in rows), key=lambda cells: (not cells[by - first], cells[by - first]))
    return [row[:first] + cells + row[last:] for row, cells in zip(rows, block, strict=True)]


def clear_column(rows, draw):
    column = draw(st.sampled_from([0, 1, 8]))
    return [[*row[:column], "", *row[column + 1 :]] for row in rows]


def clear_keys(rows, _):
    return [[*row[:6], "", *row[7:]] for row in rows]


def drop_rows(rows, draw):
    gone = draw(st.sets(st.integers(0, len(rows) - 1), max_size=5))
    return [row for n, row in enumerate(rows) if n not in gone]


def repeat_rows(rows, draw):
    return rows + [list(rows[n]) for n in draw(st.lists(st.integers(0, len(rows) - 1), max_size=4))]


def insert_strangers(rows, draw):
    at = draw(st.integers(0, len(rows)))
    return [*rows[:at], ["", "Total", "", "", "", "", "", "99", ""], list(HEADINGS), *rows[at:]]


def drag_ids(rows, draw):
    at = draw(st.integers(0, len(rows) - 2))
    return [[rows[at][0], *row[1:]] if at <= n < at + 4 else row for n, row in enumerate(rows)]


def mistype_ids(rows, draw):
    at = draw(st.sets(st.integers(0, len(rows) - 1), max_size=4))
    return [[row[0][::-1], *row[1:]] if n in at else row for n, row in enumerate(rows)]


DAMAGE = [sort_rows, sort_block, clear_column, clear_keys, drop_rows, repeat_rows, drag_ids, mistype_ids]
WORDS = ("keep", "update", "archive", "rewrite", "convert")


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_sequence_of_damage_puts_an_answer_on_the_wrong_page(sheet, data):
    work, sent = sheet
    rows = []
    for n, row in enumerate(sent):
        answer = [WORDS[n % 5], f"{title_of(n)[::-1]}", "", f"answer {n}"] if n < 15 else [""] * 4
        rows.append([row[0], row[1], *answer, row[6], "", row[8]])
    done = data.draw(st.lists(st.sampled_from(DAMAGE), min_size=1, max_size=3))
    for damage in done:
        # Once the keys are gone nothing can tell that answers were sorted away from their pages.
        if len(rows) > 3 and not (damage is clear_keys and sort_block in done):
            rows = damage(rows, data.draw)
    if data.draw(st.booleans()):
        rows = insert_strangers(rows, data.draw)
    filled = [row for row in rows if any(row)]
    expected = sum(row[2] != "Decision" for row in filled)

    try:
        answers = read(work, [HEADINGS, *rows]).answers
    except NoPagesError:
        answers = ()
        expected = 0

    assert len(answers) == expected
    for answer in answers:
        noted = re.search(r"answer (\d+)", answer.note)
        if noted and answer.state in (State.ACCEPTED, State.CONFLICT):
            assert answer.page_url == url_of(int(noted[1])), answer.message
    typed = Counter(m for row in filled for m in re.findall(r"answer \d+", row[5]))
    assert typed == Counter(
        m for answer in answers for m in re.findall(r"answer \d+", json.loads(answer.typed).get("note", ""))
    )
