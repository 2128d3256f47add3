"""The information stands in a document (PDF, Word, Excel …), and no page of the site says the same.

Documents are hard to read on telephones and with screen readers: new ones (since 23 September 2018) must be accessible.

Make it a page, or offer a page beside it.
"""

import datetime

from audit.rule import About, Certainty, DatedBy, Evidence, Example, Page, Rule, Seen, Severity, Site, dated, links_here

SINCE = datetime.date(2018, 9, 23)
"""The Public Sector Bodies Accessibility Regulations 2018, 4(2)(a): office files published before are exempt."""


def check(page: Page, site: Site) -> Evidence:
    if site.page_like(page) is not None:
        return
    date = site.changed(page)
    where = links_here(page, site)
    said = "; ".join(
        part
        for part in (dated(page, date) if date else "no date known", f"linked from {where}" if where else "")
        if part
    )
    yield Seen(said, Severity.HIGH if date and date >= SINCE else Severity.LOW)


PDF = {"content-type": "application/pdf"}


def facts(date: str) -> dict[str, str]:
    return {"published": date, "dated_by": DatedBy.DOCUMENT}


LINKING = Example(url="https://www.example.org/fees", html='<p><a href="/fees.pdf">All fees</a></p>')
RULE = Rule(
    id="document-without-page",
    title="Only in a document, not on a page",
    severity=Severity.LOW,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    about=About.DOCUMENTS,
    advice="Make it a page, or offer a page beside it.",
    flags=(
        Example(
            url="https://www.example.org/fees.pdf",
            html=b"%PDF-1.4",
            headers=PDF,
            facts=facts("2021-03-01"),
            others=(LINKING,),
            says=("1 March 2021 (by the file's own data); linked from /fees “All fees”",),
        ),
        Example(url="https://www.example.org/fees.pdf", html=b"%PDF-1.4", headers=PDF, says=("no date known",)),
    ),
    passes=(Example(html="<p>A page</p>"),),
)
