"""What a page says: its main text without navigation and boilerplate, and a fingerprint of it.

Ours chooses among the lines that the walk has seen already. On organisations' pages of benchmarks/labels/text.json that
were kept aside while it was written (they share their templates with the others), F1 of words was .99, trafilatura's
.92, resiliparse's .81. On 21 news pages of sites that nobody had looked at it was .83, trafilatura's .89 at four times
the CPU of our whole walk, resiliparse's .80 (benchmarks/text.py); what their publishers call the body of such a page
has neither its heading nor its captions, which ours keeps.
"""

import hashlib
import re

from crawler.elements import Role
from crawler.seen import Block, Seen

MAIN_SHARE = 0.25
"""Of the text outside of navigation: a main part that holds less is a frame for something else."""
ARTICLE_SHARE = 0.6
"""Of the text of the main part: an article that holds less is one of several, or a teaser."""
MENU_LINES = 4
MENU_SHARE = 0.9
"""So many lines one after the other of which so much can be clicked on are a menu."""
LINE_COST = 5
"""Characters that a line must bring, so that a run of stray words does not go on for ever."""
RUNNING_TEXT = 600
"""Characters outside of links, some hundred words: with fewer, links may be what the page is for."""
_LEADS = tuple(bytes([lead]) for lead in (0xE0, 0xE1, *range(0xE3, 0xEA)))
"""Bytes by which the characters of these scripts begin in UTF-8, but no quotation mark or dash. To look for them takes
two microseconds; to look for the characters as long as to count the words.
"""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def main_text(seen: Seen) -> str:
    """The lines that belong to what the page says, one block a line.

    Left out are landmarks, parts called navigation, what visitors have written under the page, and what stands outside
    of the main part where the page marks one and that holds a fair share of the text; elsewhere also runs of lines that
    are nothing but links.
    """
    lines = [b for b in seen.blocks if not b.inside & Role.LANDMARK and b.region not in seen.navigation]
    said = [b for b in lines if not b.inside & Role.COMMENTS]
    if len(said) < len(lines) and _length(said) > MAIN_SHARE * _length(lines):
        lines = said  # elsewhere comments are all, and so the page
    inner = _inside(lines, Role.MAIN, MAIN_SHARE)
    inner = _inside(inner or lines, Role.BODY, ARTICLE_SHARE if inner else MAIN_SHARE) or inner
    return "\n".join(b.text for b in _without_tail(inner or _without_menus(lines)))


def _inside(lines: list[Block], part: int, share: float) -> list[Block]:
    """The lines in such a part of the page; none when they hold too little of the text to be all that it says."""
    inner = [b for b in lines if b.inside & part]
    return inner if inner and _length(inner) > share * _length(lines) else []


def _length(lines: list[Block]) -> int:
    return sum([len(b.text) for b in lines])


def _without_menus(lines: list[Block]) -> list[Block]:
    """Leave out runs of links; all lines when hardly any would be left, for then the links are what the page says."""
    kept: list[Block] = []
    run: list[Block] = []
    for line in lines:
        if line.linked >= MENU_SHARE * len(line.text):
            run.append(line)
            continue
        kept += run if len(run) < MENU_LINES else []
        run = []
        kept.append(line)
    kept += run if len(run) < MENU_LINES else []
    return kept if _length(kept) > MAIN_SHARE * _length(lines) else lines


def _without_tail(lines: list[Block]) -> list[Block]:
    """End where running text ends, and leave out what follows it: links to other pages, teasers, counters.

    A line counts for what it says and against what can be clicked on in it; the text ends where the sum is greatest
    (the method of Kadane for the best stretch of a sequence). A page with little text besides its links is left whole.
    """
    total = best = said = 0
    end = len(lines)
    for number, line in enumerate(lines, 1):
        new = len(line.text) - line.linked
        said += new
        total += new - line.linked - LINE_COST
        if total < 0:
            total = 0
        elif total > best and said >= RUNNING_TEXT:
            best, end = total, number
    return lines[:end]


def count_words(text: str) -> int:
    """How many words a reader would count: what stands between spaces and is more than a mark.

    Chinese, Japanese, Thai, Lao, Burmese and Khmer put no spaces between words: there every second character counts
    (our judgement).
    """
    unspaced = 0
    if not text.isascii() and any(map(text.encode("utf-8", "replace").__contains__, _LEADS)):
        text, unspaced = _UNSPACED.subn(" ", text)
    words = text.split()
    return len(words) - len([mark for mark in words if len(mark) == 1 and not mark.isalnum()]) + (unspaced + 1) // 2


def fingerprint(text: str) -> str:
    """Equal for texts that differ in lines and case only; 16 hexadecimal digits, empty for no text.

    It is kept and compared with those of later crawls, so it must stay the same from version to version.
    """
    words = text.lower().replace("\n", " ").encode()
    return hashlib.blake2b(words, digest_size=8).hexdigest() if words else ""
