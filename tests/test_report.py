"""The report tells everybody how the audit stands, and is the same each time."""

import datetime
import json
import shutil
import time
from dataclasses import replace

import pytest
import small
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

import cli
from assignments.records import LEAD, Answer, Clash, Conflict, State, Unread
from assignments.report import report
from assignments.report.page import options_said, share
from assignments.report.site import AgeBar, SitePage, ages, readable, sections
from audit.check import RuleFailure
from audit.rule import Finding
from audit.rulebook import own_rules
from crawler.options import CrawlOptions
from crawler.page import Extract, Kind, Page
from crawler.workspace import Workspace

TITLES = {rule.id: rule.title for rule in own_rules()}


@pytest.fixture
def page(small_workspace):
    """The report's page of the small audit, as a tree."""
    return LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))


def words(node):
    """What a reader sees, with single spaces."""
    return " ".join(node.text(separator=" ").split())


def table(page, heading):
    """The rows of the table in the section under a heading."""
    section = next(part for part in page.css("section") if part.css_first("h2").text() == heading)
    return [[words(cell) for cell in row.css("th, td")] for row in section.css("tbody tr")]


def test_the_headline_says_how_things_stand(page):
    assert page.css_first("h1").text() == "www.bryn.example"
    assert words(page.css_first(".lede")) == (
        "2 colleagues are deciding what should become of 6 pages of this site. 3 pages are decided, and 1 page "
        "waits for the lead because decisions clash. Something was noticed on 3 pages and documents of 7 (43 %)."
    )
    assert [words(card) for card in page.css(".cards li")] == [
        "6 pages that a visitor can read",
        "1 document PDF, Word and the like",
        "3 with something noticed 43 % of pages and documents",
        "3 three years old or older by the date of the last change; 3 have no date",
        "6 shared out among 2 colleagues",
        "3 decided 50 % of those shared out",
        "2 open shared out, no decision yet",
        "1 in conflict decisions clash, the lead decides",
    ]


def test_what_waits_for_the_lead_is_listed_with_the_place_that_tells_more(page):
    waiting = {words(link): link.attributes["href"] for link in page.css(".todo a")}

    assert waiting == {
        "1 page on which decisions clash": "#conflicts",
        "2 returned rows that could not be understood or placed": "#questions",
        "1 line of the redirect map that cannot be used yet": "#redirects",
        "1 decision not carried out to the end, as far as could be seen": "#verified",
    }
    assert all(page.css_first(f'[id="{place[1:]}"]') for place in waiting.values())


def test_what_was_noticed_is_told_rule_by_rule_with_evidence(page):
    rules = [(words(rule.css_first("h3")), words(rule.css_first(".count"))) for rule in page.css("details.rule")]
    first = page.css("details.rule tbody tr")[0]

    assert rules == [
        (TITLES["broken-link"], "1 page"),
        (TITLES["old-page"], "2 pages"),
        (TITLES["thin-page"], "1 page"),
    ]
    assert [words(cell) for cell in first.css("th, td")] == [
        "How to apply /grants/apply",
        "“the guidance” leads to /grants/missing, which answers 404",
        "1",
    ]


def test_many_kinds_of_low_weight_are_folded_and_none_is_lost(small_workspace):
    one = small.FINDINGS[-2]
    small_workspace.append(Finding, [replace(one, rule=f"own-{number}") for number in range(20)])
    page = LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))

    assert words(page.css_first("#lesser > summary")) == "11 more kinds, of low weight"
    assert (len(page.css("details.rule")), len(page.css("#lesser details.rule"))) == (23, 11)
    assert all(rule.css_first(".low") for rule in page.css("#lesser details.rule"))


def test_sections_people_and_disagreements_are_told(page):
    assert table(page, "The site by section") == [
        ["grants", "3", "1", "12.2 years", "1 (25 %)", "3", "2"],
        ["news", "2", "0", "10.9 years", "2 (100 %)", "2", "1"],
        ["(in no folder)", "1", "0", "not known", "0", "1", "0"],
    ]
    assert table(page, "What was decided") == [
        ["Mair Evans", "3", "3", "100 %", "31 May 2026"],
        ["Tom Price", "4", "2", "50 %", "31 May 2026"],
    ]
    assert table(page, "Where decisions clash") == [
        [
            "Grants /grants/",
            "people differ",
            f"Mair Evans : keep Tom Price : delete (send visitors to {small.at('news/')})",
        ]
    ]


def test_what_became_of_every_address_adds_up(page):
    rows = table(page, "What was read, and what was not")

    assert [row[:3] for row in rows] == [
        ["read", "pages", "6"],
        ["read", "documents", "1"],
        ["read", "images", "1"],
        ["leads elsewhere", "redirects to another address", "1"],
        ["error", "does not exist (404)", "1"],
        ["no answer", "no answer within 20 seconds", "1"],
        ["not asked", "not fetched yet", "1"],
        ["not asked", "robots.txt asks crawlers to stay away", "1"],
    ]
    assert sum(int(row[2]) for row in rows) == 13
    assert "came to know 13 addresses" in words(page.body)


def test_a_bar_stands_for_each_year_and_old_ones_share_the_first():
    def of(year):
        changed = datetime.date(year, 6, 1) if year else None
        return SitePage(url="u", title="t", kind=Kind.PAGE, section="", changed=changed)

    bars, undated = ages([of(1999), of(2003), of(2006), of(2023), of(2026), of(None)], datetime.date(2026, 6, 1))

    assert (bars[0], undated, len(bars)) == (AgeBar(label="≤ 2006", pages=3, old=True), 1, 21)
    assert [(bar.label, bar.old) for bar in bars if bar.pages] == [("≤ 2006", True), ("2023", True), ("2026", False)]


def test_many_sections_of_one_page_share_a_line():
    def of(name):
        return SitePage(url=name, title="t", kind=Kind.PAGE, section=name.rstrip("0123456789"), changed=None)

    nothing = {"found": set(), "shared": set(), "decided": set()}
    few = sections([of("news1"), of("news2"), of("a"), of("b")], datetime.date(2026, 6, 1), **nothing)
    many = sections([of("news1"), of("news2"), *map(of, "abcdef")], datetime.date(2026, 6, 1), **nothing)

    assert [(line.name, line.pages) for line in few] == [("news", 2), ("a", 1), ("b", 1)]
    assert [(line.name, line.pages) for line in many] == [("news", 2), ("(6 smaller sections)", 6)]


@pytest.mark.parametrize(
    ("count", "whole", "said"), [(0, 9, "0 %"), (1, 999, "1 %"), (998, 999, "99 %"), (9, 9, "100 %"), (0, 0, "0 %")]
)
def test_a_share_never_rounds_to_nothing_or_to_all(count, whole, said):
    assert share(count, whole) == said


def test_two_reports_are_equal_to_the_byte(small_workspace, tmp_path):
    first = report(small_workspace, small.NOW)
    before = [file.read_bytes() for file in (first.page, first.workbook)]
    shutil.rmtree(small_workspace.reports)
    time.sleep(1.1)  # the clock of zip archives and of document properties counts seconds
    again = report(small_workspace, small.NOW)

    assert [file.read_bytes() for file in (again.page, again.workbook)] == before
    assert sorted(file.name for file in small_workspace.reports.iterdir()) == ["audit.xlsx", "report.html"]


def test_an_audit_before_any_work_has_a_report_too(tmp_path):
    with Workspace(tmp_path, create=True) as workspace:
        crawl = workspace.inventory.begin([small.SITE], {}, small.STARTED)
        workspace.inventory.record(crawl.id, small.PAGES[:1], small.WAITING)
        text = words(LexborHTMLParser(report(workspace, small.NOW).page.read_text(encoding="utf-8")).body)

    assert "Nothing has been shared out to colleagues yet." in text
    assert "These figures are not complete" in text
    assert "Nothing was noticed, or the rules were not run yet." in text
    assert "Nobody was asked yet." in text


def test_clashes_across_pages_and_what_colleagues_suggest_are_told(small_workspace):
    circle = Conflict(clash=Clash.CIRCLE, page_urls=(small.at("a"), small.at("b")), message="These lead to each other.")
    lost = Unread(file="mair.xlsb", inside="", message="Ask for an .xlsx file.")
    small_workspace.append(Conflict, [circle])
    small_workspace.append(Unread, [lost])
    page = LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))

    assert table(page, "Where decisions clash")[1] == [
        "/a (no title) /b (no title)",
        "a circle of targets",
        circle.message,
    ]
    assert [words(item) for item in page.css('[aria-labelledby="questions"] li')] == [
        "mair.xlsb : Ask for an .xlsx file.",
        "Tom Price , Pages we missed : “The club list is only on paper”",
        "Tom Price.xlsx, row 8 : “bin it?” is none of the decisions",
        "Tom Price.xlsx, row 19 : Row 19 carries no reference and no address of the site",
    ]
    assert "1 returned file that could not be read" in words(page.css_first(".todo"))


def test_a_page_that_is_gone_is_called_as_it_was_and_not_as_the_error_page_is(small_workspace):
    crawl = small_workspace.inventory.begin([small.SITE], {}, small.STARTED)
    gone = [Page(url=small.at(path), status=404, title="Oh no!") for path in ("grants/", "lost")]
    small_workspace.inventory.record(crawl.id, [Extract(page=one) for one in gone])
    small_workspace.inventory.end(crawl.id, "finished", "", small.STARTED)
    finding = Finding(
        page_url=small.at("lost"), rule="missing-page", severity="critical", certainty="sure", evidence="answers 404"
    )
    small_workspace.append(Finding, [finding])
    page = LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))

    assert table(page, "Where decisions clash")[0][0] == "Grants /grants/"
    assert "/lost (no title)" in words(page.body)
    assert "Oh no!" not in words(page.body)


def test_a_page_that_sends_its_visitors_elsewhere_is_not_counted_among_those_that_can_be_read():
    stub = Page(url=small.at("stub"), status=200, redirects_to=small.at("news/"))

    assert [page.url for page in readable([stub, Page(url=small.at("news/"), status=200)])] == [small.at("news/")]


def test_rows_of_a_file_that_wait_for_the_same_reason_are_told_together(small_workspace):
    def lost(row, why):
        return small.answer("", row, "", State.UNPLACED, message=why, typed=str(row))

    rows = [*(lost(row, "Which?") for row in (4, 5, 9)), *(lost(row, "Why?") for row in range(10, 60))]
    small_workspace.append(Answer, rows)
    page = LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))

    told = [words(item) for item in page.css('[aria-labelledby="questions"] li')]
    assert [text for text in told if text.endswith(("Which?", "Why?"))] == [
        "Tom Price.xlsx, rows 4, 5 and 9 : Which?",
        "Tom Price.xlsx, 50 rows, the first is row 10 : Why?",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (CrawlOptions(), ""),
        (CrawlOptions(max_pages=100, max_depth=0, external=False), "--max-pages 100 --max-depth 0 --no-external"),
        (CrawlOptions(include=("/a/*", "/b/*"), ignore_robots=True), "--include /a/* --include /b/* --ignore-robots"),
        (CrawlOptions(listed=("https://a.example/",)), "--list (a list of addresses)"),
    ],
)
def test_what_was_asked_of_the_crawl_is_told_as_it_was_typed(options, said):
    assert options_said(options.kept()) == said


def test_an_answer_that_the_lead_overruled_was_still_given(small_workspace):
    lead = small.answer("P-2B", 3, "keep", State.ACCEPTED, volunteer=LEAD)
    small_workspace.append(Answer, [lead])
    page = LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))

    assert [row[:3] for row in table(page, "What was decided")] == [["Mair Evans", "3", "3"], ["Tom Price", "4", "2"]]


def test_how_far_people_agree_and_what_they_find_wrong_is_told(small_workspace):
    wrong = small.answer("P-5E", 9, "delete", State.ACCEPTED, target="gone", wrong_finding="it is not old")
    small_workspace.append(Answer, [wrong])
    page = LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))
    rule = next(rule for rule in page.css("details.rule") if rule.css_first("h3").text() == TITLES["old-page"])

    assert "Colleagues say that it is not so on 1 of 2 answered pages." in words(rule)
    assert (
        "How far people agree 1 page was judged by two people or more. On 1 page one said “keep” and another “delete”."
    ) in words(page.body)


def test_rules_that_failed_are_said(small_workspace):
    failure = RuleFailure(
        rule="my-rule", page_url=small.at("news/"), pages=2, reason="ZeroDivisionError: division by zero"
    )
    small_workspace.append(RuleFailure, [failure])
    text = words(LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8")).body)

    assert "1 rule that failed, so that something may have been missed" in text
    assert "my-rule: ZeroDivisionError: division by zero (on 2 pages, first on https://www.bryn.example/news/)" in text


def test_what_was_not_carried_out_is_told_with_what_was_seen(page):
    line = page.css_first("section[aria-labelledby=verified] tbody tr")

    assert [words(cell) for cell in line.css("td")] == [
        "merge (https://www.bryn.example/grants/apply)",
        "not done",
        "it still answers 200; still linked from https://www.bryn.example/grants/ and 1 more",
    ]


def test_the_command_prints_where_the_files_are(small_workspace):
    folder = small_workspace.folder
    plain = CliRunner().invoke(cli.main, ["report", "-w", str(folder)])
    as_json = CliRunner().invoke(cli.main, ["report", "-w", str(folder), "--json"])

    assert plain.stdout == f"{folder / 'reports' / 'report.html'}\n{folder / 'reports' / 'audit.xlsx'}\n"
    assert json.loads(as_json.stdout) == {
        "report": str(folder / "reports" / "report.html"),
        "workbook": str(folder / "reports" / "audit.xlsx"),
    }
