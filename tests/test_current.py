"""Checks, reports, exports and merges speak of one crawl: the last that was finished, else the last."""

import datetime

import pytest

from assignments.tables import latest
from audit.check import check
from audit.rule import Finding
from crawler.page import Extract, Page
from crawler.workspace import Workspace

AT = "2026-06-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("states", "current"),
    [
        ([], None),
        (["running"], 1),
        (["cut short"], 1),
        (["cut short", "running"], 2),
        (["finished"], 1),
        (["finished", "finished"], 2),
        (["finished", "cut short"], 1),
        (["finished", "running", "cut short"], 1),
        (["cut short", "finished", "running"], 2),
    ],
)
def test_all_speak_of_the_last_crawl_that_was_finished(tmp_path, states, current):
    with Workspace(tmp_path, create=True) as workspace:
        for number, state in enumerate(states, start=1):
            crawl = workspace.inventory.begin(["https://a.example/"], {}, AT).id
            url = f"https://a.example/{number}"
            workspace.inventory.record(crawl, [Extract(page=Page(url=url, status=200, fetched_at=AT))])
            workspace.inventory.end(crawl, state, "", AT)
        found = workspace.inventory.current()
        assert (found and found.id) == current
        if current:
            url = f"https://a.example/{current}"
            check(workspace, datetime.date(2026, 6, 2))
            assert latest(workspace).id == current
            assert [page.url for page in workspace.inventory.pages(found.id)] == [url]
            assert {finding.page_url for finding in workspace.records(Finding)} == {url}
