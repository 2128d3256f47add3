"""Writes the file of a new rule with an example that fails, for somebody to fill in."""

import re
from pathlib import Path

from audit.rulebook import RuleError, own_rules
from audit.settings import rule_settings
from crawler.workspace.door import SETTINGS

FOLDER = "rules"
"""Where rules of one's own go when audit.toml names no folder."""
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

FORM = '''"""Say in one sentence what is noticed.

Say why it matters to the people who come to the site.

Say how to put it right.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site


def check(page: Page, site: Site) -> Evidence:
    # site.content(page) has the text, headings and pictures; site.links_from(page) the links; site.soup(page) the tree.
    for line in site.content(page).text.split("\\n"):
        if "words to find" in line:
            yield f"“{{line}}”"


RULE = Rule(
    id="{name}",
    title="{title}",
    severity=Severity.LOW,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    advice="Say what one could do.",
    flags=(
        # This example fails: the page is flagged, but in other words. Put a page here that shows what you look for.
        Example(html="<main><p>Some words to find.</p></main>", says=("the exact evidence",)),
    ),
    passes=(Example(html="<main><p>A page that is fine.</p></main>"),),
)
'''


def new_rule(name: str, folder: Path) -> str:
    """Write the file into the audit's folder of rules, and say what to do next.

    Raises RuleError when the name cannot be one, is that of a rule, or the file is there already.
    """
    if not _NAME.fullmatch(name):
        raise RuleError(f"“{name}” cannot be the name of a rule. Use small letters, digits and dashes: old-logo")
    if name in (rule.id for rule in own_rules()):
        raise RuleError(f"There is a rule “{name}” already: audit rules {name}. Choose another name.")
    chosen = rule_settings(folder / SETTINGS).folder
    file = folder / (chosen or FOLDER) / f"{name.replace('-', '_')}.py"
    if file.exists():
        raise RuleError(f"{file} exists already. Choose another name, or remove that file.")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FORM.format(name=name, title=name.replace("-", " ").capitalize()), encoding="utf-8")
    known = "" if chosen else f'Write into {folder / SETTINGS}:\n\n  [rules]\n  folder = "{FOLDER}"\n\n'
    return f"{file} is written. {known}Fill it in; audit rules {name} says whether its examples hold.\n"
