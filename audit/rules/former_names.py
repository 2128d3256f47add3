"""The page uses a name that the organisation no longer uses: of a body, a role, a programme or a website.

Readers write to people who are gone, and doubt what else is out of date.

Put the present name in its place; where the old one is history, say so.
"""

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site, cut, quote


def check(page: Page, site: Site) -> Evidence:
    names = site.former_names
    if names is None:
        return
    text = site.content(page).text
    for old in dict.fromkeys(found[0] for found in names.finditer(f"{page.title}\n{text}")):
        now = site.settings.former_names[old]
        at = text.find(old)
        around = f": {quote('…' + text[max(0, at - 30) : at + len(old) + 30])}" if at >= 0 else " in its title"
        yield f"{quote(old)}{f', now {quote(now)}' if now else ''}{cut(around, 120)}"


RULE = Rule(
    id="former-names",
    title="Names no longer used",
    severity=Severity.MEDIUM,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    about=About.LIVE,
    advice="Put the present name in its place, unless it is history.",
    flags=(
        Example(
            html="<main><p>Write to the Parks Board.</p></main>",
            settings='[rules.former-names]\n"Parks Board" = "Green Spaces team"',
            says=("“Parks Board”, now “Green Spaces team”: “…Write to the Parks Board.”",),
        ),
    ),
    passes=(
        Example(html="<main><p>Write to the Parks Board.</p></main>"),
        Example(
            html="<main><p>Write to the Green Spaces team.</p></main>",
            settings='[rules.former-names]\n"Parks Board" = "Green Spaces team"',
        ),
    ),
)
