"""Merging returned files: every row is accounted for, nothing is lost, and merging again changes nothing."""

import datetime
import email
import email.message
import email.policy
import json
import shutil
import time
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
    WRONG,
    answer_of,
    columns,
    deal,
    fill,
    ledger,
    ready,
    url_of,
    worksheet,
)

from assignments.ledger import lines
from assignments.merge import MergeError, merge
from assignments.placing.answers import rows_of
from assignments.placing.columns import Columns
from assignments.reading.book import Line, Table
from assignments.records import LEAD, Agreement, Clash, Conflict, Decision, Idea, Redirect, State
from audit.rule import Certainty, FalseAlarms, Finding, Severity
from audit.tell import rule_list
from cli import main
from crawler.workspace import Discovered


@pytest.fixture
def work(tmp_path):
    with ready(tmp_path / "audit") as workspace:
        yield workspace


def states(workspace):
    return Counter(answer.state.value for answer in ledger(workspace))


def decisions(workspace):
    return {one.page_url: one for one in workspace.records(Decision)}


def says(decision, target="", note=""):
    return lambda _: {DECISION: decision, TARGET: target, NOTE: note}


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


def test_two_versions_that_come_at_once_are_a_conflict(work, tmp_path):
    files = [
        fill(worksheet(work), tmp_path / "1" / "maria.xlsx", [0, 1], says("keep")),
        fill(worksheet(work), tmp_path / "2" / "maria.xlsx", [0, 1], lambda n: {DECISION: ["archive", "keep"][n]}),
    ]

    summary = merge(work, files, NOW)

    assert summary.conflicts == 1
    assert decisions(work)[url_of(0)].state is Agreement.CONFLICT
    assert decisions(work)[url_of(1)].state is Agreement.AGREED


def test_two_people_who_differ_are_settled_by_the_lead(tmp_path):
    with ready(tmp_path / "audit", overlap=2) as work:
        maria = fill(worksheet(work), tmp_path / "in" / "maria.xlsx", [0, 1], says("keep"))
        jon = fill(
            worksheet(work, "jon"), tmp_path / "in" / "jon.xlsx", [0, 1], lambda n: {DECISION: ["keep", "archive"][n]}
        )
        summary = merge(work, [maria, jon], NOW)
        assert decisions(work)[url_of(0)].decided_by == "Maria Lopez, Jon Hughes"
        assert summary.conflicts == 1

        file = work.folder / summary.conflicts_file
        book = openpyxl.load_workbook(file)
        sheet = book["Conflicts"]
        at = columns(sheet, header=2)
        assert sheet.cell(3, at["Who said what"]).value == "Maria Lopez: keep\nJon Hughes: archive"
        sheet.cell(3, at[DECISION]).value = "archive"
        book.save(file)
        settled = merge(work, [file], NOW)

        assert settled.conflicts == 0
        assert not file.exists()
        decision = decisions(work)[url_of(1)]
        assert (decision.decision, decision.decided_by, decision.state) == ("archive", LEAD, Agreement.AGREED)
        assert [one.state for one in lines(work) if one.page_url == url_of(1)] == [
            State.SUPERSEDED, State.SUPERSEDED, State.ACCEPTED,
        ]  # fmt: skip


def test_a_later_round_asks_anew_even_where_the_lead_has_decided(tmp_path):
    with ready(tmp_path / "audit", overlap=2) as work:
        first = [
            fill(worksheet(work, who), tmp_path / "1" / f"{who}.xlsx", [0], says(word))
            for who, word in (("maria", "keep"), ("jon", "archive"))
        ]
        summary = merge(work, first, NOW)
        file = work.folder / summary.conflicts_file
        book = openpyxl.load_workbook(file)
        book["Conflicts"].cell(3, columns(book["Conflicts"], header=2)[DECISION]).value = "archive"
        book.save(file)
        merge(work, [file], NOW)
        deal(work, PEOPLE, 20, round_name="2", at=NOW + datetime.timedelta(days=30))
        later = NOW + datetime.timedelta(days=40)

        same = fill(worksheet(work, "maria", "2"), tmp_path / "2" / "maria.xlsx", [0], says("archive"))
        agreed = merge(work, [same], later)
        other = fill(worksheet(work, "maria", "2"), tmp_path / "3" / "maria.xlsx", [0], says("keep"))
        differs = merge(work, [other], later)

        assert (agreed.conflicts, differs.conflicts) == (0, 1)
        conflict = next(work.records(Conflict))
        assert conflict.message == f"Opinions differ. {LEAD}: archive; Maria Lopez: keep."
        assert [one.state for one in lines(work) if one.page_url == url_of(0)][-1] is State.CONFLICT


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
    book["Unplaced"].cell(3, 1).value = reference
    book.save(unplaced)
    settled = merge(work, [unplaced], NOW)

    assert settled.unsettled == 0
    assert decisions(work)[url_of(0)].decision == "keep"
    assert decisions(work)[url_of(0)].decided_by == "Maria Lopez"


@pytest.mark.parametrize(
    ("answers", "clash"),
    [
        ({0: ("merge", url_of(1)), 1: ("delete", "gone")}, Clash.TARGET_GOES),
        ({0: ("merge", url_of(1)), 1: ("merge", url_of(0))}, Clash.CIRCLE),
        ({0: ("delete", "https://www.town.example/lost")}, Clash.TARGET_FAILS),
        ({0: ("merge", "https://www.town.example/never-seen")}, Clash.TARGET_FAILS),
        ({2: ("delete", "gone")}, Clash.MUST_KEEP),
    ],
)
def test_decisions_that_do_not_fit_together_are_conflicts(tmp_path, answers, clash):
    with ready(tmp_path / "audit", toml='[decisions]\nmust-keep = ["/allotments/*"]\n') as work:
        file = fill(worksheet(work), tmp_path / "m.xlsx", answers, lambda n: says(*answers[n])(n))

        summary = merge(work, [file], NOW)

        assert [one.clash for one in work.records(Conflict)] == [clash]
        assert summary.needs_a_person
        assert decisions(work)[url_of(min(answers))].state is Agreement.CONFLICT


@pytest.mark.parametrize("section", ["rules", "decisions"])
def test_a_page_is_protected_wherever_audit_toml_says_so(tmp_path, section):
    with ready(tmp_path / "audit", toml=f'[{section}]\nmust-keep = ["/allotments/*"]\n') as work:
        file = fill(worksheet(work), tmp_path / "m.xlsx", [2], says("delete", "gone"))

        merge(work, [file], NOW)

        assert [one.clash for one in work.records(Conflict)] == [Clash.MUST_KEEP]


def test_a_crawl_that_is_under_way_proves_no_page_missing(work, tmp_path):
    work.inventory.begin(["https://www.town.example/"], {}, NOW.isoformat())
    file = fill(worksheet(work), tmp_path / "m.xlsx", [0], says("merge", url_of(45)))

    merge(work, [file], NOW)

    assert list(work.records(Conflict)) == []


@pytest.mark.parametrize("reason", ["beyond --max-pages", "robots.txt does not allow it", ""])
def test_nothing_is_said_against_a_target_that_nobody_asked_for(work, tmp_path, reason):
    target = "https://www.town.example/left-out"
    work.inventory.record(1, [], [Discovered(target, 1, left_out=reason)])
    file = fill(worksheet(work), tmp_path / "m.xlsx", [0], says("merge", target))

    merge(work, [file], NOW)

    assert list(work.records(Conflict)) == []
    assert [(one.to_url, one.problem) for one in work.records(Redirect)] == [(target, "")]


def test_redirects_are_flattened_and_gone_is_gone(work, tmp_path):
    answers = {0: ("merge", url_of(1)), 1: ("merge", "https://www.town.example/moved2"), 2: ("delete", "gone")}
    answers[1] = ("delete", url_of(5))
    file = fill(worksheet(work), tmp_path / "m.xlsx", answers, lambda n: says(*answers[n])(n))

    merge(work, [file], NOW)

    assert [(one.from_url, one.to_url, one.status, one.problem) for one in work.records(Redirect)] == [
        (url_of(2), "", 410, ""),
        (url_of(1), url_of(5), 301, ""),
        (url_of(0), url_of(5), 301, ""),
    ]


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


def test_people_who_agree_and_differ_are_measured(tmp_path):
    with ready(tmp_path / "audit", overlap=4) as work:
        marias, jons = ["keep", "keep", "delete", "archive"], ["keep", "update", "delete", "archive"]
        files = [
            fill(worksheet(work, name), tmp_path / f"{name}.xlsx", range(4), lambda n, own=own: says(own[n], "gone")(n))
            for name, own in (("maria", marias), ("jon", jons))
        ]

        shared = merge(work, files, NOW).agreement

        # Four units of two values; by hand: 1 - observed disagreement (2/8) / expected (23*2/56) = 0.696.
        assert (shared.pages, shared.alpha) == (4, 0.696)
        assert shared.read_differently == (("keep", "update", 1),)
        assert shared.by_word["delete"] == 1.0


def test_what_people_call_wrong_counts_even_where_the_lead_decides(tmp_path):
    with ready(tmp_path / "audit", overlap=1) as work:
        work.append(
            Finding,
            [
                Finding(
                    page_url=url_of(0), rule="old-page", severity=Severity.LOW, certainty=Certainty.SURE, evidence="x"
                )
            ],
        )
        maria = fill(worksheet(work), tmp_path / "m.xlsx", [0], lambda _: {DECISION: "keep", WRONG: "It is not old"})
        jon = fill(worksheet(work, "jon"), tmp_path / "j.xlsx", [0], says("archive"))
        file = work.folder / merge(work, [maria, jon], NOW).conflicts_file
        book = openpyxl.load_workbook(file)
        book["Conflicts"].cell(3, columns(book["Conflicts"], header=2)[DECISION]).value = "keep"
        book.save(file)

        merge(work, [file], NOW)

        assert [(one.rule, one.judged, one.wrong) for one in work.records(FalseAlarms)] == [("old-page", 1, 1)]


def test_what_people_call_wrong_counts_against_the_rule(work, tmp_path):
    found = [("dead-link", 0), ("dead-link", 1), ("old-page", 1), ("old-page", 2)]
    work.append(
        Finding,
        [
            Finding(page_url=url_of(n), rule=rule, severity=Severity.LOW, certainty=Certainty.SURE, evidence=rule)
            for rule, n in found
        ],
    )  # fmt: skip
    remarks = {0: "that link works", 1: "the page is not old", 2: "no"}
    merge(
        work,
        [fill(worksheet(work), tmp_path / "m.xlsx", remarks, lambda n: {DECISION: "keep", WRONG: remarks[n]})],
        NOW,
    )

    told = list(work.records(FalseAlarms))
    assert [(one.rule, one.judged, one.wrong) for one in told] == [("dead-link", 2, 1), ("old-page", 2, 1)]
    work.close()
    assert "called wrong on 1 of 2 answered pages" in rule_list(work.folder)


def test_each_volunteer_is_thanked_and_ideas_are_gathered(work, tmp_path):
    file = fill(worksheet(work), tmp_path / "maria.xlsx", range(10))
    book = openpyxl.load_workbook(file)
    book["Ideas"]["B6"] = "The page about moorings"
    book.save(file)

    summary = merge(work, [file], NOW)

    (draft,) = (work.reports / "thanks").iterdir()
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    assert message["Subject"] == "Thank you: what came of your 10 pages"
    assert "10 pages, 55 minutes of your time" in message.get_content()
    assert "- keep: 2 pages" in message.get_content()
    assert summary.ideas_file == "reports/ideas.xlsx"
    (idea,) = work.records(Idea)
    assert (idea.volunteer, idea.about, idea.text) == ("Maria Lopez", "Pages that we missed", "The page about moorings")


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


def test_cells_merged_over_each_other_take_no_time():
    lines = (Line(1, {1: "ID", 2: "Decision"}), *(Line(n, {1: "x", 2: "keep"}) for n in range(2, 20_000)))
    overlapping = tuple((n, 2, n + 5_000, 2) for n in range(2, 20_000))
    columns_ = Columns({"reference": 1, "decision": 2}, frozenset({1}), 2)

    before = time.process_time()
    rows = rows_of(Table("Pages", lines, overlapping), columns_)

    assert len(rows) == 19_998
    assert time.process_time() - before < 5
