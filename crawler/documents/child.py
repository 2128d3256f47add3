"""The child process: reads one document after another, within limits that the system keeps."""

import sys
from typing import BinaryIO

import msgspec

from crawler.documents.facts import Facts
from crawler.documents.office import read_archive, read_old
from crawler.documents.pdf import read_pdf
from crawler.documents.rtf import read_rtf

MEMORY = 1_000_000_000
"""Bytes of address space that the child may use (Linux and macOS)."""
SECONDS = 20
"""Seconds of CPU for one document (Linux and macOS; the parent's watch holds everywhere)."""


def read_document(body: bytes) -> Facts:
    """What a document holds, told by its first bytes, whatever its name says."""
    start = body[:1024]
    if b"%PDF-" in start:
        return read_pdf(body)
    if start.startswith(b"PK"):
        return read_archive(body)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return read_old(body)
    if start.startswith(b"{\\rtf"):
        return read_rtf(body)
    return Facts(problem="it is none of the formats that its name or its type claims")


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message with its length before it."""
    stream.write(len(message).to_bytes(8, "big") + message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read one message; None when the other side has ended."""
    size = stream.read(8)
    if len(size) < 8:  # noqa: PLR2004 — the length that `send` writes
        return None
    message = stream.read(int.from_bytes(size, "big"))
    return message if len(message) == int.from_bytes(size, "big") else None


def _limit() -> None:
    """Let the system end this process when a document takes more than it may; Windows knows no such limits."""
    try:
        import resource  # noqa: PLC0415 — not there on Windows
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    if sys.platform == "linux":  # macOS refuses to limit address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def main() -> None:
    """Answer until the parent closes the pipe."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get between the messages
    while (body := receive(source)) is not None:
        _limit()
        try:
            facts = read_document(body)
        except MemoryError:
            facts = Facts(problem=f"it needs more than {MEMORY // 1_000_000} MB of memory")
        except Exception as error:  # noqa: BLE001 — a document may break a reader in any way, and must only lose itself
            facts = Facts(problem=f"it is damaged ({type(error).__name__}: {error})")
        send(target, msgspec.msgpack.encode(facts))


if __name__ == "__main__":
    main()
