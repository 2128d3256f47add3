"""The workspace: one folder with everything of one audit, and the only package that knows there is a database."""

from crawler.workspace.door import Workspace, WorkspaceError
from crawler.workspace.frontier import Counts, Discovered, Scope, Waiting
from crawler.workspace.inventory import Crawl, Inventory
from crawler.workspace.lookup import Degree
from crawler.workspace.records import Record

__all__ = [
    "Counts",
    "Crawl",
    "Degree",
    "Discovered",
    "Inventory",
    "Record",
    "Scope",
    "Waiting",
    "Workspace",
    "WorkspaceError",
]
