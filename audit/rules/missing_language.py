"""The page does not say in which language it is written, or says it in a way that programs do not understand.

Screen readers then read it aloud in the wrong language, and translation and spell-checking go wrong (WCAG 3.1.1).

Put the language into the html tag, for example lang="en-GB".
"""

import re

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, quote

TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
"""As far as a tag's form goes (BCP 47, 2.1); that the language exists is another matter."""


def check(page: Page, site: Site) -> Evidence:
    if not page.language:
        yield "no language is given"
    elif not TAG.fullmatch(page.language):
        yield f"{quote(page.language)} is no language"


RULE = Rule(
    id="missing-language",
    title="Language missing or wrong",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Put the language into the page's html tag.",
    flags=(
        Example(html="<html><p>Hello</p>", says=("no language is given",)),
        Example(html='<html lang="English (UK)"><p>Hello</p>', says=("“English (UK)” is no language",)),
    ),
    passes=(Example(html='<html lang="en-GB"><p>Hello</p>'), Example(html='<html lang="cy"><p>Helo</p>')),
)
