"""What a merge works out beside decisions: how far people agree, which rules they call wrong, thanks and ideas."""

import email
import email.message
import email.policy

import openpyxl
from returns import (
    DECISION,
    NOW,
    WRONG,
    columns,
    fill,
    ready,
    says,
    url_of,
    worksheet,
)

from assignments.merge import merge
from assignments.records import Idea
from audit.rule import Certainty, FalseAlarms, Finding, Severity
from audit.tell import rule_list


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
        book["Conflicts"].cell(4, columns(book["Conflicts"])[DECISION]).value = "keep"
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
