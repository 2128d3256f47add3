"""Serves the sample site on loopback, as the server of the organisation would: `site.toml` says what is peculiar."""

import contextlib
import datetime
import email.utils
import mimetypes
import sys
import threading
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

TEXT = (".html", ".xml", ".txt")
"""Files in which the site names its own address."""
# Said here because what a computer knows of these endings differs from one to the next.
KINDS = {
    ".htm": "text/html",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Behaviour(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """What `site.toml` says; the keys are explained there."""

    today: datetime.date
    origin: str
    redirects: dict[str, str]
    statuses: dict[str, int]
    same: dict[str, str]
    soft_404: dict[str, str]
    last_modified: dict[str, datetime.date]


class Answer(NamedTuple):
    """What the server says to one request."""

    status: int
    headers: dict[str, str]
    body: bytes


class Tidied(NamedTuple):
    """What a webmaster has done since, by path."""

    moved: dict[str, str]
    """Where visitors of a page are sent for good; empty when the page is gone."""
    notes: dict[str, str]
    """A sentence that was added below the heading of a page."""


UNTOUCHED = Tidied({}, {})


class SampleSite:
    """The files of the sample site and what its server does with them."""

    def __init__(self, tidied: Tidied = UNTOUCHED) -> None:
        self._tidied = tidied
        samples = files("samples")
        self.behaviour = msgspec.convert(
            tomllib.loads(samples.joinpath("site.toml").read_text(encoding="utf-8")), Behaviour
        )
        self._folder = samples.joinpath("site")

    @cached_property
    def files(self) -> dict[str, tuple[str, bytes]]:
        """File name and bytes of every address that is a file."""
        return {address(path): (path, file.read_bytes()) for path, file in walk(self._folder)}

    def answer(self, path: str, origin: str) -> Answer:
        """What the server says when it is asked for `path` (decoded, without query) at `origin`."""
        rules = self.behaviour
        if path in rules.redirects:
            return Answer(301, {"Location": rules.redirects[path]}, b"")
        if path in self._tidied.moved:
            to = self._tidied.moved[path]
            return Answer(301, {"Location": to}, b"") if to else Answer(410, {"Content-Type": KINDS[".html"]}, b"Gone.")
        if path in rules.statuses:
            return Answer(
                rules.statuses[path], {"Content-Type": KINDS[".html"]}, b"<h1>Sorry, this does not work.</h1>"
            )
        status, found = 200, rules.same.get(path, path)
        if found not in self.files:
            shown = [page for folder, page in rules.soft_404.items() if path.startswith(folder)]
            status, found = (200, shown[0]) if shown else (404, "/404")
        name, body = self.files[found]
        ending = name[name.rfind(".") :]
        if ending in TEXT:
            body = body.replace(rules.origin.encode(), origin.encode())
            if path in self._tidied.notes:
                body = body.replace(b"</h1>", f"</h1><p>{self._tidied.notes[path]}</p>".encode(), 1)
        kind = KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Content-Type": kind}
        for pattern, day in rules.last_modified.items():
            if fnmatchcase(found, pattern):
                noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
                headers["Last-Modified"] = email.utils.format_datetime(noon, usegmt=True)
        return Answer(status, headers, body)


def walk(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """Every file under `folder` with its path, in order."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from walk(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry


def address(path: str) -> str:
    """The address of a file of the site: `services/index.html` is `/services/`."""
    return "/" + path.removesuffix("index.html" if path.endswith("/index.html") or path == "index.html" else ".html")


class Server(ThreadingHTTPServer):
    """Answers on loopback from a SampleSite."""

    allow_reuse_address = sys.platform != "win32"
    """There it would let two programs have one port."""

    def __init__(self, port: int, tidied: Tidied) -> None:
        self.site = SampleSite(tidied)
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def origin(self) -> str:
        """Where the site is to be found."""
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """Turns one request into a question to the SampleSite."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """Or each answer waits 40 ms between headers and body."""
    server: Server

    def do_GET(self) -> None:
        """Answer with headers and body."""
        answer = self.server.site.answer(unquote(urlsplit(self.path).path), self.server.origin)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(ConnectionError):  # a crawler may hang up when it has seen enough
                self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 — the standard library's name

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def serving(port: int = 0, tidied: Tidied = UNTOUCHED) -> Iterator[str]:
    """Serve the sample site while the block runs; gives its address without a slash at the end.

    `port` is taken if it is free, else any other.
    """
    try:
        server = Server(port, tidied)
    except OSError:
        server = Server(0, tidied)
    with server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server.origin
        finally:
            server.shutdown()
