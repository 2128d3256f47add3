"""A disk that is full stops a crawl with one sentence; with room again, the same command brings it to its end."""

import os
import subprocess
import sys

import pytest
from crawling import COMMAND, ROOT, crawl, inventory
from little_server import LittleServer, page
from msgspec.structs import replace

from crawler.archive import Archive
from crawler.options import CrawlOptions
from crawler.page import Response
from crawler.recorder import Recorder
from crawler.scope import Boundary
from crawler.workspace import Workspace

resource = pytest.importorskip("resource", reason="Windows cannot limit the size of a process's files")
AT = "2026-11-26T12:00:00+00:00"
ROOM = 150_000
"""Bytes that a file of the crawl may have: the database is made, and does not hold the site."""


def _full():
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def _timeless(folder):
    """The inventory without what differs from one crawl to the next."""
    return {
        url: replace(found, fetched_at="", archive_file="", archive_offset=None)
        for url, found in inventory(folder).items()
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of a process's files")
def test_a_full_disk_ends_the_crawl_with_a_sentence_and_the_same_command_goes_on(tmp_path):
    paths = [f"/{n}" for n in range(300)]
    routes = {"/": page(*paths)} | {path: page(text=f"<p>{path} {'word ' * 200}") for path in paths}
    full, whole = tmp_path / "full", tmp_path / "whole"
    with LittleServer(routes).running() as server:
        command = [*COMMAND, "crawl", server.url, "-w", str(full)]
        stopped = subprocess.run(
            command, preexec_fn=_full, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
        )
        again = crawl(full, server.url)
        crawl(whole, server.url)

    assert stopped.returncode == 1
    assert stopped.stderr.splitlines()[-1].startswith(f"Error: Cannot write to {full}: the disk is full or read-only")
    assert "Traceback" not in stopped.stderr
    assert again.returncode == 0
    assert len(inventory(full)) == len(paths) + 1
    assert _timeless(full) == _timeless(whole)


def test_an_archive_is_on_the_disk_before_the_database_says_what_is_in_it(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(os.fstat(number).st_size))
    response = Response(url="http://town.example/", status=200, headers={}, body=os.urandom(5000), fetched_at=AT)
    with Workspace(tmp_path, create=True) as workspace, Archive(tmp_path, "kept", "audit") as archive:
        crawl = workspace.inventory.begin([response.url], {}, AT)
        recorder = Recorder(workspace, crawl.id, archive, Boundary((), CrawlOptions(), private=True, year=2026))
        archive.write(response)
        recorder.discover_outside("http://other.example/", 1)
        recorder.flush()
    assert [size > 5000 for size in synced] == [True]
