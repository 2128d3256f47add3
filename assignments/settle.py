"""Derives decisions, conflicts and redirects from the ledger, and keeps them beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assignments import identity
from assignments.agreement import false_alarms
from assignments.decide import decide
from assignments.ledger import Ledger
from assignments.noticed import translated
from assignments.records import Conflict, Decision, Question, Redirect, Row
from assignments.redirects import Status
from assignments.rulewords import rule_words
from assignments.settings import read as read_look
from audit.rule import FalseAlarms, Finding
from audit.settings import must_keep
from crawler.page import Page
from crawler.workspace import Workspace


def pages(workspace: Workspace) -> Iterator[Page]:
    """The pages that decisions are about."""
    crawl = workspace.inventory.current()
    return workspace.inventory.pages(crawl.id) if crawl else iter(())


def settle(workspace: Workspace, counts: Ledger) -> None:
    """Derive decisions, conflicts and redirects anew from what the ledger comes to.

    What a check found of a decision stays.
    """
    asked = {row.page_url for row in workspace.records(Row)}
    inventory = {page.url: Status.of(page) for page in pages(workspace)}
    decided = decide(counts.by_page, asked, inventory, must_keep(workspace.settings_file))
    verdicts = {one.page_url: one for one in workspace.records(Decision) if one.verdict}
    workspace.replace(Decision, (_with_verdict(one, verdicts.get(one.page_url)) for one in decided.decisions))
    workspace.replace(Conflict, decided.conflicts)
    workspace.replace(Redirect, decided.redirects)
    found = {finding.rule for finding in workspace.records(Finding)}
    rules = translated(rule_words(workspace.folder, found), read_look(workspace.settings_file).words)
    titles = {rule: said.title for rule, said in rules.items()}
    workspace.replace(FalseAlarms, false_alarms(workspace, counts.standing.values(), titles))
    _ask(workspace, decided.conflicts)


def _with_verdict(decision: Decision, before: Decision | None) -> Decision:
    """Keep what a second crawl found, as long as the decision is the same."""
    if before and (before.decision, before.target) == (decision.decision, decision.target):
        return replace(decision, verdict=before.verdict)
    return decision


def _ask(workspace: Workspace, conflicts: Iterable[Conflict]) -> None:
    """Give each page in a conflict a reference, which it keeps."""
    there = list(workspace.records(Question))
    known = {one.page_url for one in there}
    crawls = workspace.inventory.crawls()
    first = identity.first_number(identity.of_audit(crawls[0])) if crawls else 0
    new = [url for url in dict.fromkeys(url for one in conflicts for url in one.page_urls) if url not in known]
    number = first + identity.CAPACITY // 2 + len(there)
    workspace.append(
        Question, [Question(reference=identity.make(number + n), page_url=url) for n, url in enumerate(new)]
    )
