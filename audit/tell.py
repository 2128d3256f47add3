"""Says in the terminal what rules there are, what one rule means, and what a check found."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from audit.check import CheckSummary, RuleFailure
from audit.examples import try_rule
from audit.noise import Remark
from audit.rule import Example, FalseAlarms, Finding, Rule
from audit.rulebook import Rulebook, RuleError, rulebook
from audit.settings import rule_settings
from audit.trouble import said
from crawler.workspace import Workspace
from crawler.workspace.door import DATABASE, SETTINGS

WIDTH = 100


def rules_of(folder: Path) -> Rulebook:
    """The rules that an audit in this folder would use; the folder need not hold one yet."""
    own = rule_settings(folder / SETTINGS).folder
    return rulebook(folder / own if own else None)


def rule_list(folder: Path, *, as_json: bool = False) -> str:
    """All rules with the number of pages that each one has findings on, where a check was made."""
    book, flagged, doubted = rules_of(folder), _flagged(folder), _doubted(folder)
    if as_json:
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in _rows(book.rules, flagged, doubted))
    lines = [f"{'rule':<25} {'severity':<9} {'certainty':<10} {'pages':>7}  what it notices"]
    lines += [
        f"{rule.id:<25} {rule.severity:<9} {rule.certainty:<10} {_count(flagged, rule.id):>7}  {rule.title}"
        f"{_said_once(flagged, rule.id)}{_said_of(doubted.get(rule.id))}"
        for rule in book.rules
    ]
    lines += [f"could not be loaded: {unread.name}: {unread.reason}" for unread in book.unread]
    return "\n".join(lines) + "\n"


def _rows(
    rules: Iterable[Rule], flagged: "_Flagged | None", doubted: dict[str, FalseAlarms]
) -> Iterator[dict[str, object]]:
    for rule in rules:
        one = doubted.get(rule.id)
        yield {
            "rule": rule.id,
            "title": rule.title,
            "severity": rule.severity,
            "certainty": rule.certainty,
            "pages": flagged.pages[rule.id] if flagged else None,
            "said_once": rule.id in flagged.once if flagged else None,
            "judged": one.judged if one else 0,
            "wrong": one.wrong if one else 0,
        }


@dataclass(frozen=True, slots=True)
class _Flagged:
    """What the last check kept of each rule."""

    pages: Counter[str]
    """Pages with findings."""
    once: frozenset[str]
    """Rules that something is said once of, for the whole site."""


def _count(flagged: _Flagged | None, rule: str) -> str:
    return f"{flagged.pages[rule]:,}" if flagged else ""


def _said_once(flagged: _Flagged | None, rule: str) -> str:
    if flagged is None or rule not in flagged.once:
        return ""
    return f" ({'also ' if flagged.pages[rule] else ''}said once for the whole site)"


def _flagged(folder: Path) -> _Flagged | None:
    """What each rule found in this folder's audit; None when there is no audit."""
    if not (folder / DATABASE).exists():
        return None
    with Workspace(folder) as workspace:
        pages = Counter(rule for rule, _ in {(one.rule, one.page_url) for one in workspace.records(Finding)})
        return _Flagged(pages, frozenset(remark.rule for remark in workspace.records(Remark)))


def _doubted(folder: Path) -> dict[str, FalseAlarms]:
    """What people say of each rule, by its id."""
    if not (folder / DATABASE).exists():
        return {}
    with Workspace(folder) as workspace:
        return {one.rule: one for one in workspace.records(FalseAlarms)}


def _said_of(one: FalseAlarms | None) -> str:
    """How often people say that a rule is wrong; nothing where nobody says so."""
    return f" (called wrong on {one.wrong:,} of {one.judged:,} answered pages)" if one and one.wrong else ""


def explained(name: str, folder: Path, *, as_json: bool = False) -> str:
    """One rule in full: what, why and how, its numbers and where they come from, and an example.

    Raises RuleError when there is no such rule, or when it is one of those that could not be loaded.
    """
    book = rules_of(folder)
    broken = next((one for one in book.unread if Path(one.name).stem.replace("_", "-") == name), None)
    if broken:
        raise RuleError(f"{broken.name} could not be loaded: {broken.reason}. Correct the file and try again.")
    rule = book.rule(name)
    what, why, how = (" ".join(part.split()) for part in rule.doc.strip().split("\n\n"))
    if as_json:
        (row,) = _rows([rule], _flagged(folder), _doubted(folder))
        row |= {"what": what, "why": why, "what_to_do": how, "example": list(rule.flags[0].says)}
        row["thresholds"] = {
            key: {"default": number.default, "means": number.means, "source": number.source}
            for key, number in rule.thresholds.items()
        }
        return msgspec.json.encode(row).decode() + "\n"
    parts = [
        f"{rule.title} ({rule.id})",
        f"Severity: {rule.severity}. Certainty: {rule.certainty}. Asked about {rule.about}.",
    ]
    doubt = _said_of(_doubted(folder).get(rule.id)).strip(" ()")
    parts += [f"{doubt.capitalize()}."] if doubt else []
    parts += [f"{heading}\n{_indented(text)}" for heading, text in (("What", what), ("Why", why), ("What to do", how))]
    if rule.thresholds:
        numbers = (
            f"{key} = {number.default:.10g} ({number.means}; {number.source})"
            for key, number in rule.thresholds.items()
        )
        setting = f"To change one, write in audit.toml: [rules.thresholds.{rule.id}]"
        parts.append("Thresholds\n" + "\n".join(_indented(line) for line in (*numbers, setting)))
    parts.append(f"For example\n{_indented(' / '.join(rule.flags[0].says))}")
    try:
        parts += [_disagreement(tried.example, tried.said) for tried in try_rule(rule) if not tried.holds]
    except Exception as error:  # noqa: BLE001 — a rule may be other people's code
        parts.append(f"It breaks off on an example\n  {said(error, rule.check.__code__.co_filename)}")
    return "\n\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _disagreement(example: Example, said: Iterable[str]) -> str:
    return (
        "An example does not hold\n"
        f"  its HTML:    {textwrap.shorten(str(example.html), WIDTH)}\n"
        f"  should say:  {' / '.join(example.says) or 'nothing'}\n"
        f"  says:        {' / '.join(said) or 'nothing'}"
    )


def told(summary: CheckSummary, book: Rulebook, *, as_json: bool = False) -> str:
    """What a check by these rules found: a line a rule, the most pages first; then what concerns the whole site, and
    what broke off.
    """
    if as_json:
        return msgspec.json.encode(summary).decode() + "\n"
    names = {rule.id: f"{rule.title} ({rule.id})" for rule in book.rules}
    addresses = f"{summary.pages:,} {'address' if summary.pages == 1 else 'addresses'} checked"
    lines = [f"{addresses}, {summary.findings:,} {'finding' if summary.findings == 1 else 'findings'}."]
    if summary.pages_by_rule:
        lines += ["", "Page by page; one page may have several findings:", "  pages"]
    for rule, pages in sorted(summary.pages_by_rule.items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"{pages:>7,}  {names[rule]}")
    if summary.suggestions:
        counts = ", ".join(f"{decision} {pages:,}" for decision, pages in summary.suggestions.items())
        lines += ["", f"Suggested, for people to decide: {counts}."]
    if summary.remarks:
        lines += ["", "Said once and not counted above, because it concerns much of the site:"]
        lines += [f"  {names[remark.rule]}: {remark.evidence}" for remark in summary.remarks]
    if summary.failures:
        lines += ["", "Needs a person: these rules could not do all their work (the others' findings stand):"]
        lines += [f"  {_failure(failure)}" for failure in summary.failures]
    return "\n".join(lines) + "\n"


def _failure(failure: RuleFailure) -> str:
    if not failure.page_url:
        return f"{failure.rule} could not be loaded: {failure.reason}"
    pages = "1 page" if failure.pages == 1 else f"{failure.pages:,} pages, first"
    return f"{failure.rule} broke off on {pages} {failure.page_url}: {failure.reason}"
