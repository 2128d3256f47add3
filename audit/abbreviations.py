"""Finds abbreviations that a page uses and never explains."""

import re
from dataclasses import dataclass
from itertools import compress
from operator import not_

from audit.sentences import sentences
from audit.spelling import is_common

KNOWN = frozenset(
    re.findall(
        r"\S+",
        """
        AD AGM AIDS AM API APR ASAP ATM BA BBC BC BCE BSc BST CBE CCTV CD CE CEO CET CSS CSV CV DC DIY DNA DOC
        DOCX DVD EEA EST ET EU FAQ FM FTP GB GCSE GDP GIF GMT GP GPS HD HIV HM HMRC HTML HTTP HTTPS ID IP ISBN
        ISO IT JPEG JPG JSON KB KPI LED LGBT LLC LTD MA MB MBA MBE MP MSc NASA NATO NB NHS NVQ OBE OK OS PA PC
        PDF PhD PHP PIN PM PNG PR PS PST QR README RSS RSVP SIM SMS SQL TBA TBC TV UK UN UNESCO URL US USA USB UTC
        VAT VIP VPN WC WHO WWW XLS XLSX XML ZIP JAN FEB MAR JUN JUL AUG SEP SEPT OCT NOV DEC MON TUE WED THU FRI
        SAT SUN NOT AND THE ALL YOU MUST ONLY NO OR TO IN ON BY IF IS NEW AN AS AT BE DO GO IT OF SO UP WE MY
        ME HE
        """,
    )
)
"""Abbreviations that most readers know, and short words that are sometimes written in capitals (our own list)."""
_SHORT = re.compile(r"(?<![\w@./#&=%:+~\\-])([A-Z](?:[A-Z]|&[A-Z]){1,5})(?:s|['’]s)?(?![\w@/#=+~\\&-]|\.\w)")
_CAPITALS = re.compile(r"[A-Z][A-Z&]")
_ROMAN = re.compile(r"^[IVXLC]+$")
_WORD = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Z&]{1,6})s?\)")
_NEAR = 20
"""Characters before a bracket that are looked at."""
_LETTERS_BEFORE = re.compile(r"[a-z]{3}['’s]*\s*$")
_SMALL = frozenset({"a", "an", "and", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
_BY_CHANCE = 2
_SHORTEST_SHOUT = 3
"""A longer common word in capitals is a word: DONE, STATUS."""
_SHOUTED = 0.5
"""In a sentence with a larger share of capitals than this everything is written in capitals."""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """An abbreviation and the first sentence that uses it."""

    short: str
    sentence: str


def unexplained(text: str, known: frozenset[str] = KNOWN) -> list[Unexplained]:
    """Find abbreviations of two to six capitals that a text of one block a line never explains, each once, in order.

    Explained means: the page says “Freedom of Information (FOI)”, “FOI (Freedom of Information)”, or has somewhere a
    run of words with these initials, small words left out or not. Roman numbers and sentences in capitals are passed
    over.
    """
    first: dict[str, str] = {}
    for sentence in sentences(text) if _CAPITALS.search(text) else ():
        if not _CAPITALS.search(sentence):
            continue
        new = [
            short
            for short in _SHORT.findall(sentence)
            if short not in known
            and short not in first
            and not _ROMAN.match(short)
            and not (len(short) > _SHORTEST_SHOUT and is_common(short.lower()))
        ]
        if new and sum(map(str.isupper, sentence)) <= _SHOUTED * sum(map(str.isalpha, sentence)):
            first.update(dict.fromkeys(new, sentence))
    explained = _written_out(text) if first else frozenset()
    open_ones = {short: sentence for short, sentence in first.items() if short not in explained}
    if not open_ones:
        return []
    words = _WORD.findall(text)
    small = [word.lower() in _SMALL for word in words]
    every = "".join([word[0] for word in words])
    large = "".join(compress(every, map(not_, small)))
    sizes = "".join([one.lower() if is_small else one.upper() for one, is_small in zip(every, small, strict=True)])
    return [
        Unexplained(short, sentence)
        for short, sentence in open_ones.items()
        if not any(_has_initials(short, initials) for initials in (every, large))
        and not (len(short) > _BY_CHANCE and _with_gaps(short).search(sizes))
    ]


def _with_gaps(short: str) -> re.Pattern[str]:
    """Initials between which small words may stand and count or not: the O of DOI, Department of the Interior."""
    return re.compile("[a-z]*".join(f"[{letter}{letter.lower()}]" for letter in short.replace("&", "")))


def _written_out(text: str) -> frozenset[str]:
    """Abbreviations in brackets after small letters, or followed by brackets that hold words."""
    after = [
        found[1]
        for found in _IN_BRACKETS.finditer(text)
        if _LETTERS_BEFORE.search(text, max(0, found.start() - _NEAR), found.start())
    ]
    before = re.findall(
        r"\b([A-Z][A-Z&]{1,6})s?\s*(?:\((?=[^)]*[a-z]{3})|[–—=:]\s+[A-Z][a-z]+\s+[A-Za-z]|stands\s+for|is\s+short\s+for)",
        text,
    )
    return frozenset(after) | frozenset(before)


def _has_initials(short: str, initials: str) -> bool:
    """Whether words with these initials follow each other; two small letters do so by chance, so two must be large."""
    letters = {short.replace("&", ""), short.replace("&", "A")}
    if len(short.replace("&", "")) <= _BY_CHANCE:
        return any(form in initials for form in letters)
    return any(form.lower() in initials.lower() for form in letters)
