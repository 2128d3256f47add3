"""The workspace: one folder with everything of one audit, and the only package that knows there is a database."""

from crawler.workspace.door import Workspace, WorkspaceError
from crawler.workspace.draft import Draft
from crawler.workspace.frontier import Counts, Discovered, Scope, Waiting
from crawler.workspace.inventory import Crawl, Inventory
from crawler.workspace.lookup import Degree, Status
from crawler.workspace.records import Begins, OneOf, Record

__all__ = [
    "Begins",
    "Counts",
    "Crawl",
    "Degree",
    "Discovered",
    "Draft",
    "Inventory",
    "OneOf",
    "Record",
    "Scope",
    "Status",
    "Waiting",
    "Workspace",
    "WorkspaceError",
]
