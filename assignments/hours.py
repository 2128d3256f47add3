"""Understands lengths of time as people write them: `2`, `1,5`, `90 min`, `1h30`, `1½ hours`."""

import re

NOTHING = frozenset(
    ["", "-", "–", "—", "n/a", "na", "none", "?", "tbc", "tbd", "tba", "k.a.", "k. a.", "keine angabe",
     "aucun", "aucune"],
)  # fmt: skip
"""What people write in a cell that they have nothing to say in."""
UNITS = {"h": 1.0, "s": 1.0, "m": 1 / 60, "d": 7.0}
"""By their first letter, in hours; `s` is the German Stunden."""
BEFORE = re.compile(
    r"^(?:about|around|ca\.|circa|up to|at most|max\.?|maximum|environ|env\.|etwa|ungefähr|rund|tua|~|<|≤)\s*"
)
HALVES = (("half an ", "0.5 "), ("half a ", "0.5 "), ("an ", "1 "), ("one ", "1 "), ("two ", "2 "), ("three ", "3 "))
RANGE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:-|–|to)\s*(\d+(?:[.,]\d+)?)\s*([a-z]*)\.?")
QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?|(?=[¼½¾]))\s*([¼½¾]?)\s*([a-z]*)\.?")
FRACTIONS = {"": 0.0, "¼": 0.25, "½": 0.5, "¾": 0.75}


def hours_in(text: str) -> float | None:
    """Hours from `2`, `1,5`, `2h`, `90 min`, `1h30`, `1:30`, `1½ hours`, `half a day`, `2-3` (the middle).

    None when nothing is said. What cannot be understood is -1, which no check lets pass.
    """
    text = BEFORE.sub("", text.casefold().strip())
    if text in NOTHING:
        return None
    if clock := re.fullmatch(r"(\d{1,3}):(\d{2})(?::\d{2})?(?:\s*h\w*)?", text):
        return int(clock[1]) + int(clock[2]) / 60
    if between := RANGE.fullmatch(text):
        ends = [hours_in(f"{end} {between[3]}") for end in between.group(1, 2)]
        return sum(end for end in ends if end is not None) / 2 if min(end or 0 for end in ends) >= 0 else -1
    for word, number in HALVES:
        text = number + text.removeprefix(word) if text.startswith(word) else text
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
