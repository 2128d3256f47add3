"""What a document says of itself, in the form in which the child process hands it over."""

import re
from dataclasses import dataclass, field

MOST_TEXT = 5_000_000
"""Characters of text that are read of one document; the rest is left out and `cut` says so."""

MOST_DIGITS = 7
"""Of a number of pages; longer ones are nonsense."""
NEEDS_A_KEY = "it is protected by a password"
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


@dataclass(slots=True, kw_only=True)
class Facts:
    """Facts of one document; empty and None mean unknown."""

    format: str = ""
    """PDF, Word, Excel … with `(old)` for the binary formats of before 2007."""
    title: str = ""
    author: str = ""
    language: str = ""
    created: str = ""
    modified: str = ""
    """ISO 8601."""
    pages: int | None = None
    """Pages, slides or sheets."""
    tagged: bool | None = None
    """Whether a PDF says which of its text is a heading, a list, a table."""
    scanned: bool | None = None
    """Whether more than nine in ten pages are pictures without text."""
    producer: str = ""
    text: str = ""
    cut: bool = False
    """Whether only the beginning of the text was read."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """(address as written, text), in the order of the document."""
    problem: str = ""
    """Why it could not be read, or not wholly."""


def pdf_date(written: str) -> str:
    """`D:20190503120000+01'00'` as ISO 8601; empty when it is no date."""
    found = _PDF_DATE.match(written.strip())
    if not found:
        return ""
    year, month, day, hour, minute, second, utc, sign, zone_hour, zone_minute = found.groups()
    if not ("1980" <= year <= "2100" and "01" <= (month or "01") <= "12" and "01" <= (day or "01") <= "31"):
        return ""
    date = f"{year}-{month or '01'}-{day or '01'}"
    if not hour:
        return date
    zone = "Z" if utc else f"{sign}{zone_hour}:{zone_minute or '00'}" if sign else ""
    return f"{date}T{hour}:{minute}:{second or '00'}{zone}"
