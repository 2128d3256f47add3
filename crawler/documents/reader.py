"""Hands documents to a child process and makes pages of what comes back; a child that dies is replaced."""

import atexit
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, Self, cast

import msgspec
from msgspec.structs import replace

from crawler.dates import choose
from crawler.dates.labels import MODIFIED, PUBLISHED
from crawler.dates.written import machine_date
from crawler.documents.facts import Facts
from crawler.documents.pipe import MEMORY, SECONDS, receive, send
from crawler.extract import extract
from crawler.lines import one_line
from crawler.links import link
from crawler.page import Content, DatedBy, DateSeen, Extract, Kind, Response
from crawler.text import count_words, fingerprint
from crawler.urls import TRACKING, Tracking

PATIENCE = 60
"""Seconds by the clock after which a child is stopped, whatever it does."""


class DocumentReader:
    """One child process, started when the first document comes; may be used from several threads."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._child:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                with suppress(OSError):  # what was still to be written has no reader any more
                    cast("BinaryIO", pipe).close()
            self._child = None

    def read(self, body: bytes) -> Facts:
        """The facts of one document; `problem` says why there are none, and nothing is raised."""
        with self._lock:
            if self._child and self._child.poll() is not None:
                self._end()  # somebody stopped it between two documents
            child = self._child = self._child or _start()
            stopped = threading.Event()
            watch = threading.Timer(self._patience, _stop, (child, stopped))
            watch.daemon = True
            watch.start()
            try:
                send(cast("BinaryIO", child.stdin), body)
                answer = receive(cast("BinaryIO", child.stdout))
            except OSError:
                answer = None
            finally:
                watch.cancel()
            if answer is not None:
                return msgspec.msgpack.decode(answer, type=Facts)
            child.kill()
            reason = _reason(child.wait(), self._patience if stopped.is_set() else None)
            self._end()
            return Facts(problem=reason)

    def extract(self, response: Response, drop: Tracking = TRACKING) -> Extract:
        """All facts of a response that holds a document; other responses are extracted as ever."""
        found = extract(response, drop)
        if found.page.kind is not Kind.DOCUMENT or found.page.redirects_to or not response.body:
            return found
        return _with_facts(found, self.read(response.body), drop)


def _start() -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "crawler.documents.child"]
    return subprocess.Popen(  # noqa: S603 — our own program with nothing from outside in its command line
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )


def _reason(code: int, patience: float | None) -> str:
    """Why a child ended without an answer, by how it ended."""
    if patience is not None:
        return f"it takes more than {patience:g} seconds"
    if code == -int(getattr(signal, "SIGXCPU", 0)):
        return f"it takes more than {SECONDS} seconds of computing"
    return f"it broke the program that reads it, or needs more than {MEMORY // 1_000_000} MB of memory"


def _stop(child: subprocess.Popen[bytes], stopped: threading.Event) -> None:
    stopped.set()
    child.kill()


def _with_facts(found: Extract, facts: Facts, drop: Tracking) -> Extract:
    dates = tuple(
        DateSeen(date=date, means=means, dated_by=DatedBy.DOCUMENT, quote=f"{name}: {written[:40]}")
        for written, means, name in ((facts.created, PUBLISHED, "created"), (facts.modified, MODIFIED, "saved"))
        if (date := machine_date(written))
    )
    published, modified, dated_by = choose(dates, not_after=found.page.fetched_at)
    known = {
        "format": facts.format,
        "pages": facts.pages,
        "tagged": facts.tagged,
        "scanned": facts.scanned,
        "producer": one_line([facts.producer]),
        "text cut": facts.cut or None,
    }
    page = replace(
        found.page,
        error=f"{'was read in part' if facts.text else 'could not be read'}: {facts.problem}" if facts.problem else "",
        title=one_line([facts.title]),
        author=one_line([facts.author]),
        language=facts.language,
        words=count_words(facts.text) if facts.text else None,
        published=published,
        modified=modified,
        dated_by=dated_by,
        text_hash=fingerprint(facts.text),
    )
    links = (link(_address(href), page.url, text, drop=drop) for href, text in facts.links)
    document = {name: value for name, value in known.items() if value is not None and value != ""}
    return Extract(
        page=page, content=Content(text=facts.text, dates=dates, document=document), links=tuple(filter(None, links))
    )


def _address(written: str) -> str:
    """An address as readers of documents understand it: to them, unlike to browsers, www.example.org is a host."""
    return f"http://{written}" if written[:4].lower() == "www." else written


_shared = DocumentReader()
atexit.register(_shared.close)


def extract_document(response: Response, drop: Tracking = TRACKING) -> Extract:
    """All facts of a document, read by a child process that all callers share.

    It waits for the child, at most PATIENCE seconds: where other work must go on meanwhile, call it in a thread.
    """
    return _shared.extract(response, drop)
