"""What a page says: its main text without navigation and boilerplate, and a fingerprint of it."""

import hashlib

from crawler.elements import Role
from crawler.seen import Seen


def main_text(seen: Seen) -> str:
    """The lines that belong to what the page says, one block a line."""
    lines = [b for b in seen.blocks if not b.inside & Role.LANDMARK and b.region not in seen.navigation]
    for part in (Role.MAIN, Role.BODY):
        inner = [b for b in lines if b.inside & part]
        if sum(len(b.text) for b in inner) * 4 > sum(len(b.text) for b in lines):
            lines = inner
            break
    return "\n".join(b.text for b in lines)


def count_words(text: str) -> int:
    """How many words a reader would count: what stands between spaces and is more than a mark."""
    return len([None for word in text.split() if len(word) > 1 or word.isalnum()])


def fingerprint(text: str) -> str:
    """Equal for texts that differ in lines and case only; 16 hexadecimal digits, empty for no text."""
    words = text.lower().replace("\n", " ").encode()
    return hashlib.blake2b(words, digest_size=8).hexdigest() if words else ""
