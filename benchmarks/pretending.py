"""Soft 404s in whole crawls: invented sites, each with one labelled error page that it shows with 200 for what is gone.

    python -m benchmarks.pretending [SITES]

Draws SITES (100) error pages of `labels/soft_404.csv` by chance. Round each a site is served on loopback: a menu and a
footer, six pages (some of the table's pages that are no error pages), and two links to what is gone. The site shows its
error page in one of five ways, in turn; `audit crawl` inventories it, and what the rule soft-404 says is counted. The
probe of invented addresses knows no words, so what it finds by itself proves something about error pages that nobody
has seen; the words were chosen with these pages in sight.
"""

import csv
import io
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import count
from pathlib import Path

from benchmarks.corpora import labels, scores
from benchmarks.loopback import Reply, serve

CLI = Path(__file__).parent.parent / "cli.py"
SEED = 20261127
HTML = {"Content-Type": "text/html; charset=utf-8"}
WAYS = {
    "plain": "the same page for every address",
    "repeats": "repeats the address that was asked for",
    "moves": "bears a number that is another one at each visit",
    "folder": "only in one folder; elsewhere the site answers 404 honestly",
    "records": "only for records that are gone; invented addresses get an honest 404, so that words alone can tell",
}
GONE = ("/news/harbour-lights", "/news/record-7714")
PAGES = ("/", "/about", "/contact", "/news/", "/news/opening-hours", "/news/annual-meeting")


class Invented:
    """A site: what it shows at each path, and whether it says so honestly."""

    def __init__(self, way: str, error: dict[str, str], others: Sequence[dict[str, str]]) -> None:
        self._way = way
        self._error = error
        self._pages = dict(zip(PAGES, others, strict=True))
        self._visits = count(48_813, 7)

    def answer(self, path: str) -> Reply:
        """What the site says at a path."""
        if path in self._pages:
            return _page(self._pages[path], links=path == "/")
        honest = {"folder": not path.startswith("/news/"), "records": path not in GONE}.get(self._way, False)
        more = {"repeats": f"You asked for {path}.", "moves": f"Reference {next(self._visits)}."}.get(self._way, "")
        return Reply(404, HTML, b"<title>404</title>") if honest else _page(self._error, more)


def _page(row: dict[str, str], more: str = "", *, links: bool = False) -> Reply:
    """One page of the table within the frame of the site."""
    menu = "".join(f'<li><a href="{path}">{path.strip("/").rpartition("/")[2] or "home"}</a></li>' for path in PAGES)
    gone = "".join(f'<p>See also <a href="{path}">{path.rpartition("/")[2]}</a>.</p>' for path in GONE) if links else ""
    text = "".join(f"<p>{escape(line)}</p>" for line in f"{row['text']}\n{more}".splitlines())
    heading = f"<h1>{escape(row['heading'])}</h1>" if row["heading"] else ""
    page = (
        f"<!doctype html><meta charset=utf-8><title>{escape(row['title'])}</title><nav><ul>{menu}</ul></nav>"
        f"<main>{heading}{text}{gone}</main><footer>Port Authority, 1 Quay Street. All rights reserved.</footer>"
    )
    return Reply(200, HTML, page.encode())


def found(url: str) -> dict[str, str]:
    """The paths of a site that the rule names, with what it says."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, CLI]
        crawl = ["crawl", f"{url}/", "-w", folder, "--delay", "0", "--no-external", "-q"]
        subprocess.run([*command, *crawl], check=True, stdout=subprocess.DEVNULL)
        export = [*command, "export", "findings", "-w", folder]
        findings = subprocess.run(export, check=True, capture_output=True, text=True).stdout
    rows = csv.DictReader(io.StringIO(findings))
    return {row["page_url"].removeprefix(url): row["evidence"] for row in rows if row["rule"] == "soft-404"}


def main() -> None:
    """Print the scores of each way, of all, and of the probe alone where it can tell."""
    chance = random.Random(SEED)
    rows = labels("soft_404")
    errors = chance.sample([row for row in rows if row["label"] == "yes"], int(sys.argv[1]) if sys.argv[1:] else 100)
    others = [row for row in rows if row["label"] == "no"]
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*WAYS, "all ways", "probe alone, but for records")}
    for number, error in enumerate(errors):
        way = list(WAYS)[number % len(WAYS)]
        server = serve(Invented(way, error, chance.sample(others, len(PAGES))).answer)
        said = found(f"http://127.0.0.1:{server.server_address[1]}")
        server.shutdown()
        probed = {path: words for path, words in said.items() if "like the page" in words}
        for name, here in ((way, said), ("all ways", said), ("probe alone, but for records", probed)):
            if way != "records" or here is said:
                counts[name]["right"] += len(here.keys() & set(GONE))
                counts[name]["wrong"] += len(here.keys() - set(GONE))
                counts[name]["missed"] += len(set(GONE) - here.keys())
        for path in sorted(said.keys() ^ set(GONE)):
            print(f"    {way}, {'missed' if path in GONE else 'wrong'}: {said.get(path) or error['text'][:80]!r}")
    for name, one in counts.items():
        scores(name, one["right"], one["wrong"], one["missed"])


if __name__ == "__main__":
    main()
