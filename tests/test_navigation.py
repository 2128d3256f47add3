"""A link that stands in the same words on much of the site is navigation, wherever on the page it stands."""

import csv
import io
from datetime import date

import pytest
from crawling import crawl
from little_server import LittleServer, page

from assignments.export import stream
from audit.check import check
from audit.rule import Finding
from crawler.workspace import Workspace

PAGES = 20


def footer(number):
    """What stands below the text on all pages, without a landmark; an old template has another one."""
    old = '<a href="/old-template">Archive</a>' if number < PAGES * 0.3 else ""
    return f'<p><a href="/imprint">Imprint</a> <a href="/lost">Privacy</a> {old}</p>'


def in_text(number):
    """Three pages speak of the missing page in their text."""
    return f"<p>See <a href=/lost>the form {number}</a>.</p>" if number in range(4, 7) else "<p>Nothing.</p>"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("navigation")
    routes = {f"/{n}": page(f"/{n + 1}", title=f"Page {n}", text=f"{in_text(n)}{footer(n)}") for n in range(PAGES - 1)}
    last = page("/imprint", "/lost", "/old-template", title="Last", text="Imprint")
    server = LittleServer(
        {**routes, "/": routes["/0"], f"/{PAGES - 1}": last, "/imprint": page(), "/old-template": page()}
    )
    with server.running():
        assert crawl(folder, server.url).returncode == 0
    return server, folder


def links(folder):
    with Workspace(folder) as workspace, io.BytesIO() as out:
        stream(workspace, "links", "csv", out)
        return list(csv.DictReader(io.StringIO(out.getvalue().decode())))


def test_what_repeats_is_navigation_and_what_stands_in_the_text_is_content(crawled):
    server, folder = crawled
    places = {}
    for link in links(folder):
        places.setdefault((link["url"].removeprefix(server.url), link["text"]), set()).add(link["place"])

    assert places["/imprint", "Imprint"] == places["/lost", "Privacy"] == {"navigation"}
    assert places["/old-template", "Archive"] == {"content"}
    assert {place for (url, text), found in places.items() for place in found if text.startswith("the form")} == {
        "content"
    }


def test_a_missing_page_that_the_footer_links_to_is_said_once_and_not_on_every_page(crawled):
    server, folder = crawled
    with Workspace(folder) as workspace:
        summary = check(workspace, date(2026, 6, 1))
        broken = [one for one in workspace.records(Finding) if one.rule == "broken-link"]
        once = [remark for remark in summary.remarks if remark.rule == "broken-link"]

    texts = sorted(one.evidence.partition(" leads to /lost")[0] for one in broken)
    assert texts == ["“the form 4”", "“the form 5”", "“the form 6”", "“to /lost”"]
    assert [("Privacy" in remark.evidence, remark.pages) for remark in once] == [(True, PAGES - 1)]
    assert server.times("/lost") == 2, "asked, and once more at the end"


def test_a_fresh_crawl_forgets_what_no_longer_repeats(crawled, tmp_path):
    """Pages that have not changed are taken over from the crawl before as their HTML gives them."""
    same = {f"/{n}": page(f"/{n + 1}", text=footer(0), headers={"ETag": '"1"'}) for n in range(PAGES)}

    def unchanged(answer):
        return lambda headers: (304, {"ETag": '"1"'}, b"") if headers.get("If-None-Match") == '"1"' else answer

    server = LittleServer({**{path: unchanged(answer) for path, answer in same.items()}, "/": same["/0"]})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
        assert {link["place"] for link in links(tmp_path) if link["text"] == "Imprint"} == {"navigation"}
        server.routes = {"/": page("/1", *(f"/x{n}" for n in range(60))), "/1": unchanged(page("/2", text=footer(0)))}
        server.routes |= {f"/x{n}": page(title=f"X {n}") for n in range(60)}
        assert crawl(tmp_path, server.url, "--fresh").returncode == 0
    assert {link["place"] for link in links(tmp_path) if link["text"] == "Imprint"} == {"content"}
