"""Where on a page dates are looked for: the ground, its heading, and what is near it."""

import re
from dataclasses import dataclass

from crawler.dates.written import MONTHS_OF_YEAR, SHORT_YEAR, SLASHED, month_comes_first
from crawler.elements import Role
from crawler.seen import Block, Mark, Seen

DATE_LINE = 90
"""Characters; a line that is little more than a date."""
NEAR_HEADING = (6, 12)
"""Lines before and after the page's heading between which an unlabelled date is that of the page."""
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
    short_years: bool
    """Whether anything on it looks like 3.5.19; asked once, it saves a look at every line."""
    others: frozenset[int]
    """The same of its other headings."""


def month_first_on(text: str, language: str, url: str) -> bool:
    """The order of 5/3/2019: that of a date on the page which leaves no doubt, such as 25/3/2019, else by language."""
    if "/20" in text or "/19" in text:
        pairs = [(int(one), int(other)) for one, other in SLASHED.findall(text)]
        days_first = any(one > MONTHS_OF_YEAR >= other for one, other in pairs)
        months_first = any(other > MONTHS_OF_YEAR >= one for one, other in pairs)
        if days_first != months_first:
            return months_first
    return month_comes_first(language, url)


def own_heading(seen: Seen) -> int:
    """Where the page's own heading stands: the one that the title names, else the first h1, best outside of landmarks.

    Many templates make the name of the site an h1 and the title of the page an h2.
    """
    best: tuple[int, int] | None = None
    title = seen.title.lower()
    longest = max(PARTS_OF_TITLE.split(title), key=len)
    for (level, text), (line, inside) in zip(seen.headings, seen.heading_places, strict=True):
        named = len(text) > SHORT_HEADING and (
            text.lower() in title or (len(longest) > SHORT_HEADING and longest in text.lower())
        )
        rank = 3 * (not inside & Role.LANDMARK) + (2 if named else 0) + (level == 1)
        if (named or level == 1) and (best is None or rank > best[0]):
            best = (rank, line)
    return best[1] if best else -1


def is_near_heading(ground: Ground, line: int, place: Mark | Block) -> bool:
    """Whether a line stands where pages say when they were published."""
    if place.inside & Role.COMMENTS:
        return False
    if place.inside & Role.LANDMARK or place.region in ground.seen.navigation:
        # a line under the title is its own, though the template calls it `post-footer` or both stand in an `aside`
        return ground.heading >= 0 and 0 < line - ground.heading <= RIGHT_UNDER
    if ground.heading < 0:
        return line < TOP
    if not -NEAR_HEADING[0] <= line - ground.heading <= NEAR_HEADING[1]:
        return False
    # after a further heading begins something else: the first entry of a list of news
    return not any(ground.heading < other < line for other in ground.others)


def may_hold_date(text: str) -> bool:
    """A quick look before the careful one, which costs a hundred times more."""
    if "20" in text or "19" in text:
        return True
    return len(text) <= DATE_LINE and (text.count(".") > 1 or text.count("/") > 1) and bool(SHORT_YEAR.search(text))
