"""The document says the same as a page of the site.

Two versions must be kept in step, and the document is the one that is harder to read and easier to forget.

Keep the page, and remove the document or offer it as the page's printed form.
"""

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, short


def check(page: Page, site: Site) -> Evidence:
    like = site.page_like(page)
    if like is not None:
        yield f"says the same as the page {short(like.url, page.url)}"


TEXT = "\n".join(f"Line {n} tells how the pool works on day {n} of the month." for n in range(30))
PAGE = Example(
    url="https://www.example.org/pool",
    html="<title>Pool</title><main>" + "".join(f"<p>{line}</p>" for line in TEXT.split("\n")) + "</main>",
)
PDF = {"content-type": "application/pdf"}
RULE = Rule(
    id="document-repeats-page",
    title="Document repeats a page",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    about=About.DOCUMENTS,
    advice="Keep the page, and remove the document.",
    thresholds={"likeness": Threshold(0.8, "share of words in common", "CART: candidate from 0.8, sure from 0.9")},
    flags=(
        Example(
            url="https://www.example.org/pool.pdf",
            html=b"%PDF-1.4",
            headers=PDF,
            text=TEXT,
            others=(PAGE,),
            says=("says the same as the page /pool",),
        ),
    ),
    passes=(
        Example(
            url="https://www.example.org/a.pdf",
            html=b"%PDF-1.4",
            headers=PDF,
            text="Other words. " * 200,
            others=(PAGE,),
        ),
    ),
)
