"""Derives from the ledger what is to become of each page, and finds what cannot stand together."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from assignments.decisions import (
    ARCHIVE,
    CONVERT,
    DELETE,
    GONE,
    KEEP,
    MERGE,
    NEEDS_TARGET,
    NOT_MINE,
    NOT_SURE,
    REWRITE,
    UPDATE,
)
from assignments.records import LEAD, Agreement, Answer, Clash, Conflict, Decision, Redirect
from assignments.redirects import GOES, Status, fails, redirects
from audit.settings import stays_by

STAYS = frozenset({KEEP, UPDATE, REWRITE, CONVERT, ARCHIVE})
"""Decisions after which the page still answers at its address."""
NAMED = 5
"""So many pages are named in a sentence; the others are counted."""


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions of an audit, and what stands in their way."""

    decisions: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...]
    redirects: tuple[Redirect, ...]


def decide(
    answers: Mapping[str, Sequence[Answer]],
    asked: Iterable[str],
    inventory: Mapping[str, Status],
    must_keep: Sequence[str] = (),
) -> Decided:
    """Derive decisions from the answers that count, by page; `asked` are all pages that anybody was asked about."""
    decisions = {url: _of_page(url, answers.get(url, ())) for url in sorted({*asked, *answers})}
    conflicts = [_differ(answers[url]) for url, one in decisions.items() if one.state is Agreement.CONFLICT]
    firm = {url: one for url, one in decisions.items() if one.state is Agreement.AGREED}
    by_lead = {url for url, one in firm.items() if one.decided_by == LEAD}
    conflicts += _targets_that_go(firm)
    conflicts += _circles(firm)
    # What the lead has decided stands, unless it cannot be carried out at all.
    doubtful = chain(
        _targets_that_fail(firm, inventory), _children(firm), _survivors(firm, inventory), _must_keep(firm, must_keep)
    )
    conflicts += [one for one in doubtful if by_lead.isdisjoint(one.page_urls)]
    for url in sorted({url for one in conflicts for url in one.page_urls if url in firm}):
        decisions[url] = replace(decisions[url], state=Agreement.CONFLICT)
    return Decided(tuple(decisions.values()), tuple(conflicts), tuple(redirects(firm, inventory)))


def _of_page(url: str, answers: Sequence[Answer]) -> Decision:
    firm = [one for one in answers if one.decision not in ("", NOT_MINE, NOT_SURE)]
    if not firm:
        unsure = [one for one in answers if one.decision == NOT_SURE]
        if not unsure:
            return Decision(page_url=url)
        return Decision(
            page_url=url,
            decision=NOT_SURE,
            note=_joined(unsure, "note"),
            reason=_joined(unsure, "reason"),
            decided_by=_who(unsure),
        )
    if len({_gist(one) for one in firm}) > 1:
        return Decision(page_url=url, decided_by=_who(firm), state=Agreement.CONFLICT)
    return Decision(
        page_url=url,
        decision=firm[0].decision,
        target=firm[0].target,
        reason=_joined(firm, "reason"),
        note=_joined(firm, "note"),
        decided_by=_who(firm),
        state=Agreement.AGREED,
    )


def _gist(one: Answer) -> tuple[str, str]:
    """What two people must share to agree: the decision, and the target where there must be one."""
    return one.decision, one.target if one.decision in NEEDS_TARGET else ""


def _joined(answers: Iterable[Answer], name: str) -> str:
    return " / ".join(dict.fromkeys(text for one in answers if (text := getattr(one, name))))


def _who(answers: Iterable[Answer]) -> str:
    return ", ".join(dict.fromkeys(one.volunteer for one in answers if one.volunteer))


def say(one: Answer | Decision) -> str:
    """A decision in a few words: `merge into https://…`."""
    if one.decision == MERGE:
        return f"merge into {one.target}"
    if one.decision == DELETE and one.target:
        return "delete (gone)" if one.target == GONE else f"delete (send visitors to {one.target})"
    return one.decision


def _told(url: str, one: Decision) -> str:
    return f"{url} is to {say(one)} ({one.decided_by})"


def _differ(answers: Sequence[Answer]) -> Conflict:
    sides = [f"{one.volunteer}: {say(one)}" for one in answers if one.decision not in ("", NOT_MINE, NOT_SURE)]
    return Conflict(
        clash=Clash.PEOPLE,
        page_urls=(answers[0].page_url,),
        message=f"Opinions differ. {'; '.join(dict.fromkeys(sides))}.",
    )


def _targets_that_go(firm: Mapping[str, Decision]) -> Iterator[Conflict]:
    for url, one in firm.items():
        other = firm.get(one.target) if one.decision in GOES else None
        if other is not None and other.decision == DELETE and other.page_url != url:
            yield Conflict(
                clash=Clash.TARGET_GOES,
                page_urls=(url, other.page_url),
                message=f"{_told(url, one)}, but that page is to {say(other)} ({other.decided_by}).",
            )


def _circles(firm: Mapping[str, Decision]) -> Iterator[Conflict]:
    """Pages that lead to each other in a circle, each circle once."""
    done: set[str] = set()
    for start in firm:
        way: list[str] = []
        url = start
        while url in firm and firm[url].decision in GOES and url not in done and url not in way:
            way.append(url)
            url = firm[url].target
        if url in way:
            circle = way[way.index(url) :]
            yield Conflict(
                clash=Clash.CIRCLE,
                page_urls=tuple(circle),
                message="These pages lead to each other, so none would be left: "
                + " → ".join([*circle, circle[0]])
                + ".",
            )
        done.update(way)


def _targets_that_fail(firm: Mapping[str, Decision], inventory: Mapping[str, Status]) -> Iterator[Conflict]:
    for url, one in firm.items():
        problem = fails(one.target, inventory, url) if one.decision in GOES and one.target != GONE else ""
        if problem:
            yield Conflict(
                clash=Clash.TARGET_FAILS,
                page_urls=(url,),
                message=f"{_told(url, one)}, but {problem}.",
            )


def _children(firm: Mapping[str, Decision]) -> Iterator[Conflict]:
    urls = sorted(firm)
    for url in urls:
        if firm[url].decision != DELETE:
            continue
        folder = _folder(url)
        if not folder:
            continue
        at = bisect_left(urls, folder)
        below = []
        while at < len(urls) and urls[at].startswith(folder):
            if urls[at] != url and firm[urls[at]].decision in STAYS:
                below.append(urls[at])
            at += 1
        if below:
            more = f" and {len(below) - NAMED} more" if len(below) > NAMED else ""
            yield Conflict(
                clash=Clash.CHILDREN,
                page_urls=(url,),
                message=f"{_told(url, firm[url])}, but pages below it stay: {', '.join(below[:NAMED])}{more}.",
            )


def _folder(url: str) -> str:
    """What the addresses of the pages below begin with; empty where an address has a query, which has none below."""
    if "?" in url:
        return ""
    head, _, last = url.rpartition("/")
    if last.lower().split(".")[0] in ("index", "default", ""):
        return f"{head}/"
    return f"{url}/"


def _survivors(firm: Mapping[str, Decision], inventory: Mapping[str, Status]) -> Iterator[Conflict]:
    clusters: dict[str, list[str]] = defaultdict(list)
    for url, found in inventory.items():
        if found.text_hash and found.status == 200:  # noqa: PLR2004 — as above
            clusters[found.text_hash].append(url)
    for _, cluster in sorted(clusters.items()):
        inside = set(cluster)
        leaving = sorted(
            url for url in cluster if url in firm and firm[url].decision in GOES and firm[url].target in inside
        )
        survivors = sorted({firm[url].target for url in leaving})
        if len(survivors) > 1 and not all(survivor in leaving for survivor in survivors):
            told = "; ".join(_told(url, firm[url]) for url in leaving[:NAMED])
            yield Conflict(
                clash=Clash.SURVIVORS,
                page_urls=tuple(leaving),
                message=f"{len(cluster)} pages say the same, and {len(survivors)} different ones are to stay: {told}.",
            )


def _must_keep(firm: Mapping[str, Decision], patterns: Sequence[str]) -> Iterator[Conflict]:
    for url, one in firm.items():
        found = stays_by(url, patterns) if one.decision in GOES else ""
        if found:
            yield Conflict(
                clash=Clash.MUST_KEEP,
                page_urls=(url,),
                message=f"{_told(url, one)}, but audit.toml says that “{found}” must be kept.",
            )
