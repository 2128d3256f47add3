"""Thanks each volunteer who sent answers: a mail draft that says what they did and what came of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path

from assignments.mail import address, line, mark_as_draft
from assignments.ours import typed_in, written
from assignments.people import bare_name, first_name
from assignments.records import Batch
from assignments.returned import safe
from assignments.settings import Look
from assignments.tally import Deeds
from crawler.workspace import Workspace

FOLDER = "thanks"


@dataclass(frozen=True, slots=True)
class Thanks:
    """What became of the drafts."""

    drafts: int
    edited: tuple[str, ...]
    """Drafts that somebody has edited since they were written: they are left as they are."""


def write(workspace: Workspace, deeds: Mapping[str, Deeds], look: Look, site: str, now: datetime) -> Thanks:
    """Write `reports/thanks/NAME.eml` for each volunteer whose answers count, and leave what was edited."""
    mails = {batch.volunteer: batch.email for batch in workspace.records(Batch)}
    folder = workspace.reports / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files = _files(folder, sorted(deeds))
    edited = set(typed_in(workspace, files.values()))
    with written(workspace) as begin:
        for name, file in files.items():
            if file in edited:
                continue
            message = _draft(name, deeds[name], look, site)
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


def _draft(name: str, did: Deeds, look: Look, site: str) -> EmailMessage:
    words = look.words
    says = words.thanks
    minutes = round(did.minutes)
    filled = {
        "name": name,
        "first": first_name(name),
        "site": site,
        "pages": words.pages.of(did.pages),
        "time": says.time.format(minutes=words.minutes.of(minutes)) if minutes else says.no_time,
        "outcome": "\n".join(
            says.line.format(decision=words.decisions[word].word, pages=words.pages.of(count))
            for word, count in did.agreed.most_common()
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
