"""The deal: fair, fitting, whole and the same each time, against an upper bound."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assignments.deal import Hand, attainable, deal, upper_bound


def _hand(pages, people, sections, seed=1, **more):
    """Sections of unlike sizes, everybody interested in three of them, some documents with their page."""
    chance = np.random.default_rng(seed)
    section = np.sort(chance.zipf(1.4, pages) % sections).astype(np.int64)
    fit = np.zeros((pages, people), dtype=np.float32)
    for person in range(people):
        for liked in chance.choice(sections, 3):
            fit[section == liked, person] = chance.choice([0.6, 0.8, 1.0])
    together = np.arange(pages)
    for first in range(0, pages - 3, 25):
        together[first : first + 3] = first
        section[first : first + 3] = section[first]
    minutes = np.round(chance.gamma(2, 1.5, pages) + 1, 1)
    hours = chance.choice([0.5, 1, 1.5, 2, 3], people)
    known = {
        "minutes": minutes,
        "section": section,
        "together": together,
        "fit": fit,
        "allowed": np.ones((sections, people), dtype=bool),
        "barred": np.full(pages, -1),
        "shares": minutes.sum() * hours / hours.sum(),
    }
    return Hand(**known | more)


@pytest.mark.parametrize(("pages", "people", "sections"), [(300, 5, 8), (2000, 12, 30), (5000, 40, 60)])
def test_fit_is_within_two_percent_of_the_bound_and_minutes_within_five_of_their_share(pages, people, sections):
    hand = _hand(pages, people, sections)

    dealt = deal(hand)

    off = np.abs(dealt.loads - hand.shares)
    assert dealt.fit >= 0.98 * upper_bound(hand)
    assert (off <= np.maximum(0.025 * hand.shares, hand.minutes.max() / 2)).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 80), st.integers(1, 9), st.integers(1, 6), st.integers(0, 1000))
def test_every_page_goes_to_one_person_who_may_have_it_and_families_stay_whole(pages, people, sections, seed):
    hand = _hand(pages, people, sections, seed)
    chance = np.random.default_rng(seed)
    allowed = chance.random((sections, people)) < 0.7
    allowed[:, 0] = True
    together = np.arange(pages)  # whole only where not too large for one, so families are left out here
    hand = Hand(**{**_fields(hand), "allowed": allowed, "together": together})

    dealt = deal(hand)

    assert dealt.owner.shape == (pages,)
    assert allowed[hand.section, dealt.owner].all()
    assert dealt.loads.sum() == pytest.approx(hand.minutes.sum())


def test_families_stay_with_one_person():
    hand = _hand(2000, 10, 20)

    owner = deal(hand).owner

    assert all(len(set(owner[hand.together == family])) == 1 for family in np.unique(hand.together))


def test_a_family_larger_than_a_share_is_divided():
    hand = _hand(100, 4, 1, together=np.zeros(100, dtype=np.int64))

    loads = deal(hand).loads

    assert (loads > 0).all()


def test_nobody_gets_a_page_they_are_barred_from():
    hand = _hand(400, 4, 5)
    first = deal(hand).owner

    second = deal(Hand(**{**_fields(hand), "barred": first, "together": np.arange(400)})).owner

    assert (first != second).all()


def test_people_without_hours_get_nothing():
    hand = _hand(200, 4, 5)
    shares = hand.minutes.sum() * np.array([0.5, 0.0, 0.25, 0.25])

    loads = deal(Hand(**{**_fields(hand), "shares": shares})).loads

    assert loads[1] == 0


def test_a_section_stays_with_few_people_where_nothing_fits_anybody():
    hand = _hand(1000, 8, 20, fit=np.zeros((1000, 8), dtype=np.float32))

    owner = deal(hand).owner

    pairs = len(set(zip(hand.section.tolist(), owner.tolist(), strict=True)))
    assert pairs <= 1.5 * (20 + 8)


def test_the_same_pages_are_dealt_the_same_way():
    assert (deal(_hand(500, 6, 9)).owner == deal(_hand(500, 6, 9)).owner).all()


def test_one_person_gets_everything():
    hand = _hand(30, 1, 3)

    assert deal(hand).loads[0] == pytest.approx(hand.minutes.sum())


def _fields(hand):
    return {name: getattr(hand, name) for name in hand.__dataclass_fields__}


def test_the_best_fitting_ways_are_kept_where_there_are_too_many_and_no_block_of_kinds_is_lost(monkeypatch):
    hand = _hand(900, 12, 20)
    whole = upper_bound(hand)
    monkeypatch.setattr("assignments.deal.BLOCK", 7)

    in_blocks = upper_bound(hand)
    monkeypatch.setattr("assignments.flow.MOST_WAYS", 2 * 900)
    fewer = upper_bound(hand)

    assert in_blocks == whole
    assert 0.9 * whole < fewer <= whole


def test_who_may_have_little_gets_that_and_the_others_stay_in_proportion():
    shares, reach = np.array([20.0, 30.0, 50.0]), np.array([5.0, 100.0, 100.0])

    assert attainable(shares, reach).tolist() == [5.0, pytest.approx(35.625), pytest.approx(59.375)]
    assert attainable(shares, np.array([0.0, 10.0, 100.0])).tolist() == [0.0, 10.0, 90.0]
    assert attainable(shares, np.array([100.0, 100.0, 100.0])).tolist() == shares.tolist()


def test_the_bound_is_that_of_a_fair_deal_where_somebody_may_have_nothing():
    """Ten pages that fit the first of three people, one of whom may have none of them."""
    hand = Hand(
        minutes=np.full(30, 2.0),
        section=np.zeros(30, dtype=np.int64),
        together=np.arange(30),
        fit=np.repeat(np.array([[1, 0, 0]], dtype=np.float32), 30, axis=0),
        allowed=np.array([[True, True, False]]),
        barred=np.full(30, -1),
        shares=attainable(np.array([20.0, 20.0, 20.0]), np.array([60.0, 60.0, 0.0])),
    )

    dealt = deal(hand)

    assert dealt.loads.tolist() == [30.0, 30.0, 0.0]
    assert dealt.fit == pytest.approx(upper_bound(hand))
