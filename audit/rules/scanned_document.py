"""The PDF consists of pictures of pages: it holds no text that a program could read.

Nobody can search in it, copy from it, enlarge its letters or have it read aloud.

Find the original file, or have the text recognised; better still, make it a page.
"""

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site


def check(page: Page, site: Site) -> Evidence:
    document = site.content(page).document
    if document.get("scanned"):
        pages = document.get("pages")
        yield f"{pages} pages without text" if pages else "no text"


PDF = {"content-type": "application/pdf"}
RULE = Rule(
    id="scanned-document",
    title="Scanned document without text",
    severity=Severity.HIGH,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.DOCUMENTS,
    advice="Find the original file or have the text recognised.",
    flags=(
        Example(
            html=b"%PDF-1.4",
            headers=PDF,
            document={"format": "PDF", "scanned": True, "pages": 12},
            says=("12 pages without text",),
        ),
    ),
    passes=(Example(html=b"%PDF-1.4", headers=PDF, document={"format": "PDF", "scanned": False, "pages": 12}),),
)
