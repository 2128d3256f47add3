"""Says what the demo does, in numbered steps with the command that does the same, wrapped for a terminal."""

import shutil
import textwrap
from collections.abc import Callable, Iterable

WIDEST, NARROWEST = 96, 40
"""Columns of a terminal: longer lines are tiresome to read, shorter ones hold no sentence."""

Say = Callable[[str], None]


class Teller:
    """Tells one demo."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._steps = 0
        self._width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))

    def paragraph(self, text: str) -> None:
        """Some sentences, with a blank line after them."""
        self._say(textwrap.fill(" ".join(text.split()), self._width, break_long_words=False, break_on_hyphens=False))
        self._say("")

    def step(self, title: str, why: str, command: str = "") -> None:
        """A new step: what is done now, why, and the command with which one does it on one's own site."""
        self._steps += 1
        self._say(f"{self._steps}. {title}")
        for text in (why, f"On your own site: {command}" if command else ""):
            if text:
                self._indented(text)

    def lines(self, texts: Iterable[str]) -> None:
        """What came of it, a line a thing, and a blank line after them."""
        for text in texts:
            self._indented(text, "   - ")
        self._say("")

    def _indented(self, text: str, first: str = "   ") -> None:
        blank = " " * len(first)
        self._say(
            textwrap.fill(
                " ".join(text.split()), self._width, initial_indent=first, subsequent_indent=blank,
                break_long_words=False, break_on_hyphens=False,
            )
        )  # fmt: skip
