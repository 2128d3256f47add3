"""Links that leave the site: a failure proves nothing until a check at least a day later says the same."""

import threading
from dataclasses import replace
from datetime import datetime

import pytest
from crawling import crawl_at, inventory, outside
from little_server import LittleServer, page

from crawler.errand import Answer, Trouble
from crawler.linkstate import NO_SUCH_HOST, LinkState, judge
from crawler.options import CrawlOptions
from crawler.outside import Outside
from crawler.page import Response
from crawler.recorder import Recorder
from crawler.scope import Boundary
from crawler.workspace import Discovered, Scope, Workspace

MONDAY, EVENING, TUESDAY, WEDNESDAY = (f"2026-06-{day}:00:00+00:00" for day in ("01T09", "01T21", "02T09", "03T09"))


@pytest.fixture
def two_sites():
    """A site that links to two pages of another one, which has only one of them."""
    other = LittleServer({"/there": page()})
    with other.running():
        away = other.url.replace("127.0.0.1", "localhost")
        site = LittleServer({"/": page(f"{away}/there", f"{away}/gone")})
        with site.running():
            yield site, other, away


def states(folder):
    """Path → (state, reason) of the addresses outside the site."""
    return {
        "/" + url.rpartition("/")[2]: (judged.state, judged.error)
        for url, found in outside(folder).items()
        for judged in [judge(found, outside=True)]
    }


OK = (LinkState.OK, "")
ONCE = (LinkState.UNSURE, "does not exist (404), but only one check says so yet, on 1 June 2026")
TWICE = (LinkState.BROKEN, "does not exist (404); first seen so on 1 June 2026")


def test_a_page_of_another_site_is_gone_when_the_same_command_says_so_a_day_later(two_sites, tmp_path):
    site, other, _ = two_sites
    first = crawl_at(tmp_path, site.url, MONDAY)
    assert "Gone in one check: 1 address on other sites. That proves nothing yet" in first
    assert states(tmp_path) == {"/there": OK, "/gone": ONCE}

    before = (len(site.asked), len(other.asked))
    assert "Nothing was fetched" in crawl_at(tmp_path, site.url, EVENING)
    assert (len(site.asked), len(other.asked)) == before
    assert states(tmp_path)["/gone"] == ONCE

    kept = inventory(tmp_path)
    second = crawl_at(tmp_path, site.url, TUESDAY)
    assert "Only 1 address on other sites got a second check." in second
    assert "Gone in two checks: 1 address on other sites." in second
    assert [(method, path) for method, path, _ in other.asked[before[1] :]] == [("HEAD", "/gone"), ("GET", "/gone")]
    assert len(site.asked) == before[0]
    assert states(tmp_path) == {"/there": OK, "/gone": TWICE}
    assert inventory(tmp_path) == kept

    assert "Nothing was fetched" in crawl_at(tmp_path, site.url, WEDNESDAY)


def test_a_new_crawl_a_day_later_is_a_second_check_too(two_sites, tmp_path):
    site, _, _ = two_sites
    crawl_at(tmp_path, site.url, MONDAY)
    crawl_at(tmp_path, site.url, EVENING, fresh=True)
    assert states(tmp_path)["/gone"] == ONCE
    crawl_at(tmp_path, site.url, TUESDAY, fresh=True)
    assert states(tmp_path)["/gone"] == TWICE


def test_an_answer_between_two_failures_begins_the_count_anew(two_sites, tmp_path):
    site, other, _ = two_sites
    crawl_at(tmp_path, site.url, MONDAY)
    other.routes["/gone"] = page()
    crawl_at(tmp_path, site.url, TUESDAY, fresh=True)
    assert states(tmp_path)["/gone"] == OK
    del other.routes["/gone"]
    crawl_at(tmp_path, site.url, WEDNESDAY, fresh=True)
    assert states(tmp_path)["/gone"] == (LinkState.UNSURE, ONCE[1].replace("1 June", "3 June"))


def test_what_comes_back_before_the_second_check_is_well_again(two_sites, tmp_path):
    site, other, _ = two_sites
    crawl_at(tmp_path, site.url, MONDAY)
    other.routes["/gone"] = page()
    assert "Gone" not in crawl_at(tmp_path, site.url, TUESDAY)
    assert states(tmp_path) == {"/there": OK, "/gone": OK}


def test_what_leads_to_the_site_itself_at_the_second_check_keeps_no_address_waiting(two_sites, tmp_path):
    site, other, _ = two_sites
    crawl_at(tmp_path, site.url, MONDAY)
    site.routes["/new"] = page()
    other.routes["/gone"] = (301, {"Location": f"{site.url}/new"}, b"")
    kept = inventory(tmp_path)
    assert "Still waiting" not in crawl_at(tmp_path, site.url, TUESDAY)
    assert inventory(tmp_path) == kept
    assert {path: state for path, (state, _) in states(tmp_path).items()} == {
        "/there": LinkState.OK, "/gone": LinkState.REDIRECT, "/new": LinkState.OK
    }  # fmt: skip


@pytest.mark.parametrize(
    ("well", "expected"),
    [
        ("https://well.example/", (NO_SUCH_HOST, MONDAY)),
        ("http://127.0.0.1/", (Trouble.NO_HOST, "")),
        ("", (Trouble.NO_HOST, "")),
    ],
    ids=["another name was found", "only a number answered", "nothing answered"],
)
def test_a_name_that_is_not_found_counts_as_gone_only_where_other_names_are_found(tmp_path, well, expected):
    lost = "https://lost.example/page"
    with Workspace(tmp_path, create=True) as workspace:
        crawl = workspace.inventory.begin(["https://a.example/"], {}, MONDAY)
        found = [Discovered(url, scope=Scope.OUTSIDE) for url in (lost, well) if url]
        workspace.inventory.discover(crawl.id, found)
        boundary = Boundary(("https://a.example/",), CrawlOptions(), private=True, year=2026)
        recorder = Recorder(workspace, crawl.id, None, boundary)
        checks = Outside(workspace, crawl.id, recorder, 5, now=lambda: datetime.fromisoformat(MONDAY))
        checks.fill()
        for errand in checks.next():
            response = Response(url=errand.url, status=200, fetched_at=MONDAY)
            answer = Answer(errand=errand, trouble=Trouble.NO_HOST)
            checks.done(answer if errand.url == lost else replace(answer, trouble=None, response=response))
        recorder.flush()
        checks.settle()
    assert (outside(tmp_path)[lost].error, outside(tmp_path)[lost].failed_at) == expected


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ((401, {}, b""), LinkState.UNSURE),
        ((403, {}, b""), LinkState.UNSURE),
        ((429, {"Retry-After": "1"}, b""), LinkState.UNSURE),
        ((500, {}, b""), LinkState.UNSURE),
        ((503, {}, b""), LinkState.UNSURE),
        ((999, {}, b""), LinkState.UNSURE),
        ((200, {}, b""), LinkState.OK),
    ],
)
def test_walls_and_bad_moments_are_never_broken_however_often_they_come(two_sites, tmp_path, answer, state):
    site, other, _ = two_sites
    other.routes["/gone"] = answer
    crawl_at(tmp_path, site.url, MONDAY)
    crawl_at(tmp_path, site.url, WEDNESDAY, fresh=True)
    assert states(tmp_path)["/gone"][0] is state


def test_another_host_is_asked_one_request_at_a_time(tmp_path):
    busy, most, lock = [0], [0], threading.Lock()

    def slow(_headers):
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        threading.Event().wait(0.05)
        with lock:
            busy[0] -= 1
        return page()

    other = LittleServer({f"/{n}": slow for n in range(12)})
    with other.running():
        away = other.url.replace("127.0.0.1", "localhost")
        site = LittleServer({"/": page(*(f"{away}/{n}" for n in range(12)))})
        with site.running():
            crawl_at(tmp_path, site.url, MONDAY)
    assert len(other.asked) == 12
    assert {method for method, _, _ in other.asked} == {"HEAD"}
    assert most == [1]
