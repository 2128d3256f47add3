"""What audit.toml says about workbooks and mails: `[worksheet]`."""

import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from assignments import words
from assignments.decisions import DECISIONS
from assignments.words import DecisionWord, Words
from crawler import settings
from crawler.settings import Section, SettingsError

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

PAPERS = {"A4": 9, "letter": 1}
"""Numbers that Excel knows papers by."""
COLOURS = {
    "banner": "#17424D",
    "page": "#1F5C6B",
    "page-light": "#DDEBEE",
    "answers": "#8A5A00",
    "answers-light": "#FBE7B2",
    "answer": "#FFFBEA",
    "answer-line": "#E2D6A6",
    "facts": "#5B6B72",
    "done": "#DFF2DF",
    "missing": "#F4B6B6",
    "ring": "#4C9F70",
    "ring-rest": "#E2E5E7",
    "link": "#0B4F9E",
    "quiet": "#6B7780",
    "keep": "#D9EAD3",
    "update": "#CFE2F3",
    "rewrite": "#BFD9F2",
    "merge": "#E6DDF5",
    "archive": "#E3E3E3",
    "delete": "#F8D7D7",
    "convert": "#D5EEF0",
    "not sure": "#FFE9B8",
    "not mine": "#EFE6DC",
}
"""Each may be changed in `[worksheet.colours]`; words say everything that colours say."""


class Question(Section, frozen=True):
    """A column of the lead's own: `[[worksheet.questions]]`."""

    heading: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    width: float = 16


class Settings(Section, frozen=True):
    """The section `[worksheet]`; every key may be left out."""

    language: str = "en"
    site: str = ""
    """How the site is called in workbook and mail; its host where this is empty."""
    lead: str = ""
    """Whom to ask: a name, an e-mail address, or both."""
    logo: str = ""
    """A PNG or JPEG, relative to the workspace."""
    paper: str = "A4"
    """A4 or letter."""
    mail: str = ""
    """A text file, relative to the workspace, whose first line is the mail's subject and the rest its text."""
    decisions: tuple[str, ...] = DECISIONS
    """Those that may be chosen, in the order of the drop-down."""
    colours: dict[str, str] = msgspec.field(default_factory=dict)
    texts: dict[str, str] = msgspec.field(default_factory=dict)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Look:
    """The settings as they are used: read, checked, and completed from the catalogue."""

    words: Words
    decisions: dict[str, DecisionWord]
    """By the contract's word, in the order of the drop-down."""
    colours: dict[str, str]
    questions: tuple[Question, ...]
    site: str
    lead: str
    logo: Path | None
    paper: str
    mail: Path | None


def read(file: Path) -> Look:
    """Read `[worksheet]`; raises SettingsError or WordsError, naming the key and what to do."""
    found = settings.read(file, "worksheet", Settings)
    catalogue = words.load(found.language, found.texts, file)
    _check(file, found, catalogue)
    return Look(
        words=catalogue,
        decisions={name: catalogue.decisions[name] for name in found.decisions},
        colours=COLOURS | found.colours,
        questions=found.questions,
        site=found.site,
        lead=found.lead,
        logo=file.parent / found.logo if found.logo else None,
        paper=found.paper,
        mail=file.parent / found.mail if found.mail else None,
    )


def _check(file: Path, found: Settings, catalogue: Words) -> None:
    for name in found.decisions:
        if name not in DECISIONS:
            raise SettingsError(
                f"{file}: [worksheet] decisions has “{name}”. Possible: {', '.join(DECISIONS)}. To call one by "
                'another name, write under [worksheet.texts]: "decisions.keep.word" = "leave as it is".'
            )
    if not found.decisions:
        raise SettingsError(f"{file}: [worksheet] decisions is empty. Name at least one, or take the line out.")
    if found.paper not in PAPERS:
        raise SettingsError(f"{file}: [worksheet] paper = “{found.paper}”. Possible: {', '.join(PAPERS)}.")
    for name, path in (("logo", found.logo), ("mail", found.mail)):
        if path and not (file.parent / path).is_file():
            raise SettingsError(
                f"{file}: [worksheet] {name} = “{path}”: there is no such file in {file.parent.resolve()}."
            )
    _check_colours(file, found)
    _check_questions(file, found, catalogue)


def _check_colours(file: Path, found: Settings) -> None:
    for name, colour in found.colours.items():
        if name not in COLOURS:
            raise SettingsError(f"{file}: [worksheet.colours] has “{name}”. Possible: {', '.join(COLOURS)}.")
        if not COLOUR.fullmatch(colour):
            raise SettingsError(
                f"{file}: [worksheet.colours] {name} = “{colour}” is no colour. Write it like “#1F5C6B”."
            )


def _check_questions(file: Path, found: Settings, catalogue: Words) -> None:
    headings = {text.casefold() for text in words.headings(catalogue)}
    for question in found.questions:
        if not question.heading or question.heading.casefold() in headings:
            raise SettingsError(
                f"{file}: [[worksheet.questions]] heading = “{question.heading}” is empty or a heading that the "
                "workbook has already. Choose another."
            )
        headings.add(question.heading.casefold())
