"""Lines of text as people read them."""

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))
"""Characters that no line of text needs, and by which a title could steer the terminal that shows it."""


def one_line(words: list[str]) -> str:
    """Pieces of text put together, with each run of white space made one space, without what could steer a terminal."""
    line = " ".join("".join(words).split())
    return line if line.isprintable() else line.translate(_CONTROLS)
