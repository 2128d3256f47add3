"""A picture has no alternative text, and the page does not say that it is mere decoration either.

People who cannot see the picture hear its file name or nothing at all; the law asks for better (WCAG 1.1.1).

Say in a few words what the picture tells; for decoration give an empty text (alt="").
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, listed

SHOWN = 3


def check(page: Page, site: Site) -> Evidence:
    names = [image.src.rpartition("/")[2] or image.src for image in site.content(page).images if image.alt is None]
    if names:
        many = "1 picture" if len(names) == 1 else f"{len(names):,} pictures"
        first = [name[:40] for name in names[:SHOWN]]
        yield f"{many} without alternative text: {listed(first, len(names), 'pictures')}"


RULE = Rule(
    id="image-without-alt",
    title="Pictures without alternative text",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Say in a few words what each picture tells.",
    flags=(
        Example(
            html='<main><p>Map:</p><img src="/img/map.png"></main>',
            says=("1 picture without alternative text: map.png",),
        ),
    ),
    passes=(
        Example(html='<main><p>Map:</p><img src="/img/map.png" alt="The way from the station"></main>'),
        Example(html='<main><p>Map:</p><img src="/img/line.png" alt=""></main>'),
    ),
)
