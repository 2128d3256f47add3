"""Collects every date that may be that of a page, from what a walk through it has seen, its address and its headers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.dates.data import in_data, in_metas
from crawler.dates.labels import (
    COPYRIGHT,
    EVENT,
    MODIFIED,
    NO_PAGE,
    PUBLISHED,
    Label,
    last_label,
    named_means,
)
from crawler.dates.written import day, find_dates, find_month, machine_date, month_comes_first
from crawler.elements import Role
from crawler.page import DatedBy, DateSeen
from crawler.seen import Block, Mark, Seen

LABELLED_LINE = 240
"""Characters; in longer lines dates belong to what is told, unless the label stands at the very beginning."""
DATE_LINE = 90
"""Characters; a line that is little more than a date."""
NEAR_HEADING = (6, 12)
"""Lines before and after the page's heading between which an unlabelled date is that of the page."""
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
LIST_OF_DATES = 3
"""As many different dates of the same kind make the page a list of other pages, none of them its own."""
SHORT_HEADING = 5
"""Characters; a shorter heading is in every title by chance."""
QUOTE = 120
QUOTE_EDGES = " .,;|·•–—-("
_YEARS = ("19", "20")
_IN_URL = re.compile(
    r"(?:/|[-_])((?:19|20)\d\d)([-_/]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.?-]|T|$)|"
    r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d\d?)(?=/|$)",
    re.IGNORECASE,
)
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
        *in_data(seen.data),
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
    for (level, text), (line, inside) in zip(seen.headings, seen.heading_places, strict=True):
        named = len(text) > SHORT_HEADING and text.lower() in title
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
        if not any(year in written or year in text for year in _YEARS) or _is_of_something_else(mark):
            continue
        date = machine_date(written, month_first=page.month_first) if written else ""
        label = last_label(mark.before[-GAP:])
        means = label.means if label and len(mark.before[-GAP:]) - label.end <= CLOSE_GAP else ""
        if not date:
            dates = list(find_dates(text, month_first=page.month_first))
            if len(dates) != 1:
                continue  # a range is that of an event
            date = dates[0].date
            if EVENT.search(text[: dates[0].start]):
                continue
            label = last_label(text[: dates[0].start])
            means = label.means if label else means
        means = named_means(_names(mark)) or means or named_means(mark.around)
        if not means and (EVENT.search(mark.before[-GAP:]) or not _is_near_heading(page, mark.line, mark)):
            continue
        quote = f"{mark.before[-GAP:]} {mark.text or written}".strip()[:QUOTE]
        found.append((mark, DateSeen(date=date, means=means or PUBLISHED, dated_by=DatedBy.TEXT, quote=quote)))
    return _without_lists(page, found)


def _names(mark: Mark) -> str:
    return " ".join(mark.attributes.get(name) or "" for name in ("class", "itemprop", "property", "id"))


def _is_of_something_else(mark: Mark) -> bool:
    """Whether an element says that its date is that of an event, a comment or the like."""
    return bool(NO_PAGE.search(f"{_names(mark)} {mark.around}"))


def _without_lists(page: _Page, found: Sequence[tuple[Mark, DateSeen]]) -> list[DateSeen]:
    """Leave dates out that belong to other pages which this page lists; what stands near the heading is its own."""
    days = {date.date[:10] for _, date in found if date.means == PUBLISHED}
    if len(days) < LIST_OF_DATES:
        return [date for _, date in found]
    kept: list[DateSeen] = []
    for place, date in found:
        own = page.heading >= 0 and _is_near_heading(page, place.line, place)
        if date.means != PUBLISHED or (own and not kept):
            kept.append(date)
    return kept


def _is_near_heading(page: _Page, line: int, place: Mark | Block) -> bool:
    """Whether a line stands where pages say when they were published."""
    if place.inside & Role.LANDMARK or place.region in page.seen.navigation:
        return False
    if page.heading < 0:
        return line < TOP
    if not -NEAR_HEADING[0] <= line - page.heading <= NEAR_HEADING[1]:
        return False
    # after a further heading begins something else: the first entry of a list of news
    return not any(page.heading < other < line for other in page.others)


def _in_text(page: _Page) -> list[DateSeen]:
    """Lines that say what a date means, and dates that stand alone near the heading."""
    labelled: list[DateSeen] = []
    bare: list[DateSeen] = []
    blocks = page.seen.blocks
    others = {mark.line for mark in page.seen.marks if _is_of_something_else(mark)}
    for line, block in enumerate(blocks):
        text = block.text
        if "20" not in text and "19" not in text:
            continue
        if len(text) > LABELLED_LINE:
            if _is_near_heading(page, line, block):
                bare += _dateline(text, page)
            text = text[:GAP]
        said = _said(page, text, blocks[line - 1].text if line else "")
        labelled += said
        if not said and len(text) <= DATE_LINE and line not in others and _is_near_heading(page, line, block):
            bare += _bare(page, text)
    if len({date.date for date in bare}) >= LIST_OF_DATES:
        bare = []
    published = [date for date in labelled if date.means == PUBLISHED]
    if len({date.date for date in published}) >= LIST_OF_DATES:
        labelled = [date for date in labelled if date.means != PUBLISHED]
    return labelled + bare


def _said(page: _Page, text: str, line_before: str) -> list[DateSeen]:
    """Dates with a label before them: in the same line, or in a line of its own before a line that is a date."""
    found = []
    end = 0
    for written in find_dates(text, month_first=page.month_first):
        before = text[end : written.start]
        end = written.end
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
    if COPYRIGHT.search(before) or EVENT.search(between):
        return False
    if label.means == PUBLISHED and (label.start > LABEL_START or EVENT.search(before[: label.start])):
        return False  # “Version 2 released”, “Closing date”: something that is told
    return len(between) <= CLOSE_GAP or (len(between) <= GAP and "." not in between.strip(" ."))


def _bare(page: _Page, text: str) -> list[DateSeen]:
    """A line that is a date with little around it: `By Jane Doe | 3 May 2019`."""
    dates = list(find_dates(text, month_first=page.month_first))
    if len(dates) != 1 or COPYRIGHT.search(text):
        return []
    before, after = text[: dates[0].start].strip(), text[dates[0].end :].strip()
    told = EVENT.search(before) or EVENT.search(after) or after.startswith(":") or text.endswith((".", "?", "!", ":"))
    if told or (before.count(" ") > FEW_WORDS and after) or max(before.count(" "), after.count(" ")) > FEW_WORDS:
        return []
    return [DateSeen(date=dates[0].date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=text[:QUOTE])]


def _dateline(text: str, page: _Page) -> list[DateSeen]:
    """`LONDON, 3 May 2019 – The …`: how releases begin."""
    written = next(find_dates(text[:GAP], month_first=page.month_first), None)
    if written and _DATELINE.match(text, written.end) and not EVENT.search(text[: written.start]):
        return [DateSeen(date=written.date, means=PUBLISHED, dated_by=DatedBy.TEXT, quote=text[:QUOTE])]
    return []
