"""What the elements of HTML mean to a walk through a page: which end a line, which link, which are not read."""

import re
from functools import lru_cache

from crawler.page import LinkKind


class Role:
    """What a walk does at an element; roles add up. Plain numbers: an IntFlag made the walk four times dearer."""

    NONE = 0
    BLOCK = 1
    """Begins and ends a line of text."""
    ABSENT = 2
    """Its text is no part of what the page says; links inside are."""
    HEADING = 4
    LANDMARK = 8
    """Stands on every page by its nature."""
    MAIN = 16
    LINK = 32
    SOURCE = 64
    """Loads something."""
    HEAD = 128
    """Says something about the page."""
    DATE = 256
    """May say when the page was made or changed."""
    NAVIGATION = 512
    """Class or id call it navigation, or a part that stands on every page."""
    BODY = 1024
    """Class, id or element say that the text of the page is in it."""
    SVG = 2048
    """A drawing: what is called a title there is none of the page."""
    COMMENTS = 4096
    """What visitors have written under the page."""
    PRE = 8192
    """Shows its text as it was typed: an empty line ends what is said."""


_NAMES = {
    Role.BLOCK: (
        "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search "
        "section summary table tbody td tfoot th thead tr ul"
    ),
    Role.ABSENT: (
        "script style template noscript svg math select datalist textarea button title object video audio iframe canvas"
    ),
    Role.HEADING: "h1 h2 h3 h4 h5 h6",
    Role.LANDMARK: "nav header footer aside search menu dialog",
    Role.MAIN: "main",
    Role.BODY: "article",
    Role.LINK: "a",
    Role.SOURCE: ("area img iframe frame script video audio source track embed object input button form image use"),
    Role.HEAD: "html base meta link title script style noscript",
    Role.DATE: "time relative-time time-ago local-time abbr",
    Role.SVG: "svg",
    Role.PRE: "pre",
}
ROLES: dict[str, int] = {}
for _role, _names in _NAMES.items():
    for _name in _names.split():
        ROLES[_name] = ROLES.get(_name, Role.NONE) | _role

LANDMARK_ROLES = {
    "main": Role.MAIN,
    "navigation": Role.LANDMARK,
    "banner": Role.LANDMARK,
    "contentinfo": Role.LANDMARK,
    "complementary": Role.LANDMARK,
    "search": Role.LANDMARK,
    "menu": Role.LANDMARK,
    "menubar": Role.LANDMARK,
    "doc-toc": Role.LANDMARK,
    "dialog": Role.LANDMARK,
    "alertdialog": Role.LANDMARK,
}
"""Values of the attribute `role` that mean the same as a landmark element."""

SOURCES: dict[str, tuple[tuple[str, LinkKind], ...]] = {
    "area": (("href", LinkKind.LINK),),
    "img": (("src", LinkKind.IMAGE),),
    "input": (("src", LinkKind.IMAGE), ("formaction", LinkKind.LINK)),
    "button": (("formaction", LinkKind.LINK),),
    "form": (("action", LinkKind.LINK),),
    "iframe": (("src", LinkKind.FRAME),),
    "frame": (("src", LinkKind.FRAME),),
    "object": (("data", LinkKind.FRAME),),
    "embed": (("src", LinkKind.FRAME),),
    "script": (("src", LinkKind.SCRIPT),),
    "video": (("src", LinkKind.MEDIA), ("poster", LinkKind.IMAGE)),
    "audio": (("src", LinkKind.MEDIA),),
    "source": (("src", LinkKind.MEDIA),),
    "track": (("src", LinkKind.MEDIA),),
    "image": (("href", LinkKind.IMAGE), ("xlink:href", LinkKind.IMAGE)),
    "use": (("href", LinkKind.IMAGE), ("xlink:href", LinkKind.IMAGE)),
    "body": (("background", LinkKind.IMAGE),),
    "table": (("background", LinkKind.IMAGE),),
    "td": (("background", LinkKind.IMAGE),),
}
"""Attributes that hold an address which a browser loads or goes to."""

RELATIONS = {
    "stylesheet": LinkKind.STYLE,
    "icon": LinkKind.IMAGE,
    "apple-touch-icon": LinkKind.IMAGE,
    "apple-touch-icon-precomposed": LinkKind.IMAGE,
    "mask-icon": LinkKind.IMAGE,
    "modulepreload": LinkKind.SCRIPT,
    "manifest": LinkKind.SCRIPT,
    "canonical": LinkKind.LINK,
    "alternate": LinkKind.LINK,
    "amphtml": LinkKind.LINK,
    **dict.fromkeys(
        (
            "next", "prev", "previous", "first", "last", "start", "up", "top", "contents", "index", "chapter",
            "section", "subsection", "appendix", "glossary", "help", "search", "copyright", "license", "author",
        ),
        LinkKind.LINK,
    ),
}  # fmt: skip
"""Values of `rel` that lead to something a visitor or a browser gets; the others are notes to programs. Manuals name
their parts with those of HTML 4.
"""

PRELOADED = {
    "style": LinkKind.STYLE,
    "script": LinkKind.SCRIPT,
    "image": LinkKind.IMAGE,
    "video": LinkKind.MEDIA,
    "audio": LinkKind.MEDIA,
}
"""What `rel=preload` loads, by its `as`."""

_NAVIGATION = re.compile(
    r"(?:^|\s)(?:(?:main|site|top|bottom|page|primary|secondary|global|local|side|left|right|sub|footer|header|post|drop\w*|ch)[-_]?)?"
    r"(?:nav(?:bar|igation|header|footer)?|menu|breadcrumbs?|footer|side-?bar|masthead|topbar|toolbar|pag(?:er|ination)"
    r"|skip-?(?:link|nav)\w*|toc|crumbs?|cookie\w*|consent|share|sharing|social|related|recommended|usa-banner)"
    r"(?:[-_](?:main|top|bottom|container|wrapper|list|bar|menu|links?|inner|area|primary|secondary|buttons?|banner"
    r"|posts|content|articles|items|pages|news))*(?:\s|$)",
)
_BODY = re.compile(
    r"(?:^|\s)(?:(?:main|page|body|entry|post|article|story|mw|node|field--name)[-_]{0,2}(?:content|body|text|main)(?:-text)?"
    r"|content|main|article|post|story)(?:\s|$)",
)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?|comment[-_]?(?:list|section|area|body|meta|content|thread|text|wrap(?:per)?|author)s?"
    r"|comments[-_](?:area|list|section|block|wrapper|container)|kommentare?|commentaires|comentarios|disqus\w*|fb-comments"
    r"|replies|showcomments)(?:\s|$)",
)
_DATE = re.compile(
    r"date|publi[sc]|posted|updat|modifi|review|submitted|timestamp|byline|dateline|stand\b|released|created|changed",
)


@lru_cache(maxsize=1 << 14)
def named(names: str) -> int:
    """What class and id of an element, put together, say about it: NAVIGATION, BODY, COMMENTS, DATE, in any sum."""
    names = names.lower()  # patterns that need not look for both cases take half the time
    role = Role.COMMENTS if _COMMENTS.search(names) else Role.NONE
    if _NAVIGATION.search(names):
        role |= Role.NAVIGATION
    elif _BODY.search(names):
        role |= Role.BODY
    return role | Role.DATE if _DATE.search(names) else role
