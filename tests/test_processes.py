"""`--processes 2`: pages are read by a process beside the crawl, and the inventory is the same."""

import asyncio
import os
import select
import signal
import sys
import time
import zlib
from pathlib import Path

import pytest
from crawling import comparable, crawl, inventory, started
from little_server import LittleServer, page

from crawler.page import Response
from crawler.processes import Helper
from crawler.workspace import Workspace

URL = "http://town.example/"
TEXT = "<p>What this page says is long enough to be handed over. " * 60
PAGES = 40


def site(seconds=0.0):
    """Pages that are large enough for a helper, and one whose encoding nothing can unpack."""

    def slow(answer):
        def given(_headers):
            time.sleep(seconds)
            return answer

        return given

    routes = {
        f"/{n}": slow(
            page(f"/{n + 1}", f"/{2 * n}#part", title=f"Page {n}", text=f"{TEXT}<p id=part>Updated 3 May {n}")
        )
        for n in range(PAGES)
    }
    damaged = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"\x1f\x8b" + b"no gzip at all " * 200)
    return {**routes, "/": page("/0", "/1", "/damaged"), "/damaged": damaged}


def links(folder):
    with Workspace(folder) as workspace:
        return list(workspace.inventory.links(workspace.inventory.crawls()[-1].id))


def helpers(process):
    """The processes that a crawl has started to read pages, as soon as they run that program."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    return [int(number) for number in children if "crawler.processes" in command(number)]


def command(number):
    """The command line of a process; nothing of one that is no more."""
    try:
        return Path(f"/proc/{number}/cmdline").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def ended(number):
    """Whether a process is no more, or waits only for its parent to hear of it."""
    try:
        return "State:\tZ" in Path(f"/proc/{number}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return True


def awaited(condition):
    """What a condition gives as soon as it gives something."""
    end = time.monotonic() + 30
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.01)
    return found


def test_two_processes_find_what_one_finds(tmp_path):
    with LittleServer(site()).running() as server:
        alone = crawl(tmp_path / "alone", server.url, "--json")
        together = crawl(tmp_path / "together", server.url, "--json", "--processes", 2)

    assert (together.returncode, together.stdout) == (alone.returncode, alone.stdout)
    assert comparable(inventory(tmp_path / "together")) == comparable(inventory(tmp_path / "alone"))
    assert links(tmp_path / "together") == links(tmp_path / "alone")
    assert inventory(tmp_path / "together")[f"{server.url}/damaged"].error


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells there which processes a process has started")
def test_a_helper_that_dies_is_no_loss(tmp_path):
    with LittleServer(site(seconds=0.02)).running() as server:
        process = started(tmp_path / "bereft", server.url, "--processes", 2)
        (helper,) = awaited(lambda: helpers(process))
        awaited(lambda: server.times("/9"))
        os.kill(helper, signal.SIGKILL)
        assert process.wait(timeout=60) == 0
        crawl(tmp_path / "alone", server.url)

    assert comparable(inventory(tmp_path / "bereft")) == comparable(inventory(tmp_path / "alone"))


def test_a_helper_that_dies_in_the_middle_of_what_it_says_keeps_no_page_waiting():
    async def said():
        helper = Helper(())
        await helper.open()
        body = zlib.compress(b"<p>Words.</p>" * 200_000)  # few to send, and more to say than a line takes at once
        headers = {"content-type": "text/html", "content-encoding": "deflate"}
        facts = asyncio.ensure_future(helper.read(Response(url=URL, status=200, headers=headers, body=body), "", 10**7))
        while not select.select([helper._socket], [], [], 0.01)[0]:  # noqa: ASYNC110 — what is sent must not be read before the kill
            await asyncio.sleep(0)
        helper._process.kill()
        return await asyncio.wait_for(facts, 20)

    assert asyncio.run(said()) is None


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells there which processes a process has started")
def test_a_killed_crawl_leaves_no_helper_behind_and_goes_on(tmp_path):
    with LittleServer(site(seconds=0.02)).running() as server:
        process = started(tmp_path / "killed", server.url, "--processes", 2)
        (helper,) = awaited(lambda: helpers(process))
        awaited(lambda: server.times("/9"))
        process.kill()
        process.wait()
        awaited(lambda: ended(helper))
        assert crawl(tmp_path / "killed", server.url, "--processes", 2).returncode == 0
        crawl(tmp_path / "alone", server.url)

    assert comparable(inventory(tmp_path / "killed")) == comparable(inventory(tmp_path / "alone"))
