"""Understands lengths of time as people write them: `2`, `1,5`, `90 min`, `1h30`, `1½ hours`."""

import re

NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none", "nan", "?"})
"""What people write in a cell that they have nothing to say in."""
UNITS = {"h": 1.0, "m": 1 / 60, "d": 7.0}
QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?|(?=[¼½¾]))\s*([¼½¾]?)\s*([a-z]*)\.?")
FRACTIONS = {"": 0.0, "¼": 0.25, "½": 0.5, "¾": 0.75}


def hours_in(text: str) -> float | None:
    """Hours from `2`, `1,5`, `2h`, `90 min`, `1h30`, `1:30`, `1½ hours`, `half a day`; None when nothing is said.

    What cannot be understood is -1, which no check lets pass.
    """
    text = text.casefold().strip().removeprefix("about ").removeprefix("ca. ").removeprefix("~").strip()
    if text in NOTHING:
        return None
    if clock := re.fullmatch(r"(\d{1,3}):(\d{2})(?::\d{2})?(?:\s*h\w*)?", text):
        return int(clock[1]) + int(clock[2]) / 60
    hours, at, unit = 0.0, 0, ""
    for found in QUANTITY.finditer(text):
        if text[at : found.start()].strip(" &+") not in ("", "and"):
            return -1
        unit = found[3][:1] or {"h": "m"}.get(unit, "h")
        if unit not in UNITS or (not found[1] and not found[2]):
            return -1
        hours += (float((found[1] or "0").replace(",", ".")) + FRACTIONS[found[2]]) * UNITS[unit]
        at = found.end()
    return hours if at == len(text) and at else -1
