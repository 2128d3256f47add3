"""Dates in lines of text: those that a label explains, and those that stand alone near the heading or in the title."""

import re
from collections.abc import Iterator

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
    Ground,
    is_near_heading,
    may_hold_date,
)
from crawler.dates.written import find_dates, find_month
from crawler.elements import Role
from crawler.page import DatedBy, DateSeen
from crawler.seen import Block

LABELLED_LINE = 240
"""Characters; in longer lines dates belong to what is told, unless the label stands at the very beginning."""
FEW_WORDS = 6
"""Words beside a date that stands alone: a name, an office."""
HARDLY_ANY_WORDS = 2
"""The same away from the heading."""
LABEL_LINE = 40
"""Characters of a line that is a label for the next one."""
LABEL_START = 20
"""Characters before a label that says when something was published: `This page was first published on`."""
ALONE = 40
"""Characters of a line elsewhere in the text that is a date and next to nothing else."""
QUOTE_EDGES = " .,;|·•–—-("
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAY_BE_VERSION = re.compile(r"(?=.{0,7}$)\d{1,2}\.\d{1,2}\.\d\d")
"""`2.1.20` without a label is a version of a program as often as a day; `02.01.20` and `Jane Doe, 2.1.20` are none."""
SEPARATORS = (",", "|", "·", "•", "–", "—", "-", "(")
_GOES_ON = re.compile(r":|\)?,\s+[^\W\d_A-Z]")
"""After a date that stands in a sentence: it is told."""
_TO_A_DATE = re.compile(r"[\s:–-]*(?:on|at|am|le|den|op|el|il|em|dnia)?[\s:–-]*", re.IGNORECASE)
"""What may follow a label in its line when the date stands in the next."""
_MENU = re.compile(r"\s[|·•]\s")
_DATELINE = re.compile(r"\s*[)]?\s*(?:[-–—:]|--)")


def in_lines(ground: Ground) -> list[DateSeen]:
    """Lines that say what a date means, dates that stand alone near the heading, and the only one that stands alone."""
    labelled: list[DateSeen] = []
    bare: list[DateSeen] = []
    alone: list[DateSeen] = []
    blocks = ground.seen.blocks
    others = {mark.line for mark in ground.seen.marks if is_of_something_else(mark)}
    changed = {
        mark.line: mark.text for mark in ground.seen.marks if mark.text and named_means(names_of(mark)) == MODIFIED
    }
    for line, block in _lines_with_dates(ground):
        text = block.text
        if len(text) > LABELLED_LINE:
            if is_near_heading(ground, line, block):
                bare += _dateline(text, ground)
            text = text[:GAP]
            if not may_hold_date(text):
                continue
        said = _said(ground, text, blocks[line - 1].text if line else "")
        labelled += said
        if said or len(text) > DATE_LINE or line in others:
            continue
        if is_near_heading(ground, line, block):
            bare += _bare(ground, text.replace(changed[line], " ", 1) if line in changed else text, near=True)
        elif not block.inside & Role.LANDMARK and block.region not in ground.seen.navigation and len(text) <= ALONE:
            alone += _bare(ground, text, near=False)
    if len({date.date for date in bare}) >= LIST_OF_DATES:
        bare = []
    published = [date for date in labelled if date.means == PUBLISHED]
    if len({date.date for date in published}) >= LIST_OF_DATES:
        labelled = [date for date in labelled if date.means != PUBLISHED]
    labelled.sort(key=lambda date: date.means == MODIFIED and not OF_THE_PAGE.search(date.quote))
    return labelled + bare + _in_title(ground) + (alone if len({date.date for date in alone}) == 1 else [])


def _lines_with_dates(ground: Ground) -> Iterator[tuple[int, Block]]:
    """The lines in which a date may stand, with their numbers; what visitors have written is passed over."""
    short_years = ground.short_years
    for line, block in enumerate(ground.seen.blocks):
        text = block.text
        if "20" not in text and "19" not in text and not (short_years and may_hold_date(text)):
            continue
        if not block.inside & Role.COMMENTS:
            yield line, block


def _said(ground: Ground, text: str, line_before: str) -> list[DateSeen]:
    """Dates with a label before them: in the same line, or in a line of its own before a line that is a date."""
    found = []
    end = 0
    for written in find_dates(text, month_first=ground.month_first, short=ground.short_years):
        before = _own_part(text[end : written.start])
        end = written.end
        if means := label_after(before, text[end : end + DATE_LINE]):
            quote = text[max(0, end - QUOTE // 2) : end + QUOTE // 2]
            found.append(DateSeen(date=written.date, means=means, dated_by=DatedBy.TEXT, quote=quote))
            continue
        before, label = _label_of(before, written.start, line_before)
        if label and _belongs(before, label):
            quote = f"{before.strip(QUOTE_EDGES)} {text[written.start : written.end]}"[-QUOTE:]
            found.append(DateSeen(date=written.date, means=label.means, dated_by=DatedBy.TEXT, quote=quote))
    if not end and len(text) <= DATE_LINE and (month := find_month(text)):
        before, label = _label_of(_own_part(text[: month.start]), month.start, line_before)
        if label and _belongs(before, label) and len(before) - label.end <= CLOSE_GAP:
            quote = f"{before.strip(QUOTE_EDGES)} {text[month.start : month.end]}"[-QUOTE:]
            found.append(DateSeen(date=month.date, means=label.means, dated_by=DatedBy.TEXT, quote=quote))
    return found


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


def _belongs(before: str, label: Label) -> bool:
    """Whether what stands before a label, and between it and a date, leaves no doubt that it is about the page."""
    between = before[label.end :]
    if COPYRIGHT.search(before if label.means == PUBLISHED else between) or EVENT.search(between):
        return False
    if label.means == PUBLISHED and (label.start > LABEL_START or EVENT.search(before[: label.start])):
        return False  # “Version 2 released”, “Closing date”: something that is told
    return len(between) <= CLOSE_GAP or (len(between) <= GAP and "." not in between.strip(" ."))


def _in_title(ground: Ground) -> list[DateSeen]:
    """A part of the title that is nothing but a date: `… | DW | 19.01.2020`."""
    title = ground.seen.title
    for part in PARTS_OF_TITLE.split(title) if "20" in title or "19" in title else ():
        for written in find_dates(part, month_first=ground.month_first):
            if not part[: written.start].strip(QUOTE_EDGES) and not part[written.end :].strip(QUOTE_EDGES):
                return [DateSeen(date=written.date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=part.strip())]
    return []


def _bare(ground: Ground, text: str, *, near: bool) -> list[DateSeen]:
    """A line that is a date with little around it (`By Jane Doe | 3 May 2019`), away from the heading even less."""
    dates = list(find_dates(text, month_first=ground.month_first, short=near and ground.short_years))
    if len(dates) != 1 or COPYRIGHT.search(text):
        return []
    before, after = text[: dates[0].start].strip(), text[dates[0].end :].strip()
    if _MAY_BE_VERSION.fullmatch(text[dates[0].start : dates[0].end]) and not before.endswith(SEPARATORS):
        return []
    told = EVENT.search(before) or EVENT.search(after) or _GOES_ON.match(after) or text.endswith((".", "?", "!", ":"))
    if told or max(len(_WORD.findall(part)) for part in (before, after)) > (FEW_WORDS if near else HARDLY_ANY_WORDS):
        return []
    return [DateSeen(date=dates[0].date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=text[:QUOTE])]


def _dateline(text: str, ground: Ground) -> list[DateSeen]:
    """`LONDON, 3 May 2019 – The …`: how releases begin."""
    written = next(find_dates(text[:GAP], month_first=ground.month_first), None)
    if written and _DATELINE.match(text, written.end) and not EVENT.search(text[: written.start]):
        return [DateSeen(date=written.date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=text[:QUOTE])]
    return []
