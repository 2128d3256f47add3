"""Reads files in child processes, which may run out of time or memory, or be killed, without taking the merge along."""

import contextlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

import msgspec

from assignments.reading.book import Book, Parcel, UnreadableError
from assignments.reading.sniff import AS_WORKBOOK

SECONDS = 60
"""A file may take so long. 100,000 rows take some 15 s."""
MEMORY = 1 << 30
"""A child may use so many bytes of address space, where the system can hold it to that (not Windows, not macOS)."""
HEAVY = 10_000_000
"""After a file or an answer of so many bytes a child is replaced, so that it does not hold on to their memory."""
CHILDREN = max(1, min(4, os.cpu_count() or 1))
TOO_HEAVY = (
    f"Reading it took more than {SECONDS} seconds or {MEMORY >> 30} GB of memory, as no worksheet should. "
    f"{AS_WORKBOOK} Copying the filled rows into a fresh workbook often helps."
)
DAMAGED_IN_READING = f"It is damaged: the program that reads it broke down over it. {AS_WORKBOOK}"
START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from assignments.reading.child import main; main()"
LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the child says of one file: a book, a parcel, or a sentence why neither."""

    book: Book | None = None
    parcel: Parcel | None = None
    sentence: str = ""
    tired: bool = False
    """True when the child would rather be replaced."""


def main() -> None:
    """The child’s life: read a question, answer it, until the parent closes the line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent’s to handle
    _limit_memory()
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while (question := _receive(questions)) is not None:
        path, name = msgspec.msgpack.decode(question, type=tuple[str, str])
        _send(answers, msgspec.msgpack.encode(_answer(Path(path), name)))


def _answer(path: Path, name: str) -> Reply:
    from assignments.reading.files import read  # noqa: PLC0415 — the libraries load under the limits, in the child only

    try:
        found = read(path, name)
    except UnreadableError as error:
        return Reply(sentence=str(error))
    except MemoryError:
        return Reply(sentence=TOO_HEAVY, tired=True)
    except BaseException:  # noqa: BLE001 — a panic in Rust is no Exception; whatever it was, the file is at fault
        return Reply(sentence=DAMAGED_IN_READING, tired=True)
    tired = path.stat().st_size > HEAVY
    return Reply(book=found, tired=tired) if isinstance(found, Book) else Reply(parcel=found, tired=tired)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 — not on Windows

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes], begun: Callable[[int], None] = lambda _: None) -> bytes | None:
    """What comes next; `begun` hears how many bytes it has before they are taken."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    begun(length)
    data = stream.read(length)
    return data if len(data) == length else None


class Reader:
    """One child process, started when it is first needed and again after it was lost."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, path: Path, name: str, turn: threading.Event | None = None) -> Book | Parcel:
        """Read one file; raises UnreadableError. A heavy answer stays with the child until it is its `turn`."""

        def begun(length: int) -> None:
            alarm.cancel()
            if turn is not None and length > HEAVY:
                turn.wait()

        child = self._child = self._child or self._start()
        assert child.stdin is not None  # both are pipes
        assert child.stdout is not None
        alarm = threading.Timer(self.seconds, child.kill)
        alarm.start()
        try:
            _send(child.stdin, msgspec.msgpack.encode((str(path), name)))
            answer = _receive(child.stdout, begun)
        except OSError:
            answer = None
        finally:
            alarm.cancel()
        if answer is None:
            self.close()
            raise UnreadableError(TOO_HEAVY)
        reply = msgspec.msgpack.decode(answer, type=Reply)
        if reply.tired or len(answer) > HEAVY:
            self.close()
        found = reply.book or reply.parcel
        if found is None:
            raise UnreadableError(reply.sentence)
        return found

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-c", START, json.dumps(sys.path)]
        return subprocess.Popen(  # noqa: S603 — our own interpreter and code
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for stream in (child.stdin, child.stdout):
                with contextlib.suppress(OSError):
                    if stream is not None:
                        stream.close()
            child.wait()


Outcome = Book | Parcel | UnreadableError


def read_all(files: Iterable[tuple[Path, str]], children: int = CHILDREN) -> Iterator[Outcome]:
    """Read files (where they are, and the names that they came under) in several children; outcomes in order.

    Only a few files are held at a time, and of heavy ones only the one that is taken next, so that a thousand need no
    more memory than ten.
    """
    readers: list[Reader] = []
    own = threading.local()

    def one(path: Path, name: str, turn: threading.Event) -> Outcome:
        if not hasattr(own, "reader"):
            own.reader = Reader()
            readers.append(own.reader)
        try:
            found: Outcome = own.reader.read(path, name, turn)
        except UnreadableError as error:
            return error
        return found

    pool = ThreadPoolExecutor(children)
    try:
        yield from _in_order(pool, one, files, children)
    finally:
        for reader in readers:
            reader.close()
        pool.shutdown(wait=True, cancel_futures=True)
        for reader in readers:
            reader.close()


def _in_order(
    pool: ThreadPoolExecutor,
    one: Callable[[Path, str, threading.Event], Outcome],
    files: Iterable[tuple[Path, str]],
    children: int,
) -> Iterator[Outcome]:
    waiting: deque[tuple[Future[Outcome], threading.Event]] = deque()

    def first() -> Outcome:
        future, turn = waiting.popleft()
        turn.set()  # those before it are taken, and they began before it, so that nobody waits for somebody who waits
        return future.result()

    try:
        for path, name in files:
            turn = threading.Event()
            waiting.append((pool.submit(one, path, name, turn), turn))
            if len(waiting) > 2 * children:
                yield first()
        while waiting:
            yield first()
    finally:
        for _, turn in waiting:
            turn.set()
