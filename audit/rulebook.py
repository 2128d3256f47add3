"""Finds the rules: every file in audit/rules/, what other packages offer, and a folder of one's own."""

import difflib
import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.metadata import entry_points
from pathlib import Path

import audit.rules
from audit.rule import Rule
from audit.trouble import out_of_form, said
from crawler.errors import AuditError

GROUP = "audit.rules"
"""Entry points of this group name a RULE of another package: `my-rule = "my_package.my_rule:RULE"`."""


class RuleError(AuditError):
    """A rule cannot be used or found; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A rule that could not be loaded."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules in the order of their ids, and those that could not be loaded."""

    rules: tuple[Rule, ...]
    unread: tuple[Unread, ...] = ()

    def rule(self, name: str) -> Rule:
        """The rule of this id; RuleError when there is none."""
        for rule in self.rules:
            if rule.id == name:
                return rule
        near = difflib.get_close_matches(name, [rule.id for rule in self.rules], n=1)
        hint = f"Did you mean “{near[0]}”?" if near else "See all with: audit rules"
        raise RuleError(f"There is no rule “{name}”. {hint}")


def own_rules() -> Iterator[Rule]:
    """The rules that come with this program, in the order of their file names."""
    for module in sorted(pkgutil.iter_modules(audit.rules.__path__), key=lambda module: module.name):
        yield importlib.import_module(f"audit.rules.{module.name}").RULE


def rulebook(folder: Path | None = None) -> Rulebook:
    """All rules: ours, other packages', and those of `folder`; one that cannot be loaded is a value with its reason.

    Raises RuleError when the folder does not exist.
    """
    rules = {rule.id: rule for rule in own_rules()}
    unread: list[Unread] = []
    for name, load in (*_offered(), *_in_folder(folder)):
        try:
            rule = load()
            if not isinstance(rule, Rule):
                unread.append(Unread(name, f"RULE must be a Rule, but it is {type(rule).__name__}"))
            elif rule.id in rules:
                there = Path(rules[rule.id].check.__code__.co_filename).name
                unread.append(Unread(name, f"there is a rule “{rule.id}” already, in {there}: choose another id"))
            elif wrong := out_of_form(rule):
                unread.append(Unread(name, wrong))
            else:
                rules[rule.id] = rule
        except (Exception, SystemExit) as error:  # noqa: BLE001 — other people's code may fail in every way; the others' findings stand
            unread.append(Unread(name, said(error, name)))
    return Rulebook(tuple(rules[name] for name in sorted(rules)), tuple(unread))


def _offered() -> Iterator[tuple[str, Callable[[], object]]]:
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        yield f"{point.name} ({point.value})", point.load


def _in_folder(folder: Path | None) -> Iterator[tuple[str, Callable[[], object]]]:
    if folder is None:
        return
    if not folder.is_dir():
        raise RuleError(
            f"The folder of rules {folder} does not exist. Make it, or correct `folder` in [rules] of audit.toml."
        )
    for file in sorted(folder.glob("*.py")):
        if not file.name.startswith("_"):
            yield str(file), partial(_load, file.absolute(), file.stat().st_mtime_ns)


@lru_cache
def _load(file: Path, _changed: int) -> object:
    """The file's RULE; RuleError when it has none, and whatever its code raises.

    Its code is run once though a command asks for the rules twice (to check audit.toml, then to use them).
    """
    spec = importlib.util.spec_from_file_location(f"audit_own_rules.{file.stem}", file)
    assert spec is not None  # the file ends in .py
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not hasattr(module, "RULE"):
        raise RuleError("the file has no RULE = Rule(…); see how one looks with: audit rules --new my-rule")
    return module.RULE
