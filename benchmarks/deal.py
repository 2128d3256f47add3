"""How well and how fast pages are dealt: fit against the upper bound, balance, families kept whole, CPU, memory.

Usage: python benchmarks/deal.py            invented sites up to 100,000 pages and 200 people, then the whole command
       python benchmarks/deal.py command 100000 200   the whole `audit assign --dry-run` in a process of its own
       python benchmarks/deal.py WORKSPACE VOLUNTEERS   a crawled site and a table of people (nothing is written)
"""

import datetime
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from assignments.assign import AssignOptions, assign
from assignments.deal import Hand, deal, upper_bound
from audit.rule import Certainty, Finding, Severity
from crawler.page import Extract, Page
from crawler.workspace import Workspace

SIZES = ((100, 5, 8), (1_000, 10, 20), (10_000, 50, 60), (100_000, 200, 300))
HEAD = f"{'pages':>8} {'people':>6} {'fit/bound':>9} {'spread':>7} {'split':>6} {'CPU s':>8} {'MB':>6}"


def invented(pages: int, people: int, sections: int, seed: int = 7) -> Hand:
    """Sections of unlike sizes; everybody likes three sections and some titles; one in five has a section barred."""
    chance = np.random.default_rng(seed)
    section = np.sort(chance.zipf(1.3, pages) % sections).astype(np.int64)
    fit = np.zeros((pages, people), dtype=np.float32)
    for person in range(people):
        for liked in chance.choice(sections, 3):
            fit[section == liked, person] = chance.choice([0.8, 1.0])
        for _ in range(4):
            titles = chance.choice(pages, max(1, pages // 100), replace=False)
            fit[titles, person] = 1 - (1 - fit[titles, person]) * np.float32(1 - chance.choice([0.35, 0.7]))
    together = np.arange(pages)
    for first in chance.integers(0, pages - 6, pages // 50):
        together[first : first + chance.integers(2, 6)] = together[first]
    allowed = np.ones((sections, people), dtype=bool)
    allowed[chance.integers(0, sections, people // 5), np.arange(0, people - people % 5, 5)] = False
    minutes = np.round(chance.gamma(2, 1.5, pages) + 1, 1)
    hours = chance.choice([0.5, 1, 1.5, 2, 3, 4], people)
    return Hand(
        minutes=minutes,
        section=section,
        together=together,
        fit=fit,
        allowed=allowed,
        barred=np.full(pages, -1),
        shares=minutes.sum() * hours / hours.sum(),
    )


def one(pages: int, people: int, sections: int) -> str:
    """A line for one size."""
    hand = invented(pages, people, sections)
    began = time.process_time()
    dealt = deal(hand)
    seconds = time.process_time() - began
    memory = most_memory()
    rates = dealt.loads / hand.shares
    order = np.argsort(hand.together, kind="stable")
    same = np.diff(hand.together[order]) == 0
    split = int((same & (np.diff(dealt.owner[order]) != 0)).sum())
    assert hand.allowed[hand.section, dealt.owner].all()
    return (
        f"{pages:>8,} {people:>6} {dealt.fit / upper_bound(hand):>9.4f} {rates.max() - rates.min():>7.2%} {split:>6} "
        f"{seconds:>8.1f} {memory:>6.0f}"
    )


def most_memory() -> float:
    """The most memory of this process so far, in MB; 0 where the system does not say."""
    try:
        import resource  # noqa: PLC0415 — Windows has none
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def crawled(folder: Path, volunteers: Path) -> None:
    """What a real site's deal looks like."""
    began = time.process_time()
    with Workspace(folder) as workspace:
        summary = assign(
            workspace, volunteers, AssignOptions(round="benchmark", dry_run=True), datetime.datetime.now(datetime.UTC)
        )
    print(
        f"{summary.pages:,} pages, {len(summary.batches)} people: fit {summary.fitness:.2%} of the bound, spread "
        f"{summary.spread:.2%}, {time.process_time() - began:.1f} CPU s, {most_memory():.0f} MB"
    )


def site(folder: Path, pages: int, seed: int = 7) -> list[str]:
    """Write a workspace of pages with titles of their own and two findings on each; the words of the titles."""
    chance = random.Random(seed)
    words = [f"topic{n}" for n in range(620)]
    sections = [f"{words[n % 20]}-{n}" for n in range(300)]
    with Workspace(folder, create=True) as workspace:
        crawl = workspace.inventory.begin(["https://big.example/"], {}, "2026-01-01T00:00:00+00:00")
        for first in range(0, pages, 5_000):
            some = [
                Page(
                    url=f"https://big.example/{sections[int(chance.paretovariate(0.7)) % 300]}/p{n}",
                    status=200,
                    title=" ".join(chance.sample(words, 4)),
                    words=chance.randint(50, 3_000),
                    text_hash=f"h{n if n % 50 else n - 1}",
                )
                for n in range(first, min(first + 5_000, pages))
            ]
            workspace.inventory.record(crawl.id, [Extract(page=page) for page in some])
            workspace.append(Finding, [found for page in some for found in _noticed(page)])
    return words


def _noticed(page: Page) -> list[Finding]:
    return [
        Finding(page_url=page.url, rule=rule, severity=Severity.LOW, certainty=Certainty.SURE, evidence=page.title)
        for rule in ("thin-page", "missing-summary")
    ]


def command(pages: int, people: int, seed: int = 7) -> str:
    """What `audit assign --dry-run` takes from its start to its end; Unix only."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        words = site(Path(folder), pages)
        lines = [
            f"P{n},{chance.choice([1, 2, 3])},{';'.join(chance.sample(words, 5))},{';'.join(chance.sample(words, 2))}"
            for n in range(people)
        ]
        file = Path(folder, "people.csv")
        file.write_text("\n".join(["name,hours,interests,skills", *lines]), encoding="utf-8")
        began = time.monotonic()
        told = Path(folder, "told.txt")
        with told.open("w") as output:
            options = ["assign", "-w", folder, "--volunteers", str(file), "--dry-run", "--quiet"]
            run = subprocess.Popen([sys.executable, "-m", "cli", *options], stdout=output)
            _, status, used = os.wait4(run.pid, 0)
        assert status == 0, told.read_text()
        return (
            f"audit assign --dry-run, {pages:,} pages, {people} people: {used.ru_utime + used.ru_stime:.1f} CPU s, "
            f"{time.monotonic() - began:.1f} s elapsed, {used.ru_maxrss / 1024:.0f} MB"
        )


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "command":
        print(command(*map(int, sys.argv[2:])))
    elif len(sys.argv) == 3:
        crawled(Path(sys.argv[1]), Path(sys.argv[2]))
    elif len(sys.argv) == 4:
        print(one(*map(int, sys.argv[1:])))
    else:
        print(HEAD)
        for size in SIZES:  # each in a process of its own, so that memory is its own
            subprocess.run([sys.executable, __file__, *map(str, size)], check=True)
        subprocess.run([sys.executable, __file__, "command", *map(str, SIZES[-1][:2])], check=True)
