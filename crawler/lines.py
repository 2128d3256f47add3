"""Lines of text as people read them."""

import re

_EMPTY_LINE = re.compile(r"\n\s*\n")
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))
"""Characters that no line of text needs, and by which a title could steer the terminal that shows it."""


def one_line(words: list[str]) -> str:
    """Pieces of text put together, with each run of white space made one space, without what could steer a terminal."""
    line = " ".join("".join(words).split())
    return line if line.isprintable() else line.translate(_CONTROLS)


def typed_lines(words: list[str]) -> list[str]:
    """The same of text that is shown as it was typed: a line for each part between empty ones; none when none is."""
    parts = _EMPTY_LINE.split("".join(words))
    return [line for part in parts if (line := one_line([part]))] if len(parts) > 1 else []
