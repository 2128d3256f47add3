"""The whole site as rules see it: read-only, and what needs every page is worked out once, in bulk."""

import datetime

from crawler.workspace import Workspace


class Site:
    """One crawl of one site, on one day."""

    def __init__(self, workspace: Workspace, crawl: int, today: datetime.date) -> None:
        self.today = today
        self._workspace = workspace
        self._crawl = crawl
