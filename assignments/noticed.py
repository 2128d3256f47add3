"""What was noticed about a page, in the words that a volunteer reads: the rule's name and what it saw."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from assignments.rulewords import Words as RuleWords
from assignments.words import Words
from assignments.workbook.book import Meaning
from audit.evidence import MONTHS
from audit.rule import Finding

MOST_EVIDENCE = 3
"""Of one rule on one page so many pieces of evidence are quoted."""
SPOKEN = re.compile(
    r"“[^“”]*”|https?://[^\s;,]+|(?<![\w.])/[^\s;,:]*"
    rf"|(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})"
)
"""What evidence says in no language of ours: quotes and addresses; and dates, which every language has."""
DATE = rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}"
GAPS = {"n": r"[\d,]+", "m": r"[\d,]+", "date": DATE, "how": r"[^()]+", "text": "“.*”", "path": r"/\S*"}
"""What may stand in the gaps of a signal's wording."""
BETWEEN = re.compile(r"; (?![^“]*”)")
"""What stands between two reasons, but not within a quote."""


def translated(rules: Mapping[str, RuleWords], words: Words) -> dict[str, RuleWords]:
    """The rules in the catalogue's words; those that it does not know, such as the lead's own, in theirs."""
    return {
        rule: RuleWords(title=said.title, why=said.why, advice=said.advice)
        if (said := words.notices.get(rule))
        else own
        for rule, own in rules.items()
    }


def noticed(findings: Sequence[Finding], rules: Mapping[str, RuleWords], words: Words) -> tuple[str, ...]:
    """One line a rule, the gravest first."""
    by_rule: dict[str, list[str]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(seen(finding.rule, finding.evidence, words))
    lines = []
    for rule, evidence in by_rule.items():
        told = list(filter(None, evidence[:MOST_EVIDENCE]))
        if told and len(evidence) > MOST_EVIDENCE:
            told.append(words.cells.more.format(n=len(evidence) - MOST_EVIDENCE))
        shown = "; ".join(told)
        title = rules[rule].title
        lines.append(words.cells.notice.format(title=title, seen=shown) if shown else title)
    return tuple(lines)


def seen(rule: str, evidence: str, words: Words) -> str:
    """What a rule saw. Rules speak English: in other languages what they quote is left, with addresses and dates."""
    if rule and rule not in words.notices:
        return evidence
    return without_english(evidence, words)


def why_else(because: str, findings: Iterable[Finding]) -> str:
    """What speaks for a suggestion beside the notes that stand above it: nobody reads the same quote twice.

    The reasons of a suggestion name rules by their ids, in words, and quote their evidence; the last may be cut off.
    """
    for finding in findings:
        name = f"{finding.rule.replace('-', ' ')}: "
        whole = name + finding.evidence
        at = because.find(name)
        if at >= 0 and (because[at:].startswith(whole) or whole.startswith(because[at:].rstrip("…"))):
            because = because[:at] + because[at + len(whole) :]
    return "; ".join(filter(None, (part.strip() for part in because.split("; "))))


def reasons(because: str, words: Words) -> str:
    """What speaks for a suggestion, in the catalogue's words; of what it has none for, what no language says."""
    if not words.notices:
        return because
    return "; ".join(filter(None, (_reason(part, words) for part in BETWEEN.split(because))))


def _reason(part: str, words: Words) -> str:
    for wording, said in words.signals.items():
        if found := _pattern(wording).fullmatch(part):
            return said.format(
                **{name: without_english(text, words) or text for name, text in found.groupdict().items()}
            )
    rule, _, evidence = part.partition(": ")
    if notice := words.notices.get(rule.replace(" ", "-")):
        shown = without_english(evidence, words)
        return words.cells.notice.format(title=notice.title, seen=shown) if shown else notice.title
    return without_english(part, words)


@cache
def _pattern(wording: str) -> re.Pattern[str]:
    """A wording with gaps as what finds it."""
    parts = re.split(r"\{(\w+)\}", wording)
    return re.compile("".join(f"(?P<{one}>{GAPS[one]})" if n % 2 else re.escape(one) for n, one in enumerate(parts)))


def without_english(text: str, words: Words) -> str:
    """The quotes, addresses and dates of a text, the dates as the catalogue writes them; all of it in English."""
    if not words.notices:
        return text
    parts = []
    for part in SPOKEN.finditer(text):
        if part["day"]:
            parts.append(_day(part, words))
        else:
            parts.append(part[0])
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _day(part: re.Match[str], words: Words) -> str:
    try:
        return words.day(date(int(part["year"]), MONTHS.index(part["month"]) + 1, int(part["day"])))
    except ValueError:  # 31 June: no day in any language
        return ""


def meanings(findings: Iterable[Sequence[Finding]], rules: Mapping[str, RuleWords]) -> tuple[Meaning, ...]:
    """What each rule means that noticed something on somebody's pages, the most frequent first."""
    pages = Counter(rule for found in findings for rule in dict.fromkeys(finding.rule for finding in found))
    return tuple(
        Meaning(title=rules[rule].title, why=rules[rule].why, advice=rules[rule].advice, pages=count)
        for rule, count in sorted(pages.items(), key=lambda pair: (-pair[1], rules[pair[0]].title))
    )
