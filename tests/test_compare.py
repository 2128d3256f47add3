"""Two crawls are compared address by address: what is new, gone, moved, repaired or rewritten."""

import json

import pytest
import small
from click.testing import CliRunner
from msgspec.structs import replace

import cli
from assignments.compare import CompareError, compare
from crawler.page import Extract
from crawler.workspace import Workspace


@pytest.fixture
def two_crawls(small_workspace):
    """The small audit, crawled again after somebody has worked on the site."""
    pages = {extract.page.url.removeprefix(small.SITE): extract for extract in small.PAGES}
    change = {
        "grants/apply": {"text_hash": "new", "words": 90, "title": "Apply for a grant"},
        "grants/apply-copy": {"status": 301, "redirects_to": small.at("grants/apply")},
        "grants/missing": {"status": 200},
        "news/2015/fete": {"status": 410},
        "slow": {"fetched_at": ""},
    }
    later = [
        replace(one, page=replace(one.page, **change.get(path, {}))) for path, one in pages.items() if path != "news/"
    ]
    fresh = [
        small.page("grants/2026", "Grants in 2026"),
        Extract(page=replace(pages["grants/missing"].page, url=small.at("x"))),
    ]
    inventory = small_workspace.inventory
    crawl = inventory.begin([small.SITE], {}, small.ENDED).id
    inventory.record(crawl, [*later, *fresh])
    inventory.end(crawl, "finished", "", small.ENDED)
    return small_workspace


def test_each_change_is_told_once(two_crawls):
    assert [
        (one.url.removeprefix(small.SITE), one.change, one.before, one.after)
        for one in compare(two_crawls.folder, "1", "2")
    ] == [
        ("grants/2026", "new", "", "200"),
        ("grants/apply", "text changed", "120 words", "90 words"),
        ("grants/apply", "title changed", "How to apply", "Apply for a grant"),
        ("grants/apply-copy", "now leads elsewhere", "200", "redirects to https://www.bryn.example/grants/apply"),
        ("grants/missing", "answers again", "does not exist (404)", "200"),
        ("news/", "no longer found", "200", ""),
        ("news/2015/fete", "gone", "200", "was removed for good (410)"),
        ("x", "new address that fails", "", "does not exist (404)"),
    ]


def test_half_a_crawl_proves_no_address_missing(two_crawls):
    inventory = two_crawls.inventory
    half = inventory.begin([small.SITE], {"max_pages": 1}, small.ENDED).id
    inventory.record(half, small.PAGES[:1])
    inventory.end(half, "finished", "", small.ENDED)

    run = CliRunner().invoke(cli.main, ["compare", "1", str(half), "-w", str(two_crawls.folder)])

    assert compare(two_crawls.folder, "1", str(half)) == []
    assert run.stderr.startswith("The new crawl did not look everywhere")


def test_what_a_crawl_did_not_look_at_is_neither_new_nor_lost_without_a_word(two_crawls):
    inventory = two_crawls.inventory
    for options in ({"exclude": ["/calendar/*"]}, {"exclude": ["/calendar/*"]}, {"max_depth": 0}):
        crawl = inventory.begin([small.SITE], options, small.ENDED).id
        inventory.record(crawl, small.PAGES[1:] if crawl == 4 else small.PAGES)
        inventory.end(crawl, "finished", "", small.ENDED)

    def said(old, new):
        run = CliRunner().invoke(cli.main, ["compare", old, new, "-w", str(two_crawls.folder)])
        return ["old" in line for line in run.stderr.splitlines()], "No longer found" in run.stdout

    assert said("2", "4") == ([False], False)  # the new one left something out
    assert said("3", "4") == ([], True)  # both left out the same
    assert said("4", "2")[0] == [True]
    assert said("5", "2")[0] == [True]


def test_a_crawl_is_equal_to_itself_also_in_another_folder(two_crawls, tmp_path):
    small.build(tmp_path / "other").close()

    assert compare(two_crawls.folder, "1", "1") == []
    assert compare(two_crawls.folder, "1", str(tmp_path / "other")) == []


def test_a_crawl_that_is_not_there_is_said(small_workspace):
    with pytest.raises(CompareError, match=r"There is no crawl 2 in .+; crawls there: 1\. A second crawl is made with"):
        compare(small_workspace.folder, "1", "2")


def test_an_audit_without_a_crawl_cannot_be_compared(small_workspace, tmp_path):
    Workspace(tmp_path / "empty", create=True).close()

    with pytest.raises(CompareError, match="crawls there: none"):
        compare(small_workspace.folder, "1", str(tmp_path / "empty"))


def test_the_command_tells_it_in_words_and_as_json(two_crawls):
    plain = CliRunner().invoke(cli.main, ["compare", "1", "2", "-w", str(two_crawls.folder)])
    as_json = CliRunner().invoke(cli.main, ["compare", "1", "2", "--json", "-w", str(two_crawls.folder)])
    same = CliRunner().invoke(cli.main, ["compare", "1", "1", "-w", str(two_crawls.folder)])

    assert plain.stdout.splitlines()[:4] == [
        "New: 1 address",
        "  https://www.bryn.example/grants/2026",
        "Gone: 1 address",
        "  https://www.bryn.example/news/2015/fete  (was: 200; now: was removed for good (410))",
    ]
    assert json.loads(as_json.stdout.splitlines()[0]) == {
        "url": small.at("grants/2026"),
        "change": "new",
        "before": "",
        "after": "200",
    }
    assert same.stdout == "Nothing changed: every page and document is as it was.\n"
