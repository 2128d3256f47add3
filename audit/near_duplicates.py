"""Finds pages that say nearly the same, in whole clusters, and documents that repeat a page."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rensa import RMinHash

from audit.shingles import Hashes, Texts, Words, read, runs

LIKE = 0.9
"""Share of the words that two near-duplicates have in common, in the same order (Screaming Frog's default is 90 %)."""
FEWEST_WORDS = 50
"""Shorter texts are not compared: a few words in common make them look alike (our judgement)."""
TEMPLATE_WEIGHT = 0.4
"""What a word of the template counts (our judgement): two filled-in forms are no duplicates, two empty ones are."""
OWN_LIKE = 0.75
"""Of the words that are not the template's so many must be the same too (our judgement) …"""
FEW_OWN = 10
"""… where a page has so many of them; with fewer it is a form that nobody filled in."""
KEPT = 0.6
"""A copy that was changed all over still has so many of the words that are the other's own."""
FORMS = 0.25
"""As words of the template count less, two texts may be so much less alike word by word."""

Counts = list[int]
"""Words that are the page's own, words of the template."""
OWN, TEMPLATE = 0, 1
_PERMUTATIONS, _ROWS, _SEED = 256, 4, 1
"""64 bands of 4: texts that share 90 % of their words, so 57 % of their shingles, are candidates 999 times in 1,000."""
_BAND_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
"""Odd numbers that make one number of a band; two bands with the same number by chance cost one comparison."""
_BATCH = 2_000
_MOST_LEADERS = 32
"""In one bucket a text is compared with so many others that are unlike each other, so the work stays linear."""
_AROUND = 100
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


def clusters(texts: Iterable[tuple[str, Words]], likeness: float = LIKE) -> list[Cluster]:
    """Find the near-duplicates among (key, words) pairs (see `numbered`); a key comes once.

    Candidates come from MinHash signatures; each is then compared word by word. Two texts are in one cluster
    when a chain of pairs joins them that have at least `likeness` of their words in common. Clusters are in
    the order of their centres' keys, members after the centre by falling likeness. Deterministic.
    """
    all_texts = read(texts)
    judged = [number for number, words in enumerate(all_texts.words) if len(words) >= FEWEST_WORDS]
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
    """The first lines in which two texts differ, one of each; empty where one has nothing at that place.

    Whether a line was changed or put in is told by the next _AROUND lines: a timetable may repeat one line as often as
    it likes, and to compare each with each would take hours.
    """
    ours, theirs = left.splitlines(), right.splitlines()
    first = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))))
    ours, theirs = ours[first : first + _AROUND], theirs[first : first + _AROUND]
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
    shared = runs(texts.template(number))
    kept = shared[shared % np.uint64(100) < np.uint64(100 * TEMPLATE_WEIGHT)]
    return np.concatenate([runs(texts.own(number)), kept])


def _likeness(texts: Texts, one: int, other: int, at_least: float = 0.0) -> float:
    """Share of words that two texts have in common, in order; 0 where it is clear that it is too small.

    A word that stands where the other text has one of the template counts as little as that: somebody changed a copy.
    Where the words that are the pages' own are too different, their share is the likeness: two forms, both filled in.
    """
    if _too_short(len(texts.words[one]), len(texts.words[other]), at_least):
        return 0.0
    left, right = _numbered(texts.words[one], texts.words[other])
    in_left, in_right = texts.shared[one], texts.shared[other]
    if at_least and _strangers(_written(left[~in_left]), _written(right[~in_right])):
        return 0.0
    ours, theirs = _written(left), _written(right)
    if LCSseq.normalized_similarity(ours, theirs) < at_least - FORMS:
        return 0.0
    alike, unlike = _weighed(ours, theirs, in_left.tolist(), in_right.tolist())
    likeness = _share(alike[OWN] + TEMPLATE_WEIGHT * alike[TEMPLATE], unlike[OWN] + TEMPLATE_WEIGHT * unlike[TEMPLATE])
    own = _share(alike[OWN], unlike[OWN])
    return own if own < OWN_LIKE and alike[OWN] + unlike[OWN] >= 2 * FEW_OWN else likeness


def _too_short(one: int, other: int, at_least: float) -> bool:
    return 2 * min(one, other) < (at_least - FORMS) * (one + other)


def _numbered(left: Words, right: Words) -> tuple[Words, Words]:
    """The words of two texts as small numbers, the same for the same word."""
    numbers = np.unique(np.concatenate([left, right]), return_inverse=True)[1].astype("<u4")
    return numbers[: len(left)], numbers[len(left) :]


def _written(numbers: Words) -> str:
    """One character a word: strings are compared in a third of the time that lists take.

    Two texts have at most twice MOST_WORDS words, fewer than there are characters before the surrogates.
    """
    return numbers.tobytes().decode("utf-32-le")


def _strangers(mine: str, theirs: str) -> bool:
    """Whether two texts share so few of their own words that neither is a copy; cheaper than to compare them whole."""
    fewer = min(len(mine), len(theirs))
    return fewer >= FEW_OWN and LCSseq.similarity(mine, theirs) < KEPT * fewer


def _weighed(left: str, right: str, in_left: list[bool], in_right: list[bool]) -> tuple[Counts, Counts]:
    """How many words of both texts are alike, and how many are not, those of their own and those of the template."""
    alike, unlike = [0, 0], [0, 0]
    here = there = 0
    for block in LCSseq.editops(left, right).as_matching_blocks():
        gap, gap_there = in_left[here : block.a], in_right[there : block.b]
        pairs = min(len(gap), len(gap_there))
        for mine, theirs in zip(gap, gap_there, strict=False):
            unlike[mine or theirs] += 2
        for longer in (gap[pairs:], gap_there[pairs:]):
            unlike[TEMPLATE] += sum(longer)
            unlike[OWN] += len(longer) - sum(longer)
        here, there = block.a + block.size, block.b + block.size
        of_template = sum(in_left[block.a : here])
        alike[TEMPLATE] += 2 * of_template
        alike[OWN] += 2 * (block.size - of_template)
    return alike, unlike


def _share(alike: float, unlike: float) -> float:
    return alike / (alike + unlike) if alike + unlike else 1.0


def _cluster(texts: Texts, members: list[int]) -> Cluster:
    """Order a group round its centre: the member most like the others."""
    tried = members[:_MOST_FOR_CENTRE]
    centre = max(tried, key=lambda one: (sum(_likeness(texts, one, other) for other in tried), -one))
    rest = [
        Member(texts.keys[other], round(_likeness(texts, centre, other), 3)) for other in members if other != centre
    ]
    return Cluster((Member(texts.keys[centre], 1.0), *sorted(rest, key=lambda member: (-member.likeness, member.key))))
