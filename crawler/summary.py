"""What came of a crawl, in plain words."""

import json
from dataclasses import dataclass
from typing import Self

from crawler.linkstate import is_confirmed
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
    variants: int
    """Addresses of pages that were read under another one: www, http, a slash at the end …"""
    left_out: tuple[tuple[str, int], ...]
    """Reasons for which addresses were not fetched, with their numbers."""
    notes: tuple[str, ...] = ()
    already: bool = False
    """Nothing was done, because this crawl had been finished before."""
    gone: int = 0
    """Addresses on other sites that two checks found gone, a day apart."""
    gone_once: int = 0
    """Those that one check found gone: the second one is still to come."""
    rechecked: int = 0
    """How many were asked for the second time just now."""

    @classmethod
    def of(cls, workspace: Workspace, crawl: Crawl, *, already: bool = False, rechecked: int = 0) -> Self:
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
        proven = [is_confirmed(one.failed_at, one.fetched_at) for one in workspace.checks.failed(crawl.id)]
        return cls(
            crawl=crawl,
            counts=workspace.inventory.counts(crawl.id),
            kinds={kind.value: number for kind, number in kinds.items()},
            broken=broken,
            redirects=redirects,
            variants=workspace.inventory.variants(crawl.id),
            left_out=tuple(workspace.inventory.left_out(crawl.id)),
            already=already,
            gone=sum(proven),
            gone_once=len(proven) - sum(proven),
            rechecked=rechecked,
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
            "variants": self.variants,
            "broken": self.broken,
            "waiting": self.counts.waiting,
            "outside": self.counts.outside_fetched,
            "outside_gone": self.gone,
            "outside_gone_once": self.gone_once,
            "left_out": dict(self.left_out),
        }
        return json.dumps(known) + "\n"

    def lines(self) -> list[str]:
        """The summary, a sentence or two a line."""
        lines = list(self.notes)
        if self.already:
            lines.append(
                f"This site was crawled already, until {self.crawl.finished_at}. {self._fetched()} "
                "To crawl it again, use --fresh."
            )
        lines.append(
            f"Found {_of(self.kinds['page'], 'page')}, {_of(self.kinds['document'], 'document')}, "
            f"{_of(self.kinds['image'], 'image')} and {_of(self.kinds['other'], 'other file')}; "
            f"{_of(self.redirects, 'redirect')}; "
            f"{_of(self.broken, 'address that does', 'addresses that do')} not work."
        )
        if self.variants:
            lines.append(
                f"{_of(self.variants, 'more address is', 'more addresses are')} the same pages, with or without www, a "
                "slash at the end and the like; they were not read twice."
            )
        if self.counts.outside_fetched:
            lines.append(f"Checked {_of(self.counts.outside_fetched, 'address', 'addresses')} on other sites.")
        if self.gone:
            lines.append(f"Gone in two checks: {_of(self.gone, 'address', 'addresses')} on other sites.")
        if self.gone_once:
            lines.append(
                f"Gone in one check: {_of(self.gone_once, 'address', 'addresses')} on other sites. That proves nothing "
                "yet: run the same command again after a day, and only these are asked once more."
            )
        lines.extend(
            f"Not fetched: {_of(number, 'address', 'addresses')} — {reason}." for reason, number in self.left_out
        )
        if self.counts.waiting:
            lines.append(f"Still waiting: {_of(self.counts.waiting, 'address', 'addresses')}.")
        if self.needs_a_person:
            lines.append(self.crawl.reason)
        return lines

    def _fetched(self) -> str:
        if not self.rechecked:
            return "Nothing was fetched."
        return f"Only {_of(self.rechecked, 'address', 'addresses')} on other sites got a second check."


def _of(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
