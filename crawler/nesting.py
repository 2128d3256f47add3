"""Cuts nesting that no person wrote, because the time of an HTML parser grows with its square."""

import re

MANY_TAGS = 20_000
"""Pages with fewer cannot be nested so deep that it takes a parser more than half a second."""
SHORTEST_TAG = 3
"""Bytes: `<b>`."""
DEPTH = 256
"""Half of what browsers keep; people's pages stay below 100."""

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_NEVER_NESTED = frozenset(
    [
        # void elements, those whose end tag may be left out, and those whose content is no markup or would be lost
        b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source",
        b"track", b"wbr", b"html", b"head", b"body", b"p", b"li", b"dt", b"dd", b"tr", b"td", b"th", b"thead",
        b"tbody", b"tfoot", b"option", b"optgroup", b"colgroup", b"rt", b"rp", b"a", b"script", b"style",
        b"textarea", b"title", b"noscript", b"template", b"iframe", b"object", b"svg", b"select",
    ]
)  # fmt: skip


def flatten(html: bytes) -> bytes:
    """The page with the tags left out that would nest deeper than DEPTH; other pages as they are."""
    if len(html) < MANY_TAGS * SHORTEST_TAG or html.count(b"<") < MANY_TAGS:
        return html
    depth = 0
    kept: list[bytes] = []
    copied = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() in _NEVER_NESTED:
            continue
        if depth > DEPTH or (depth == DEPTH and not tag[1]):
            kept.append(html[copied : tag.start()])
            copied = tag.end()
        depth = max(depth - 1, 0) if tag[1] else depth + 1
    kept.append(html[copied:])
    return b"".join(kept)
