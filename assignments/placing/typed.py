"""What people type for a decision: taken as it is, with a warning, or asked about; never guessed across meanings."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from assignments.decisions import CONVERT, DECISIONS, KEEP, MERGE
from assignments.placing import phrases
from assignments.placing.phrases import DRASTIC, FILLERS

ERROR = re.compile(r"#(N/A|NAME\?|REF!|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|ERROR!)", re.IGNORECASE)
"""What spreadsheet programs show where a formula went wrong."""
APPROVAL = frozenset("✓✔☑✅👍")
"""Symbols that only say yes to the word beside them."""
SHORTEST_TYPO = 4
LONGEST_PLAIN = 100
"""Letters; what is longer says more than a decision, and beginnings are not looked for in it."""
WORD = re.compile(r"[\w'-]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a decision cell means."""

    decision: str = ""
    """One of the contract's words; empty when a person must be asked."""
    warning: str = ""
    """How it was read, where that was not letter by letter."""
    question: str = ""
    """Why a person must be asked."""
    remark: str = ""
    """Words that stood beside the decision; they belong into the note."""


@lru_cache(maxsize=5_000)
def fold(text: str) -> str:
    """A text as it is compared: one case, straight quotes, single spaces, no punctuation or symbols at its ends."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("ʼ", "'")
    text = re.sub(r"\s+", " ", text)
    inside = re.search(r"[^\W_](?:.*[^\W_])?", text, re.DOTALL)  # `[\W_]+$` would take minutes for some texts
    return inside[0] if inside else ""


GONE = frozenset(map(fold, phrases.GONE))


class Vocabulary:
    """The words of the decisions in every language that a workbook may have, with those of this audit."""

    def __init__(self, words: Iterable[Mapping[str, str]]) -> None:
        self.words = {fold(decision): decision for decision in DECISIONS}
        for catalogue in words:
            self.words |= {fold(word): decision for decision, word in catalogue.items()}
        self.synonyms = {fold(word): d for d, all_ in phrases.SYNONYMS.items() for word in all_.split(", ")}
        self.synonyms = {word: d for word, d in self.synonyms.items() if word not in self.words}
        self.done = {word: d for d, all_ in phrases.DONE_WORDS.items() for word in all_.split()}

    @cached_property
    def _phrases(self) -> list[tuple[str, str]]:
        """All words and synonyms with their decision, the longest first."""
        both = self.synonyms | self.words
        return sorted(both.items(), key=lambda item: (-len(item[0]), item[0]))

    def read(self, text: str) -> Reading:
        """Read a decision cell that is not empty."""
        folded = fold(text)
        symbols = {mark for mark in text if unicodedata.category(mark) == "So"} - APPROVAL
        if "?" not in text and not symbols and folded in self.words:
            return Reading(self.words[folded])
        if ERROR.match(text):
            return Reading(question=f"The decision shows a spreadsheet error ({text}), so it could not be read.")
        if symbols or not re.search(r"[^\W\d_]{2}", folded):
            return Reading(question=f"“{text}” is no decision.")
        if "?" in text or "¿" in text:
            return Reading(question=f"“{text}” has a question mark: is it decided?")
        decision = self._plain(folded)
        if decision:
            return Reading(decision, warning=f"“{text}” was read as {decision}.")
        return self._with_remark(text, folded) or self._mistyped(text, folded)

    def _plain(self, folded: str) -> str:
        """The decision of a text that says nothing else, in whatever words."""
        known = self.words | self.synonyms
        tokens = WORD.findall(folded)
        bare = " ".join(token for token in tokens if token not in FILLERS)
        while tokens and tokens[0] in FILLERS:
            del tokens[0]
        while tokens and tokens[-1] in FILLERS:
            del tokens[-1]
        for form in (folded, " ".join(tokens), bare):
            if form in known:
                return known[form]
        for beginning in phrases.LEAD_INS if len(folded) <= LONGEST_PLAIN else ():
            if folded.startswith((f"{beginning} ", f"{beginning}, ")):
                rest = fold(folded[len(beginning) :])
                inside = self._plain(rest)
                if inside and not rest.startswith(tuple(phrases.NEGATIONS)):
                    return inside
                if beginning.split()[-1] in ("be", "needs") and rest in self.done:
                    return self.done[rest]
        return ""

    def _with_remark(self, text: str, folded: str) -> Reading | None:
        """A decision at the start of a longer text, when the rest cannot turn its meaning."""
        for phrase, decision in self._phrases:
            found = re.match(rf"{re.escape(phrase)}(?!\w)(\W*)(.*)", folded, re.DOTALL)
            if not found:
                continue
            gap, rest = found[1], found[2]
            question = self._doubt(decision, phrase, gap, WORD.findall(rest))
            if question:
                return Reading(question=f"“{text}” {question}.")
            warning = f"“{text}” was read as {decision}; the rest is kept as a note."
            return Reading(decision, warning, remark=_after(phrase, text, rest))
        return None

    def _doubt(self, decision: str, phrase: str, gap: str, tokens: list[str]) -> str:
        """What keeps a decision with a remark from being taken; empty when nothing does."""
        rest = " ".join(tokens)
        apart = bool(re.search(r"[-–—:;,.(\n=>→]", gap))
        leads_on = tokens[:2] and tokens[0] in ("and", "et", "und") and tokens[1] in phrases.LEADS_ON
        leads_on = leads_on or (gap.strip() in ("&", "+") and tokens and tokens[0] in phrases.LEADS_ON)
        harmless = apart and rest.startswith(phrases.HARMLESS)
        known = self.words | (self.synonyms if decision in DRASTIC else {})
        others = {known[token] for token in tokens if token in known} - {decision}
        if others or (gap.strip() in ("/", "+", "&") and not leads_on):
            return "names more than one decision"
        drastic = phrases.CONDITIONS if decision in DRASTIC else frozenset()
        if tokens and not harmless and not leads_on:
            if tokens[0] in phrases.NEGATIONS | phrases.DOUBTS or (phrases.ANYWHERE | drastic).intersection(tokens):
                return "is not plain enough to act on"
            if tokens[0] in phrases.LIMITS and rest not in ("this one", "that one"):
                return "may mean a part of the page or a certain time only"
        if decision == CONVERT and phrases.OTHER_WAY.intersection(tokens[:3]):
            return "may mean to make a document of it"
        named = decision == MERGE and tokens and tokens[0] in phrases.TOWARDS
        if not (apart or named or leads_on) and tokens and (phrase in self.synonyms or _of_a_part(decision, tokens)):
            return "may mean a part of the page only"
        return ""

    def _mistyped(self, text: str, folded: str) -> Reading:
        if folded in self.done or folded == "done":
            return Reading(question=f"“{text}” may say that it has been done already; what was decided?")
        near = {decision for word, decision in self.words.items() if _typo(word, folded)}
        if len(near) == 1:
            return Reading(decision := near.pop(), f"“{text}” was read as {decision}.")
        plain = set(re.findall(r"\w+", folded)).isdisjoint(self.words)
        return Reading(question=f"“{text}” is {'none of the decisions' if plain else 'not plain enough to act on'}.")


def _typo(word: str, typed: str) -> bool:
    """Whether a word was mistyped by one letter; first letters seldom are, and “not fine” is not “not mine”."""
    if re.sub(r"[\W_]", "", typed) == word.replace(" ", ""):
        return True
    ours, theirs = word.split(), typed.split()
    return (
        len(word) >= SHORTEST_TYPO
        and len(ours) == len(theirs)
        and all(a[0] == b[0] for a, b in zip(ours, theirs, strict=True))
        and OSA.distance(word, typed, score_cutoff=1) <= 1
    )


def _of_a_part(decision: str, tokens: list[str]) -> bool:
    """Whether the words behind a decision may name a part of the page, which would turn its meaning."""
    if tokens in (["this", "one"], ["that", "one"]):
        return False
    said = next((token for token in tokens if token not in FILLERS), "")
    if decision == KEEP:
        return bool(said) and said not in phrases.KEPT_AS | {"keep"}
    return tokens[0] in phrases.PART_OF_IT or bool(said and decision in DRASTIC and said not in phrases.WHOLE)


def _after(phrase: str, text: str, otherwise: str) -> str:
    """What stands after the phrase, as it was typed."""
    at = text.lower().find(phrase)
    if at < 0:
        return otherwise
    rest = re.sub(r"^[\s\-–—:;,.()=>→+&]+", "", text[at + len(phrase) :]).strip()
    return rest[:-1].rstrip() if rest.endswith(")") and "(" not in rest else rest
