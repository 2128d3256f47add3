"""The demo, step by step: serves the sample site, takes it the whole way, and says what is done and why."""

import datetime
from collections import Counter
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from urllib.parse import unquote, urlsplit

from assignments.assign import AssignOptions, assign
from assignments.demo import people, webmaster
from assignments.demo.teller import Say, Teller
from assignments.merge import merge
from assignments.merged import MergeSummary
from assignments.records import Agreement, Row, State
from assignments.report import report
from assignments.said import counted, day
from assignments.settings import read as read_look
from assignments.summary import AssignSummary
from assignments.verdict import Outcome
from assignments.visits import import_visits
from audit.check import check
from audit.rule import Finding
from crawler.crawl import crawl
from crawler.options import CrawlOptions
from crawler.workspace import Workspace
from samples.server import SampleSite, serving

DAYS_TO_ANSWER = 14
OVERLAP = 10
"""Per cent of the pages that two people look at."""
POST = "post"
"""The folder in which files come back."""
WORTH_QUOTING = (
    ("/guidance/oil-spills", "unvisited-and-old"),
    ("/vacancies/assistant-harbour-inspector", "event-over"),
    ("/services/pilot-licences", "broken-link"),
)
"""A page and a rule whose finding there shows what rules do."""
VOLUNTEERS, VISITS = "volunteers.csv", "visits.csv"
SHOWN = 4
"""Decisions that were not carried out as they were meant, and that are told."""
PORT = 48712
"""Where the sample site is served when nobody else is there, so that two demos say the same."""
ROWS = {
    State.ACCEPTED: "accepted",
    State.UNCHANGED: "not filled in yet",
    State.SUPERSEDED: "replaced by a later answer",
    State.CONFLICT: "in conflict",
    State.INVALID: "not understood",
    State.UNPLACED: "of which nobody can tell the page",
}
PAGES = {Agreement.AGREED: "decided", Agreement.CONFLICT: "on which people differ", Agreement.OPEN: "still open"}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a demo."""

    folder: Path
    needs_a_person: bool
    """Whether something is left to settle."""


def demo(folder: Path, say: Say, now: datetime.datetime) -> Told:
    """Take the sample site the whole way; `say` hears of each step.

    Everything goes into `folder`, or into one with a number beside it when that holds something: nothing is
    overwritten. One demo a process, because a crawl can only be started once.
    """
    teller, free = Teller(say), _free(folder)
    if free != folder:
        teller.paragraph(f"There is something in {folder} already, so this demo goes into {free}.")
    return Demo(free, teller, now).run()


def _free(folder: Path) -> Path:
    """The folder, or the first of `folder-2`, `folder-3` … that is not there or empty."""
    if not folder.name or folder.name == "..":
        folder = folder.resolve()  # to have a name that a number can be put behind
    candidate, number = folder, 1
    while candidate.exists() and (not candidate.is_dir() or any(candidate.iterdir())):
        number += 1
        candidate = folder.with_name(f"{folder.name}-{number}")
    return candidate


class Demo:
    """One demo on its way."""

    def __init__(self, folder: Path, teller: Teller, now: datetime.datetime) -> None:
        self.folder = folder
        self.now = now - datetime.timedelta(days=1)
        self.day_after = now
        """When the lead's word comes; nothing in the demo may lie in the future of who tries it."""
        self._tell = teller
        self._here = f'-w "{folder}"' if " " in str(folder) else f"-w {folder}"

    def run(self) -> Told:
        """All steps."""
        self._tell.paragraph(
            "This is the whole way of an audit, on the website of a small public body that does not exist: the Tarrow "
            "Harbours Inspectorate. It takes less than a minute."
        )
        self._tell.paragraph(
            f"Everything happens on this computer, in the folder {self.folder.resolve()}. Nothing is sent anywhere."
        )
        with Workspace(self.folder, create=True) as workspace:
            for name in ("audit.toml", VOLUNTEERS, VISITS):
                with as_file(files("samples").joinpath(name)) as file:
                    (self.folder / name).write_bytes(file.read_bytes())
            with serving(PORT) as origin:
                self._crawl(workspace, origin)
            self._import(workspace)
            self._check(workspace)
            self._play(workspace, self._assign(workspace))
            merged = self._merge(workspace)
            merged = self._settle(workspace, merged)
            self._report(workspace)
            self._verify(workspace, origin)
        self._end()
        return Told(self.folder, merged.needs_a_person)

    def _crawl(self, workspace: Workspace, origin: str) -> None:
        self._tell.step(
            "Crawl: what is on the website?",
            f"The site is served at {origin}. Every page, document and picture is asked for once, politely; what comes "
            "back is described in audit.db and kept in archive/, so that nothing is lost when pages are deleted.",
            "audit crawl https://www.your-site.example/",
        )
        summary = crawl(workspace, [f"{origin}/"], CrawlOptions(), lambda: self.now, lambda _: None)
        self._tell.lines(summary.lines())

    def _import(self, workspace: Workspace) -> None:
        self._tell.step(
            "Import: what do people read?",
            f"{VISITS} holds a year of visits, as Google Analytics exports them. Nobody has to have such figures; with "
            "them, what nobody reads stands out.",
            "audit import pages-and-screens.csv",
        )
        visits = import_visits(workspace, self.folder / VISITS)
        gone = ", ".join(unmatched.address for unmatched in visits.unmatched)
        self._tell.lines(
            [f"{counted(visits.views, 'view')} of {counted(visits.pages, 'page')}; not on the site any more: {gone}."]
        )

    def _check(self, workspace: Workspace) -> None:
        today = SampleSite().behaviour.today
        self._tell.step(
            "Check: what is worth a look?",
            "Rules go through every page and say what they see, never that a page is bad. (The site is looked at as of "
            f"{day(today.isoformat())}, so that it does not grow older than it is.)",
            "audit check   (a crawl does it by itself)",
        )
        summary = check(workspace, today)
        found = Counter(finding.page_url for finding in workspace.records(Finding))
        said = [f"{counted(summary.findings, 'finding')} on {counted(len(found), 'page')}. For example:"]
        quotes = {(_path(finding.page_url), finding.rule): finding.evidence for finding in workspace.records(Finding)}
        said += [f"{path}: {quotes[path, rule]}" for path, rule in WORTH_QUOTING if (path, rule) in quotes]
        self._tell.lines(said)

    def _assign(self, workspace: Workspace) -> AssignSummary:
        self._tell.step(
            "Assign: who looks at what?",
            f"Five colleagues offered help; {VOLUNTEERS} says how many hours they have and what they know. Each gets "
            f"a fair share that suits them, as a workbook with a mail that is ready to send. {OVERLAP} pages of 100 go "
            "to two people, to see where opinions differ.",
            f"audit assign --volunteers {VOLUNTEERS} --overlap {OVERLAP}",
        )
        due = (self.now + datetime.timedelta(days=DAYS_TO_ANSWER)).date()
        options = AssignOptions(overlap=OVERLAP, due=due)
        dealt = assign(workspace, self.folder / VOLUNTEERS, options, self.now)
        self._tell.lines(
            f"{one.volunteer}: {counted(one.pages, 'page')}, about {one.minutes:.0f} minutes: {one.file}"
            for one in dealt.batches
        )
        return dealt

    def _play(self, workspace: Workspace, dealt: AssignSummary) -> None:
        self._tell.step(
            "Two weeks later: the files come back",
            "The colleagues are played by the program: it opens the real workbooks, fills in the yellow cells, and "
            f"saves them as people do. What came back is in {POST}/.",
        )
        post = self.folder / POST
        post.mkdir()
        words = read_look(workspace.settings_file).words
        minds, differences = people.minds(list(workspace.records(Row)))
        said = []
        for one in dealt.batches:
            file, does = people.fill_in(self.folder / one.file, one.volunteer, minds[one.volunteer], words, post)
            said.append(f"{one.volunteer} {does}: {POST}/{file.name}")
        said.append(f"On {counted(differences, 'page')} two of them do not agree.")
        self._tell.lines(said)

    def _merge(self, workspace: Workspace) -> MergeSummary:
        self._tell.step(
            "Merge: what did they say?",
            "Every row finds its page again, however the file was sorted, renamed or saved. Nothing is lost: a row is "
            "accepted, or you are told why not. The files themselves are kept in returned/.",
            f"audit merge {POST}/",
        )
        summary = merge(workspace, [self.folder / POST], self.now)
        self._tell.lines(_said(summary))
        return summary

    def _settle(self, workspace: Workspace, merged: MergeSummary) -> MergeSummary:
        if not merged.conflicts_file:
            return merged
        self._tell.step(
            "Settle: where people disagree, you decide",
            f"The pages on which two people differ, and decisions that do not fit together, came out as one workbook: "
            f"{merged.conflicts_file}. Here the program plays you, too.",
            f"audit merge {merged.conflicts_file}",
        )
        words = read_look(workspace.settings_file).words
        file = people.settle(self.folder / merged.conflicts_file, words, self.folder / POST)
        summary = merge(workspace, [file], self.day_after)
        self._tell.lines(_said(summary))
        return summary

    def _report(self, workspace: Workspace) -> None:
        self._tell.step(
            "Report: what will become of the website?",
            "One page for everybody who asks how it stands, and one workbook with everything.",
            "audit report",
        )
        made = report(workspace, self.day_after)
        self._tell.lines(str(file.relative_to(self.folder)) for file in (made.page, made.workbook))

    def _verify(self, workspace: Workspace, origin: str) -> None:
        self._tell.step(
            "Verify: was it done?",
            "A month later the webmaster has carried out the decisions, with the redirect map, and has forgotten some. "
            "What was decided on is fetched again, and each decision gets a verdict with what was seen.",
            "audit verify",
        )
        tidied = webmaster.tidy(workspace)
        with serving(urlsplit(origin).port or PORT, tidied):
            verdicts = webmaster.look_again(self.folder)
        report(workspace, self.day_after)
        counts = Counter(one.outcome for one in verdicts)
        said = [", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome]) + "."]
        said += [
            f"{_path(one.page_url)} ({one.decision}): {one.outcome}; {one.seen}."
            for one in verdicts
            if one.outcome is not Outcome.DONE
        ][:SHOWN]
        linked = sum(bool(one.still_linked) for one in verdicts)
        said.append(f"{counted(linked, 'page that was to go is', 'pages that were to go are')} still linked to.")
        self._tell.lines([*said, "reports/report.html says it, too: “Was it done?”"])

    def _end(self) -> None:
        self._tell.paragraph("What to look at next:")
        self._tell.lines(
            (
                f"{self.folder / 'reports' / 'report.html'}, in your browser",
                f"a workbook in {self.folder / 'worksheets'}: this is all that your colleagues see",
                f"audit show /guidance/oil-spills {self._here}: everything that is known of one page",
                f"audit export decisions {self._here}: the decisions, for other programs",
            )
        )
        self._tell.paragraph("To begin with your own website: audit crawl https://www.your-site.example/ -w our-audit")


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)


def _said(summary: MergeSummary) -> list[str]:
    """What a merge did, in two lines."""
    rows = (f"{number} {ROWS[State(state)]}" for state, number in summary.states.items() if number)
    pages = (f"{number} {PAGES[Agreement(state)]}" for state, number in summary.decisions.items() if number)
    return [f"Rows: {', '.join(rows)}.", f"Pages: {', '.join(pages)}."]
