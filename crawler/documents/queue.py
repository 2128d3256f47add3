"""Documents that are read beside the crawl: a slow one keeps no page waiting."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from msgspec.structs import replace

from crawler.documents.reader import DocumentReader
from crawler.page import Extract, Response
from crawler.urls import Tracking
from crawler.workspace import Waiting

MOST = 8
"""Documents that may wait to be read; each is held in memory."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document whose facts are known now."""

    row: Waiting
    extract: Extract


class DocumentQueue:
    """Hands one document after the other to the child process, and gives back what was found in their order."""

    def __init__(self, drop: Tracking) -> None:
        self._drop = drop
        self._reader = DocumentReader()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="documents")
        self._waiting: deque[tuple[Waiting, Extract, Future[Extract]]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def full(self) -> bool:
        """Whether nothing more should be fetched before some have been read."""
        return len(self._waiting) >= MOST

    def put(self, row: Waiting, found: Extract, response: Response) -> None:
        """Let a document be read; `found` is what its response says without being read."""
        self._waiting.append((row, found, self._thread.submit(self._reader.extract, response, self._drop)))

    def ready(self) -> list[Read]:
        """The documents that have been read meanwhile."""
        done = []
        while self._waiting and self._waiting[0][2].done():
            row, found, future = self._waiting.popleft()
            read = future.result()
            page = replace(
                read.page,
                error=found.page.error or read.page.error,
                archive_file=found.page.archive_file,
                archive_offset=found.page.archive_offset,
            )
            done.append(Read(row, replace(read, page=page)))
        return done

    def close(self) -> None:
        """End the child process; what was not read yet is asked for again by the next crawl."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._reader.close()
