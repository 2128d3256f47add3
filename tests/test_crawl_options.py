"""What a person may ask of `audit crawl`: limits, lists, headers; and what is said where a crawl cannot begin."""

import socket

import pytest
from crawling import crawl, inventory, many
from little_server import LittleServer, page

from crawler.page import FoundBy

CUT = (
    "The crawl was cut short: it stopped at 10 pages, as --max-pages asks. Give the same command with a larger number, "
    "or without it, and it goes on."
)
HTML = {"Content-Type": "text/html"}
PDF = {"Content-Type": "application/pdf"}


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
        result = crawl(tmp_path, server.url, "--max-pages", "10")
        pages = inventory(tmp_path).values()
        assert result.returncode == 3
        assert result.stdout.splitlines() == [
            "Found 10 pages.",
            "Not fetched:",
            f"  {len(pages) - 10}  beyond --max-pages (a larger number, or none, fetches them)",
            CUT,
        ]
        assert sum(bool(p.fetched_at) for p in pages) == 10
        assert {p.error for p in pages if not p.fetched_at} == {"beyond --max-pages"}

        assert crawl(tmp_path, server.url).returncode == 0
        assert all(p.fetched_at for p in inventory(tmp_path).values())


def test_what_failed_is_asked_once_more_also_where_nearly_as_many_pages_were_asked_as_wanted(tmp_path):
    server = LittleServer({"/": page("/a", "/gone/1", "/gone/2", "/gone/3"), "/a": page()})
    with server.running():
        result = crawl(tmp_path, server.url, "--max-pages", "6")
    assert (result.returncode, result.stdout.splitlines()[1]) == (0, "3 addresses do not work: 3 not there.")
    assert {url.removeprefix(server.url): (p.status, p.error) for url, p in inventory(tmp_path).items()} == {
        "/": (200, ""), "/a": (200, ""), **{f"/gone/{n}": (404, "") for n in (1, 2, 3)}
    }  # fmt: skip


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


def test_a_header_does_not_go_where_a_start_page_or_robots_txt_lead(tmp_path):
    other = LittleServer({"/": page("/a"), "/a": page()})
    with other.running():
        away = other.url.replace("127.0.0.1", "localhost")
        rules = f"Sitemap: {away}/sitemap.xml".encode()
        server = LittleServer({"/": (302, {"Location": f"{away}/"}, b""), "/robots.txt": (200, {}, rules)})
        with server.running():
            assert crawl(tmp_path, server.url, "--header", "X-Key: secret").returncode == 0
    assert [headers.get("X-Key") for _, path, headers in server.asked if path == "/"] == ["secret"]
    assert {"/", "/a", "/sitemap.xml"} <= {path for _, path, _ in other.asked}
    assert {headers.get("X-Key") for _, _, headers in other.asked} == {None}


def test_an_address_without_scheme_is_completed_and_the_person_told(tmp_path):
    server = LittleServer({"/": page()})
    with server.running():
        result = crawl(tmp_path, f"127.0.0.1:{server.port}")
    assert result.returncode == 0
    assert f"http://127.0.0.1:{server.port} was taken" in result.stdout


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
        (
            ["http://127.0.0.1/", "--list", "missing.txt"],
            "The list missing.txt cannot be read: No such file or directory. It",
        ),
        (["--from-warc", "missing.warc"], "Error: There is no file missing.warc. Check the name and the folder.\n"),
        (["http://127.0.0.1/", "--header", "nonsense"], "is no header"),
    ],
)
def test_what_cannot_be_crawled_is_said_plainly(tmp_path, arguments, words):
    result = crawl(tmp_path / "audit", *arguments)
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr
    assert not (tmp_path / "audit").exists()
