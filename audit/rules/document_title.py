"""The document carries a title that a program made up: “Microsoft Word - final2.doc”, “Untitled”, “Document1”.

Search engines and browser tabs show that title in place of what the document is about.

Set the title in the document's properties and export it again.
"""

import re

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site, quote

MADE_UP = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel) ?- ?.*"
    r"|(?:untitled|document|presentation|book|sheet|slide|publication)[ _-]?\d*"
    r"|(?:powerpoint|google docs|word) (?:presentation|document)"
    r"|.*\.(?:docx?|xlsx?|pptx?|indd|qxd|pub|pmd|rtf|odt)|title|draft[ _-]?\d*)",
    re.IGNORECASE,
)


def check(page: Page, site: Site) -> Evidence:
    if MADE_UP.fullmatch(page.title.strip()):
        yield f"titled {quote(page.title)}"


PDF = {"content-type": "application/pdf"}
RULE = Rule(
    id="document-title",
    title="Document with a made-up title",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.DOCUMENTS,
    advice="Set the title in its properties and export it again.",
    flags=(
        Example(
            html=b"%PDF-1.4",
            headers=PDF,
            facts={"title": "Microsoft Word - final2.doc"},
            says=("titled “Microsoft Word - final2.doc”",),
        ),
        Example(html=b"%PDF-1.4", headers=PDF, facts={"title": "Untitled 3"}, says=("titled “Untitled 3”",)),
    ),
    passes=(
        Example(html=b"%PDF-1.4", headers=PDF, facts={"title": "Fees of the pool"}),
        Example(html=b"%PDF-1.4", headers=PDF, facts={"title": "Draft local plan 2030"}),
        Example(html=b"%PDF-1.4", headers=PDF),
    ),
)
