"""`audit show` tells the whole story of one page in plain words, for people and for programs."""

import io
import json

import pytest
import small
from click.testing import CliRunner
from returns import fill, ready, says, url_of, worksheet

import cli
from assignments import identity
from assignments.merge import merge
from assignments.records import Answer, Question, Row, State
from assignments.show import UnknownAddressError, story
from assignments.tell import tell
from audit.rule import Finding
from audit.rulebook import own_rules
from audit.site import Site
from crawler.page import Extract, Link, Page, Place
from crawler.workspace import Workspace

TITLES = {rule.id: rule.title for rule in own_rules()}


def told(workspace, address, width=80):
    """What a person reads, line by line without the spaces at line ends."""
    out = io.StringIO()
    tell(story(workspace, address), out, width=width)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def test_a_page_tells_its_whole_story_within_80_columns(small_workspace):
    assert told(small_workspace, small.at("grants/apply")) == (
        "How to apply\n"
        "https://www.bryn.example/grants/apply\n"
        "\n"
        "What it is\n"
        "  answers 200 · page · 120 words · 4 kB · language en-GB · section “grants” · by\n"
        "  Mair Evans · 2 clicks from the start · looked at on 30 May 2026\n"
        "  Published 5 January 2012 and changed 2 March 2014 (the date stands in the\n"
        "  text)\n"
        "\n"
        "Dates that were read\n"
        "  modified 2 March 2014, in the text: “Last updated: 2 March 2014”\n"
        "\n"
        "What was noticed (2)\n"
        f"  high, sure      {TITLES['broken-link']}\n"
        "                  “the guidance” leads to /grants/missing, which answers 404\n"
        f"  medium, likely  {TITLES['old-page']}\n"
        "                  last changed 2 March 2014\n"
        "\n"
        "What that speaks for\n"
        "  update? not changed for 12 years\n"
        "\n"
        "Pages that link here (1)\n"
        "  https://www.bryn.example/grants/  “How to apply”\n"
        "\n"
        "Addresses that it links to (3)\n"
        "  https://www.bryn.example/grants/missing\n"
        "    “the guidance” does not work: does not exist (404)\n"
        "\n"
        "Pages with the same text (1)\n"
        "  https://www.bryn.example/grants/apply-copy\n"
        "\n"
        "Who was asked\n"
        "  Mair Evans, round Spring (P-1A): grants, which you know\n"
        "\n"
        "What was answered\n"
        "  31 May 2026, Mair Evans: keep [superseded; Mair first.xlsx (00000000), “Pages”\n"
        "  row 5]\n"
        "  31 May 2026, Mair Evans: rewrite · out of date · “The steps changed in 2020”\n"
        "  [accepted; Mair Evans.xlsx (MMMMMMMM), “Pages” row 5]\n"
        "\n"
        "What was decided\n"
        "  rewrite · out of date · “The steps changed in 2020” (by Mair Evans)"
    )


def test_a_page_that_nobody_could_read_says_why(small_workspace):
    assert told(small_workspace, small.at("slow")).startswith(
        "(no title)\n"
        "https://www.bryn.example/slow\n"
        "\n"
        "What it is\n"
        "  no answer · page · 4 kB · language en-GB · section “slow” · no way from the\n"
        "  start · looked at on 30 May 2026\n"
        "  Not read: no answer within 20 seconds\n"
        "  No date is known.\n"
        "\n"
        "What was noticed\n"
        "  Nothing.\n"
        "\n"
        "Pages that link here\n"
        "  None: nobody finds it by clicking.\n"
    )


def test_links_that_do_not_work_are_told_with_their_reason(small_workspace):
    assert (
        "Addresses that it links to (8)\n"
        "  https://www.bryn.example/grants/apply#forms\n"
        "    “Forms” does not work: the page has no place named “forms”\n"
        "  https://gone.example/page\n"
        "    “A funder” does not work: does not exist (404); first seen so on 29 May 2026\n"
        "  https://slow.example/\n"
        "    “A slow site” could not be checked: no answer within 20 seconds\n"
    ) in told(small_workspace, small.at("grants/"))


def test_a_disagreement_is_told_with_both_sides(small_workspace):
    assert told(small_workspace, small.at("grants/")).endswith(
        "What was decided\n  People disagree; the lead decides. Mair Evans: keep · Tom Price: delete"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.bryn.example/grants/apply",
        "http://www.bryn.example/grants/apply/",
        "https://bryn.example/grants/apply?utm_source=mail#step-2",
        "www.bryn.example/grants/apply",
        "bryn.example/grants/apply/",
        "/grants/apply",
        "grants/apply/",
        "HTTPS://WWW.BRYN.EXAMPLE/grants/./apply",
        "  https://www.bryn.example/grants/apply ",
    ],
)
def test_an_address_may_be_typed_as_people_type(small_workspace, typed):
    assert story(small_workspace, typed).page.url == "https://www.bryn.example/grants/apply"


def test_an_unknown_address_names_the_nearest_ones(small_workspace):
    with pytest.raises(UnknownAddressError) as error:
        story(small_workspace, "www.bryn.example/grants/aply")

    assert str(error.value) == (
        f"www.bryn.example/grants/aply is not in the inventory of {small_workspace.folder}. "
        "Did you mean one of these?\n"
        "  https://www.bryn.example/grants/apply\n"
        "  https://www.bryn.example/grants/\n"
        "  https://www.bryn.example/grants/apply-copy\n"
        "  https://www.bryn.example/grants/2013\n"
        "  https://www.bryn.example/grants/form.pdf"
    )


def test_an_address_like_no_other_names_the_list_of_all(small_workspace):
    with pytest.raises(UnknownAddressError, match="List all pages with: audit export pages"):
        story(small_workspace, "xyz")


def test_the_sites_control_characters_do_not_reach_the_terminal(small_workspace):
    crawl = small_workspace.inventory.crawls()[-1].id
    title = "A\x1b[31mred\x07 \u202eeltit\nof lines"
    page = Page(url=small.at("evil"), status=200, title=title, fetched_at=small.FETCHED)
    small_workspace.inventory.record(crawl, [Extract(page=page)])

    assert told(small_workspace, small.at("evil")).splitlines()[0] == "A [31mred eltit of lines"


def test_markup_of_the_terminal_library_is_only_text(small_workspace):
    severity = small.FINDINGS[0].severity
    finding = Finding(
        page_url=small.at("news/"),
        rule="x",
        severity=severity,
        certainty=small.FINDINGS[0].certainty,
        evidence="[red]no",
    )
    small_workspace.append(Finding, [finding])

    assert "[red]no" in told(small_workspace, small.at("news/"))


def test_json_is_one_object_on_one_line(small_workspace):
    result = CliRunner().invoke(cli.main, ["show", "/grants/apply", "--json", "-w", str(small_workspace.folder)])
    known = json.loads(result.stdout)

    assert result.stdout.count("\n") == 1
    assert " ".join(known) == (
        "page section dates findings linked_from links same_text variants rows answers decision verdict suggestion "
        "own titles"
    )
    assert known["page"]["url"] == small.at("grants/apply")
    assert known["answers"][0]["state"] == "superseded"
    assert known["decision"]["decision"] == "rewrite"


def test_an_unknown_address_ends_with_1_and_nothing_on_stdout(small_workspace):
    result = CliRunner().invoke(cli.main, ["show", "/nowhere", "-w", str(small_workspace.folder)])

    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize(
    ("decision", "target", "said"),
    [
        ("delete", "gone", "delete (gone)"),
        ("merge", small.at("news/"), f"merge into {small.at('news/')}"),
        ("archive", small.at("old/"), f"archive (to {small.at('old/')})"),
        ("", "", "no decision"),
    ],
)
def test_an_answer_is_told_with_where_visitors_should_go(small_workspace, decision, target, said):
    answer = small.answer("P-2B", 7, decision, State.INVALID, target=target, reason="old", message="Why?")
    small_workspace.append(Answer, [answer])

    assert f"{said} · old · Why?" in told(small_workspace, answer.page_url, width=300)


def test_a_page_is_also_known_by_its_id(tmp_path):
    with ready(tmp_path / "audit", overlap=1) as work:
        for who, word in (("maria", "keep"), ("jon", "archive")):
            merge(work, [fill(worksheet(work, who), tmp_path / f"{who}.xlsx", [0], says(word))], small.NOW)
        row = next(one for one in work.records(Row) if one.page_url == url_of(3))
        (asked,) = work.records(Question)

        assert story(work, f" {row.reference.lower()} ").page.url == url_of(3)
        assert story(work, asked.reference).page.url == url_of(0)
        with pytest.raises(UnknownAddressError):
            story(work, identity.make(7))


def test_only_pages_that_answer_link_to_a_page_and_those_that_name_it_in_their_text_come_first(tmp_path):
    def linking(path, place, **facts):
        link = Link(url=small.at("about"), text="About us", place=place)
        return Extract(page=Page(url=small.at(path), **facts), links=(link,))

    with Workspace(tmp_path, create=True) as workspace:
        crawl = workspace.inventory.begin([small.SITE], {}, small.STARTED)
        workspace.inventory.record(
            crawl.id,
            [
                Extract(page=Page(url=small.at("about"), status=200)),
                linking("a", Place.NAVIGATION, status=200),
                linking("b", Place.CONTENT, status=200),
                linking("lost", Place.CONTENT, status=404),
                linking("moved", Place.CONTENT, status=301, redirects_to=small.at("a")),
            ],
        )
        workspace.inventory.end(crawl.id, "finished", "", small.STARTED)
        found = story(workspace, small.at("about"))
        site = Site(workspace, crawl.id, small.NOW.date())
        linked = [source.url for source, _ in site.links_to(site.page(small.at("about")))]

        assert [one.page_url for one in found.linked_from] == [small.at("b"), small.at("a")]
        assert site.links_in(found.page) == workspace.lookup.degrees(crawl.id)[small.at("about")].links_in == 2
        assert sorted(linked) == [small.at("a"), small.at("b")]
