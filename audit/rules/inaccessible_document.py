"""The PDF is not tagged, or has no title or no language, so programs cannot tell how it is to be read.

People who use a screen reader hear its words in disorder, in the wrong language, under a file name.

Export it again from its source with the option for accessible PDF, or make it a page.
"""

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site


def check(page: Page, site: Site) -> Evidence:
    document = site.content(page).document
    if document.get("format") != "PDF" or "tagged" not in document or document.get("scanned"):
        return
    lacks = [
        name
        for name, there in (("tags", document["tagged"]), ("title", page.title), ("language", page.language))
        if not there
    ]
    if lacks:
        yield f"PDF without {' and '.join(part for part in (', '.join(lacks[:-1]), lacks[-1]) if part)}"


PDF = {"content-type": "application/pdf"}
RULE = Rule(
    id="inaccessible-document",
    title="PDF that screen readers cannot read well",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.DOCUMENTS,
    advice="Export it again as an accessible PDF, or make it a page.",
    flags=(
        Example(
            html=b"%PDF-1.4",
            headers=PDF,
            document={"format": "PDF", "tagged": False},
            facts={"title": "Fees"},
            says=("PDF without tags and language",),
        ),
    ),
    passes=(
        Example(
            html=b"%PDF-1.4",
            headers=PDF,
            document={"format": "PDF", "tagged": True},
            facts={"title": "Fees", "language": "en-GB"},
        ),
        Example(html=b"%PDF-1.4", headers=PDF),
    ),
)
