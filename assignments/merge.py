"""Merges returned files: copies first, then one transaction that adds to the ledger and derives the decisions anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from assignments import identity, leadbook, ledger, thanks, words
from assignments.agreement import agreement
from assignments.decisions import DECISIONS
from assignments.ideas import ideas_of
from assignments.merged import FileOutcome, MergeSummary, Progress
from assignments.placing.answers import Grammar
from assignments.placing.columns import Headings
from assignments.placing.place import Sent
from assignments.placing.typed import Vocabulary
from assignments.reading.book import Book, Parcel, UnreadableError
from assignments.reading.child import Outcome, read_all
from assignments.records import (
    ASKED,
    LEAD,
    Agreement,
    Answer,
    Conflict,
    Decision,
    Idea,
    Question,
    Returned,
    Round,
    Row,
    State,
)
from assignments.returned import Kept, find, keep, keep_attachment
from assignments.settings import read as read_look
from assignments.settle import pages, settle
from assignments.understand import Known, NoPagesError, of_book
from assignments.workbook.layout import columns as layout_columns
from crawler.errors import AuditError
from crawler.urls import host_of
from crawler.workspace import Workspace

DEEPEST = 3
"""A workbook in an archive in a mail in an archive is found; what lies deeper is not."""
LEADS_PART = "L1"


class MergeError(AuditError):
    """Nothing could be merged."""


def merge(
    workspace: Workspace, paths: Sequence[Path], now: datetime, progress: Progress = lambda *_: None
) -> MergeSummary:
    """Read returned files into the ledger; `progress` hears of each file.

    Raises MergeError when nothing at all could be read, which says of each file why, and then leaves everything as it
    was; until a file can be read, `progress` hears nothing, so that nothing is said twice.
    """
    with workspace.transaction():  # from the first look on, so that two merges at once come one after the other
        outcomes = _add(workspace, paths, now, progress)
        counts = ledger.read(workspace)
        settle(workspace, counts)
    return _summary(workspace, outcomes, counts, now)


def _add(workspace: Workspace, paths: Sequence[Path], now: datetime, progress: Progress) -> list[FileOutcome]:
    """Add what the files say to the ledger."""
    outcomes: list[FileOutcome] = []
    untold: list[tuple[FileOutcome, int]] = []
    readable = False
    known = known_so_far(workspace, now)
    kept = [keep(workspace, path, problem) for path, problem in find(paths)]
    copies = [one.copy for one in kept if one.new and one.copy]
    before = {one.file_hash: one for one in workspace.records(Returned)}
    left = len(kept)
    for kept_one, found in _read(workspace, kept, before):
        outcome = _merge_one(workspace, kept_one, found, known, before)
        outcomes.append(outcome)
        left += len(found.files) - 1 if isinstance(found, Parcel) else -1
        untold.append((outcome, left))
        readable = readable or outcome.rows > 0 or outcome.again
        if readable:
            for told in untold:
                progress(*told)
            untold.clear()
        if kept_one.inside and kept_one.new and kept_one.copy:
            copies.append(kept_one.copy)
    if not readable:
        for copy in copies:
            copy.unlink(missing_ok=True)
        raise MergeError("\n".join(f"{one.file}: {one.message}" for one in outcomes) or "There was nothing to merge.")
    return outcomes


def known_so_far(workspace: Workspace, now: datetime) -> Known:
    """What is needed to understand a returned file; raises MergeError where no pages were shared out."""
    look = read_look(workspace.settings_file)
    catalogues = [words.load(language) for language in words.languages()] + [look.words]
    crawls = workspace.inventory.crawls()
    rows = list(workspace.records(Row))
    if not rows:
        raise MergeError(
            "No pages have been shared out in this audit yet, so there is nothing to merge. Start with: audit assign"
        )
    titles = {page.url: page.title or page.heading for page in pages(workspace)}
    asked = [_row(question) for question in workspace.records(Question)]
    so_far = ledger.read(workspace)
    grammar = Grammar(
        vocabulary=Vocabulary([{d: w.word for d, w in one.decisions.items()} for one in catalogues]),
        headings=Headings(
            [{name: getattr(one.columns, name) for name in one.columns.__struct_fields__} for one in catalogues]
        ),
        layout=tuple(column.field for column in layout_columns(look, 0)),
        questions=tuple(question.heading for question in look.questions),
        allowed=frozenset(look.decisions) if look.decisions else frozenset(DECISIONS),
        sent=Sent([*rows, *asked], titles),
        base=crawls[-1].starts[0] if crawls and crawls[-1].starts else rows[0].page_url,
    )
    return Known(
        grammar=grammar,
        audit=identity.of_audit(crawls[0]) if crawls else "",
        standing=so_far.standing,
        saved={one.file_hash: one.modified for one in workspace.records(Returned)},
        fresh=set(),
        rounds={one.name: n for n, one in enumerate(workspace.records(Round), 1)},
        open={one.place: one for one in so_far.open},
        now=now.isoformat(timespec="seconds"),
    )


def _row(question: Question) -> Row:
    return Row(
        reference=question.reference,
        round=ASKED,
        part=LEADS_PART,
        volunteer=LEAD,
        page_url=question.page_url,
        minutes=0,
        because="",
    )


def _read(
    workspace: Workspace, kept: Sequence[Kept], before: Mapping[str, Returned]
) -> Iterator[tuple[Kept, Outcome | None]]:
    """Each file with what was read; None where it was merged before. What comes in parcels follows the parcels."""
    waiting, seen = list(kept), set[str]()
    for depth in range(DEEPEST + 1):
        parcels: list[tuple[Kept, Parcel]] = []
        to_read = []
        for one in waiting:
            if one.hash and one.hash not in seen and one.hash not in before and one.copy:
                to_read.append(one)
            seen.add(one.hash)
        found = read_all((one.copy, one.name) for one in to_read if one.copy)
        reading = {id(one) for one in to_read}
        for one in waiting:
            outcome = next(found) if id(one) in reading else None
            if isinstance(outcome, Parcel) and depth < DEEPEST:
                parcels.append((one, outcome))
            yield one, outcome
        waiting = [
            keep_attachment(workspace, name, content, one.name)
            for one, parcel in parcels
            for name, content in parcel.files
        ]
        if not waiting:
            return


def _merge_one(
    workspace: Workspace, kept: Kept, found: Outcome | None, known: Known, before: Mapping[str, Returned]
) -> FileOutcome:
    if kept.problem:
        return FileOutcome(file=kept.name, inside=kept.inside, states={}, message=kept.problem)
    if found is None:
        earlier = before.get(kept.hash)
        when = f" on {earlier.merged_at[:10]} (“{earlier.file}”)" if earlier else ""
        message = (
            f"It was merged before{when}; nothing was added."
            if earlier
            else "The same file was given twice; it counts once."
        )
        return FileOutcome(file=kept.name, inside=kept.inside, read=True, again=True, states={}, message=message)
    if isinstance(found, UnreadableError):
        return FileOutcome(file=kept.name, inside=kept.inside, states={}, message=str(found))
    if isinstance(found, Parcel):
        count = len(found.files)
        message = " ".join((f"It holds {count} file{'s' if count != 1 else ''}.", *found.notices))
        return FileOutcome(
            file=kept.name, inside=kept.inside, read=count > 0 and not found.notices, states={}, message=message
        )
    return _merge_book(workspace, kept, found, known)


def _merge_book(workspace: Workspace, kept: Kept, book: Book, known: Known) -> FileOutcome:
    try:
        understood = of_book(book, kept, known)
    except NoPagesError as error:
        return FileOutcome(file=kept.name, inside=kept.inside, states={}, message=str(error))
    returned = understood.returned
    known.fresh.add(kept.hash)
    known.saved[kept.hash] = returned.modified
    workspace.append(Returned, [returned])
    workspace.append(Answer, understood.answers)
    workspace.append(Idea, ideas_of(book, returned, understood.volunteer, known.now))
    return FileOutcome(
        file=kept.name,
        inside=kept.inside,
        volunteer=understood.volunteer,
        round=returned.round,
        part=returned.part,
        read=True,
        rows=returned.rows,
        states=dict(Counter(one.state.value for one in understood.answers)),
        message=returned.message,
    )


def _summary(
    workspace: Workspace, outcomes: Sequence[FileOutcome], counts: ledger.Ledger, now: datetime
) -> MergeSummary:
    conflicts = list(workspace.records(Conflict))
    questions = {one.page_url: _row(one) for one in workspace.records(Question)}
    look = read_look(workspace.settings_file)
    crawls = workspace.inventory.crawls()
    audit = identity.of_audit(crawls[0]) if crawls else ""
    named = {url for one in conflicts for url in one.page_urls}
    titles = {page.url: page.title or page.heading for page in pages(workspace) if page.url in named} if named else {}
    paper = leadbook.Paper(look=look, audit=audit, titles=titles)
    set_aside = leadbook.set_aside(workspace)
    conflicts_file = leadbook.write_conflicts(workspace, paper, conflicts, questions, counts.by_page)
    unplaced_file = leadbook.write_unplaced(workspace, paper, counts.open)
    ideas_file = leadbook.write_ideas(workspace, paper, list(workspace.records(Idea)))
    host = host_of(crawls[-1].starts[0]) if crawls and crawls[-1].starts else ""
    thanked = thanks.write(workspace, counts.standing.values(), look, look.site or host, now)
    states: Counter[str] = Counter()
    for one in outcomes:
        states.update(one.states)
    decisions = Counter(one.state.value for one in workspace.records(Decision))
    return MergeSummary(
        files=tuple(outcomes),
        states={state.value: states[state.value] for state in State},
        decisions={state.value: decisions[state.value] for state in Agreement},
        conflicts=len(conflicts),
        unsettled=len(counts.open),
        conflicts_file=conflicts_file,
        unplaced_file=unplaced_file,
        ideas_file=ideas_file,
        set_aside=set_aside,
        thanks=len(thanked),
        agreement=agreement(counts.standing.values()),
    )
