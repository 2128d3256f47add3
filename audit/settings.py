"""What audit.toml says about rules: numbers, rules that are off, pages that must stay, and which sections age how."""

import difflib
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase, translate
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from crawler.settings import Section, SettingsError, read

if TYPE_CHECKING:
    from audit.rule import Rule


class RuleSettings(Section, frozen=True):
    """The section [rules]."""

    off: tuple[str, ...] = ()
    """Rules that are not asked."""
    folder: str = ""
    """A folder with rule files of one's own, relative to the workspace."""
    must_keep: tuple[str, ...] = ()
    """Addresses or paths (with *) that must stay whatever is noticed, for example by law; see `stays_by`."""
    former_names: dict[str, str] = msgspec.field(default_factory=dict)
    """Names that are no longer used, and what they are called now."""
    words_to_avoid: dict[str, str] = msgspec.field(default_factory=dict)
    """Words that the organisation does not want, and what to write in their place; added to the built-in list."""
    known_words: tuple[str, ...] = ()
    """Words and abbreviations that need neither correction nor explanation."""
    private_hosts: tuple[str, ...] = ()
    """Hosts (with *) that the public cannot reach, besides localhost and the usual ones."""
    thresholds: dict[str, dict[str, float]] = msgspec.field(default_factory=dict)
    """Per rule, numbers other than the default: [rules.thresholds.thin-page] words = 100."""


class DecisionSettings(Section, frozen=True):
    """The section [decisions]."""

    must_keep: tuple[str, ...] = ()
    """The same as in [rules]: a page is protected wherever the lead wrote it down."""


class Kinds(Section, frozen=True):
    """The section [sections]: addresses (with *) of what ages in its own way; the first that fits counts."""

    news: tuple[str, ...] = (
        "*/news/*", "*/blog/*", "*/press/*", "*/press-release*", "*/media-centre/*", "*/newsroom/*",
        "*/announcements/*", "*/posts/*", "*/newyddion/*", "*/actualites/*", "*/aktuelles/*", "*/noticias/*",
        "*/[12][09][0-9][0-9]/[01][0-9]/*",
    )  # fmt: skip
    events: tuple[str, ...] = (
        "*/event/*", "*/events/*", "*/whats-on/*", "*/calendar/*", "*/vacancies/*", "*/jobs/*", "*/consultations/*",
        "*/consultation/*", "*/tenders/*", "*/digwyddiadau/*",
    )  # fmt: skip
    guidance: tuple[str, ...] = (
        "*/guidance/*", "*/guide/*", "*/guides/*", "*/advice/*", "*/help/*", "*/how-to/*", "*/how-to-*", "*/services/*",
        "*/manual/*", "*/support/*", "*/faq*",
    )  # fmt: skip
    records: tuple[str, ...] = (
        "*/minutes/*", "*/reports/*", "*/publications/*", "*/annual-report*", "*/archive/*", "*/accounts/*",
        "*/decisions/*", "*/statistics/*", "*/foi/*", "*/case-studies/*", "*/history/*",
    )  # fmt: skip

    about: tuple[str, ...] = (
        "*/about", "*/about/*", "*/about-us*", "*/contact*", "*/privacy*", "*/accessibility-statement*", "*/terms*",
        "*/copyright*", "*/cookies*", "*/legal", "*/legal.*", "*/legal/*", "*/legal-notice*", "*/policies/*",
        "*/a-propos*", "*/impressum*", "*/kontakt*",
        "*/datenschutz*", "*/acerca-de*", "*/contacto*", "*/amdanom*", "*/cysylltu*",
    )  # fmt: skip

    def kind_of(self, url: str) -> str:
        """news, events, guidance, records or about; empty where no pattern fits. A pattern may be that of a path."""
        path = urlsplit(url).path
        patterns = ((name, getattr(self, name)) for name in KINDS)
        return next((name for name, those in patterns if fits(url, those) or fits(path, those)), "")


KINDS = ("news", "events", "guidance", "records", "about")


def fits(text: str, patterns: tuple[str, ...]) -> bool:
    """Whether a text matches one of the patterns with `*`, in capitals or not."""
    return bool(patterns) and _any_of(patterns).match(text) is not None


@cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, patterns)), re.IGNORECASE)


def rule_settings(file: Path) -> RuleSettings:
    """The section [rules] of audit.toml."""
    found = read(file, "rules", RuleSettings)
    return msgspec.structs.replace(
        found, former_names=_tidy(found.former_names), words_to_avoid=_tidy(found.words_to_avoid)
    )


def _tidy(words: dict[str, str]) -> dict[str, str]:
    """Words to look for, without spaces too many; a blank one would be everywhere."""
    return {" ".join(word.split()): instead for word, instead in words.items() if word.strip()}


def must_keep(file: Path) -> tuple[str, ...]:
    """The addresses that must stay, from [rules] and from [decisions]."""
    both = (*rule_settings(file).must_keep, *read(file, "decisions", DecisionSettings).must_keep)
    return tuple(dict.fromkeys(both))


def stays_by(url: str, patterns: Iterable[str]) -> str:
    """The first pattern by which a page must stay, compared with its whole address and with its path; else empty."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return next((one for one in patterns if fnmatchcase(url, one) or fnmatchcase(path, one)), "")


def kinds(file: Path) -> Kinds:
    """The section [sections] of audit.toml."""
    return read(file, "sections", Kinds)


def check_names(settings: RuleSettings, rules: Iterable["Rule"], file: Path) -> None:
    """Refuse names of rules and thresholds that nobody knows, which would be a setting without effect.

    Raises SettingsError that names the nearest known one.
    """
    known = {rule.id: rule for rule in rules}
    for name in (*settings.off, *settings.thresholds):
        if name not in known:
            raise SettingsError(f"{file}: [rules] names the rule “{name}”, which does not exist. {_hint(name, known)}")
    for name, numbers in settings.thresholds.items():
        for number in numbers:
            if number not in known[name].thresholds:
                raise SettingsError(
                    f"{file}: the rule {name} has no threshold “{number}”. {_hint(number, known[name].thresholds)}"
                )


def _hint(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(sorted(known)) or 'none'}."
