"""What a volunteer reads of findings: the rule's name and what it saw, once."""

import pytest

from assignments.noticed import noticed, why_else, without_english
from assignments.rulewords import Words as RuleWords
from assignments.words import load
from audit.rule import Certainty, Finding, Severity

RULES = {
    rule: RuleWords(title=title) for rule, title in (("broken-link", "Broken links"), ("thin-page", "Little text"))
}


def _finding(rule, evidence):
    return Finding(page_url="x", rule=rule, severity=Severity.LOW, certainty=Certainty.SURE, evidence=evidence)


def test_each_rule_has_one_line_with_three_pieces_of_evidence_and_the_number_of_the_others():
    findings = [_finding("broken-link", f"“{n}”") for n in range(5)] + [_finding("thin-page", "")]

    assert noticed(findings, RULES, load()) == ("Broken links: “0”; “1”; “2”; … and 2 more", "Little text")


@pytest.mark.parametrize(
    ("because", "left"),
    [
        ("broken link: “a; b”; not changed since 2014", "not changed since 2014"),
        ("not changed since 2014; broken link: “a; b”", "not changed since 2014"),
        ("not changed since 2014; broken link: “a;…", "not changed since 2014"),
        ("broken link: “a; b”", ""),
        ("broken link: “another”", "broken link: “another”"),
        ("a page; 1 page links here", "a page; 1 page links here"),
    ],
)
def test_a_suggestion_does_not_repeat_what_stands_above_it(because, left):
    assert why_else(because, [_finding("broken-link", "“a; b”")]) == left


def test_of_english_evidence_other_languages_keep_quotes_addresses_and_dates():
    text = "“Apply by 3 May” leads to /jobs/: does not exist; changed on 7 April 2014, 31 June 2015; see https://x.example/a"

    assert without_english(text, load("fr")) == "“Apply by 3 May”, /jobs/, 7 avril 2014, https://x.example/a"
    assert without_english(text, load()) == text
