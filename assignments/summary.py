"""What was dealt, or would be: for the lead's eyes before anything is sent."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assignments.choose import DEALT
from assignments.fit import meant
from assignments.said import counted, day
from assignments.send import Outgoing
from assignments.words import Words
from audit.site import Site
from crawler.urls import section

NAMED = 8
"""So many sections are named as examples."""
MUCH_MORE = 1.25
"""Work that is so many times the time offered is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSummary:
    """What one person gets."""

    part: str
    volunteer: str
    email: str
    pages: int
    minutes: float
    hours: float
    sections: Mapping[str, int]
    """Pages by section, the most first."""
    why: str
    """As it is said to the person, in the workbook's language."""
    phrases: Mapping[str, int]
    """Pages by the person's own phrase that they answer best, the most first."""
    file: str
    """The workbook, relative to the workspace; the mail draft lies beside it. Empty in a dry run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignSummary:
    """What was dealt, or would be."""

    round: str
    due: str
    dry_run: bool
    pages: int
    minutes: float
    batches: tuple[BatchSummary, ...]
    left_out: Mapping[str, int]
    """Addresses that nobody gets, by reason."""
    spread: float
    """The most minutes an hour offered less the fewest, as a part of their mean."""
    within_a_page: bool
    """Whether nobody's minutes are further from their share than the longest page."""
    fitness: float
    """How well the pages fit the people, as a part of the most that any fair deal could reach."""
    timed: int
    """Answers with minutes that the estimates were corrected by."""
    notices: tuple[str, ...]


def notices_of(outgoing: Outgoing, words: Words, overlap: float, left_out: Mapping[str, int]) -> list[str]:
    """What the lead should know before anything is sent."""
    notices, shares = [], outgoing.shares
    if not shares and DEALT not in left_out:
        return [
            "No page is left to share out: “Not dealt” says why. Ask for more pages, or look at how names are spelt."
        ]
    if not shares:
        already = f"Every page is dealt in round {outgoing.round.name} already; what went out is untouched."
        others = "hand pages on with --reassign NAME, or give somebody who joins a share with --newcomer NAME."
        return [f"{already} Start another round with --round NAME, {others}"]
    if overlap and sum(len(share.items) for share in shares) == len(outgoing.material.pages):
        notices.append("No page goes to two people: they are too few, or nobody else may have it.")
    if outgoing.handed:
        gives = Counter(row.volunteer for row in outgoing.handed)
        given = ", ".join(f"{name} {counted(count, 'page')}" for name, count in gives.most_common())
        notices.append(
            f"Not answered yet, and handed on by: {given}. Tell them; what they answer all the same still counts."
        )
    due = outgoing.round.due
    if due and due < outgoing.made.date().isoformat():
        notices.append(f"The day by which they are asked to answer, {day(due)}, has passed already: see --due.")
    notices += _meant_nothing(outgoing)
    idle = [share.person.name for share in shares if not share.items]
    if idle:
        notices.append(f"No pages this time for {', '.join(idle)}: no hours, or fewer pages than people.")
    offered = 60 * sum(share.person.hours for share in shares)
    minutes = sum(share.minutes for share in shares)
    if minutes > MUCH_MORE * offered:
        notices.append(
            f"This is {minutes / offered:.1f} times the time that was offered ({words.duration(offered)}). Deal "
            "less with --worst N, --with-findings, --section or --only, and the rest in a later round."
        )
    missing = [share.person.name for share in shares if share.items and not share.person.email]
    if missing:
        notices.append(f"No e-mail address is known for {', '.join(missing)}: fill it in when you send the draft.")
    return notices


def sections_of(site: Site) -> Counter[str]:
    """Pages and documents that can be read, by section."""
    return Counter(section(page.url) for page in site.live)


def named(sections: Counter[str]) -> str:
    """A sentence that names the largest sections."""
    names = [name for name, _ in sections.most_common(NAMED + 1) if name]
    return f"Sections are: {', '.join(names)}." if names else "The site has no sections: its pages stand in no folders."


def _meant_nothing(outgoing: Outgoing) -> Iterator[str]:
    """What people wrote under “not” that is no section of the site, so that it keeps nothing away from them."""
    sections = sections_of(outgoing.material.site)
    people = [share.person for share in outgoing.shares]
    lost = [
        f"“{phrase}” ({person.name})"
        for person in people
        for phrase in person.not_sections
        if not meant(phrase, list(sections))
    ]
    if lost:
        names = ", ".join(lost)
        yield f"Under “not” stands what is no section and keeps nothing away: {names}. {named(sections)}"


def summarise(outgoing: Outgoing, left_out: Mapping[str, int], notices: tuple[str, ...]) -> AssignSummary:
    """What went out; without batches, what would go out."""
    shares = [share for share in outgoing.shares if share.items]
    files = [batch.file for batch in outgoing.batches] or [""] * len(shares)
    parts = [batch.part for batch in outgoing.batches] or [""] * len(shares)
    fair = sum(share.minutes for share in shares) / (sum(share.person.hours for share in shares) or 1)
    longest = max((item.minutes for share in shares for item in share.items), default=0.0)
    rates = [share.minutes / share.person.hours for share in shares if share.person.hours]
    return AssignSummary(
        round=outgoing.round.name,
        due=outgoing.round.due,
        dry_run=not outgoing.batches,
        pages=len(outgoing.material.pages),
        minutes=round(sum(share.minutes for share in shares), 1),
        batches=tuple(
            BatchSummary(
                part=part,
                volunteer=share.person.name,
                email=share.person.email,
                pages=len(share.items),
                minutes=round(share.minutes, 1),
                hours=share.person.hours,
                sections=dict(Counter(section(item.page.url) for item in share.items).most_common()),
                why=share.why,
                phrases=share.phrases,
                file=file,
            )
            for share, part, file in zip(shares, parts, files, strict=True)
        ),
        left_out=left_out,
        spread=round((max(rates) - min(rates)) / (sum(rates) / len(rates)), 4) if rates else 0.0,
        within_a_page=all(abs(share.minutes - fair * share.person.hours) <= longest for share in shares),
        fitness=round(outgoing.fitness, 4),
        timed=outgoing.material.pace.timed,
        notices=notices,
    )
