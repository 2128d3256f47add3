"""A crawl that was stopped, killed or cut off goes on; a second one is refused; a fresh one asks for what changed."""

import signal
import time
from importlib.resources import files

from crawling import comparable, crawl, inventory, many, started
from little_server import LittleServer, page
from warcio.archiveiterator import ArchiveIterator

from crawler import archive
from crawler.workspace import Workspace

HTML, PDF = {"Content-Type": "text/html"}, {"Content-Type": "application/pdf"}
REPORT = files("samples").joinpath("site/documents/mooring-conditions-2026.pdf").read_bytes()


def test_a_killed_crawl_goes_on_to_the_same_inventory(tmp_path):
    server = LittleServer(many(300))
    with server.running():
        assert crawl(tmp_path / "whole", server.url).returncode == 0
        server.asked.clear()
        for _ in range(2):
            process = started(tmp_path / "killed", server.url)
            before = len(server.asked)
            while len(server.asked) < before + 60 and process.poll() is None:
                time.sleep(0.01)
            process.kill()
            process.wait()
        assert crawl(tmp_path / "killed", server.url).returncode == 0
    assert comparable(inventory(tmp_path / "killed")) == comparable(inventory(tmp_path / "whole"))


def test_the_second_crawl_of_a_workspace_is_refused(tmp_path):
    server = LittleServer(many(50))
    with server.running():
        process = started(tmp_path / "audit", server.url, "--delay", "0.5")
        while not server.times("/0"):
            time.sleep(0.01)
        result = crawl(tmp_path / "audit", server.url)
        process.kill()
        process.wait()
    assert result.returncode == 1
    assert "Another crawl is running" in result.stderr


def once(answer, *, by="etag"):
    """Gives a page, and “not modified” to those who have it already."""
    name, value, condition = {
        "etag": ("ETag", '"1"', "If-None-Match"),
        "date": ("Last-Modified", "Mon, 01 Jun 2026 08:00:00 GMT", "If-Modified-Since"),
    }[by]

    def answered(headers):
        if headers.get(condition) == value:
            return 304, {name: value}, b""
        status, others, body = answer
        return status, {**others, name: value}, body

    return answered


def test_a_fresh_crawl_asks_only_for_what_has_changed_and_forgets_nothing(tmp_path):
    text = "<main><p>Last updated: 3 May 2024. See <b id=here>the report</b>.</p></main>"
    routes = {"/": page("/b", "/c.pdf", "/d", text=text), "/b": page("/", title="B", text=text)}
    routes["/c.pdf"] = (200, PDF, REPORT)
    server = LittleServer({**{path: once(answer) for path, answer in routes.items()}, "/d": page(title="D")})
    server.routes["/b"] = once(routes["/b"], by="date")
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
        server.asked.clear()
        assert crawl(tmp_path, server.url, "--fresh").returncode == 0
    conditions = {
        path: headers.get("If-None-Match", headers.get("If-Modified-Since"))
        for method, path, headers in server.asked
        if method == "GET"
    }
    assert {path: conditions[path] for path in ("/b", "/c.pdf", "/d")} == {
        "/b": "Mon, 01 Jun 2026 08:00:00 GMT",
        "/c.pdf": '"1"',
        "/d": None,
    }
    before, after = inventory(tmp_path, 0), inventory(tmp_path, 1)
    assert comparable(after) == comparable(before)
    assert after[f"{server.url}/c.pdf"].words > 50
    with Workspace(tmp_path) as workspace:
        first, second = (crawl.id for crawl in workspace.inventory.crawls())
        for url in before:
            assert workspace.inventory.content(first, url) == workspace.inventory.content(second, url)
        assert list(workspace.inventory.links(first)) == list(workspace.inventory.links(second)) != []
        kept = archive.read(workspace.archive, after[f"{server.url}/b"])
        newest = max(workspace.archive.iterdir())
    assert b"Last updated" in kept.body
    with newest.open("rb") as file:
        revisits = {
            record.rec_headers["WARC-Target-URI"]: record.rec_headers["WARC-Refers-To-Date"]
            for record in ArchiveIterator(file)
            if record.rec_type == "revisit" and record.http_headers.get_statuscode() == "304"
        }
    assert revisits == {
        url: before[url].fetched_at.replace("+00:00", "Z") for url in (f"{server.url}/b", f"{server.url}/c.pdf")
    }


def test_a_server_that_says_not_modified_without_being_asked_is_no_end_of_a_crawl(tmp_path):
    server = LittleServer({"/": page("/a"), "/a": page()})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
        server.routes |= {"/": page("/a", "/new"), "/a": (304, {}, b""), "/new": (304, {}, b"")}
        assert crawl(tmp_path, server.url, "--fresh").returncode == 0
    found = {url.removeprefix(server.url): (p.status, p.title, p.error) for url, p in inventory(tmp_path).items()}
    assert found == {
        "/": (200, "A page", ""),
        "/a": (200, "A page", ""),
        "/new": (304, "", "answers “not modified” (304), though nothing is known of it"),
    }


def test_a_site_that_stops_answering_ends_the_crawl_which_goes_on_the_next_time(tmp_path):
    server = LittleServer({**many(60), "/": page(*(f"/{n}" for n in range(60)))})
    healthy = dict(server.routes)
    with server.running():
        server.routes.update({f"/{n}": (500, HTML, b"") for n in range(20, 60)})
        result = crawl(tmp_path, server.url)
        assert result.returncode == 3
        assert "stopped answering" in result.stdout
        server.routes.update(healthy)
        assert crawl(tmp_path, server.url).returncode == 0
    assert {p.status for p in inventory(tmp_path).values()} == {200}


def test_ctrl_c_ends_cleanly_and_the_same_command_goes_on(tmp_path):
    server = LittleServer(many(120))
    with server.running():
        process = started(tmp_path, server.url, "--delay", "0.05")
        while len(server.asked) < 20:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        kept = sum(bool(p.fetched_at) for p in inventory(tmp_path).values())
        assert kept >= 10
        server.asked.clear()
        assert crawl(tmp_path, server.url).returncode == 0
    assert server.times("/") == 0
