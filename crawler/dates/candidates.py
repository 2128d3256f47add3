"""Collects every date that may be that of a page, from what a walk through it has seen, its address and its headers."""

import re
from collections.abc import Iterator

from crawler.dates.data import in_data, in_metas
from crawler.dates.labels import MODIFIED, PUBLISHED
from crawler.dates.lines import in_lines
from crawler.dates.marks import in_marks
from crawler.dates.months import month_of
from crawler.dates.place import Ground, month_first_on, next_heading, own_heading
from crawler.dates.written import day, machine_date, may_have_short_years
from crawler.elements import Role
from crawler.page import DatedBy, DateSeen
from crawler.seen import Seen

_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_END = r"(?=[/_.?&-]|T|$)"
_IN_URL = re.compile(
    rf"/{_YEAR.format('y1')}/(?:[a-z][a-z_-]*/)?(?P<m1>0?[1-9]|1[0-2])/(?P<d1>0?[1-9]|[12]\d|3[01]){_END}"
    rf"|/{_YEAR.format('y2')}/(?P<m2>[a-z]{{3,9}})/(?P<d2>\d\d?)(?=/|$)"
    rf"|[/_=-][a-z]?{_YEAR.format('y3')}(?P<sep>[-_])(?P<m3>0?[1-9]|1[0-2])(?P=sep)(?P<d3>0?[1-9]|[12]\d|3[01]){_END}"
    rf"|(?<!/web)[/_=-][a-z]?{_YEAR.format('y4')}[-_/]?(?P<m4>0[1-9]|1[0-2])[-_/]?(?P<d4>0[1-9]|[12]\d|3[01])(?:\d{{4}}|\d{{6}})?"
    rf"{_END}",
    re.IGNORECASE,
)
"""`/2019/05/03/`, `/2019/world/5/3/`, `/2019/may/3/`, `-2019-5-3`, `/201905/03/`, `t20190503_12`, `/20190503143000`."""


def collect(seen: Seen, url: str, language: str, *, header: str = "", sitemap: str = "") -> tuple[DateSeen, ...]:
    """All candidates, the most trustworthy of each kind first; `header` is Last-Modified, `sitemap` its lastmod."""
    heading = own_heading(seen)
    text = "\n".join([block.text for block in seen.blocks])
    ground = Ground(
        seen=seen,
        month_first=month_first_on(text, language, url),
        heading=heading,
        short_years=may_have_short_years(text),
        until=next_heading(seen, heading),
        in_landmark=any(line == heading and inside & Role.LANDMARK for line, inside in seen.heading_places),
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
    number = (found.lastgroup or "")[-1]
    year, month, day_of_month = found.group(f"y{number}", f"m{number}", f"d{number}")
    date = day(int(year), int(month) if month.isdigit() else month_of(month), int(day_of_month))
    if date:
        yield DateSeen(date=date, means=PUBLISHED, dated_by=DatedBy.URL, quote=found[0])
