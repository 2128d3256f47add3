"""Collects every date that may be that of a page, from what a walk through it has seen, its address and its headers."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.dates.data import in_data, in_metas
from crawler.dates.labels import (
    COPYRIGHT,
    EVENT,
    MODIFIED,
    NO_PAGE,
    OF_THE_PAGE,
    PUBLISHED,
    Label,
    label_after,
    last_label,
    named_means,
)
from crawler.dates.written import SHORT_YEAR, day, find_dates, find_month, machine_date, month_comes_first
from crawler.elements import Role
from crawler.page import DatedBy, DateSeen
from crawler.seen import Block, Mark, Seen

LABELLED_LINE = 240
"""Characters; in longer lines dates belong to what is told, unless the label stands at the very beginning."""
DATE_LINE = 90
"""Characters; a line that is little more than a date."""
NEAR_HEADING = (6, 12)
"""Lines before and after the page's heading between which an unlabelled date is that of the page."""
RIGHT_UNDER = 2
"""Lines after the heading that belong to it whatever they stand in."""
TOP = 12
"""Lines at the beginning of the page, in place of that, where it has no heading."""
FEW_WORDS = 6
"""Words beside a date that stands alone: a name, an office."""
LABEL_LINE = 40
"""Characters of a line that is a label for the next one."""
LABEL_START = 20
"""Characters before a label that says when something was published: `This page was first published on`."""
GAP = 60
"""Characters between a label and its date: `Posted by somebody with a long name on Friday, 3 May 2019`."""
CLOSE_GAP = 20
"""The same for a label that also is an everyday word, and in the middle of a line."""
ALONE = 40
"""Characters of a line elsewhere in the text that is a date and next to nothing else."""
LIST_OF_DATES = 3
"""As many different dates of the same kind make the page a list of other pages, none of them its own."""
SHORT_HEADING = 5
"""Characters; a shorter heading is in every title by chance."""
QUOTE = 120
QUOTE_EDGES = " .,;|·•–—-("
_IN_URL = re.compile(
    r"(?:/|[-_])((?:19|20)\d\d)([-_/]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.?-]|T|$)|"
    r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d\d?)(?=/|$)",
    re.IGNORECASE,
)
_PARTS_OF_TITLE = re.compile(r"\s[-–—|·•:»«]+\s|[|»«]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_GOES_ON = re.compile(r":|\)?,\s+[^\W\d_A-Z]")
"""After a date that stands in a sentence: it is told."""
_DATELINE = re.compile(r"\s*[)]?\s*(?:[-–—:]|--)")


@dataclass(frozen=True, slots=True)
class _Page:
    """What the places where dates are looked for share."""

    seen: Seen
    month_first: bool
    heading: int
    """How many lines stand before the heading of the page; -1 when it has none."""
    others: frozenset[int]
    """The same of its other headings."""


def collect(seen: Seen, url: str, language: str, *, header: str = "", sitemap: str = "") -> tuple[DateSeen, ...]:
    """All candidates, the most trustworthy of each kind first; `header` is Last-Modified, `sitemap` its lastmod."""
    heading = _heading(seen)
    others = frozenset(line for line, _ in seen.heading_places if line != heading)
    page = _Page(seen, month_comes_first(language, url), heading, others)
    found = [
        *in_data(seen.data, url, seen.title),
        *in_metas(seen.metas, month_first=page.month_first),
        *_in_url(url),
        *_in_marks(page),
        *_in_text(page),
    ]
    if sitemap and (date := machine_date(sitemap)):
        found.append(DateSeen(date=date, means=MODIFIED, dated_by=DatedBy.SITEMAP, quote=sitemap))
    if header and (date := machine_date(header)):
        found.append(DateSeen(date=date, means=MODIFIED, dated_by=DatedBy.HEADER, quote=f"Last-Modified: {header}"))
    return tuple(dict.fromkeys(found))


def _heading(seen: Seen) -> int:
    """Where the page's own heading stands: the one that the title names, else the first h1, best outside of landmarks.

    Many templates make the name of the site an h1 and the title of the page an h2.
    """
    best: tuple[int, int] | None = None
    title = seen.title.lower()
    longest = max(_PARTS_OF_TITLE.split(title), key=len)
    for (level, text), (line, inside) in zip(seen.headings, seen.heading_places, strict=True):
        named = len(text) > SHORT_HEADING and (
            text.lower() in title or (len(longest) > SHORT_HEADING and longest in text.lower())
        )
        rank = 3 * (not inside & Role.LANDMARK) + (2 if named else 0) + (level == 1)
        if (named or level == 1) and (best is None or rank > best[0]):
            best = (rank, line)
    return best[1] if best else -1


def _in_url(url: str) -> Iterator[DateSeen]:
    found = _IN_URL.search(url, url.find("/", 8))
    if not found:
        return
    if found[5]:
        date = next((w.date for w in find_dates(f"{found[7]} {found[6]} {found[5]}", month_first=False)), "")
    else:
        date = day(int(found[1]), int(found[3]), int(found[4]))
    if date:
        yield DateSeen(date=date, means=PUBLISHED, dated_by=DatedBy.URL, quote=found[0])


def _in_marks(page: _Page) -> list[DateSeen]:
    """`time` elements and elements whose class or itemprop speaks of dates."""
    found: list[tuple[Mark, DateSeen]] = []
    for mark in page.seen.marks:
        attributes = mark.attributes
        written = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or ""
        text = mark.text if len(mark.text) <= DATE_LINE else ""
        if not (_may_hold_date(written) or _may_hold_date(text)) or _is_of_something_else(mark):
            continue
        date = machine_date(written, month_first=page.month_first) if written else ""
        shown = list(find_dates(text, month_first=page.month_first, short=True))
        label = last_label(mark.before[-GAP:])
        means = label.means if label and len(mark.before[-GAP:]) - label.end <= CLOSE_GAP else ""
        if len(shown) == 1 and not _same_day(date, shown[0].date):
            # a content system may note in the attribute when it saved, while it shows when it published
            date, before = shown[0].date, text[: shown[0].start]
            if EVENT.search(before):
                continue
            label = last_label(before)
            means = label.means if label else means
        if not date:
            continue  # none, or a range, which is that of an event
        means = named_means(_names(mark)) or means or named_means(mark.around)
        if not means and (EVENT.search(mark.before[-GAP:]) or not _is_near_heading(page, mark.line, mark)):
            continue
        quote = f"{mark.before[-GAP:]} {mark.text or written}".strip()[:QUOTE]
        found.append((mark, DateSeen(date=date, means=means or PUBLISHED, dated_by=DatedBy.TEXT, quote=quote)))
    return _without_lists(page, found)


def _same_day(one: str, other: str) -> bool:
    """Whether two dates are of one day somewhere on earth."""
    if not one or not other:
        return False
    return abs(dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])) <= dt.timedelta(days=1)


def _may_hold_date(text: str) -> bool:
    """A quick look before the careful one, which costs a hundred times more."""
    if "20" in text or "19" in text:
        return True
    return len(text) <= DATE_LINE and (text.count(".") > 1 or text.count("/") > 1) and bool(SHORT_YEAR.search(text))


def _names(mark: Mark) -> str:
    return " ".join(mark.attributes.get(name) or "" for name in ("class", "itemprop", "property", "id"))


def _is_of_something_else(mark: Mark) -> bool:
    """Whether an element says that its date is that of an event, a comment or the like."""
    return bool(mark.inside & Role.COMMENTS or NO_PAGE.search(f"{_names(mark)} {mark.around}"))


def _without_lists(page: _Page, found: Sequence[tuple[Mark, DateSeen]]) -> list[DateSeen]:
    """Leave dates out that belong to other pages which this page lists; what stands near the heading is its own.

    Those near the heading come first.
    """
    kept: list[DateSeen] = []
    for means in dict.fromkeys(date.means for _, date in found):
        alike = [(place, date) for place, date in found if date.means == means]
        own = [date for place, date in alike if page.heading >= 0 and _is_near_heading(page, place.line, place)]
        days = {date.date[:10] for _, date in alike}
        same_names = max(Counter(_names(place) for place, _ in alike).values())
        if len(days) >= LIST_OF_DATES or (len(days) > 1 and same_names >= LIST_OF_DATES):
            kept += own[:1]
        else:
            kept += [*own, *(date for _, date in alike if date not in own)]
    return kept


def _is_near_heading(page: _Page, line: int, place: Mark | Block) -> bool:
    """Whether a line stands where pages say when they were published."""
    if place.inside & Role.COMMENTS:
        return False
    if place.inside & Role.LANDMARK or place.region in page.seen.navigation:
        # a line under the title is its own, though the template calls it `post-footer` or both stand in an `aside`
        return page.heading >= 0 and 0 < line - page.heading <= RIGHT_UNDER
    if page.heading < 0:
        return line < TOP
    if not -NEAR_HEADING[0] <= line - page.heading <= NEAR_HEADING[1]:
        return False
    # after a further heading begins something else: the first entry of a list of news
    return not any(page.heading < other < line for other in page.others)


def _lines_with_dates(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """The lines in which a date may stand, with their numbers; what visitors have written is passed over."""
    for line, block in enumerate(blocks):
        text = block.text
        # asked here first: a call for each line would cost as much as all the rest
        if "20" not in text and "19" not in text and (len(text) > DATE_LINE or not _may_hold_date(text)):
            continue
        if not block.inside & Role.COMMENTS:
            yield line, block


def _in_text(page: _Page) -> list[DateSeen]:
    """Lines that say what a date means, dates that stand alone near the heading, and the only one that stands alone."""
    labelled: list[DateSeen] = []
    bare: list[DateSeen] = []
    alone: list[DateSeen] = []
    blocks = page.seen.blocks
    others = {mark.line for mark in page.seen.marks if _is_of_something_else(mark)}
    changed = {mark.line: mark.text for mark in page.seen.marks if mark.text and named_means(_names(mark)) == MODIFIED}
    for line, block in _lines_with_dates(blocks):
        text = block.text
        if len(text) > LABELLED_LINE:
            if _is_near_heading(page, line, block):
                bare += _dateline(text, page)
            text = text[:GAP]
            if not _may_hold_date(text):
                continue
        said = _said(page, text, blocks[line - 1].text if line else "")
        labelled += said
        if said or len(text) > DATE_LINE or line in others:
            continue
        if _is_near_heading(page, line, block):
            bare += _bare(page, text.replace(changed[line], " ", 1) if line in changed else text, short=True)
        elif not block.inside & Role.LANDMARK and block.region not in page.seen.navigation and len(text) <= ALONE:
            alone += _bare(page, text, short=False)
    if len({date.date for date in bare}) >= LIST_OF_DATES:
        bare = []
    published = [date for date in labelled if date.means == PUBLISHED]
    if len({date.date for date in published}) >= LIST_OF_DATES:
        labelled = [date for date in labelled if date.means != PUBLISHED]
    labelled.sort(key=lambda date: date.means == MODIFIED and not OF_THE_PAGE.search(date.quote))
    return labelled + bare + _in_title(page) + (alone if len({date.date for date in alone}) == 1 else [])


def _said(page: _Page, text: str, line_before: str) -> list[DateSeen]:
    """Dates with a label before them: in the same line, or in a line of its own before a line that is a date."""
    found = []
    end = 0
    for written in find_dates(text, month_first=page.month_first, short=True):
        before = text[end : written.start]
        end = written.end
        if means := label_after(before, text[end : end + DATE_LINE]):
            quote = text[max(0, end - QUOTE // 2) : end + QUOTE // 2]
            found.append(DateSeen(date=written.date, means=means, dated_by=DatedBy.TEXT, quote=quote))
            continue
        if not before.strip(" :|") and written.start <= CLOSE_GAP and len(line_before) <= LABEL_LINE:
            before = line_before  # a table or a list of terms: the label has a line of its own
            label = last_label(before)
            label = label if label and not before[label.end :].strip(" :-") else None
        else:
            label = last_label(before)
        if label and _belongs(before, label):
            quote = f"{before.strip(QUOTE_EDGES)} {text[written.start : written.end]}"[-QUOTE:]
            found.append(DateSeen(date=written.date, means=label.means, dated_by=DatedBy.TEXT, quote=quote))
    if not end and len(text) <= DATE_LINE and (month := find_month(text)):
        before = text[: month.start]
        label = last_label(before)
        if label and _belongs(before, label):
            found.append(DateSeen(date=month.date, means=label.means, dated_by=DatedBy.TEXT, quote=text[:QUOTE]))
    return found


def _belongs(before: str, label: Label) -> bool:
    """Whether what stands before a label, and between it and a date, leaves no doubt that it is about the page."""
    between = before[label.end :]
    if COPYRIGHT.search(before if label.means == PUBLISHED else between) or EVENT.search(between):
        return False
    if label.means == PUBLISHED and (label.start > LABEL_START or EVENT.search(before[: label.start])):
        return False  # “Version 2 released”, “Closing date”: something that is told
    return len(between) <= CLOSE_GAP or (len(between) <= GAP and "." not in between.strip(" ."))


def _in_title(page: _Page) -> list[DateSeen]:
    """A part of the title that is nothing but a date: `… | DW | 19.01.2020`."""
    for part in _PARTS_OF_TITLE.split(page.seen.title):
        for written in find_dates(part, month_first=page.month_first):
            if not part[: written.start].strip(QUOTE_EDGES) and not part[written.end :].strip(QUOTE_EDGES):
                return [DateSeen(date=written.date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=part.strip())]
    return []


def _bare(page: _Page, text: str, *, short: bool) -> list[DateSeen]:
    """A line that is a date with little around it: `By Jane Doe | 3 May 2019`."""
    dates = list(find_dates(text, month_first=page.month_first, short=short))
    if len(dates) != 1 or COPYRIGHT.search(text):
        return []
    before, after = text[: dates[0].start].strip(), text[dates[0].end :].strip()
    told = EVENT.search(before) or EVENT.search(after) or _GOES_ON.match(after) or text.endswith((".", "?", "!", ":"))
    words_before, words_after = len(_WORD.findall(before)), len(_WORD.findall(after))
    if told or (words_before > FEW_WORDS and words_after) or max(words_before, words_after) > FEW_WORDS:
        return []
    return [DateSeen(date=dates[0].date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=text[:QUOTE])]


def _dateline(text: str, page: _Page) -> list[DateSeen]:
    """`LONDON, 3 May 2019 – The …`: how releases begin."""
    written = next(find_dates(text[:GAP], month_first=page.month_first), None)
    if written and _DATELINE.match(text, written.end) and not EVENT.search(text[: written.start]):
        return [DateSeen(date=written.date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=text[:QUOTE])]
    return []
