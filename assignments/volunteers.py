"""Reads who offered help from the volunteers' table: names, addresses, hours written in every way, and their words."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parseaddr
from pathlib import Path
from statistics import mean

from assignments.hours import NOTHING, hours_in
from assignments.records import Volunteer
from assignments.volunteer_table import Person, VolunteersError, find

MOST_HOURS = 200.0
"""More hours than that in one round are a slip of the keyboard."""
MOST_PROBLEMS = 10
LONGEST_NAME = 80
MOST_WORDS = 7
"""What stands under the names and has more words is a remark."""
SUMS = frozenset({"total", "totals", "sum", "all", "average", "mean", "count", "gesamt", "summe", "cyfanswm"})
"""What stands in the last row in place of a name."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Who offered help, in the order of the table, and what should be said about the table."""

    volunteers: tuple[Volunteer, ...]
    notices: tuple[str, ...]


def read(file: Path) -> Offers:
    """Read a CSV file or a workbook (.xlsx, .ods, .xls).

    Raises VolunteersError when there is no such file, no heading `name`, nobody in it, or rows that cannot be used:
    a missing name, a doubled name, an impossible number. All such rows are named at once.
    """
    found = find(file)
    problems: list[str] = []
    notices = list(found.notices)
    people = [person for row in found.people if (person := _person(row, problems, notices))]
    _refuse_doubles(people, problems)
    if problems:
        more = len(problems) - MOST_PROBLEMS
        tail = [f"… and {more} more."] if more > 0 else []
        raise VolunteersError("\n".join([f"{file} cannot be used yet:", *problems[:MOST_PROBLEMS], *tail]))
    if not people:
        raise VolunteersError(f"{file} names nobody. Put one person in each row under the heading “name”.")
    hidden = {row.number for row in found.people if row.hidden}
    if unseen := [person.name for number, person, _ in people if number in hidden]:
        notices.append(f"Rows that the file hides were read too: {', '.join(unseen)}. Delete them to leave them out.")
    given = [hours for _, _, hours in people if hours is not None]
    usual = (mean(hours for hours in given if hours > 0) if any(given) else 0.0) if given else 1.0
    volunteers = [replace(person, hours=usual if hours is None else hours) for _, person, hours in people]
    if not any(person.hours for person in volunteers):
        raise VolunteersError(f"{file}: nobody has any hours. Give at least one person more than 0 under “hours”.")
    return Offers(tuple(_told_apart(volunteers)), tuple(notices))


def _name(whole: str, first: str, last: str) -> str:
    """The whole name; “Prénom, Nom” and “Name, Surname” are two halves of it, though one is called like the whole."""
    words = whole.casefold().split()
    if not first and len(words) == 1:
        return whole if last.casefold() in ("", *words) else f"{whole} {last}"
    own = first.casefold()
    has_first = f" {own} " in f" {' '.join(words)} " or (len(words) > 1 and words[0].startswith(own))
    return whole if whole and has_first else " ".join(filter(None, (first, last or whole)))


def _person(line: Person, problems: list[str], notices: list[str]) -> tuple[int, Volunteer, float | None] | None:
    """One person with row number and hours (None: not said); a row that cannot be used becomes a problem."""
    cells = line.cells
    name = _name(*(cells.get(part, "") for part in ("name", "first", "last"))).strip("'’ ")
    if not name:
        problems.append(f"Row {line.number}: the name is missing. Fill it in, or empty the whole row.")
        return None
    if _is_remark(name, alone=not any(cells.get(other) for other in ("email", "hours", "skills", "interests", "not"))):
        notices.append(f"Row {line.number}: “{name[:LONGEST_NAME]}” is no person’s name; the row is passed over.")
        return None
    if "@" in name or len(name) > LONGEST_NAME:
        problems.append(
            f"Row {line.number}: “{name[:LONGEST_NAME]}” cannot be a name. Put the name alone in its cell; in a CSV "
            "file a quotation mark that is not closed does this too."
        )
        return None
    email = _email(cells.get("email", ""), f"Row {line.number}", name, notices)
    hours = hours_in(cells.get("hours", ""))
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        problems.append(
            f"Row {line.number}: {name} has “{cells['hours']}” hours, which cannot be. Write a number from 0 to "
            f"{MOST_HOURS:g}, such as 2 or 1.5, or leave it empty."
        )
    person = Volunteer(
        name=name,
        email=email,
        skills=_listed(cells.get("skills", "")),
        interests=_listed(cells.get("interests", "")),
        not_sections=_listed(cells.get("not", "")),
    )
    return line.number, person, hours


def _is_remark(name: str, *, alone: bool) -> bool:
    """Whether what stands under the names is a sum, a line, or (with nothing beside it) a sentence."""
    if name.casefold().strip(" :.") in SUMS or not any(letter.isalpha() for letter in name):
        return True
    sentence = name.startswith(("*", "-", "•")) or name.endswith(("!", "?", ":")) or len(name.split()) > MOST_WORDS
    return alone and sentence


def _email(text: str, row: str, name: str, notices: list[str]) -> str:
    """The address in a cell, also of `Ann Lee <ann@x.example>`; the first of several."""
    if text.casefold() in NOTHING:
        return ""
    several = [part.strip().removeprefix("mailto:") for part in re.split(r"[;,\s]+(?=[^\s<>]+@)", text) if part.strip()]
    address = next((parseaddr(part)[1] for part in (text, *several) if _is_address(parseaddr(part)[1])), "")
    if not address:
        notices.append(f"{row}: “{text}” is no e-mail address; {name}'s mail will have none.")
    elif text.count("@") > 1:
        notices.append(f"{row}: {name} has several e-mail addresses; the mail goes to {address}.")
    return address


def _is_address(text: str) -> bool:
    """Whether mail can be sent there; before the @ most programs take plain letters only."""
    return bool(re.fullmatch(r"[!-~]+@[^@\s<>,;]+", text)) and not re.search(r"[<>,;:()\[\]\"]", text)


def _listed(text: str) -> tuple[str, ...]:
    """The phrases of a cell, separated by `;` (or by commas where there is none), each once."""
    parts = re.split(r"[;\n|]" if ";" in text else r"[,\n|]", text)
    return tuple(dict.fromkeys(part for part in (part.strip(" .") for part in parts) if part.casefold() not in NOTHING))


def _refuse_doubles(people: list[tuple[int, Volunteer, float | None]], problems: list[str]) -> None:
    """One person twice is a problem; two people of one name have different e-mail addresses."""
    seen: dict[tuple[str, str], int] = {}
    namesakes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, person, _ in people:
        name, email = person.name.casefold(), person.email.casefold()
        earlier = seen.setdefault((name, email), number)
        if earlier != number:
            problems.append(
                f"Row {number}: {person.name} stands in row {earlier} already. Take one out; if they are two people, "
                "give each their own e-mail address."
            )
        namesakes[name].append((number, email))
    for number, person, _ in people:
        others = namesakes[person.name.casefold()]
        if not person.email and any(email for _, email in others):
            problems.append(
                f"Row {number}: there is another {person.name} in row {min(n for n, email in others if email)}. If "
                "they are two people, give each an e-mail address; if not, take one out."
            )


def _told_apart(volunteers: list[Volunteer]) -> Iterator[Volunteer]:
    """People of one name get their e-mail address behind it."""
    names = [person.name.casefold() for person in volunteers]
    for person in volunteers:
        twice = names.count(person.name.casefold()) > 1
        yield replace(person, name=f"{person.name} ({person.email})") if twice else person
