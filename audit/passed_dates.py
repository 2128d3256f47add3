"""Finds sentences that speak of the future, or claim to be up to date, with a date that has passed."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.dates_in_text import LANGUAGES, DateInText, Precision, dates
from audit.future_patterns import Patterns, patterns_of
from audit.sentences import sentences

LONGEST_QUOTE = 160
"""Characters of a sentence that fit a worksheet's cell."""
OLD_YEARS = 2
"""“Latest” beside a year that lies so many years back is no longer true (our judgement)."""
FIRST_YEAR = 1990
"""Nobody wrote for the web before: a future wording with an earlier year is a story."""
LONGEST_LABEL = 40
"""Characters of a line that can be the label of the line after it: “Next review due”."""
_NEAR = 120
"""A future word this many characters before a date, or more, speaks of something else (our judgement)."""
_FAR = 1_000
"""The same of an invitation after it; in a line of thousands of dates each would else look through the whole rest."""
_DIGIT = re.compile(r"\d")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_HAS_DAY = re.compile(
    r"(?<!\d)[0-3]?\d(?:st|nd|rd|th|\.)?\s+(?:\w{1,3}\s+)?[^\W\d_]{3}|[^\W\d_]{3}\.?\s+[0-3]?\d(?!\d)"
)
_EVERY_YEAR = re.compile(
    r"\b(?:every|each|annually|yearly|always|usually|jährlich|jedes\s+jahr|chaque|cada|bob)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^“”]{12,}”|\"[^\"]{12,}\"|«[^«»]{12,}»|„[^„“]{12,}“|‘[^‘’]{25,}’(?!\w)")
_PARTICIPLE = re.compile(
    r"\b(?P<helper>be|being|get|been)?\s*(?:\w+ly\s+)?\b(?:\w{2,}ed|held|made|given|written|built|set|began|begun|ran|came|met|took)\s+(?:\w+\s+){0,2}$"
)

_IN_BRACKETS = (re.compile(r"[\w”\"’']\s*[(\[]\s*$"), re.compile(r"\s*[)\]]"))
"""A date alone in brackets tells when the thing before it was: “needs version 3.3.0 (2006-01-10)”."""
_IS_TOLD = re.compile(
    r"\s*,?\s+(?:no\s+)?(?:was|were|had|has|fut|était|avait|a\s+été|war|wurden?|hatten?|gab(?:en)?|fue|había|era|r?oedd)\b"
)
"""After a date: “The deadline of 31 October 2019 was extended”, “Bis 2015 gab es zwei”."""
_LAW = re.compile(
    r"\b(?:Acts?|Regulations?|Orders?|Rules|Bill|Directive|Measure|Instrument|[Ss]ections?|[Aa]rticles?|[Pp]aragraphs?"
    r"|\w*(?:[Gg]esetz|[Ss]atzung|[Oo]rdnung|[Rr]ichtlinie)|[Ll]oi|[Aa]rrêté|[Dd]écret|[Dd]élibération|[Rr]èglement"
    r"|[Ll]ey|[Oo]rdenanza|[Rr]eglamento|[Dd]ecreto|[Oo]rden|[Rr]esolución|Ddeddf|Deddf|G?[Oo]rchymyn|Rheoliadau)"
    r"\b[^.;:]{0,60}$"
)
"""What stands before it comes into force on a day and stays there: the sentence is the law's, however old."""
_IN_FORCE = re.compile(
    r"comes?\s+into\s+(?:force|effect)|tritt|treten|en\s+vigueur|en\s+vigor|dod\s+i\s+rym", re.IGNORECASE
)
LIST = 12
"""Lines after a heading of what is to come that may be its list (our judgement)."""
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:–—(]|\b(?:and|but|so))\s*$", re.IGNORECASE)
_PAST_TENSE = re.compile(
    r"(?<!be )(?<!is )(?<!are )(?<!being )"
    r"\b(?:\w{2,}ed|that|if|took|made|met|began|held|came|went|ran|left|gave|won|said)\b",
    re.IGNORECASE,
)
_PARTICIPLE_ANYWHERE = re.compile(r"\b(?:\w{2,}ed|that|made|set|began|met)\b", re.IGNORECASE)


class Kind(StrEnum):
    """What is out of date about a sentence."""

    FUTURE = "future wording"
    CLOSED = "closing date"
    REVIEW = "review due"
    LATEST = "called current"


@dataclass(frozen=True, slots=True)
class Passed:
    """One sentence that time has overtaken."""

    quote: str
    """The sentence with its label, or as much of it round the date as fits LONGEST_QUOTE characters."""
    date: datetime.date
    kind: Kind


def passed(text: str, language: str, today: datetime.date, written: datetime.date | None = None) -> list[Passed]:
    """Find what a text of one block a line says about a future that is past: one find a sentence, in order, each once.

    `language` is the page's tag (`en-GB`); an empty one is read as `en`. A language not in LANGUAGES gives nothing:
    it is not judged. Left out on purpose: what stands in quotation marks, sentences that look back (“announced that
    it will”), years without a wording, anything before FIRST_YEAR, and sentences that also name a date still to come.
    Where the day is known on which the text was `written`, or changed last, dates without a year count as well, but
    for what happens every year. Method and word lists are ours.
    """
    language = language or "en"
    if language.partition("-")[0].lower() not in LANGUAGES or not (written or _HAS_YEAR.search(text)):
        return []
    found: dict[int, Passed] = {}
    label = ""
    lines = sentences(text)
    for place, sentence in enumerate(lines):
        if _DIGIT.search(sentence):
            has_year = _HAS_YEAR.search(sentence)
            day_alone = written and not has_year and _HAS_DAY.search(sentence) and not _EVERY_YEAR.search(sentence)
            if has_year or day_alone:
                find = _judge(sentence, label, language, (today, written if day_alone else None))
                if find:
                    found[place] = find
        label = sentence if len(sentence) <= LONGEST_LABEL else ""
        if label:
            found |= _listed(label, place + 1, lines, language, today)
    return list(dict.fromkeys(find for _, find in sorted(found.items())))


def _listed(heading: str, first: int, lines: Sequence[str], language: str, today: datetime.date) -> dict[int, Passed]:
    """The line that begins with a day, by its place, in the list from the `first` line on.

    Empty where the heading does not say that all of the list is to come, or where some of it is.
    """
    patterns = patterns_of(language.partition("-")[0].lower())
    if not patterns.listed.fullmatch(heading):
        return {}
    places = range(first, min(first + LIST, len(lines)))
    named = [(place, date) for place in places for date in dates(lines[place], language)]
    if any(date.date >= today for _, date in named):
        return {}
    for place, date in named:
        begins = date.start <= LONGEST_LABEL and patterns.alone.fullmatch(lines[place], 0, date.start)
        if begins and date.precision is Precision.DAY:
            quote = _quote(f"{heading.rstrip(' :')}: {lines[place]}", date)
            return {place: Passed(quote, date.date, Kind.FUTURE)}
    return {}


def _judge(sentence: str, label: str, language: str, days: tuple[datetime.date, datetime.date | None]) -> Passed | None:
    """The first passed date that a sentence speaks of as to come; `label` is the short line before it, if any.

    `days` are today, and the one from which on dates without a year are counted; with None these are none.
    """
    today, written = days
    patterns = patterns_of(language.partition("-")[0].lower())
    told = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), sentence)
    named = list(dates(told, language, written))
    if any(date.date >= today for date in named):
        return None
    for date in named:
        if date.date.year < FIRST_YEAR:
            continue
        before, after = told[max(0, date.start - _NEAR) : date.start], told[date.end : date.end + _FAR]
        if kind := _kind(before, after, date, patterns, today):
            return Passed(_quote(sentence, date), date.date, kind)
        if not re.search(r"\w{4}", before) and (kind := _labelled(f"{label.rstrip(' :')}: {before}", patterns)):
            return Passed(_quote(f"{label.rstrip(' :')}: {sentence}", date), date.date, kind)
    return None


def _kind(before: str, after: str, date: DateInText, patterns: Patterns, today: datetime.date) -> Kind | None:
    """What the words round a date make of it."""
    if kind := _named(before, after, date, patterns):
        return kind
    joined = (patterns.in_year if date.precision is Precision.YEAR else patterns.joined).search(before)
    joined = joined or patterns.up_to.search(before)
    if patterns.of_thing.search(before) and not patterns.goes_on.match(after):
        joined = None
    aside = _IN_BRACKETS[0].search(before) and _IN_BRACKETS[1].match(after)
    aside = aside or _IS_TOLD.match(after)
    if joined and not aside and _speaks_of_it(before, date, patterns):
        return Kind.FUTURE
    if joined and (_from_then_on(before, after, patterns) or _lasts(before, date, patterns)):
        return Kind.FUTURE
    if _happens(before, after, date, patterns) or (joined and _is_to_do(before, after, patterns)):
        return Kind.FUTURE
    claim = patterns.latest.search(before) if date.precision is not Precision.DAY else None
    over = claim and (patterns.since.search(claim["between"]) or patterns.was.search(before, 0, claim.start()))
    if claim and not over and date.date.year <= today.year - OLD_YEARS:
        return Kind.LATEST
    return None


def _named(before: str, after: str, date: DateInText, patterns: Patterns) -> Kind | None:
    """Whether a label before the date says what it is, or after a day that begins the line."""
    if (kind := _labelled(before, patterns)) and not _IS_TOLD.match(after):
        return kind
    first = date.precision is Precision.DAY and not before.strip()
    return Kind.CLOSED if first and patterns.due.match(after) else None


def _labelled(before: str, patterns: Patterns) -> Kind | None:
    """Whether the words end in a label that says what the date after it is."""
    review = patterns.review.search(before)
    if review and not patterns.was.search(before, 0, review.start()):
        return Kind.REVIEW
    label = patterns.closing.search(before)
    if label and not patterns.past.search(before, label.start()) and not patterns.told.search(before, 0, label.start()):
        return Kind.CLOSED
    return None


def _speaks_of_it(before: str, date: DateInText, patterns: Patterns) -> bool:
    """Whether a future word stands before the date and means it."""
    for ahead in patterns.ahead.finditer(before):
        if patterns.told.search(before, 0, ahead.start()) or patterns.was.search(before, 0, ahead.start()):
            return False
        if _IN_FORCE.search(before, ahead.start()) and _LAW.search(before):
            return False
        if date.precision is Precision.YEAR and patterns.story.match(before, ahead.start()):
            continue
        if not patterns.past.search(ahead[0]) and not _elsewhere(before[ahead.end() :], patterns):
            return True
    return False


def _from_then_on(before: str, after: str, patterns: Patterns) -> bool:
    """Whether something is said to hold from the date on: “From 1 April 2019 you must”."""
    if patterns.once.match(before) and "," in after[:20] and patterns.then.match(after):
        return True
    begins = patterns.begins.search(before)
    if not begins or patterns.past.search(before) or not _CLAUSE_BEGINS.search(before, 0, begins.start()):
        return False
    then = patterns.then.match(after)
    return then is not None and not any(
        back.search(then[0]) for back in (patterns.past, patterns.told, _PARTICIPLE_ANYWHERE)
    )


def _lasts(before: str, date: DateInText, patterns: Patterns) -> bool:
    """Whether something of the present is said to last until the date: “Bids can be made until noon on 3 May 2019”."""
    until = patterns.until.search(before)
    if not until or date.precision is Precision.YEAR:
        return False
    said = before[: until.start()]
    if _HAS_YEAR.search(said):  # from then until then
        return False
    return patterns.present.search(said) is not None and not any(
        back.search(said) for back in (patterns.past, patterns.told, _PAST_TENSE)
    )


def _is_to_do(before: str, after: str, patterns: Patterns) -> bool:
    """Whether the date stands within a duty that is still to do: “ist zum 1. Mai 2019 zu besetzen”."""
    return bool(patterns.obliges.search(before) and patterns.task.match(after) and not patterns.past.search(before))


def _happens(before: str, after: str, date: DateInText, patterns: Patterns) -> bool:
    """Whether the date is that of an event which readers are invited to, or which will be."""
    if patterns.told.search(before) or patterns.past.search(before):
        return False
    if date.precision is Precision.DAY:
        invited = patterns.joined.search(before) and patterns.invites.search(before)
        return bool(patterns.invites.search(after) or (invited and not _elsewhere(before[invited.end() :], patterns)))
    if patterns.of_year.search(before) and patterns.then_it.match(after):
        return True
    event = patterns.event.match(after)
    return event is not None and bool(event["then"] or patterns.invites.search(before))


def _elsewhere(between: str, patterns: Patterns) -> bool:
    """Whether a date belongs to another thing than the future word before it: “will replace the plan adopted in
    2014”.
    """
    if patterns.past.search(between):
        return True
    participle = _PARTICIPLE.search(between)
    return bool(participle and not participle["helper"])


def _quote(sentence: str, date: DateInText) -> str:
    """The sentence, cut to LONGEST_QUOTE characters round the date, at spaces, with an ellipsis where something is
    left out.
    """
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    room = LONGEST_QUOTE - 2
    start = min(max(0, date.end - room * 2 // 3), len(sentence) - room)
    start = 0 if start <= 0 else sentence.find(" ", start) + 1
    end = min(len(sentence), start + room)
    end = end if end == len(sentence) else sentence.rfind(" ", start, end)
    return f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"
