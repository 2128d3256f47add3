"""`audit crawl` over a small site on loopback: what it finds, how it behaves, how it goes on."""

import json
import signal
import socket
import time
from dataclasses import replace
from importlib.resources import files

import pytest
from crawling import crawl, inventory, outside, started
from little_server import LittleServer, page

from crawler import archive
from crawler.errand import Answer, Errand, Purpose
from crawler.manners import FIRST_WAIT, Patience
from crawler.options import CrawlOptions
from crawler.page import DatedBy, FoundBy, Kind, Response
from crawler.workspace import Workspace

HTML = {"Content-Type": "text/html"}
PDF = {"Content-Type": "application/pdf"}
REPORT = files("samples").joinpath("site/documents/mooring-conditions-2026.pdf").read_bytes()


def site():
    """A site with one of everything."""
    return {
        "/": page(
            "/a", "/old", "/missing", "/report.pdf", "/secret/plan", "//localhost:1/", text="<img src=/logo.png>"
        ),
        "/a": page("/deep/b?utm_source=x", "/#top", "/loop"),
        "/deep/b": page("/", "/stub"),
        "/old": (301, {"Location": "/new"}, b""),
        "/new": page(),
        "/stub": (200, HTML, b'<title>Moved</title><meta http-equiv=refresh content="0; url=/a">'),
        "/loop": (302, {"Location": "/pool"}, b""),
        "/pool": (302, {"Location": "/loop"}, b""),
        "/logo.png": (200, {"Content-Type": "image/png", "Content-Length": "999"}, b""),
        "/report.pdf": (200, PDF, REPORT),
        "/secret/plan": page(),
        "/orphan": page("/only-from-orphan"),
        "/only-from-orphan": page(),
        "/robots.txt": (
            200,
            {"Content-Type": "text/plain"},
            b"User-agent: *\nDisallow: /secret\nSitemap: /map.xml\nSitemap: {{ broken }}",
        ),
        "/map.xml": (
            200,
            {"Content-Type": "application/xml"},
            b"<urlset><url><loc>/orphan</loc></url><url><loc>/a</loc></url></urlset>",
        ),
    }


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """The site above, crawled once."""
    folder = tmp_path_factory.mktemp("crawled") / "audit"
    server = LittleServer(site())
    with server.running():
        server.routes["/map.xml"] = _absolute(server)
        result = crawl(folder, server.url, "--json")
        assert result.returncode == 0, result.stderr
        yield server, folder, result


def _absolute(server):
    locations = "".join(f"<url><loc>{server.url}{path}</loc></url>" for path in ("/orphan", "/a"))
    return 200, {"Content-Type": "application/xml"}, f"<urlset>{locations}</urlset>".encode()


def test_every_address_is_in_the_inventory_with_status_kind_depth_and_how_it_was_found(crawled):
    server, folder, _ = crawled
    found = {
        url.removeprefix(server.url): (p.status, p.kind, p.depth, p.found_by) for url, p in inventory(folder).items()
    }
    assert found == {
        "/": (200, Kind.PAGE, 0, FoundBy.LIST),
        "/a": (200, Kind.PAGE, 1, FoundBy.LINK),
        "/old": (301, Kind.PAGE, 1, FoundBy.LINK),
        "/new": (200, Kind.PAGE, 1, FoundBy.LINK),
        "/missing": (404, Kind.PAGE, 1, FoundBy.LINK),
        "/report.pdf": (200, Kind.DOCUMENT, 1, FoundBy.LINK),
        "/logo.png": (200, Kind.IMAGE, 1, FoundBy.LINK),
        "/secret/plan": (0, Kind.PAGE, 1, FoundBy.LINK),
        "/deep/b": (200, Kind.PAGE, 2, FoundBy.LINK),
        "/loop": (302, Kind.PAGE, 2, FoundBy.LINK),
        "/pool": (302, Kind.PAGE, 2, FoundBy.LINK),
        "/stub": (200, Kind.PAGE, 3, FoundBy.LINK),
        "/orphan": (200, Kind.PAGE, None, FoundBy.SITEMAP),
        "/only-from-orphan": (200, Kind.PAGE, None, FoundBy.LINK),
    }


def test_a_document_is_asked_for_its_headers_first_then_read_and_kept(crawled):
    server, folder, _ = crawled
    asked = [method for method, path, _ in server.asked if path == "/report.pdf"]
    report = inventory(folder)[f"{server.url}/report.pdf"]

    assert asked == ["HEAD", "GET"]
    assert (report.title, report.dated_by, report.bytes) == ("Mooring conditions 2026", DatedBy.DOCUMENT, len(REPORT))
    assert report.words > 50
    assert report.archive_file


def test_redirects_and_refreshing_stubs_say_where_they_lead(crawled):
    server, folder, _ = crawled
    leads = {url.removeprefix(server.url): p.redirects_to for url, p in inventory(folder).items() if p.redirects_to}
    assert leads == {
        "/old": f"{server.url}/new",
        "/loop": f"{server.url}/pool",
        "/pool": f"{server.url}/loop",
        "/stub": f"{server.url}/a",
    }


def test_what_robots_txt_forbids_is_not_asked_and_says_so(crawled):
    server, folder, _ = crawled
    assert server.times("/secret/plan") == 0
    assert inventory(folder)[f"{server.url}/secret/plan"].error == "robots.txt does not allow it"


def test_pages_are_fetched_once_and_pictures_are_only_asked_for_their_headers(crawled):
    server, folder, _ = crawled
    assert {server.times(path) for path in ("/", "/a", "/old", "/new", "/robots.txt", "/map.xml")} == {1}
    assert (server.times("/logo.png"), server.times("/logo.png", "HEAD")) == (0, 1)
    assert inventory(folder)[f"{server.url}/logo.png"].bytes == 999


def test_what_failed_is_asked_once_more_at_the_end(crawled):
    server, _, _ = crawled
    assert server.times("/missing") == 2


def test_a_link_that_leaves_the_site_is_asked_once_and_its_failure_is_unsure(crawled):
    _, folder, _ = crawled
    pages = outside(folder)
    assert {url: (p.status, p.error) for url, p in pages.items()} == {
        "http://localhost:1/": (0, "the server refused the connection")
    }


def test_every_answer_can_be_read_from_the_archive_again(crawled):
    server, folder, _ = crawled
    with Workspace(folder) as workspace:
        for url, found in inventory(folder).items():
            if found.archive_offset is not None:
                kept = archive.read(workspace.archive, found)
                assert (kept.url, kept.status) == (url, found.status)
        home = archive.read(workspace.archive, inventory(folder)[f"{server.url}/"])
    assert home.body == site()["/"][2]


def test_the_summary_is_one_json_object(crawled):
    _, _, result = crawled
    summary = json.loads(result.stdout.splitlines()[0])
    assert summary["state"] == "finished"
    assert summary["kinds"] == {"page": 6, "document": 1, "image": 1, "other": 0}
    assert summary["left_out"] == {"robots.txt does not allow it": 1}


def test_a_finished_crawl_says_so_and_asks_nothing(crawled):
    server, folder, _ = crawled
    asked = len(server.asked)
    result = crawl(folder, server.url)
    assert result.returncode == 0
    assert "was crawled already" in result.stdout
    assert len(server.asked) == asked


def comparable(pages):
    """Pages without what differs from crawl to crawl."""
    return {
        url: replace(p, fetched_at="", archive_file="", archive_offset=None, last_modified="")
        for url, p in pages.items()
    }


def many(number):
    """A site of many pages, each linking to a few."""
    routes = {f"/{n}": page(*(f"/{(n * k + 1) % number}" for k in (2, 3, 5)), title=f"Page {n}") for n in range(number)}
    return {**routes, "/": page("/0", "/1")}


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


def test_a_fresh_crawl_asks_only_for_what_has_changed(tmp_path):
    def unchanged(headers):
        if headers.get("If-None-Match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return page("/b", headers={"ETag": '"1"'})

    server = LittleServer({"/": unchanged, "/b": page(title="B")})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
        assert crawl(tmp_path, server.url, "--fresh").returncode == 0
    assert comparable(inventory(tmp_path, 1)) == comparable(inventory(tmp_path, 0))
    with Workspace(tmp_path) as workspace:
        links = [list(workspace.inventory.links(crawl.id)) for crawl in workspace.inventory.crawls()]
    assert links[0] == links[1] != []


def test_limits_leave_addresses_out_with_the_reason_and_a_wider_command_takes_them_in(tmp_path):
    server = LittleServer({"/": page("/a", "/b/x"), "/a": page("/c"), "/b/x": page(), "/c": page("/d"), "/d": page()})
    with server.running():
        assert crawl(tmp_path, server.url, "--max-depth", "2", "--exclude", "/b/*").returncode == 0
        errors = {url.removeprefix(server.url): p.error for url, p in inventory(tmp_path).items() if p.error}
        assert errors == {"/d": "deeper than --max-depth allows", "/b/x": "left out by --exclude"}
        assert crawl(tmp_path, server.url, "--max-depth", "3").returncode == 0
        assert not [p.error for p in inventory(tmp_path).values() if p.error]
        assert server.times("/a") == 1


def test_no_more_pages_than_asked_for_are_fetched(tmp_path):
    server = LittleServer(many(60))
    with server.running():
        assert crawl(tmp_path, server.url, "--max-pages", "10").returncode == 0
    fetched = [p for p in inventory(tmp_path).values() if p.fetched_at]
    assert len(fetched) == 10
    assert {p.error for p in inventory(tmp_path).values() if not p.fetched_at} == {"beyond --max-pages"}


def test_a_list_of_addresses_is_crawled_too(tmp_path):
    server = LittleServer({"/": page(), "/hidden": page()})
    with server.running():
        (tmp_path / "list.txt").write_text(f"# seen in the statistics\n{server.url}/hidden\n\n")
        assert crawl(tmp_path / "audit", server.url, "--list", tmp_path / "list.txt").returncode == 0
    hidden = inventory(tmp_path / "audit")[f"{server.url}/hidden"]
    assert (hidden.status, hidden.found_by, hidden.depth) == (200, FoundBy.LIST, None)


def test_a_header_goes_to_the_site_and_nowhere_else(tmp_path):
    other = LittleServer({"/": page()})
    with other.running():
        server = LittleServer({"/": page(f"{other.url.replace('127.0.0.1', 'localhost')}/")})
        with server.running():
            assert crawl(tmp_path, server.url, "--header", "X-Key: secret").returncode == 0
    assert server.asked[-1][2]["X-Key"] == "secret"
    assert other.asked
    assert all("X-Key" not in headers for _, _, headers in other.asked)


def test_a_server_that_is_too_busy_is_given_the_pause_that_it_asks_for(tmp_path):
    moments = []

    def busy(_headers):
        moments.append(time.monotonic())
        return (503, {"Retry-After": "1"}, b"") if len(moments) == 1 else page()

    server = LittleServer({"/": page("/busy"), "/busy": busy})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
    assert inventory(tmp_path)[f"{server.url}/busy"].status == 200
    assert moments[1] - moments[0] >= 1


@pytest.mark.parametrize("said", ["²", "soon", "Mon, 01 Jan 2024 00:00:00 +99999999999999"])
def test_a_pause_that_no_clock_can_measure_does_not_end_the_crawl(said):
    patience = Patience(CrawlOptions())
    errand = Errand(url="http://site.example/", purpose=Purpose.PAGE)
    busy = Response(url=errand.url, status=503, headers={"retry-after": said}, body=b"")

    assert patience.postpones(Answer(errand=errand, response=busy))
    assert 0 < patience.wait() <= 2 * FIRST_WAIT


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


def test_an_address_without_scheme_is_completed_and_the_person_told(tmp_path):
    server = LittleServer({"/": page()})
    with server.running():
        result = crawl(tmp_path, f"127.0.0.1:{server.port}")
    assert result.returncode == 0
    assert f"http://127.0.0.1:{server.port} was taken" in result.stdout


def test_pages_that_only_pretend_to_exist_are_marked_by_their_likeness_to_the_error_page(tmp_path):
    class Pretender(LittleServer):
        def answer(self, path, headers):
            status, kind, body = super().answer(path, headers)
            sorry = page(title="Sorry", text=f"<p>Nothing was found at {path}, try the search or the map.</p>")
            return sorry if status == 404 and path != "/robots.txt" else (status, kind, body)

    real = page("/gone", "/shop", text="<p>Opening hours of all our offices, and how to write to us.</p>", title="Home")
    server = Pretender({"/": real, "/shop": page(title="Shop", text="<p>Books about the history of this town.</p>")})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
    alike = {url.removeprefix(server.url): p.soft_404 for url, p in inventory(tmp_path).items()}
    assert set(alike) == {"/", "/shop", "/gone"}
    assert alike["/gone"] > 0.8
    assert max(alike["/"], alike["/shop"]) < 0.5


def test_a_site_with_honest_error_pages_is_not_compared(crawled):
    _, folder, _ = crawled
    assert {p.soft_404 for p in inventory(folder).values()} == {None}


def test_an_archive_is_inventoried_without_fetching_anything(crawled, tmp_path):
    server, folder, _ = crawled
    asked = len(server.asked)
    file = next((folder / "archive").iterdir())
    result = crawl(tmp_path, "--from-warc", file)
    assert result.returncode == 0, result.stderr
    assert len(server.asked) == asked
    before = {url: (p.status, p.title, p.redirects_to) for url, p in inventory(folder).items() if p.archive_file}
    after = inventory(tmp_path)
    assert {url: (p.status, p.title, p.redirects_to) for url, p in after.items() if p.fetched_at} == before
    assert after[f"{server.url}/logo.png"].error == "not in the archive"


@pytest.mark.parametrize("content", [b"no archive", None])
def test_a_file_that_is_no_archive_is_said_plainly(tmp_path, content):
    file = tmp_path / "some.warc.gz"
    if content:
        file.write_bytes(content)
    result = crawl(tmp_path / "audit", "--from-warc", file)
    assert (result.returncode, result.stdout) == (1, "")
    assert "cannot be read as a web archive" in result.stderr
    assert not (tmp_path / "audit").exists()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("routes", "path", "words"),
    [
        (None, "/", "the server refused the connection"),
        ({"/": (500, HTML, b"broken")}, "/", "answers with an error of the server (500)"),
        ({"/x.pdf": (200, PDF, b"")}, "/x.pdf", "is no web page but a file (application/pdf)"),
        ({"/": (404, HTML, b"")}, "/", "does not exist (404)"),
        ({"/": (403, HTML, b"")}, "/", "refuses us (403)"),
        ({"/": (301, {"Location": "/"}, b"")}, "/", "redirects in a circle"),
        ({"/": page(), "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /")}, "/", "does not allow programs"),
    ],
)
def test_a_crawl_that_cannot_begin_says_why_in_one_sentence_and_leaves_nothing(tmp_path, routes, path, words):
    server = LittleServer(routes or {})
    with server.running():
        url = f"{server.url if routes else f'http://127.0.0.1:{_free_port()}'}{path}"
        result = crawl(tmp_path / "audit", url)
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "audit").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["http://no-such-host.invalid/"], "the host name was not found"),
        (["mailto:someone@example.org"], "is no address of a web page"),
        (["http://127.0.0.1/", "--list", "missing.txt"], "The list missing.txt cannot be read"),
        (["http://127.0.0.1/", "--header", "nonsense"], "is no header"),
    ],
)
def test_what_cannot_be_crawled_is_said_plainly(tmp_path, arguments, words):
    result = crawl(tmp_path / "audit", *arguments)
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr
    assert not (tmp_path / "audit").exists()


def test_a_failed_start_leaves_an_existing_workspace_as_it_was(crawled):
    _, folder, _ = crawled
    before = inventory(folder)
    assert crawl(folder, "http://no-such-host.invalid/").returncode == 1
    assert inventory(folder) == before


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
