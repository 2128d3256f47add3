"""Keeps every response as it was sent, in WARC files (ISO 28500), and finds it again.

Each session of a crawl writes a file of its own, each record a gzip member of its own: a file whose end was lost to a
power cut can be read up to there. Heads are made and records read by warcio; isal packs them, in a sixth of the time of
zlib for files a fifth larger.
"""

import hashlib
import os
import re
import uuid
from base64 import b32encode
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from isal import igzip
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from crawler.errors import AuditError
from crawler.page import Page, Response

LEVEL = 1
FIRST_YEAR, LAST_YEAR = 1990, 9000
"""Years of a WARC-Date that are believed; outside them a clock was never set, and calculations overflow."""
LIMIT = 100_000_000
"""Bytes that a kept response may unpack to."""
STATUS_WORDS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}


class ArchiveError(AuditError):
    """A kept response cannot be read; the message says which and why."""


class Archive:
    """One WARC file that is being written."""

    def __init__(self, folder: Path, name: str, software: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{name}.warc.gz"
        self._file = (folder / self.name).open("ab")
        at = _warc_date(datetime.now(UTC).isoformat(timespec="seconds"))
        about = f"software: {software}\r\nformat: WARC File Format 1.0\r\n\r\n".encode()
        self._keep(
            "warcinfo", {"WARC-Filename": self.name, "WARC-Date": at, "Content-Type": "application/warc-fields"}, about
        )

    def write(self, response: Response, *, of: Page | None = None) -> int:
        """Keep a response; return where its record begins in the file.

        `of` is the page whose response this one was made from by a browser: it is kept as a conversion of that.
        """
        fields = _about(response) | {"WARC-Payload-Digest": _digest(response.body)}
        if of is not None:
            fields["WARC-Refers-To"] = _id(of.archive_file, of.archive_offset)
            fields["Content-Type"] = response.headers["content-type"]
            return self._keep("conversion", fields, response.body)
        return self._keep("response", fields, _head(response), response.body)

    def write_unchanged(self, response: Response, before: Page) -> None:
        """Keep that a server said “not modified” of a page that an older archive file holds (a revisit record)."""
        fields = _about(response) | {
            "WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/server-not-modified",
            "WARC-Refers-To-Target-URI": response.url,
            "WARC-Refers-To-Date": _warc_date(before.fetched_at),
        }
        self._keep("revisit", fields, _head(response))

    def _keep(self, kind: str, fields: dict[str, str], *block: bytes) -> int:
        offset = self._file.tell()
        named = {
            "WARC-Type": kind,
            "WARC-Record-ID": _id(self.name, offset),
            **fields,
            "Content-Length": str(sum(map(len, block))),
        }
        head = StatusAndHeaders("", list(named.items()), protocol="WARC/1.0").to_bytes(encoding="utf-8")
        self._file.write(igzip.compress(b"".join((head, *block, b"\r\n\r\n")), LEVEL))
        return offset

    def flush(self) -> None:
        """Have everything on the disk, also after a power cut; called before the database says where it is."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _id(file: str, offset: int | None) -> str:
    """The name of a record, made from its place, so that another record can refer to it."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{file}#{offset}')}>"


def _digest(body: bytes) -> str:
    return f"sha1:{b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"


def _about(response: Response) -> dict[str, str]:
    """The fields of every record of a response."""
    return {
        "WARC-Date": _warc_date(response.fetched_at),
        "WARC-Target-URI": response.url,
        "Content-Type": "application/http; msgtype=response",
    }


def _head(response: Response) -> bytes:
    line = f"{response.status} {STATUS_WORDS.get(response.status, '')}".strip()
    headers = [(name, value) for name, value in response.headers.items() if name.isascii()]  # no other name is legal
    head: bytes = StatusAndHeaders(line, headers, protocol="HTTP/1.1").to_ascii_bytes()
    return head


def _warc_date(at: str) -> str:
    return at.replace("+00:00", "Z")


def read(folder: Path, page: Page) -> Response:
    """Give back the response that a page was made from, unpacked.

    Raises ArchiveError when nothing was kept of it, or the file is gone or damaged.
    """
    if page.archive_offset is None:
        raise ArchiveError(f"Nothing was kept of {page.url}: {page.error or 'it has no body'}.")
    file = folder / page.archive_file
    try:
        with file.open("rb") as stream:
            stream.seek(page.archive_offset)
            record = next(iter(ArchiveIterator(stream)))
            return response_of(record)
    except (OSError, ArchiveLoadFailed, StopIteration) as error:
        raise ArchiveError(
            f"What was kept of {page.url} cannot be read from {file}: {error or 'the file ends too early'}. "
            "Take the file from a backup, or crawl again with --fresh."
        ) from error


def response_of(record: ArcWarcRecord) -> Response:
    """What a record holds, its body unpacked."""
    head = record.http_headers
    headers: dict[str, str] = {}
    for name, value in head.headers if head else ():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    status = int(head.get_statuscode()) if head and re.fullmatch(r"[0-9]{3}", head.get_statuscode()) else 200
    if not head:
        headers["content-type"] = record.rec_headers.get_header("Content-Type") or ""
    headers.pop("content-encoding", None)
    headers.pop("transfer-encoding", None)
    return Response(
        url=(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
        status=status,
        headers=headers,
        body=record.content_stream().read(LIMIT),
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date") or ""),
    )


def _moment(text: str) -> str:
    """A WARC-Date in whole seconds of UTC; empty when it is no time at which the web was there."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)  # the standard knows no other zone
    return at.astimezone(UTC).isoformat(timespec="seconds") if FIRST_YEAR <= at.year <= LAST_YEAR else ""
