"""Holds on the disk what files were understood to say until all of it is written to the ledger in one go."""

import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec

from assignments.understand import Understood

LENGTH = struct.Struct("<Q")


class Spool:
    """A temporary file without a name, so that a thousand workbooks take no more memory than one."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 — closed at the end of the block

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, understood: Understood) -> None:
        """Put one workbook at the end."""
        data = msgspec.msgpack.encode(understood)
        self._file.write(LENGTH.pack(len(data)))
        self._file.write(data)

    def __iter__(self) -> Iterator[Understood]:
        """Give all workbooks in the order in which they were added."""
        self._file.seek(0)
        while head := self._file.read(LENGTH.size):
            yield msgspec.msgpack.decode(self._file.read(*LENGTH.unpack(head)), type=Understood)
