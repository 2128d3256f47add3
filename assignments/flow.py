"""The best flow of minutes from kinds of pages to people: OR-Tools' exact minimum-cost flow, and nothing else of it.

Measured on 5,000 kinds, 300 sections and 200 people (105,000 ways): 0.11 s, where HiGHS' dual simplex (scipy.linprog)
took 13.8 s for the same optimum.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Places = NDArray[np.int32]

UNITS = 100
"""A minute in the network's whole numbers."""
COSTS = 100_000
"""A fit of 1 in the network's whole numbers."""
LITTLE = 2e-4
"""What keeping together is worth at least, also where nothing fits anybody."""
PASSES = 2
"""Rewards for whom a section went to last time are paid so often: by then sections have gathered."""
BLOCK = 5_000
"""So many kinds are looked at in one go: the whole matrix is never copied."""
MOST_WAYS = 1_500_000
"""Of more ways than that only the best-fitting of each kind are kept: with 100,000 pages and 200 people a quarter of
the ways takes three quarters of the time and gives up 0.05 % of the fit (`benchmarks/deal.py`)."""


@dataclass(frozen=True)
class Network:
    """Ways from kinds to people, and from kinds through their section to anybody who may have it."""

    minutes: Floats
    """Of each kind."""
    shares: Floats
    """Of each person."""
    kind: Places
    """Of each way; -1 where it starts at a section."""
    section: Places
    """Of each way."""
    person: Places
    """Of each way; -1 where it ends at a section."""
    fit: NDArray[np.float32]
    """Of each way."""
    sections: int

    @classmethod
    def of(
        cls,
        *,
        minutes: Floats,
        section: Ints,
        fit: Iterable[NDArray[np.float32]],
        allowed: NDArray[np.bool_],
        barred: Ints,
        shares: Floats,
    ) -> Self:
        """Draw the ways; people without a share, and what is not allowed, get none.

        `fit` gives kinds x people, as many kinds at a time as it likes, in their order.
        """
        may = allowed & (shares > 0)
        most = max(1, MOST_WAYS // len(minutes))
        kinds, people, fits = [], [], []
        first = 0
        for some in fit:
            block = slice(first, first + len(some))
            kind, person = np.nonzero(_wanted(some, may[section[block]], barred[block, None], most))
            kinds.append(kind.astype(np.int32) + np.int32(first))
            people.append(person.astype(np.int32))
            fits.append(some[kind, person])
            first += len(some)
        free = np.flatnonzero(barred < 0).astype(np.int32)
        own_section, own_person = (found.astype(np.int32) for found in np.nonzero(may))
        kind = np.concatenate([*kinds, free])
        return cls(
            minutes=minutes,
            shares=shares,
            kind=np.concatenate([kind, np.full(len(own_section), -1, dtype=np.int32)]),
            section=np.concatenate([section[kind].astype(np.int32), own_section]),
            person=np.concatenate([*people, np.full(len(free), -1, dtype=np.int32), own_person]),
            fit=np.concatenate([*fits, np.zeros(len(free) + len(own_section), dtype=np.float32)]),
            sections=len(allowed),
        )


def _wanted(fit: NDArray[np.float32], open_to: NDArray[np.bool_], barred: Ints, most: int) -> NDArray[np.bool_]:
    """Kinds x people: who gets a way of their own, at most so many of a kind: those whom it fits best."""
    everybody = barred >= 0
    wanted: NDArray[np.bool_] = open_to & (np.arange(fit.shape[1]) != barred) & ((fit > 0) | everybody)
    if most < fit.shape[1]:
        weakest = np.partition(fit, -most, axis=1)[:, -most]
        wanted &= (fit >= weakest[:, None]) | everybody
    return wanted


def best_flow(network: Network, *, keep_together: float) -> Floats:
    """Minutes on each way: the greatest sum of fit, less at most `keep_together` of it spent on whole sections."""
    flow = _solve(network, np.zeros(len(network.kind), dtype=np.float32))
    if not keep_together:
        return flow
    worth = max(LITTLE, keep_together * float((flow * network.fit).sum()) / float(network.minutes.sum()))
    arrives = network.person >= 0
    pair = network.section * len(network.shares) + network.person
    for _ in range(PASSES):
        held = np.bincount(
            pair[arrives], weights=flow[arrives], minlength=network.sections * len(network.shares)
        ).reshape(network.sections, -1)
        most = held.max(axis=1, keepdims=True)
        liked = np.divide(held, most, out=np.zeros_like(held), where=most > 0).ravel()
        liked = (worth * liked).astype(np.float32)
        flow = _solve(network, np.where(arrives, liked[np.where(arrives, pair, 0)], np.float32(0)))
    return flow


def _solve(network: Network, reward: NDArray[np.float32]) -> Floats:
    """One flow; being over one's share costs more than any fit could bring, and being far over costs still more."""
    kinds, sections, people = len(network.minutes), network.sections, len(network.shares)
    supply = _whole(network.minutes)
    total = int(supply.sum())
    shares = _whole(network.shares * (total / UNITS / network.shares.sum()))
    sink = kinds + sections + people
    has = np.flatnonzero(shares > 0)
    dear = 4 * people * COSTS
    limits = ((shares[has], 0), (shares[has] // 20, dear), (np.full(len(has), total), 2 * dear))
    solver = min_cost_flow.SimpleMinCostFlow()
    ways = _add_ways(solver, network, reward, total)
    for capacity, cost in limits:
        solver.add_arcs_with_capacity_and_unit_cost(
            (kinds + sections + has).astype(np.int32),
            np.full(len(has), sink, dtype=np.int32),
            capacity.astype(np.int64),
            np.full(len(has), cost, dtype=np.int64),
        )
    solver.set_nodes_supplies(np.arange(kinds, dtype=np.int32), supply)
    solver.set_node_supply(sink, -total)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the network of pages and people cannot be solved: {status}")
    flows: Floats = solver.flows(ways).astype(np.float64) / UNITS
    return flows


def _add_ways(
    solver: min_cost_flow.SimpleMinCostFlow, network: Network, reward: NDArray[np.float32], total: int
) -> Places:
    """Give the solver its copy of all ways; ours, 60 MB with 2 million ways, is gone before it begins to solve."""
    kinds, sections = len(network.minutes), network.sections
    start = np.where(network.kind >= 0, network.kind, kinds + network.section)
    end = np.where(network.person >= 0, kinds + sections + network.person, kinds + network.section)
    cost = np.round((network.fit + reward) * -COSTS).astype(np.int64)
    ways: Places = solver.add_arcs_with_capacity_and_unit_cost(
        start, end, np.full(len(start), total, dtype=np.int64), cost
    )
    return ways


def _whole(minutes: Floats) -> Ints:
    """Minutes in whole units; what rounding lost or won is put right at the greatest."""
    units = np.round(minutes * UNITS).astype(np.int64)
    units[int(np.argmax(minutes))] += round(float(minutes.sum()) * UNITS) - int(units.sum())
    return units
