"""Memory and disk of a crawl of 200,000 made-up pages of 60 links each, or of as many as are asked for.

    python benchmarks/large.py [--pages 200000] [--processes 2] [--max-pages 120000]

What it does not know itself it hands on to `audit crawl`. A second process serves the pages from a few lines of text.
Politeness is off, the rules are not run. Printed are CPU a page, the peak of memory, and the bytes on disk that a link
costs: its rows and their index, and the texts of links with theirs. The goal: at most 400 MB, and 60 bytes a link.
"""

import argparse
import asyncio
import json
import multiprocessing
import sqlite3
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

from crawl import OURS, ROOT, measured, without_browser

MENU, IN_TEXT = 40, 20
WORDS = [
    "people",
    "council",
    "meeting",
    "service",
    "report",
    "water",
    "health",
    "school",
    "road",
    "park",
    "library",
    "child",
    "family",
    "house",
    "energy",
]
SENTENCES = " ".join(f"The {word} of the town is what this part of the page tells about." for word in WORDS)
MENU_HTML = "".join(f'<li><a href="/page/{n}">Part {n}</a>' for n in range(MENU))


def title(number: int) -> str:
    """The title of a page, and the text of each link to it."""
    return f"{WORDS[number % len(WORDS)].capitalize()} number {number}"


def page(number: int, pages: int) -> bytes:
    """One page: a menu, text, and links to the two pages below it in a tree and to others all over the site."""
    targets = [2 * number + 1, 2 * number + 2, *((number * 31 + step * 7919) % pages for step in range(IN_TEXT - 2))]
    links = "".join(f'<p>See <a href="/page/{n % pages}">{title(n % pages)}</a>.' for n in targets)
    return (
        f"<!DOCTYPE html><html lang=en><title>{title(number)}</title><nav><ul>{MENU_HTML}</ul></nav>"
        f"<main><h1>{title(number)}</h1><p>{SENTENCES}{links}</main>"
    ).encode()


class Site(asyncio.Protocol):
    """Answers requests that come one after the other on a connection."""

    def __init__(self, pages: int) -> None:
        self.pages = pages

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer with the page that the number in the address stands for."""
        name = data.split(b" ", 2)[1].rpartition(b"/")[2]
        known = not name or name.isdigit()
        body = page(int(name or 0), self.pages) if known else b"Not found"
        line = b"200 OK" if known else b"404 Not Found"
        self.transport.write(
            b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % (line, len(body))
            + body
        )


async def _serve(pages: int, ready: Connection) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Site(pages), "127.0.0.1", 0)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def serve(pages: int, ready: Connection) -> None:
    """Serve until killed; tell the port."""
    asyncio.run(_serve(pages, ready))


def on_disk(database: Path) -> dict[str, int]:
    """Bytes of each table and index."""
    with sqlite3.connect(database) as connection:
        return dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))


def main() -> None:
    """Crawl, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, help="where the workspace is made; a temporary folder when not given")
    asked, more = parser.parse_known_args()
    mine, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(asked.pages, theirs), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{mine.recv()}/"
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = without_browser(Path(name) / "audit")
        command = [sys.executable, "-c", OURS, "crawl", url, "-w", folder, "--json", "-q", "--no-external", *more]
        cpu, wall, peak, out = measured([*command, "--delay", 0, "--concurrency", 16], cwd=ROOT)
        pages = json.loads(out.splitlines()[0])["kinds"]["page"]
        parts = on_disk(folder / "audit.db")
        with sqlite3.connect(folder / "audit.db") as connection:
            links = connection.execute("SELECT count(*) FROM links").fetchone()[0]
        of_links = sum(size for name, size in parts.items() if "links" in name or "strings" in name)
        total = sum(parts.values())
        print(f"{pages:,} pages, {links:,} links: {cpu * 1000 / pages:.2f} ms CPU a page, {wall:.0f} s by the clock")
        print(
            f"peak of memory {peak:.0f} MB; {of_links / links:.1f} bytes on disk a link; database {total / 1e6:.0f} MB"
        )
    server.terminate()


if __name__ == "__main__":
    main()
