"""The noise budget: what is true of most of the site is said once for the whole site, and not on every page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from audit.rule import Certainty, Finding, Severity

MOST = 0.4
"""A rule that flags a larger share of the site's pages is no help in finding those that need somebody."""
SMALL = 10
"""On so few pages nothing is noise."""
WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that is true of the whole site or of its template: said once, to the lead."""

    TABLE: ClassVar[str] = "remarks"
    KEY: ClassVar[tuple[str, ...]] = ("rule", "evidence")
    APPEND_ONLY: ClassVar[bool] = False

    rule: str
    severity: Severity
    certainty: Certainty
    evidence: str
    pages: int
    """How many pages it concerns."""
    examples: tuple[str, ...]
    """The first few of them."""


EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of how many addresses a rule's findings are a part."""

    live: int
    """Pages and documents that can be read."""
    addresses: int = 0
    """All that the crawl came to know of the site."""
    about_addresses: frozenset[str] = frozenset()
    """Rules that are asked about all of them, also about those that fail."""

    def of(self, rule: str) -> tuple[int, str]:
        """(how many, what they are called)."""
        if rule in self.about_addresses:
            return self.addresses, "addresses"
        return self.live, "pages and documents"


def quieted(findings: Iterable[Finding], asked: Asked) -> tuple[list[Finding], list[Remark]]:
    """Part what is to be shown page by page from what is said once.

    A rule that flags more than 40 % of what it is asked about keeps its gravest findings, as far as these stay within
    the 40 %; the milder ones become one remark. Nothing is lost: the remark says how many pages it speaks for.
    """
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    kept: list[Finding] = []
    remarks: list[Remark] = []
    for rule in sorted(by_rule):
        shown, quiet = _parted(by_rule[rule], max(SMALL, int(MOST * asked.of(rule)[0])))
        kept.extend(shown)
        if quiet:
            remarks.append(_remark(rule, quiet, asked))
    kept.sort(key=lambda finding: (finding.page_url, WORST_FIRST.index(finding.severity), finding.rule))
    return kept, remarks


def _parted(findings: Sequence[Finding], budget: int) -> tuple[list[Finding], list[Finding]]:
    """The findings up to the last severity whose pages fit the budget, and the rest, the gravest first."""
    findings = sorted(findings, key=lambda finding: WORST_FIRST.index(finding.severity))
    pages: set[str] = set()
    shown: list[Finding] = []
    for severity in WORST_FIRST:
        of_severity = [finding for finding in findings if finding.severity is severity]
        pages.update(finding.page_url for finding in of_severity)
        if len(pages) > budget:
            return shown, findings[len(shown) :]
        shown.extend(of_severity)
    return shown, []


def _remark(rule: str, quiet: Sequence[Finding], asked: Asked) -> Remark:
    worst = min(quiet, key=lambda finding: WORST_FIRST.index(finding.severity))
    pages = sorted({finding.page_url for finding in quiet})
    total, what = asked.of(rule)
    return Remark(
        rule=rule,
        severity=worst.severity,
        certainty=worst.certainty,
        evidence=f"{len(pages):,} of {total:,} {what}, for example {pages[0]}: {quiet[0].evidence}"[:400],
        pages=len(pages),
        examples=tuple(pages[:EXAMPLES]),
    )


class Template:
    """What stands in the template of many pages, in the same words on each: counted, so that it can be said once."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Finding] = {}
        self._pages: dict[tuple[str, str], list[str]] = {}
        self._last: dict[tuple[str, str], str] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, finding: Finding) -> None:
        """Count one page on which it stands, once however often it stands there; pages come one after the other."""
        key = (finding.rule, finding.evidence)
        if self._last.get(key) == finding.page_url:
            return
        self._last[key] = finding.page_url
        self._first.setdefault(key, finding)
        self._counts[key] += 1
        if self._counts[key] <= EXAMPLES:
            self._pages.setdefault(key, []).append(finding.page_url)

    def alone(self) -> list[Finding]:
        """What stands so on one page only: it is that page's own, whatever the template says of the same address."""
        return [finding for key, finding in self._first.items() if self._counts[key] == 1]

    def remarks(self) -> list[Remark]:
        """One remark a thing that several pages have, in the order of rules."""
        return [
            Remark(
                rule=rule,
                severity=finding.severity,
                certainty=finding.certainty,
                evidence=f"in the template of {self._counts[rule, evidence]:,} pages: {evidence}",
                pages=self._counts[rule, evidence],
                examples=tuple(self._pages[rule, evidence]),
            )
            for (rule, evidence), finding in sorted(self._first.items(), key=lambda item: item[0])
            if self._counts[rule, evidence] > 1
        ]
