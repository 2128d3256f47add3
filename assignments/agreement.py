"""How far people who judged the same page agree, and which rules they say are wrong.

Agreement is Krippendorff’s alpha for nominal data (Krippendorff, “Content Analysis”, 4th edition, chapter 12): 1 is
perfect, 0 is what chance would give; he asks for .800, or .667 where tentative conclusions will do.
"""

import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import krippendorff
import numpy as np
from rapidfuzz import fuzz

from assignments.decisions import DECISIONS, NOT_MINE
from assignments.ledger import Standing
from assignments.placing.typed import fold
from assignments.records import LEAD, Answer
from audit.rule import FalseAlarms, Finding
from crawler.workspace import Workspace

MENTIONED = 75
"""Per cent of a rule’s words that a remark must share to be about that rule, among several findings of a page."""
EVERYTHING = frozenset({"all", "all of it", "everything", "both", "tout", "yes", "oui"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far people agree who were asked about the same pages."""

    pages: int
    """Pages that at least two people judged."""
    alpha: float | None
    """Krippendorff’s alpha over all decisions; None where it is not defined (too few pages, or only one decision)."""
    by_word: Mapping[str, float | None]
    """The same for each decision that was used, against all others."""
    read_differently: tuple[tuple[str, str, int], ...]
    """Two decisions that people gave to one page, and to how many pages; the most frequent first."""


def agreement(standing: Iterable[Standing]) -> Agreement:
    """Measure how far people agree, by the answers that count for each row; the lead’s word is no opinion."""
    opinions: dict[str, dict[str, str]] = defaultdict(dict)
    for one in standing:
        for answer in one.answers[-1:]:
            if answer.decision not in ("", NOT_MINE) and answer.volunteer != LEAD:
                opinions[answer.page_url][answer.volunteer] = answer.decision
    shared = [list(page.values()) for _, page in sorted(opinions.items()) if len(page) > 1]
    used = [word for word in DECISIONS if any(word in page for page in shared)]
    differing = Counter(
        pair for page in shared for pair in combinations(sorted(set(page), key=DECISIONS.index), 2)
    ).most_common()
    return Agreement(
        pages=len(shared),
        alpha=alpha(shared),
        by_word={word: alpha([[str(one == word) for one in page] for page in shared]) for word in used},
        read_differently=tuple((a, b, count) for (a, b), count in differing),
    )


def alpha(pages: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff’s alpha of what several people said of each page; None where it is not defined."""
    words = sorted({word for page in pages for word in page})
    if len(pages) < 2 or len(words) < 2:  # noqa: PLR2004 — two pages and two words are needed to compare
        return None
    counts = np.array([[page.count(word) for word in words] for page in pages])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # 0/0 is what None says
        value = float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
    return None if np.isnan(value) else round(value, 3)


def false_alarms(workspace: Workspace, standing: Iterable[Standing], titles: Mapping[str, str]) -> list[FalseAlarms]:
    """What people say of each rule that noticed something on a page, by the answers that count; `titles` names rules.

    A remark counts for the rule that it names; on a page where only one rule noticed something it needs no name.
    """
    answers: dict[str, list[Answer]] = defaultdict(list)
    for one in standing:
        for answer in one.answers:  # also of those whom the lead overruled: what they say of a finding still holds
            answers[answer.page_url].append(answer)
    remarks = {
        url: said for url, found in answers.items() if (said := [a.wrong_finding for a in found if a.wrong_finding])
    }
    rules: dict[str, set[str]] = defaultdict(set)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in workspace.records(Finding):
        if finding.page_url in answers:
            rules[finding.page_url].add(finding.rule)
        if finding.page_url in remarks:
            findings[finding.page_url].append(finding)
    judged, wrong = Counter[str](), Counter[str]()
    for on_page in rules.values():
        judged.update(on_page)
    for url, said in remarks.items():
        wrong.update({rule for remark in said for rule in _meant(remark, findings[url], titles)})
    order = sorted(judged, key=lambda rule: (-wrong[rule] / judged[rule], rule))
    return [FalseAlarms(rule=rule, judged=judged[rule], wrong=wrong[rule]) for rule in order]


def _meant(remark: str, findings: Iterable[Finding], titles: Mapping[str, str]) -> Iterator[str]:
    """The rules that a remark is about; none where it says that nothing is wrong."""
    folded = fold(remark)
    if not folded or re.fullmatch(r"(no|none|nothing|nope|non|rien|n/?a|all (fine|good|right|ok)|ok)", folded):
        return
    by_rule: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule] += [
            titles.get(finding.rule, finding.rule),
            finding.rule.replace("-", " "),
            finding.evidence,
        ]
    if len(by_rule) <= 1 or folded in EVERYTHING:
        yield from by_rule
        return
    likeness = {
        rule: max(fuzz.token_set_ratio(folded, fold(text)) for text in texts if text) for rule, texts in by_rule.items()
    }
    best = max(likeness.values())
    near = [rule for rule, value in likeness.items() if value >= MENTIONED and value == best]
    if len(near) == 1:
        yield near[0]
