"""The page's title is so long that search results cut it off, or so short that it cannot say what the page is about.

The title is all that people see of a page before they choose it.

Put the most telling words first, and stay under 65 characters.
"""

import unicodedata

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, cut

WIDE = ("W", "F")
"""Letters of Chinese, Japanese and Korean take the room of two, and say as much."""


def check(page: Page, site: Site) -> Evidence:
    width = sum(2 if unicodedata.east_asian_width(letter) in WIDE else 1 for letter in page.title)
    if width > site.threshold(RULE, "most"):
        yield f"{len(page.title)} characters: “{cut(page.title, 120)}”"
    elif 0 < width < site.threshold(RULE, "least"):
        yield f"{'1 character' if len(page.title) == 1 else f'{len(page.title)} characters'}: “{page.title}”"


RULE = Rule(
    id="title-length",
    title="Title too long or too short",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Put the most telling words first, under 65 characters in all.",
    thresholds={
        "most": Threshold(65, "characters", "GOV.UK content audit guidance"),
        "least": Threshold(5, "characters", "our judgement; SEOnaut's 20 flags many good titles"),
    },
    flags=(
        Example(
            html="<title>Everything that you ever wanted to know about the opening hours of our pool</title>",
            says=("75 characters: “Everything that you ever wanted to know about the opening hours of our pool”",),
        ),
        Example(html="<title>HR</title>", says=("2 characters: “HR”",)),
        Example(html="<title>-</title>", says=("1 character: “-”",)),
    ),
    passes=(
        Example(html="<title>Opening hours of the pool</title>"),
        Example(html="<p>No title</p>"),
        Example(html="<title>关于我们</title>"),
    ),
)
