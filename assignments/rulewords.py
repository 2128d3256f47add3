"""What rules are called in plain words, also those that findings name and that no longer exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audit.tell import rules_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a rule is called, why it matters, and what one could do."""

    title: str
    why: str = ""
    advice: str = ""


def rule_words(folder: Path, named: Iterable[str]) -> dict[str, Words]:
    """The words of each rule of this audit, and of each one `named`, by id.

    Raises RuleError or SettingsError when audit.toml names rules that cannot be found.
    """
    known = {
        rule.id: Words(title=rule.title, why=_second_paragraph(rule.doc), advice=rule.advice)
        for rule in rules_of(folder).rules
    }
    unknown = {name: Words(title=name.replace("-", " ").capitalize()) for name in named if name not in known}
    return known | unknown


def _second_paragraph(doc: str) -> str:
    """Why it matters: every rule's documentation says what, why and how, in that order."""
    paragraphs = [" ".join(part.split()) for part in doc.strip().split("\n\n")]
    return paragraphs[1] if len(paragraphs) > 1 else ""
