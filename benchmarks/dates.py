"""Dates side by side with htmldate, in one run: accuracy on labelled pages and CPU seconds as a ratio.

    python benchmarks/dates.py                 the pages under tests/pages/dates
    python benchmarks/dates.py --gold FILE.csv --site FOLDER [--base-url URL] [--changed] [--wrong]

The CSV has the columns `path`, `date` (empty: the page has none) and, if it likes, `url`; the pages lie in FOLDER under
their paths. Each tool gets the page with its address and without it. Ours counts as right when its published or, where
there is none, its changed date is the labelled day (`--changed`: the other way round); a date for a page that has none
is wrong. The pages of the tests are those that ours was written with: they show what it can do, not how it compares
on others. What finding dates adds to a page that is walked through anyway is measured apart.
"""

import argparse
import csv
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from htmldate import find_date
from htmldate.meta import reset_caches
from selectolax.lexbor import LexborHTMLParser

from crawler.dates import choose, collect
from crawler.dates.labels import last_label, meta_means, named_means, of_no_page
from crawler.dates.written import find_dates
from crawler.extract import extract
from crawler.page import Response
from crawler.seen import Seen
from crawler.walk import walk

LABELLED = Path(__file__).parent.parent / "tests" / "pages" / "dates"
EXPECTED = re.compile(r"<!-- published: (\S+); modified: (\S+); dated by: (\S+) -->")
CHANGED = "--changed"
NOWHERE = "http://127.0.0.1/page"

CACHED = (find_dates, last_label, meta_means, named_means, of_no_page)

Case = tuple[str, bytes, str]
"""Address, page, the right day (empty for none)."""


def ours(url: str, html: bytes) -> str:
    """What the product says."""
    page = extract(Response(url=url, status=200, headers={"content-type": "text/html"}, body=html)).page
    return (page.modified or page.published if CHANGED in sys.argv else page.published or page.modified)[:10]


def dates_alone(url: str, seen: Seen) -> str:
    """The same from a walk that was made before."""
    published, modified, _ = choose(collect(seen, url, seen.language))
    return (modified or published if CHANGED in sys.argv else published or modified)[:10]


def htmldate(url: str, html: bytes, *, extensive: bool) -> str:
    """What htmldate says."""
    return find_date(html, url=url, extensive_search=extensive, original_date=CHANGED not in sys.argv) or ""


def measure(name: str, find: Callable[[str, bytes], str], cases: list[Case]) -> float:
    """Print accuracy and time of one tool; give its CPU seconds."""
    for case in cases[:3]:
        find(*case[:2])  # late imports are not what is measured
    for cached in CACHED:  # nor what a tool remembers of these very pages from the run before
        cached.cache_clear()
    reset_caches()
    started = time.process_time()
    found = [find(url, html) for url, html, _ in cases]
    seconds = time.process_time() - started
    right = sum(got == want for got, (_, _, want) in zip(found, cases, strict=True))
    wrong = sum(got not in ("", want) for got, (_, _, want) in zip(found, cases, strict=True))
    print(
        f"  {name:20} accuracy {right / len(cases):.3f}   wrong {wrong:4}   {1000 * seconds / len(cases):7.2f} ms/page"
    )
    return seconds


def compare(title: str, cases: list[Case]) -> None:
    """Measure all tools on the same pages."""
    print(f"{title}: {len(cases)} pages")
    mine = measure("ours, whole page", ours, cases)
    walked = {html: walk(LexborHTMLParser(html), url) for url, html, _ in cases}
    dates = measure("ours, dates alone", lambda url, html: dates_alone(url, walked[html]), cases)
    fast = measure("htmldate fast", lambda url, html: htmldate(url, html, extensive=False), cases)
    slow = measure("htmldate extensive", lambda url, html: htmldate(url, html, extensive=True), cases)
    for name, seconds in (("whole page", mine), ("dates alone", dates)):
        print(f"  CPU, ours, {name} = 1: htmldate fast {fast / seconds:.1f}, extensive {slow / seconds:.1f}")


def tell_wrong(cases: list[Case]) -> None:
    """Name the pages on which ours is wrong, and what htmldate finds there."""
    for url, html, want in cases:
        if (got := ours(url, html)) != want:
            print(f"  is {want or 'none'}, ours {got or 'none'}, htmldate {htmldate(url, html, extensive=True)}: {url}")


def labelled_pages() -> list[Case]:
    """The pages of the tests."""
    cases = []
    for file in sorted(LABELLED.glob("*.html")):
        html = file.read_text(encoding="utf-8")
        published, modified, _ = EXPECTED.match(html).groups()  # type: ignore[union-attr]  # every page has the line
        day = next((day for day in (published, modified) if day != "none"), "")
        cases.append((NOWHERE, html.partition("\n")[2].encode(), day[:10]))
    return cases


def gold_pages(gold: Path, site: Path, base: str) -> list[Case]:
    """The pages of a labelled site."""
    cases = []
    with gold.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            file = site / row["path"].strip("/")
            file = file / "index.html" if file.is_dir() else file
            cases.append((row.get("url") or base + row["path"], file.read_bytes(), row["date"]))
    return cases


def main() -> None:
    """Read the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", type=Path)
    options.add_argument("--site", type=Path)
    options.add_argument("--base-url", default="https://www.example.org")
    options.add_argument(CHANGED, action="store_true", help="the labels say when pages were changed, not published")
    options.add_argument(
        "--wrong", action="store_true", help="name the pages of the labelled site that ours gets wrong"
    )
    chosen = options.parse_args()
    if not chosen.changed:
        compare("Pages of many kinds", labelled_pages())
    if chosen.gold:
        cases = gold_pages(chosen.gold, chosen.site, chosen.base_url)
        if chosen.wrong:
            tell_wrong(cases)
        compare(f"{chosen.gold.name}, with the address", cases)
        compare(f"{chosen.gold.name}, without the address", [(NOWHERE, html, day) for _, html, day in cases])


if __name__ == "__main__":
    main()
