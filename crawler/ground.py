"""What a crawl stands on: the inventory, what was asked of it, and what it may use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.options import CrawlOptions, CrawlSettings, Render
from crawler.progress import Progress
from crawler.scope import Boundary
from crawler.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a crawl stands on."""

    workspace: Workspace
    crawl: int
    starts: Sequence[str]
    homes: Sequence[str]
    """The pages where the start pages led."""
    options: CrawlOptions
    settings: CrawlSettings
    now: Callable[[], datetime]
    watch: Callable[[Progress], None]
    boundary: Boundary
    render: Render
    """Which pages a browser shows; "never" where there is none."""
