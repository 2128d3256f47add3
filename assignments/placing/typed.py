"""What people type for a decision: taken as it is, with a warning, or asked about; never guessed across meanings."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from assignments.decisions import (
    ARCHIVE,
    CONVERT,
    DECISIONS,
    DELETE,
    KEEP,
    MERGE,
    NOT_MINE,
    NOT_SURE,
    REWRITE,
    UPDATE,
)

SYNONYMS: dict[str, str] = {
    KEEP: "leave, leave it, leave as is, leave alone, keep as is, stay, stays, retain, no change, no changes, "
    "nothing to do, garder, laisser, conserver, behalten, behouden",
    UPDATE: "edit, amend, fix, correct, revise, refresh, change, modify, tweak, corriger, modifier, actualiser, "
    "aktualisieren",
    REWRITE: "redo, re-write, write again, start again, réécrire, refaire, neu schreiben",
    MERGE: "combine, consolidate, join, fusionner, regrouper, zusammenführen",
    ARCHIVE: "put in the archive, withdraw, archiver, archivieren",
    DELETE: "bin, remove, scrap, get rid of, trash, kill, drop, take down, erase, del, chuck, throw away, "
    "unpublish, supprimer, effacer, enlever, löschen, verwijderen",
    CONVERT: "make a page, make it a page, turn into a page, convertir, umwandeln",
    NOT_SURE: "unsure, dont know, don't know, do not know, dunno, no idea, cant tell, can't tell, i'm not sure, "
    "im not sure, undecided, je ne sais pas, pas sûr, pas sûre, incertain, weiß nicht",
    NOT_MINE: "not my page, someone else, somebody else, ask someone else, reassign, not for me, "
    "pas à moi, pas pour moi",
}
"""What people write in place of a decision’s own word, in the languages of the catalogues and their neighbours."""
FILLERS = frozenset(
    "please pls it this page the a that document pdf thanks thank you just simply à svp cette".split()  # noqa: SIM905 — words in a row read best
)
"""Words that change nothing when they stand beside a decision."""
NEGATIONS = frozenset(
    "not no never dont don't doesn't cannot can't ne pas nicht kein non isn't shouldn't".split()  # noqa: SIM905 — words in a row read best
)
DOUBTS = frozenset(
    "maybe perhaps probably possibly either or unless if ou vielleicht oder might and et".split()  # noqa: SIM905 — words in a row read best
)
PART_OF_IT = frozenset(
    "the all some these those my our its second first last every section le la les".split()  # noqa: SIM905 — words in a row read best
)
"""After a decision they begin the name of a part of the page, not of the page."""
DRASTIC = frozenset({ARCHIVE, CONVERT, DELETE})
"""What a volunteer may well want for a part of a page only: “delete old links” leaves the page alone."""
WHOLE = frozenset((
    "because", "as", "since", "due", "per", "out", "too", "outdated", "obsolete", "one", "entirely", "completely",
    "now", "asap", "gone", "redirect", "to", "http", "https", "parce", "car", "trop", "vers", "weil", "da", "zu",
))  # fmt: skip
"""With these words begins why the whole page goes, or where to; not which part of it."""
DONE = re.compile(r"\w+(ed|ing|ée?s?)$|rewritten|done|binned|gelöscht")
ERROR = re.compile(r"#(N/A|NAME\?|REF!|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|ERROR!)", re.IGNORECASE)
"""What spreadsheet programs show where a formula went wrong."""
APPROVAL = frozenset("✓✔☑✅👍")
"""Symbols that only say yes to the word beside them."""
SHORTEST_TYPO = 4


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
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


class Vocabulary:
    """The words of the decisions in every language that a workbook may have, with those of this audit."""

    def __init__(self, words: Iterable[Mapping[str, str]]) -> None:
        self.words = {fold(decision): decision for decision in DECISIONS}
        for catalogue in words:
            self.words |= {fold(word): decision for decision, word in catalogue.items()}
        self.synonyms = {fold(word): decision for decision, all_ in SYNONYMS.items() for word in all_.split(", ")}
        self.shown = "Words: " + ", ".join(dict.fromkeys(self.words.values())) + "."

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
        if "?" in text:
            return Reading(question=f"“{text}” has a question mark: is it decided?")
        tokens = [token for token in re.findall(r"[\w'-]+", folded) if token not in FILLERS]
        bare = " ".join(tokens)
        for known in (self.words, self.synonyms):
            if (decision := known.get(folded) or known.get(bare)) is not None:
                return Reading(decision, warning=f"“{text}” was read as {decision}.")
        return self._with_remark(text, folded) or self._mistyped(text, folded)

    def _with_remark(self, text: str, folded: str) -> Reading | None:
        """A decision at the start of a longer text, when the rest cannot turn its meaning."""
        for phrase, decision in self._phrases:
            found = re.match(rf"{re.escape(phrase)}(?!\w)(\W*)(.*)", folded, re.DOTALL)
            if not found:
                continue
            gap, rest = found[1], found[2]
            tokens = re.findall(r"[\w'-]+", rest)
            apart = bool(re.search(r"[-–—:;,.(\n=>]", gap))
            others = {self.words[t] for t in tokens if t in self.words} - {decision}
            if others or "/" in gap or "+" in gap or "&" in gap:
                return Reading(question=f"“{text}” names more than one decision.")
            if tokens and tokens[0] in NEGATIONS | DOUBTS:
                return Reading(question=f"“{text}” is not plain enough to act on.")
            if not apart and tokens and (phrase in self.synonyms or _of_a_part(decision, tokens)):
                return Reading(question=f"“{text}” may mean a part of the page only.")
            return Reading(
                decision,
                f"“{text}” was read as {decision}; the rest is kept as a note.",
                remark=_after(phrase, text, rest),
            )
        return None

    def _mistyped(self, text: str, folded: str) -> Reading:
        if DONE.fullmatch(folded):
            return Reading(question=f"“{text}” may say that it has been done already; what was decided?")
        near = {
            decision
            for word, decision in self.words.items()
            if len(word) >= SHORTEST_TYPO and OSA.distance(word, folded, score_cutoff=1) <= 1
        }
        if len(near) == 1:
            return Reading(decision := near.pop(), f"“{text}” was read as {decision}.")
        plain = set(re.findall(r"\w+", folded)).isdisjoint(self.words)
        return Reading(question=f"“{text}” is {'none of the decisions' if plain else 'not plain enough to act on'}.")


def _of_a_part(decision: str, tokens: list[str]) -> bool:
    """Whether the words behind a decision may name a part of the page, which would turn its meaning."""
    said = next((token for token in tokens if token not in FILLERS), "")
    return tokens[0] in PART_OF_IT or bool(said and decision in DRASTIC and said not in WHOLE)


def _after(phrase: str, text: str, otherwise: str) -> str:
    """What stands after the phrase, as it was typed."""
    at = text.lower().find(phrase)
    return re.sub(r"^\W+", "", text[at + len(phrase) :]).strip() if at >= 0 else otherwise


GONE = frozenset(
    map(
        fold,
        (
            "gone", "none", "nothing", "nowhere", "no", "404", "410", "n/a", "na", "no redirect", "no replacement",
            "not needed", "nichts", "weg", "rien", "aucun", "aucune", "disparue", "disparu", "nulle part",
        ),
    )
)  # fmt: skip
"""What people write where nothing takes over from a page that is deleted."""


def minutes_of(text: str) -> tuple[float | None, str]:
    """The minutes that a cell says, and a sentence where it was not a plain number."""
    plain = re.sub(r"\s+", " ", text.strip().casefold()).replace(",", ".")
    if not plain:
        return None, ""
    if re.fullmatch(r"\d{1,4}(\.\d+)?", plain):
        return float(plain), ""
    value = _minutes(plain)
    if value is None or value > 10_000:  # noqa: PLR2004 — a week of minutes is a typing error
        return None, f"The minutes “{text}” could not be read as a number."
    return value, f"“{text}” was read as {value:g} minutes."


def _minutes(plain: str) -> float | None:
    if found := re.fullmatch(
        r"(?:(\d+(?:\.\d+)?) ?h(?:ours?|rs?)?\.?)? ?(?:(\d+(?:\.\d+)?) ?(?:m|mins?|minutes?|')?\.?)?", plain
    ):
        hours, rest = float(found[1] or 0), float(found[2] or 0)
        return hours * 60 + rest if found[1] or found[2] else None
    if found := re.fullmatch(r"(\d+(?:\.\d+)?) ?(?:-|–|to|bis|à) ?(\d+(?:\.\d+)?) ?(?:m|mins?|minutes?)?", plain):
        return (float(found[1]) + float(found[2])) / 2
    if found := re.fullmatch(r"(?:\d{4}-\d\d-\d\d )?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?", plain):
        return int(found[1]) * 60 + int(found[2]) + int(found[3] or 0) / 60
    if found := re.fullmatch(r"(?:ca\.?|about|approx\.?|~|<|>|env\.?) ?(\d+(?:\.\d+)?) ?(?:m|mins?|minutes?)?", plain):
        return float(found[1])
    if found := re.fullmatch(r"pt(\d+)h(\d+)m(\d+)s", plain):
        return int(found[1]) * 60 + int(found[2]) + int(found[3]) / 60
    return None
