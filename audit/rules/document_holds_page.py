"""A longer document, such as a booklet, holds all that a page of the site says.

The same words must be kept in step at two places, and the document is the one that is easier to forget.

When you change the page, change the document too; or let the document point to the page.
"""

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site, listed, short

SHOWN = 3


def check(page: Page, site: Site) -> Evidence:
    within = site.pages_within(page)
    if within:
        where = listed([short(one.url, page.url) for one in within[:SHOWN]], len(within), "pages")
        yield f"holds all that {where} {'says' if len(within) == 1 else 'say'}"


LINES = [f"Line {n} tells how the pool works on day {n} of the month." for n in range(30)]
MORE = [f"The hall is let on day {n} for a fee of {n} pounds." for n in range(60)]
PAGE = Example(
    url="https://www.example.org/pool",
    html="<title>Pool</title><main>" + "".join(f"<p>{line}</p>" for line in LINES) + "</main>",
)


def document(*lines: str, says: tuple[str, ...] = ()) -> Example:
    return Example(
        url="https://www.example.org/booklet.pdf",
        html=b"%PDF-1.4",
        headers={"content-type": "application/pdf"},
        text="\n".join(lines),
        others=(PAGE,),
        says=says,
    )


RULE = Rule(
    id="document-holds-page",
    title="Document holds what a page says",
    severity=Severity.LOW,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    about=About.DOCUMENTS,
    advice="Keep both in step, or let the document point to the page.",
    flags=(document(*LINES, *MORE, says=("holds all that /pool says",)),),
    passes=(document(*MORE), document(*LINES)),
)
