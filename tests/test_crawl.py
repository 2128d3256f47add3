"""`audit crawl` over a small site on loopback: what it finds, and what it keeps."""

import json
import re
from importlib.resources import files

import pytest
from crawling import crawl, inventory, outside
from little_server import LittleServer, page

from crawler import archive
from crawler.page import DatedBy, FoundBy, Kind
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


def test_start_pages_and_where_they_redirect_to_are_asked_once_also_beside_a_long_sitemap(tmp_path):
    found = [f"/{n}" for n in range(600)]
    server = LittleServer({"/": (302, {"Location": "/home"}, b""), "/home": page(), **dict.fromkeys(found, page())})
    with server.running():
        locations = "".join(f"<url><loc>{server.url}{path}</loc></url>" for path in found)
        server.routes["/sitemap.xml"] = (200, HTML, f"<urlset>{locations}</urlset>".encode())
        assert crawl(tmp_path, server.url).returncode == 0
    assert (server.times("/"), server.times("/home"), server.times("/599")) == (1, 1, 1)
    assert {inventory(tmp_path)[f"{server.url}{path}"].depth for path in ("/", "/home")} == {0}


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
    assert (summary["state"], summary["cut_short"], summary["broken"], summary["redirects"]) == (
        "finished",
        False,
        1,
        4,
    )
    assert summary["kinds"] == {"page": 6, "document": 1, "image": 1, "other": 0}
    assert summary["left_out"] == {"robots.txt does not allow it": 1}


def test_the_summary_says_in_plain_words_what_was_found_what_was_not_fetched_and_what_to_do_next(crawled):
    server, folder, _ = crawled
    result = crawl(folder, server.url)

    assert result.stdout.splitlines()[1:] == [
        "Found 6 pages, 1 document and 1 image.",
        "4 addresses lead elsewhere (redirects).",
        "1 address does not work: 1 not there.",
        "Asked 1 address on other sites: 1 could not be checked.",
        "Not fetched:",
        "  1  robots.txt does not allow it (on your own site, --ignore-robots fetches them)",
    ]
    assert f"audit assign --volunteers FILE -w {folder}" in result.stderr


def test_a_finished_crawl_says_so_and_asks_nothing(crawled):
    server, folder, _ = crawled
    asked = len(server.asked)
    result = crawl(folder, server.url)
    assert result.returncode == 0
    assert re.search(r"was crawled already, until \d{1,2} [A-Z][a-z]+ \d{4}\. ", result.stdout)
    assert len(server.asked) == asked


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


def test_a_file_that_is_no_archive_is_said_plainly(tmp_path):
    file = tmp_path / "some.warc.gz"
    file.write_bytes(b"no archive")
    result = crawl(tmp_path / "audit", "--from-warc", file)
    assert (result.returncode, result.stdout) == (1, "")
    assert "cannot be read as a web archive" in result.stderr
    assert not (tmp_path / "audit").exists()


def test_a_failed_start_leaves_an_existing_workspace_as_it_was(crawled):
    _, folder, _ = crawled
    before = inventory(folder)
    assert crawl(folder, "http://no-such-host.invalid/").returncode == 1
    assert inventory(folder) == before


@pytest.mark.parametrize(
    "text", ["Nothing was found at {path}, try the search or the map.", "No such page here, says the parrot."]
)
def test_pages_that_only_pretend_to_exist_are_marked_by_their_likeness_to_the_error_page(tmp_path, text):
    class Pretender(LittleServer):
        def answer(self, path, headers):
            status, kind, body = super().answer(path, headers)
            sorry = page(title="Sorry", text=f"<p>{text.format(path=path)}</p>")
            return sorry if status == 404 and path != "/robots.txt" else (status, kind, body)

    real = page("/gone", "/shop", text="<p>Opening hours of all our offices, and how to write to us.</p>", title="Home")
    server = Pretender({"/": real, "/shop": page(title="Shop", text="<p>Books about the history of this town.</p>")})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
    alike = {url.removeprefix(server.url): p.soft_404 for url, p in inventory(tmp_path).items()}
    assert set(alike) == {"/", "/shop", "/gone"}
    assert alike["/gone"] == 1
    assert max(alike["/"], alike["/shop"]) < 0.5


def test_the_list_of_a_folder_that_is_shown_for_what_is_not_in_it_is_told_from_what_is_not_in_it(tmp_path):
    words = " ".join(f"story{number}" for number in range(300))

    class Lister(LittleServer):
        def answer(self, path, headers):
            return super().answer("/news/" if path.startswith("/news/") and path not in self.routes else path, headers)

    routes = {
        "/": page("/news/", "/news/gone", "/news/almost", title="Home", text="<p>Opening hours.</p>"),
        "/news/": page(title="News", text=f"<p>{words}</p>"),
        "/news/almost": page(title="News", text=f"<p>{words} and one more</p>"),
    }
    with Lister(routes).running() as server:
        assert crawl(tmp_path, server.url).returncode == 0
    alike = {url.removeprefix(server.url): found.soft_404 for url, found in inventory(tmp_path).items()}
    assert alike == {"/": 0, "/news/": 0, "/news/gone": 1, "/news/almost": 0.99}
