"""The child process: reads one document after another, within limits that the system keeps."""

import sys

import msgspec

from crawler.documents.facts import Facts
from crawler.documents.office import read_archive
from crawler.documents.old import read_old
from crawler.documents.pdf import read_pdf
from crawler.documents.pipe import MEMORY, SECONDS, receive, send
from crawler.documents.rtf import read_rtf


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
