"""Gives a newcomer a fair share of what the others in a round have not answered yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from assignments.fit import Subject, Topics, fits, likings, may_have
from assignments.neighbours import neighbours
from assignments.records import Row, Volunteer
from audit.site import Site
from crawler.urls import section


def rows_for(
    site: Site, newcomer: Volunteer, waiting: Sequence[Row], offered: Mapping[str, float], held: float
) -> list[Row]:
    """The waiting rows that go to the newcomer, in their order; empty where the share is fair already.

    Everybody gives the same part of their waiting minutes, so that afterwards the newcomer has as many minutes for an
    hour as the others have left on average: `offered` are the hours of those, `held` the minutes that the newcomer has
    already. Each gives first what fits the newcomer best; pages that belong together stay together; nobody gives what
    the newcomer asked not to get.
    """
    every = sum(row.minutes for row in waiting)
    hours = sum(offered[name] for name in {row.volunteer for row in waiting})
    part = ((every + held) * newcomer.hours / (hours + newcomer.hours) - held) / every if newcomer.hours else 0.0
    by_giver: dict[str, list[list[Row]]] = defaultdict(list)
    for family in _families(site, newcomer, waiting):
        by_giver[family[0].volunteer].append(family)
    given: set[str] = set()
    for giver, families in by_giver.items():
        left = part * sum(row.minutes for row in waiting if row.volunteer == giver)
        for family in families:
            takes = sum(row.minutes for row in family)
            if takes / 2 < left:  # nearer to the fair part with it than without
                given |= {row.reference for row in family}
                left -= takes
    return [row for row in waiting if row.reference in given]


def _families(site: Site, newcomer: Volunteer, waiting: Sequence[Row]) -> list[list[Row]]:
    """Rows of one person that belong together and that the newcomer may have, the best-fitting first."""
    pages = [page for row in waiting if (page := site.page(row.page_url))]
    sections = sorted({section(page.url) for page in pages})
    allowed = dict(zip(sections, may_have(sections, [newcomer])[:, 0].tolist(), strict=True))
    together = neighbours(site, pages, [row.volunteer for row in waiting]).together
    topics = Topics([Subject(section(page.url), f"{page.title} {page.heading}", page.url, "") for page in pages])
    fit = fits(len(pages), 1, likings(topics, [newcomer]))[:, 0]
    members: dict[int, list[int]] = defaultdict(list)
    for number, family in enumerate(together.tolist()):
        members[family].append(number)
    able = [own for own in members.values() if all(allowed[section(pages[number].url)] for number in own)]
    able.sort(key=lambda own: -float(np.mean(fit[own])))
    return [[waiting[number] for number in own] for own in able]
