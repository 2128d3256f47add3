"""Where decisions do not fit together the lead is asked, and the lead’s word settles it."""

import datetime

import openpyxl
import pytest
from returns import (
    DECISION,
    NOW,
    PEOPLE,
    columns,
    deal,
    decisions,
    fill,
    ready,
    says,
    url_of,
    worksheet,
)

from assignments.ledger import lines
from assignments.merge import merge
from assignments.records import LEAD, Agreement, Clash, Conflict, Redirect, State
from crawler.workspace import Discovered


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
        at = columns(sheet)
        assert sheet.cell(4, at["Who said what"]).value == "Maria Lopez: keep\nJon Hughes: archive"
        sheet.cell(4, at[DECISION]).value = "archive"
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
        book["Conflicts"].cell(4, columns(book["Conflicts"])[DECISION]).value = "archive"
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
