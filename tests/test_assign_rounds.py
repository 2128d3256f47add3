"""Round after round: what was dealt before, people who leave and join, and minutes that came back."""

import datetime
from statistics import fmean

import pytest
from town import NOW, PEOPLE, SITE, answer, deal_out, filled, finding, page, rows_of, workspace  # noqa: F401 — a fixture

from assignments.assign import AssignError
from assignments.choose import Choice
from assignments.merge import merge
from assignments.records import Agreement, Answer, Decision
from audit.rule import Finding
from audit.rulebook import RuleError

LATER = NOW + datetime.timedelta(days=20)


def test_a_choice_that_fits_no_page_is_not_called_dealt_already(workspace):
    deal_out(workspace)

    summary = deal_out(workspace, choice=Choice(only=("/atlantis/*",)))

    assert summary.batches == ()
    assert summary.left_out["outside --only"] > 0
    assert summary.notices == (
        "No page is left to share out: “Not dealt” says why. Ask for more pages, or look at how names are spelt.",
    )


def test_a_rule_that_is_not_there_is_said_before_anything_is_dealt(workspace):
    with pytest.raises(RuleError, match=r"There is no rule “old-pages”\. Did you mean “old-page”\?"):
        deal_out(workspace, choice=Choice(rules=("old-pages",)))

    assert rows_of(workspace) == []


def test_a_second_run_leaves_what_went_out_and_says_so(workspace):
    deal_out(workspace)
    before = {file: file.read_bytes() for file in (workspace.worksheets / "1").iterdir()}

    summary = deal_out(workspace)

    assert summary.batches == ()
    assert summary.notices[0].startswith("Every page is dealt in round 1 already; what went out is untouched.")
    assert {file: file.read_bytes() for file in (workspace.worksheets / "1").iterdir()} == before


def test_a_second_run_adds_pages_that_were_not_dealt_and_a_newcomer_gets_most_of_them(workspace):
    deal_out(workspace, choice=Choice(only=("/pensions/*", "/library/*")))

    summary = deal_out(workspace, PEOPLE + "Di Fox,di@x.example,2,,,\n")

    assert summary.batches[0].part == "B04"
    assert max(summary.batches, key=lambda batch: batch.minutes).volunteer == "Di Fox"
    assert len(rows_of(workspace)) == 64


def test_decided_pages_come_again_only_when_their_evidence_changed(workspace):
    deal_out(workspace, choice=Choice(only=("/planning/*",)))
    urls = [SITE + f"planning/{n:02}" for n in (4, 5, 6)]
    workspace.append(Decision, [Decision(page_url=url, decision="keep", state=Agreement.AGREED) for url in urls])
    workspace.replace(Finding, [finding("planning/05"), finding("planning/06", evidence="“opened in 2019”")])

    summary = deal_out(workspace, round="2", choice=Choice(only=("/planning/*",)))

    dealt = {row.page_url for row in rows_of(workspace, round="2")}
    assert dealt & set(urls) == {SITE + "planning/06"}
    assert summary.left_out["decided in an earlier round, and nothing about them has changed"] == 2


def test_somebody_who_leaves_hands_on_what_is_not_answered(workspace):
    deal_out(workspace)
    own = rows_of(workspace, volunteer="Bo Shah")
    workspace.append(Answer, [answer(own[0])])

    summary = deal_out(workspace, PEOPLE + "Di Fox,,2,,,\n", reassign="Bo Shah")

    after = rows_of(workspace)
    kept = {row.reference: row for row in after}
    new = after[len(after) - len(own) + 1 :]
    assert sorted(row.page_url for row in new) == sorted(row.page_url for row in own[1:])
    assert {row.volunteer for row in new} <= {"Ann Lee", "Cy Roe", "Di Fox"}
    assert all(row.because.startswith("Handed on by Bo Shah. ") for row in new)
    assert kept[own[0].reference].handed_to == ""
    assert {kept[row.reference].handed_to for row in own[1:]} == {row.volunteer for row in new}
    assert all(batch.part > "B03" for batch in summary.batches)
    with pytest.raises(AssignError, match="Bo Shah has answered or handed on every page of round 1"):
        deal_out(workspace, reassign="Bo Shah")


WITH_DI = PEOPLE + "Di Fox,di@x.example,2,,planning,\n"


def test_a_newcomer_gets_a_fair_share_of_what_the_others_have_not_answered(workspace):
    deal_out(workspace)
    before = rows_of(workspace)
    answered = before[::4]
    workspace.append(Answer, [answer(row) for row in answered])
    waiting = [row for row in before if row not in answered]
    plan = deal_out(workspace, WITH_DI, newcomer="Di Fox", dry_run=True)
    unmoved = rows_of(workspace)

    summary = deal_out(workspace, WITH_DI, newcomer="Di Fox")

    new = rows_of(workspace, volunteer="Di Fox")
    moved = [row for row in rows_of(workspace) if row.handed_to]
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
        deal_out(workspace, WITH_DI, newcomer="Di Fox")


def test_a_newcomer_gets_nothing_of_a_section_that_they_asked_not_to_get(workspace):
    deal_out(workspace)

    deal_out(workspace, PEOPLE + "Di Fox,di@x.example,2,,,library\n", newcomer="Di Fox")

    new = rows_of(workspace, volunteer="Di Fox")
    assert new
    assert not any("/library/" in row.page_url for row in new)


def test_nothing_moves_to_a_newcomer_where_everything_is_answered(workspace):
    deal_out(workspace)
    workspace.append(Answer, [answer(row) for row in rows_of(workspace)])

    with pytest.raises(AssignError, match="Everything in round 1 is answered or decided"):
        deal_out(workspace, WITH_DI, newcomer="Di Fox")

    assert not rows_of(workspace, volunteer="Di Fox")


def test_minutes_that_came_back_correct_the_estimates(workspace):
    deal_out(workspace)
    slow = [answer(row, minutes=6 * row.minutes) for row in rows_of(workspace, volunteer="Ann Lee")]
    normal = [answer(row, minutes=row.minutes) for row in rows_of(workspace, volunteer="Bo Shah")]
    workspace.append(Answer, [*slow, *normal])

    summary = deal_out(workspace, round="2")

    pages = {batch.volunteer: batch.pages for batch in summary.batches}
    before = {name: len(rows_of(workspace, round="1", volunteer=name)) for name in pages}
    rates = [batch.minutes / batch.hours for batch in summary.batches]
    assert summary.timed == len(slow) + len(normal)
    assert pages["Ann Lee"] < before["Ann Lee"]
    assert pages["Bo Shah"] > before["Bo Shah"]
    assert max(rates) / min(rates) == pytest.approx(1, abs=0.06)


def test_the_late_file_of_somebody_who_left_still_merges_beside_that_of_who_took_over(workspace):
    """The whole way: dealt, handed on, and both workbooks come back; the same pages are answered twice."""
    deal_out(workspace)
    own = rows_of(workspace, volunteer="Bo Shah")
    deal_out(workspace, "name,hours\nDi Fox,2\n", reassign="Bo Shah")
    late = filled(workspace, "Bo Shah", len(own))
    taken_over = rows_of(workspace, volunteer="Di Fox")

    merged = merge(workspace, [late], LATER)
    alone = {one.page_url: (one.decision, one.decided_by, one.state) for one in workspace.records(Decision)}
    merge(workspace, [filled(workspace, "Di Fox", 1, "archive")], LATER)

    assert (merged.states["accepted"], merged.states["unplaced"], merged.states["invalid"]) == (len(own), 0, 0)
    assert {row.page_url: alone[row.page_url] for row in own} == {
        row.page_url: ("keep", "Bo Shah", Agreement.AGREED) for row in own
    }
    assert sorted(row.page_url for row in taken_over) == sorted(row.page_url for row in own)
    differ = [one.page_url for one in workspace.records(Decision) if one.state is Agreement.CONFLICT]
    assert differ == [taken_over[0].page_url], "where the two differ the lead is asked"


def test_each_persons_own_minutes_correct_their_estimates_where_there_are_enough(workspace):
    """Eight timed answers are enough for a pace of one's own; with fewer the usual pace counts."""
    deal_out(workspace)
    ann, bo, cy = (rows_of(workspace, volunteer=name) for name in ("Ann Lee", "Bo Shah", "Cy Roe"))
    slow = [answer(row, minutes=4 * row.minutes) for row in ann[:10]]
    quick = [answer(row, minutes=row.minutes / 2) for row in bo[:10]]
    few = [answer(row, minutes=9 * row.minutes) for row in cy[:7]]
    workspace.append(Answer, [*slow, *quick, *few])

    deal_out(workspace, round="2", choice=Choice(only=("/planning/*",)))

    before = {row.page_url: row.minutes for row in (*ann, *bo, *cy)}
    again = {name: rows_of(workspace, round="2", volunteer=name) for name in ("Ann Lee", "Bo Shah", "Cy Roe")}
    slower = {name: fmean(row.minutes / before[row.page_url] for row in own) for name, own in again.items()}
    usual = (sum(one.minutes for one in (*slow, *quick, *few)) + 10) / (
        sum(row.minutes for row in (*ann[:10], *bo[:10], *cy[:7])) + 10
    )
    assert slower["Cy Roe"] == pytest.approx(usual, rel=0.02)
    assert slower["Ann Lee"] == pytest.approx(4, rel=0.05)
    assert slower["Bo Shah"] < usual / 2
