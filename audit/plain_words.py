"""Finds words that a plain one could stand for; the list is our own and can be replaced."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from audit.sentences import sentences

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
    lowered = " ".join(text.lower().split())
    words, phrases = _forms(tuple(plain.items()))
    there = [(form, words[form]) for form in words.keys() & set(_WORD.findall(lowered))]
    there += [(phrase, better) for phrase, better in phrases if phrase in lowered]
    if not there:
        return []
    found = [
        (number, use.start(), -len(use[0]), Avoidable(use[0], better, sentence))
        for number, (sentence, lower) in enumerate((sentence, sentence.lower()) for sentence in sentences(text))
        for form, better in there
        if form.partition(" ")[0] in lower
        for use in _pattern(form).finditer(sentence)
    ]
    return [use for _, _, _, use in sorted(found, key=lambda entry: entry[:3])]


@lru_cache(maxsize=10_000)
def _pattern(form: str) -> re.Pattern[str]:
    """Finds a form as a word of its own: no part of “micro-purchase”; a phrase may run over spaces of any kind."""
    return re.compile(rf"(?<![\w-]){re.escape(form)}(?![\w-])".replace(r"\ ", r"\s+"), re.IGNORECASE)


@lru_cache(maxsize=4)
def _forms(plain: tuple[tuple[str, str], ...]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Every form that a word to avoid can have (utilise, utilises, utilised), and the phrases: they have one.

    A form that no pattern for words can find, as one with a hyphen, is looked for like a phrase.
    """
    forms = {}
    for word, better in plain:
        stem = word.lower().removesuffix("e")
        endings = ("e", "es", "ed", "ing") if word.endswith("e") else ("", "s", "es", "ed", "ing")
        forms.update({word.lower(): better} if " " in word else {stem + ending: better for ending in endings})
    words = {form: better for form, better in forms.items() if _WORD.fullmatch(form)}
    return words, [(form, better) for form, better in forms.items() if form not in words]
