"""The e-mail draft for a volunteer: opens in a mail program as an unsent message, with the workbook attached."""

import contextlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path

from assignments.people import first_name
from assignments.settings import Look
from assignments.words import names
from crawler.errors import AuditError

WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
LONGEST_TEMPLATE = 100_000


class TemplateError(AuditError):
    """The lead's own text for the mail cannot be used; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says."""

    volunteer: str
    email: str
    site: str
    pages: str
    """`23 pages`."""
    time: str
    """`2½ hours`."""
    why: str
    due: date | None


def draft(letter: Letter, look: Look, workbook: Path, made: datetime) -> bytes:
    """The draft's bytes (.eml, RFC 5322). Raises TemplateError when the lead's own text cannot be filled in."""
    words = look.words.mail
    filled = {
        "name": letter.volunteer,
        "first": first_name(letter.volunteer),
        "site": letter.site,
        "pages": letter.pages,
        "time": letter.time,
        "why": letter.why,
        "by": words.due.format(date=look.words.day(letter.due)) if letter.due else words.no_due,
        "signed": words.from_lead.format(lead=parseaddr(look.lead)[0] or look.lead) if look.lead else words.from_nobody,
    }
    subject, text = _template(look) or (words.subject, words.text)
    message = EmailMessage(policy=SMTP)
    mark_as_draft(message)
    message["Date"] = format_datetime(made)
    message["Subject"] = line(_fill(subject, filled, look))
    if letter.email:
        message["To"] = address(letter.volunteer, letter.email)
    sender = parseaddr(look.lead)[1]
    if "@" in sender:
        message["From"] = line(sender)
    message.set_content(_fill(text, filled, look).strip() + "\n", cte="quoted-printable")
    message["Content-Language"] = look.words.language
    message.add_attachment(workbook.read_bytes(), *WORKBOOK, filename=plain_name(workbook.name))
    message.set_boundary(f"=_{re.sub(r'[^A-Za-z0-9]', '', workbook.stem)[:40]}_{made:%Y%m%d%H%M%S}")
    return message.as_bytes()


def _template(look: Look) -> tuple[str, str] | None:
    """The lead's own text: the first line is the subject."""
    if look.mail is None:
        return None
    try:
        text = look.mail.read_text(encoding="utf-8-sig")[:LONGEST_TEMPLATE]
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"The mail's text {look.mail} cannot be read: {error}. Save it as UTF-8 text.") from error
    subject, _, rest = text.partition("\n")
    return re.sub(r"^\s*subject:\s*", "", subject, flags=re.IGNORECASE), rest


def _fill(text: str, filled: dict[str, str], look: Look) -> str:
    strange = names(text) - filled.keys()
    if strange:
        possible = ", ".join(f"{{{name}}}" for name in filled)
        raise TemplateError(
            f"{look.mail}: {{{min(strange)}}} cannot be filled in. Possible: {possible}. A bracket of your own is "
            "written twice: {{ or }}."
        )
    return text.format(**filled)


def mark_as_draft(message: EmailMessage) -> None:
    """Let mail programs open the file as a message to be sent: Outlook and Thunderbird, and then Apple Mail."""
    message["X-Unsent"] = "1"
    message["X-Uniform-Type-Identifier"] = "com.apple.mail-draft"


def address(name: str, email: str) -> Address:
    """`José Álvarez <jose@x.example>`; a domain with marks as the mail system spells it."""
    local, _, domain = line(email).rpartition("@")
    with contextlib.suppress(UnicodeError):  # a domain that nobody can have stays as it is
        domain = domain.encode("idna").decode()
    return Address(line(name), local, domain)


def plain_name(file: str) -> str:
    """The name of an attachment in letters that every mail program shows: some lose the others, or the whole name."""
    stem, _, ending = file.rpartition(".")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return f"{' '.join(plain.split())}.{ending}"


def line(text: str) -> str:
    """A header is one line, whatever stands in a name."""
    return " ".join("".join(c for c in text if c.isprintable() or c == " ").split())
