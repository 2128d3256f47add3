"""What a volunteer reads of findings: the rule's name and what it saw, once."""

import pytest
from test_suggest import SITE, home, page

from assignments.noticed import noticed, reasons, why_else, without_english
from assignments.rulewords import Words as RuleWords
from assignments.words import languages, load
from audit.examples import site_of
from audit.rule import Certainty, Example, Finding, Severity
from audit.signals import NUMBERS, OTHERS, WORDS, Signals
from crawler.workspace import Workspace

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


def test_what_speaks_for_a_suggestion_is_said_in_the_language_of_the_workbook():
    because = (
        "news; not changed since 18 February 2020 (by its address); thin page: 9 words; few visits; “a; b” too; so"
    )

    assert reasons(because, load("fr")) == (
        "actualité; pas modifiée depuis le 18 février 2020; Très peu de texte; peu de visites; “a; b”"
    )
    assert reasons(because, load()) == because


def telling():
    """Pages of which every signal with words of its own holds at least once."""
    yield page("news/a", "Webinar: fees in 2014", changed="2015-03-01", views=0)
    yield page("fees-old", changed="2016-03-01", text="<p>Few words.</p>", views=1)
    yield page("guides/x", changed="2024-03-01", facts={"published": "2015-01-01"})
    for folder, changed in (("pay", "2016-03-01"), ("move", "2026-03-01")):
        link = '<p>See <a href="/guides/x">the guide</a> and <a href="/news/a">the news</a>.</p>'
        for name in ("menu", "rates", "forms", "dates"):
            yield page(f"guides/{folder}/{name}", text=link, changed=changed)


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_every_signal_has_words_in_every_language(language, tmp_path):
    words = load(language)
    said = {(name, text) for name, text in WORDS.items()}
    with Workspace(tmp_path, create=True) as workspace:
        start = home("guides/x", "guides/pay/rates")
        site = site_of(Example(url=SITE, html=start.html, others=tuple(telling())), workspace)
        for signals in (Signals(one, (), site) for one in site.live):
            names = (*OTHERS, *(f"{name}-{n}" for name in NUMBERS for n in (1, 2, 3, 9000)))
            said |= {(name, text) for name in names if (text := signals.words(name))}

    unsaid = {*OTHERS, *NUMBERS} - {name if name in OTHERS else name.rpartition("-")[0] for name, _ in said}
    assert unsaid == set()
    found = {text: reasons(text, words) for _, text in said}
    assert [text for text, other in found.items() if not other or other == without_english(text, words)] == []
