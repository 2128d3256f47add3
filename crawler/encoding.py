"""Unpacks the body of a response as its `content-encoding` says, within limits."""

import zlib

GZIP = b"\x1f\x8b"
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class EncodingError(ValueError):
    """The body cannot be unpacked; the message says why, in words."""


def unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    """Unpack a body.

    Raises EncodingError when it is packed in a way that we never ask for, is damaged, or unpacks to more than `limit`
    bytes: a few kilobytes can unpack to gigabytes, and are meant to.
    """
    result = _unpacked(body, encoding, limit)
    if result is not body and len(result) > limit:
        raise EncodingError(f"unpacks to more than {limit // 1_000_000} MB")
    return result


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    """The body, or the first `limit` bytes of it and one more."""
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("", "identity") or not body:
            continue
        if name not in ("gzip", "x-gzip", "deflate"):
            raise EncodingError(f"packed in a way that cannot be read ({name[:40]})")
        body = _inflated(body, limit)
    return body


def beginning(body: bytes, encoding: str, limit: int) -> bytes:
    """The first `limit` bytes of a body that may be longer, unpacked where its packing is one that we ask for.

    Raises EncodingError when it is packed in another way, or damaged from the start.
    """
    return _unpacked(body, encoding, limit)[:limit]


def _inflated(body: bytes, limit: int) -> bytes:
    for bits in (GZIP_OR_ZLIB, -zlib.MAX_WBITS):  # some servers send deflate without zlib's header
        unpacker = zlib.decompressobj(bits)
        try:
            result = unpacker.decompress(body, limit + 1)
            while unpacker.unused_data.startswith(GZIP) and len(result) <= limit:  # several gzip members in a row
                rest, unpacker = unpacker.unused_data, zlib.decompressobj(bits)
                result += unpacker.decompress(rest, limit + 1 - len(result))
        except zlib.error:
            continue
        return result
    if not body.startswith((GZIP, b"\x78")):
        return body  # said to be packed, but is not
    raise EncodingError("packed, and damaged")
