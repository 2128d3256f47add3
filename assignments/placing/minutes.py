"""Reads the minutes that people say a page took, however they write them."""

import re


def minutes_of(text: str) -> tuple[float | None, str]:
    """The minutes that a cell says, and a sentence where it was not a plain number."""
    plain = re.sub(r"\s+", " ", text.strip().removeprefix("'").casefold()).replace(",", ".")
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
    if found := re.fullmatch(r"pt(\d{1,4})h(\d{1,2})m(\d{1,2})s", plain):
        return int(found[1]) * 60 + int(found[2]) + int(found[3]) / 60
    return None
