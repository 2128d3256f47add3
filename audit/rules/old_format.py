"""The document is in a format of the 1990s (.doc, .xls, .ppt) that newer programs open badly or not at all.

People on telephones and people without the maker's program are left out, and such files can carry viruses.

Save it in a present format (.docx, .xlsx, .pptx or an open one), or make it a page.
"""

import re

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site

OLD = re.compile(r"\.(doc|xls|ppt|dot|xlt|pps|wpd|wps|pub)$")
OLD_TYPES = {
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
}


def check(page: Page, site: Site) -> Evidence:
    ending = OLD.search(page.url.lower().partition("?")[0])
    if ending:
        yield f"a .{ending[1]} file"
    elif page.content_type in OLD_TYPES and "." not in page.url.rpartition("/")[2]:
        yield f"a .{OLD_TYPES[page.content_type]} file"


RULE = Rule(
    id="old-format",
    title="Document in an outdated format",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.DOCUMENTS,
    advice="Save it in a present format, or make it a page.",
    flags=(
        Example(
            url="https://www.example.org/form.doc",
            headers={"content-type": "application/msword"},
            html=b"\xd0\xcf\x11\xe0",
            says=("a .doc file",),
        ),
    ),
    passes=(
        Example(url="https://www.example.org/form.pdf", headers={"content-type": "application/pdf"}, html=b"%PDF-1.4"),
    ),
)
