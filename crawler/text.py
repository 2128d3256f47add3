"""What a page says: its main text without navigation and boilerplate, and a fingerprint of it."""

import hashlib
import re

from crawler.page import Place
from crawler.walk import Block

_WORD = re.compile(r"\w[\w'’.-]*")


def main_text(blocks: list[Block], *, has_main: bool) -> str:
    """The lines that belong to what the page says, one block a line."""
    chosen = [b for b in blocks if b.place is Place.CONTENT and (b.in_main or not has_main)]
    return "\n".join(block.text for block in chosen)


def count_words(text: str) -> int:
    """How many words a reader would count."""
    return len(_WORD.findall(text))


def fingerprint(text: str) -> str:
    """Equal for texts that differ in white space and case only; 16 hexadecimal digits, empty for no text."""
    words = " ".join(text.lower().split())
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest() if words else ""
