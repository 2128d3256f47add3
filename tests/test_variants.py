"""Several addresses of one page are one page of the inventory, and are not fetched twice."""

import json

import pytest
from click.testing import CliRunner
from crawling import crawl, inventory
from hypothesis import given
from hypothesis import strategies as st
from little_server import LittleServer, page

import cli
from crawler.linkstate import LinkState, judge_all
from crawler.page import FoundBy
from crawler.variants import SAME_PAGE, Facts, Way, key, twins, variants

A, B, C = "site.localhost", "www.site.localhost", "other.localhost"


UNCOUNTED = ("/robots.txt", "/sitemap.xml")


def text(words):
    """Main text that no other page has."""
    return f"<main><p>This page is about {words}, and about nothing else in the world.</p></main>"


class Hosts(LittleServer):
    """A site for each host name on one port; a host is a dictionary of routes, or a function of the path."""

    def __init__(self, **hosts):
        super().__init__({})
        self.hosts = {name.replace("_", "."): routes for name, routes in hosts.items()}

    def answer(self, path, headers):
        found = self.hosts[headers["Host"].partition(":")[0]]
        self.routes = found if isinstance(found, dict) else {path: found(path)}
        return super().answer(path, headers)

    def at(self, host, path="/"):
        return f"http://{host}:{self.port}{path}"

    def asked_of(self, host):
        return sorted(
            path
            for _, path, headers in self.asked
            if headers["Host"].startswith(host)
            and path not in ("/robots.txt", "/sitemap.xml")
            and "audit-no" not in path
        )


def everything(server, host=A):
    """A site whose pages link to each other with and without www."""
    with_www = [f"http://www.{host}:{server.port}/{n}" for n in range(5)]
    pages = {f"/{n}": page(f"/{(n + 1) % 6}", *with_www, text=text(f"number {n}")) for n in range(5)}
    return {"/": page(*with_www, title="Home", text=text("the start")), **pages}


def known(server, folder, host):
    """Path → page, of one host."""
    root = server.at(host, "")
    return {url.removeprefix(root): found for url, found in inventory(folder).items() if url.startswith(f"{root}/")}


def test_a_host_that_redirects_is_asked_once_and_its_links_are_redirects(tmp_path):
    server = Hosts(site_localhost={}, www_site_localhost=lambda path: (307, {"Location": server.at(A, path)}, b""))
    with server.running():
        server.hosts[A] = everything(server)
        result = crawl(tmp_path, server.at(A), "--json")
    assert result.returncode == 0, result.stderr
    assert server.asked_of(B) == ["/0"]
    assert server.asked_of(A) == ["/", *(f"/{n}" for n in range(5)), "/5", "/5"]
    elsewhere = known(server, tmp_path, B)
    assert {path: (p.status, p.error, p.redirects_to, p.variant_of) for path, p in elsewhere.items()} == {
        f"/{n}": (307, SAME_PAGE, server.at(A, f"/{n}"), server.at(A, f"/{n}")) for n in range(5)
    }
    assert {p.depth for path, p in known(server, tmp_path, A).items() if path in ("/0", "/4")} == {1}
    assert {judged.state for url, judged in judge_all(inventory(tmp_path).values(), ()).items() if B in url} == {
        LinkState.REDIRECT
    }
    summary = json.loads(result.stdout.splitlines()[0])
    assert (summary["variants"], summary["left_out"], summary["kinds"]["page"]) == (5, {}, 6)


def test_a_host_that_redirects_all_to_the_start_page_is_no_other_address_of_the_pages(tmp_path):
    server = Hosts(site_localhost={}, www_site_localhost=lambda _path: (302, {"Location": server.at(A)}, b""))
    with server.running():
        server.hosts[A] = everything(server)
        crawl(tmp_path, server.at(A))
    assert {path: (p.status, p.redirects_to) for path, p in known(server, tmp_path, B).items()} == {
        f"/{n}": (302, server.at(A)) for n in range(5)
    }


def test_a_host_that_shows_the_same_is_asked_once_and_its_links_work(tmp_path):
    server = Hosts(site_localhost={}, www_site_localhost={})
    with server.running():
        server.hosts[A] = server.hosts[B] = everything(server)
        result = crawl(tmp_path, server.at(A))
    assert "5 more addresses are the same pages, with or without www" in result.stdout
    assert "Found 6 pages" in result.stdout
    assert server.asked_of(B) in (["/", "/0"], ["/0"])
    assert {path: (p.status, p.variant_of) for path, p in known(server, tmp_path, B).items()} == {
        f"/{n}": (200, server.at(A, f"/{n}")) for n in range(5)
    }
    judged = judge_all(inventory(tmp_path).values(), ())
    assert {found.state for url, found in judged.items() if B in url} == {LinkState.OK}


def test_audit_show_tells_the_other_addresses_of_a_page_and_of_these_which_page_they_are(tmp_path):
    server = Hosts(site_localhost={}, www_site_localhost={})
    with server.running():
        server.hosts[A] = server.hosts[B] = everything(server)
        crawl(tmp_path, server.at(A))
    told = [
        CliRunner().invoke(cli.main, ["show", server.at(host, "/3"), "-w", str(tmp_path)]).stdout for host in (A, B)
    ]
    assert f"Other addresses of this page (1)\n  {server.at(B, '/3')}\n" in told[0]
    assert f"The same page as {server.at(A, '/3')} " in told[1]


def test_a_host_that_shows_something_else_has_pages_of_its_own(tmp_path):
    own = {f"/{n}": page(text=text(f"another thing {n}")) for n in range(5)}
    server = Hosts(site_localhost={}, www_site_localhost={"/": page(title="Another", text=text("another")), **own})
    with server.running():
        server.hosts[A] = everything(server)
        crawl(tmp_path, server.at(A))
    assert {path: (p.status, p.variant_of) for path, p in known(server, tmp_path, B).items()} == {
        f"/{n}": (200, "") for n in range(5)
    }


def test_a_host_without_a_start_page_has_pages_of_its_own_and_a_missing_page_is_missing(tmp_path):
    server = Hosts(site_localhost={}, www_site_localhost={"/0": page(text=text("zero elsewhere"))})
    with server.running():
        server.hosts[A] = everything(server)
        crawl(tmp_path, server.at(A))
    assert {path: p.status for path, p in known(server, tmp_path, B).items()} == {
        "/0": 200, **{f"/{n}": 404 for n in range(1, 5)}
    }  # fmt: skip


def test_the_host_that_a_start_page_redirects_to_is_the_one_that_is_read(tmp_path):
    server = Hosts(site_localhost={}, www_site_localhost=lambda path: (308, {"Location": server.at(A, path)}, b""))
    with server.running():
        server.hosts[A] = everything(server)
        crawl(tmp_path, server.at(B))
    assert known(server, tmp_path, B)["/3"].variant_of == server.at(A, "/3")
    assert (known(server, tmp_path, B)["/"].status, known(server, tmp_path, B)["/"].variant_of) == (308, "")
    assert known(server, tmp_path, A)["/3"].status == 200


def test_another_host_that_is_silent_is_asked_twice_and_not_for_each_of_its_pages(tmp_path):
    def silent(path):
        if path == "/robots.txt":
            return 404, {}, b""
        raise BrokenPipeError

    server = Hosts(site_localhost={}, www_site_localhost=silent)
    with server.running():
        dead = [server.at(B, f"/{n}") for n in range(40)]
        server.hosts[A] = {"/": page(*dead, text=text("the start"))}
        result = crawl(tmp_path, server.at(A))
    assert result.returncode == 0, result.stdout
    assert server.asked_of(B) == ["/0", "/0"]
    assert {found.error for found in known(server, tmp_path, B).values()} == {"the connection broke off"}


def slashes(number, *, equal=True):
    """A site that links to each page with and without a slash."""
    links = [f"/{n}{slash}" for n in range(number) for slash in ("", "/")]
    routes = {"/": page(*links, text=text("all the others"))}
    for n in range(number):
        routes[f"/{n}"] = page(title=f"Page {n}", text=text(f"page {n}"))
        routes[f"/{n}/"] = routes[f"/{n}"] if equal else page(title=f"Page {n}", text=text(f"the folder {n}"))
    return routes


def test_a_slash_at_the_end_that_makes_no_difference_is_learnt(tmp_path):
    server = LittleServer(slashes(120))
    with server.running():
        result = crawl(tmp_path, server.url)
    pages = inventory(tmp_path)
    assert {url.removeprefix(server.url): p.variant_of for url, p in pages.items() if p.variant_of} == {
        f"/{n}/": f"{server.url}/{n}" for n in range(120)
    }
    assert {p.status for p in pages.values()} == {200}
    assert sum(bool(p.fetched_at) for p in pages.values()) == 121
    assert "120 more addresses are the same pages" in result.stdout
    assert sum(server.times(f"/{n}/") for n in range(120)) < 70


def test_a_page_with_more_addresses_on_another_host_is_one_page_under_all_of_them(tmp_path):
    server = Hosts(site_localhost=slashes(120), www_site_localhost=slashes(120))
    with server.running():
        links = [server.at(B, f"/{n}/") for n in range(120)]
        server.hosts[A] = server.hosts[A] | {"/": page(*links, *(f"/{n}" for n in range(120)), text=text("all"))}
        server.hosts[B] = server.hosts[A]
        crawl(tmp_path, server.at(A))
    pages = inventory(tmp_path)
    assert sum(bool(p.fetched_at) for p in pages.values()) == 121
    assert {p.variant_of for p in pages.values() if p.variant_of} == {server.at(A, f"/{n}") for n in range(120)}
    assert {p.redirects_to == p.variant_of for p in pages.values()} == {True}


def test_a_slash_that_makes_a_difference_is_respected(tmp_path):
    server = LittleServer(slashes(20, equal=False))
    with server.running():
        crawl(tmp_path, server.url)
    pages = inventory(tmp_path)
    assert {p.variant_of for p in pages.values()} == {""}
    assert sum(bool(p.fetched_at) for p in pages.values()) == 41


def test_a_slash_that_is_redirected_is_a_redirect(tmp_path):
    routes = slashes(10) | {f"/{n}": (301, {"Location": f"/{n}/"}, b"") for n in range(10)}
    server = LittleServer(routes)
    with server.running():
        crawl(tmp_path, server.url)
    pages = {url.removeprefix(server.url): p for url, p in inventory(tmp_path).items()}
    assert {(p.status, p.variant_of) for path, p in pages.items() if path.endswith("/")} == {(200, "")}
    assert {pages[f"/{n}"].redirects_to for n in range(10)} == {f"{server.url}/{n}/" for n in range(10)}


def test_two_addresses_of_one_page_for_which_the_server_was_too_busy_do_not_wait_for_each_other(tmp_path):
    late = page(title="Late", text=text("what came late"))

    def busy_at_first(path):
        return lambda _headers: late if server.times(path) > 1 else (503, {"Retry-After": "3"}, b"")

    routes = slashes(5) | {path: busy_at_first(path) for path in ("/4", "/4/")}
    server = LittleServer(routes)
    with server.running():
        result = crawl(tmp_path, server.url)
    pages = {url.removeprefix(server.url): p for url, p in inventory(tmp_path).items()}
    assert "Still waiting" not in result.stdout
    assert {(pages[path].status, bool(pages[path].variant_of)) for path in ("/4", "/4/")} == {(200, False), (200, True)}


def test_the_start_page_and_its_index_file_are_one_page_and_the_links_on_it_count_once(tmp_path):
    home = page("/index.html", "/a", text=text("the start"))
    server = LittleServer(
        {"/": home, "/index.html": home, "/a": page("/index.html", "/A", text=text("a")), "/A": page()}
    )
    with server.running():
        crawl(tmp_path, server.url)
    pages = {url.removeprefix(server.url): p for url, p in inventory(tmp_path).items()}
    assert {path: (p.variant_of, p.depth, p.found_by) for path, p in pages.items()} == {
        "/": ("", 0, FoundBy.LIST),
        "/index.html": (f"{server.url}/", 1, FoundBy.LINK),
        "/a": ("", 1, FoundBy.LINK),
        "/A": ("", 2, FoundBy.LINK),
    }


def test_a_place_on_a_page_is_there_under_each_of_its_addresses(tmp_path):
    home = page("/a", "/index.html", text=f"{text('all members')}<h2 id=members>Members</h2>")
    links = page("/index.html#members", "/#members", "/index.html#staff", title="A", text=text("links"))
    server = LittleServer({"/": home, "/index.html": home, "/a": links})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
    run = CliRunner().invoke
    run(cli.main, ["check", "-w", str(tmp_path)])
    exported = run(cli.main, ["export", "links", "--format", "jsonl", "-w", str(tmp_path)]).stdout.splitlines()
    states = {(one["url"], one["fragment"]): one["state"] for one in map(json.loads, exported) if one["fragment"]}
    shown = json.loads(run(cli.main, ["show", "/a", "--json", "-w", str(tmp_path)]).stdout)

    assert states == {
        (f"{server.url}/index.html", "members"): "ok",
        (f"{server.url}/", "members"): "ok",
        (f"{server.url}/index.html", "staff"): "broken",
    }
    assert [link["fragment"] for link in shown["links"] if link["state"] == "broken"] == ["staff"]
    assert ["#staff" in one["evidence"] for one in shown["findings"] if one["rule"] == "missing-fragment"] == [True]


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("/a", "/a/", Way.SLASH),
        ("/a/", "/a", Way.SLASH),
        ("/a?b=1", "/a/?b=1", Way.SLASH),
        ("/a/index.html", "/a/", Way.INDEX),
        ("/a/", "/a/index.html", Way.INDEX),
        ("/", "/Default.aspx", Way.INDEX),
        ("/About", "/about", Way.CASE),
        ("/a/index.html", "/a", None),
        ("/a?b=1", "/a?b=2", None),
        ("/a.html", "/a.html/", None),
        ("/", "/a", None),
    ],
)
def test_two_addresses_differ_in_one_way_or_are_no_pair(one, other, how):
    root = "https://www.example.org"
    assert {twin: found for found, twin in twins(f"{root}{one}", ["index.html", "Default.aspx"])}.get(
        root + other
    ) == how


@given(st.from_regex(r"https?://(www\.)?[a-z]{1,5}\.org(/[A-Za-z0-9.]{1,6}){0,3}/?(\?[a-z]=[0-9])?", fullmatch=True))
def test_every_twin_of_an_address_has_its_key(url):
    for _, twin in twins(url, ["index.html"]):
        assert key(twin) == key(url)


def facts(url, **known):
    given = {"status": 200, "redirects_to": "", "canonical": "", "text_hash": "x", "title": "T", "depth": 1}
    return Facts(url=f"https://a.example{url}", **(given | known))


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([facts("/a"), facts("/a/")], {"/a/": "/a"}),
        ([facts("/a"), facts("/a/", depth=0)], {"/a": "/a/"}),
        ([facts("/a"), facts("/a/", canonical="https://a.example/a/")], {"/a": "/a/"}),
        ([facts("/a", text_hash="y"), facts("/a/")], {}),
        ([facts("/a", title="U"), facts("/a/")], {}),
        ([facts("/a", text_hash=""), facts("/a/", text_hash="")], {}),
        ([facts("/a", text_hash="y"), facts("/a/", canonical="https://a.example/a")], {"/a/": "/a"}),
        ([facts("/a", status=404), facts("/a/", status=404)], {}),
        ([facts("/a"), facts("/b")], {}),
        ([facts("/a?p=1"), facts("/a?p=2")], {}),
        (
            [facts("/a"), facts("/a/"), facts("/A"), facts("/a/index.html")],
            {"/a/": "/A", "/a": "/A", "/a/index.html": "/A"},
        ),
    ],
)
def test_what_stands_for_a_page_with_several_addresses(pages, expected):
    root = "https://a.example"
    found = variants(pages, ["https://a.example/"])
    assert {url.removeprefix(root): main.removeprefix(root) for url, main in found.items()} == expected
