"""Finds decisions that cannot stand together, or cannot be carried out; they are looked up, never held all at once."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from assignments.decide import say
from assignments.decisions import DELETE, GONE
from assignments.firm import GOES, Firm, Found
from assignments.records import LEAD, Clash, Conflict, Decision
from assignments.redirects import fails
from audit.settings import stays_by

NAMED = 5
"""So many pages are named in a sentence; the others are counted."""


def clashes(firm: Firm, found: Found, must_keep: Sequence[str] = ()) -> Iterator[Conflict]:
    """Everything that does not fit, a kind after the other, each in the order of addresses."""
    yield from _targets_that_go(firm)
    yield from _circles(firm)
    # What the lead has decided stands, unless it cannot be carried out at all.
    doubtful = chain(
        _targets_that_fail(firm, found), _children(firm), _survivors(firm, found), _must_keep(firm, must_keep)
    )
    yield from (one for one in doubtful if not any(_by_lead(firm, url) for url in one.page_urls))


def _by_lead(firm: Firm, url: str) -> bool:
    one = firm.get(url)
    return one is not None and one.decided_by == LEAD


def _told(one: Decision) -> str:
    return f"{one.page_url} is to {say(one)} ({one.decided_by})"


def _targets_that_go(firm: Firm) -> Iterator[Conflict]:
    for one in firm.going():
        other = firm.get(one.target) if one.target != GONE else None
        if other and other.decision == DELETE and other.page_url != one.page_url:
            yield Conflict(
                clash=Clash.TARGET_GOES,
                page_urls=(one.page_url, other.page_url),
                message=f"{_told(one)}, but that page is to {say(other)} ({other.decided_by}).",
            )


def _circles(firm: Firm) -> Iterator[Conflict]:
    """Pages that lead to each other in a circle, each circle once."""
    done: set[str] = set()
    for start in firm.going():
        way: dict[str, int] = {}
        one: Decision | None = start
        while one and one.decision in GOES and one.page_url not in done and one.page_url not in way:
            way[one.page_url] = len(way)
            one = firm.get(one.target) if one.target != GONE else None
        if one and one.page_url in way:
            circle = list(way)[way[one.page_url] :]
            yield Conflict(
                clash=Clash.CIRCLE,
                page_urls=tuple(circle),
                message="These pages lead to each other, so none would be left: "
                + " → ".join([*circle, circle[0]])
                + ".",
            )
        if len(way) > 1:  # a page that leads straight to one that stays is on nobody's way but its own
            done.update(way)


def _targets_that_fail(firm: Firm, found: Found) -> Iterator[Conflict]:
    for one in firm.going():
        problem = fails(one.target, found.status, one.page_url) if one.target != GONE else ""
        if problem:
            yield Conflict(clash=Clash.TARGET_FAILS, page_urls=(one.page_url,), message=f"{_told(one)}, but {problem}.")


def _children(firm: Firm) -> Iterator[Conflict]:
    for one in firm.going():
        folder = _folder(one.page_url) if one.decision == DELETE else ""
        if not folder:
            continue
        staying = (below.page_url for below in firm.staying(folder))
        if named := list(islice(staying, NAMED)):
            left = sum(1 for _ in staying)
            more = f" and {left} more" if left else ""
            yield Conflict(
                clash=Clash.CHILDREN,
                page_urls=(one.page_url,),
                message=f"{_told(one)}, but pages below it stay: {', '.join(named)}{more}.",
            )


def _folder(url: str) -> str:
    """What the addresses of the pages below begin with; empty where an address has a query, which has none below."""
    if "?" in url:
        return ""
    head, _, last = url.rpartition("/")
    if last.lower().split(".")[0] in ("index", "default", ""):
        return f"{head}/"
    return f"{url}/"


def _survivors(firm: Firm, found: Found) -> Iterator[Conflict]:
    for cluster in found.same_texts():
        inside = set(cluster)
        going = (one for url in cluster if (one := firm.get(url)) and one.decision in GOES)
        leaving = {one.page_url: one for one in going if one.target in inside}
        survivors = {one.target for one in leaving.values()}
        if len(survivors) > 1 and not survivors <= leaving.keys():
            told = "; ".join(_told(one) for one in islice(leaving.values(), NAMED))
            yield Conflict(
                clash=Clash.SURVIVORS,
                page_urls=tuple(leaving),
                message=f"{len(cluster)} pages say the same, and {len(survivors)} different ones are to stay: {told}.",
            )


def _must_keep(firm: Firm, patterns: Sequence[str]) -> Iterator[Conflict]:
    for one in firm.going() if patterns else ():
        pattern = stays_by(one.page_url, patterns)
        if pattern:
            yield Conflict(
                clash=Clash.MUST_KEEP,
                page_urls=(one.page_url,),
                message=f"{_told(one)}, but audit.toml says that “{pattern}” must be kept.",
            )
