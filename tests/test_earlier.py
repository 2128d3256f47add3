"""What came earlier for a row is superseded, added to or repeated by later answers; the lead's word stays."""

import datetime
import re
import zipfile

import openpyxl
import pytest
from returns import DECISION, NOW, TARGET, WRONG, columns, decisions, fill, ledger, ready, says, url_of, worksheet
from writers import as_ods

from assignments.merge import merge
from assignments.records import LEAD, Agreement, Clash, Conflict, Row, State

DAY = datetime.timedelta(days=1)


@pytest.fixture
def work(tmp_path):
    with ready(tmp_path / "audit", overlap=1) as workspace:
        yield workspace


def type_in(file, sheet, row, **cells):
    """Type into a row of one of the lead's workbooks, counted from 0."""
    book = openpyxl.load_workbook(file)
    at = columns(book[sheet])
    for heading, value in cells.items():
        book[sheet].cell(4 + row, at[heading]).value = value
    book.save(file)
    return file


def decided(work, n=0):
    one = decisions(work)[url_of(n)]
    return one.decision, one.decided_by, one.state


def test_a_row_without_a_decision_adds_to_the_one_that_was_sent_before(work, tmp_path):
    merge(work, [fill(worksheet(work), tmp_path / "1.xlsx", [0], says("delete", "gone", "old"))], NOW)
    later = fill(worksheet(work), tmp_path / "2.xlsx", [0], lambda _: {WRONG: "that link works"})

    merge(work, [later], NOW + DAY)

    assert decided(work) == ("delete", "Maria Lopez", Agreement.AGREED)
    (added,) = [one for one in ledger(work) if one.file == "2.xlsx" and one.state is State.ACCEPTED]
    assert (added.decision, added.target, added.note, added.wrong_finding) == (
        "delete", "gone", "old", "that link works",
    )  # fmt: skip
    assert added.message == "The decision from “1.xlsx” stays."


def test_a_row_without_a_decision_does_not_settle_two_that_differ(work, tmp_path):
    files = [fill(worksheet(work), tmp_path / f"{word}.xlsx", [0], says(word)) for word in ("keep", "update")]
    merge(work, files, NOW)
    later = fill(worksheet(work), tmp_path / "later.xlsx", [0], lambda _: {WRONG: "that link works"})

    merge(work, [later], NOW + DAY)

    assert decided(work) == ("", "Maria Lopez", Agreement.CONFLICT)


def test_the_leads_word_on_a_row_stays_when_its_volunteer_sends_another(work, tmp_path):
    unclear = fill(worksheet(work), tmp_path / "1.xlsx", [0], says("delete or keep"))
    unplaced = work.folder / merge(work, [unclear], NOW).unplaced_file
    merge(work, [type_in(unplaced, "Unplaced", 0, **{DECISION: "keep"})], NOW + DAY)

    merge(work, [fill(worksheet(work), tmp_path / "2.xlsx", [0], says("delete", "gone"))], NOW + 2 * DAY)

    assert decided(work) == ("keep", LEAD, Agreement.AGREED)


def test_what_the_lead_typed_and_nobody_understands_waits_in_the_leads_words(work, tmp_path):
    unclear = fill(worksheet(work), tmp_path / "1.xlsx", [0], says("delete or keep"))
    unplaced = work.folder / merge(work, [unclear], NOW).unplaced_file

    half = merge(work, [type_in(unplaced, "Unplaced", 0, **{DECISION: "delete"})], NOW + DAY)
    again = openpyxl.load_workbook(unplaced)["Unplaced"]
    at = columns(again)
    waiting = [again.cell(4, at[name]).value for name in ("From", DECISION, "What the matter is")]
    whole = merge(work, [type_in(unplaced, "Unplaced", 0, **{TARGET: "gone"})], NOW + 2 * DAY)

    assert (half.states["invalid"], half.unsettled) == (1, 1)
    assert waiting == [
        LEAD, "delete", "It says delete, but not where its visitors should go (a page, or “gone”).",
    ]  # fmt: skip
    assert (whole.unsettled, decided(work)) == (0, ("delete", LEAD, Agreement.AGREED))


@pytest.mark.parametrize("sheet", ["My  pages", "Pages de l’e\u0301te\u0301", "Pages\u200b", "Pages "])
def test_the_leads_word_finds_its_row_whatever_its_sheet_is_called(work, tmp_path, sheet):
    book = openpyxl.load_workbook(fill(worksheet(work), tmp_path / "1.xlsx", [0], says("delete or keep")))
    book["Pages"].title = sheet
    book.save(tmp_path / "1.xlsx")
    unplaced = work.folder / merge(work, [tmp_path / "1.xlsx"], NOW).unplaced_file

    merge(work, [type_in(unplaced, "Unplaced", 0, **{DECISION: "keep"})], NOW + DAY)

    assert decided(work) == ("keep", LEAD, Agreement.AGREED)


def test_two_words_of_the_lead_that_come_at_once_and_differ_are_asked_about(work, tmp_path):
    files = [fill(worksheet(work, who), tmp_path / f"{who}.xlsx", [0], says("hm")) for who in ("maria", "jon")]
    unplaced = work.folder / merge(work, files, NOW).unplaced_file
    type_in(unplaced, "Unplaced", 0, **{DECISION: "keep"})
    type_in(unplaced, "Unplaced", 1, **{DECISION: "archive"})

    merge(work, [unplaced], NOW + DAY)

    assert decided(work) == ("", LEAD, Agreement.CONFLICT)
    assert [(one.clash, one.message) for one in work.records(Conflict)] == [
        (Clash.PEOPLE, "Opinions differ. the lead: keep; the lead: archive.")
    ]


def test_a_page_and_a_decision_that_the_lead_gives_to_a_lost_row_are_the_leads_word(work, tmp_path):
    file = fill(worksheet(work), tmp_path / "1.xlsx", [1], says("hm"))
    book = openpyxl.load_workbook(file)
    at, sheet = columns(book["Pages"]), book["Pages"]
    reference = sheet.cell(5, at["ID"]).value
    for heading in ("ID", "Page", "Row key", "Web address", "Open"):
        sheet.cell(5, at[heading]).value = sheet.cell(5, at[heading]).hyperlink = None
    book.save(file)
    unplaced = work.folder / merge(work, [file], NOW).unplaced_file

    merge(work, [type_in(unplaced, "Unplaced", 0, ID=reference, **{DECISION: "keep"})], NOW + DAY)

    assert decided(work, 1) == ("keep", LEAD, Agreement.AGREED)


def test_a_file_that_cannot_be_read_is_not_read_the_second_time_either(work, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    file = fill(worksheet(work), tmp_path / "1.xlsx", [0], says("keep"))

    summary = merge(work, [tmp_path / "a.pdf", tmp_path / "b.pdf", file], NOW)

    assert [(one.file, one.read) for one in summary.files] == [("a.pdf", False), ("b.pdf", False), ("1.xlsx", True)]
    assert summary.files[0].message == summary.files[1].message


def saved_at(file, when):
    """The same workbook, saved at another time."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stamp = re.compile(rb"20\d\d-[^<]*(?=</(?:dcterms:modified|dc:date))")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(
                name, stamp.sub(when.encode(), data) if name in ("docProps/core.xml", "meta.xml") else data
            )
    return file


@pytest.mark.parametrize(("local", "conflicts"), [("2026-05-01T21:00:00", 0), ("2026-05-03T09:00:00", 1)])
def test_a_time_without_a_zone_is_older_only_where_no_zone_explains_it(work, tmp_path, local, conflicts):
    """LibreOffice writes local time into .ods, and UTC into .xlsx: nine in the evening here can be noon there."""
    rows = [["ID", "Decision"], [next(work.records(Row)).reference, "archive"]]
    (tmp_path / "1.ods").write_bytes(as_ods([("Pages", rows)], saved=local))
    merge(work, [tmp_path / "1.ods"], NOW)

    later = saved_at(fill(worksheet(work), tmp_path / "2.xlsx", [0], says("keep")), "2026-05-01T12:00:00Z")
    summary = merge(work, [later], NOW + DAY)

    assert summary.conflicts == conflicts
