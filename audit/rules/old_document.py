"""The document (PDF, Word, Excel …) has not been changed for years.

Documents are forgotten sooner than pages: nobody sees them in the menu, but search engines still offer them.

Check that it still holds; replace it by a page, put a newer edition in its place, or remove it.
"""

from audit.rule import (
    About,
    Certainty,
    DatedBy,
    Evidence,
    Example,
    Page,
    Rule,
    Seen,
    Severity,
    Site,
    Threshold,
    dated,
    years,
)


def check(page: Page, site: Site) -> Evidence:
    date = site.changed(page)
    if date is None or site.kind_of(page) == "records":
        return
    age = years(date, site.today)
    if age >= site.threshold(RULE, "high"):
        yield Seen(f"not changed since {dated(page, date)}", Severity.HIGH)
    elif age >= site.threshold(RULE, "medium"):
        yield f"not changed since {dated(page, date)}"


def document(date: str, url: str = "https://www.example.org/files/form.pdf", *says: str) -> Example:
    return Example(
        url=url,
        html=b"%PDF-1.4",
        headers={"content-type": "application/pdf"},
        facts={"modified": date, "dated_by": DatedBy.DOCUMENT},
        says=says,
    )


RULE = Rule(
    id="old-document",
    title="Document not changed for years",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    about=About.DOCUMENTS,
    advice="Check that it still holds, replace it by a page, or remove it.",
    thresholds={
        "medium": Threshold(5, "years since the last change", "CART, Department for Business and Trade: weak signal"),
        "high": Threshold(10, "years since the last change", "CART, Department for Business and Trade: strong signal"),
    },
    flags=(
        document(
            "2012-03-01",
            "https://www.example.org/files/form.pdf",
            "not changed since 1 March 2012 (by the file's own data)",
        ),
        document(
            "2019-03-01",
            "https://www.example.org/files/form.pdf",
            "not changed since 1 March 2019 (by the file's own data)",
        ),
    ),
    passes=(document("2024-03-01"), document("2012-03-01", "https://www.example.org/minutes/2012-03.pdf")),
)
