"""Writes the handbook of all rules, RULES.md, from the rules themselves: `python -m audit.handbook > RULES.md`."""

import sys
from collections.abc import Iterable, Iterator

from audit.rule import Example, Rule
from audit.rulebook import own_rules

INTRODUCTION = """# The rules

What `audit check` notices, made from the rules themselves; `audit rules RULE` says the same in the terminal.

A rule says what it saw, never that a page is bad. **Severity** is how much it hurts the people who come to the site;
**certainty** is how sure the rule can be that what it saw is what it says.
Each number can be changed in `audit.toml`:

```toml
[rules]
off = ["title-length"]

[rules.thresholds.old-page]
low = 4
```
"""


def handbook(rules: Iterable[Rule]) -> str:
    """The handbook as Markdown."""
    rules = sorted(rules, key=lambda rule: rule.id)
    rows = [f"| [{rule.id}](#{rule.id}) | {rule.title} | {rule.severity} | {rule.certainty} |" for rule in rules]
    table = "\n".join(["| rule | what it notices | severity | certainty |", "| --- | --- | --- | --- |", *rows])
    return "\n".join([INTRODUCTION, table, *(line for rule in rules for line in _section(rule))]) + "\n"


def _section(rule: Rule) -> Iterator[str]:
    yield f"\n## {rule.id}\n"
    yield f"**{rule.title}** · {rule.severity} · {rule.certainty} · asked about {rule.about}\n"
    yield "\n\n".join(" ".join(part.split()) for part in rule.doc.strip().split("\n\n"))
    if rule.thresholds:
        yield "\n| threshold | default | what is counted | source |\n| --- | --- | --- | --- |"
        for name, threshold in rule.thresholds.items():
            yield f"| {name} | {threshold.default:,.10g} | {threshold.means} | {threshold.source} |"
    yield "\nSays, for example:\n"
    yield from (f"- {words}" for words in dict.fromkeys(_said(rule.flags)))


def _said(examples: Iterable[Example]) -> Iterator[str]:
    for example in examples:
        yield from example.says


if __name__ == "__main__":
    sys.stdout.write(handbook(own_rules()))
