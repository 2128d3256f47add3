"""Finds words that a plain one could stand for; the list is our own and can be replaced."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from audit.tokens import Finds, sentences_with

PLAIN = {
    "accordingly": "so",
    "additionally": "also",
    "aforementioned": "this",
    "albeit": "though",
    "ascertain": "find out",
    "at this point in time": "now",
    "cease": "stop",
    "commence": "start",
    "consequently": "so",
    "disseminate": "share",
    "due to the fact that": "because",
    "elucidate": "explain",
    "endeavour": "try",
    "endeavor": "try",
    "envisage": "expect",
    "expedite": "speed up",
    "facilitate": "help",
    "for the purpose of": "to",
    "forthwith": "now",
    "going forward": "from now on",
    "hereby": "(leave out)",
    "herein": "here",
    "hereinafter": "from here on",
    "heretofore": "until now",
    "holistic": "whole",
    "impact upon": "affect",
    "in accordance with": "under, following",
    "in conjunction with": "with",
    "in excess of": "more than",
    "in lieu of": "instead of",
    "in order to": "to",
    "in receipt of": "get, have",
    "in relation to": "about",
    "in respect of": "about",
    "in the event of": "if",
    "in the event that": "if",
    "incentivise": "encourage",
    "incentivize": "encourage",
    "inter alia": "among other things",
    "leverage": "use",
    "methodology": "method",
    "modality": "way",
    "notwithstanding": "despite",
    "on a regular basis": "regularly",
    "operationalise": "put to use",
    "operationalize": "put to use",
    "paradigm": "pattern",
    "per annum": "a year",
    "prior to": "before",
    "pursuant to": "under",
    "ramifications": "results",
    "remuneration": "pay",
    "robust": "strong, thorough",
    "subsequent to": "after",
    "subsequently": "later",
    "synergy": "working together",
    "thereafter": "then",
    "thereof": "of it",
    "transpire": "happen",
    "utilise": "use",
    "utilize": "use",
    "utilisation": "use",
    "utilization": "use",
    "whereby": "by which",
    "wherein": "in which",
    "with regard to": "about",
    "with respect to": "about",
}
"""Words to avoid (the simple form of a verb or noun stands for all its forms) and what to write instead."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Avoidable:
    """One use of a word to avoid."""

    word: str
    """As it stands in the text."""
    instead: str
    sentence: str


def avoidable(text: str, plain: Mapping[str, str] = PLAIN) -> list[Avoidable]:
    """Find every use of the words of `plain` (word to avoid → plain one) in a text of one block a line, in order."""
    forms = _forms(tuple(plain.items()))
    hits = forms.in_tokens.among(text)
    return [
        Avoidable(use[0], forms.better[form], sentence)
        for sentence, found in sentences_with(text, hits.keys())
        for use, form in _uses(sentence, {form for token in found for form in hits.get(token, ())})
    ]


def _uses(sentence: str, forms: Iterable[str]) -> list[tuple[re.Match[str], str]]:
    """Where a sentence uses one of some forms, in order, the longer of two at one place first."""
    uses = [(use, form) for form in forms for use in _pattern(form).finditer(sentence)]
    return sorted(uses, key=lambda one: (one[0].start(), -len(one[0][0])))


@lru_cache(maxsize=10_000)
def _pattern(form: str) -> re.Pattern[str]:
    """Finds a form as a word of its own: no part of “micro-purchase”; a phrase may run over spaces of any kind."""
    return re.compile(rf"(?<![\w-]){re.escape(form)}(?![\w-])".replace(r"\ ", r"\s+"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Forms:
    """All forms to look for."""

    better: Mapping[str, str]
    """What to write instead of each."""
    in_tokens: Finds[tuple[str, ...]]
    """Which forms a token may be, or be a part of."""


@lru_cache(maxsize=4)
def _forms(plain: tuple[tuple[str, str], ...]) -> _Forms:
    """Every form that a word to avoid can have (utilise, utilises, utilised); phrases have one."""
    better: dict[str, str] = {}
    for word, instead in plain:
        stem = word.lower().removesuffix("e")
        endings = ("e", "es", "ed", "ing") if word.endswith("e") else ("", "s", "es", "ed", "ing")
        better.update({word.lower(): instead} if " " in word else {stem + ending: instead for ending in endings})
    words = {form for form in better if _WORD.fullmatch(form)}
    # What a phrase has before its last space ends a token wherever the phrase stands; one without a space is in one.
    ends = {form: max(form.split()[:-1], key=len) for form in better if " " in form}
    within = [form for form in better if form not in words and form not in ends]

    def in_token(token: str) -> tuple[str, ...]:
        lowered = token.lower()
        found = [word for word in _WORD.findall(lowered) if word in words]
        if lowered.endswith(every_end):
            found += [form for form, end in ends.items() if lowered.endswith(end)]
        if within:
            found += [form for form in within if form in lowered]
        return tuple(found)

    every_end = tuple(ends.values())
    return _Forms(better, Finds(in_token))
