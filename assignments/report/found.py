"""What the report says about what was noticed: rule by rule in plain words, and the pages to begin with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assignments.rulewords import Words
from assignments.tables import GRAVE
from audit.rule import Certainty, Finding, Severity

WORST_PAGES = 10
BEGIN_WITH = 12
EVIDENCE = 3
"""Things noticed on one page by one rule that are quoted; the rest is counted."""
WEIGHT = {Severity.CRITICAL: 8, Severity.HIGH: 4, Severity.MEDIUM: 2, Severity.LOW: 1}
"""How findings add up to an order of pages: one step of severity counts as two findings of the step below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlaggedPage:
    """A page with what was noticed on it."""

    url: str
    title: str
    severity: Severity
    evidence: tuple[str, ...]
    more: int
    """Things noticed that are not quoted."""
    links_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """What one rule noticed on the whole site."""

    rule: str
    words: Words
    severity: Severity
    """The gravest."""
    certainty: Certainty
    """The surest."""
    pages: int
    findings: int
    worst: tuple[FlaggedPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstPage:
    """A page on which much was noticed."""

    url: str
    title: str
    links_in: int
    findings: tuple[tuple[str, Severity], ...]
    """(what the rule is called, severity), the gravest first."""


def rule_lines(
    findings: Sequence[Finding], titles: Mapping[str, str], links_in: Mapping[str, int], words: Mapping[str, Words]
) -> tuple[RuleLine, ...]:
    """Every rule that noticed something, the gravest first and then by the number of pages."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    lines = [_line(rule, by_rule[rule], titles, links_in, words) for rule in sorted(by_rule)]
    return tuple(sorted(lines, key=lambda line: (GRAVE[line.severity], -line.pages)))


def _line(
    rule: str,
    findings: Sequence[Finding],
    titles: Mapping[str, str],
    links_in: Mapping[str, int],
    words: Mapping[str, Words],
) -> RuleLine:
    by_page: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_page[finding.page_url].append(finding)
    certainties = tuple(Certainty)
    pages = [
        FlaggedPage(
            url=url,
            title=titles.get(url, ""),
            severity=min((finding.severity for finding in seen), key=GRAVE.__getitem__),
            evidence=tuple(finding.evidence for finding in seen[:EVIDENCE]),
            more=max(0, len(seen) - EVIDENCE),
            links_in=links_in.get(url, 0),
        )
        for url, seen in by_page.items()
    ]
    pages.sort(key=lambda page: (GRAVE[page.severity], -page.links_in, page.url))
    return RuleLine(
        rule=rule,
        words=words[rule],
        severity=pages[0].severity,
        certainty=min((finding.certainty for finding in findings), key=certainties.index),
        pages=len(pages),
        findings=len(findings),
        worst=tuple(pages[:WORST_PAGES]),
    )


def begin_with(
    findings: Sequence[Finding], titles: Mapping[str, str], links_in: Mapping[str, int], lines: Sequence[RuleLine]
) -> tuple[WorstPage, ...]:
    """The pages with the gravest and most findings; of equal ones, those that most pages link to."""
    called = {line.rule: line.words.title for line in lines}
    by_page: dict[str, dict[str, Severity]] = defaultdict(dict)
    for finding in findings:
        known = by_page[finding.page_url].get(finding.rule, finding.severity)
        by_page[finding.page_url][finding.rule] = min(known, finding.severity, key=GRAVE.__getitem__)
    weights = {url: sum(WEIGHT[severity] for severity in rules.values()) for url, rules in by_page.items()}
    order = sorted(by_page, key=lambda url: (-weights[url], -links_in.get(url, 0), url))
    return tuple(
        WorstPage(
            url=url,
            title=titles.get(url, ""),
            links_in=links_in.get(url, 0),
            findings=tuple(
                (called[rule], severity)
                for rule, severity in sorted(by_page[url].items(), key=lambda item: (GRAVE[item[1]], item[0]))
            ),
        )
        for url in order[:BEGIN_WITH]
    )
