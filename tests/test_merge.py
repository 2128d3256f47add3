"""Merging returned files: every row is accounted for, nothing is lost, and merging again changes nothing."""

import email
import email.message
import email.policy
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from returns import (
    DECISION,
    NOTE,
    NOW,
    PEOPLE,
    TARGET,
    answer_of,
    columns,
    deal,
    decisions,
    fill,
    ledger,
    ready,
    says,
    title_of,
    url_of,
    worksheet,
)
from writers import as_csv

from assignments import identity
from assignments.ledger import lines
from assignments.merge import MergeError, merge
from assignments.placing.answers import rows_of
from assignments.placing.columns import Columns
from assignments.reading.book import Line, Table
from assignments.records import Agreement, Row, State, Unread
from cli import main


def states(workspace):
    return Counter(answer.state.value for answer in ledger(workspace))


def test_answers_come_home_to_their_pages(work, tmp_path):
    summary = merge(work, [fill(worksheet(work), tmp_path / "in" / "maria.xlsx", range(15))], NOW)

    assert summary.states == {
        "accepted": 15, "unchanged": 5, "superseded": 0, "conflict": 0, "invalid": 0, "unplaced": 0,
    }  # fmt: skip
    assert not summary.needs_a_person
    for n, answer in enumerate(ledger(work)[:15]):
        assert (answer.page_url, answer.volunteer, answer.note) == (url_of(n), "Maria Lopez", answer_of(n)[NOTE])
        assert (answer.decision, answer.minutes, answer.row) == (answer_of(n)[DECISION], n + 1, n + 4)
    assert Counter(one.state for one in decisions(work).values()) == {Agreement.AGREED: 15, Agreement.OPEN: 25}


def test_merging_again_changes_nothing(work, tmp_path):
    file = fill(worksheet(work), tmp_path / "in" / "maria.xlsx", range(15))
    merge(work, [file], NOW)
    before = ledger(work), decisions(work)

    summary = merge(work, [file, shutil.copy(file, tmp_path / "again.xlsx")], NOW)

    assert (ledger(work), decisions(work)) == before
    assert [one.again for one in summary.files] == [True, True]


def test_the_original_is_kept_byte_for_byte(work, tmp_path):
    file = fill(worksheet(work), tmp_path / "in" / "maria.xlsx", range(3))

    merge(work, [file], NOW)

    (copy,) = work.returned.iterdir()
    assert copy.read_bytes() == file.read_bytes()


def test_a_later_file_supersedes_and_both_stay(work, tmp_path):
    merge(work, [fill(worksheet(work), tmp_path / "1" / "maria.xlsx", [0], says("keep"))], NOW)
    merge(work, [fill(worksheet(work), tmp_path / "2" / "maria.xlsx", [0], says("archive"))], NOW)

    first, second = (one for one in lines(work) if one.decision)
    assert (first.decision, first.state) == ("keep", State.SUPERSEDED)
    assert (second.decision, second.state) == ("archive", State.ACCEPTED)
    assert decisions(work)[url_of(0)].decision == "archive"


def test_an_older_version_that_comes_late_is_asked_about(work, tmp_path):
    files = []
    for version, word in ((1, "keep"), (2, "archive")):
        file = fill(worksheet(work), tmp_path / str(version) / "maria.xlsx", [0], says(word))
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        stamp = f"2026-05-0{version}T10:00:00Z".encode()
        core = re.sub(rb"20\d\d-[^<]*(?=</dcterms:modified)", stamp, parts["docProps/core.xml"])
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in (parts | {"docProps/core.xml": core}).items():
                archive.writestr(name, data)
        files.append(file)

    merge(work, [files[1]], NOW)
    summary = merge(work, [files[0]], NOW)

    assert summary.conflicts == 1
    assert "was saved later than this file" in ledger(work)[20].message


def test_two_merges_at_once_come_one_after_the_other(work, tmp_path):
    files = [fill(worksheet(work, who), tmp_path / f"{who}.xlsx", range(5)) for who in ("maria", "jon")]
    command = [sys.executable, "-m", "cli", "merge", "-w", str(work.folder)]

    both = [subprocess.Popen([*command, str(file)], stderr=subprocess.PIPE, text=True) for file in files]
    told = [one.communicate(timeout=120)[1] for one in both]

    assert [one.returncode for one in both] == [0, 0], told
    assert states(work) == {"accepted": 10, "unchanged": 30}


def test_two_versions_that_come_at_once_are_a_conflict(work, tmp_path):
    files = [
        fill(worksheet(work), tmp_path / "1" / "maria.xlsx", [0, 1], says("keep")),
        fill(worksheet(work), tmp_path / "2" / "maria.xlsx", [0, 1], lambda n: {DECISION: ["archive", "keep"][n]}),
    ]

    summary = merge(work, files, NOW)

    assert summary.conflicts == 1
    assert decisions(work)[url_of(0)].state is Agreement.CONFLICT
    assert decisions(work)[url_of(1)].state is Agreement.AGREED


def test_rows_that_cannot_be_placed_are_placed_by_the_lead(work, tmp_path):
    file = fill(worksheet(work), tmp_path / "in" / "maria.xlsx", [0, 1])
    book = openpyxl.load_workbook(file)
    sheet = book["Pages"]
    at = columns(sheet)
    reference = sheet.cell(4, at["ID"]).value
    for heading in ("ID", "Page", "Row key", "Web address"):
        sheet.cell(4, at[heading]).value = None
        sheet.cell(4, at[heading]).hyperlink = None
    book.save(file)
    summary = merge(work, [file], NOW)
    assert summary.states["unplaced"] == 1
    unplaced = work.folder / summary.unplaced_file
    again = merge(work, [unplaced], NOW)
    assert again.unsettled == 1

    book = openpyxl.load_workbook(unplaced)
    book["Unplaced"].cell(4, columns(book["Unplaced"])["ID"]).value = reference
    book.save(unplaced)
    settled = merge(work, [unplaced], NOW)

    assert settled.unsettled == 0
    assert decisions(work)[url_of(0)].decision == "keep"
    assert decisions(work)[url_of(0)].decided_by == "Maria Lopez"


def test_archives_mails_and_folders_are_opened(work, tmp_path):
    maria = fill(worksheet(work), tmp_path / "maria.xlsx", range(5))
    jon = fill(worksheet(work, "jon"), tmp_path / "jon.xlsx", range(5))
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.write(maria, "../../deep/maria.xlsx")
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "jon@town.example", "lead@town.example", "Done!"
    mail.set_content("Here it is.")
    mail.add_attachment(jon.read_bytes(), maintype="application", subtype="octet-stream", filename="jon.xlsx")
    (folder / "Done!.eml").write_bytes(bytes(mail))

    summary = merge(work, [folder], NOW)

    assert summary.states["accepted"] == 10
    assert [(one.file, one.inside, one.rows) for one in summary.files] == [
        ("Done!.eml", "", 0), ("all.zip", "", 0), ("jon.xlsx", "Done!.eml", 20), ("maria.xlsx", "all.zip", 20),
    ]  # fmt: skip


def test_files_that_are_no_workbooks_do_not_stop_the_others(work, tmp_path):
    maria = fill(worksheet(work), tmp_path / "maria.xlsx", range(5))
    (tmp_path / "scan.xlsx").write_bytes(b"%PDF-1.7 ...")
    missing = tmp_path / "nobody.xlsx"

    summary = merge(work, [tmp_path / "scan.xlsx", missing, maria], NOW)

    assert summary.states["accepted"] == 5
    assert [one.message.split(".")[0] for one in summary.files[:2]] == [
        "It is a PDF, which shows the answers but cannot be read back safely", "There is no such file or folder",
    ]  # fmt: skip
    assert summary.needs_a_person
    assert [(one.file, one.message) for one in work.records(Unread)] == [
        (one.file, one.message) for one in summary.files[:2]
    ]
    merge(work, [maria], NOW)
    assert list(work.records(Unread)) == []


def test_nothing_but_unreadable_files_changes_nothing(work, tmp_path):
    (tmp_path / "scan.xlsx").write_bytes(b"%PDF-1.7 ...")

    told = []
    with pytest.raises(MergeError, match=r"scan.xlsx: It is a PDF"):
        merge(work, [tmp_path / "scan.xlsx"], NOW, told.append)

    assert told == []  # the error says it, and once is enough
    assert ledger(work) == []
    assert list(work.returned.iterdir()) == []


def test_a_late_answer_from_an_older_round_is_asked_about(work, tmp_path):
    deal(work, PEOPLE, 20, round_name="2")
    summary = merge(work, [fill(worksheet(work), tmp_path / "late.xlsx", [0], says("keep"))], NOW)

    assert summary.states["conflict"] == 1
    assert "round 2 asks about the page anew" in ledger(work)[0].message


def test_a_workbook_of_another_audit_is_refused(work, tmp_path):
    with ready(tmp_path / "other") as other:
        pass
    strange = fill(worksheet(other), tmp_path / "strange.xlsx", [0])
    book = openpyxl.load_workbook(strange)
    book["_audit"]["B1"] = "elsewhere-1"
    book.custom_doc_props["audit_id"].value = "elsewhere-1"
    book.save(strange)

    with pytest.raises(MergeError, match="It belongs to another audit"):
        merge(work, [strange], NOW)


def test_a_list_of_another_audit_of_the_site_answers_for_nobody_in_this_one(work, tmp_path):
    """A CSV tells of no audit; but its IDs are whole, and none of those that were given out here."""
    strange = [identity.make(n) for n in range(900_000, 900_006)]
    rows = [(one, title_of(n), "delete", "gone", f"{one}.B02.r1", url_of(n)) for n, one in enumerate(strange)]
    headings = ("ID", "Page", DECISION, TARGET, "Row key", "Web address")
    ours = next(row for row in work.records(Row) if row.page_url == url_of(9))
    mixed = [(ours.reference, title_of(9), "keep", "", identity.key(ours), url_of(9)), *rows]
    keyless = [(*row[:4], "", row[5]) for row in rows]
    for name, some in (("other.csv", rows), ("without keys.csv", keyless), ("both.csv", mixed)):
        (tmp_path / name).write_bytes(as_csv([("", [headings, *some])]))

    for name in ("other.csv", "without keys.csv"):
        with pytest.raises(MergeError, match="Its IDs were given out by another audit"):
            merge(work, [tmp_path / name], NOW)
    summary = merge(work, [tmp_path / "both.csv"], NOW)

    assert {state: count for state, count in summary.states.items() if count} == {"accepted": 1, "unplaced": 6}
    assert ledger(work)[1].message.startswith("Its ID was given out by another audit. By its address it could be ")


def test_states_add_up_for_every_file(work, tmp_path):
    file = fill(
        worksheet(work), tmp_path / "maria.xlsx", range(20), lambda n: {DECISION: ["keep", "ok", "?", "bin it"][n % 4]}
    )

    summary = merge(work, [Path(file)], NOW)

    (one,) = summary.files
    assert sum(one.states.values()) == one.rows == 20


def test_an_archive_of_nothing_useful_changes_nothing(work, tmp_path):
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("beach.png", b"\x89PNG\r\n")

    with pytest.raises(MergeError, match=r"beach.png: It is a picture"):
        merge(work, [tmp_path / "holiday.zip"], NOW)

    assert list(work.returned.iterdir()) == []


def test_the_command_tells_what_it_did_and_exits_3_when_somebody_is_needed(work, tmp_path):
    good = fill(worksheet(work), tmp_path / "maria.xlsx", range(3))
    odd = fill(worksheet(work, "jon"), tmp_path / "jon.xlsx", [0], says("ok"))
    work.close()
    run = CliRunner()

    first = run.invoke(main, ["merge", str(good), "-w", str(work.folder)])
    second = run.invoke(main, ["merge", str(odd), "-w", str(work.folder), "--json", "-q"])
    third = run.invoke(main, ["merge", str(tmp_path / "nobody.xlsx"), "-w", str(work.folder)])

    assert (first.exit_code, second.exit_code, third.exit_code) == (0, 3, 1)
    assert "maria.xlsx (Maria Lopez): 20 rows: 3 accepted, 17 without anything new." in first.stderr
    assert "Of 40 pages: 3 decided, 0 in conflict, 37 still open." in first.stderr
    file, sums = map(json.loads, second.stdout.splitlines())
    assert (file["states"], sums["unplaced_file"]) == ({"invalid": 1, "unchanged": 19}, "reports/unplaced.xlsx")
    assert third.stderr.endswith(
        "nobody.xlsx: There is no such file or folder. Check the name, or drag the file into the terminal.\n"
    )


def test_cells_merged_over_each_other_by_the_ten_thousand_are_read():
    lines = (Line(1, {1: "ID", 2: "Decision"}), *(Line(n, {1: "x", 2: "keep"}) for n in range(2, 20_000)))
    overlapping = tuple((n, 2, n + 5_000, 2) for n in range(2, 20_000))
    columns_ = Columns({"reference": 1, "decision": 2}, frozenset({1}), 2)

    assert len(rows_of(Table("Pages", lines, overlapping), columns_)) == 19_998
