"""Addresses that multiply without end are left out with a reason; honest ones are not."""

import pytest

from crawler.traps import CALENDAR, DEEP, MANY_VARIANTS, REPEATED, Traps


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/", ""),
        ("/blog/2024/05/a-post/", ""),
        ("/events/2028-12/", ""),
        ("/calendar/2031/05/", CALENDAR),
        ("/calendar/1850/05/01", CALENDAR),
        ("/calendar?view=month&year=2099", CALENDAR),
        ("/products/2150/", ""),
        ("/standards/iso-9001-2015", ""),
        ("/a/b/a/b/a/b/a/b/", REPEATED),
        ("/en/news/en/", ""),
        ("/" + "/".join(map(str, range(30))), DEEP),
    ],
)
def test_a_trap_is_told_from_an_honest_address(path, reason):
    assert Traps(2026).reason(f"https://www.example.org{path}") == reason


def test_filters_that_are_combined_without_end_are_left_out_after_some_hundred():
    traps = Traps(2026)
    urls = [f"https://www.example.org/shop?colour={n}&size=1&sort=up" for n in range(MANY_VARIANTS + 2)]
    reasons = [traps.reason(url) for url in urls]
    assert reasons[:MANY_VARIANTS] == [""] * MANY_VARIANTS
    assert reasons[MANY_VARIANTS:] == ["a trap: one of more than 500 variants of one page (filters, sessions)"] * 2


def test_all_pages_of_an_old_system_may_be_named_by_one_parameter():
    traps = Traps(2026)
    assert {traps.reason(f"https://www.example.org/index.php?id={n}") for n in range(10_000)} == {""}
