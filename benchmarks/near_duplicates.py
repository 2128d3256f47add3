"""Near-duplicates: found pairs against labelled pairs, copies made by changing words, time and memory for many pages.

    AUDIT_SHARED=FOLDER python -m benchmarks.near_duplicates [--pages 100000]

A labelled pair is right when both pages are in one cluster. Pairs that look less alike than the labelled ones are
taken to be different. Made copies: of every tenth page, with 2 to 8 % of the words changed (to be found) or 15 to 40 %
(not to be found). The option needs datasketch, for comparison.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from rensa import RMinHash

from audit.near_duplicates import FEWEST_WORDS, clusters
from audit.shingles import numbered
from benchmarks.corpora import HALVES, SITES, half, labels, scores, texts

VOCABULARY = [f"word{number}" for number in range(60_000)]


def labelled() -> None:
    """Precision and recall on pairs of real pages."""
    wanted = {
        name: {tuple(sorted((row["page"], row["other"]))) for row in labels("near_duplicates") if row["label"] == "yes"}
        for name in HALVES
    }
    found: set[tuple[str, ...]] = set()
    for site in SITES:
        for cluster in clusters(numbered((path, text) for path, text, _ in texts(site))):
            found.update(combinations(sorted(member.key for member in cluster.members), 2))
    for name in HALVES:
        want = {pair for pair in wanted[name] if half(pair[0]) == name}
        got = {pair for pair in found if half(pair[0]) == name}
        scores(f"pages, {name}", len(got & want), len(got - want), len(want - got))
        for pair in sorted(got ^ want):
            print(f"    {'wrong' if pair in got else 'missed'}: {' and '.join(pair)}")


def changed(text: str, share: float, chance: random.Random) -> str:
    """A copy with a share of its words replaced."""
    lines = [line.split() for line in text.splitlines()]
    places = [(row, column) for row, line in enumerate(lines) for column in range(len(line))]
    for row, column in chance.sample(places, round(share * len(places))):
        lines[row][column] = chance.choice(VOCABULARY)
    return "\n".join(" ".join(line) for line in lines)


def made() -> None:
    """Precision and recall on copies with a known share of changed words."""
    chance = random.Random(5)
    for site in SITES:
        pages = [(path, text) for path, text, _ in texts(site)]
        before = {member.key for cluster in clusters(numbered(pages)) for member in cluster.members}
        copied = [page for page in pages[::10] if len(page[1].split()) >= 2 * FEWEST_WORDS and page[0] not in before]
        near = [(f"{path} near", changed(text, chance.uniform(0.02, 0.08), chance)) for path, text in copied[::2]]
        far = [(f"{path} far", changed(text, chance.uniform(0.15, 0.4), chance)) for path, text in copied[1::2]]
        together = {member.key for cluster in clusters(numbered([*pages, *near, *far])) for member in cluster.members}
        right = sum(key in together for key, _ in near)
        scores(f"made from {site}", right, sum(key in together for key, _ in far), len(near) - right)


def many(number: int) -> Iterator[tuple[str, str]]:
    """Pages of 500 words drawn as unevenly as in a language, every tenth a near copy of the one before."""
    chance = np.random.default_rng(3)
    weights = 1 / np.arange(1, len(VOCABULARY) + 1)
    drawn = chance.choice(len(VOCABULARY), size=(2_000, 500), p=weights / weights.sum())
    for page in range(number):
        words = drawn[page % 2_000].copy()
        if page % 10 != 9:
            chance.shuffle(words)
            last = words
        else:
            words = last.copy()
            words[chance.integers(0, 500, 15)] = chance.integers(0, len(VOCABULARY), 15)
        yield f"/{page}", "\n".join(" ".join(VOCABULARY[word] for word in line) for line in words.reshape(-1, 25))


def speed(number: int) -> None:
    """Seconds and memory for many pages, and what one signature costs with each library."""
    from datasketch import MinHash  # noqa: PLC0415 — only for this comparison

    started = time.process_time()
    for _ in many(number):
        pass
    made_in = time.process_time() - started
    started = time.process_time()
    found = clusters(numbered(many(number)))
    seconds = time.process_time() - started - made_in
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{number} pages of 500 words: {seconds:.1f} CPU s, peak {peak:.0f} MiB, {len(found)} clusters")
    tokens = np.random.default_rng(1).integers(0, 2**63, size=500, dtype=np.uint64)
    started = time.process_time()
    RMinHash.digest_matrix_from_flat_token_hashes(
        np.tile(tokens, 2_000), list(range(0, 1_000_001, 500)), 256, 1
    ).to_rows()
    rensa = (time.process_time() - started) / 2_000
    small = (tokens >> np.uint64(32)).tolist()
    started = time.process_time()
    for _ in range(200):
        MinHash(num_perm=256, hashfunc=int).update_batch(small)
    datasketch = (time.process_time() - started) / 200
    print(f"a signature of 256 numbers: rensa {1e6 * rensa:.0f} µs, datasketch {1e6 * datasketch:.0f} µs")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=0, help="measure the speed with so many made pages")
    wanted_pages = parser.parse_args().pages
    labelled()
    made()
    if wanted_pages:
        speed(wanted_pages)
