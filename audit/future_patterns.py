"""The wordings of what is still to come as patterns, made once for each language."""

import re
from dataclasses import dataclass
from functools import lru_cache

from audit.future_wordings import WORDINGS


@dataclass(frozen=True, slots=True)
class Patterns:
    """A language's wordings, ready to search with; `then`, `then_it`, `due`, `event` and `goes_on` begin where the date
    ends.
    """

    ahead: re.Pattern[str]
    joined: re.Pattern[str]
    up_to: re.Pattern[str]
    in_year: re.Pattern[str]
    begins: re.Pattern[str]
    then: re.Pattern[str]
    until: re.Pattern[str]
    present: re.Pattern[str]
    obliges: re.Pattern[str]
    task: re.Pattern[str]
    once: re.Pattern[str]
    event: re.Pattern[str]
    invites: re.Pattern[str]
    closing: re.Pattern[str]
    due: re.Pattern[str]
    review: re.Pattern[str]
    latest: re.Pattern[str]
    of_year: re.Pattern[str]
    then_it: re.Pattern[str]
    listed: re.Pattern[str]
    alone: re.Pattern[str]
    since: re.Pattern[str]
    past: re.Pattern[str]
    told: re.Pattern[str]
    was: re.Pattern[str]
    of_thing: re.Pattern[str]
    goes_on: re.Pattern[str]
    story: re.Pattern[str]


@lru_cache
def patterns_of(language: str) -> Patterns:
    """The patterns of one of the languages of WORDINGS."""
    words = WORDINGS[language]
    gap = r"[\s,:;()\-–—|]*"
    # Atomic, since “11:30” is one time or two numbers: a timetable would be tried in all its ways, which are billions.
    joins = rf"(?>(?:{words.joins})(?:(?<=[\d'’])|(?!\w)){gap})"

    def whole(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return Patterns(
        ahead=whole(rf"(?<![\w])(?:{words.ahead})(?!\w)"),
        joined=whole(rf"(?<!\w){joins}$"),
        up_to=whole(rf"(?<![\w])(?:{words.ahead})\s+$"),
        in_year=whole(rf"(?<!\w)(?:{words.in_year})\s+$"),
        begins=whole(rf"(?<!\w)(?:{words.begins}){gap}{joins}*$"),
        then=whole(rf"{gap}(?:{words.then})(?!\w)"),
        until=whole(rf"(?<!\w)(?:{words.until}){gap}{joins}*$"),
        present=whole(rf"(?<!\w)(?:{words.present})(?!\w)"),
        obliges=whole(rf"(?<!\w)(?:{words.obliges})(?!\w)"),
        task=whole(rf"[^.;:]{{0,40}}?\b(?:{words.task})(?!\w)"),
        once=whole(rf"^\s*(?:{words.once})\b[^.;:]*$"),
        event=whole(rf"\s+(?:\w+\s+)?(?:{words.events})(?!\w)(?P<then>,?\s+(?:\w+\s+)?(?:{words.ahead})(?!\w))?"),
        invites=whole(rf"(?<!\w)(?:{words.invites})(?!\w)"),
        closing=whole(rf"(?<!\w)(?:{words.closing})(?!\w){gap}(?!for\s){joins}*$"),
        due=whole(rf"\s*[:–—-]\s+(?:{words.due})(?!\w)"),
        review=whole(rf"(?<!\w)(?:{words.review})(?!\w){gap}{joins}*$"),
        latest=whole(rf"(?<!\w)(?:{words.latest})(?!\w)(?P<between>(?:[\s(:]+[\w’'-]+){{0,3}})[\s(:,-]*$"),
        of_year=whole(rf"(?<!\w)(?:{words.of_year})\s+$"),
        then_it=whole(rf"\s+(?:{words.ahead})(?!\w)"),
        listed=whole(rf"(?:{words.listed})\W*"),
        alone=whole(rf"[\W\d]*(?>(?:{words.joins})\W+)*"),
        since=whole(rf"(?<!\w)(?:{words.since})(?!\w)"),
        past=whole(rf"(?<!\w)(?:{words.past})(?!\w)"),
        told=whole(rf"(?<!\w)(?:{words.told})(?!\w)"),
        was=whole(rf"(?<!\w)(?:{words.was})\s+$"),
        of_thing=whole(rf"(?<!\w)(?:{words.of_thing})\s+$"),
        goes_on=whole(rf"\s*(?:[-–—]|(?:{words.goes_on})(?!\w))"),
        story=whole(rf"(?:{words.story})(?!\w)"),
    )
