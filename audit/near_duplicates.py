"""Finds pages that say nearly the same, in whole clusters, and documents that repeat a page."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rensa import RMinHash

from audit.shingles import Hashes, Texts, read, runs

LIKE = 0.9
"""Share of the words that two near-duplicates have in common, in the same order (Screaming Frog's default is 90 %)."""
FEWEST_WORDS = 50
"""Shorter texts are not compared: a few words in common make them look alike (our judgement)."""
TEMPLATE_WEIGHT = 0.4
"""What a word of the template counts (our judgement): two filled-in forms are no duplicates, two empty ones are."""

_PERMUTATIONS, _ROWS, _SEED = 256, 4, 1
"""64 bands of 4: texts that share 90 % of their words, so 57 % of their shingles, are candidates 999 times in 1,000."""
_BAND_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
"""Odd numbers that make one number of a band; two bands with the same number by chance cost one comparison."""
_BATCH = 2_000
_MOST_LEADERS = 32
"""In one bucket a text is compared with so many others that are unlike each other, so the work stays linear."""
_MOST_FOR_CENTRE = 25
"""Among so many members of a cluster the centre is sought."""


@dataclass(frozen=True, slots=True)
class Member:
    """One page of a cluster."""

    key: str
    likeness: float
    """Share of words in common with the cluster's centre, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Pages that say nearly the same; the centre, which is most like all the others, comes first."""

    members: tuple[Member, ...]


def clusters(texts: Iterable[tuple[str, str]], likeness: float = LIKE) -> list[Cluster]:
    """Find the near-duplicates among (key, text) pairs; a text has one block a line, a key comes once.

    Candidates come from MinHash signatures; each is then compared word by word. Two texts are in one cluster
    when a chain of pairs joins them that have at least `likeness` of their words in common. Clusters are in
    the order of their centres' keys, members after the centre by falling likeness. Deterministic.
    """
    all_texts = read(texts)
    lengths = [len(own) + len(shared) for own, shared in zip(all_texts.own, all_texts.template, strict=True)]
    judged = [number for number, length in enumerate(lengths) if length >= FEWEST_WORDS]
    joined = _Joined()
    compared: set[tuple[int, int]] = set()
    for bucket in _buckets(all_texts, judged):
        leaders: list[int] = []
        for number in bucket:
            for leader in leaders:
                if joined.root(number) == joined.root(leader):
                    break
                if (leader, number) not in compared:
                    compared.add((leader, number))
                    if _likeness(all_texts, leader, number, likeness) >= likeness:
                        joined.join(leader, number)
                        break
            else:
                if len(leaders) < _MOST_LEADERS:
                    leaders.append(number)
    found = [_cluster(all_texts, members) for members in joined.groups()]
    return sorted(found, key=lambda cluster: cluster.members[0].key)


def differing_lines(left: str, right: str) -> tuple[str, str]:
    """The first lines in which two texts differ, one of each; empty where one has nothing at that place."""
    ours, theirs = left.splitlines(), right.splitlines()
    for kind, start, end, other_start, other_end in difflib.SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            return " ".join(ours[start:end][:1]), " ".join(theirs[other_start:other_end][:1])
    return "", ""


class _Joined:
    """Union-find: which numbers hang together."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, number: int) -> int:
        while (parent := self._parent.get(number, number)) != number:
            self._parent[number] = self._parent.get(parent, parent)
            number = parent
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low
        self._parent.setdefault(low, low)

    def groups(self) -> list[list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number in sorted(self._parent):
            found[self.root(number)].append(number)
        return list(found.values())


def _buckets(texts: Texts, judged: Sequence[int]) -> Iterator[list[int]]:
    """Groups of texts whose MinHash signatures agree in a band."""
    if not judged:
        return
    numbers = np.array(judged)
    signatures = np.concatenate(
        [_signatures(texts, judged[start : start + _BATCH]) for start in range(0, len(judged), _BATCH)]
    )
    for start in range(0, _PERMUTATIONS, _ROWS):
        four = signatures[:, start : start + _ROWS].astype(np.uint64)
        band = (four * _BAND_MIX).sum(axis=1, dtype=np.uint64)
        order = np.argsort(band, kind="stable")
        starts = np.flatnonzero(np.concatenate([[True], band[order][1:] != band[order][:-1]]))
        sizes = np.diff(np.append(starts, len(order)))
        for first, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
            yield numbers[order[first : first + size]].tolist()


def _signatures(texts: Texts, batch: Sequence[int]) -> NDArray[np.uint32]:
    """One MinHash signature a text, from its own shingles and the template's lines."""
    tokens = [_tokens(texts, number) for number in batch]
    ends = np.concatenate([[0], np.cumsum([len(found) for found in tokens])])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(tokens), ends.tolist(), _PERMUTATIONS, _SEED)
    return np.array(matrix.to_rows(), dtype=np.uint32)


def _tokens(texts: Texts, number: int) -> Hashes:
    """The runs of a text; of the template's only a part, as its words count only in part."""
    shared = runs(texts.template[number])
    kept = shared[shared % np.uint64(100) < np.uint64(100 * TEMPLATE_WEIGHT)]
    return np.concatenate([runs(texts.own[number]), kept])


def _likeness(texts: Texts, one: int, other: int, at_least: float = 0.0) -> float:
    """Share of words that two texts have in common, in order; 0 where it is clear from the lengths to be too small."""
    total = most = 0.0
    for words, weight in ((texts.own, 1.0), (texts.template, TEMPLATE_WEIGHT)):
        total += weight * (len(words[one]) + len(words[other]))
        most += 2 * weight * min(len(words[one]), len(words[other]))
    if most < at_least * total:
        return 0.0
    own = LCSseq.similarity(texts.own[one].tolist(), texts.own[other].tolist())
    shared = LCSseq.similarity(texts.template[one].tolist(), texts.template[other].tolist())
    return 2 * (own + TEMPLATE_WEIGHT * shared) / total


def _cluster(texts: Texts, members: list[int]) -> Cluster:
    """Order a group round its centre: the member most like the others."""
    tried = members[:_MOST_FOR_CENTRE]
    centre = max(tried, key=lambda one: (sum(_likeness(texts, one, other) for other in tried), -one))
    rest = [
        Member(texts.keys[other], round(_likeness(texts, centre, other), 3)) for other in members if other != centre
    ]
    return Cluster((Member(texts.keys[centre], 1.0), *sorted(rest, key=lambda member: (-member.likeness, member.key))))
