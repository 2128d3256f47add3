"""What a person sees of a crawl that runs: numbers that can be trusted, and a time only where it can be known."""

import io
import os
import pty
import select
import subprocess
import time

import pytest
from crawling import COMMAND, ROOT
from little_server import LittleServer, page
from rich.console import Console

from crawler.progress import Pace, Progress, bars, plain

STEADY = Progress(
    done=4_000, waiting=1_000, errors=3, outside_done=50, outside_waiting=100, rate=20.0, growth=0.0, outside_rate=1.0
)


def test_a_line_tells_what_is_done_of_what_is_known_the_pace_the_errors_and_the_time_left():
    assert plain(STEADY) == (
        "4,000 of 5,000 addresses, 50 of 150 on other sites, 20 a second, 3 do not work, about 1 min 40 s left"
    )


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({}, 100.0),
        ({"outside_waiting": 0}, 50.0),
        ({"growth": 10.0}, 100.0),
        ({"growth": 11.0}, None),
        ({"rate": 0.0}, None),
        ({"outside_rate": 0.0}, None),
        ({"waiting": 0, "outside_waiting": 0}, 0.0),
    ],
)
def test_the_time_left_is_that_of_the_slower_part_and_unknown_while_much_is_still_being_found(change, left):
    known = {name: getattr(STEADY, name) for name in Progress.__slots__} | change

    assert Progress(**known).left == left


def test_the_pace_is_that_of_the_last_seconds():
    pace = Pace()

    assert pace.rates(0.0, 0, 10) == [0.0, 0.0]
    assert pace.rates(5.0, 50, 10) == [10.0, 0.0]
    assert pace.rates(12.0, 50, 150) == [0.0, 20.0]


@pytest.mark.parametrize("width", [80, 120])
def test_the_bars_fit_the_terminal(width):
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=True, color_system=None).print(bars(STEADY))

    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    assert [" ".join(line.replace("━", "").replace("╸", "").split()) for line in lines] == [
        "This site 4,000 of 5,000 known addresses",
        "Other sites 50 of 150 addresses that it links to",
        "20 a second · 3 do not work · about 1 min 40 s left",
    ]
    assert all("━" in line for line in lines[:2])


def test_a_crawl_on_a_terminal_shows_the_bars_and_leaves_none_behind(tmp_path):
    routes = {f"/{n}": page(*(f"/{k}" for k in range(40)), title=f"Page {n}") for n in range(40)}
    server = LittleServer({**routes, "/": page("/0")})
    ours, theirs = pty.openpty()
    with server.running():
        command = [*COMMAND, "crawl", server.url, "--delay", "0.05", "-w", str(tmp_path)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, env={**os.environ, "TERM": "xterm"}
        )
        os.close(theirs)
        seen, end = b"", time.monotonic() + 60
        while time.monotonic() < end:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    part = os.read(ours, 65536)
                except OSError:  # the other side is closed
                    break
                if not part:
                    break
                seen += part
        said, _ = process.communicate(timeout=30)
        os.close(ours)

    assert process.returncode == 0, seen
    assert "This site" in seen.decode()
    assert "known addresses" in seen.decode()
    assert said.decode().startswith("Found 41 pages.")
