"""Writes what goes out: a workbook and a mail draft for each person, and the records of it, all or nothing."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from assignments import identity, workbook
from assignments.dealing import Item, Material, Share
from assignments.mail import Letter, draft
from assignments.noticed import meanings, noticed, reasons, why_else
from assignments.people import bare_name, file_name
from assignments.records import Batch, Round, Row
from assignments.settings import Look
from assignments.workbook import Book, Entry, Similar, Suggested
from crawler.urls import section
from crawler.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Everything that is about to go out."""

    round: Round
    audit: str
    site: str
    material: Material
    shares: Sequence[Share]
    fitness: float
    """How well the pages fit, as a part of the most that is possible."""
    evidence: Mapping[str, str]
    """Of each page, what a volunteer judges."""
    handed: Sequence[Row]
    """Rows that somebody who left hands on."""
    made: datetime
    batches: Sequence[Batch] = ()
    """One for each share that holds a page; empty before it was sent."""


def send(
    workspace: Workspace, outgoing: Outgoing, look: Look, progress: Callable[[int, int], None] | None = None
) -> Outgoing:
    """Write the files under names that nothing has yet, and keep round, batches and rows; give what went out."""
    folder = workspace.worksheets / outgoing.round.name
    folder.mkdir(parents=True, exist_ok=True)
    shares = [share for share in outgoing.shares if share.items]
    written: list[Path] = []
    try:
        with workspace.transaction():
            batches, rows = _records(workspace, outgoing, shares)
            for done, (share, batch) in enumerate(zip(shares, batches, strict=True), 1):
                own = [row for row in rows if row.part == batch.part]
                file = workspace.folder / batch.file
                written += [file, file.with_suffix(".eml")]
                _write(file, share, own, outgoing, look)
                if progress:
                    progress(done, len(shares))
            workspace.replace(Round, [outgoing.round], name=outgoing.round.name)
            workspace.append(Batch, batches)
            workspace.append(Row, rows)
            _hand_on(workspace, outgoing, rows)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    return replace(outgoing, batches=batches)


def _records(workspace: Workspace, outgoing: Outgoing, shares: Sequence[Share]) -> tuple[list[Batch], list[Row]]:
    """Number parts on from those of the round, and references on from those of the audit."""
    part = sum(1 for _ in workspace.records(Batch, round=outgoing.round.name))
    known = {row.reference for row in workspace.records(Row)}
    free = (
        reference
        for number in itertools.count(identity.first_number(outgoing.audit) + len(known))
        if (reference := identity.make(number)) not in known
    )
    batches, rows = [], []
    for share in shares:
        part += 1
        name = f"B{part:02d}"
        file = f"worksheets/{outgoing.round.name}/{name} {file_name(share.person.name)}.xlsx"
        batches.append(
            Batch(
                round=outgoing.round.name,
                part=name,
                volunteer=share.person.name,
                email=share.person.email,
                hours=share.person.hours,
                file=file,
            )
        )
        rows += [
            Row(
                reference=next(free),
                round=outgoing.round.name,
                part=name,
                volunteer=share.person.name,
                page_url=item.page.url,
                minutes=item.minutes,
                because=item.because,
                evidence=outgoing.evidence[item.page.url],
            )
            for item in share.items
        ]
    return batches, rows


def _write(file: Path, share: Share, rows: Sequence[Row], outgoing: Outgoing, look: Look) -> None:
    material = outgoing.material
    due = date.fromisoformat(outgoing.round.due) if outgoing.round.due else None
    entries = tuple(_entry(item, row, outgoing) for item, row in zip(share.items, rows, strict=True))
    book = Book(
        audit=outgoing.audit,
        site=outgoing.site,
        round=outgoing.round.name,
        part=rows[0].part,
        volunteer=bare_name(share.person.name),
        due=due,
        entries=entries,
        meanings=meanings([material.findings.get(item.page.url, ()) for item in share.items], material.rules),
        why=share.why,
        made=outgoing.made,
    )
    workbook.write(book, look, file)
    letter = Letter(
        volunteer=book.volunteer,
        email=share.person.email,
        site=outgoing.site,
        pages=look.words.pages.of(len(entries)),
        time=look.words.duration(share.minutes),
        why=share.why,
        due=due,
    )
    unfinished = file.with_name(f"~{file.stem}.eml.part")
    try:
        unfinished.write_bytes(draft(letter, look, file, outgoing.made))
        unfinished.replace(file.with_suffix(".eml"))
    finally:
        unfinished.unlink(missing_ok=True)


def _entry(item: Item, row: Row, outgoing: Outgoing) -> Entry:
    site, material = outgoing.material.site, outgoing.material
    idea = material.suggestions.get(item.page.url)
    findings = material.findings.get(item.page.url, ())
    return Entry(
        row=row,
        page=item.page,
        title=material.name(item.page),
        noticed=noticed(findings, material.rules, material.words),
        suggested=Suggested(idea.decision, reasons(why_else(idea.because, findings), material.words)) if idea else None,
        similar=tuple(Similar(material.name(twin), twin.url) for twin in item.twins),
        section=section(item.page.url),
        views=site.visits(item.page),
        links_in=site.links_in(item.page),
    )


def _hand_on(workspace: Workspace, outgoing: Outgoing, rows: Sequence[Row]) -> None:
    """Note on the rows of somebody who left who has each page now; they can still be answered."""
    if not outgoing.handed:
        return
    now_with = {row.page_url: row.volunteer for row in rows}
    handed = {row.reference for row in outgoing.handed}
    kept = [
        replace(row, handed_to=now_with.get(row.page_url, "")) if row.reference in handed else row
        for row in workspace.records(Row)
    ]
    workspace.replace(Row, kept)
