"""Evens out a deal piece by piece until everybody's minutes are near their share, at the least cost in fit."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from assignments.deal import Hand

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR = 0.01
"""Nearer to one's share than this nobody counts."""
TAKERS = 12
"""So many of those with the least are asked in turn."""
APART = 0.02
"""What it costs, in fit, to bring a person a section that they have nothing else of."""


def even_out(hand: "Hand", owner: Ints) -> Ints:
    """Move pieces from those who have most for their share to those who have least, as long as that evens out."""
    owner = owner.copy()
    shares = hand.shares
    loads = np.bincount(owner, weights=hand.minutes, minlength=len(shares)).astype(np.float64)
    ratio = np.where(shares > 0, shares, 1.0)
    able = shares > 0
    stuck = ~able
    while not stuck.all():
        over = (loads - shares) / ratio
        giver = int(np.argmax(np.where(stuck, -np.inf, over)))
        if over[giver] <= NEAR and over[able].min() >= -NEAR:
            break
        takers = np.argsort(np.where(able, over, np.inf), kind="stable")[:TAKERS]
        move = _best_move(hand, owner, loads, giver, takers[(takers != giver) & able[takers]])
        if move is None:
            stuck[giver] = True
            continue
        piece, taker = move
        owner[piece] = taker
        loads[giver] -= hand.minutes[piece]
        loads[taker] += hand.minutes[piece]
        stuck[:] = ~able | (stuck & (np.arange(len(shares)) != taker))
    return owner


def _best_move(hand: "Hand", owner: Ints, loads: Floats, giver: int, takers: Ints) -> tuple[int, int] | None:
    """The cheapest piece that one person can hand to one of the takers so that both come nearer to their shares."""
    pieces = np.flatnonzero(owner == giver)
    size = hand.minutes[pieces]
    over = loads - hand.shares
    for taker in takers.tolist():
        before = over[giver] ** 2 / hand.shares[giver] + over[taker] ** 2 / hand.shares[taker]
        after = (over[giver] - size) ** 2 / hand.shares[giver] + (over[taker] + size) ** 2 / hand.shares[taker]
        fine = (
            hand.allowed[hand.section[pieces], taker] & (hand.barred[pieces] != taker) & (after < before * (1 - 1e-9))
        )
        if not fine.any():
            continue
        known = np.isin(hand.section[pieces], hand.section[owner == taker])
        lost = hand.fit[pieces, giver] - hand.fit[pieces, taker] + np.where(known, 0.0, APART)
        gained = (before - after) / max(before, 1e-12)
        cost = np.where(fine, lost * size - 1e-6 * gained, np.inf)
        return int(pieces[int(np.argmin(cost))]), taker
    return None
