"""A picture, film, style sheet, script or frame that the page asks for does not exist.

The page looks broken: an empty frame where the picture was, text without its layout, a button that does nothing.

Put the file back, correct its address, or take it out of the page.
"""

from audit.rule import (
    Certainty,
    Evidence,
    Example,
    LinkKind,
    LinkState,
    Page,
    Rule,
    Seen,
    Severity,
    Site,
    Wanted,
    short,
)

NAMES = {
    LinkKind.IMAGE: "picture",
    LinkKind.MEDIA: "sound or film",
    LinkKind.SCRIPT: "script",
    LinkKind.STYLE: "style sheet",
}
BROKEN = Wanted(states=(LinkState.BROKEN,), kinds=tuple(NAMES))


def check(page: Page, site: Site) -> Evidence:
    for link in site.links_from(page, BROKEN):
        yield Seen(
            f"{NAMES[link.kind]} {short(link.url, page.url)}: {site.judged(link).error}",
            template=site.on_every_page(link),
        )


HTML = '<title>Map</title><main><p>The map:</p><img src="/map.png" alt="Map"></main>'
RULE = Rule(
    id="broken-media",
    title="Pictures or files that do not load",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Put the file back, correct its address, or take it out.",
    flags=(
        Example(
            html=HTML,
            others=(Example(url="https://www.example.org/map.png", status=404),),
            says=("picture /map.png: does not exist (404)",),
        ),
    ),
    passes=(
        Example(
            html=HTML, others=(Example(url="https://www.example.org/map.png", headers={"content-type": "image/png"}),)
        ),
        Example(html=HTML),
    ),
)
