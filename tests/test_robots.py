"""robots.txt as RFC 9309 asks for it: what is missing allows, what fails forbids, redirects and long files are read."""

import gzip

import pytest
from crawling import crawl, inventory
from little_server import LittleServer, page

FORBIDS = b"User-agent: *\nDisallow: /secret\n"
TEXT = {"Content-Type": "text/plain"}


def visited(folder, routes):
    """What a crawl fetched of a site whose home page links to `/secret`, by path."""
    server = LittleServer({"/": page("/secret"), "/secret": page(), **routes})
    with server.running():
        result = crawl(folder, server.url, "--no-external")
    assert result.returncode == 0, result.stderr
    return {url.removeprefix(server.url) for url, found in inventory(folder).items() if found.fetched_at}


def hops(number, last):
    """A chain of redirects from /robots.txt to `last`."""
    chain = {f"/hop/{n}": (302, {"Location": f"/hop/{n + 1}"}, b"") for n in range(1, number)}
    return {**chain, "/robots.txt": (301, {"Location": "/hop/1"}, b""), f"/hop/{number}": last}


@pytest.mark.parametrize(
    ("routes", "allows"),
    [
        pytest.param({"/robots.txt": (200, TEXT, FORBIDS)}, False, id="rules"),
        pytest.param({}, True, id="404"),
        pytest.param({"/robots.txt": (403, TEXT, FORBIDS)}, True, id="403"),
        pytest.param({"/robots.txt": (429, TEXT, b"")}, True, id="429"),
        pytest.param({"/robots.txt": (200, TEXT, b"<!doctype html>" + FORBIDS)}, True, id="an error page"),
        pytest.param({"/robots.txt": (301, {"Location": "mailto:x"}, b"")}, True, id="leads nowhere"),
        pytest.param(hops(5, (200, TEXT, FORBIDS)), False, id="five redirects"),
        pytest.param(hops(6, (200, TEXT, FORBIDS)), True, id="six redirects"),
        pytest.param({"/robots.txt": (301, {"Location": "/robots.txt"}, b"")}, True, id="a circle"),
        pytest.param({"/robots.txt": (200, TEXT, FORBIDS + b"#" * 5_000_000)}, False, id="5 MB, rules first"),
        pytest.param({"/robots.txt": (200, TEXT, b"#" * 600_000 + b"\n" + FORBIDS)}, True, id="rules after 500 KiB"),
        pytest.param({"/robots.txt": (200, TEXT, b"#" * 500_000 + b"\n" + FORBIDS)}, False, id="rules before 500 KiB"),
        pytest.param(
            {"/robots.txt": (200, {**TEXT, "Content-Encoding": "gzip"}, gzip.compress(FORBIDS + bytes(50_000_000)))},
            False,
            id="a bomb",
        ),
        pytest.param({"/robots.txt": (200, TEXT, b"\xef\xbb\xbf" + FORBIDS)}, False, id="a byte order mark"),
        pytest.param({"/robots.txt": (200, TEXT, b"\x00\xff\r" + FORBIDS)}, False, id="garbage before the rules"),
    ],
)
def test_what_robots_txt_means(tmp_path, routes, allows):
    assert ("/secret" in visited(tmp_path, routes)) == allows


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((503, TEXT, FORBIDS), "the server answers with an error (503)"),
        ((200, {**TEXT, "Content-Encoding": "br"}, b"\x0b\x02\x80"), "packed in a way that cannot be read (br)"),
    ],
)
def test_a_site_whose_rules_cannot_be_known_is_not_crawled_unless_it_is_ones_own(tmp_path, answer, why):
    server = LittleServer({"/": page("/a"), "/a": page(), "/robots.txt": answer})
    with server.running():
        refused = crawl(tmp_path / "audit", server.url)
        asked = [path for _, path, _ in server.asked]
        own = crawl(tmp_path / "own", server.url, "--ignore-robots")
    assert (refused.returncode, refused.stdout, asked) == (1, "", ["/robots.txt"])
    assert refused.stderr == (
        f"Error: The rules for programs at {server.url}/robots.txt could not be read: {why}. A site whose rules cannot "
        "be known is not crawled, so nothing was begun. Try again later; if the site is your own, --ignore-robots goes "
        "on without its rules.\n"
    )
    assert not (tmp_path / "audit").exists()
    assert own.returncode == 0
    assert set(inventory(tmp_path / "own")) == {f"{server.url}/", f"{server.url}/a"}


def test_rules_that_cannot_be_read_when_a_crawl_goes_on_stop_it_and_lose_nothing(tmp_path):
    routes = {"/": page(*(f"/{n}" for n in range(60))), **{f"/{n}": page() for n in range(60)}}
    server = LittleServer({**routes, **{f"/{n}": (500, {}, b"") for n in range(20, 60)}})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 3
        server.routes.update(routes)
        server.routes["/robots.txt"] = (500, TEXT, b"")
        stopped = crawl(tmp_path, server.url)
        del server.routes["/robots.txt"]
        whole = crawl(tmp_path, server.url)
    assert stopped.returncode == 3
    assert (
        "could not be read: the server answers with an error (500). What was fetched so far is kept" in stopped.stdout
    )
    assert whole.returncode == 0
    assert {found.status for found in inventory(tmp_path).values()} == {200}


def test_the_wanted_pause_lies_between_all_requests_of_a_crawl(tmp_path):
    rules = b"User-agent: audit\nCrawl-delay: 0.2\nSitemap: /map.xml\nSitemap: /other.xml"
    routes = {"/": page("/a", "/b.pdf", "/c.png"), "/a": page(), "/robots.txt": (200, TEXT, rules)}
    server = LittleServer({**routes, "/c.png": (200, {"Content-Type": "image/png"}, b"")})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
    paths = [path for _, path, _ in server.asked]
    begun = paths.index("/")
    pauses = [
        later - earlier for earlier, later in zip(server.moments[begun:], server.moments[begun + 1 :], strict=False)
    ]
    assert {"/map.xml", "/other.xml", "/a", "/b.pdf", "/c.png"} < set(paths)
    assert any("audit-no-such-page" in path for path in paths)
    assert min(pauses) > 0.15
