"""Pages that scripts make are shown in a real browser, which reaches nothing but what the crawl fetches for it."""

import asyncio
import json
import os
import signal
from datetime import UTC, datetime
from functools import partial

import pytest
from crawling import crawl, inventory
from little_server import LittleServer, page
from warcio.archiveiterator import ArchiveIterator

from crawler import archive
from crawler.browser import Browser, BrowserError, find
from crawler.errand import Answer
from crawler.ground import Ground
from crawler.manners import Patience
from crawler.options import CrawlOptions, CrawlSettings
from crawler.page import Response
from crawler.reader import Reader
from crawler.rendering import Rendering
from crawler.scope import Boundary
from crawler.scripted import UNREAD
from crawler.workspace import Workspace

try:
    BROWSER = find("")
except BrowserError as lacking:
    pytest.skip(str(lacking), allow_module_level=True)

SHELL = (
    "<!doctype html><html lang=en><title>Town</title><body><div id=root></div>"
    "<noscript>You need to enable JavaScript to run this app.</noscript><script src=/app.js></script>"
)
APP = """
const show = words => { document.getElementById('root').innerHTML =
  `<nav><a href=/>Home</a> <a href=/parks>Parks</a></nav><main><h1>${words.title}</h1><p>${words.text}</p></main>`; };
fetch('/api' + location.pathname, {headers: {accept: 'application/json'}}).then(one => one.json()).then(show);
fetch('/secret/plan'); fetch('/api/count', {method: 'POST'}); new Image().src = '/count.gif';
"""
NOW = partial(datetime.now, UTC)
TEXT = "The town keeps nine parks, all of which open at seven and close at dusk, and dogs are welcome in six of them."


def shell(**headers):
    return 200, {"Content-Type": "text/html", **headers}, SHELL.encode()


def words(title, text=TEXT):
    return 200, {"Content-Type": "application/json"}, json.dumps({"title": title, "text": text}).encode()


def site(**more):
    return {
        "/": shell(ETag='"1"'), "/parks": shell(ETag='"1"'), "/api/": words("Welcome"), "/api/parks": words("Parks"),
        "/app.js": (200, {"Content-Type": "text/javascript"}, APP.encode()),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret"),
        **more,
    }  # fmt: skip


def settings(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "audit.toml").write_text(f"[crawl]\n{text}\n")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rendered") / "audit"
    server = LittleServer(site())
    with server.running():
        result = crawl(folder, server.url)
        assert result.returncode == 0, result.stderr
        yield server, folder, result


def test_a_page_that_scripts_make_is_read_as_its_visitors_see_it(crawled):
    server, folder, result = crawled
    found = inventory(folder)[f"{server.url}/parks"]

    assert (found.heading, found.rendered, found.needs_script, found.error) == ("Parks", True, False, "")
    assert found.words > 20
    assert (found.bytes, found.depth) == (len(SHELL), 1)
    with Workspace(folder) as workspace:
        assert workspace.inventory.content(1, found.url).text == f"Parks\n{TEXT}"
    assert "2 pages were read in a browser, because scripts make them." in result.stdout


def test_the_browser_asks_politely_and_for_nothing_that_may_not_be_asked(crawled):
    server, _, _ = crawled

    assert server.times("/app.js") == 1, "once for all pages"
    assert (server.times("/"), server.times("/parks")) == (1, 1), "what the server sent is not asked for again"
    assert (server.times("/secret/plan"), server.times("/api/count", "POST"), server.times("/count.gif")) == (0, 0, 0)
    assert {headers["User-Agent"].partition("/")[0] for _, _, headers in server.asked} == {"audit"}


def test_the_archive_keeps_what_the_server_sent_and_what_the_browser_showed(crawled):
    server, folder, _ = crawled
    with Workspace(folder) as workspace:
        shown = archive.read(workspace.archive, inventory(folder)[f"{server.url}/parks"])
        records = {}
        for file in workspace.archive.iterdir():
            with file.open("rb") as stream:
                for record in ArchiveIterator(stream):
                    if record.rec_headers.get_header("WARC-Target-URI") == f"{server.url}/parks":
                        records[record.rec_type] = (record.rec_headers, record.content_stream().read())

    assert b"<h1>Parks</h1>" in shown.body
    assert records["response"][1] == SHELL.encode()
    assert records["conversion"][1] == shown.body
    original, copy = records["response"][0], records["conversion"][0]
    assert copy.get_header("WARC-Refers-To") == original.get_header("WARC-Record-ID")


def test_an_inventory_of_the_archive_has_the_pages_as_the_browser_showed_them(crawled, tmp_path):
    server, folder, _ = crawled
    result = crawl(tmp_path, "--from-warc", next((folder / "archive").iterdir()))

    assert result.returncode == 0, result.stderr
    assert inventory(tmp_path)[f"{server.url}/parks"].heading == "Parks"


def test_without_a_browser_it_is_said_and_the_same_command_reads_the_pages_when_there_is_one(tmp_path):
    server = LittleServer(site())
    with server.running():
        settings(tmp_path, 'render = "never"')
        result = crawl(tmp_path, server.url)
        home = inventory(tmp_path)[f"{server.url}/"]
        assert (home.error, home.needs_script, home.rendered) == (UNREAD, True, False)
        assert "1 page is made by scripts (JavaScript)" in result.stdout
        assert 'write render = "needed" under [crawl] in audit.toml' in result.stdout

        settings(tmp_path, "")
        assert crawl(tmp_path, server.url).returncode == 0
        assert {p.heading for p in inventory(tmp_path).values() if p.rendered} == {"Welcome", "Parks"}
        assert "was crawled already" in crawl(tmp_path, server.url).stdout


def test_what_the_scripts_fetch_counts_as_a_change_though_the_page_itself_is_the_same(tmp_path):
    server = LittleServer(site())
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
        server.routes["/api/parks"] = words("Parks and gardens")
        assert crawl(tmp_path, server.url, "--fresh").returncode == 0
    assert inventory(tmp_path)[f"{server.url}/parks"].heading == "Parks and gardens"


def test_every_page_is_shown_in_the_browser_where_audit_toml_asks_for_it(tmp_path):
    script = "<script>document.body.append(Object.assign(document.createElement('a'), {href: '/more'}))</script>"
    server = LittleServer({"/": page(text=f"<p>{TEXT}</p>{script}"), "/more": page(text="<p>More.</p>")})
    with server.running():
        assert crawl(tmp_path / "needed", server.url).returncode == 0
        settings(tmp_path / "always", 'render = "always"')
        assert crawl(tmp_path / "always", server.url).returncode == 0
    assert len(inventory(tmp_path / "needed")) == 1
    assert {url.removeprefix(server.url): p.rendered for url, p in inventory(tmp_path / "always").items()} == {
        "/": True,
        "/more": True,
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('render = "always"\nbrowser = "/no/such/browser"', "there is no browser at /no/such/browser"),
        ('render = "sometimes"', "“render” must be one of “never”, “needed”, “always”"),
    ],
)
def test_a_browser_that_is_asked_for_and_not_there_is_named(tmp_path, text, words):
    settings(tmp_path, text)
    result = crawl(tmp_path, "http://127.0.0.1:1/")

    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr


def test_scripts_that_never_end_are_a_reason_and_not_the_end_of_the_crawl(tmp_path):
    endless = (200, {"Content-Type": "text/html"}, b"<div id=root></div><script>for (;;);</script>")
    server = LittleServer({"/": page("/endless", text=f"<p>{TEXT}</p>"), "/endless": endless})
    with server.running():
        settings(tmp_path, "timeout = 3")
        assert crawl(tmp_path, server.url).returncode == 0
    found = inventory(tmp_path)
    assert found[f"{server.url}/endless"].error == f"{UNREAD}: its scripts did not come to an end within 3 seconds"
    assert (found[f"{server.url}/"].error, found[f"{server.url}/"].heading) == ("", "A page")


@pytest.fixture(scope="module")
def browser():
    browser = Browser(BROWSER)
    yield browser
    browser.close()


async def nothing(_url, _headers):
    return None


def shown(browser, html, load=nothing, *, seconds=20, limit=1_000_000):
    sent = Response(
        url="http://town.example/here", status=200, headers={"content-type": "text/html"}, body=html.encode()
    )
    return asyncio.run(browser.show(sent, load, seconds=seconds, limit=limit))


def test_the_browser_itself_reaches_no_server_whatever_a_page_tries(browser):
    server = LittleServer({})
    with server.running():
        there = server.url
        html = f"""<link rel=stylesheet href={there}/a><link rel=prefetch href={there}/b><img src={there}/c>
        <iframe src={there}/d></iframe><object data={there}/e></object><video src={there}/f></video><script>
        fetch('{there}/g').catch(() => document.title = 'refused'); navigator.sendBeacon('{there}/h', 'x');
        new WebSocket('{there.replace("http", "ws")}/i'); new EventSource('{there}/j'); window.open('{there}/k');
        const way = {{action: '{there}/l', method: 'post', target: 'x'}};
        const form = Object.assign(document.createElement('form'), way);
        document.documentElement.append(form); form.submit(); alert('Hello');
        </script>"""
        body = shown(browser, html).body.decode()

    assert server.asked == []
    assert "<title>refused</title>" in body


def test_where_scripts_take_the_visitor_is_a_redirect(browser):
    assert shown(browser, "<script>location.href = '/login'</script>").headers["refresh"] == (
        "0; url=http://town.example/login"
    )


def test_a_script_that_did_not_come_is_asked_for_by_the_next_page_again_and_then_kept(browser):
    asked = []

    async def load(url, _headers):
        asked.append(url)
        script = b"document.body.append('Made by it')"
        return None if len(asked) == 1 else Response(url=url, status=200, headers={}, body=script)

    bodies = [shown(browser, "<body><script src=/late.js></script>", load).body for _ in range(3)]
    assert [b">Made by it" in body for body in bodies] == [False, True, True]
    assert asked == ["http://town.example/late.js"] * 2


def test_parts_that_stand_in_shadow_trees_are_shown(browser):
    html = "<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode: 'open'}).innerHTML='<p>Hi'</script>"

    assert b'<template shadowrootmode="open"><p>Hi</p></template>' in shown(browser, html).body


def test_what_is_too_large_or_takes_too_much_memory_is_a_reason(browser):
    with pytest.raises(BrowserError, match="its scripts make a page of more than 1 MB"):
        shown(browser, "<script>document.write('x'.repeat(3e6))</script>")
    hungry = "<script>setTimeout(() => { for (const a = [];;) a.push(new Array(1e6).fill(1.1)) }, 9)</script>"
    with pytest.raises(BrowserError, match="the browser could not show it"):
        shown(browser, hungry)


def test_a_browser_that_crashes_is_a_reason_and_the_next_page_gets_a_new_one(browser):
    async def crash():
        session = await browser._browser.new_browser_cdp_session()
        processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        os.kill(next(one["id"] for one in processes if one["type"] == "browser"), signal.SIGKILL)

    async def load(url, headers):
        asyncio.run_coroutine_threadsafe(crash(), browser._loop)
        await asyncio.sleep(60)

    with pytest.raises(BrowserError, match="the browser crashed over it"):
        shown(browser, "<script>fetch('/crash')</script>", load)
    assert b"Still here" in shown(browser, "<script>document.write('Still here')</script>").body


def test_no_script_leads_the_crawl_of_a_public_site_into_a_private_network(tmp_path):
    asked = []

    async def ask(errand):
        asked.append(errand.url)
        inwards = {"location": "http://169.254.169.254/latest/"}
        return Answer(errand=errand, response=Response(url=errand.url, status=302, headers=inwards))

    start, options, settings = "https://town.example/", CrawlOptions(), CrawlSettings()
    wanted = ["http://127.0.0.1/", "http://10.0.0.1/x", "http://town.localhost/", "http://2130706433/", f"{start}go"]
    with Workspace(tmp_path, create=True) as workspace:
        ground = Ground(
            workspace=workspace, crawl=1, starts=(start,), homes=(), options=options, settings=settings, now=NOW,
            watch=lambda _: None, boundary=Boundary((start,), options, private=False, year=2026), render="needed",
        )  # fmt: skip
        rendering = Rendering(
            ground,
            Reader(workspace, None, options, settings, starts=(start,), now=NOW),
            Patience(options, lambda: datetime.now(UTC)),
            lambda _: "",
        )
        for url in wanted:
            assert asyncio.run(rendering.load(url, {}, ask)) is None

    assert asked == [f"{start}go"]
