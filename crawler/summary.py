"""What came of a crawl, in plain words: what was found, what was not fetched and why, and what to do next."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from crawler.commands import command
from crawler.linkstate import GONE, LinkState, is_confirmed, judge
from crawler.page import Kind, Page
from crawler.robots import FORBIDDEN
from crawler.scope import TOO_DEEP, TOO_MANY
from crawler.workspace import Counts, Crawl, Scope, Workspace

REMEDIES = {
    TOO_MANY: "a larger number, or none, fetches them",
    TOO_DEEP: "a larger number, or none, fetches them",
    FORBIDDEN: "on your own site, --ignore-robots fetches them",
}
"""What a person can do where addresses were left out for such a reason."""
ANSWERS = {LinkState.OK: "work", LinkState.REDIRECT: "lead elsewhere", LinkState.BROKEN: "do not exist"}
ONE_ANSWERS = {LinkState.OK: "works", LinkState.REDIRECT: "leads elsewhere", LinkState.BROKEN: "does not exist"}
UNSURE = "could not be checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What a crawl found, what it did not fetch and why."""

    crawl: Crawl
    counts: Counts
    kinds: dict[str, int]
    """How many addresses of each kind answered with success."""
    broken: dict[str, int]
    """Why addresses of the site do not work, with their numbers."""
    redirects: int
    variants: int
    """Addresses of pages that were read under another one: www, http, a slash at the end …"""
    rendered: int
    """Pages that scripts make and that a browser showed."""
    unread: int
    """Pages that scripts make and that could not be read."""
    outside: dict[LinkState, int]
    """What the addresses on other sites answered."""
    left_out: tuple[tuple[str, int], ...]
    """Reasons for which addresses were not fetched, with their numbers."""
    notes: tuple[str, ...] = ()
    already: bool = False
    """Nothing was done, because this crawl had been finished before."""
    lacking: str = ""
    """What a person can do to have pages shown in a browser; empty where there is one."""
    gone: int = 0
    """Addresses on other sites that two checks found gone, a day apart."""
    gone_once: int = 0
    """Those that one check found gone: the second one is still to come."""
    rechecked: int = 0
    """How many were asked for the second time just now."""

    @classmethod
    def of(
        cls, workspace: Workspace, crawl: Crawl, *, already: bool = False, lacking: str = "", rechecked: int = 0
    ) -> Self:
        """Sum a crawl up; `lacking` and `rechecked` as in the fields."""
        inventory = workspace.inventory
        kinds, broken = dict.fromkeys(map(str, Kind), 0), Counter[str]()
        redirects = rendered = unread = 0
        for page in inventory.pages(crawl.id, Scope.SITE):
            if not page.fetched_at:
                continue
            if page.redirects_to:
                redirects += 1
            elif page.status == 0 or page.status >= 400:  # noqa: PLR2004 — errors of HTTP begin at 400
                broken[_why(page)] += 1
            else:
                kinds[page.kind] += 1
                rendered += page.rendered
                unread += page.needs_script and not page.rendered
        asked = (page for page in inventory.pages(crawl.id, Scope.OUTSIDE) if page.fetched_at)
        proven = [is_confirmed(one.failed_at, one.fetched_at) for one in workspace.checks.failed(crawl.id)]
        return cls(
            crawl=crawl,
            counts=inventory.counts(crawl.id),
            kinds=kinds,
            broken=dict(broken.most_common()),
            redirects=redirects,
            variants=inventory.variants(crawl.id),
            rendered=rendered,
            unread=unread,
            outside=Counter(judge(page, outside=True).state for page in asked),
            left_out=tuple(inventory.left_out(crawl.id)),
            already=already,
            lacking=lacking,
            gone=sum(proven),
            gone_once=len(proven) - sum(proven),
            rechecked=rechecked,
        )

    @property
    def needs_a_person(self) -> bool:
        """Whether the crawl was cut short: the site stopped answering, or --max-pages was reached."""
        return self.crawl.state == "cut short" or self._beyond > 0

    @property
    def _beyond(self) -> int:
        """Addresses that were not fetched because --max-pages was reached."""
        return dict(self.left_out).get(TOO_MANY, 0)

    def told(self, *, as_json: bool) -> str:
        """The summary for standard output: sentences, or one JSON object."""
        if not as_json:
            return "\n".join(self.lines()) + "\n"
        known = {
            "crawl": self.crawl.id,
            "state": self.crawl.state,
            "cut_short": self.needs_a_person,
            "reason": self.crawl.reason or (TOO_MANY if self._beyond else ""),
            "kinds": self.kinds,
            "redirects": self.redirects,
            "variants": self.variants,
            "broken": sum(self.broken.values()),
            "rendered": self.rendered,
            "made_by_scripts": self.unread,
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
                f"This site was crawled already{_until(self.crawl.finished_at)}. {self._fetched()} "
                "To crawl it again, use --fresh."
            )
        lines.append(f"Found {self._found()}.")
        if self.redirects:
            lines.append(f"{_of(self.redirects, 'address leads', 'addresses lead')} elsewhere (redirects).")
        if self.broken:
            lines.append(
                f"{_of(sum(self.broken.values()), 'address does', 'addresses do')} not work: {_listed(self.broken)}."
            )
        if self.variants:
            same = _of(self.variants, "more address is one of the pages", "more addresses are the same pages")
            lines.append(
                f"{same}, with or without www, a slash at the end and the like; "
                f"{'it was' if self.variants == 1 else 'they were'} not read twice."
            )
        lines.extend(self._scripted())
        if self.outside:
            lines.append(
                f"Asked {_of(sum(self.outside.values()), 'address', 'addresses')} on other sites: {self._answered()}."
            )
        if self.gone:
            lines.append(f"Gone in two checks: {_of(self.gone, 'address', 'addresses')} on other sites.")
        if self.gone_once:
            lines.append(
                f"Gone in one check: {_of(self.gone_once, 'address', 'addresses')} on other sites. That proves nothing "
                "yet: run the same command again after a day, and only these are asked once more."
            )
        return [*lines, *self._not_fetched()]

    def _not_fetched(self) -> Iterator[str]:
        if self.left_out:
            yield "Not fetched:"
            wide = max(len(f"{number:,}") for _, number in self.left_out)
            for reason, number in self.left_out:
                remedy = f" ({REMEDIES[reason]})" if reason in REMEDIES else ""
                yield f"  {number:>{wide},}  {reason}{remedy}"
        if self.counts.waiting:
            yield f"Still waiting: {_of(self.counts.waiting, 'address', 'addresses')}."
        if self._beyond:
            yield (
                f"The crawl was cut short: it stopped at {self.crawl.options.get('max_pages'):,} pages, as --max-pages "
                "asks. Give the same command with a larger number, or without it, and it goes on."
            )
        if self.crawl.reason:
            yield self.crawl.reason

    def _fetched(self) -> str:
        if not self.rechecked:
            return "Nothing was fetched."
        return f"Only {_of(self.rechecked, 'address', 'addresses')} on other sites got a second check."

    def next_steps(self, folder: Path) -> list[str]:
        """What the lead can do now, as commands to type."""
        return [
            "What to do next:",
            f"  {command('audit report', folder)}",
            "      writes down what was noticed, as a page to read and as a workbook",
            f"  {command('audit show ADDRESS', folder)}",
            "      tells everything that is known of one page",
            f"  {command('audit assign --volunteers FILE', folder)}",
            "      shares the pages out to your colleagues",
        ]

    def _found(self) -> str:
        named = {Kind.PAGE: "page", Kind.DOCUMENT: "document", Kind.IMAGE: "image", Kind.OTHER: "other file"}
        parts = [_of(self.kinds[kind], name) for kind, name in named.items() if self.kinds[kind]]
        return _and(parts) or "nothing that could be read"

    def _scripted(self) -> Iterator[str]:
        if self.rendered:
            yield f"{_of(self.rendered, 'page was', 'pages were')} read in a browser, because scripts make them."
        if not self.unread:
            return
        yield (
            f"{_of(self.unread, 'page is', 'pages are')} made by scripts (JavaScript): hardly anything on "
            f"{'it' if self.unread == 1 else 'them'} could be read, and what "
            f"{'it links' if self.unread == 1 else 'they link'} to may be missing here."
        )
        if self.lacking and not self.crawl.options.get("from_warc"):
            yield f"  To have a browser read such pages: {self.lacking}. Then give the same command again."

    def _answered(self) -> str:
        states = [(ANSWERS, ONE_ANSWERS)[self.outside[state] == 1].get(state, UNSURE) for state in self.outside]
        counted = Counter[str]()
        for words, number in zip(states, self.outside.values(), strict=True):
            counted[words] += number
        return _and([f"{number:,} {words}" for words, number in counted.most_common()])


def _why(page: Page) -> str:
    """Why an address of the site does not work, in few words: one of a handful."""
    if page.status in GONE:
        return "not there"
    if page.status:
        return f"answer with error {page.status}"
    return page.error or "no answer"


def _until(moment: str) -> str:
    """“, until 3 May 2026”; nothing where the moment is not known."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment)
    return f", until {at.day} {at:%B %Y}"


def _listed(reasons: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {reason}" for reason, number in reasons.items())


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _of(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
