"""Texts made to measure: pages of chance words, and copies with a share of them changed."""

import random

VOCABULARY = [f"word{number}" for number in range(3000)]


def page(seed, words=200, line=20):
    chosen = random.Random(seed).choices(VOCABULARY, k=words)
    return "\n".join(" ".join(chosen[start : start + line]) for start in range(0, words, line))


def changed(text, share, seed=0):
    """The text with a share of its words replaced."""
    rng = random.Random(seed)
    lines = [line.split() for line in text.splitlines()]
    places = [(row, column) for row, line in enumerate(lines) for column in range(len(line))]
    for row, column in rng.sample(places, round(share * len(places))):
        lines[row][column] = f"new{rng.randrange(10**6)}"
    return "\n".join(" ".join(line) for line in lines)
