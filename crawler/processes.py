"""Reads pages in processes beside the crawl (`--processes`): their facts are half of what a crawl computes.

Only the reading is shared out. One process asks the servers, so politeness is what it is with one; one process writes
archive and inventory, so what a crawl promises of a power cut is what it is with one. A helper that dies is no loss:
the crawl reads the pages itself that were with it.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from crawler.encoding import unpacked
from crawler.extract import extract
from crawler.page import Extract, Response
from crawler.urls import tracking

_SIZE = 8
"""Bytes before a message that tell its length."""
FEW_BYTES = 2_000
"""A smaller page is read sooner than it is handed over."""


class _Task(msgspec.Struct, array_like=True):
    response: Response
    sitemap_date: str
    limit: int
    """Bytes that the body may unpack to."""
    tracking: Sequence[str]


_encode = msgspec.msgpack.encode
_extract = msgspec.msgpack.Decoder(Extract).decode
_task = msgspec.msgpack.Decoder(_Task).decode


class Helper:
    """A process that reads one page after another."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._waiting: deque[asyncio.Future[bytes]] = deque()
        self._writer: asyncio.StreamWriter | None = None
        self._socket, its = socket.socketpair()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(part or str(Path.cwd()) for part in sys.path)}
        with its:
            command = [sys.executable, "-m", "crawler.processes"]
            self._process = subprocess.Popen(  # noqa: S603 — our own program, nothing in its command line is from outside
                command, stdin=its.fileno(), stdout=its.fileno(), stderr=subprocess.DEVNULL, env=environment
            )

    @property
    def busy(self) -> int:
        """How many pages are with it."""
        return len(self._waiting)

    async def open(self) -> None:
        """Begin to listen; called once the loop runs."""
        reader, self._writer = await asyncio.open_connection(sock=self._socket)
        self._listening = asyncio.ensure_future(self._listen(reader))

    async def read(self, response: Response, sitemap_date: str, limit: int) -> Extract | None:
        """The facts of a page; None when it could not be read here, and the crawl has to do so itself."""
        if self._writer is None or self._writer.is_closing():
            return None
        task = _encode(_Task(response, sitemap_date, limit, self._names))
        facts = asyncio.get_running_loop().create_future()
        self._waiting.append(facts)
        self._writer.writelines((len(task).to_bytes(_SIZE, "big"), task))
        said: bytes = await facts
        return _extract(said) if said else None

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                size = int.from_bytes(await reader.readexactly(_SIZE), "big")
                facts = await reader.readexactly(size)
                self._waiting.popleft().set_result(facts)  # not before all is there: a helper may die in the middle
        except (asyncio.IncompleteReadError, OSError):
            self.end()

    def end(self) -> None:
        """Send it home; what is with it is read by the crawl."""
        if self._writer:
            self._writer.transport.abort()  # what it did not take yet would be sent to whoever gets its number next
        self.kill()
        while self._waiting:
            self._waiting.popleft().set_result(b"")

    def kill(self) -> None:
        """End its process, whatever the loop does."""
        self._process.kill()
        self._process.wait()
        self._socket.close()


def main() -> None:
    """Answer with facts until the crawl closes the line; with nothing where a page cannot be read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which closes the line
    line = socket.socket(fileno=sys.stdin.fileno())
    stream = line.makefile("rwb")
    while len(size := stream.read(_SIZE)) == _SIZE:
        task = _task(stream.read(int.from_bytes(size, "big")))
        try:
            facts = _encode(_read(task))
        except Exception:  # noqa: BLE001 — the crawl tries it again, and notes why it cannot be read
            facts = b""
        stream.write(len(facts).to_bytes(_SIZE, "big") + facts)
        stream.flush()


def _read(task: _Task) -> Extract:
    response = task.response
    if encoding := response.headers.get("content-encoding", ""):
        response = replace(response, body=unpacked(response.body, encoding, task.limit))
    return extract(response, tracking(task.tracking), sitemap_date=task.sitemap_date)


if __name__ == "__main__":
    main()
