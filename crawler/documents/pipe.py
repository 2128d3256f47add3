"""What the crawl and the child process that reads documents agree on; the crawl itself loads none of the readers."""

from typing import BinaryIO

MEMORY = 1_000_000_000
"""Bytes of address space that the child may use (Linux and macOS)."""
SECONDS = 20
"""Seconds of CPU for one document (Linux and macOS; the parent's watch holds everywhere)."""


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
