"""Counts how often people say that a rule noticed something wrongly."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from assignments.ledger import OnPage
from assignments.placing.typed import fold
from audit.rule import FalseAlarms, Finding

MENTIONED = 75
"""Per cent of a rule’s words that a remark must share to be about that rule, among several findings of a page."""
EVERYTHING = frozenset({"all", "all of it", "everything", "both", "tout", "yes", "oui"})


class Alarms:
    """What people say of each rule that noticed something on a page; `titles` names rules.

    A remark counts for the rule that it names; on a page where only one rule noticed something it needs no name.
    """

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles
        self._judged, self._wrong = Counter[str](), Counter[str]()

    def add(self, page: OnPage, findings: Sequence[Finding]) -> None:
        """Add one page; also the answers of those whom the lead overruled: what they say of a finding still holds."""
        self._judged.update({finding.rule for finding in findings})
        remarks = [answer.wrong_finding for one in page.standing for answer in one.answers if answer.wrong_finding]
        self._wrong.update({rule for remark in remarks for rule in _meant(remark, findings, self._titles)})

    def told(self) -> list[FalseAlarms]:
        """The rules, those first that are wrong most often."""
        judged, wrong = self._judged, self._wrong
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
