"""Deals pages to people: as much fit as there can be, minutes in proportion to what each offered, neighbours together.

The objective. Pages that must stay together (near-duplicates of each other, a document and its page) are one *piece*.
Each piece goes to exactly one person, never to one who must not have its section. Among all such deals we look for the
greatest sum of minutes x fit, subject to every person's minutes being their share of the hours that were offered (or
all that they may have, where that is less: see `attainable`); ties, and up to 1 % of fit, are spent on giving
neighbouring pages of one section to the same person.

The way. Pieces with the same section and the same fit for everybody form a *kind*. Kinds, sections and people make a
network, and the best flow of minutes through it is an exact minimum-cost flow (see `flow`). An optimal flow of that
sort divides fewer kinds than there are people, so that whole pieces can be laid along it with little left over; the
rest is evened out piece by piece (see `level`). Everything is integer and in a fixed order: equal input, equal deal.

The upper bound is the same flow with pages divisible, nothing kept together and no reward for neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assignments.flow import BLOCK, Network, best_flow
from assignments.level import even_out

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Fits = NDArray[np.float32]

STEPS = 200
"""Fits are told apart in so many steps: finer differences mean nothing."""
TOGETHER = 0.01
"""At most this share of the fit is given up for keeping sections together."""
MOST_OF_A_SHARE = 0.5
"""What must stay together is still divided where it would be more than this part of the smallest share."""


@dataclass(frozen=True)
class Hand:
    """What is to be dealt, one entry a page in each array, and to whom."""

    minutes: Floats
    section: Ints
    """Number of the section, from 0."""
    together: Ints
    """Pages with the same number stay with one person."""
    fit: Fits
    """Pages x people, 0 to 1."""
    allowed: NDArray[np.bool_]
    """Sections x people."""
    barred: Ints
    """A person who must not get the page (they have it already); -1 for none."""
    shares: Floats
    """Minutes that each person should get; they sum up to those of the pages."""


@dataclass(frozen=True)
class Deal:
    """Who gets what."""

    owner: Ints
    """One person's number a page."""
    loads: Floats
    """Minutes of each person."""
    fit: float
    """Sum of minutes x fit."""


def deal(hand: Hand) -> Deal:
    """Find the best deal; every section must be allowed to somebody who is not barred from its pages."""
    pieces = _pieces(hand)
    minutes = np.bincount(pieces, weights=hand.minutes).astype(np.float64)
    pages = len(hand.minutes)
    first = np.full(len(minutes), pages, dtype=np.int64)
    np.minimum.at(first, pieces, np.arange(pages))
    fit = _mean_fit(hand, pieces, minutes)
    whole = Hand(
        minutes=minutes,
        section=hand.section[first],
        together=np.arange(len(minutes)),
        fit=fit,
        allowed=hand.allowed,
        barred=hand.barred[first],
        shares=hand.shares,
    )
    kinds = _kinds(whole)
    network = _network(whole, kinds)
    owner = _lay(whole, kinds, network, best_flow(network, keep_together=TOGETHER))
    owner = even_out(whole, owner)
    of_pages = owner[pieces]
    at = (np.arange(pages), of_pages)
    return Deal(
        owner=of_pages,
        loads=np.bincount(of_pages, weights=hand.minutes, minlength=len(hand.shares)).astype(np.float64),
        fit=float((hand.minutes * hand.fit[at]).sum()),
    )


def attainable(shares: Floats, reach: Floats) -> Floats:
    """Shares that can be had: nobody's is more than all the minutes they may have (`reach`); others take the rest.

    Who may have little of what is dealt gets that, and everybody else stays in proportion to the shares given.
    """
    shares, total = shares.copy(), float(shares.sum())
    full = np.zeros(len(shares), dtype=np.bool_)
    while (shares[~full] > reach[~full]).any():
        full |= shares > reach
        shares[full] = np.minimum(shares[full], reach[full])
        others = ~full & (shares > 0)
        if not others.any():
            break
        shares[others] *= (total - float(shares[full].sum())) / float(shares[others].sum())
    return shares


def upper_bound(hand: Hand) -> float:
    """No deal with these shares can have more minutes x fit than this."""
    kinds = _kinds(hand)
    network = _network(hand, kinds)
    flow = best_flow(network, keep_together=0.0)
    return float((flow * network.fit).sum())


def _pieces(hand: Hand) -> Ints:
    """The piece of each page, numbered in the order of their first page; what would be too much for one is divided."""
    limit = max(MOST_OF_A_SHARE * float(hand.shares[hand.shares > 0].min()), float(hand.minutes.max()))
    size = np.bincount(hand.together, weights=hand.minutes).astype(np.float64)
    names: dict[tuple[int, int], int] = {}
    filled: dict[int, float] = {}
    pieces = np.empty(len(hand.minutes), dtype=np.int64)
    for page, (group, minutes) in enumerate(zip(hand.together.tolist(), hand.minutes.tolist(), strict=True)):
        filled[group] = filled.get(group, 0.0) + minutes
        part = int((filled[group] - minutes / 2) / limit) if size[group] > limit else 0
        pieces[page] = names.setdefault((group, part), len(names))
    return pieces


def _mean_fit(hand: Hand, pieces: Ints, minutes: Floats) -> Fits:
    """Pieces x people: the fit of a piece is that of its pages, weighted by their minutes."""
    if len(minutes) == len(pieces):
        return hand.fit
    order = np.argsort(pieces, kind="stable")
    starts = np.searchsorted(pieces[order], np.arange(len(minutes)))
    fit = np.empty((len(minutes), hand.fit.shape[1]), dtype=np.float32)
    for person in range(hand.fit.shape[1]):  # one column at a time keeps memory flat
        weighted = hand.fit[order, person] * hand.minutes[order]
        fit[:, person] = np.add.reduceat(weighted, starts) / minutes
    return fit


def _kinds(hand: Hand) -> Ints:
    """The kind of each piece: equal section, equal bar and (in steps) equal fit for everybody."""
    names: dict[tuple[int, int, bytes], int] = {}
    kinds = []
    for section, bar, fits in zip(hand.section.tolist(), hand.barred.tolist(), hand.fit, strict=True):
        key = (section, bar, np.round(fits * STEPS).astype(np.uint8).tobytes())
        kinds.append(names.setdefault(key, len(names)))
    return np.array(kinds, dtype=np.int64)


def _network(hand: Hand, kinds: Ints) -> Network:
    """The ways that minutes can go: from each kind to those whom it fits, or through its section to anybody."""
    count = int(kinds.max()) + 1
    first = np.full(count, len(kinds), dtype=np.int64)
    np.minimum.at(first, kinds, np.arange(len(kinds)))
    return Network.of(
        minutes=np.bincount(kinds, weights=hand.minutes, minlength=count).astype(np.float64),
        section=hand.section[first],
        fit=_fit_of_kinds(hand.fit, kinds, count),
        allowed=hand.allowed,
        barred=hand.barred[first],
        shares=hand.shares,
    )


def _fit_of_kinds(fit: Fits, kinds: Ints, count: int) -> Iterator[Fits]:
    """Kinds x people, a block of kinds at a time: the best fit of each kind's pieces, so that no bound is too low."""
    order = np.argsort(kinds, kind="stable")
    starts = np.searchsorted(kinds[order], np.arange(count + 1))
    for first in range(0, count, BLOCK):
        own = starts[first : first + BLOCK + 1]
        yield np.maximum.reduceat(fit[order[own[0] : own[-1]]], own[:-1] - own[0], axis=0)


def _lay(hand: Hand, kinds: Ints, network: Network, flow: Floats) -> Ints:
    """Lay whole pieces along the flow, in their order, so that neighbours stay neighbours."""
    ways: dict[int, list[tuple[int, float]]] = {}
    through: dict[int, list[tuple[int, float]]] = {}
    running = np.flatnonzero(flow > 0)
    for way in running[np.argsort(-flow[running], kind="stable")].tolist():
        kind, person = int(network.kind[way]), int(network.person[way])
        if kind >= 0:
            ways.setdefault(kind, []).append((person, float(flow[way])))
        else:
            through.setdefault(int(network.section[way]), []).append((person, float(flow[way])))
    owner = np.full(len(kinds), -1, dtype=np.int64)
    for kind, pieces in _grouped(kinds, np.arange(len(kinds))):
        owner[pieces] = _fill(hand.minutes[pieces].tolist(), ways[kind])
    rest = np.flatnonzero(owner < 0)
    for section, pieces in _grouped(hand.section[rest], rest):
        owner[pieces] = _fill(hand.minutes[pieces].tolist(), through[section])
    return owner


def _grouped(keys: Ints, values: Ints) -> Iterator[tuple[int, Ints]]:
    """Values by key, each group in its old order."""
    order = np.argsort(keys, kind="stable")
    borders = np.flatnonzero(np.diff(keys[order])) + 1
    for group in np.split(order, borders):
        if len(group):
            yield int(keys[group[0]]), values[group]


def _fill(sizes: list[float], takers: list[tuple[int, float]]) -> list[int]:
    """Who takes each piece: one after the other is filled; -1 is the section, which hands on."""
    room = [minutes for _, minutes in takers]
    at = 0
    taken = []
    for size in sizes:
        while at < len(room) - 1 and room[at] < size / 2:
            at += 1
        here = at if room[at] >= size / 2 else max(range(len(room)), key=room.__getitem__)
        room[here] -= size
        taken.append(takers[here][0])
    return taken
