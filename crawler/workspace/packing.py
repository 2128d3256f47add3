"""What a page says, as it lies in the database: JSON, packed by zlib."""

import msgspec
from isal import isal_zlib  # quicker than Python’s own zlib, which can read it, too

from crawler.page import Content, DateSeen

LEVEL = 1
"""How hard contents are packed: more takes longer than it saves."""


class _Dated(msgspec.Struct):
    """The one part of a page’s content that dating needs; the rest is passed over unread."""

    dates: tuple[DateSeen, ...] = ()


_content = msgspec.json.Decoder(Content).decode
_dated = msgspec.json.Decoder(_Dated).decode


def pack(content: Content) -> bytes:
    """Pack what a page says."""
    packed: bytes = isal_zlib.compress(msgspec.json.encode(content), LEVEL)
    return packed


def unpack(packed: bytes) -> Content:
    """What a page says."""
    return _content(isal_zlib.decompress(packed))


def unpack_dates(packed: bytes) -> tuple[DateSeen, ...]:
    """The candidates for a page's date alone."""
    return _dated(isal_zlib.decompress(packed)).dates
