"""Collects every date that may be that of a page, from what a walk through it has seen, its address and its headers."""

import re
from collections.abc import Iterator

from crawler.dates.data import in_data, in_metas
from crawler.dates.labels import MODIFIED, PUBLISHED
from crawler.dates.lines import in_lines
from crawler.dates.marks import in_marks
from crawler.dates.place import Ground, month_first_on, own_heading
from crawler.dates.written import LIKE_SHORT_YEAR, day, find_dates, machine_date
from crawler.page import DatedBy, DateSeen
from crawler.seen import Seen

_IN_URL = re.compile(
    r"(?:/|[-_])((?:19|20)\d\d)([-_/]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.?-]|T|$)|"
    r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d\d?)(?=/|$)",
    re.IGNORECASE,
)


def collect(seen: Seen, url: str, language: str, *, header: str = "", sitemap: str = "") -> tuple[DateSeen, ...]:
    """All candidates, the most trustworthy of each kind first; `header` is Last-Modified, `sitemap` its lastmod."""
    heading = own_heading(seen)
    others = frozenset(line for line, _ in seen.heading_places if line != heading)
    text = "\n".join([block.text for block in seen.blocks])
    ground = Ground(
        seen=seen,
        month_first=month_first_on(text, language, url),
        heading=heading,
        short_years=LIKE_SHORT_YEAR.search(text) is not None,
        others=others,
    )
    found = [
        *in_data(seen.data, url, seen.title),
        *in_metas(seen.metas, month_first=ground.month_first),
        *_in_url(url),
        *in_marks(ground),
        *in_lines(ground),
    ]
    if sitemap and (date := machine_date(sitemap)):
        found.append(DateSeen(date=date, means=MODIFIED, dated_by=DatedBy.SITEMAP, quote=sitemap))
    if header and (date := machine_date(header)):
        found.append(DateSeen(date=date, means=MODIFIED, dated_by=DatedBy.HEADER, quote=f"Last-Modified: {header}"))
    return tuple(dict.fromkeys(found))


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
