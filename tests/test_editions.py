import pytest

from audit.editions import Period, series


def titles(*given):
    return [(f"/{number}", title) for number, title in enumerate(given)]


def told(found):
    return [(one.stem, one.period, [edition.title for edition in one.editions]) for one in found]


@pytest.mark.parametrize(
    ("stem", "period", "editions"),
    [
        (
            "annual report",
            Period.YEAR,
            ["Annual report 2018-19", "Annual report 2019/20", "Annual Report 2023 to 2024"],
        ),
        ("budget", Period.YEAR, ["Budget 2017", "Budget 2019/20"]),
        ("plan", Period.YEAR, ["FY18 plan", "FY2019 plan"]),
        ("results", Period.QUARTER, ["Q4 2020 results", "Q3 2021 results"]),
        ("staff newsletter", Period.MONTH, ["Staff newsletter, May 2019", "Staff newsletter June 2019"]),
        ("minutes", Period.DAY, ["Minutes 3 May 2019", "Minutes: 10 June 2019"]),
        ("guide", Period.VERSION, ["Guide v1.2", "Guide v1.10", "Guide, version 2"]),
        ("handbook", Period.VERSION, ["Handbook, 2nd edition", "Handbook (3rd edition)"]),
    ],
)
def test_editions_of_one_thing_stand_oldest_first(stem, period, editions):
    assert told(series(titles(*reversed(editions)))) == [(stem, period, editions)]
    assert series(titles(*editions))[0].newest.title == editions[-1]


def test_different_things_lone_editions_and_lists_by_date_are_no_series():
    given = titles(
        "Budget 2019",
        "Annual report 2020",
        "News 2018",
        "News 2019",
        "2018",
        "2019",
        "Area 51",
        "Area 52",
        "About us",
        "About us",
    )

    assert series(given) == []


def test_two_pages_about_the_same_year_are_no_series():
    assert series(titles("Annual report 2019", "Annual report 2019")) == []


def test_months_are_read_in_the_language_of_the_site():
    assert told(series(titles("Cylchlythyr Ebrill 2020", "Cylchlythyr Mawrth 2021"), "cy")) == [
        ("cylchlythyr", Period.MONTH, ["Cylchlythyr Ebrill 2020", "Cylchlythyr Mawrth 2021"])
    ]
