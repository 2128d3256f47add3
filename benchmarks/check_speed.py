"""How long `audit check` takes, and how much memory, from 10,000 to 100,000 made-up pages of 60 links each.

    python benchmarks/check_speed.py --pages 10000 30000 100000

Each size is made in a temporary workspace and checked in a process of its own. The goal: 100,000 pages with 6 million
links in under 3 minutes and 1.5 GB on 2 cores, and near-linear from 10,000.
"""

import argparse
import hashlib
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import resources
from itertools import accumulate
from pathlib import Path

from crawler.page import Content, DatedBy, Extract, FoundBy, Link, LinkKind, Page, Place
from crawler.workspace import Workspace

SITE = "https://www.example.org"
AT = "2026-06-01T00:00:00+00:00"
MENU, IN_TEXT, WORDS = 40, 20, 300
SECTIONS = ("news", "guidance", "about", "services", "minutes", "projects", "people", "places")
COMMON = 20_000
"""Words of the English dictionary that texts are made of, each as often as in English."""
NOTICE = "We publish this under the Open Government Licence. Tell us if you find that something on this page is wrong."
"""What a template puts under every article."""


def vocabulary() -> tuple[list[str], list[int]]:
    """The most common English words, and how often each stands in a large body of text, summed up to it."""
    lines = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    words = [line.split() for line in lines.splitlines()[:COMMON]]
    return [word for word, _ in words], list(accumulate(int(count) for _, count in words))


VOCABULARY, OFTEN = vocabulary()


def address(number: int) -> str:
    """The address of one of the made-up pages."""
    return f"{SITE}/{SECTIONS[number % len(SECTIONS)]}/page-{number}"


def text_of(number: int, chance: random.Random) -> str:
    """About 300 words in sentences of 8 to 24, as often as in English, under a heading and over a notice.

    Every fiftieth page is a near copy of the one before (a sentence differs), every two hundredth a true copy; the
    pages of a folder of twenty share a paragraph; one in twenty invites to a day that has passed, names a year, or
    speaks of what will be.
    """
    copied = number % 50 == 1 or number % 200 == 3
    chance.seed(number - 1 if copied else number)
    lines, words = [chance.choice(VOCABULARY).capitalize() + " and " + chance.choice(VOCABULARY)], 0
    while words < WORDS:
        sentences = []
        for _ in range(4):
            picked = chance.choices(VOCABULARY, cum_weights=OFTEN, k=chance.randint(8, 24))
            words += len(picked)
            sentences.append(" ".join(picked).capitalize() + ".")
        lines.append(" ".join(sentences))
    if number % 20 == 0:
        lines.append(f"The hall will open on 3 March {2015 + number % 8}.")
    if number % 20 == 5:
        lines.append(f"We met in {2009 + number % 15} and agreed the budget of £{number}.")
    if number % 50 == 1:
        lines.append(f"Call {number} for help.")
    chance.seed(-1 - number // 20)
    lines.append(" ".join(chance.choices(VOCABULARY, cum_weights=OFTEN, k=40)).capitalize() + ".")
    return "\n".join((*lines, NOTICE))


def made(pages: int) -> Iterator[Extract]:
    """The pages of a made-up site: a menu on each, links to others, some of them dead."""
    chance = random.Random(1)
    menu = tuple(Link(url=address(n), text=f"Menu {n}", place=Place.NAVIGATION) for n in range(MENU))
    for number in range(pages):
        text = text_of(number, chance)
        links = tuple(
            Link(url=address(chance.randrange(pages)), text=f"Read {chance.choice(VOCABULARY)} {chance.randrange(999)}")
            for _ in range(IN_TEXT - 2)
        )
        picture = Link(url=f"{SITE}/img/{number % 500}.png", text="Picture", kind=LinkKind.IMAGE)
        outside = Link(url=f"https://other.example/{number % 5000}", text="Elsewhere")
        dead = number % 100 == 7
        page = Page(
            url=address(number), status=404 if dead else 200, content_type="text/html", bytes=9000,
            title=f"Page {number}", description="What it says.", heading=f"Page {number}", language="en-GB",
            words=len(text.split()), modified=f"{2010 + number % 16}-03-04", dated_by=DatedBy.META, author="Team",
            text_hash=hashlib.blake2b(text.encode(), digest_size=8).hexdigest(), fetched_at=AT,
            depth=1 + number % 4, found_by=FoundBy.LINK,
        )  # fmt: skip
        content = Content(text=text, headings=((1, f"Page {number}"), (2, "More")), anchors=("main", "more"))
        yield Extract(page=page, content=content, links=(*menu, *links, picture, outside))


def build(folder: Path, pages: int) -> None:
    """Write the made-up site into a workspace."""
    with Workspace(folder, create=True) as workspace:
        crawl = workspace.inventory.begin([address(0)], {}, AT)
        batch: list[Extract] = []
        for extract in made(pages):
            batch.append(extract)
            if len(batch) == 2000:
                workspace.inventory.record(crawl.id, batch)
                batch = []
        workspace.inventory.record(crawl.id, batch)
        workspace.inventory.end(crawl.id, "finished", "", AT)


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--keep", type=Path, help="make the workspaces here and keep them")
    options = parser.parse_args()
    print(f"{'pages':>8} {'links':>10} {'wall s':>8} {'CPU s':>8} {'ms a page':>10} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as temporary:
        for pages in options.pages:
            folder = (options.keep or Path(temporary)) / str(pages)
            if not folder.exists():
                build(folder, pages)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "cli.py", "check", "-q", "-w", str(folder)], check=True, capture_output=True
            )
            wall = time.perf_counter() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            links = pages * (MENU + IN_TEXT)
            each, peak = wall / pages * 1000, after.ru_maxrss / 1024
            print(f"{pages:>8,} {links:>10,} {wall:>8.1f} {cpu:>8.1f} {each:>10.2f} {peak:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
