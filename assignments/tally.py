"""Counts in one go through the ledger, page by page, what people agree on, what they call wrong, and what each did."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge as in_order
from itertools import groupby
from operator import itemgetter

from assignments import ledger
from assignments.agreement import Agreement, Opinions
from assignments.alarms import Alarms
from assignments.decisions import NOT_MINE
from assignments.ledger import OnPage
from assignments.records import LEAD, Decision
from assignments.records import Agreement as Agreed
from audit.rule import FalseAlarms, Finding
from crawler.workspace import Workspace


@dataclass(slots=True)
class Deeds:
    """What one volunteer did, and what came of it."""

    pages: int = 0
    minutes: float = 0.0
    agreed: Counter[str] = field(default_factory=Counter)
    """Pages by the decision on which all agree."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the whole ledger comes to, in numbers."""

    agreement: Agreement
    alarms: tuple[FalseAlarms, ...]
    deeds: Mapping[str, Deeds]
    """By the name of the volunteer."""


def tally(workspace: Workspace, titles: Mapping[str, str]) -> Tally:
    """Count; `titles` says what rules are called. The decisions must have been derived before."""
    opinions, alarms = Opinions(), Alarms(titles)
    deeds: dict[str, Deeds] = defaultdict(Deeds)
    for page, decision, findings in _pages(workspace):
        opinions.add(page)
        alarms.add(page, findings)
        for name, minutes in _worked(page):
            one = deeds[name]
            one.pages += 1
            one.minutes += minutes
            if decision and decision.state is Agreed.AGREED and decision.decision != NOT_MINE:
                one.agreed[decision.decision] += 1
    return Tally(opinions.agreement(), tuple(alarms.told()), deeds)


def _worked(page: OnPage) -> Iterator[tuple[str, float]]:
    """Who answered about a page, and the minutes that it took them.

    Where somebody sent two versions, the work was done once, however it is told in them.
    """
    minutes: dict[str, float] = {}
    for one in page.standing:
        for name in {answer.volunteer for answer in one.answers if answer.decision} - {LEAD}:
            spent = max(answer.minutes or 0.0 for answer in one.answers if answer.volunteer == name)
            minutes[name] = minutes.get(name, 0.0) + spent
    yield from minutes.items()


def _pages(workspace: Workspace) -> Iterator[tuple[OnPage, Decision | None, list[Finding]]]:
    """Each page that was answered, with its decision and what was noticed on it."""
    answered = ((one.url, one) for one in ledger.pages(workspace))
    decided = ((one.page_url, one) for one in workspace.records(Decision, order=("page_url",)))
    noticed = ((one.page_url, one) for one in workspace.records(Finding, order=("page_url",)))
    for _, group in groupby(in_order(answered, decided, noticed, key=itemgetter(0)), key=itemgetter(0)):
        there = [one for _, one in group]
        page = next((one for one in there if isinstance(one, OnPage)), None)
        if page and page.standing:
            decision = next((one for one in there if isinstance(one, Decision)), None)
            yield page, decision, [one for one in there if isinstance(one, Finding)]
