"""How a row of a workbook is known again, however its file was sorted, cut, renamed or saved by another program."""

import re
import zlib
from dataclasses import dataclass
from enum import StrEnum

from assignments.records import Row
from crawler.workspace import Crawl

LETTERS = "BCDFGHJKLMNPQRSTVWXYZ"
DIGITS = "23456789"
SYMBOLS = LETTERS + DIGITS
"""29 symbols, a prime number: no vowels (no words arise), no 0 and 1 (mistaken for O and l)."""
CAPACITY = len(LETTERS) ** 2 * len(SYMBOLS) ** 2 * len(DIGITS)
"""So many references are made: 2.97 million."""
STEP = 1_833_737
"""Shares no divisor with the capacity, so that neighbours look unlike and none comes twice (golden section of it)."""
SCHEMA = "1"
"""Which layout of the workbook this is; a reader of a later layout can tell."""
SHEET = "_audit"
"""The very hidden sheet that repeats the document properties, a name and a value a row."""
LISTS = "Lists"
"""The hidden sheet that drop-downs take their words from."""

SHAPE = re.compile(rf"[{LETTERS}][{SYMBOLS}]{{4}}[{LETTERS}]")
KEY_SHAPE = re.compile(rf"({SHAPE.pattern})\.([A-Z]\d+)\.r(\S+)")


class Property(StrEnum):
    """Names of the custom document properties of a workbook."""

    AUDIT = "audit_id"
    ROUND = "audit_round"
    PART = "audit_batch"
    VOLUNTEER = "audit_volunteer"
    MADE = "audit_made"
    SCHEMA = "audit_schema"


@dataclass(frozen=True, slots=True)
class Key:
    """What the hidden key of a row says."""

    reference: str
    part: str
    round: str


def make(n: int) -> str:
    """The n-th reference: a letter, four symbols, a check letter; never a number, a date or a cell's name.

    One symbol is always a digit: spelling checkers pass over words with digits, and underline the others. A letter at
    both ends makes a spreadsheet program copy a reference that is dragged down, not count it up. The last symbol but
    one is worked out so that the weighted sum is 0 mod 29: one wrong symbol, or two that changed places anywhere, are
    always noticed.
    """
    n = n % CAPACITY * STEP % CAPACITY
    n, first = divmod(n, len(LETTERS))
    n, last = divmod(n, len(LETTERS))
    n, second = divmod(n, len(SYMBOLS))
    fourth, digit = divmod(n, len(DIGITS))
    four = LETTERS[first] + SYMBOLS[second] + DIGITS[digit] + SYMBOLS[fourth]
    return next(
        reference for symbol in SYMBOLS if check(reference := four + symbol + LETTERS[last])
    )  # exactly one symbol fits, because 29 is prime


def check(reference: str) -> bool:
    """Whether a text is a whole reference, as written by `make`; `tidy` first what a person typed."""
    if not SHAPE.fullmatch(reference):
        return False
    return sum(weight * SYMBOLS.index(symbol) for weight, symbol in enumerate(reference, 1)) % len(SYMBOLS) == 0


def tidy(text: str) -> str:
    """A reference as people type it, in the form that `check` wants: upper case, without spaces and dashes."""
    if text.isalnum():  # as most are
        return text.upper()
    return re.sub(r"[\s\u00ad\u200b-\u200f\ufeff–—-]", "", text).upper()


def key(row: Row) -> str:
    """The hidden key that travels inside the answers: `K482TM.B07.r3`."""
    return f"{row.reference}.{row.part}.r{row.round}"


def parse_key(text: str) -> Key | None:
    """Read a hidden key; None when it is none or its check letter is wrong."""
    found = KEY_SHAPE.fullmatch(text.strip())
    return Key(*found.groups()) if found and check(found[1]) else None


def of_audit(first: Crawl) -> str:
    """The name of an audit, from its first crawl: two audits of one site have different names."""
    host = re.sub(r"^https?://(www\.)?", "", first.starts[0] if first.starts else "").split("/")[0] or "audit"
    return f"{host}-{zlib.crc32((first.started_at + str(first.starts)).encode()):08x}"


def first_number(audit: str) -> int:
    """Where an audit starts counting its references, so that those of two audits seldom meet."""
    return zlib.crc32(audit.encode()) % CAPACITY
