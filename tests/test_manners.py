"""A crawl has patience with a server that is too busy."""

import email.utils
import re
import signal
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from crawling import crawl, crawl_at, inventory, started
from little_server import LittleServer, page

from crawler.errand import Answer, Errand, Purpose
from crawler.manners import FIRST_WAIT, Patience, in_words
from crawler.options import CrawlOptions
from crawler.page import Response


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


def test_a_pause_that_a_sitemap_asks_for_is_kept_too(tmp_path):
    names_orphan = (
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>%s/orphan</loc></url></urlset>"
    )

    def busy(_headers):
        first = server.times("/sitemap.xml") == 1
        return (503, {"Retry-After": "1"}, b"") if first else (200, {}, names_orphan % server.url.encode())

    server = LittleServer({"/": page("/a"), "/a": page(), "/orphan": page(), "/sitemap.xml": busy})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
    assert inventory(tmp_path)[f"{server.url}/orphan"].status == 200
    paths = [path for _, path, _ in server.asked]
    told = paths.index("/sitemap.xml")
    assert server.moments[told + 1] - server.moments[told] >= 1, "nothing else is asked meanwhile"


@pytest.mark.parametrize("said", ["²", "soon", "Mon, 01 Jan 2024 00:00:00 +99999999999999"])
def test_a_pause_that_no_clock_can_measure_does_not_end_the_crawl(said):
    patience = Patience(CrawlOptions(), lambda: datetime.now(UTC))
    errand = Errand(url="http://site.example/", purpose=Purpose.PAGE)
    busy = Response(url=errand.url, status=503, headers={"retry-after": said}, body=b"")

    assert patience.postpones(Answer(errand=errand, response=busy))
    assert 0 < patience.wait() <= 2 * FIRST_WAIT


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_until_a_time_of_day_is_kept(status):
    patience = Patience(CrawlOptions(), lambda: datetime.now(UTC))
    errand = Errand(url="http://site.example/", purpose=Purpose.PAGE)
    until = email.utils.format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    busy = Response(url=errand.url, status=status, headers={"retry-after": until}, body=b"")

    assert patience.postpones(Answer(errand=errand, response=busy))
    assert 40 < patience.wait() <= 50


@pytest.mark.parametrize("said", ["7200", "Mon, 01 Jun 2026 11:00:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_longer_than_a_crawl_waits_ends_it_with_the_time_to_come_back_and_nothing_is_lost(
    tmp_path, status, said
):
    """No request comes before the time; the same command then goes on with what is left."""
    rest = {f"/{n}": page() for n in range(9)}
    server = LittleServer(
        {"/": page("/0", "/1", "/tired", *list(rest)[2:]), **rest, "/tired": (status, {"Retry-After": said}, b"")}
    )
    with server.running():
        told = " ".join(crawl_at(tmp_path, server.url, "2026-06-01T09:00:00+00:00").split())
        assert "The server asks to be left alone for 2 hours, until 11:00 on 1 June 2026." in told
        assert "Run the same command again after that; it goes on from there." in told
        kept = {url for url, found in inventory(tmp_path).items() if found.status == 200}
        assert 1 < len(kept) < 10
        server.routes["/tired"] = page()
        server.asked.clear()
        assert "left alone" not in crawl_at(tmp_path, server.url, "2026-06-01T11:00:01+00:00")
    assert {found.status for found in inventory(tmp_path).values()} == {200}
    assert len(inventory(tmp_path)) == 11
    assert not kept & {f"{server.url}{path}" for _, path, _ in server.asked}


def test_one_address_that_always_asks_for_a_long_pause_does_not_keep_a_crawl_from_its_end(tmp_path):
    tired = (503, {"Retry-After": "86400"}, b"")
    server = LittleServer({"/": page("/tired", "/1"), "/tired": tired, "/1": page("/2"), "/2": page()})
    with server.running():
        assert "until 09:00 on 2 June 2026" in crawl_at(tmp_path, server.url, "2026-06-01T09:00:00+00:00")
        assert "left alone" not in crawl_at(tmp_path, server.url, "2026-06-02T09:00:00+00:00")
    states = {url.removeprefix(server.url): found.status for url, found in inventory(tmp_path).items()}
    assert states == {"/": 200, "/tired": 503, "/1": 200, "/2": 200}


def test_a_pause_of_some_minutes_is_waited_for_and_the_progress_says_so():
    patience = Patience(CrawlOptions(), lambda: datetime(2026, 6, 1, 9, tzinfo=UTC))
    errand = Errand(url="http://site.example/", purpose=Purpose.PAGE)
    until = Response(url=errand.url, status=503, headers={"retry-after": "Mon, 01 Jun 2026 09:09:30 GMT"}, body=b"")

    assert patience.postpones(Answer(errand=errand, response=until))
    assert 560 < patience.wait() <= 570
    assert patience.reason == "the server asked for a pause of 10 minutes"
    assert not patience.lost


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(1, "1 second"), (0.2, "1 second"), (90, "90 seconds"), (121, "3 minutes"), (7200, "2 hours"), (172801, "3 days")],
)
def test_a_pause_is_told_in_the_largest_unit_that_says_it_well(seconds, told):
    assert in_words(seconds) == told


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        (
            429,
            {"Retry-After": "7200"},
            "is too busy (429): its server asks to be left alone for 2 hours. Try again after",
        ),
        (
            503,
            {"Retry-After": "7200"},
            "is too busy (503): its server asks to be left alone for 2 hours. Try again after",
        ),
        (429, {}, "is too busy (429): its server is asked too often. Try again later."),
        (503, {}, "answers with an error of the server (503). Try again when the site works."),
    ],
)
def test_a_start_page_that_is_too_busy_says_when_to_begin(tmp_path, status, headers, told):
    server = LittleServer({"/": (status, headers, b"")})
    with server.running():
        result = crawl(tmp_path, server.url)
    assert result.returncode == 1
    assert f"{server.url}/ {told}" in " ".join(result.stderr.split())
    assert not (tmp_path / "audit.db").exists()


def test_a_site_is_asked_by_two_requests_at_a_time_under_the_name_of_who_asks(tmp_path):
    """`--concurrency 2` is what a site on another computer gets without being asked for."""
    busy, most, lock = [0], [0], threading.Lock()

    def slow(_headers):
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        time.sleep(0.03)
        with lock:
            busy[0] -= 1
        return page()

    server = LittleServer({"/": page(*(f"/{n}" for n in range(20))), **{f"/{n}": slow for n in range(20)}})
    (tmp_path / "audit.toml").write_text('[crawl]\ncontact = "web@town.example"\n')
    with server.running():
        assert crawl(tmp_path, server.url, "--concurrency", "2").returncode == 0
    assert most == [2]
    assert all(re.fullmatch(r"audit(/\S+)? \(\+web@town\.example\)", told["User-Agent"]) for _, _, told in server.asked)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that stops a process")
def test_a_computer_that_falls_asleep_goes_on_with_the_crawl_when_it_wakes(tmp_path):
    server = LittleServer({"/": page(*(f"/{n}" for n in range(80))), **{f"/{n}": page() for n in range(80)}})
    with server.running():
        process = started(tmp_path, server.url, "--delay", "0.02")
        while not server.times("/5"):
            time.sleep(0.01)
        process.send_signal(signal.SIGSTOP)
        time.sleep(1)
        process.send_signal(signal.SIGCONT)
        assert process.wait(60) == 0
    assert {found.status for found in inventory(tmp_path).values()} == {200}
    assert len(inventory(tmp_path)) == 81


def test_a_network_that_is_gone_ends_the_crawl_with_a_sentence_and_nothing_is_lost(tmp_path):
    gone = threading.Event()

    class Fragile(LittleServer):
        def answer(self, path, headers):
            if len(self.asked) > 20:
                gone.set()
            if gone.is_set():
                raise BrokenPipeError
            return super().answer(path, headers)

    server = Fragile({"/": page(*(f"/{n}" for n in range(80))), **{f"/{n}": page() for n in range(80)}})
    with server.running():
        result = crawl(tmp_path, server.url)
        assert result.returncode == 3
        assert "The site stopped answering: the last 25 requests all failed" in result.stdout
        kept = {url for url, found in inventory(tmp_path).items() if found.status == 200}
        assert 10 < len(kept) < 81
        server.answer = super(Fragile, server).answer
        server.asked.clear()
        assert crawl(tmp_path, server.url).returncode == 0
    assert {found.status for found in inventory(tmp_path).values()} == {200}
    assert not kept & {f"{server.url}{path}" for method, path, _ in server.asked}
