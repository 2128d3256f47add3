"""Runs `audit crawl` as people do, in a process of its own, and reads what it wrote."""

import os
import subprocess
import sys
from pathlib import Path

from little_server import page
from msgspec.structs import replace

from crawler.workspace import Scope, Workspace

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "import cli; cli.check.callback = lambda **_: None; cli.main()"]
"""The command without the rules that it runs at its end: they have tests of their own."""

AT_A_TIME = """
import sys
from datetime import datetime
from pathlib import Path
from crawler.crawl import crawl
from crawler.options import CrawlOptions
from crawler.workspace import Workspace

folder, url, at, fresh = sys.argv[1:]
with Workspace(Path(folder), create=True) as workspace:
    options = CrawlOptions(fresh=fresh == "fresh", concurrency=1)
    print(crawl(workspace, [url], options, lambda: datetime.fromisoformat(at), lambda _: None).told(as_json=False))
"""
"""A crawl whose clock stands still at the time that it is told."""


def crawl(folder, *arguments, timeout=60):
    """Run the command to its end."""
    command = [*COMMAND, "crawl", *map(str, arguments), "-w", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, cwd=ROOT)


def crawl_at(folder, url, at, *, fresh=False):
    """Crawl at a certain time, in a place where that is the time of day; what people are told."""
    command = [sys.executable, "-c", AT_A_TIME, str(folder), url, at, "fresh" if fresh else ""]
    here = os.environ | {"TZ": "UTC"}
    return subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, check=True, timeout=60).stdout


def started(folder, *arguments):
    """Start the command."""
    command = [*COMMAND, "crawl", *map(str, arguments), "-w", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)


def inventory(folder, number=-1):
    """Address → page, of the site."""
    with Workspace(folder) as workspace:
        crawl = workspace.inventory.crawls()[number]
        return {page.url: page for page in workspace.inventory.pages(crawl.id)}


def outside(folder):
    """Address → page, of what was only checked."""
    with Workspace(folder) as workspace:
        crawl = workspace.inventory.crawls()[-1]
        return {page.url: page for page in workspace.inventory.pages(crawl.id, Scope.OUTSIDE)}


def comparable(pages):
    """Pages without what differs from crawl to crawl."""
    return {
        url: replace(p, fetched_at="", archive_file="", archive_offset=None, last_modified="")
        for url, p in pages.items()
    }


def many(number):
    """A site of many pages, each linking to a few."""
    routes = {f"/{n}": page(*(f"/{(n * k + 1) % number}" for k in (2, 3, 5)), title=f"Page {n}") for n in range(number)}
    return {**routes, "/": page("/0", "/1")}
