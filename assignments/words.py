"""Every word that a volunteer sees, from one catalogue per language: a translation is one file in `words/`."""

import datetime as dt
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from assignments.decisions import DECISIONS
from crawler.errors import AuditError
from crawler.settings import Section

IN_MINUTES = 90
"""People say minutes up to an hour and a half."""


class WordsError(AuditError):
    """A catalogue, or what audit.toml puts in its place, cannot be used; the message names the text."""


class Count(Section, frozen=True):
    """A number with its noun."""

    one: str
    many: str

    def of(self, n: int) -> str:
        """`1 page`, `3 pages`."""
        return (self.one if n == 1 else self.many).format(n=f"{n:,}")


class Tabs(Section, frozen=True):
    """Names of the visible sheets; at most 31 letters each."""

    start: str
    pages: str
    ideas: str
    explained: str


class Columns(Section, frozen=True):
    """Headings of the sheet of pages: the one home of the words by which returned columns are known."""

    reference: str
    page: str
    open: str
    noticed: str
    decision: str
    reason: str
    target: str
    note: str
    key: str
    minutes: str
    wrong_finding: str
    status: str
    similar: str
    in_full: str
    section: str
    kind: str
    words: str
    changed: str
    visits: str
    links_in: str
    because: str
    url: str


class DecisionWord(Section, frozen=True):
    """How one decision is called, what it means, and one good example."""

    word: str
    means: str
    example: str


class Start(Section, frozen=True):
    """The sheet that greets."""

    hello: str
    intro: str
    steps: list[str]
    due: str
    """Put in the place of {by} where there is a date; `no_due` where there is none."""
    no_due: str
    go: str
    why: str
    progress: str
    done: str
    to_do: str
    decision: str
    when: str
    example: str
    questions: str
    notes: str
    notes_text: str
    ask: str
    ask_nobody: str
    file: str
    logo: str
    chart: str


class Status(Section, frozen=True):
    """What the sheet of pages says while it is being filled in."""

    banner: str
    of: str
    thanks: str
    facts: str
    answers: str
    extras: str
    more: str
    done: str
    which_page: str
    why: str
    question: str
    decide: str


class Cells(Section, frozen=True):
    """Friendly sentences of cells: prompts and what is said to a wrong entry."""

    leave_title: str
    leave: str
    pick_title: str
    pick: str
    minutes_title: str
    minutes: str
    reason_title: str
    reason: str
    target_title: str
    target: str
    note_title: str
    note: str
    wrong_title: str
    wrong: str
    open: str
    open_tip: str
    gone: str
    similar: str
    untitled: str
    nothing: str
    perhaps: str
    more: str
    noticed_title: str
    noticed: str
    date: str
    notice: str


class Ideas(Section, frozen=True):
    """The sheet for what fits nowhere else."""

    title: str
    intro: str
    missed: str
    missed_hint: str
    change: str
    change_hint: str
    help: str
    help_hint: str


class Explained(Section, frozen=True):
    """The sheet that says what the notes on pages mean."""

    title: str
    intro: str
    note: str
    why: str
    advice: str
    count: str


class NoticeWords(Section, frozen=True):
    """What a rule is called in this language, why what it notices matters, and what one could do."""

    title: str
    why: str
    advice: str


class Kinds(Section, frozen=True):
    """What an address holds."""

    page: str
    document: str
    image: str
    other: str


class Because(Section, frozen=True):
    """Why somebody got a page, and why somebody got just these pages."""

    offered: str
    section: str
    top: str
    shared: str
    overlap: str
    reassigned: str
    share: str
    phrases: str
    phrase: str
    others: str
    alone: str


class Mail(Section, frozen=True):
    """The e-mail draft; audit.toml may name a file of its own for the text."""

    subject: str
    text: str
    due: str
    no_due: str
    from_lead: str
    from_nobody: str


class Thanks(Section, frozen=True):
    """The mail after a merge."""

    subject: str
    text: str
    time: str
    no_time: str
    line: str
    no_outcome: str


class Words(Section, frozen=True):
    """One whole catalogue."""

    language: str
    """As in `en-GB`: what mails say they are written in."""
    pages: Count
    minutes: Count
    hours: Count
    half_hours: str
    date: str
    first_day: str
    """How the first day of a month is written in it."""
    months: list[str]
    tabs: Tabs
    columns: Columns
    decisions: dict[str, DecisionWord]
    reasons: list[str]
    start: Start
    status: Status
    cells: Cells
    ideas: Ideas
    explained: Explained
    kinds: Kinds
    because: Because
    mail: Mail
    thanks: Thanks
    notices: dict[str, NoticeWords] = msgspec.field(default_factory=dict)
    """By a rule's id; empty in English, where each rule's own file says it."""
    signals: dict[str, str] = msgspec.field(default_factory=dict)
    """What speaks for a suggestion, by its English wording, with `{n}`, `{date}` and the like for what differs."""

    def day(self, day: dt.date) -> str:
        """`12 December 2026`."""
        number = self.first_day if day.day == 1 else day.day
        return self.date.format(day=number, month=self.months[day.month - 1], year=day.year)

    def duration(self, minutes: float) -> str:
        """`45 minutes`, `2½ hours`: as exactly as an estimate deserves."""
        if minutes < IN_MINUTES:
            return self.minutes.of(max(5, 5 * round(minutes / 5)))
        hours, half = divmod(round(minutes / 30), 2)
        return self.half_hours.format(n=hours) if half else self.hours.of(hours)


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(
        file.name.removesuffix(".toml") for file in resources.files("assignments").joinpath("words").iterdir()
    )


def load(language: str = "en", texts: dict[str, str] | None = None, settings: Path = Path("audit.toml")) -> Words:
    """Read a catalogue; `texts`, which stand in `settings`, take the place of the catalogue's (`start.hello` = …).

    Raises WordsError when there is no such language, a text is not in the catalogue,
    or leaves a {name} that cannot be filled.
    """
    if language not in languages():
        raise WordsError(
            f"{settings}: [worksheet] language = “{language}”: there is no such catalogue. "
            f"There are: {', '.join(languages())}. A new one is a translated copy of assignments/words/en.toml."
        )
    raw = resources.files("assignments").joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(raw)
    for place, text in (texts or {}).items():
        _put(table, place, text, settings)
    try:
        words = msgspec.convert(table, Words)
    except msgspec.ValidationError as error:
        raise WordsError(f"The words in “{language}” are not whole: {error}.") from error
    if set(words.decisions) != set(DECISIONS):
        raise WordsError(f"The words in “{language}” must name these decisions: {', '.join(DECISIONS)}.")
    return words


def _put(table: dict[str, Any], place: str, text: str, settings: Path) -> None:
    """Replace one text of the catalogue, which must be there and know the same {names}."""
    *way, last = place.split(".")
    branch: Any = table
    for part in way:
        branch = branch.get(part) if isinstance(branch, dict) else None
    if not isinstance(branch, dict) or not isinstance(branch.get(last), str):
        raise WordsError(
            f"{settings}: [worksheet.texts] has “{place}”, which is no text of the workbook. "
            "The names are those of assignments/words/en.toml, such as “start.hello”."
        )
    strange = names(text) - names(branch[last])
    if strange:
        allowed = ", ".join(f"{{{name}}}" for name in sorted(names(branch[last]))) or "none"
        raise WordsError(
            f"{settings}: [worksheet.texts] “{place}” has {{{min(strange)}}}, which cannot be filled in there. "
            f"Possible: {allowed}."
        )
    branch[last] = text


def names(text: str) -> set[str]:
    """The {names} that a text leaves to be filled in."""
    return set(re.findall(r"\{(\w*)\}?", text.replace("{{", "").replace("}}", "")))


def headings(catalogue: Words) -> list[str]:
    """The headings of the sheet of pages, in no order that matters."""
    return list(msgspec.structs.asdict(catalogue.columns).values())
