"""Makes the lead’s own workbooks, which come back through a merge: conflicts, and rows that nobody could place."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assignments import identity, ledger
from assignments.choose import OK
from assignments.decide import say, speakers
from assignments.decisions import NEEDS_TARGET
from assignments.identity import Property
from assignments.ours import written
from assignments.placing.columns import ANSWERS, IDENTITY
from assignments.placing.sent import LEADS_PART, row_of
from assignments.records import ASKED, Answer, Clash, Conflict, Idea, Question
from assignments.settings import Look
from assignments.settling import ABOUT_NO_PAGE, RIGHT
from assignments.understand import BY_LEAD
from assignments.workbook.cells import Link
from assignments.workbook.lead import Cell, Column, Line, Said, Sheet, write
from crawler.workspace import Workspace

CONFLICTS = "conflicts.xlsx"
UNPLACED = "unplaced.xlsx"
IDEAS = "ideas.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What all of them need."""

    look: Look
    audit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The workbooks that were written, relative to the workspace; empty where there was nothing to write."""

    conflicts: str
    unplaced: str
    ideas: str
    waiting: int
    """So many rows stand in the second."""


def files(workspace: Workspace) -> list[Path]:
    """Where the workbooks are when there are any."""
    return [workspace.reports / name for name in (CONFLICTS, UNPLACED, IDEAS)]


def kept_aside(workspace: Workspace) -> list[Path]:
    """Those of before in which the lead had typed, under the names that they were kept by; ideas settle nothing."""
    stems = (Path(name).stem for name in (CONFLICTS, UNPLACED))
    return [file for stem in stems for file in sorted(workspace.reports.glob(f"{stem}-typed*.xlsx"))]


def write_all(workspace: Workspace, paper: Paper) -> Names:
    """Write those that have rows, and remove the others. Raises WritingError."""
    workspace.reports.mkdir(parents=True, exist_ok=True)
    names = dict.fromkeys((CONFLICTS, UNPLACED, IDEAS), "")
    waiting = sum(1 for _ in ledger.waiting(workspace))
    sheets = (
        (CONFLICTS, _conflicts(workspace, paper)),
        (UNPLACED, _unplaced(workspace, paper, waiting)),
        (IDEAS, _ideas(workspace, paper)),
    )
    with written(workspace) as begin:
        for name, sheet in sheets:
            file = workspace.reports / name
            if sheet.count:
                write(begin(file), paper.look, sheet)
                names[name] = f"{workspace.reports.name}/{name}"
            else:
                file.unlink(missing_ok=True)
    return Names(conflicts=names[CONFLICTS], unplaced=names[UNPLACED], ideas=names[IDEAS], waiting=waiting)


def _conflicts(workspace: Workspace, paper: Paper) -> Sheet:
    """A row for each page that can be decided anew."""
    h = paper.look.words.columns
    columns = [
        Column(field="reference", heading=h.reference, width=9),
        Column(field="page", heading=h.page, width=28),
        Column(field="open", heading=h.open, width=8),
        Column(heading="What does not fit", width=44),
        Column(heading="Who said what", width=38),
        Column(field="decision", heading=h.decision, width=12, answer=True),
        Column(field="target", heading=h.target, width=24, answer=True),
        Column(field="note", heading=h.note, width=20, answer=True),
        Column(field="key", heading=h.key, width=8, answer=True, hidden=True),
        Column(field="status", heading=h.status, width=16),
        Column(field="url", heading=h.url, width=50),
    ]
    by_page = _by_page(workspace.records(Conflict))
    hello = (
        "Here decisions do not fit together. Pick a Decision for the page that should change; where several rows "
        "belong to one conflict (the same number), the others may stay empty. Your word counts. Then save this file, "
        f"{CONFLICTS}, and merge it like any other."
    )
    return Sheet(
        name="Conflicts",
        title="For you to decide",
        hello=hello,
        columns=columns,
        lines=(_conflict(workspace, paper, url, own) for url, own in by_page.items()),
        count=len(by_page),
        properties=_identity(paper, ASKED, LEADS_PART),
    )


def _conflict(workspace: Workspace, paper: Paper, url: str, own: Sequence[tuple[int, Conflict]]) -> Line:
    row = row_of(next(workspace.records(Question, page_url=url)))
    crawl = workspace.inventory.current()
    page = workspace.lookup.page(crawl.id, url) if crawl else None
    title = (page.title or page.heading if page and page.status == OK else "") or url
    sides = [one for one in ledger.of_page(workspace, url).counting if one.decision]
    link = Link(url, paper.look.words.cells.open, paper.look.words.cells.open_tip)
    said = Said(tuple(_sides(paper.look, sides)))
    return Line([row.reference, title, link, _clashes(own), said, "", "", "", identity.key(row), None, url])


def _by_page(found: Iterable[Conflict]) -> dict[str, list[tuple[int, Conflict]]]:
    pages: dict[str, list[tuple[int, Conflict]]] = {}
    for n, conflict in enumerate(found, 1):
        for url in conflict.page_urls:
            pages.setdefault(url, []).append((n, conflict))
    return pages


def _clashes(found: Sequence[tuple[int, Conflict]]) -> Said:
    parts: list[tuple[str, str]] = []
    for n, conflict in found:
        heading = Clash(conflict.clash).value
        parts += [(f"{n}. {heading[0].upper()}{heading[1:]}", "bold"), (f"\n{conflict.message}\n", "")]
    return Said((*parts[:-1], (parts[-1][0].rstrip(), "")))


def _sides(look: Look, answers: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    """Who said what: names, decisions in their colour, and why."""
    for n, (who, one) in enumerate(zip(speakers(answers), answers, strict=True)):
        word = look.decisions[one.decision].word if one.decision in look.decisions else one.decision
        yield ("\n" if n else "") + f"{who}: ", ""
        yield word, one.decision
        why = "".join(f" – {text}" for text in (one.reason, one.note) if text)
        if rest := say(one)[len(one.decision) :] + why:
            yield rest, ""


def _unplaced(workspace: Workspace, paper: Paper, count: int) -> Sheet:
    """A row for each returned row that waits for a word."""
    h = paper.look.words.columns
    columns = [
        Column(heading="From", width=16),
        Column(heading="Where it stood", width=20),
        Column(heading="What the matter is", width=42),
        Column(heading="As it was typed", width=38),
        Column(field="reference", heading=h.reference, width=12, answer=True),
        Column(field="decision", heading=h.decision, width=12, answer=True),
        Column(field="reason", heading=h.reason, width=18, answer=True),
        Column(field="target", heading=h.target, width=24, answer=True),
        Column(field="note", heading=h.note, width=20, answer=True),
        Column(heading="Line of the ledger", width=8, answer=True, hidden=True),
        Column(heading="Page it seems to be about", width=50),
    ]
    hello = (
        "These rows could not be placed or understood. Put the page’s ID or web address into the yellow ID cell "
        f"(“{ABOUT_NO_PAGE}”: it is about no page; “{RIGHT}”: the row is right as it stands), or correct the Decision. "
        f"Rows that you leave as they are stay open. Then save this file, {UNPLACED}, and merge it like any other."
    )
    return Sheet(
        name="Unplaced",
        title="Rows that wait for your word",
        hello=hello,
        columns=columns,
        lines=(_lost(paper, one) for one in ledger.waiting(workspace)),
        count=count,
        properties=_identity(paper, ASKED, BY_LEAD),
    )


def _lost(paper: Paper, one: Answer) -> Line:
    proposed = [] if one.reference else re.findall(rf"\b{identity.SHAPE.pattern}\b", one.message)
    typed = dict(json.loads(one.typed))
    sheet = f"“{one.sheet}” " if one.sheet else ""
    where = f"{one.file}\n{sheet}row {one.row}"
    decision = typed.get("decision", one.decision)
    cells: list[Cell] = [
        one.volunteer, where, one.message, _shown(paper.look, typed), one.reference, decision, one.reason, one.target,
        one.note, one.place, one.page_url,
    ]  # fmt: skip
    whole = one.reference and one.decision and (one.target or one.decision not in NEEDS_TARGET)
    return Line(cells, [*([RIGHT] if whole else ()), *dict.fromkeys(proposed[:5]), ABOUT_NO_PAGE])


def _shown(look: Look, typed: Mapping[str, str]) -> Said:
    """What a person can have typed into a row, and by what its page could be known: not our own facts beside it."""
    theirs = ANSWERS | IDENTITY - {"key"}
    facts = set(look.words.columns.__struct_fields__) - theirs
    parts: list[tuple[str, str]] = []
    for name, text in typed.items():
        if name in facts or ("settles" in typed and name not in theirs):  # what stood beside it in our own list
            continue
        heading = getattr(look.words.columns, name) if name in theirs else name
        parts += [(f"\n{heading}: " if parts else f"{heading}: ", "bold"), (text, "")]
    return Said(tuple(parts))


def _ideas(workspace: Workspace, paper: Paper) -> Sheet:
    """A row for each idea."""
    columns = [
        Column(field="page", heading="Volunteer", width=22),
        Column(heading="About", width=36),
        Column(heading="Idea", width=90),
        Column(heading="Round", width=8),
    ]
    hello = "What your colleagues wrote on their Ideas sheets. Nothing needs to be filled in here."
    return Sheet(
        name="Ideas",
        title="Your colleagues’ ideas",
        hello=hello,
        columns=columns,
        lines=(Line([one.volunteer, one.about, one.text, one.round]) for one in workspace.records(Idea)),
        count=sum(workspace.count(Idea, "volunteer").values()),
        properties=_identity(paper, ASKED, "ideas"),
    )


def _identity(paper: Paper, round_name: str, part: str) -> dict[str, str]:
    """By which a workbook is known when it comes back."""
    return {
        Property.AUDIT: paper.audit,
        Property.ROUND: round_name,
        Property.PART: part,
        Property.SCHEMA: identity.SCHEMA,
    }
