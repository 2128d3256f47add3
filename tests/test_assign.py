"""From a crawled site and a table of people to workbooks and mails, round after round."""

import dataclasses
import datetime
import email
import email.policy
import json

import openpyxl
import pytest
from click.testing import CliRunner

from assignments import identity
from assignments.assign import AssignError, AssignOptions, assign
from assignments.choose import Choice
from assignments.dealing import NobodyMayError
from assignments.records import Agreement, Answer, Batch, Decision, Round, Row, State
from audit.rule import Certainty, Finding, Severity
from cli import main
from crawler.page import Content, Extract, Kind, Link, Page
from crawler.workspace import Workspace, WorkspaceError

NOW = datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.UTC)
SITE = "https://town.example/"
PEOPLE = """name,email,hours,skills,interests,not
Ann Lee,ann@x.example,2,,pensions,
Bo Shah,bo@x.example,1,,libraries,
Cy Roe,,1,,,library
"""


def _page(path, title, **facts):
    known = {"status": 200, "words": 400, "text_hash": path} | facts
    links = known.pop("links", ())
    page = Page(url=SITE + path, title=title, **known)
    return Extract(page=page, content=Content(), links=links)


def _site():
    yield _page("", "Welcome")
    for n in range(20):
        yield _page(f"pensions/{n:02}", f"Your pension, part {n}")
        yield _page(f"library/{n:02}", f"Books and opening hours {n}")
        yield _page(f"planning/{n:02}", f"Planning notice {n}")
    yield _page("planning/twin", "Planning notice 3 again", text_hash="planning/03")
    links = (Link(url=SITE + "library/plan.pdf", text="The plan"),)
    yield _page("planning/long", "The plan", links=links)
    yield _page("library/plan.pdf", "The plan as PDF", kind=Kind.DOCUMENT)
    yield _page("old", "", status=301, redirects_to=SITE)
    yield _page("gone", "", status=404)
    yield _page("logo.png", "", kind=Kind.IMAGE)


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path / "audit", create=True) as opened:
        crawl = opened.inventory.begin([SITE], {}, "2026-11-01T10:00:00+00:00")
        opened.inventory.record(crawl.id, _site())
        opened.inventory.end(crawl.id, "finished", "", "2026-11-01T11:00:00+00:00")
        opened.append(Finding, [_finding("planning/05"), _finding("planning/06", Severity.CRITICAL)])
        yield opened


def _finding(path, severity=Severity.LOW, evidence="“will open in 2019”"):
    return Finding(
        page_url=SITE + path, rule="thin-page", severity=severity, certainty=Certainty.SURE, evidence=evidence
    )


def _people(workspace, text=PEOPLE):
    file = workspace.folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    return file


def _assign(workspace, people=PEOPLE, **options):
    return assign(workspace, _people(workspace, people), AssignOptions(**options), NOW)


def _rows(workspace, **where):
    return list(workspace.records(Row, **where))


def test_every_page_goes_out_once_in_a_workbook_with_a_mail(workspace):
    summary = _assign(workspace, due=datetime.date(2026, 12, 12))

    rows = _rows(workspace)
    readable = {e.page.url for e in _site() if e.page.status == 200 and e.page.kind in (Kind.PAGE, Kind.DOCUMENT)}
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
    summary = _assign(workspace)

    by_name = {batch.volunteer: batch for batch in summary.batches}
    minutes = sum(batch.minutes for batch in summary.batches)
    assert [round(by_name[n].minutes / minutes, 2) for n in ("Ann Lee", "Bo Shah", "Cy Roe")] == pytest.approx(
        [0.5, 0.25, 0.25], abs=0.02
    )
    assert by_name["Ann Lee"].sections["pensions"] == 20
    assert "library" not in by_name["Cy Roe"].sections
    assert set(by_name["Bo Shah"].sections) == {"library"}


def test_each_row_says_why(workspace):
    _assign(workspace)

    reasons = {row.because for row in _rows(workspace, volunteer="Ann Lee") if "/pensions/" in row.page_url}
    total = sum(row.minutes for row in _rows(workspace, volunteer="Ann Lee"))
    part = sum(row.minutes for row in _rows(workspace, volunteer="Ann Lee") if "/pensions/" in row.page_url)
    assert reasons == {f"You offered “pensions”; about {part:.0f} of your {total:.0f} minutes"}


def test_near_copies_stay_together(workspace):
    _assign(workspace)

    owner = {row.page_url: row.volunteer for row in _rows(workspace)}
    assert owner[SITE + "planning/twin"] == owner[SITE + "planning/03"]


def test_a_page_and_its_document_stay_together_where_everybody_may_have_both(workspace):
    _assign(workspace, PEOPLE.replace(",library\n", ",\n"))

    owner = {row.page_url: row.volunteer for row in _rows(workspace)}
    assert owner[SITE + "planning/long"] == owner[SITE + "library/plan.pdf"]


def test_a_dry_run_shows_the_same_plan_and_writes_nothing(workspace):
    plan = _assign(workspace, dry_run=True)
    assert not workspace.worksheets.exists()
    assert not list(workspace.records(Row))

    summary = _assign(workspace)

    def who(dealt):
        return [(b.volunteer, b.pages, b.minutes, b.sections, b.why) for b in dealt.batches]

    assert who(plan) == who(summary)


def test_a_second_run_leaves_what_went_out_and_says_so(workspace):
    _assign(workspace)
    before = {file: file.read_bytes() for file in (workspace.worksheets / "1").iterdir()}

    summary = _assign(workspace)

    assert summary.batches == ()
    assert summary.notices[0].startswith("Every page is dealt in round 1 already; what went out is untouched.")
    assert {file: file.read_bytes() for file in (workspace.worksheets / "1").iterdir()} == before


def test_a_second_run_adds_pages_that_were_not_dealt_and_a_newcomer_gets_most_of_them(workspace):
    _assign(workspace, choice=Choice(only=("/pensions/*", "/library/*")))

    summary = _assign(workspace, PEOPLE + "Di Fox,di@x.example,2,,,\n")

    assert summary.batches[0].part == "B04"
    assert max(summary.batches, key=lambda batch: batch.minutes).volunteer == "Di Fox"
    assert len(_rows(workspace)) == 64


def _answer(row, decision="keep", **more):
    known = {
        "reference": row.reference, "round": row.round, "volunteer": row.volunteer, "page_url": row.page_url,
        "decision": decision, "reason": "", "target": "", "note": "", "minutes": None, "wrong_finding": "",
        "file": "a.xlsx", "file_hash": "0", "sheet": "Pages", "row": 4, "state": State.ACCEPTED, "message": "",
        "read_at": "2026-12-01T10:00:00+00:00", "typed": "{}",
    }  # fmt: skip
    return Answer(**known | more)


def test_decided_pages_come_again_only_when_their_evidence_changed(workspace):
    _assign(workspace, choice=Choice(only=("/planning/*",)))
    urls = [SITE + f"planning/{n:02}" for n in (4, 5, 6)]
    workspace.append(Decision, [Decision(page_url=url, decision="keep", state=Agreement.AGREED) for url in urls])
    workspace.replace(Finding, [_finding("planning/05"), _finding("planning/06", evidence="“opened in 2019”")])

    summary = _assign(workspace, round="2", choice=Choice(only=("/planning/*",)))

    dealt = {row.page_url for row in _rows(workspace, round="2")}
    assert dealt & set(urls) == {SITE + "planning/06"}
    assert summary.left_out["decided in an earlier round, and nothing about them has changed"] == 2


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
    _assign(workspace, choice=choice)

    assert sorted(row.page_url for row in _rows(workspace)) == [SITE + path for path in paths]


def test_a_choice_that_leaves_nothing_is_said_with_the_reasons(workspace):
    with pytest.raises(AssignError, match=r"There is nothing to deal: 1 an image; .* 64 outside --only"):
        _assign(workspace, choice=Choice(only=("/nothing/*",)))


def test_overlap_gives_a_share_of_the_pages_to_two_people_who_differ(workspace):
    _assign(workspace, overlap=10)

    rows = _rows(workspace)
    owners = {}
    for row in rows:
        owners.setdefault(row.page_url, []).append(row.volunteer)
    twice = [people for people in owners.values() if len(people) > 1]
    assert len(twice) == round(64 * 0.1)
    assert all(len(set(people)) == 2 for people in twice)
    assert sum("A second person looks at it too" in row.because for row in rows) == len(twice)


def test_an_overlap_that_is_not_possible_is_said(workspace):
    summary = _assign(workspace, "name\nAnn\n", overlap=10)

    assert summary.notices[0] == "No page goes to two people: they are too few, or nobody else may have it."


def test_somebody_who_leaves_hands_on_what_is_not_answered(workspace):
    _assign(workspace)
    own = _rows(workspace, volunteer="Bo Shah")
    workspace.append(Answer, [_answer(own[0])])

    summary = _assign(workspace, PEOPLE + "Di Fox,,2,,,\n", reassign="Bo Shah")

    after = _rows(workspace)
    kept = {row.reference: row for row in after}
    new = after[len(after) - len(own) + 1 :]
    assert sorted(row.page_url for row in new) == sorted(row.page_url for row in own[1:])
    assert {row.volunteer for row in new} <= {"Ann Lee", "Cy Roe", "Di Fox"}
    assert all(row.because.startswith("Handed on by Bo Shah. ") for row in new)
    assert kept[own[0].reference].handed_to == ""
    assert {kept[row.reference].handed_to for row in own[1:]} == {row.volunteer for row in new}
    assert all(batch.part > "B03" for batch in summary.batches)
    with pytest.raises(AssignError, match="Bo Shah has answered or handed on every page of round 1"):
        _assign(workspace, reassign="Bo Shah")


WITH_DI = PEOPLE + "Di Fox,di@x.example,2,,planning,\n"


def test_a_newcomer_gets_a_fair_share_of_what_the_others_have_not_answered(workspace):
    _assign(workspace)
    before = _rows(workspace)
    answered = before[::4]
    workspace.append(Answer, [_answer(row) for row in answered])
    waiting = [row for row in before if row not in answered]
    plan = _assign(workspace, WITH_DI, newcomer="Di Fox", dry_run=True)
    unmoved = _rows(workspace)

    summary = _assign(workspace, WITH_DI, newcomer="Di Fox")

    new = _rows(workspace, volunteer="Di Fox")
    moved = [row for row in _rows(workspace) if row.handed_to]
    assert unmoved == before
    assert plan.notices == summary.notices
    assert [batch.volunteer for batch in summary.batches] == ["Di Fox"]
    assert sorted(row.page_url for row in new) == sorted(row.page_url for row in moved)
    assert {row.reference for row in moved} <= {row.reference for row in waiting}
    assert {row.handed_to for row in moved} == {"Di Fox"}
    assert {row.volunteer for row in moved} == {"Ann Lee", "Bo Shah", "Cy Roe"}
    assert sum(row.minutes for row in new) == pytest.approx(sum(row.minutes for row in waiting) * 2 / 6, rel=0.15)
    assert all(row.because.startswith("Handed on by ") for row in new)
    counts = {name: sum(row.volunteer == name for row in moved) for name in ("Ann Lee", "Bo Shah", "Cy Roe")}
    assert all(f"{name} {count} page" in summary.notices[0] for name, count in counts.items())
    with pytest.raises(AssignError, match="Di Fox has a fair share of round 1 already"):
        _assign(workspace, WITH_DI, newcomer="Di Fox")


def test_a_newcomer_gets_nothing_of_a_section_that_they_asked_not_to_get(workspace):
    _assign(workspace)

    _assign(workspace, PEOPLE + "Di Fox,di@x.example,2,,,library\n", newcomer="Di Fox")

    new = _rows(workspace, volunteer="Di Fox")
    assert new
    assert not any("/library/" in row.page_url for row in new)


def test_nothing_moves_to_a_newcomer_where_everything_is_answered(workspace):
    _assign(workspace)
    workspace.append(Answer, [_answer(row) for row in _rows(workspace)])

    with pytest.raises(AssignError, match="Everything in round 1 is answered or decided"):
        _assign(workspace, WITH_DI, newcomer="Di Fox")

    assert not _rows(workspace, volunteer="Di Fox")


@pytest.mark.parametrize(
    ("people", "options", "error", "message"),
    [
        (PEOPLE, {"reassign": "Nobody"}, AssignError, "Nobody has no pages in round 1. Nobody has: it has not been"),
        (PEOPLE, {"newcomer": "Nobody"}, AssignError, "people.csv does not name Nobody: add a line"),
        (PEOPLE, {"newcomer": "Cy Roe"}, AssignError, "Round 1 has not been dealt yet: leave --newcomer out"),
        (PEOPLE, {"newcomer": "Cy Roe", "reassign": "Bo Shah"}, AssignError, "do not go together"),
        (PEOPLE, {"round": "spring 2027"}, AssignError, "“spring 2027” cannot name a round"),
        (PEOPLE, {"round": "../x"}, AssignError, "“../x” cannot name a round"),
        ("name,hours,not\nAnn,2,library\nBo,0,\n", {}, NobodyMayError, "Nobody may take the section “library”"),
    ],
)
def test_what_cannot_be_dealt_is_said_and_nothing_is_written(workspace, people, options, error, message):
    with pytest.raises(error) as raised:
        _assign(workspace, people, **options)

    assert message in str(raised.value)
    assert not workspace.worksheets.exists()


def test_more_people_than_pages_is_no_trouble(workspace):
    summary = _assign(workspace, choice=Choice(only=("/planning/0[1-2]",)))

    assert len(summary.batches) == 2
    assert "No pages this time for " in summary.notices[0]


def test_minutes_that_came_back_correct_the_estimates(workspace):
    _assign(workspace)
    slow = [_answer(row, minutes=6 * row.minutes) for row in _rows(workspace, volunteer="Ann Lee")]
    normal = [_answer(row, minutes=row.minutes) for row in _rows(workspace, volunteer="Bo Shah")]
    workspace.append(Answer, [*slow, *normal])

    summary = _assign(workspace, round="2")

    pages = {batch.volunteer: batch.pages for batch in summary.batches}
    before = {name: len(_rows(workspace, round="1", volunteer=name)) for name in pages}
    rates = [batch.minutes / batch.hours for batch in summary.batches]
    assert summary.timed == len(slow) + len(normal)
    assert pages["Ann Lee"] < before["Ann Lee"]
    assert pages["Bo Shah"] > before["Bo Shah"]
    assert max(rates) / min(rates) == pytest.approx(1, abs=0.06)


def test_a_full_disk_leaves_neither_rows_nor_files(workspace, monkeypatch):
    monkeypatch.setattr("assignments.send.draft", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))

    with pytest.raises(WorkspaceError, match="the disk is full"):
        _assign(workspace)

    assert not _rows(workspace)
    assert not list((workspace.worksheets / "1").iterdir())


def test_the_mail_is_a_draft_with_the_workbook_attached(workspace):
    workspace.settings_file.write_text(
        '[worksheet]\nsite = "the town’s website"\nlead = "Helen Ward <helen@x.example>"\n', encoding="utf-8"
    )
    _assign(workspace, due=datetime.date(2026, 12, 12))

    raw = (workspace.worksheets / "1" / "B01 Ann Lee.eml").read_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    (attached,) = mail.iter_attachments()
    text = mail.get_body().get_content().replace("\r\n", "\n")
    assert (mail["X-Unsent"], mail["To"], mail["From"]) == ("1", "ann@x.example", "helen@x.example")
    assert mail["Subject"] == f"the town’s website: {len(_rows(workspace, part='B01'))} pages that only you can judge"
    assert text.startswith("Hello Ann,\n")
    assert "by 12 December 2026" in text
    assert text.endswith("With thanks\nHelen Ward\n")
    assert attached.get_filename() == "B01 Ann Lee.xlsx"
    assert attached.get_content() == (workspace.worksheets / "1" / "B01 Ann Lee.xlsx").read_bytes()


def test_the_leads_own_text_is_taken_for_the_mail(workspace):
    (workspace.folder / "mail.txt").write_text("Subject: For {first}\n\nDear {name}, {{sic}}\n", encoding="utf-8")
    workspace.settings_file.write_text('[worksheet]\nmail = "mail.txt"\n', encoding="utf-8")
    _assign(workspace)

    mail = email.message_from_bytes(
        (workspace.worksheets / "1" / "B01 Ann Lee.eml").read_bytes(), policy=email.policy.default
    )
    assert (mail["Subject"], mail.get_body().get_content()) == ("For Ann", "Dear Ann Lee, {sic}\r\n")


def test_the_command_prints_the_plan_and_the_files(workspace):
    file = _people(workspace)
    folder = str(workspace.folder)

    plan = CliRunner().invoke(main, ["assign", "-w", folder, "--volunteers", str(file), "--dry-run"])
    lines = CliRunner().invoke(main, ["assign", "-w", folder, "--volunteers", str(file), "--json"])

    assert plan.exit_code == lines.exit_code == 0
    assert "Ann Lee" in plan.stdout
    assert "This is only the plan: nothing was written." in plan.stderr
    batches = [json.loads(line) for line in lines.stdout.splitlines()]
    assert [batch["file"] for batch in batches[:-1]] == [batch.file for batch in workspace.records(Batch)]
    assert batches[-1]["pages"] == 64


def test_two_runs_give_equal_bytes(workspace, tmp_path):
    _assign(workspace)
    with Workspace(tmp_path / "again", create=True) as again:
        crawl = again.inventory.begin([SITE], {}, "2026-11-01T10:00:00+00:00")
        again.inventory.record(crawl.id, _site())
        again.append(Finding, list(workspace.records(Finding)))
        _assign(again)

        assert [dataclasses.astuple(row) for row in again.records(Row)] == [
            dataclasses.astuple(row) for row in workspace.records(Row)
        ]
        for file in (workspace.worksheets / "1").iterdir():
            assert (again.worksheets / "1" / file.name).read_bytes() == file.read_bytes()
