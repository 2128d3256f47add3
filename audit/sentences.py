"""Cuts a text of one block a line into sentences."""

import re
from functools import lru_cache

_END = re.compile(r"[.!?…](?<![.!?…][.!?…])[.!?…]*+[\"”’»)\]]*+\s++(?=[\"“‘«(\[¿¡]*[^\W_a-zà-öø-ÿ])")
"""Begins with what it looks for and only then looks back: the search runs from stop to stop, not letter by letter."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gen|Sgt|St|Mt|Ave|Rd|No|Nos|vs|etc|e\.g|i\.e|cf|approx|Fig|Figs|Inc|Ltd|Co|Corp"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|p|pp|vol|ch|art|a\.m|p\.m|U\.S|U\.K|Jr|Sr"
    r"|bzw|z\.B|d\.h|usw|ca|Nr|Str|Mme|Mlle|Sr|Sra|Dña)|\b[A-Z]|(?<![\w.])\d{1,2})\.$"
)
"""Full stops after these do not end a sentence; a number is an ordinal in German and a list's number elsewhere."""
_LONGEST = 8
"""Characters of the longest abbreviation and its full stop: what stands before need not be searched."""


@lru_cache(maxsize=4)
def sentences(text: str) -> tuple[str, ...]:
    """Cut a text into its sentences, in order; a block never runs into the next, so a heading is a sentence of its own.

    The last few texts are remembered, because many rules ask about the same page one after the other.
    """
    found = []
    for line in text.splitlines():
        start = 0
        for end in _END.finditer(line):
            sentence = line[start : end.end()].strip()
            if sentence and not _ABBREVIATION.search(sentence, max(0, len(sentence) - _LONGEST)):
                found.append(sentence)
                start = end.end()
        if rest := line[start:].strip():
            found.append(rest)
    return tuple(found)
