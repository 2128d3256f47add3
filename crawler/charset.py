"""Finds out in which encoding a page was written, also when the page or its server is wrong about that."""

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom


def to_utf8(body: bytes, content_type: str = "") -> bytes:
    """The page in UTF-8, without NUL bytes; what no encoding explains becomes U+FFFD.

    Bytes that are correct UTF-8 are taken for it whatever header and `meta` say: text in another encoding is hardly
    ever correct UTF-8 by chance, while wrong declarations are common. Else the order is that of the HTML standard
    (byte order mark, header, `meta`), with the standard's reading of the names (`iso-8859-1` means windows-1252),
    which is also what an undeclared page is taken for.
    """
    if b"\0" in body and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        body = body.replace(b"\0", b"")
    if body.isascii() and b"\x1b" not in body:  # an escape begins ISO-2022, which is ASCII to look at
        return body
    encoding, mark = read_bom(body)
    if encoding and mark:
        return body[len(mark) :].decode(encoding, "replace").replace("\0", "").encode("utf-8", "replace")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if b"\x1b" not in body:
            return body
    return _decoded(body, content_type).encode("utf-8", "replace")


def _decoded(body: bytes, content_type: str) -> str:
    declared = (http_content_type_encoding(content_type), html_body_declared_encoding(body))
    for name in declared:
        if name and name not in ("utf-8", "utf-16", "utf-16-le", "utf-16-be"):
            return body.decode(name, "replace")
    as_utf8 = body.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    foreign = sum(not character.isascii() for character in as_utf8) - broken
    if "utf-8" in declared and broken <= foreign:
        return as_utf8  # a few bytes were damaged on the way
    return body.decode("cp1252", "replace")
