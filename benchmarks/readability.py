"""Readability: share of texts whose three reading levels come out in strict order, and seconds.

    AUDIT_SHARED=FOLDER python -m benchmarks.readability

Texts of OneStopEnglish (CC BY-SA 4.0). The way of counting syllables and sentences was chosen on the half whose names
have an even SHA-256.
"""

import os
import time
from collections import defaultdict
from pathlib import Path

from audit.readability import Readability, readability
from benchmarks.corpora import HALVES, half

LEVELS = ("ele", "int", "adv")


def main() -> None:
    """Print the figures of both halves."""
    folder = Path(os.environ["AUDIT_SHARED"]) / "gold" / "readability-onestopenglish"
    found: defaultdict[str, dict[str, Readability]] = defaultdict(dict)
    started = time.process_time()
    for file in sorted(folder.rglob("*.txt")):
        name, _, level = file.stem.rpartition("-")
        measured = readability(file.read_text(encoding="utf-8-sig", errors="replace"), "en")
        assert measured is not None
        found[name][level] = measured
    seconds = time.process_time() - started
    for wanted in HALVES:
        texts = [levels for name, levels in found.items() if half(name) == wanted]
        ease = [[-levels[level].reading_ease for level in LEVELS] for levels in texts]
        grade = [[levels[level].grade for level in LEVELS] for levels in texts]
        for figure, rows in (("reading ease", ease), ("grade", grade)):
            right = sum(low < middle < high for low, middle, high in rows)
            print(f"{figure:14} {wanted:12} {right} of {len(rows)} in order: {right / len(rows):.3f}")
    print(f"{1000 * seconds / (3 * len(found)):.2f} CPU ms a text")


if __name__ == "__main__":
    main()
