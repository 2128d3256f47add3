"""How many minutes a page takes: estimated from what is known of it, and corrected by the minutes that came back."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assignments.records import Answer, Row
from crawler.page import Kind, Page

OPENING = 1.0
"""Minutes to open a page, pick a decision and go on."""
WORDS_A_MINUTE = 400
"""Skimming, not reading: about twice the 200 to 250 words a minute of careful reading."""
LONGEST_READ = 6.0
"""Minutes; nobody judges a page by reading more of it than this."""
DOCUMENT = 1.5
"""Minutes more for a document: it opens elsewhere, and is searched rather than skimmed."""
PER_FINDING, MOST_FOR_FINDINGS = 0.4, 2.4
PER_TWIN, MOST_FOR_TWINS = 0.75, 3.0
"""Comparing with pages that say nearly the same."""
ENOUGH = 8
"""Timed answers from which somebody's own pace counts."""
WEIGHT = 10.0
"""So many estimated minutes at the usual pace are mixed into everybody's own, so that a few odd answers move little."""
SLOWEST, FASTEST = 4.0, 0.25
MOST_MINUTES = 240.0
"""More minutes for one page are a forgotten clock."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long people take compared with the estimate: 1 is as estimated, 2 takes twice as long."""

    usual: float = 1.0
    own: Mapping[str, float] | None = None
    timed: int = 0
    """Answers that it rests on."""

    def of(self, volunteer: str) -> float:
        """One person's pace; the usual one where too little is known of them."""
        return (self.own or {}).get(volunteer, self.usual)


def minutes(page: Page, findings: int, twins: int) -> float:
    """The estimate at pace 1 for a page with so many findings that is one of `twins` + 1 nearly equal pages.

    The weights are our judgement; what came back corrects them.
    """
    total = OPENING + min(LONGEST_READ, (page.words or 0) / WORDS_A_MINUTE)
    total += DOCUMENT if page.kind is Kind.DOCUMENT else 0.0
    total += min(MOST_FOR_FINDINGS, PER_FINDING * findings)
    return total + min(MOST_FOR_TWINS, PER_TWIN * twins)


def pace(answers: Iterable[Answer], rows: Iterable[Row], estimate: Callable[[str], float | None]) -> Pace:
    """What the minutes that volunteers wrote say of the estimates; `estimate` gives a page's at pace 1, if known."""
    owners = {row.reference: row for row in rows}
    newest = {answer.reference: answer for answer in answers if answer.reference in owners and _timed(answer)}
    spent: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for reference, answer in newest.items():
        row = owners[reference]
        expected = estimate(row.page_url)
        if expected and answer.minutes:
            spent[row.volunteer].append((answer.minutes, expected))
    every = [pair for pairs in spent.values() for pair in pairs]
    if len(every) < ENOUGH:
        return Pace()
    usual = _ratio(every, 1.0)
    own = {name: _ratio(pairs, usual) for name, pairs in spent.items() if len(pairs) >= ENOUGH}
    return Pace(usual, own, len(every))


def _timed(answer: Answer) -> bool:
    return bool(answer.decision) and answer.minutes is not None and 0 < answer.minutes <= MOST_MINUTES


def _ratio(pairs: list[tuple[float, float]], usual: float) -> float:
    """Minutes spent over minutes expected, drawn towards the usual pace."""
    spent = sum(minutes for minutes, _ in pairs)
    expected = sum(minutes for _, minutes in pairs)
    return min(SLOWEST, max(FASTEST, (spent + WEIGHT * usual) / (expected + WEIGHT)))
