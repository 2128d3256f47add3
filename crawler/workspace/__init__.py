"""The workspace: one folder with everything of one audit, and the only package that knows there is a database."""

from crawler.workspace.door import Workspace, WorkspaceError
from crawler.workspace.inventory import Counts, Crawl, Discovered, Scope, Waiting
from crawler.workspace.lookup import Degree
from crawler.workspace.records import Record

__all__ = ["Counts", "Crawl", "Degree", "Discovered", "Record", "Scope", "Waiting", "Workspace", "WorkspaceError"]
