"""Reads web archives that other programs have written: wget, Browsertrix, Heritrix; WARC, packed or not, and WACZ."""

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from msgspec.structs import replace
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord

from crawler.archive import ArchiveError, response_of
from crawler.page import Response

ZIP = b"PK\3\4"
GZIP = b"\x1f\x8b"
ONE_PIECE = "non-chunked gzip"
"""What warcio says of a file that was packed as a whole, so that no record in it can be found again."""
PIECE = 1 << 16
UNTOUCHED = ("identity", "")


@dataclass(slots=True)
class ForeignArchive:
    """One file, and what people should know of it once it has been read."""

    file: Path
    cut: list[str] = field(default_factory=list)
    """The address whose record has no end, empty where not even that is known."""
    elsewhere: int = 0
    """Records that only say that an address gave the same as before, while no record here holds what that was."""
    packed: int = 0
    """Records packed in a way that nothing here unpacks; they are kept without what they say."""

    def responses(self) -> Iterator[Response]:
        """Every HTTP response in the order of the file.

        A record of Browsertrix or Heritrix that only names an earlier one (a revisit) gives what that one held. What
        is no answer of a web server (requests, look-ups of names, notes of the crawler) is passed over.

        Raises ArchiveError when the file is no web archive.
        """
        try:
            for member in _members(self.file):
                yield from self._of_member(member)
        except FileNotFoundError as error:
            raise ArchiveError(f"There is no file {self.file}. Check the name and the folder.") from error
        except (OSError, ArchiveLoadFailed, EOFError, zipfile.BadZipFile, NotImplementedError) as error:
            if ONE_PIECE in str(error):
                raise ArchiveError(
                    f"{self.file} is packed in one piece, so no record in it can be found. Unpack it (gunzip) and give "
                    "the file that comes out."
                ) from error
            raise ArchiveError(
                f"{self.file} cannot be read as a web archive (WARC or WACZ): {_first_line(error)}. "
                "Was it damaged on its way? Fetch it again, or ask whoever made it for a WARC."
            ) from error

    def notes(self) -> list[str]:
        """What was left out or is not known, in sentences."""
        name, said = self.file.name, []
        if self.cut:
            lost = f"{self.cut[0]}, the last in it, and what" if self.cut[0] else "what"
            said.append(f"{name} ends too early, or is damaged: {lost} came after is left out.")
        if self.elsewhere:
            said.append(
                f"{name}: {self.elsewhere:,} of its records say that an address gave the same as before, and what that "
                "was stands in another file, which was not read."
            )
        if self.packed:
            said.append(f"{name}: {self.packed:,} of its records are packed in a way that cannot be unpacked here.")
        return said

    def _of_member(self, member: str) -> Iterator[Response]:
        known: dict[str, int] = {}
        """Where the record of a payload begins, by its digest."""
        taken: set[str] = set()
        with _opened(self.file, member) as stream:
            records = ArchiveIterator(stream)
            last = 0
            for record in self._records(records):
                digest = record.rec_headers.get_header("WARC-Payload-Digest") or ""
                url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
                if record.rec_type in ("response", "resource") or _is_page_shown(record):
                    response = self._whole(record)
                    last = records.get_record_offset()  # not before it is read: it would skip to the record's end
                    if response:
                        known.setdefault(digest, last)
                        taken.add(url)
                        yield response
                    continue
                again = response_of(record) if record.rec_type == "revisit" else None
                cut = self._is_cut(record)
                last = records.get_record_offset()
                if again is None or cut or url in taken:
                    continue  # of a revisit: the archive holds the page under its own address
                if not digest or digest not in known:
                    self.elsewhere += 1
                else:
                    taken.add(url)
                    yield replace(self._at(member, known[digest]), url=url, fetched_at=again.fetched_at)
            if not self.cut and not _ends_there(stream, last):
                self.cut.append("")

    def _records(self, records: ArchiveIterator) -> Iterator[ArcWarcRecord]:
        """The records up to the first that cannot be read; where that is the very first, it is no archive."""
        read = 0
        while not self.cut:
            try:
                record = next(records)
            except StopIteration:
                return
            except (ArchiveLoadFailed, AttributeError, EOFError, ValueError, zlib.error) as error:
                if not read or ONE_PIECE in str(error):
                    raise ArchiveLoadFailed(str(error)) from error
                self.cut.append("")
                return
            read += 1
            yield record

    def _at(self, member: str, offset: int) -> Response:
        with _opened(self.file, member) as stream:
            stream.seek(offset)
            return response_of(next(iter(ArchiveIterator(stream))))

    def _is_cut(self, record: ArcWarcRecord) -> bool:
        """Whether the file ends in the middle of a record, which is noted."""
        rest = record.raw_stream
        whole = record.rec_headers.get_header("Content-Length") is not None
        while whole and isinstance(rest, LimitReader) and rest.limit > 0:
            whole = bool(rest.read(PIECE))
        if not whole:
            self.cut.append((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))
        return not whole

    def _whole(self, record: ArcWarcRecord) -> Response | None:
        """What a record holds; None when its end is missing."""
        encoding = (record.http_headers.get_header("Content-Encoding") or "").lower() if record.http_headers else ""
        response = response_of(record)
        if self._is_cut(record):
            return None
        if encoding not in UNTOUCHED and encoding not in BufferedReader.get_supported_decompressors():
            self.packed += 1
            return replace(response, body=b"")
        return response


def _members(file: Path) -> list[str]:
    """The WARC files in a WACZ; one without a name when the file is a WARC itself."""
    with file.open("rb") as stream:
        if stream.read(4) != ZIP:  # only the beginning tells: a WARC may end with a kept workbook, which is a zip, too
            return [""]
    with zipfile.ZipFile(file) as packed:
        names = [name for name in packed.namelist() if name.lower().endswith((".warc", ".warc.gz"))]
    if not names:
        raise ArchiveError(f"{file} is a zip file without a web archive (WARC) in it.")
    return names


@contextmanager
def _opened(file: Path, member: str) -> Iterator[IO[bytes]]:
    if not member:
        with file.open("rb") as stream:
            yield stream
        return
    with zipfile.ZipFile(file) as packed, packed.open(member) as stream:
        yield stream


def _ends_there(stream: IO[bytes], last: int) -> bool:
    """Whether the file ends with the record that begins at `last`, and not with the beginning of a further one."""
    stream.seek(last)
    if stream.read(2) != GZIP:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - 4))
        return stream.read().endswith((b"\n\r\n", b"\n\n"))  # two empty lines end a record
    stream.seek(last)
    unpacker = zlib.decompressobj(wbits=31)
    while not unpacker.eof and (piece := stream.read(PIECE)):
        unpacker.decompress(piece)
    return unpacker.eof and not unpacker.unused_data.strip(b"\0") and not stream.read(1)


def _is_page_shown(record: ArcWarcRecord) -> bool:
    """Whether a record is a page as a browser showed it, which follows the one that it was made from."""
    kind = record.rec_headers.get_header("Content-Type") or ""
    return record.rec_type == "conversion" and kind.startswith("text/html")


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
