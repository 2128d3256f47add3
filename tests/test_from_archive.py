"""Somebody else's web archive is inventoried, whatever its dates say."""

import re

import pytest
from crawling import crawl, inventory

ROOT = "https://www.example.org"
MISSING = object()


def archived(file, dates):
    """Write a WARC of a home page and one page for each date."""
    with file.open("wb") as stream:
        for number, date in enumerate(dates):
            anchors = "".join(f"<a href=/{n}>{n}</a>" for n in range(len(dates)))
            page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>{number}</title>{anchors}"
            dated = [] if date is MISSING else [f"WARC-Date: {date}"]
            lines = ["WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {ROOT}/{number}", *dated]
            lines += ["Content-Type: application/http; msgtype=response", f"Content-Length: {len(page)}"]
            stream.write("\r\n".join([*lines, "", page, "", ""]).encode())


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2019-03-04T05:06:07Z", "2019-03-04T05:06:07+00:00"),
        ("2019-03-04T05:06:07.123456Z", "2019-03-04T05:06:07+00:00"),
        ("2019-03-04T05:06:07", "2019-03-04T05:06:07+00:00"),
        ("2019-03-04T07:06:07+02:00", "2019-03-04T05:06:07+00:00"),
        ("2019-03-04", "2019-03-04T00:00:00+00:00"),
    ],
)
def test_a_date_of_an_archive_is_read_in_all_ways_in_which_it_is_written(tmp_path, date, read):
    archived(tmp_path / "some.warc", [date])
    result = crawl(tmp_path / "audit", "--from-warc", tmp_path / "some.warc")
    assert result.returncode == 0, result.stderr
    assert "no date" not in result.stdout
    assert inventory(tmp_path / "audit")[f"{ROOT}/0"].fetched_at == read


def test_a_date_that_cannot_be_is_replaced_by_that_of_the_record_before_and_said(tmp_path):
    good = "2019-03-04T05:06:07Z"
    bad = ["yesterday", "", MISSING, "0000-00-00T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
           "2519-01-01T00:00:00Z", "\x1b[2J", "2019-02-30T00:00:00Z"]  # fmt: skip
    archived(tmp_path / "some.warc", [good, *bad])
    result = crawl(tmp_path / "audit", "--from-warc", tmp_path / "some.warc")
    assert result.returncode == 0, result.stderr
    assert "some.warc: 9 of its records have no date, or an impossible one" in result.stdout
    pages = inventory(tmp_path / "audit")
    assert {page.fetched_at for page in pages.values()} == {"2019-03-04T05:06:07+00:00"}
    assert {page.status for page in pages.values()} == {200}


def test_pages_of_an_archive_without_any_date_count_as_fetched_now(tmp_path):
    archived(tmp_path / "some.warc", ["never", "never"])
    assert crawl(tmp_path / "audit", "--from-warc", tmp_path / "some.warc").returncode == 0
    times = {page.fetched_at for page in inventory(tmp_path / "audit").values()}
    assert len(times) == 1
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", times.pop())
