"""What came of a crawl, in plain words."""

import json
from dataclasses import dataclass
from typing import Self

from crawler.page import Kind
from crawler.workspace import Counts, Crawl, Scope, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What a crawl found, what it did not fetch and why."""

    crawl: Crawl
    counts: Counts
    kinds: dict[str, int]
    """How many addresses of each kind answered with success."""
    broken: int
    """Addresses of the site that do not exist or fail."""
    redirects: int
    left_out: tuple[tuple[str, int], ...]
    """Reasons for which addresses were not fetched, with their numbers."""
    notes: tuple[str, ...] = ()
    already: bool = False
    """Nothing was done, because this crawl had been finished before."""

    @classmethod
    def of(cls, workspace: Workspace, crawl: Crawl, *, already: bool = False) -> Self:
        """Sum a crawl up."""
        kinds = dict.fromkeys(Kind, 0)
        broken = redirects = 0
        for page in workspace.inventory.pages(crawl.id, Scope.SITE):
            if not page.fetched_at:
                continue
            if page.redirects_to:
                redirects += 1
            elif page.status == 0 or page.status >= 400:  # noqa: PLR2004 — errors of HTTP begin at 400
                broken += 1
            else:
                kinds[page.kind] += 1
        return cls(
            crawl=crawl,
            counts=workspace.inventory.counts(crawl.id),
            kinds={kind.value: number for kind, number in kinds.items()},
            broken=broken,
            redirects=redirects,
            left_out=tuple(workspace.inventory.left_out(crawl.id)),
            already=already,
        )

    @property
    def needs_a_person(self) -> bool:
        """Whether the crawl was cut short."""
        return self.crawl.state == "cut short"

    def told(self, *, as_json: bool) -> str:
        """The summary for standard output: sentences, or one JSON object."""
        if not as_json:
            return "\n".join(self.lines()) + "\n"
        known = {
            "crawl": self.crawl.id,
            "state": self.crawl.state,
            "reason": self.crawl.reason,
            "kinds": self.kinds,
            "redirects": self.redirects,
            "broken": self.broken,
            "waiting": self.counts.waiting,
            "outside": self.counts.outside_fetched,
            "left_out": dict(self.left_out),
        }
        return json.dumps(known) + "\n"

    def lines(self) -> list[str]:
        """The summary, a sentence or two a line."""
        lines = list(self.notes)
        if self.already:
            lines.append(
                f"This site was crawled already, until {self.crawl.finished_at}. Nothing was fetched. "
                "To crawl it again, use --fresh."
            )
        lines.append(
            f"Found {_of(self.kinds['page'], 'page')}, {_of(self.kinds['document'], 'document')}, "
            f"{_of(self.kinds['image'], 'image')} and {_of(self.kinds['other'], 'other file')}; "
            f"{_of(self.redirects, 'redirect')}; "
            f"{_of(self.broken, 'address that does', 'addresses that do')} not work."
        )
        if self.counts.outside_fetched:
            lines.append(f"Checked {_of(self.counts.outside_fetched, 'address', 'addresses')} on other sites.")
        lines.extend(
            f"Not fetched: {_of(number, 'address', 'addresses')} — {reason}." for reason, number in self.left_out
        )
        if self.counts.waiting:
            lines.append(f"Still waiting: {_of(self.counts.waiting, 'address', 'addresses')}.")
        if self.needs_a_person:
            lines.append(self.crawl.reason)
        return lines


def _of(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
