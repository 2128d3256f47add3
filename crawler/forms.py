"""Says of a page whether it is there to be filled in: a form to log in, to apply, to write to somebody."""

import re
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.elements import LANDMARK_ROLES, ROLES, Role, named

FEW_WORDS = 200
"""Words of main text; a page that has more is one without its form, too (our judgement)."""
_FIELDS = "form input, form select, form textarea"
_MOST = 100
"""Fields that are looked at, each with all that it stands in; a page may have hundreds of thousands of them."""
_NOT_TYPED = frozenset({"hidden", "submit", "button", "image", "reset", "search"})
_SEARCH = re.compile(
    r"(?<![a-z])(?:search|find|such|recherch|busca|buscar|chwil|zoek|cerca|ricerca)|^(?:q|s|k|keys?|query|keywords?)$",
    re.IGNORECASE,
)
"""Names of fields and forms of a search: these stand on every page of many sites."""
_ELSEWHERE = Role.LANDMARK | Role.NAVIGATION | Role.COMMENTS | Role.ABSENT
"""A form in such a part belongs to the site and not to the page."""
_NAMES = ("class", "id", "name", "action", "role")


def asks(tree: LexborHTMLParser) -> bool:
    """Whether the page itself has a field to fill in, besides a search."""
    return any(map(_is_own, islice(tree.css(_FIELDS), _MOST)))


def _is_own(field: LexborNode) -> bool:
    if (field.attributes.get("type") or "").lower() in _NOT_TYPED or _searches(field):
        return False
    around = field.parent
    while around is not None and around.tag not in ("main", "body"):
        names = f"{around.attributes.get('class') or ''} {around.attributes.get('id') or ''}"
        landmark = LANDMARK_ROLES.get(around.attributes.get("role") or "", Role.NONE)
        if (ROLES.get(around.tag or "", Role.NONE) | named(names) | landmark) & _ELSEWHERE:
            return False
        if around.tag == "form" and _searches(around):
            return False
        around = around.parent
    return True


def _searches(element: LexborNode) -> bool:
    """Whether a field or a form is called a search."""
    return any(_SEARCH.search(element.attributes.get(name) or "") for name in _NAMES)
