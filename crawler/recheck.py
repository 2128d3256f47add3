"""Asks once more for what another site did not have: only a second check, a day later, proves it gone."""

from datetime import datetime

from crawler.errand import Answer, Errand, Turn
from crawler.linkstate import is_confirmed
from crawler.outside import Outside
from crawler.recorder import Recorder
from crawler.workspace import Crawl, Waiting, Workspace


def due(workspace: Workspace, crawl: Crawl, now: datetime) -> list[Waiting]:
    """The addresses outside the site that were found gone in one check, at least a day ago."""
    at = now.isoformat()
    return [
        failed.row
        for failed in workspace.checks.failed(crawl.id)
        if not is_confirmed(failed.failed_at, failed.fetched_at) and is_confirmed(failed.failed_at, at)
    ]


class Recheck:
    """The director of such a check; the rest of the finished crawl stays as it is, also when this is interrupted."""

    def __init__(self, rows: list[Waiting], outside: Outside, recorder: Recorder) -> None:
        self._outside = outside
        self._recorder = recorder
        self._again: list[Errand] = []
        self._in_flight = 0
        outside.put(rows)

    def next(self) -> Turn:
        """What is to be done now."""
        errands = [*self._again, *self._outside.next()]
        self._again.clear()
        self._in_flight += len(errands)
        if not errands and not self._in_flight:
            self._recorder.flush()
            if not self._outside.fill():
                self._outside.settle()
                return Turn(ended=True)
            return self.next()
        return Turn(errands)

    def done(self, answer: Answer) -> None:
        """Hear the answer to one errand."""
        self._in_flight -= 1
        if again := self._outside.done(answer):
            self._again.append(again)
