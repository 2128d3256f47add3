"""Says of a page whether scripts make it in the visitor's browser, so that the server's HTML holds next to nothing."""

from collections.abc import Iterable

from crawler.page import LinkKind
from crawler.seen import Seen

UNREAD = "hardly any text without scripts (JavaScript), which were not run"
"""The error of a page that scripts make, when nobody ran them."""
EMPTY = "hardly any text, though a browser ran the page’s scripts (JavaScript)"
FEW_WORDS = 20
"""Words of main text; a page that has more is one without its scripts, too (our judgement)."""
NO_WORDS = 5
"""“Loading, please wait” is no text (our judgement)."""
FEW_LINKS = 2
MOUNTS = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #react-root, #react-app, #vue-app, #q-app, #ember-app,"
    " app-root, [ng-app], [data-reactroot], [data-server-rendered]"
)
"""Elements that frameworks fill: React, Vue, Next, Nuxt, Gatsby, Svelte, Quasar, Ember, Angular, as their own starter
projects name them."""


def needs_script(seen: Seen, mounts: Iterable[str]) -> bool:
    """Whether scripts make a page of FEW_WORDS; `mounts` are the texts of its MOUNTS.

    So it is when there are scripts and hardly any text, and the page asks for JavaScript in a `noscript`, or the
    element that a framework fills is empty, or there is nothing else on the page.
    """
    if not seen.scripts or seen.refresh:
        return False
    if seen.asks_for_scripts:
        return True
    if any(len(text.split()) < NO_WORDS for text in mounts):
        return True
    shown = sum(len(block.text.split()) for block in seen.blocks)
    followed = sum(link.kind in (LinkKind.LINK, LinkKind.FRAME) and bool(link.text) for link in seen.links)
    return shown < NO_WORDS and followed <= FEW_LINKS and not seen.pictures
