"""Thanks each volunteer who sent answers: a mail draft that says what they did and what came of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path

from assignments.decisions import NOT_MINE
from assignments.ledger import Standing
from assignments.mail import address, line, mark_as_draft
from assignments.ours import typed_in, written
from assignments.people import bare_name, first_name
from assignments.records import LEAD, Agreement, Answer, Batch, Decision
from assignments.returned import safe
from assignments.settings import Look
from crawler.workspace import Workspace

FOLDER = "thanks"


@dataclass(frozen=True, slots=True)
class Thanks:
    """What became of the drafts."""

    drafts: int
    edited: tuple[str, ...]
    """Drafts that somebody has edited since they were written: they are left as they are."""


def write(workspace: Workspace, standing: Iterable[Standing], look: Look, site: str, now: datetime) -> Thanks:
    """Write `reports/thanks/NAME.eml` for each volunteer whose answers count, and leave what was edited."""
    answers: dict[str, list[Answer]] = defaultdict(list)
    for one in standing:
        for answer in one.answers[-1:]:
            if answer.volunteer != LEAD and answer.decision:
                answers[answer.volunteer].append(answer)
    decisions = {one.page_url: one for one in workspace.records(Decision)}
    mails = {batch.volunteer: batch.email for batch in workspace.records(Batch)}
    folder = workspace.reports / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files = _files(folder, sorted(answers))
    edited = set(typed_in(workspace, files.values()))
    with written(workspace) as begin:
        for name, file in files.items():
            if file in edited:
                continue
            message = _draft(name, answers[name], decisions, look, site)
            message["Date"] = format_datetime(now)
            if mails.get(name):
                message["To"] = address(bare_name(name), mails[name])
            begin(file).write_bytes(message.as_bytes())
    return Thanks(len(files), tuple(f"{workspace.reports.name}/{FOLDER}/{file.name}" for file in sorted(edited)))


def _files(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """A draft's place for each name, also where two names look the same in a file's name."""
    found: dict[str, Path] = {}
    taken = Counter[str]()
    for name in names:
        tidy = safe(name)
        taken[tidy.casefold()] += 1
        n = taken[tidy.casefold()]
        found[name] = folder / f"{tidy}{f' {n}' if n > 1 else ''}.eml"
    return found


def _draft(name: str, answers: list[Answer], decisions: dict[str, Decision], look: Look, site: str) -> EmailMessage:
    words = look.words
    says = words.thanks
    minutes = sum(answer.minutes or 0 for answer in answers)
    agreed = Counter(
        one.decision
        for answer in answers
        if (one := decisions.get(answer.page_url)) and one.state is Agreement.AGREED and one.decision != NOT_MINE
    )
    filled = {
        "name": name,
        "first": first_name(name),
        "site": site,
        "pages": words.pages.of(len({answer.page_url for answer in answers})),
        "time": says.time.format(minutes=words.minutes.of(round(minutes))) if minutes else says.no_time,
        "outcome": "\n".join(
            says.line.format(decision=words.decisions[word].word, pages=words.pages.of(count))
            for word, count in agreed.most_common()
        )
        or says.no_outcome,
        "signed": words.mail.from_lead.format(lead=parseaddr(look.lead)[0] or look.lead)
        if look.lead
        else words.mail.from_nobody,
    }
    message = EmailMessage(policy=SMTP)
    mark_as_draft(message)
    message["Subject"] = line(says.subject.format(**filled))
    sender = parseaddr(look.lead)[1]
    if "@" in sender:
        message["From"] = line(sender)
    message.set_content(says.text.format(**filled).strip() + "\n", cte="quoted-printable")
    message["Content-Language"] = look.words.language
    return message
