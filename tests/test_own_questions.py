"""What volunteers write in the lead's own columns comes home with their answers and is shown to the lead."""

import csv
import datetime
import io

import openpyxl
import pytest
from returns import DECISION, NOW, fill, ledger, shared_out, worksheet

from assignments.export import stream
from assignments.merge import merge
from assignments.records import State
from assignments.report import report

OWNER = "Who owns it?"
TOML = f"""
[[worksheet.questions]]
heading = "{OWNER}"

[[worksheet.questions]]
heading = "State"
"""


@pytest.fixture
def work(tmp_path):
    with shared_out(tmp_path / "audit", each=4, toml=TOML) as workspace:
        yield workspace


def exported(work):
    out = io.BytesIO()
    stream(work, "answers", "csv", out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode())))


def test_the_leads_own_columns_stand_after_those_of_every_audit(work, tmp_path):
    said = {0: {OWNER: "our team", "State": "wales"}, 1: {OWNER: "IT", DECISION: "keep"}}
    summary = merge(work, [fill(worksheet(work), tmp_path / "m.xlsx", said, said.__getitem__)], NOW)

    assert summary.states["accepted"] == 2
    assert [(one["decision"], one[OWNER], one["State (asked)"], one["state"]) for one in exported(work)] == [
        ("", "our team", "wales", "accepted"), ("keep", "IT", "", "accepted"), *[("", "", "", "unchanged")] * 2,
    ]  # fmt: skip
    book = openpyxl.load_workbook(report(work, NOW).workbook)["Answers"]
    heading, *rows = book.iter_rows(values_only=True)
    assert [row[heading.index(OWNER)] for row in rows] == ["our team", "IT", None, None]


def test_what_is_added_to_them_later_is_new_and_takes_no_decision_back(work, tmp_path):
    merge(work, [fill(worksheet(work), tmp_path / "1.xlsx", [0], lambda _: {DECISION: "keep", OWNER: "IT"})], NOW)
    more = fill(worksheet(work), tmp_path / "2.xlsx", [0], lambda _: {"State": "wales"})

    merge(work, [more], NOW + datetime.timedelta(days=1))

    (added,) = [one for one in ledger(work) if one.file == "2.xlsx" and one.state is State.ACCEPTED]
    assert (added.decision, added.own) == ("keep", ((OWNER, "IT"), ("State", "wales")))


def test_a_column_that_is_no_longer_asked_about_is_exported_still(work, tmp_path):
    merge(work, [fill(worksheet(work), tmp_path / "1.xlsx", [0], lambda _: {OWNER: "IT"})], NOW)
    work.settings_file.write_text("", encoding="utf-8")

    assert [one[OWNER] for one in exported(work)] == ["IT", "", "", ""]


def test_a_heading_that_the_table_has_already_is_told_apart(work, tmp_path):
    work.settings_file.write_text('[[worksheet.questions]]\nheading = "file"\n', encoding="utf-8")
    merge(work, [fill(worksheet(work), tmp_path / "1.xlsx", [0], lambda _: {DECISION: "keep"})], NOW)

    assert (exported(work)[0]["file"], exported(work)[0]["file (asked)"]) == ("1.xlsx", "")
