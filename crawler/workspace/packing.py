"""What a page says, as it lies in the database: the candidates for its date, then all of it, packed by zlib.

The candidates stand in front, and a second time, because dating the pages of a whole site needs nothing else of them.
"""

import msgspec
from isal import isal_zlib  # quicker than Python’s own zlib, which can read it, too

from crawler.page import Content, DateSeen

LEVEL = 1
"""How hard contents are packed: more takes longer than it saves."""
SIZE = 4
"""Bytes before the candidates that tell their length; no packed content of older audits, which have none, begins so."""
BARE = b"x"
"""What zlib begins with."""

_encode = msgspec.json.Encoder().encode
_content = msgspec.json.Decoder(Content).decode
_dates = msgspec.json.Decoder(tuple[DateSeen, ...]).decode


def pack(content: Content) -> bytes:
    """Pack what a page says."""
    dates = _encode(content.dates)
    packed: bytes = isal_zlib.compress(_encode(content), LEVEL)
    return b"".join((len(dates).to_bytes(SIZE, "big"), dates, packed))


def unpack(packed: bytes) -> Content:
    """What a page says."""
    return _content(isal_zlib.decompress(packed if packed.startswith(BARE) else packed[_end_of_dates(packed) :]))


def unpack_dates(packed: bytes) -> tuple[DateSeen, ...]:
    """The candidates for a page's date alone."""
    return unpack(packed).dates if packed.startswith(BARE) else _dates(packed[SIZE : _end_of_dates(packed)])


def _end_of_dates(packed: bytes) -> int:
    return SIZE + int.from_bytes(packed[:SIZE], "big")
