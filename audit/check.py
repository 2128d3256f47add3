"""Asks every rule about every page, and keeps what they noticed in the place of what was noticed before."""

import datetime
import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import ClassVar

from audit.clusters import Alike
from audit.columns import Column, Unreadable, Value, columns, values
from audit.evidence import LONGEST, cut
from audit.noise import Asked, Remark, Template, quieted
from audit.rule import About, Finding, Page, Rule, Seen
from audit.rulebook import Rulebook, rulebook
from audit.settings import check_names, rule_settings
from audit.site import Site
from audit.suggest import Row, Suggestion, suggest, table
from audit.trouble import Patience, TooLongError, answers, is_ours, said
from crawler.errors import AuditError
from crawler.workspace import Workspace

MOST_PER_PAGE = 10
"""Findings of one rule on one page; of more, the rest is counted in one."""


class CheckError(AuditError):
    """There is nothing to check; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFailure:
    """A rule that could not be loaded, or that broke off on some pages; what it noticed elsewhere stands."""

    TABLE: ClassVar[str] = "rule_failures"
    KEY: ClassVar[tuple[str, ...]] = ("rule",)
    APPEND_ONLY: ClassVar[bool] = False

    rule: str
    page_url: str
    """The first page that it broke off on; empty when it could not be loaded."""
    pages: int
    """On how many pages it broke off."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSummary:
    """What a check found, in numbers."""

    pages: int
    """Addresses of the site that rules were asked about."""
    findings: int
    pages_by_rule: dict[str, int]
    """On how many pages each rule has findings; what is only said once for the whole site is in `remarks`."""
    suggestions: dict[str, int]
    """How many pages each decision is suggested for."""
    remarks: tuple[Remark, ...]
    failures: tuple[RuleFailure, ...]


def check(
    workspace: Workspace,
    today: datetime.date,
    *,
    book: Rulebook | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CheckSummary:
    """Run the rules over the current crawl; `progress` hears of pages done and of all there are.

    Raises CheckError when nothing was crawled, SettingsError when audit.toml cannot be used.
    """
    crawl = workspace.inventory.current()
    if not crawl:
        raise CheckError(
            "Nothing was crawled yet, so there is nothing to check. Start with: audit crawl https://your.site/"
        )
    settings = rule_settings(workspace.settings_file)
    book = book or rulebook(workspace.folder / settings.folder if settings.folder else None)
    check_names(settings, book.rules, workspace.settings_file)
    own = columns(workspace.settings_file)
    rows = table(workspace.settings_file, (rule.id for rule in book.rules))
    site = Site(workspace, crawl.id, today)
    rules = [rule for rule in book.rules if rule.id not in settings.off]
    with Patience() as patience, _circles_seldom_sought():
        run = Run(site, rules, patience)
        for done, page in enumerate(site.pages, start=1):
            run.ask(page)
            if progress:
                progress(done, len(site.pages))
    unreadable = _read_columns(workspace, site, own)
    return _kept(workspace, site, run, rows, (*_unread(book), *unreadable))


@contextmanager
def _circles_seldom_sought() -> Iterator[None]:
    """A page makes thousands of objects that are gone with it: it is waste to look often for those that hold each
    other.
    """
    usual = gc.get_threshold()
    gc.set_threshold(10_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _read_columns(workspace: Workspace, site: Site, own: tuple[Column, ...]) -> list[RuleFailure]:
    """Put what pages say in columns of one's own in the place of what was read before; say what could not be read."""
    every = list(values(site, own))
    unread = [one for one in every if isinstance(one, Unreadable)]
    with workspace.transaction():
        workspace.replace(Column, own)
        workspace.replace(Value, [one for one in every if isinstance(one, Value)])
    return [
        RuleFailure(rule="[columns]", page_url=first.page_url, pages=len(unread), reason=first.reason)
        for first in unread[:1]
    ]


def _unread(book: Rulebook) -> Iterator[RuleFailure]:
    for unread in book.unread:
        yield RuleFailure(rule=unread.name, page_url="", pages=0, reason=unread.reason)


def _kept(
    workspace: Workspace, site: Site, run: "Run", rows: tuple[Row, ...], unread: tuple[RuleFailure, ...]
) -> CheckSummary:
    """Put all that was found in the place of what was found before, in one transaction."""
    run.findings.extend(run.template.alone())
    findings, quiet = quieted(run.findings, run.asked())
    remarks = (*run.template.remarks(), *quiet)
    failures = (*unread, *run.failures())
    suggestions = list(suggest(run.by_page(), site, rows))
    with workspace.transaction():
        workspace.replace(Finding, findings)
        workspace.replace(Remark, remarks)
        workspace.replace(RuleFailure, failures)
        workspace.replace(Alike, site.alike.values())
        workspace.replace(Suggestion, suggestions)
    flagged = Counter(rule for rule, _ in {(finding.rule, finding.page_url) for finding in findings})
    return CheckSummary(
        pages=len(site.pages),
        findings=len(findings),
        pages_by_rule=dict(sorted(flagged.items())),
        suggestions=dict(sorted(Counter(one.decision for one in suggestions).items())),
        remarks=remarks,
        failures=failures,
    )


class Run:
    """Rules on their way through a site: what they noticed so far, and where they broke off."""

    def __init__(self, site: Site, rules: Iterable[Rule], patience: Patience | None = None) -> None:
        self._site = site
        self._patience = patience or Patience()
        self._rules: dict[About, list[tuple[Rule, bool]]] = defaultdict(list)
        """By what they are about, and whether they came with the program."""
        for rule in rules:
            self._rules[rule.about].append((rule, is_ours(rule)))
        self.findings: list[Finding] = []
        self.template = Template()
        self._broken: dict[str, tuple[str, str]] = {}
        """For each rule that broke off, the first page and why."""
        self._breaks: Counter[str] = Counter()
        self._given_up: set[str] = set()

    def ask(self, page: Page) -> None:
        """Ask each rule that is about such addresses; one that raises is remembered and does not stop the others."""
        for about, rules in self._rules.items():
            if about.covers(page):
                for rule, ours in rules:
                    if ours:
                        self._ask(rule, page)
                    elif rule.id not in self._given_up:
                        self._patience.begin(rule)
                        self._ask(rule, page)
                        self._patience.end()

    def _ask(self, rule: Rule, page: Page) -> None:
        try:
            found = noticed(rule, page, self._site)
        except Exception as error:  # noqa: BLE001 — a rule may be other people's code; it must not end the check
            self._broke_off(rule, page, error)
        except TooLongError as error:
            self._broke_off(rule, page, error)
            self._given_up.add(rule.id)
        else:
            self.findings.extend(found.findings)
            for finding in found.template:
                self.template.add(finding)

    def _broke_off(self, rule: Rule, page: Page, error: BaseException) -> None:
        self._breaks[rule.id] += 1
        if rule.id not in self._broken:
            self._broken[rule.id] = (page.url, said(error, rule.check.__code__.co_filename))

    def asked(self) -> Asked:
        """Of how many addresses what was noticed is a part."""
        about_addresses = frozenset(rule.id for rule, _ in self._rules.get(About.ADDRESSES, ()))
        return Asked(live=len(self._site.live), addresses=len(self._site.pages), about_addresses=about_addresses)

    def by_page(self) -> dict[str, list[Finding]]:
        """All that was noticed, by URL, also what will only be said once."""
        pages: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            pages[finding.page_url].append(finding)
        return pages

    def failures(self) -> Iterator[RuleFailure]:
        """One value a rule that broke off."""
        for rule, (url, reason) in sorted(self._broken.items()):
            yield RuleFailure(rule=rule, page_url=url, pages=self._breaks[rule], reason=reason)


@dataclass(frozen=True, slots=True)
class Noticed:
    """What one rule noticed on one page."""

    findings: tuple[Finding, ...]
    template: tuple[Finding, ...]
    """What belongs to the template of many pages."""


NOTHING = Noticed((), ())


def noticed(rule: Rule, page: Page, site: Site) -> Noticed:
    """Ask one rule about one page; beyond the tenth thing the rest is counted."""
    seen = answers(rule.check(page, site), ours=is_ours(rule))
    if not seen:
        return NOTHING
    own = [one for one in seen if not one.template]
    findings = [_finding(rule, page, one) for one in own[:MOST_PER_PAGE]]
    if len(own) > MOST_PER_PAGE:
        rest = replace(own[-1], evidence=f"… and {len(own) - MOST_PER_PAGE:,} more of this kind on the page")
        findings.append(_finding(rule, page, rest))
    return Noticed(tuple(findings), tuple(_finding(rule, page, one) for one in seen if one.template))


def _finding(rule: Rule, page: Page, seen: Seen) -> Finding:
    return Finding(
        page_url=page.url,
        rule=rule.id,
        severity=seen.severity or rule.severity,
        certainty=seen.certainty or rule.certainty,
        evidence=cut(seen.evidence, LONGEST),
    )
