"""The suggestion “archive or delete” against what editors decided: F1 by kind of section, beside age alone at its best.

    python -m benchmarks.suggestions WORKSPACE DECISIONS.csv

DECISIONS.csv has the columns `url` (or a path) and `decision` (archive and delete count as one, all else as kept).
Age alone is given the threshold in years that suits these very labels best, which nobody knows beforehand; pages
without a date count as new. `all` is what suggesting everything would reach.
"""

import argparse
import csv
import datetime
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

from audit.evidence import years
from audit.site import Site
from audit.suggest import Suggestion
from crawler.workspace import Workspace

GONE = ("archive", "delete")


def f1(said: list[bool], wanted: list[bool]) -> float:
    """The harmonic mean of precision and recall."""
    right = sum(one and other for one, other in zip(said, wanted, strict=True))
    return 2 * right / ((sum(said) + sum(wanted)) or 1)


def main() -> None:
    """Print one line a kind of section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("decisions", type=Path)
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date(2026, 6, 1))
    options = parser.parse_args()
    with options.decisions.open(encoding="utf-8", newline="") as file:
        decided = {urlsplit(row["url"]).path: row["decision"] in GONE for row in csv.DictReader(file)}
    rows: dict[str, list[tuple[bool, bool, float]]] = defaultdict(list)
    with Workspace(options.workspace) as workspace:
        site = Site(workspace, workspace.inventory.crawls()[-1].id, options.today)
        suggested = {one.page_url for one in workspace.records(Suggestion) if one.decision in GONE}
        for page in site.live:
            path = urlsplit(page.url).path
            if path in decided:
                date = site.changed(page)
                age = years(date, site.today) if date else 0.0
                row = (decided[path], page.url in suggested, age)
                rows[site.kind_of(page) or "other"].append(row)
                rows[f"/{path.split('/')[1]}"].append(row)
    print(f"{'section':<16} {'pages':>6} {'gone':>6} {'ours':>6} {'age':>6} {'all':>6}")
    for kind, found in sorted(rows.items()):
        wanted = [want for want, _, _ in found]
        best = max(f1([age >= limit for _, _, age in found], wanted) for limit in {age for _, _, age in found})
        ours = f1([said for _, said, _ in found], wanted)
        everything = f1([True] * len(found), wanted)
        print(f"{kind:<16} {len(found):>6} {sum(wanted):>6} {ours:>6.3f} {best:>6.3f} {everything:>6.3f}")


if __name__ == "__main__":
    main()
