"""The information stands in a document (PDF, Word, Excel …), and no page of the site says the same.

Documents are hard to read on telephones and with screen readers: new ones (since 23 September 2018) must be accessible.

Make it a page, or offer a page beside it.
"""

import datetime
import re

from audit.rule import About, Certainty, DatedBy, Evidence, Example, Page, Rule, Seen, Severity, Site, dated, links_here

SINCE = datetime.date(2018, 9, 23)
"""The Public Sector Bodies Accessibility Regulations 2018, 4(2)(a): office files published before are exempt."""
DATA = re.compile(r"\.(?:xlsx?|xlsm|ods|csv|tsv|json|xml|zip)$")
"""Tables of data are to be worked with; they need no page that says the same."""


def check(page: Page, site: Site) -> Evidence:
    date = site.changed(page)
    if (date and date < SINCE) or DATA.search(page.url.lower()) or site.page_like(page) is not None:
        return
    where = links_here(page, site)
    said = "; ".join(
        part
        for part in (dated(page, date) if date else "no date known", f"linked from {where}" if where else "")
        if part
    )
    yield Seen(said, Severity.HIGH if date else Severity.LOW)


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
    passes=(
        Example(html="<p>A page</p>"),
        Example(url="https://www.example.org/fees.pdf", html=b"%PDF-1.4", headers=PDF, facts=facts("2015-03-01")),
        Example(
            url="https://www.example.org/tides.xlsx",
            html=b"PK",
            headers={"content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        ),
    ),
)
