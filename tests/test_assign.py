"""From a crawled site and a table of people to workbooks: who gets what, and why."""

import dataclasses
import datetime
import json

import openpyxl
import pytest
from click.testing import CliRunner
from town import PEOPLE, SITE, deal_out, page, people_file, rows_of, site, workspace  # noqa: F401 — a fixture

from assignments import identity
from assignments.assign import AssignError
from assignments.choose import Choice
from assignments.dealing import NobodyMayError
from assignments.fit import meant
from assignments.records import Batch, Round, Row
from audit.rule import Finding
from cli import main
from crawler.page import Kind
from crawler.workspace import Workspace, WorkspaceError


def test_every_page_goes_out_once_in_a_workbook_with_a_mail(workspace):
    summary = deal_out(workspace, due=datetime.date(2026, 12, 12))

    rows = rows_of(workspace)
    readable = {e.page.url for e in site() if e.page.status == 200 and e.page.kind in (Kind.PAGE, Kind.DOCUMENT)}
    assert sorted(row.page_url for row in rows) == sorted(readable)
    assert all(identity.check(row.reference) for row in rows)
    assert len({row.reference for row in rows}) == len(rows)
    assert summary.left_out == {"an image": 1, "answers with an error": 1, "redirects to another address": 1}
    assert [(b.part, b.volunteer, b.file) for b in workspace.records(Batch)] == [
        ("B01", "Ann Lee", "worksheets/1/B01 Ann Lee.xlsx"),
        ("B02", "Bo Shah", "worksheets/1/B02 Bo Shah.xlsx"),
        ("B03", "Cy Roe", "worksheets/1/B03 Cy Roe.xlsx"),
    ]
    assert list(workspace.records(Round)) == [
        Round(name="1", crawl=1, started_at="2026-11-23T10:00:00+00:00", due="2026-12-12")
    ]
    assert sorted(file.name for file in (workspace.worksheets / "1").iterdir()) == [
        f"B0{n} {name}.{end}" for n, name in enumerate(("Ann Lee", "Bo Shah", "Cy Roe"), 1) for end in ("eml", "xlsx")
    ]
    for batch in workspace.records(Batch):
        sheet = openpyxl.load_workbook(workspace.folder / batch.file).worksheets[1]
        assert [row[0].value for row in sheet.iter_rows(min_row=4)] == [
            row.reference for row in rows if row.part == batch.part
        ]


def test_work_is_in_proportion_to_hours_and_goes_to_those_whom_it_fits(workspace):
    summary = deal_out(workspace)

    by_name = {batch.volunteer: batch for batch in summary.batches}
    minutes = sum(batch.minutes for batch in summary.batches)
    assert [round(by_name[n].minutes / minutes, 2) for n in ("Ann Lee", "Bo Shah", "Cy Roe")] == pytest.approx(
        [0.5, 0.25, 0.25], abs=0.02
    )
    assert by_name["Ann Lee"].sections["pensions"] == 20
    assert "library" not in by_name["Cy Roe"].sections
    assert set(by_name["Bo Shah"].sections) == {"library"}


def test_each_row_says_why(workspace):
    deal_out(workspace)

    reasons = {row.because for row in rows_of(workspace, volunteer="Ann Lee") if "/pensions/" in row.page_url}
    total = sum(row.minutes for row in rows_of(workspace, volunteer="Ann Lee"))
    part = sum(row.minutes for row in rows_of(workspace, volunteer="Ann Lee") if "/pensions/" in row.page_url)
    assert reasons == {f"You offered “pensions”; about {part:.0f} of your {total:.0f} minutes"}


def test_near_copies_stay_together(workspace):
    deal_out(workspace)

    owner = {row.page_url: row.volunteer for row in rows_of(workspace)}
    assert owner[SITE + "planning/twin"] == owner[SITE + "planning/03"]


def test_a_page_and_its_document_stay_together_where_everybody_may_have_both(workspace):
    deal_out(workspace, PEOPLE.replace(",library\n", ",\n"))

    owner = {row.page_url: row.volunteer for row in rows_of(workspace)}
    assert owner[SITE + "planning/long"] == owner[SITE + "library/plan.pdf"]


def test_a_dry_run_shows_the_same_plan_and_writes_nothing(workspace):
    plan = deal_out(workspace, dry_run=True)
    assert not workspace.worksheets.exists()
    assert not list(workspace.records(Row))

    summary = deal_out(workspace)

    def who(dealt):
        return [(b.volunteer, b.pages, b.minutes, b.sections, b.why) for b in dealt.batches]

    assert who(plan) == who(summary)


@pytest.mark.parametrize(
    ("choice", "paths"),
    [
        (Choice(only=("/planning/0[1-2]",)), ["planning/01", "planning/02"]),
        (Choice(with_findings=True), ["planning/05", "planning/06"]),
        (Choice(rules=("thin-page",)), ["planning/05", "planning/06"]),
        (Choice(worst=1), ["planning/06"]),
        (Choice(sections=("/Pensions/",), only=("*01",)), ["pensions/01"]),
    ],
)
def test_what_is_dealt_can_be_chosen(workspace, choice, paths):
    deal_out(workspace, choice=choice)

    assert sorted(row.page_url for row in rows_of(workspace)) == [SITE + path for path in paths]


def test_a_choice_that_leaves_nothing_is_said_with_the_reasons(workspace):
    with pytest.raises(AssignError, match=r"There is nothing to deal: 1: an image; .* 64: outside --only"):
        deal_out(workspace, choice=Choice(only=("/nothing/*",)))


def test_overlap_gives_a_share_of_the_pages_to_two_people_who_differ(workspace):
    deal_out(workspace, overlap=10)

    rows = rows_of(workspace)
    owners = {}
    for row in rows:
        owners.setdefault(row.page_url, []).append(row.volunteer)
    twice = [people for people in owners.values() if len(people) > 1]
    assert len(twice) == round(64 * 0.1)
    assert all(len(set(people)) == 2 for people in twice)
    assert sum("A second person looks at it too" in row.because for row in rows) == len(twice)


def test_an_overlap_that_is_not_possible_is_said(workspace):
    summary = deal_out(workspace, "name\nAnn\n", overlap=10)

    assert summary.notices[0] == "No page goes to two people: they are too few, or nobody else may have it."


def test_a_section_that_there_is_not_under_not_is_said(workspace):
    summary = deal_out(workspace, "name,not\nAnn,2019; libraries\nBo,Planing\n")

    assert summary.notices[0] == (
        "Under “not” stands what is no section and keeps nothing away: “2019” (Ann), “Planing” (Bo). "
        "Sections are: planning, library, pensions."
    )


def test_half_a_crawl_is_dealt_with_a_word_about_what_is_missing(tmp_path):
    with Workspace(tmp_path, create=True) as opened:
        crawl = opened.inventory.begin([SITE], {}, "2026-11-01T10:00:00+00:00")
        opened.inventory.record(crawl.id, site())

        assert deal_out(opened).notices[0] == (
            "The crawl has not ended yet, so pages are missing here: give the same audit crawl once more."
        )


def test_a_day_that_has_passed_is_said(workspace):
    summary = deal_out(workspace, due=datetime.date(2026, 11, 22))

    assert summary.notices[0] == (
        "The day by which they are asked to answer, 22 November 2026, has passed already: see --due."
    )


@pytest.mark.parametrize("phrase", ["our work", "our-work", "/our-work/", "https://town.example/our-work/", "Our Work"])
def test_a_section_is_known_by_all_that_people_call_it(phrase):
    assert meant(phrase, ["news", "our-work", "", "work"]) == [1]


def test_a_stroke_in_place_of_a_section_means_none():
    assert meant("-", ["", "news"]) == []


@pytest.mark.parametrize(
    ("people", "options", "error", "message"),
    [
        (PEOPLE, {"reassign": "Nobody"}, AssignError, "Nobody has no pages in round 1. Nobody has: it has not been"),
        (PEOPLE, {"newcomer": "Nobody"}, AssignError, "people.csv does not name Nobody: add a line"),
        (PEOPLE, {"newcomer": "Cy Roe"}, AssignError, "Round 1 has not been dealt yet: leave --newcomer out"),
        (PEOPLE, {"newcomer": "Cy Roe", "reassign": "Bo Shah"}, AssignError, "do not go together"),
        (
            PEOPLE,
            {"choice": Choice(sections=("Planing",))},
            AssignError,
            "no section “Planing”. Sections are: planning,",
        ),
        (PEOPLE, {"round": "spring 2027"}, AssignError, "“spring 2027” cannot name a round"),
        (PEOPLE, {"round": "../x"}, AssignError, "“../x” cannot name a round"),
        ("name,hours,not\nAnn,2,library\nBo,0,\n", {}, NobodyMayError, "Nobody may take the section “library”"),
    ],
)
def test_what_cannot_be_dealt_is_said_and_nothing_is_written(workspace, people, options, error, message):
    with pytest.raises(error) as raised:
        deal_out(workspace, people, **options)

    assert message in str(raised.value)
    assert not workspace.worksheets.exists()


def test_more_people_than_pages_is_no_trouble(workspace):
    summary = deal_out(workspace, choice=Choice(only=("/planning/0[1-2]",)))

    assert len(summary.batches) == 2
    assert "No pages this time for " in summary.notices[0]


def test_a_full_disk_leaves_neither_rows_nor_files(workspace, monkeypatch):
    monkeypatch.setattr("assignments.send.draft", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))

    with pytest.raises(WorkspaceError, match="the disk is full"):
        deal_out(workspace)

    assert not rows_of(workspace)
    assert not list((workspace.worksheets / "1").iterdir())


def test_the_command_prints_the_plan_and_the_files(workspace):
    file = people_file(workspace)
    folder = str(workspace.folder)

    plan = CliRunner().invoke(main, ["assign", "-w", folder, "--volunteers", str(file), "--dry-run"])
    lines = CliRunner().invoke(main, ["assign", "-w", folder, "--volunteers", str(file), "--json"])
    more = CliRunner().invoke(main, ["assign", "-w", folder, "--volunteers", str(file), "--round", "2"])

    assert plan.exit_code == lines.exit_code == 0
    assert "Ann Lee" in plan.stdout
    assert (
        " ".join(plan.stdout.split())
        .partition("─ ")[2]
        .startswith("Ann Lee 32 66 120 pensions 20, planning 8 and 1 more “pensions” 20; 12 for a fair share Bo Shah")
    )
    assert "This is only the plan: nothing was written." in plan.stderr
    batches = [json.loads(line) for line in lines.stdout.splitlines()]
    assert [batch["file"] for batch in batches[:-1]] == [batch.file for batch in workspace.records(Batch, round="1")]
    assert batches[-1]["pages"] == 64
    assert f"Workbooks and e-mail drafts for round 2 are in {workspace.worksheets / '2'}. Open" in more.stderr


def test_two_runs_give_equal_bytes(workspace, tmp_path):
    deal_out(workspace)
    with Workspace(tmp_path / "again", create=True) as again:
        crawl = again.inventory.begin([SITE], {}, "2026-11-01T10:00:00+00:00")
        again.inventory.record(crawl.id, site())
        again.append(Finding, list(workspace.records(Finding)))
        deal_out(again)

        assert [dataclasses.astuple(row) for row in again.records(Row)] == [
            dataclasses.astuple(row) for row in workspace.records(Row)
        ]
        for file in (workspace.worksheets / "1").iterdir():
            assert (again.worksheets / "1" / file.name).read_bytes() == file.read_bytes()
