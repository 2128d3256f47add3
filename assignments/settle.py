"""Derives decisions, conflicts and redirects from the ledger, and keeps them beside it; none of them is held whole."""

from collections.abc import Iterator
from dataclasses import replace
from heapq import merge as in_order
from itertools import groupby
from operator import itemgetter

from assignments import identity, ledger
from assignments.clashes import clashes
from assignments.decide import differ, of_page
from assignments.firm import Firm, Found
from assignments.noticed import translated
from assignments.records import Agreement, Conflict, Decision, Question, Redirect, Row
from assignments.redirects import redirects
from assignments.rulewords import rule_words
from assignments.settings import read as read_look
from assignments.tally import Tally, tally
from assignments.verdict import Verdict
from audit.rule import FalseAlarms, Finding
from audit.settings import must_keep
from crawler.workspace import OneOf, Workspace


def settle(workspace: Workspace) -> Tally:
    """Derive decisions, conflicts and redirects anew, and count what people said.

    What a check found of a decision stays.
    """
    workspace.replace(Decision, _decisions(workspace))
    firm, found = Firm(workspace), Found(workspace)
    workspace.replace(Conflict, _differing(workspace))
    workspace.append(Conflict, clashes(firm, found, must_keep(workspace.settings_file)))
    workspace.replace(Redirect, redirects(firm, found.status))
    for conflict in workspace.records(Conflict):
        workspace.change(
            Decision, {"state": Agreement.CONFLICT}, page_url=OneOf(conflict.page_urls), state=Agreement.AGREED
        )
    _ask(workspace)
    rules = rule_words(workspace.folder, workspace.count(Finding, "rule"))
    titles = {rule: said.title for rule, said in translated(rules, read_look(workspace.settings_file).words).items()}
    counted = tally(workspace, titles)
    workspace.replace(FalseAlarms, counted.alarms)
    return counted


def _decisions(workspace: Workspace) -> Iterator[Decision]:
    """The decision on each page that anybody was asked about, in the order of addresses."""
    asked = ((row.page_url, row) for row in workspace.records(Row, order=("page_url",)))
    answered = ((one.url, one) for one in ledger.pages(workspace))
    verified = ((one.page_url, one) for one in workspace.records(Verdict, order=("page_url",)))
    for url, group in groupby(in_order(asked, answered, verified, key=itemgetter(0)), key=itemgetter(0)):
        there = [one for _, one in group]
        counting = next((one.counting for one in there if isinstance(one, ledger.OnPage)), ())
        verdict = next((one for one in there if isinstance(one, Verdict)), None)
        if counting or any(isinstance(one, Row) for one in there):
            yield _with_verdict(of_page(url, counting), verdict)


def _with_verdict(decision: Decision, found: Verdict | None) -> Decision:
    """Keep what a second crawl found, as long as the decision is the same."""
    if found and (found.decision, found.target) == (decision.decision, decision.target):
        return replace(decision, verdict=found.outcome)
    return decision


def _differing(workspace: Workspace) -> Iterator[Conflict]:
    """Pages about which people differ."""
    for one in workspace.records(Decision, order=("page_url",), state=Agreement.CONFLICT):
        yield differ(ledger.of_page(workspace, one.page_url).counting)


def _ask(workspace: Workspace) -> None:
    """Give each page in a conflict a reference, which it keeps."""
    crawls = workspace.inventory.crawls()
    first = identity.first_number(identity.of_audit(crawls[0])) if crawls else 0
    number = first + identity.CAPACITY // 2 + sum(workspace.count(Question, "page_url").values())
    for url in (url for one in workspace.records(Conflict) for url in one.page_urls):
        if next(workspace.records(Question, page_url=url), None) is None:
            workspace.append(Question, [Question(reference=identity.make(number), page_url=url)])
            number += 1
