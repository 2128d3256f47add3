"""Which pages are dealt, and why the others are not: every address of the crawl is in one or the other."""

import fnmatch
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from assignments.fit import words_of
from assignments.records import Agreement, Decision, Row
from audit.rule import Certainty, Finding, Severity
from crawler.page import Kind, Page
from crawler.urls import section
from crawler.variants import SAME_PAGE

OK = 200
DEALT = "dealt in this round already"
GRAVITY = {Severity.CRITICAL: 8.0, Severity.HIGH: 4.0, Severity.MEDIUM: 2.0, Severity.LOW: 1.0}
SURENESS = {Certainty.SURE: 1.0, Certainty.LIKELY: 0.8, Certainty.HINT: 0.4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the lead wants dealt; nothing set means all pages."""

    only: tuple[str, ...] = ()
    """Patterns such as `/news/*`: with a slash in front they are compared with the path, else with the address."""
    rules: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    with_findings: bool = False
    worst: int = 0
    """Only so many, the worst first; 0 for all."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pages to deal in the order of their addresses, and how many are left out for what reason."""

    pages: tuple[Page, ...]
    left_out: Mapping[str, int]


def evidence_of(page: Page, findings: Iterable[Finding]) -> str:
    """A fingerprint of what a volunteer judged: the page's text and what was noticed. It changes when they do."""
    lines = sorted(f"{finding.rule}\t{finding.evidence}" for finding in findings)
    return hashlib.sha256("\n".join([page.text_hash, *lines]).encode("utf-8", "replace")).hexdigest()[:16]


def choose(
    pages: Iterable[Page],
    findings: Mapping[str, list[Finding]],
    choice: Choice,
    decided: Mapping[str, str],
    dealt: frozenset[str],
) -> Chosen:
    """Take the pages that are there to be decided. `decided`: see `settled`; `dealt`: those of this round already."""
    taken: list[Page] = []
    left_out: Counter[str] = Counter()
    for page in pages:
        reason = _not_there(page) or _not_wanted(page, findings.get(page.url, []), choice)
        if not reason and page.url in dealt:
            reason = DEALT
        if not reason and decided.get(page.url) in ("", evidence_of(page, findings.get(page.url, []))):
            reason = "decided in an earlier round, and nothing about them has changed"
        if reason:
            left_out[reason] += 1
        else:
            taken.append(page)
    if choice.worst and choice.worst < len(taken):
        left_out[f"not among the {choice.worst} worst"] += len(taken) - choice.worst
        worst = sorted(taken, key=lambda page: (-badness(findings.get(page.url, [])), page.url))[: choice.worst]
        taken = sorted(worst, key=lambda page: page.url)
    return Chosen(tuple(taken), dict(sorted(left_out.items())))


def badness(findings: Iterable[Finding]) -> float:
    """How bad a page is: each finding counts by how much it hurts and how sure it is."""
    return sum(GRAVITY[finding.severity] * SURENESS[finding.certainty] for finding in findings)


def settled(decisions: Iterable[Decision], rows: Iterable[Row]) -> dict[str, str]:
    """Decided pages with the evidence that was judged, of the newest row that asked; empty where it was not kept."""
    judged = {row.page_url: row.evidence for row in rows}
    return {
        decision.page_url: judged.get(decision.page_url, "")
        for decision in decisions
        if decision.state is Agreement.AGREED
    }


def _not_there(page: Page) -> str:
    """Why nothing is to be decided at an address; empty for a page or document that can be read."""
    if page.redirects_to:
        return SAME_PAGE if page.variant_of else "redirects to another address"
    if page.status == 0:
        return "no answer, or not fetched"
    if page.status != OK:
        return "answers with an error"
    if page.kind is Kind.IMAGE:
        return "an image"
    if page.kind is Kind.OTHER:
        return "neither a page nor a document"
    return ""


def _not_wanted(page: Page, findings: list[Finding], choice: Choice) -> str:
    if choice.only and not any(_matches(page.url, pattern) for pattern in choice.only):
        return "outside --only"
    if choice.sections and words_of(section(page.url)) not in map(words_of, choice.sections):
        return "in another section"
    if choice.rules and not any(finding.rule in choice.rules for finding in findings):
        return "not noticed by the rules that were named"
    if choice.with_findings and not findings:
        return "nothing was noticed"
    return ""


def _matches(url: str, pattern: str) -> bool:
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return fnmatch.fnmatchcase(path if pattern.startswith("/") else url, pattern)
