"""A picture has no alternative text, and the page does not say that it is mere decoration either.

People who cannot see the picture hear its file name or nothing at all; the law asks for better (WCAG 1.1.1).

Say in a few words what the picture tells; for decoration give an empty text (alt="").
"""

from urllib.parse import urljoin

from audit.rule import Certainty, Evidence, Example, Link, Page, Rule, Seen, Severity, Site, listed

SHOWN = 3
WITHOUT_ADDRESS = "one that is part of the page itself"
TEMPLATE = 0.1
"""A picture that stands on a larger share of the pages belongs to the template."""


def check(page: Page, site: Site) -> Evidence:
    own = []
    for image in site.content(page).images:
        if image.alt is None:
            name = (image.src.rpartition("/")[2] or image.src)[:40] or WITHOUT_ADDRESS
            if site.is_linked_widely(Link(url=urljoin(page.url, image.src)), TEMPLATE):
                yield Seen(f"1 picture without alternative text: {name}", template=True)
            else:
                own.append(name)
    if own:
        many = "1 picture" if len(own) == 1 else f"{len(own):,} pictures"
        yield f"{many} without alternative text: {listed(list(dict.fromkeys(own))[:SHOWN], len(own), 'pictures')}"


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
        Example(
            html='<main><p>Map:</p><img src="data:image/png;base64,AA"></main>',
            says=("1 picture without alternative text: one that is part of the page itself",),
        ),
    ),
    passes=(
        Example(html='<main><p>Map:</p><img src="/img/map.png" alt="The way from the station"></main>'),
        Example(html='<main><p>Map:</p><img src="/img/line.png" alt=""></main>'),
        Example(html='<main><p>Map:</p><img src="/img/line.png" role="presentation"></main>'),
        Example(html='<main><p>Map:</p><img src="/img/map.png" aria-label="The way from the station"></main>'),
    ),
)
