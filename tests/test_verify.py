"""A second crawl says of each decision whether it was carried out, on a real site that somebody has worked on."""

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
from crawling import ROOT, crawl
from little_server import LittleServer, page

from assignments.records import Agreement, Decision, Round, Row
from assignments.settle import settle
from assignments.verdict import Verdict
from crawler.page import Extract, Page
from crawler.workspace import Workspace

NOT_THERE = (404, {"Content-Type": "text/html"}, b"<title>Not found</title><h1>Not found</h1>")
LONG_AGO = "2020-01-01T00:00:00+00:00"
GONE = (410, {"Content-Type": "text/html"}, b"<title>Gone</title><h1>Gone</h1>")


def to(path, status=301):
    return status, {"Location": path}, b""


def says(title, words="and some more words about it", note="", year=2027, **more):
    """A page with a footer that the template changes every year."""
    footer = f"<footer>{note}<p>All rights reserved in {year}.</p></footer>"
    return page(title=title, text=f"<p>{title} {words}.</p>{footer}", **more)


def letters(year):
    return {f"/{name}": says(f"Page {name}", year=year) for name in "abcdefghijklmnopqrstuvwxyz"}


BEFORE = {
    "/": page(*(f"/{name}" for name in "abcdefghijklmnopqrstuvwxyz")),
    **letters(2026),
    "/o": says("Page o", "has <a href='/k'>a link</a> in its words", year=2026),
    "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /nobody"),
}
AFTER = {
    **letters(2027),
    "/": page(*(f"/{name}" for name in "bcdefghijklmnopqrstuvwxyz")),
    "/a": GONE,
    "/b": NOT_THERE,
    "/d": to("/k"),
    "/e": to("/k"),
    "/f": to("/k", 302),
    "/g": to("/l"),
    "/h": to("/a"),
    "/j": says("Page j", note="<p>Sent to the printer again.</p>"),
    "/m": says("Page m with a new number"),
    "/o": says("Page o", "has <a href='/l'>a link</a> in its words"),
    "/p": NOT_THERE,
    "/q": says("Page q", note="<p>This page was archived and is kept for reference.</p>"),
    "/s": says("Page s", headers={"X-Robots-Tag": "noindex"}),
    "/t": NOT_THERE,
    "/u": to("/v"),
    "/w": (503, {"Content-Type": "text/html"}, b"busy"),
    "/x": to("/x-1"),
    "/x-1": to("/k"),
}
DECIDED = {
    "a": ("delete", "gone", "done", "it answers 410"),
    "b": ("delete", "gone", "done", "it answers 404"),
    "c": ("delete", "gone", "not done", "it still answers 200"),
    "d": ("delete", "k", "done", "it sends visitors to {site}/k (301)"),
    "e": ("delete", "l", "done differently", "it sends visitors to {site}/k, not to {site}/l"),
    "f": (
        "merge", "k", "done differently",
        "visitors are sent to {site}/k by a temporary redirect (302), so search engines keep the old address",
    ),
    "g": ("delete", "gone", "done differently", "it was to be gone, but sends visitors to {site}/l"),
    "h": ("merge", "a", "not done", "it sends visitors to {site}/a, which answers 410"),
    "i": ("merge", "k", "not done", "it still answers 200"),
    "k": ("keep", "", "done", "it is there, as it was"),
    "m": ("update", "", "done", "its text and its title changed"),
    "j": ("update", "", "done", "beside its main text it now says “Sent to the printer again.”"),
    "n": ("rewrite", "", "not done", "its text, title, summary and links are as they were"),
    "o": ("update", "", "done", "where its links lead changed"),
    "p": ("update", "", "not done", "it was to stay, but answers 404"),
    "q": ("archive", "", "done", "it now says “archived”"),
    "r": ("archive", "", "not done", "it is as it was: no word of being archived, and search engines may list it"),
    "s": ("archive", "", "done", "search engines are asked to leave it out (noindex)"),
    "t": (
        "archive", "", "done differently",
        "it answers 404; the copy that was made of it is in the archive folder",
    ),
    "u": ("keep", "", "done differently", "it was to stay, but sends visitors to {site}/v"),
    "v": ("convert", "z", "done", "the page {site}/z takes its place"),
    "w": ("delete", "gone", "cannot tell", "it answers 503"),
    "x": ("merge", "k", "done", "it sends visitors to {site}/k (301)"),
    "y": ("keep", "", "done", "it is there, as it was"),
}  # fmt: skip
"""Page → decision, target, outcome, what is seen."""


def verify(folder, *arguments):
    command = [sys.executable, "-m", "cli", "verify", "-w", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)


def decide(folder, site, decided):
    """Let people have decided: rows of a round, and what they came to."""
    with Workspace(folder) as workspace:
        crawled = workspace.inventory.crawls()[-1]
        workspace.append(Round, [Round(name="1", crawl=crawled.id, started_at=crawled.started_at)])
        rows, decisions = [], []
        for name, (word, target, *_) in decided.items():
            url = f"{site}/{name}"
            where = f"{site}/{target}" if target not in ("", "gone") else target
            rows.append(
                Row(reference=name, round="1", part="B01", volunteer="Ann", page_url=url, minutes=1, because="")
            )
            decisions.append(
                Decision(page_url=url, decision=word, target=where, decided_by="Ann", state=Agreement.AGREED)
            )
        workspace.append(Row, rows)
        workspace.replace(Decision, [*decisions, Decision(page_url=f"{site}/open")])


@pytest.fixture(scope="module")
def verified(tmp_path_factory):
    """A site that was crawled and decided on, then worked on and verified."""
    folder = tmp_path_factory.mktemp("verify") / "audit"
    server = LittleServer(dict(BEFORE))
    with server.running() as site:
        crawl(folder, f"{site.url}/")
        decide(folder, site.url, DECIDED)
        with Workspace(folder) as workspace:
            before = list(workspace.inventory.pages(1))
        server.routes = dict(AFTER)
        server.asked.clear()
        done = verify(folder, "--json")
        yield done, folder, site, before


def test_each_decision_has_its_outcome_and_what_was_seen(verified):
    done, _, site, _ = verified
    found = {one["page_url"]: (one["outcome"], one["seen"]) for one in map(json.loads, done.stdout.splitlines())}

    assert found == {
        f"{site.url}/{name}": (outcome, seen.format(site=site.url)) for name, (_, _, outcome, seen) in DECIDED.items()
    }
    assert done.returncode == 3, "not everything was done"


def test_pages_that_still_link_to_what_was_to_go_are_named(verified):
    done, _, site, _ = verified
    linked = {
        one["page_url"].rpartition("/")[2]: one["still_linked"]
        for one in map(json.loads, done.stdout.splitlines())
        if one["still_linked"]
    }

    assert linked == {name: [f"{site.url}/"] for name in "bcdefghiwx"}


def test_only_what_was_decided_on_is_asked_again_and_the_inventory_stays(verified):
    _, folder, site, before = verified
    asked = {path for method, path, _ in site.asked if method == "GET" and len(path) < 5}

    assert asked == {"/", "/x-1", "/z", *(f"/{name}" for name in DECIDED), "/l"}
    with Workspace(folder) as workspace:
        assert list(workspace.inventory.pages(1)) == before
        assert len(workspace.inventory.crawls()) == 1


def test_the_verdict_stands_in_the_exported_decisions_and_survives_a_merge_that_changes_nothing(verified):
    _, folder, site, _ = verified
    with Workspace(folder) as workspace:
        verdicts = {one.page_url: one.verdict for one in workspace.records(Decision)}
        details = {one.page_url: one.outcome for one in workspace.records(Verdict)}
    export = subprocess.run(
        [sys.executable, "-m", "cli", "export", "decisions", "-w", str(folder)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    exported = {line["page_url"]: line["verdict"] for line in csv.DictReader(io.StringIO(export.stdout))}

    assert verdicts == exported == {**details, f"{site.url}/open": ""}
    assert Counter(details.values()) == Counter(outcome for _, _, outcome, _ in DECIDED.values())


def test_in_words_what_is_left_to_do_comes_first(verified):
    _, folder, site, _ = verified
    done = verify(folder)
    lines = done.stdout.splitlines()

    assert lines[0] == "Not done: 6 decisions"
    assert f"  {site.url}/c — delete (gone): it still answers 200." in lines
    assert f"  {site.url}/b is linked from {site.url}/" in lines
    assert lines[-2:] == [
        "24 decisions looked at again: 12 done, 5 done differently, 1 cannot tell, 6 not done.",
        "1 page without a firm decision: there is nothing to verify yet.",
    ]
    assert done.returncode == 3


def test_where_all_was_done_the_exit_status_says_so(tmp_path):
    server = LittleServer({"/": page("/a", "/b"), "/a": says("Page a"), "/b": says("Page b")})
    with server.running() as site:
        crawl(tmp_path / "audit", f"{site.url}/")
        decide(tmp_path / "audit", site.url, {"a": ("delete", "gone"), "b": ("keep", "")})
        server.routes |= {"/": page("/b"), "/a": GONE}
        done = verify(tmp_path / "audit")

    assert done.stdout.splitlines() == [
        "2 decisions looked at again: 2 done.",
        "1 page without a firm decision: there is nothing to verify yet.",
        "Everything that was decided was done.",
    ]
    assert done.returncode == 0


def test_a_site_that_asks_for_a_password_is_verified_with_it(tmp_path):
    def inside(answer):
        return lambda headers: answer if headers.get("X-Key") == "secret" else (401, {}, b"")

    server = LittleServer({"/": inside(page("/a")), "/a": inside(says("Page a"))})
    with server.running() as site:
        crawl(tmp_path / "audit", f"{site.url}/", "--header", "X-Key: secret")
        decide(tmp_path / "audit", site.url, {"a": ("delete", "gone")})
        server.routes |= {"/a": inside(GONE)}
        without = verify(tmp_path / "audit")
        done = verify(tmp_path / "audit", "--header", "X-Key: secret", "--user-agent", "webteam", "--json")

    assert without.returncode == 1
    assert "401" in without.stderr
    assert json.loads(done.stdout)["outcome"] == "done"
    assert server.asked[-1][2]["User-Agent"] == "webteam"


def test_what_a_verification_saw_that_was_stopped_days_ago_is_asked_anew(tmp_path):
    server = LittleServer({"/": page("/a"), "/a": says("Page a")})
    with server.running() as site:
        crawl(tmp_path / "audit", f"{site.url}/")
        decide(tmp_path / "audit", site.url, {"a": ("delete", "gone")})
        with Workspace(tmp_path / "audit" / "verification", create=True) as visit:
            stopped = visit.inventory.begin([f"{site.url}/"], {}, LONG_AGO)
            seen = Page(url=f"{site.url}/a", status=200, fetched_at=LONG_AGO)
            visit.inventory.record(stopped.id, [Extract(page=seen)])
        server.routes |= {"/a": GONE}
        done = verify(tmp_path / "audit", "--json")

    assert json.loads(done.stdout)["outcome"] == "done"


def test_without_a_decision_there_is_nothing_to_verify(small_workspace):
    small_workspace.replace(Decision, [])
    done = verify(small_workspace.folder)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Error: Nothing is decided yet in {small_workspace.folder.resolve()}, so there is nothing to verify. "
        f"Merge what your colleagues sent back first: audit merge FOLDER -w {small_workspace.folder}\n"
    )
    assert not (small_workspace.folder / "verification").exists()


def test_a_site_that_cannot_be_reached_leaves_the_verdicts_as_they_are(tmp_path):
    server = LittleServer({"/": page("/a"), "/a": says("Page a")})
    with server.running() as site:
        crawl(tmp_path / "audit", f"{site.url}/")
        decide(tmp_path / "audit", site.url, {"a": ("keep", "")})
        verify(tmp_path / "audit")
    done = verify(tmp_path / "audit")

    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    with Workspace(tmp_path / "audit") as workspace:
        assert [one.verdict for one in workspace.records(Decision)] == ["done", ""]


def test_a_decision_that_changes_loses_its_verdict(small_workspace):
    other = [replace(one, decision="delete", target="another") for one in small_workspace.records(Verdict)]
    assert other
    small_workspace.replace(Verdict, other)

    settle(small_workspace)

    assert {one.verdict for one in small_workspace.records(Decision)} <= {""}
