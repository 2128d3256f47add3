"""The page loads a picture, or offers a document, that is very large.

On a telephone with a weak connection people wait, pay for the data, or give up.

Make the picture smaller (800 to 1,600 pixels are enough), or divide the document.
"""

from audit.rule import About, Certainty, Evidence, Example, Kind, Page, Rule, Seen, Severity, Site, Threshold, short


def check(page: Page, site: Site) -> Evidence:
    if page.kind is Kind.DOCUMENT:
        if (page.bytes or 0) > site.threshold(RULE, "document"):
            yield f"{size(page)}"
        return
    for link in site.links_from(page, site.to_heavy(int(site.threshold(RULE, "picture")))):
        picture = site.page(link.url)
        assert picture is not None  # its weight is known
        yield Seen(f"picture {short(link.url, page.url)} of {size(picture)}", template=site.on_every_page(link))


def size(file: Page) -> str:
    return f"{(file.bytes or 0) / 1_000_000:.1f} MB"


def picture(size: int) -> Example:
    headers = {"content-type": "image/jpeg"}
    return Example(url="https://www.example.org/hall.jpg", headers=headers, facts={"bytes": size})


HTML = '<main><p>The hall:</p><img src="/hall.jpg" alt="The hall"></main>'
RULE = Rule(
    id="heavy-file",
    title="Very large picture or document",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.LIVE,
    advice="Make the picture smaller, or divide the document.",
    thresholds={
        "picture": Threshold(500_000, "bytes", "SEOnaut: 500,000 bytes"),
        "document": Threshold(10_000_000, "bytes", "our judgement"),
    },
    flags=(
        Example(html=HTML, others=(picture(2_400_000),), says=("picture /hall.jpg of 2.4 MB",)),
        Example(
            url="https://www.example.org/plan.pdf",
            html=b"%PDF-1.4",
            headers={"content-type": "application/pdf"},
            facts={"bytes": 31_000_000},
            says=("31.0 MB",),
        ),
    ),
    passes=(Example(html=HTML, others=(picture(90_000),)), Example(html=HTML)),
)
