"""References survive typing slips, and two rows never share one."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments import identity
from assignments.records import Row
from crawler.workspace import Crawl

NUMBERS = st.integers(0, identity.CAPACITY - 1)


def test_no_two_numbers_share_a_reference():
    references = [identity.make(n) for n in range(20_000)]

    assert len(set(references)) == 20_000
    assert all(identity.check(reference) for reference in references)
    assert all(any(symbol.isdigit() for symbol in reference) for reference in references), "spelling checkers skip it"


@given(NUMBERS, st.integers(0, 5), st.sampled_from(identity.SYMBOLS))
def test_one_wrong_symbol_is_always_noticed(n, place, symbol):
    reference = identity.make(n)

    slip = reference[:place] + symbol + reference[place + 1 :]

    assert identity.check(slip) is (slip == reference)


@given(NUMBERS)
def test_two_symbols_that_changed_places_are_always_noticed(n):
    reference = identity.make(n)

    for one, other in itertools.combinations(range(6), 2):
        swapped = list(reference)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert identity.check("".join(swapped)) is (reference[one] == reference[other])


def test_a_reference_typed_by_a_person_is_tidied():
    reference = identity.make(7)

    assert identity.tidy(f" {reference[:3].lower()} {reference[3:]}\u200b\n") == reference


def test_the_hidden_key_says_reference_part_and_round():
    row = Row(
        reference=identity.make(1), round="spring-2", part="B07", volunteer="Ann", page_url="", minutes=1, because=""
    )

    assert identity.key(row) == f"{row.reference}.B07.rspring-2"
    assert identity.parse_key(identity.key(row)) == identity.Key(row.reference, "B07", "spring-2")


@pytest.mark.parametrize("text", ["", "hello", "BBBBBC.B07.r3", "BBBBBB.B07", "bbbbbb.B07.r3"])
def test_what_is_no_key_is_not_read_as_one(text):
    assert identity.parse_key(text) is None


def test_two_audits_of_one_site_have_different_names():
    def crawl(at):
        return Crawl(
            id=1,
            starts=("https://www.town.example/",),
            options={},
            state="finished",
            reason="",
            started_at=at,
            finished_at="",
        )

    one, other = identity.of_audit(crawl("2026-01-01T10:00:00Z")), identity.of_audit(crawl("2026-02-01T10:00:00Z"))

    assert one.startswith("town.example-")
    assert other.startswith("town.example-")
    assert one != other
