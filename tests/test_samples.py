"""The sample site is what faults.toml says it is: looked at with nothing of the crawler."""

import csv
import http.client
import re
import tomllib
import zipfile
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from samples.server import SampleSite, serving

SAMPLES = Path(str(files("samples")))
FAULTS = tomllib.loads((SAMPLES / "faults.toml").read_text(encoding="utf-8"))
HEALTHY = FAULTS["healthy"]["pages"]
MISSING = set(FAULTS["missing-page"]["pages"])


@pytest.fixture(scope="module")
def origin():
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def ask(origin):
    """Asks the served site for one path; gives status, headers and body."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=10)

    def asked(path, method="GET"):
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    yield asked
    connection.close()


class Seen(HTMLParser):
    """The addresses that a page links to or loads, and the ids in it."""

    def __init__(self, html):
        super().__init__()
        self.addresses, self.ids = [], set()
        self.feed(html)

    def handle_starttag(self, _tag, attributes):
        values = dict(attributes)
        self.addresses += [values[name] for name in ("href", "src") if values.get(name)]
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}


def links_within(path, html):
    """Absolute path and fragment of each link of a page that stays on the site."""
    for address in Seen(html).addresses:
        target = urlsplit(urljoin("http://site" + path, address))
        if target.netloc == "site":
            yield target.path + ("?" + target.query if target.query else ""), target.fragment


def pages():
    return sorted(path for path, (name, _) in SampleSite().files.items() if name.endswith((".html", ".htm")))


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "missing-page"])
def test_every_page_with_a_fault_is_there_to_be_found(ask, fault):
    for page in FAULTS[fault]["pages"]:
        expected = {"server-error": 500, "redirect-chain": 301}.get(fault, 200)
        assert ask(page)[0] == expected, page
    assert len(set(FAULTS[fault]["pages"])) == len(FAULTS[fault]["pages"])
    assert FAULTS[fault]["what"].endswith(".")


def test_missing_pages_are_missing(ask):
    assert {page: ask(page)[0] for page in MISSING} == {
        page: 410 if page == "/about/corporate-plan" else 404 for page in MISSING
    }


@pytest.mark.parametrize("page", HEALTHY)
def test_the_links_of_a_healthy_page_all_arrive_at_once(ask, page):
    _, _, body = ask(page)
    html = body.decode()
    for target, fragment in links_within(page, html):
        status, headers, found = ask(target)
        assert status == 200, f"{page} links to {target}"
        if fragment and headers["Content-Type"].startswith("text/html"):
            assert fragment in Seen(found.decode()).ids
    assert re.search(r"<title>[^<]{20,65}</title>", html)
    assert re.search(r'<meta name="description" content="[^"]{50,160}">', html)
    assert '<html lang="en-GB">' in html
    assert html.count("<h1>") == 1


def test_broken_links_stand_on_the_listed_pages_and_nowhere_else(ask):
    found = set()
    for page in pages():
        _, _, body = ask(page)
        for target, _ in links_within(page, body.decode("iso-8859-1")):
            if ask(target)[0] >= 400:
                found.add((page, unquote(target)))
    web_cam = ("/archive/webcam.htm", "/archive/webcam/latest.jpg")
    assert web_cam in found
    found.remove(web_cam)
    found |= {("/services/harbour-dues", "/pay")}  # never answers, because it goes in a circle
    assert {page for page, _ in found} == set(FAULTS["broken-link"]["pages"])
    assert {target for _, target in found} == (MISSING - {"/events/regatta-2015"}) | {"/tides/live", "/pay"}


def test_pages_that_nothing_links_to_are_the_listed_ones(ask):
    linked = {"/"}
    for page in pages():
        linked |= {target for target, _ in links_within(page, ask(page)[2].decode("iso-8859-1")) if target != page}
    listed = {urlsplit(address).path for address in re.findall(r"<loc>(.*?)</loc>", ask("/sitemap.xml")[2].decode())}
    assert listed - linked == {
        *FAULTS["orphan-page"]["pages"],
        "/test/template-check",
        "/events/regatta-2015",
    }
    assert set(pages()) - linked - listed == {"/404", "/directory/not-found", "/staff/index.htm"}


def test_outside_hosts_can_never_answer(ask):
    for page in pages():
        for address in re.findall(r'(?:href|src)="https?://([^"/:]+)', ask(page)[2].decode("iso-8859-1")):
            assert address.endswith((".invalid", ".local")) or address in ("localhost", "127.0.0.1"), page


def test_the_server_does_what_site_toml_says(ask, origin):
    assert ask("/strategy")[1]["Location"] == "/about/strategy-2015"
    assert ask("/directory/nobody")[0] == 200
    assert ask("/services/Moorings")[2] == ask("/services/moorings?ref=links")[2]
    assert ask("/SERVICES/moorings")[0] == 404
    assert f"<loc>{origin}/services/moorings</loc>" in ask("/sitemap.xml")[2].decode()
    assert ask("/robots.txt")[2].decode().endswith(f"Sitemap: {origin}/sitemap.xml\n")
    status, headers, body = ask("/archive/byelaws.htm", "HEAD")
    assert (status, headers["Last-Modified"], body) == (200, "Thu, 20 Nov 2014 12:00:00 GMT", b"")
    assert "Last-Modified" not in ask("/")[1]


def test_volunteers_are_five_with_hours_interests_and_one_wish_not_to():
    with (SAMPLES / "volunteers.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    assert list(people[0]) == ["name", "email", "hours", "skills", "interests", "not"]
    assert len(people) == len({person["hours"] for person in people}) == 5
    sections = {page.split("/")[1] for page in pages()}
    for person in people:
        assert sections & set(person["interests"].split("; ")), person["name"]
        assert not person["not"] or person["not"] in sections


def test_visits_are_of_pages_that_are_or_were_on_the_site():
    lines = (SAMPLES / "visits.csv").read_text(encoding="utf-8").splitlines()
    visited = {row["Page path and screen class"] for row in csv.DictReader(line for line in lines if line[0] != "#")}
    assert visited - set(pages()) == {"/tides/live", "/guidance/fishing-permits", "/guidance/tide-clock"}
    assert not visited & set(FAULTS["few-visits"]["pages"])


def test_documents_are_small_and_real():
    assert sum(file.stat().st_size for file in SAMPLES.rglob("*") if file.is_file()) < 1_500_000
    for file in (SAMPLES / "site/documents").iterdir():
        if file.suffix == ".pdf":
            assert file.read_bytes().startswith(b"%PDF-")
        elif file.suffix in (".docx", ".xlsx"):
            assert zipfile.ZipFile(file).testzip() is None
