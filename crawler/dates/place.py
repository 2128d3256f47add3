"""Where on a page dates are looked for: the ground, its heading, and what is near it."""

import re
from dataclasses import dataclass

from crawler.dates.written import MONTHS_OF_YEAR, SHORT_YEAR, month_comes_first, slashed
from crawler.elements import Role
from crawler.seen import Block, Mark, Seen
from crawler.urls import root_of

DATE_LINE = 90
"""Characters; a line that is little more than a date."""
NEAR_HEADING = (6, 12)
"""Lines before and after the page's heading between which an unlabelled date is that of the page."""
BEFORE = 2
"""Lines by which what stands before a heading counts as further away."""
RIGHT_UNDER = 2
"""Lines after the heading that belong to it whatever they stand in."""
TOP = 12
"""Lines at the beginning of the page, in place of that, where it has no heading."""
GAP = 60
"""Characters between a label and its date: `Posted by somebody with a long name on Friday, 3 May 2019`."""
CLOSE_GAP = 20
"""The same for a label that also is an everyday word, and in the middle of a line."""
LIST_OF_DATES = 3
"""As many different dates of the same kind make the page a list of other pages, none of them its own."""
SHORT_HEADING = 5
"""Characters; a shorter heading is in every title by chance."""
QUOTE = 120
PARTS_OF_TITLE = re.compile(r"\s[-–—|·•:»«]+\s|[|»«]")


@dataclass(frozen=True, slots=True)
class Ground:
    """A page on which dates are looked for, with what all who look need to know."""

    seen: Seen
    month_first: bool
    heading: int
    """How many lines stand before the heading of the page; -1 when it has none."""
    until: int
    """The same of the heading after it that begins something else."""
    short_years: bool
    """Whether anything on it looks like 3.5.19; asked once, it saves a look at every line."""
    in_landmark: bool = False
    """Whether the heading itself stands in what is on every page by its nature: a template calls all of it `header`."""

    def distance(self, line: int) -> int:
        """How far from the heading a line stands; what is before it is less often about it."""
        return line - self.heading if line >= self.heading else self.heading - line + BEFORE


def month_first_on(text: str, language: str, url: str) -> bool:
    """The order of 5/3/2019: that of a date on the page which leaves no doubt, such as 25/3/2019, else by language."""
    if "/20" in text or "/19" in text:
        pairs = list(slashed(text))
        days_first = any(one > MONTHS_OF_YEAR >= other for one, other in pairs)
        months_first = any(other > MONTHS_OF_YEAR >= one for one, other in pairs)
        if days_first != months_first:
            return months_first
    return month_comes_first(language, root_of(url))


def own_heading(seen: Seen) -> int:
    """Where the page's own heading stands: the one that the title names, else the first h1, best outside of landmarks.

    Many templates make the name of the site an h1 and the title of the page an h2, and some give it no heading at all.
    """
    best: tuple[int, int] | None = None
    title = seen.title.lower()
    longest = max(PARTS_OF_TITLE.split(title), key=len)
    for (level, text), (line, inside) in zip(seen.headings, seen.heading_places, strict=True):
        named = _named(text.lower(), title, longest)
        rank = 5 * (not inside & Role.LANDMARK) + named + (level == 1)
        if (named or level == 1) and (best is None or rank > best[0]):
            best = (rank, line)
    if best:
        return best[1]
    if len(longest) <= SHORT_HEADING:
        return -1
    return next((line for line, block in enumerate(seen.blocks) if block.text.lower() in (title, longest)), -1)


def _named(text: str, title: str, longest: str) -> int:
    """How far the title of a page names a heading: 4 by its longest part, 1 by what may be the name of the site."""
    if len(text) <= SHORT_HEADING:
        return 0
    if len(longest) > SHORT_HEADING and longest in text:
        return 4
    if text not in title:
        return 0
    return 2 if 2 * len(text) >= len(longest) else 1


def next_heading(seen: Seen, heading: int) -> int:
    """Line of the heading that begins something else; a second half of the page's own heading does not."""
    levels = {line: level for (level, _), (line, _) in zip(seen.headings, seen.heading_places, strict=True)}
    last = heading
    while last + 1 in levels and not seen.blocks[last + 1].linked:
        last += 1
    if last > heading:
        marked = {mark.line for mark in seen.marks}
        later = [line for line, level in levels.items() if line > last and level == levels[last]]
        dated = sum(
            line + 1 in marked or any(map(_has_year, seen.blocks[line + 1 : line + 1 + RIGHT_UNDER])) for line in later
        )
        if dated + 1 >= LIST_OF_DATES:
            last = heading  # a list of news: each of its headings has a date under it
    return min((line for line in levels if line > last), default=len(seen.blocks))


def _has_year(block: Block) -> bool:
    return len(block.text) <= DATE_LINE and ("20" in block.text or "19" in block.text)


def is_near_heading(ground: Ground, line: int, place: Mark | Block) -> bool:
    """Whether a line stands where pages say when they were published."""
    if place.inside & Role.COMMENTS:
        return False
    if (place.inside & Role.LANDMARK and not ground.in_landmark) or place.region in ground.seen.navigation:
        # a line under the title is its own, though the template calls it `post-footer` or both stand in an `aside`
        above = RIGHT_UNDER if place.inside & Role.BODY else -1
        return ground.heading >= 0 and -above <= line - ground.heading <= RIGHT_UNDER
    if ground.heading < 0:
        return line < TOP
    if not -NEAR_HEADING[0] <= line - ground.heading <= NEAR_HEADING[1]:
        return False
    # after a further heading begins something else: the first entry of a list of news
    return line <= ground.until


def may_hold_date(text: str) -> bool:
    """A quick look before the careful one, which costs a hundred times more."""
    if "20" in text or "19" in text:
        return True
    return len(text) <= DATE_LINE and (text.count(".") > 1 or text.count("/") > 1) and bool(SHORT_YEAR.search(text))
