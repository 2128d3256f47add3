"""Measures CPU a page, memory and time of a crawl, beside other crawlers of the same sites in the same run.

    python benchmarks/crawl.py small=FOLDER big=FOLDER:START [--pages N] [--advertools PYTHON] [--crawlee PYTHON]
        [--linkinator PROGRAM]

A site is a name, a folder that nginx serves on loopback, and the page in it to begin with. Debian's postgresql-doc-15
and openjdk-17-doc are a small and a big real one:

    small=/usr/share/doc/postgresql-doc-15/html big=/usr/share/doc/openjdk-17-doc:api/index.html

PYTHON are interpreters that have the peer installed (`pip install advertools`, `pip install 'crawlee[parsel]'`),
PROGRAM is linkinator's (`npm install linkinator`). Politeness is off, no browser shows pages, the rules are not run;
ours writes database and archive. Of the others advertools records all that it knows, crawlee titles and links,
linkinator links. The machine's noise falls on all alike: trust the ratios. Pages are those that answered 200.
`--pages` ends each after the first N.
"""

import argparse
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
OURS = "import cli; cli.check.callback = lambda **_: None; cli.main()"
ADVERTOOLS = """
import sys, advertools
advertools.crawl(sys.argv[1], sys.argv[2], follow_links=True, allowed_domains=["127.0.0.1", sys.argv[1].split("/")[2]],
    custom_settings={"ROBOTSTXT_OBEY": False, "LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS": 16,
                     "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False,
                     "CLOSESPIDER_PAGECOUNT": int(sys.argv[3])})
"""
CRAWLEE = """
import asyncio, json, sys
from crawlee import ConcurrencySettings
from crawlee.crawlers import ParselCrawler
async def main():
    settings = ConcurrencySettings(max_concurrency=16, desired_concurrency=16)
    crawler = ParselCrawler(concurrency_settings=settings, max_requests_per_crawl=int(sys.argv[3]) or None,
                            configure_logging=False)
    out = open(sys.argv[2], "w")
    @crawler.router.default_handler
    async def handle(context):
        title = context.selector.css("title::text").get()
        links = context.selector.css("a::attr(href)").getall()
        out.write(json.dumps({"url": context.request.url, "title": title, "links": links}) + "\\n")
        await context.enqueue_links()
    await crawler.run([sys.argv[1]])
    out.close()
asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one crawl took."""

    pages: int
    cpu: float
    """Seconds, of all its processes."""
    wall: float
    peak: float
    """Megabytes of the process that was started."""

    @property
    def each(self) -> float:
        """Milliseconds of CPU a page."""
        return self.cpu * 1000 / max(self.pages, 1)


@contextmanager
def served(root: Path, folder: Path):  # noqa: ANN201 — a generator of one address
    """Serve a folder with nginx."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    paths = " ".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        textwrap.dedent(f"""
        worker_processes 1; pid {folder}/pid; error_log {folder}/log; daemon off;
        events {{ worker_connections 512; }}
        http {{ include /etc/nginx/mime.types; access_log off; keepalive_requests 1000000; {paths}
                server {{ listen 127.0.0.1:{port}; root {root.resolve()}; }} }}
        """)
    )
    server = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"])
    time.sleep(0.5)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def measured(command: list[object], **more: object) -> tuple[float, float, float, str]:
    """CPU seconds, wall seconds and peak megabytes of a command and its children, and what it printed."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **more)
    out = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - begun, usage.ru_maxrss / 1024, out.decode()


def without_browser(folder: Path) -> Path:
    """A folder for a crawl that fetches what servers send, as the others do: nothing is shown in a browser."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "audit.toml").write_text('[crawl]\nrender = "never"\n', encoding="utf-8")
    return folder


def ours(url: str, folder: Path, pages: int, *more: object) -> Run:
    """Our own crawl."""
    command = [sys.executable, "-c", OURS, "crawl", url, "-w", without_browser(folder), "--json", "-q", *more]
    limit = ["--max-pages", pages] if pages else []
    cpu, wall, peak, out = measured([*command, "--delay", 0, "--concurrency", 16, "--no-external", *limit], cwd=ROOT)
    return Run(json.loads(out.splitlines()[0])["kinds"]["page"], cpu, wall, peak)


def python(interpreter: str, code: str, url: str, folder: Path, pages: int) -> Run:
    """A peer that is a Python library; it writes a line a page."""
    folder.mkdir()
    path = f"{Path(interpreter).parent}:{os.environ['PATH']}"
    more = {"PATH": path, "CRAWLEE_STORAGE_DIR": str(folder / "storage")}
    command = [interpreter, "-c", code, url, folder / "pages.jsonl", pages]
    cpu, wall, peak, _ = measured(command, env={**os.environ, **more}, cwd=folder)
    with (folder / "pages.jsonl").open(encoding="utf-8") as lines:
        return Run(sum(json.loads(line).get("status", 200) == 200 for line in lines), cpu, wall, peak)


def linkinator(program: str, url: str) -> Run:
    """Linkinator, which knows no limit of pages."""
    cpu, wall, peak, out = measured([program, url, "--recurse", "--concurrency", 16, "--format", "json"])
    links = json.loads(out[out.index("{") :])["links"]
    pages = {link["url"].partition("#")[0] for link in links if link["state"] == "OK"}
    return Run(sum(page.endswith(("/", ".html", ".htm")) for page in pages), cpu, wall, peak)


def compare(name: str, root: Path, start: str, asked: argparse.Namespace) -> None:
    """Crawl one site with all, print a line each as soon as it is known."""
    with tempfile.TemporaryDirectory() as temporary, served(root, Path(temporary)) as site:
        folder, url, pages = Path(temporary), site + start, asked.pages
        ways = {
            "ours": lambda: ours(url, folder / "one", pages),
            "ours, 2 processes": lambda: ours(url, folder / "two", pages, "--processes", 2),
        }
        if asked.crawlee:
            ways["crawlee"] = lambda: python(asked.crawlee, CRAWLEE, url, folder / "crawlee", pages)
        if asked.advertools:
            ways["advertools"] = lambda: python(asked.advertools, ADVERTOOLS, url, folder / "advertools", pages)
        if asked.linkinator and not pages:
            ways["linkinator"] = lambda: linkinator(asked.linkinator, url)
        mine = None
        for way, crawl in ways.items():
            run = crawl()
            mine = mine or run
            figures = f"{run.pages:7,} {run.each:9.2f} {run.each / mine.each:7.1f} {run.wall:8.1f} {run.peak:8.0f}"
            print(f"{name:8} {way:18} {figures}", flush=True)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", metavar="NAME=FOLDER[:START]")
    parser.add_argument("--pages", type=int, default=0, help="only the first so many pages of each site")
    parser.add_argument("--advertools", metavar="PYTHON")
    parser.add_argument("--crawlee", metavar="PYTHON")
    parser.add_argument("--linkinator", metavar="PROGRAM")
    asked = parser.parse_args()
    print(
        f"{'site':8} {'crawler':18} {'pages':>7} {'ms a page':>9} {'ours=1':>7} {'wall s':>8} {'peak MB':>8}",
        flush=True,
    )
    for site in asked.sites:
        name, _, place = site.partition("=")
        root, _, start = place.partition(":")
        compare(name, Path(root), start, asked)


if __name__ == "__main__":
    main()
