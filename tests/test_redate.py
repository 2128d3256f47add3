"""What a server stamps on all pages alike is not believed once the whole site is known."""

import io
import zlib

import msgspec

from assignments.show import story
from assignments.tell import tell
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


def dates_told(folder, pages):
    """For the 7th page: what `audit show` says of its dates."""
    with Workspace(folder, create=True) as workspace:
        inventory = workspace.inventory
        crawl = inventory.begin(["https://example.org/1"], {}, TODAY).id
        inventory.record(crawl, [extract(page) for page in pages])
        inventory.settle(crawl)
        out = io.StringIO()
        tell(story(workspace, "/7"), out, width=200)
    lines = [line.strip() for line in out.getvalue().splitlines()]
    return lines[5 : lines.index("What was noticed") - 1]


def test_each_date_that_is_not_believed_is_shown_with_the_reason(tmp_path):
    stamped = [response(number, "Last updated: 1 June 2026") for number in range(1, 21)]
    odd = "<p>Last updated: 5 July 2031</p><p>Last reviewed: 1 May 2018</p><p>Next review due: 1 July 2027</p>"
    html = f"<h1>Page 7</h1><p>Published 7 May 2019</p>{odd}<footer>Last updated: 1 June 2026</footer>"
    headers = {"content-type": "text/html", "last-modified": "Sat, 30 May 2026 08:00:00 GMT"}
    stamped[6] = msgspec.structs.replace(stamped[6], body=html.encode(), headers=headers)

    assert dates_told(tmp_path, stamped) == [
        "Published 7 May 2019 (the date stands in the text)",
        "",
        "Dates that were read",
        "published 7 May 2019, in the text: “Published 7 May 2019”",
        (
            "modified 5 July 2031, in the text: “Last updated: 5 July 2031” "
            "(not believed: it lies after the day on which the page was read)"
        ),
        (
            "reviewed 1 May 2018, in the text: “Last reviewed: 1 May 2018” "
            "(not believed: it is before the day of publication)"
        ),
        "review due 1 July 2027, in the text: “Next review due: 1 July 2027”",
        (
            "modified 1 June 2026, in the text: “Last updated: 1 June 2026” "
            "(not believed: the same day stands on most pages of the site)"
        ),
        (
            "modified 30 May 2026, by the server: “Last-Modified: Sat, 30 May 2026 08:00:00 GMT” "
            "(not used: what the server says counts only where nothing else is known)"
        ),
    ]


def test_a_page_of_which_no_date_is_believed_says_so(tmp_path):
    html = "<h1>Page</h1><footer>Last updated: 1 June 2026</footer>"
    pages = [msgspec.structs.replace(response(number, ""), body=html.encode()) for number in range(1, 21)]

    assert dates_told(tmp_path, pages) == [
        "No date is known: none that was read is believed.",
        "",
        "Dates that were read",
        (
            "modified 1 June 2026, in the text: “Last updated: 1 June 2026” "
            "(not believed: the same day stands on most pages of the site)"
        ),
    ]
