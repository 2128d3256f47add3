"""Deals the pages of the newest crawl to volunteers: from their table to a workbook and a mail draft for each."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from assignments import effort, identity, volunteers
from assignments.choose import Choice, choose, evidence_of, settled
from assignments.dealing import Before, Dealing, Material, share_out
from assignments.effort import Pace
from assignments.fit import words_of
from assignments.handing import AssignError, Standing, handed_on, share_for
from assignments.noticed import translated
from assignments.records import Answer, Decision, Round, Row, Volunteer
from assignments.rulewords import rule_words
from assignments.send import Outgoing, send
from assignments.settings import read
from assignments.summary import AssignSummary, named, notices_of, sections_of, summarise
from assignments.tables import findings as all_findings
from assignments.tables import latest
from assignments.titles import called
from audit.rule import Finding
from audit.site import Site
from audit.suggest import Suggestion
from audit.tell import rules_of
from crawler.page import Page
from crawler.workspace import Workspace

ROUND = re.compile(r"[^\W_][\w.-]{0,39}")
FIRST_ROUND = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignOptions:
    """How to deal."""

    round: str = ""
    """The newest round, or the first, where this is empty."""
    choice: Choice = field(default_factory=Choice)
    overlap: float = 0.0
    """Percent of the pages that two people get."""
    due: date | None = None
    reassign: str = ""
    """Somebody whose unanswered rows of the round go to the others."""
    newcomer: str = ""
    """Somebody who gets a fair share of the others' unanswered rows of the round."""
    dry_run: bool = False


def assign(
    workspace: Workspace,
    volunteers_file: Path,
    options: AssignOptions,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> AssignSummary:
    """Deal pages, write `worksheets/ROUND/`, and keep round, batches and rows; in a dry run nothing is written.

    Running it again for the same round adds what is not dealt yet, and touches nothing that went out. `progress` hears
    of workbooks done and of all there are. Raises AssignError, RuleError where `choice`
    names a rule that is not there, VolunteersError, SettingsError or WordsError.
    """
    look = read(workspace.settings_file)
    offers = volunteers.read(volunteers_file)
    for name in options.choice.rules:
        rules_of(workspace.folder).rule(name)
    site = Site(workspace, latest(workspace).id, now.date())
    found = _findings(workspace)
    state = Standing(workspace, site, tuple(workspace.records(Row)), found, _round(workspace, options, now))
    people = _takers(offers.volunteers, options, volunteers_file)
    handed = handed_on(state, options.reassign) if options.reassign else []
    if options.newcomer:
        handed = share_for(state, people[0])
    pages, left_out = _still_there(state, handed) if handed else _chosen(state, options.choice)
    material = Material(
        site=site,
        pages=pages,
        findings=found,
        rules=translated(
            rule_words(workspace.folder, {finding.rule for some in found.values() for finding in some}), look.words
        ),
        suggestions={one.page_url: one for one in workspace.records(Suggestion)},
        names=called(site.pages),
        people=people,
        pace=_pace(state),
        words=look.words,
    )
    before = _before(state, handed)
    dealing = share_out(material, before, options.overlap) if pages else Dealing((), 1.0)
    outgoing = Outgoing(
        round=state.round,
        audit=identity.of_audit(workspace.inventory.crawls()[0]),
        site=look.site or _host(site),
        material=material,
        shares=dealing.shares,
        fitness=dealing.fitness,
        evidence={page.url: evidence_of(page, found.get(page.url, [])) for page in pages},
        handed=handed,
        made=now,
    )
    if not options.dry_run:
        outgoing = send(workspace, outgoing, look, progress)
    notices = notices_of(outgoing, look.words, options.overlap, left_out)
    if latest(workspace).state != "finished":
        notices.insert(
            0, "The crawl has not ended yet, so pages are missing here: give the same audit crawl once more."
        )
    return summarise(outgoing, left_out, (*offers.notices, *notices))


def _takers(offered: Sequence[Volunteer], options: AssignOptions, file: Path) -> tuple[Volunteer, ...]:
    """Who can get pages: everybody, all but the one who left, or the newcomer alone."""
    if options.reassign and options.newcomer:
        raise AssignError(
            "--reassign and --newcomer do not go together: hand on what somebody left first, then give the newcomer a "
            "share."
        )
    if not options.newcomer:
        people = tuple(person for person in offered if person.name != options.reassign)
        if not people:
            raise AssignError(f"{file} names nobody but {options.reassign}: there is nobody to hand pages to.")
        return people
    people = tuple(person for person in offered if person.name == options.newcomer)
    if not people:
        raise AssignError(f"{file} does not name {options.newcomer}: add a line with name, email and hours.")
    return people


def _round(workspace: Workspace, options: AssignOptions, now: datetime) -> Round:
    """The round that is dealt: a new one, or the one of that name with what it has already."""
    rounds = {known.name: known for known in workspace.records(Round)}
    name = options.round or next(reversed(rounds), FIRST_ROUND)
    if not ROUND.fullmatch(name) or name.endswith("."):
        raise AssignError(
            f"“{name}” cannot name a round: it becomes the name of a folder. Use letters, digits, dots and dashes, "
            "such as 2 or spring-2027."
        )
    known = rounds.get(name)
    due = options.due.isoformat() if options.due else known.due if known else ""
    crawl = latest(workspace).id
    return Round(name=name, crawl=crawl, started_at=known.started_at if known else now.isoformat(), due=due)


def _findings(workspace: Workspace) -> dict[str, list[Finding]]:
    """Findings by page, the gravest first."""
    found: dict[str, list[Finding]] = {}
    for finding in all_findings(workspace):
        found.setdefault(finding.page_url, []).append(finding)
    return found


def _still_there(state: Standing, handed: Sequence[Row]) -> tuple[tuple[Page, ...], Mapping[str, int]]:
    """The pages that are handed on; one that left the site since is counted."""
    wanted = {row.page_url for row in handed}
    pages = tuple(page for page in state.site.pages if page.url in wanted)
    gone = len(wanted) - len(pages)
    return pages, {"no longer on the site": gone} if gone else {}


def _chosen(state: Standing, choice: Choice) -> tuple[tuple[Page, ...], Mapping[str, int]]:
    """What is dealt: nothing where the round has it all already; raises AssignError where nothing could be."""
    sections = sections_of(state.site) if choice.sections else Counter()
    if unknown := [name for name in choice.sections if words_of(name) not in map(words_of, sections)]:
        raise AssignError(f"There is no section “{unknown[0]}”. {named(sections)}")
    dealt = frozenset(row.page_url for row in state.of_round)
    decided = settled(state.workspace.records(Decision), state.rows)
    chosen = choose(state.site.pages, state.found, choice, decided, dealt)
    if chosen.pages:
        return chosen.pages, chosen.left_out
    if dealt:
        return (), chosen.left_out
    why = "; ".join(f"{count:,}: {reason}" for reason, count in chosen.left_out.items()) or "the crawl is empty"
    raise AssignError(f"There is nothing to deal: {why}. Crawl again, or choose less narrowly.")


def _before(state: Standing, handed: Sequence[Row]) -> Before:
    """What people have in this round already, less what is handed on now."""
    held: dict[str, float] = defaultdict(float)
    who_has: dict[str, str] = {}
    gone = {row.reference for row in handed}
    for row in state.of_round:
        if not row.handed_to and row.reference not in gone:
            held[row.volunteer] += row.minutes
            who_has[row.page_url] = row.volunteer
    return Before(held=held, who_has=who_has, givers={row.page_url: row.volunteer for row in handed})


def _pace(state: Standing) -> Pace:
    """What the minutes that came back say of the estimates."""

    def estimate(url: str) -> float | None:
        page = state.site.page(url)
        if page is None:
            return None
        return effort.minutes(page, len(state.found.get(url, ())), len(state.site.same_text(page)))

    return effort.pace(state.workspace.records(Answer), state.rows, estimate)


def _host(site: Site) -> str:
    start = site.starts[0] if site.starts else ""
    return start.partition("://")[2].partition("/")[0].removeprefix("www.") or "our website"
