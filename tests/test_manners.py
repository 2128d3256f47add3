"""A crawl has patience with a server that is too busy."""

import time

import pytest
from crawling import crawl, inventory
from little_server import LittleServer, page

from crawler.errand import Answer, Errand, Purpose
from crawler.manners import FIRST_WAIT, Patience
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


@pytest.mark.parametrize("said", ["²", "soon", "Mon, 01 Jan 2024 00:00:00 +99999999999999"])
def test_a_pause_that_no_clock_can_measure_does_not_end_the_crawl(said):
    patience = Patience(CrawlOptions())
    errand = Errand(url="http://site.example/", purpose=Purpose.PAGE)
    busy = Response(url=errand.url, status=503, headers={"retry-after": said}, body=b"")

    assert patience.postpones(Answer(errand=errand, response=busy))
    assert 0 < patience.wait() <= 2 * FIRST_WAIT
