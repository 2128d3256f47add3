"""Precision, recall and F1 of each rule on labelled pages, and a refusal to score pages that the rules were written by.

    audit demo -w demo && python benchmarks/rules.py --labels samples/faults.toml --workspace demo
    python benchmarks/rules.py --labels benchmarks/labels/rules_apache.toml --workspace apache --also-looked-at

A file of labels is TOML: a table a rule, with `pages` (what it should flag). With `fine` (what it should pass) only
these two lists count; without it every other page counts as fine. Pages are paths, or lists of a path and the reason.
`[about] looked-at = ["RULE"]` names the rules whose author has seen these pages: they are scored only when asked for,
and under a heading of their own. Counted is what a rule says of a page, before anything is said once for the site.
"""

import argparse
import datetime
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from audit.check import Run
from audit.rulebook import rulebook
from audit.settings import rule_settings
from audit.site import Site
from crawler.workspace import Workspace


class Score(NamedTuple):
    """How often a rule was right."""

    hits: frozenset[str]
    false_alarms: frozenset[str]
    missed: frozenset[str]

    @property
    def precision(self) -> float:
        """Share of what it flags that is flagged rightly; 1 where it flags nothing."""
        return (
            len(self.hits) / (len(self.hits) + len(self.false_alarms) or 1) if self.hits or self.false_alarms else 1.0
        )

    @property
    def recall(self) -> float:
        """Share of what is to be flagged that it flags."""
        return len(self.hits) / (len(self.hits) + len(self.missed) or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)


def flagged(folder: Path, today: datetime.date) -> dict[str, set[str]]:
    """The paths that each rule notices something on, in the newest crawl of a workspace."""
    found: dict[str, set[str]] = {}
    with Workspace(folder) as workspace:
        own = rule_settings(workspace.settings_file).folder
        book = rulebook(folder / own if own else None)
        site = Site(workspace, workspace.inventory.crawls()[-1].id, today)
        run = Run(site, book.rules)
        for page in site.pages:
            run.ask(page)
    for finding in run.findings:
        found.setdefault(finding.rule, set()).add(path(finding.page_url))
    return {rule.id: found.get(rule.id, set()) for rule in book.rules}


def path(url: str) -> str:
    """The part of an address that a label names."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def paths(entries: Iterable[str | list[str]]) -> frozenset[str]:
    """The paths of labels that may come with a reason."""
    return frozenset(entry if isinstance(entry, str) else entry[0] for entry in entries)


def scored(noticed: set[str], label: dict[str, list[str | list[str]]]) -> Score:
    """Compare what a rule noticed with its labels."""
    wanted = paths(label["pages"])
    false_alarms = noticed & paths(label["fine"]) if "fine" in label else noticed - wanted
    return Score(frozenset(noticed & wanted), frozenset(false_alarms), frozenset(wanted - noticed))


def show(scores: dict[str, Score], *, mistakes: bool) -> None:
    """Print a line a rule, and on wish the pages where it was wrong."""
    print(f"{'rule':<26} {'pages':>6} {'precision':>10} {'recall':>8} {'F1':>7}")
    for rule, score in sorted(scores.items()):
        pages = len(score.hits) + len(score.missed)
        print(f"{rule:<26} {pages:>6} {score.precision:>10.3f} {score.recall:>8.3f} {score.f1:>7.3f}")
        if mistakes:
            for what, wrong in (("false alarm", score.false_alarms), ("missed", score.missed)):
                for page in sorted(wrong):
                    print(f"    {what}: {page}")
    if scores:
        print(
            f"{'mean':<26} {'':>6} {'':>10} {'':>8} {sum(score.f1 for score in scores.values()) / len(scores):>7.3f}\n"
        )


def main() -> None:
    """Score every rule that has labels."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date(2026, 6, 1))
    parser.add_argument("--also-looked-at", action="store_true", help="score also what the rules were written by")
    parser.add_argument("--mistakes", action="store_true", help="name the pages where a rule was wrong")
    options = parser.parse_args()
    labels = tomllib.loads(options.labels.read_text(encoding="utf-8"))
    looked_at = set(labels.pop("about", {}).get("looked-at", ()))
    noticed = flagged(options.workspace, options.today)
    scores = {rule: scored(noticed[rule], label) for rule, label in labels.items() if rule in noticed}
    without = sorted(rule for rule in labels if rule not in noticed)
    if without:
        print(f"No rule of ours: {', '.join(without)}.")
    show({rule: score for rule, score in scores.items() if rule not in looked_at}, mistakes=options.mistakes)
    seen = {rule: score for rule, score in scores.items() if rule in looked_at}
    if seen and not options.also_looked_at:
        print(f"Not scored, because the author has looked at these pages: {', '.join(sorted(seen))}.")
    elif seen:
        print("The author has looked at these pages, so the figures below prove nothing about others:")
        show(seen, mistakes=options.mistakes)


if __name__ == "__main__":
    main()
