"""Looks through all of audit.toml, so that each command says the same, and at once, of what is wrong there."""

from pathlib import Path

from assignments import settings
from audit.columns import columns
from audit.settings import RuleSettings, check_names, kinds, must_keep, rule_settings
from crawler.options import CrawlSettings
from crawler.settings import has, read
from crawler.workspace.door import SETTINGS


def look_through(folder: Path) -> None:
    """Read all that audit.toml in this folder says, and keep nothing of it.

    Raises SettingsError, WordsError or RuleError, whose message names file, section and key and says what to do.
    """
    file = folder / SETTINGS
    if not file.exists():
        return
    read(file, "crawl", CrawlSettings)
    settings.read(file)
    kinds(file)
    must_keep(file)
    columns(file)
    of_rules = rule_settings(file)
    if of_rules.off or of_rules.thresholds or of_rules.folder or has(file, "suggestions"):
        _ask_the_rules(file, of_rules)


def _ask_the_rules(file: Path, of_rules: RuleSettings) -> None:
    """Whether all rules that audit.toml names are there."""
    from audit.rulebook import rulebook  # noqa: PLC0415 — a crawl begins a tenth of a second sooner without rules
    from audit.suggest import table  # noqa: PLC0415 — the same

    rules = rulebook(file.parent / of_rules.folder if of_rules.folder else None).rules
    check_names(of_rules, rules, file)
    table(file, (rule.id for rule in rules))
