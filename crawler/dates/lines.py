"""Dates in lines of text: those that a label explains, and those that stand alone near the heading or in the title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawler.dates.labels import (
    COPYRIGHT,
    EVENT,
    MODIFIED,
    OF_THE_PAGE,
    PUBLISHED,
    Label,
    label_after,
    last_label,
    named_means,
)
from crawler.dates.marks import is_of_something_else, names_of
from crawler.dates.place import (
    CLOSE_GAP,
    DATE_LINE,
    GAP,
    LIST_OF_DATES,
    PARTS_OF_TITLE,
    QUOTE,
    RIGHT_UNDER,
    Ground,
    is_near_heading,
    may_hold_date,
)
from crawler.dates.written import find_dates, find_month
from crawler.elements import Role
from crawler.page import DatedBy, DateSeen
from crawler.seen import Block, Mark

LABELLED_LINE = 240
"""Characters; in longer lines dates belong to what is told, unless the label stands at the very beginning."""
FEW_WORDS = 6
"""Words beside a date that stands alone: a name, an office."""
WORDS_OF_A_NAME = 3
"""The same in what ends as a sentence does: `By Jane Doe, 3 May 2019.`"""
MORE_WORDS = 9
"""The same in a line right beside the heading that begins or ends with its date."""
HARDLY_ANY_WORDS = 2
"""The same away from the heading."""
LABEL_LINE = 40
"""Characters of a line that is a label for the next one."""
LABEL_START = 20
"""Characters before a label that says when something was published: `This page was first published on`."""
ALONE = 50
"""Characters of a line elsewhere in the text that is a date and next to nothing else."""
QUOTE_EDGES = " .,;|·•–—-("
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAY_BE_VERSION = re.compile(r"(?=.{0,7}$)\d{1,2}\.\d{1,2}\.\d\d")
"""`2.1.20` without a label is a version of a program as often as a day; `02.01.20` and `Jane Doe, 2.1.20` are none."""
_TIME = re.compile(r",?\s*\d\d?[:.]\d\d")
SEPARATORS = (",", "|", "·", "•", "–", "—", "-", "(")
_GOES_ON = re.compile(r":|\)?,\s+(?!(?:par|von|by|por|di|da|door|av|af|od|autor)\s)[^\W\d_A-Z]")
"""After a date that stands in a sentence: it is told."""
_PAGE = re.compile(
    r"\W*(?:(?:this|the|page|article|document|post|entry|was|has|been|first|last|originally|dieser|diese|dieses|der|seite|"
    r"artikel|beitrag|wurde|zuletzt|cet|cette|este|esta|artículo|página|fue)\b\W*)*",
    re.IGNORECASE,
)
"""What stands before a label that speaks of the page, and not of what is told; no word twice, or it takes long."""
_IS = re.compile(r"\b(?:was|were|is|are|been|be|being|wurden?|werden|ist|est|été|fue|foi|stato)\s*$", re.IGNORECASE)
_TO_A_DATE = re.compile(r"[\s:–-]*(?:on|at|am|le|den|op|el|il|em|dnia)?[\s:–-]*", re.IGNORECASE)
"""What may follow a label in its line when the date stands in the next."""
_MENU = re.compile(r"\s[|·•]\s")
_DATELINE = re.compile(r"\s*[)]?\s*(?:[-–—:]|--|/[\w ]{2,30}/)")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the lines of a page hold; the first two with their lines."""

    labelled: list[tuple[int, DateSeen]] = field(default_factory=list)
    near: list[tuple[int, DateSeen]] = field(default_factory=list)
    """Without a label, near the heading."""
    alone: list[DateSeen] = field(default_factory=list)
    """Without a label, elsewhere."""

    @property
    def several(self) -> bool:
        """Whether the last two have different dates, so that there is not one that stands alone."""
        return len(self.alone) > 1 and self.alone[-1].date != self.alone[-2].date


def in_lines(ground: Ground) -> list[DateSeen]:
    """Lines that say what a date means, dates that stand alone near the heading, and the only one that stands alone."""
    found = _Found()
    marks: dict[int, list[Mark]] = {}
    for mark in ground.seen.marks:
        marks.setdefault(mark.line, []).append(mark)
    for line, block in _lines_with_dates(ground):
        _look_at(ground, found, line, block, marks.get(line, ()))
    labelled = _without_list(ground, found.labelled)
    labelled.sort(key=lambda date: date.means == MODIFIED and not OF_THE_PAGE.search(date.quote))
    alone = found.alone if len({date.date for date in found.alone}) == 1 else []
    return labelled + _nearest(ground, found.near, alone) + _in_title(ground)


def _look_at(ground: Ground, found: _Found, line: int, block: Block, marks: Sequence[Mark]) -> None:
    """Add to what is found the dates of one line, in which `marks` stand."""
    text, near = block.text, is_near_heading(ground, line, block)
    told = len(text) > LABELLED_LINE
    if near and (dateline := _dateline(text, ground)):
        found.near.append((line, dateline))
        return
    if told and not may_hold_date(text := text[: GAP + DATE_LINE]):
        return
    said, rest = _said(ground, text, ground.seen.blocks[line - 1].text if line else "", told=told)
    found.labelled.extend((line, date) for date in said)
    if told or any(date.means == PUBLISHED for date in said) or any(is_of_something_else(ground, one) for one in marks):
        return
    for mark in marks:
        if mark.text and named_means(names_of(mark)) == MODIFIED:
            rest = rest.replace(mark.text, " ", 1)
    if near:
        beside = _is_beside(ground, line)
        if len(text) <= DATE_LINE or beside:
            found.near.extend((line, date) for date in _bare(ground, rest, beside=beside))
    elif len(text) <= ALONE and not found.several and block.region not in ground.seen.navigation and _is_of_body(block):
        found.alone.extend(_bare(ground, rest, marked=any(len(mark.text) <= ALONE for mark in marks)))


def _without_list(ground: Ground, labelled: list[tuple[int, DateSeen]]) -> list[DateSeen]:
    """Labelled dates; where they say of several pages when those were published, only what stands near the heading."""
    published = [(line, date) for line, date in labelled if date.means == PUBLISHED]
    if len(published) >= LIST_OF_DATES and len({date.date for _, date in published}) > 1:
        blocks = ground.seen.blocks
        own = {date for line, date in published if ground.heading >= 0 and is_near_heading(ground, line, blocks[line])}
        if len({date.date for date in own}) >= LIST_OF_DATES:
            own = set()
        labelled = [(line, date) for line, date in labelled if date.means != PUBLISHED or date in own]
    return [date for _, date in labelled]


def _is_of_body(block: Block) -> bool:
    """Whether a line stands in the text of the page, the foot of its article included."""
    return not block.inside & Role.LANDMARK or bool(block.inside & Role.BODY)


def _is_beside(ground: Ground, line: int) -> bool:
    """Whether a line stands right before or after the heading."""
    return ground.heading >= 0 and abs(line - ground.heading) <= RIGHT_UNDER


def _nearest(ground: Ground, near: list[tuple[int, DateSeen]], alone: list[DateSeen]) -> list[DateSeen]:
    """Dates near the heading, the nearest first; none of a list of news."""
    if ground.heading < 0:
        dates = [date for _, date in near] + alone
        if len(dates) > 1 and dates[0].date > max(date.date for date in dates[1:]):
            dates = [*dates[1:], dates[0]]  # a clock at the top of all pages tells the day of the visit
        return dates if len({date.date for date in dates}) < LIST_OF_DATES else []
    near = sorted(near, key=lambda one: ground.distance(one[0]))
    dates = [date for _, date in near]
    return (dates if len({date.date for date in dates}) < LIST_OF_DATES else []) + alone


def _lines_with_dates(ground: Ground) -> Iterator[tuple[int, Block]]:
    """The lines in which a date may stand, with their numbers; what visitors have written is passed over."""
    short_years = ground.short_years
    for line, block in enumerate(ground.seen.blocks):
        text = block.text
        if (
            "20" not in text
            and "19" not in text
            and not (short_years and len(text) <= DATE_LINE and may_hold_date(text))
        ):
            continue
        if not block.inside & Role.COMMENTS:
            yield line, block


def _said(ground: Ground, text: str, line_before: str, *, told: bool) -> tuple[list[DateSeen], str]:
    """Dates with a label before them, in the same line or in one of its own before a line that is a date.

    Also gives what the line says besides; `told`: it is the beginning of running text.
    """
    found = []
    rest = []
    end = 0
    for written in find_dates(text, month_first=ground.month_first, short=ground.short_years):
        start = end
        before = _own_part(text[end : written.start])
        end = written.end
        if means := label_after(before, text[end : end + DATE_LINE]):
            quote = text[max(0, end - QUOTE // 2) : end + QUOTE // 2]
            found.append(DateSeen(date=written.date, means=means, dated_by=DatedBy.TEXT, quote=quote))
            continue
        before, label = _label_of(before, written.start, line_before)
        if label and _belongs(before, label, told=told):
            quote = f"{before.strip(QUOTE_EDGES)} {text[written.start : written.end]}"[-QUOTE:]
            found.append(DateSeen(date=written.date, means=label.means, dated_by=DatedBy.TEXT, quote=quote))
        else:
            rest.append(text[start:end])
    if not end and len(text) <= DATE_LINE and (month := find_month(text)):
        before, label = _label_of(_own_part(text[: month.start]), month.start, line_before)
        if label and _belongs(before, label, told=told) and len(before) - label.end <= CLOSE_GAP:
            quote = f"{before.strip(QUOTE_EDGES)} {text[month.start : month.end]}"[-QUOTE:]
            found.append(DateSeen(date=month.date, means=label.means, dated_by=DatedBy.TEXT, quote=quote))
    return found, "".join([*rest, text[end:]])


def _label_of(before: str, start: int, line_before: str) -> tuple[str, Label | None]:
    """The label of a date that begins at `start` of its line, and what it stands in."""
    if before.strip(" :|") or start > CLOSE_GAP or len(line_before) > LABEL_LINE:
        return before, last_label(before)
    label = last_label(line_before)  # a table or a list of terms: the label has a line of its own
    return line_before, label if label and _TO_A_DATE.fullmatch(line_before, label.end) else None


def _own_part(before: str) -> str:
    """What stands before a date without the entries of a menu in front of it: `Contact | Published 3 May 2019`."""
    said = before.rstrip(QUOTE_EDGES + ":")
    return _MENU.split(said)[-1] + before[len(said) :]


def _belongs(before: str, label: Label, *, told: bool) -> bool:
    """Whether what stands before a label, and between it and a date, leaves no doubt that it is about the page."""
    if told and not _PAGE.fullmatch(before, 0, label.start):
        return False  # “Python 3.0 was released on”
    between = before[label.end :]
    if COPYRIGHT.search(before if label.means == PUBLISHED else between) or EVENT.search(between):
        return False
    if label.means == PUBLISHED:
        subject = before[: label.start]
        if label.start > LABEL_START or EVENT.search(subject) or (_IS.search(subject) and not _PAGE.fullmatch(subject)):
            return False  # “Version 2 released”, “Closing date”, “The report was published”: something that is told
    return len(between) <= CLOSE_GAP or (len(between) <= GAP and "." not in between.strip(" ."))


def _in_title(ground: Ground) -> list[DateSeen]:
    """A part of the title that is nothing but a date: `… | DW | 19.01.2020`."""
    title = ground.seen.title
    for part in PARTS_OF_TITLE.split(title) if "20" in title or "19" in title else ():
        for written in find_dates(part[:DATE_LINE], month_first=ground.month_first):
            if not part[: written.start].strip(QUOTE_EDGES) and not part[written.end :].strip(QUOTE_EDGES):
                return [DateSeen(date=written.date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=part.strip())]
    return []


def _bare(ground: Ground, text: str, *, beside: bool | None = None, marked: bool = False) -> list[DateSeen]:
    """A line that is a date with little around it (`By Jane Doe | 3 May 2019`).

    `beside`: whether it stands right beside the heading; None: it is not even near, and must have less around it,
    unless the date is `marked` as one by its element.
    """
    near = beside is not None
    dates = find_dates(text, month_first=ground.month_first, short=near and ground.short_years)
    if len(dates) != 1 or COPYRIGHT.search(text):
        return []
    before, after = text[: dates[0].start].strip(), text[dates[0].end :].strip()
    may_be_version = _MAY_BE_VERSION.fullmatch(text[dates[0].start : dates[0].end]) and not _TIME.match(after)
    if may_be_version and not before.endswith(SEPARATORS):
        return []
    sentence = text.endswith((".", "?", "!", ":")) and len(_WORD.findall(text)) > WORDS_OF_A_NAME
    told = sentence or EVENT.search(before) or EVENT.search(after) or _GOES_ON.match(after)
    if near:  # `3 May 2019 at 8:45 | in: Parks, Trees, Water | View Comments`: the neighbours in a row of notes count
        before, after = _MENU.split(before)[-1], _MENU.split(after)[0]
    most = FEW_WORDS if near or marked else HARDLY_ANY_WORDS
    if beside and not (before and after):
        most = MORE_WORDS
    if told or max(len(_WORD.findall(part)) for part in (before, after)) > most:
        return []
    return [DateSeen(date=dates[0].date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=text[:QUOTE])]


def _dateline(text: str, ground: Ground) -> DateSeen | None:
    """`LONDON, 3 May 2019 – The …`: how releases begin."""
    dates = find_dates(text[:GAP], month_first=ground.month_first)
    if not dates or not (mark := _DATELINE.match(text, dates[0].end)):
        return None
    written = dates[0]
    before, after = text[: written.start], text[mark.end() : mark.end() + DATE_LINE]
    if EVENT.search(before) or len(_WORD.findall(before)) > FEW_WORDS or len(_WORD.findall(after)) <= FEW_WORDS:
        return None  # told of, or a date with a note
    return DateSeen(date=written.date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=text[:QUOTE])
