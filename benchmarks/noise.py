"""The noise budget on checked sites: how much a page bears, and whether a rule shows on more than 40 % of the pages.

    python -m benchmarks.noise WORKSPACE…

Counted is what is kept page by page; what is said once for the site stands in the last column. The worksheet shows the
gravest rules of a page first, a line each, and the rest a click away (`MOST_NOTICED`).
"""

import argparse
from collections import Counter
from pathlib import Path

from assignments.workbook.pages import MOST_NOTICED
from audit.noise import MOST, Remark
from audit.rule import Finding
from crawler.page import Kind
from crawler.workspace import Workspace

MOST_LINES = 6
"""Lines about findings in a row of the worksheet."""


def main() -> None:
    """Print one line a site; exit status 1 where the budget is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspaces", type=Path, nargs="+")
    worst = 0.0
    print(f"{'site':<12} {'pages':>6} {'most rules':>10} {'mean':>5} {'lines':>6} {'widest rule':>34} said once")
    for folder in parser.parse_args().workspaces:
        with Workspace(folder) as workspace:
            crawl = workspace.inventory.crawls()[-1].id
            live = [
                page
                for page in workspace.inventory.pages(crawl)
                if page.status == 200 and not page.redirects_to and page.kind in (Kind.PAGE, Kind.DOCUMENT)
            ]
            pairs = {(finding.rule, finding.page_url) for finding in workspace.records(Finding)}
            once = len(list(workspace.records(Remark)))
        by_page, by_rule = Counter(url for _, url in pairs), Counter(rule for rule, _ in pairs)
        rule, pages = by_rule.most_common(1)[0]
        most = max(by_page.values())
        share = pages / len(live)
        worst = max(worst, share)
        mean = by_page.total() / len(live)
        widest = f"{rule} {share:.0%}"
        lines = min(most, MOST_NOTICED)
        print(f"{folder.name:<12} {len(live):>6} {most:>10} {mean:>5.1f} {lines:>6} {widest:>34} {once}")
    raise SystemExit(worst > MOST or MOST_NOTICED > MOST_LINES)


if __name__ == "__main__":
    main()
