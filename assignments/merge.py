"""Merges returned files: all are read first, then one transaction adds to the ledger and derives the decisions anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assignments import identity, leadbook, ledger, thanks, words
from assignments.decisions import DECISIONS
from assignments.earlier import Known
from assignments.firm import Found
from assignments.gather import Gathered, gather
from assignments.merged import FileOutcome, MergeSummary, Progress
from assignments.ours import name_of, set_aside, typed_in
from assignments.placing.answers import Grammar
from assignments.placing.columns import Headings, own_column
from assignments.placing.names import Names
from assignments.placing.sent import Sent
from assignments.placing.typed import Vocabulary, fold
from assignments.reading.book import Book, Parcel, UnreadableError
from assignments.records import (
    Agreement,
    Answer,
    Conflict,
    Decision,
    Idea,
    Returned,
    Round,
    Row,
    State,
    Unread,
)
from assignments.returned import Copies, Kept
from assignments.said import counted, day
from assignments.settings import read as read_look
from assignments.settle import settle
from assignments.tally import Tally
from assignments.understand import NoPagesError, of_book
from assignments.workbook.layout import columns as layout_columns
from crawler.commands import command
from crawler.errors import AuditError
from crawler.urls import host_of
from crawler.workspace import Draft, Workspace

LOCK = "merge.lock"
PATIENCE = 60
"""Seconds that a merge waits for another one to end."""


class MergeError(AuditError):
    """Nothing could be merged."""


def merge(
    workspace: Workspace, paths: Sequence[Path], now: datetime, progress: Progress = lambda *_: None
) -> MergeSummary:
    """Read returned files into the ledger; `progress` hears of each file.

    Everything is read and understood before the first line is written, so that other commands need not wait.
    Raises MergeError when nothing at all could be read, which says of each file why, and then leaves everything as it
    was; until a file can be read, `progress` hears nothing, so that nothing is said twice.
    """
    with _alone(workspace):
        draft = workspace.draft()
        outcomes = _understand(workspace, draft, paths, now, progress)
        with workspace.transaction():
            draft.keep(Returned, Answer, Idea)
            unread = (one for one in outcomes if not one.read)
            workspace.replace(Unread, (Unread(file=one.file, inside=one.inside, message=one.message) for one in unread))
            counted = settle(workspace)
        return _summary(workspace, outcomes, counted, now)


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Hold the ledger for this merge; the operating system lets go of it when the process dies."""
    lock = FileLock(workspace.folder / LOCK)
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout as error:
        raise MergeError(
            f"Another merge is at work in {workspace.folder.resolve()}. Wait until it has ended, then merge again."
        ) from error
    try:
        yield
    finally:
        lock.release()  # the file stays: whoever removed it could take it from a merge that has just begun


def _understand(
    workspace: Workspace, draft: Draft, paths: Sequence[Path], now: datetime, progress: Progress
) -> list[FileOutcome]:
    """Read and understand every file; what is new goes into the draft."""
    known = known_so_far(workspace, draft, now)
    before = {one.file_hash: one for one in workspace.records(Returned)}
    outcomes: list[FileOutcome] = []
    copies: list[Path] = []
    untold: list[tuple[FileOutcome, int]] = []
    first: dict[str, FileOutcome] = {}
    readable = False
    for one in gather(Copies(workspace.returned), paths, before):
        outcome = _outcome(one, known, before, draft)
        twin = first.setdefault(one.kept.hash, outcome)
        if outcome.again and not twin.read:
            outcome = replace(twin, file=outcome.file, inside=outcome.inside)
        outcomes.append(outcome)
        untold.append((outcome, one.left))
        readable = readable or outcome.rows > 0 or outcome.again
        if readable:
            for told in untold:
                progress(*told)
            untold.clear()
        if one.kept.new and one.kept.copy:
            copies.append(one.kept.copy)
    if not readable:
        for copy in copies:
            copy.unlink(missing_ok=True)
        raise MergeError("\n".join(f"{one.file}: {one.message}" for one in outcomes) or "There was nothing to merge.")
    return outcomes


def known_so_far(workspace: Workspace, draft: Draft, now: datetime) -> Known:
    """What is needed to understand a returned file; raises MergeError where no pages were shared out.

    What is understood goes into the draft.
    """
    look = read_look(workspace.settings_file)
    questions = tuple(question.heading for question in look.questions)
    catalogues = [words.load(language) for language in words.languages()] + [look.words]
    crawls = workspace.inventory.crawls()
    first = next(workspace.records(Row), None)
    if first is None:
        raise MergeError(
            "No pages have been shared out in this audit yet, so there is nothing to merge. Start with: "
            + command("audit assign --volunteers FILE", workspace.folder)
        )
    grammar = Grammar(
        vocabulary=Vocabulary([{d: w.word for d, w in one.decisions.items()} for one in catalogues]),
        headings=Headings(
            [
                *({name: getattr(one.columns, name) for name in one.columns.__struct_fields__} for one in catalogues),
                {own_column(heading): heading for heading in questions},
            ]
        ),
        layout=tuple(column.field for column in layout_columns(look, 0)),
        tabs=tuple(fold(getattr(one.tabs, name)) for one in catalogues for name in one.tabs.__struct_fields__),
        questions=questions,
        allowed=frozenset(look.decisions) if look.decisions else frozenset(DECISIONS),
        sent=Sent(workspace, Names(draft, Found(workspace).titles)),
        base=crawls[-1].starts[0] if crawls and crawls[-1].starts else first.page_url,
    )
    return Known(
        grammar=grammar,
        audit=identity.of_audit(crawls[0]) if crawls else "",
        ledger=ledger.Ledger(workspace, draft),
        saved={one.file_hash: one.modified for one in workspace.records(Returned)},
        fresh=set(),
        rounds={one.name: n for n, one in enumerate(workspace.records(Round), 1)},
        now=now.isoformat(timespec="seconds"),
    )


def _outcome(one: Gathered, known: Known, before: Mapping[str, Returned], draft: Draft) -> FileOutcome:
    kept = one.kept
    match one.found:
        case None if kept.problem:
            return FileOutcome(file=kept.name, inside=kept.inside, states={}, message=kept.problem)
        case None:
            return _again(kept, before.get(kept.hash))
        case Parcel(files, notices):
            message = " ".join((f"It holds {counted(len(files), 'file')}.", *notices))
            read = bool(files) and not notices
            return FileOutcome(file=kept.name, inside=kept.inside, read=read, states={}, message=message)
        case Book() as book:
            return _of_book(book, kept, known, draft)
        case UnreadableError() as error:
            return FileOutcome(file=kept.name, inside=kept.inside, states={}, message=str(error))


def _again(kept: Kept, earlier: Returned | None) -> FileOutcome:
    message = "The same file was given twice; it counts once."
    if earlier:
        message = f"It was merged before on {day(earlier.merged_at)} (“{earlier.file}”); nothing was added."
    return FileOutcome(file=kept.name, inside=kept.inside, read=True, again=True, states={}, message=message)


def _of_book(book: Book, kept: Kept, known: Known, draft: Draft) -> FileOutcome:
    try:
        understood = of_book(book, kept, known)
    except NoPagesError as error:
        return FileOutcome(file=kept.name, inside=kept.inside, states={}, message=str(error))
    returned = understood.returned
    draft.append(Returned, [returned])
    draft.append(Idea, understood.ideas)
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


def _summary(workspace: Workspace, outcomes: Sequence[FileOutcome], counted: Tally, now: datetime) -> MergeSummary:
    look = read_look(workspace.settings_file)
    crawls = workspace.inventory.crawls()
    aside = set_aside(workspace, leadbook.files(workspace))
    waiting = (name_of(workspace, file) for file in typed_in(workspace, leadbook.kept_aside(workspace)))
    names = leadbook.write_all(
        workspace, leadbook.Paper(look=look, audit=identity.of_audit(crawls[0]) if crawls else "")
    )
    host = host_of(crawls[-1].starts[0]) if crawls and crawls[-1].starts else ""
    thanked = thanks.write(workspace, counted.deeds, look, look.site or host, now)
    states: Counter[str] = Counter()
    for one in outcomes:
        states.update(one.states)
    decisions = workspace.count(Decision, "state")
    return MergeSummary(
        files=tuple(outcomes),
        states={state.value: states[state.value] for state in State},
        decisions={state.value: decisions.get(state.value, 0) for state in Agreement},
        conflicts=sum(workspace.count(Conflict, "clash").values()),
        unsettled=names.waiting,
        conflicts_file=names.conflicts,
        unplaced_file=names.unplaced,
        ideas_file=names.ideas,
        set_aside=tuple(dict.fromkeys((*aside, *waiting))),
        thanks=thanked.drafts,
        edited=thanked.edited,
        agreement=counted.agreement,
    )
