"""Precision, recall and F1 of the rules on labelled pages, and a refusal to score pages that their authors looked at.

    AUDIT_SHARED=FOLDER python -m benchmarks.rules
    AUDIT_SHARED=FOLDER python -m benchmarks.rules --also-looked-at --mistakes --workspaces FOLDER
    audit demo -w demo && python -m benchmarks.rules --faults samples/faults.toml --workspace demo

The first command unpacks, serves (on loopback), crawls and checks the two sites of `corpora.py`, and the manuals of
`UNSEEN` that are installed. There are three sorts of labels:

- by hand: `labels/rules.csv`, made by reading pages before any rule was asked; `labels/README.md` tells how. Half
  of them were kept aside; the others are `open`: rules were mended by them, so they are scored only when asked for.
  A rule that `labels/looked_at.toml` names was mended by the kept-aside half as well, and is treated the same.
- by a second count: what needs no judgement is worked out by `mechanical.py`, for every page that can be reached.
- by the sample: of a manual that nobody had looked at, findings drawn by chance and judged; they give precision only.

Counted is what a rule says of a page, before anything is said once for the whole site. In brackets: Wilson's interval
(95 %), and of how many; a page counts once for a rule. With `--faults`, the pages that a file names are the labels.
"""

import argparse
import csv
import datetime
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import sqrt
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from audit.check import noticed
from audit.rulebook import rulebook
from audit.settings import rule_settings
from audit.site import Site
from benchmarks.corpora import LABELS, half, labels, unpacked
from benchmarks.files import Site as Files
from benchmarks.files import served
from benchmarks.mechanical import counted
from crawler.workspace import Workspace

TODAY = datetime.date(2026, 6, 1)
SITES = ("18f", "apache")
UNSEEN = {
    "python": ("/usr/share/doc/python3/html", "python3-doc"),
    "developers": ("/usr/share/developers-reference", "developers-reference"),
    "git": ("/usr/share/doc/git/html", "git-doc"),
}
"""Folder and Debian package of the manuals that nobody had looked at when their findings were judged."""
ONE_QUESTION = (("old-page", "old-news"), ("passed-date", "event-over"))
"""Rules that ask the same in two ways and leave a page to each other, so that a reader hears it once: to age as a page
or as news; a day that has passed, of a plan or of an invitation. A page that should be named is found when either names
it; of false alarms each rule has its own."""
CLI = Path(__file__).parent.parent / "cli.py"


class Label(NamedTuple):
    """What a person, or a second count, says of one page and one rule."""

    rule: str
    site: str
    half: str
    page: str
    wanted: bool


class Score(NamedTuple):
    """How often a rule was right."""

    hits: frozenset[str]
    false_alarms: frozenset[str]
    missed: frozenset[str]
    passed: frozenset[str]

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there was nothing to find and nothing found."""
        wrong = len(self.false_alarms) + len(self.missed)
        return 2 * len(self.hits) / (2 * len(self.hits) + wrong) if self.hits or wrong else None


def crawled(root: Path, workspace: Path) -> None:
    """Serve a folder on loopback as its old server did, and inventory it; what is there already stays."""
    if (workspace / "audit.db").exists():
        return
    server = served(Files(root))
    command = [sys.executable, CLI, "crawl", f"http://127.0.0.1:{server.server_address[1]}/", "-w", workspace]
    subprocess.run([*command, "--no-external", "-q"], check=True, stdout=subprocess.DEVNULL)
    server.shutdown()


def flagged(folder: Path, today: datetime.date = TODAY) -> dict[str, set[str]]:
    """The paths that each rule notices something on, in the newest crawl of a workspace."""
    with Workspace(folder) as workspace:
        own = rule_settings(workspace.settings_file).folder
        rules = rulebook(folder / own if own else None).rules
        found: dict[str, set[str]] = {rule.id: set() for rule in rules}
        site = Site(workspace, workspace.inventory.crawls()[-1].id, today)
        for page in site.pages:
            for rule in rules:
                if rule.about.covers(page):
                    seen = noticed(rule, page, site)
                    if seen.findings or seen.template:
                        found[rule.id].add(path(page.url))
    return found


def path(url: str) -> str:
    """The part of an address that a label names."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def by_hand() -> Iterator[Label]:
    """The labels that people made."""
    for row in labels("rules"):
        yield Label(row["rule"], row["site"], row["half"], row["page"], row["label"] == "yes")
    pairs = labels("near_duplicates")
    alike = {(row["site"], page) for row in pairs if row["label"] == "yes" for page in (row["page"], row["other"])}
    for site, page in {(row["site"], page) for row in pairs for page in (row["page"], row["other"])}:
        url = "/" + page.removesuffix("index.html")
        yield Label("near-duplicate", site, half(f"{site}/{page}"), url, (site, page) in alike)


def by_count(site: str, root: Path) -> Iterator[Label]:
    """The labels that a second count makes, for every page and every address that it or a rule could name."""
    found, pages = counted(root)
    for rule, wanted in found.items():
        for page in pages | wanted:
            yield Label(rule, site, "all pages", page, page in wanted)


def from_faults(file: Path, site: str) -> Iterator[Label]:
    """The labels of a file that names the pages a rule should flag, and perhaps those that it should pass."""
    for rule, label in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for name, wanted in (("pages", True), ("fine", False)):
            for page in label.get(name, ()):
                yield Label(rule, site, "faults", page if isinstance(page, str) else page[0], wanted)


def scored(some: Iterable[Label], found: dict[tuple[str, str], set[str]]) -> Score:
    """Compare what a rule noticed with its labels."""
    sides: dict[tuple[bool, bool], set[str]] = defaultdict(set)
    for label in some:
        both = next((rules for rules in ONE_QUESTION if label.rule in rules), (label.rule,))
        asked = both if label.wanted else (label.rule,)
        said = any(label.page in found.get((label.site, rule), ()) for rule in asked)
        sides[said, label.wanted].add(f"{label.site} {label.page}")
    return Score(*(frozenset(sides[side]) for side in ((True, True), (True, False), (False, True), (False, False))))


def wilson(right: int, of: int) -> str:
    """A share with its interval; a dash where there is nothing to divide by."""
    if not of:
        return "–"
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.2f} ({max(0, middle - spread):.2f}–{min(1, middle + spread):.2f}, {of})"


def show(title: str, some: Iterable[Label], found: dict[tuple[str, str], set[str]], *, mistakes: bool) -> None:
    """Print a line for each rule and site, and one for all its sites together."""
    groups: dict[tuple[str, str, str], list[Label]] = defaultdict(list)
    for label in some:
        for site in (label.site, "together"):
            groups[label.rule, site, label.half].append(label)
    print(f"\n{title}\n{'rule':<25} {'site':<11} {'half':<11} {'n':>5} {'precision':>23} {'recall':>23} {'F1':>6}")
    for (rule, site, which), members in sorted(groups.items()):
        if site == "together" and len({label.site for label in members}) == 1:
            continue
        score = scored(members, found)
        right = len(score.hits)
        precision, recall = wilson(right, right + len(score.false_alarms)), wilson(right, right + len(score.missed))
        total = sum(map(len, score))
        f1 = "–" if score.f1 is None else f"{score.f1:.3f}"
        if which == "unseen":  # only what was found is labelled, so nobody knows what was missed
            recall = f1 = "–"
        print(f"{rule:<25} {site:<11} {which:<11} {total:>5} {precision:>23} {recall:>23} {f1:>6}")
        if mistakes and site != "together":
            for what, wrong in (("false alarm", score.false_alarms), ("missed", score.missed)):
                for page in sorted(wrong)[:20]:
                    print(f"    {what}: {page}")


def of_a_workspace(options: argparse.Namespace) -> None:
    """Score one workspace by a file that names its faults."""
    some = list(from_faults(options.faults, "faults"))
    found = {("faults", rule): pages for rule, pages in flagged(options.workspace).items()}
    known = [label for label in some if ("faults", label.rule) in found]
    print(f"No rule of ours: {', '.join(sorted({label.rule for label in some} - {label.rule for label in known}))}.")
    show("Pages that the file names", known, found, mistakes=options.mistakes)


def of_the_sites(options: argparse.Namespace, kept: Path) -> None:
    """Crawl what is labelled, and print a table for each sort of labels."""
    hand, mechanical = list(by_hand()), []
    found: dict[tuple[str, str], set[str]] = {}
    for site in SITES:
        with unpacked(site) as root:
            crawled(root, kept / site)
            mechanical.extend(by_count(site, root))
        found |= {(site, rule): pages for rule, pages in flagged(kept / site).items()}
    for site, (folder, package) in UNSEEN.items():
        if not Path(folder).is_dir():
            print(f"Not scored, because it is not installed: {site} (apt-get install {package}).")
            hand = [label for label in hand if label.site != site]
            continue
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(folder, copy, dirs_exist_ok=True)  # its links lead to files elsewhere on the machine
            crawled(Path(copy), kept / site)
        found |= {(site, rule): pages for rule, pages in flagged(kept / site).items()}
    looked_at = tomllib.loads((LABELS / "looked_at.toml").read_text(encoding="utf-8"))
    seen = [label for label in hand if label.half == "open" or (label.rule in looked_at and label.half != "unseen")]
    fresh = sorted(set(hand) - set(seen))
    show("By hand, on pages that no rule was mended by", fresh, found, mistakes=options.mistakes)
    show("By a second count", mechanical, found, mistakes=options.mistakes)
    if options.also_looked_at:
        title = "By hand, on pages that rules were mended by: these figures prove nothing about other sites"
        show(title, seen, found, mistakes=options.mistakes)
    else:
        print(f"\nNot scored, because rules were mended by these pages: {len(seen):,} labels. --also-looked-at does.")


def main() -> None:
    """Score every rule that has labels."""
    csv.field_size_limit(10_000_000)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also-looked-at", action="store_true", help="score also what rules were mended by")
    parser.add_argument("--mistakes", action="store_true", help="name the pages where a rule was wrong")
    parser.add_argument("--workspaces", type=Path, help="where the crawls are kept, so that a second run needs none")
    parser.add_argument("--faults", type=Path, help="a file that names the faults of one workspace")
    parser.add_argument("--workspace", type=Path, help="the workspace that --faults is about")
    options = parser.parse_args()
    if options.faults:
        of_a_workspace(options)
    elif options.workspaces:
        of_the_sites(options, options.workspaces)
    else:
        with tempfile.TemporaryDirectory() as folder:
            of_the_sites(options, Path(folder))


if __name__ == "__main__":
    main()
