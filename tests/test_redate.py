"""What a server stamps on all pages alike is not believed once the whole site is known."""

import zlib

import msgspec

from crawler.extract import extract
from crawler.page import DatedBy, Response
from crawler.workspace import Workspace
from crawler.workspace.packing import pack, unpack, unpack_dates

TODAY = "2026-06-01T10:00:00+00:00"


def response(number, footer):
    html = f"<h1>Page {number}</h1><p>Published {number} May 2019</p><footer>{footer}</footer>"
    return Response(
        url=f"https://example.org/{number}",
        status=200,
        headers={"content-type": "text/html"},
        body=html.encode(),
        fetched_at=TODAY,
    )


def pages_of(folder, footers):
    with Workspace(folder, create=True) as workspace:
        inventory = workspace.inventory
        crawl = inventory.begin(["https://example.org/1"], {}, TODAY).id
        inventory.record(crawl, [extract(response(number, footer)) for number, footer in enumerate(footers, 1)])
        inventory.settle(crawl)
        return {
            page.url.rpartition("/")[2]: (page.published, page.modified, page.dated_by)
            for page in inventory.pages(crawl)
        }


def test_a_server_that_stamps_today_dates_no_page(tmp_path):
    footers = ["Last updated: 1 June 2026"] * 19 + ["Last updated: 3 March 2024"]
    pages = pages_of(tmp_path, footers)
    assert pages["7"] == ("2019-05-07", "", DatedBy.TEXT)
    assert pages["20"] == ("2019-05-20", "2024-03-03", DatedBy.TEXT)


def test_pages_that_were_changed_on_different_days_keep_their_dates(tmp_path):
    pages = pages_of(tmp_path, [f"Last updated: {day} March 2024" for day in range(1, 21)])
    assert pages["7"] == ("2019-05-07", "2024-03-07", DatedBy.TEXT)


def test_contents_of_an_older_audit_are_read_and_dated_as_before():
    content = extract(response(7, "Last updated: 3 March 2024")).content
    older = zlib.compress(msgspec.json.encode(content))

    assert (unpack(older), unpack_dates(older)) == (content, content.dates)
    assert (unpack(pack(content)), unpack_dates(pack(content))) == (content, content.dates)
    assert content.dates
