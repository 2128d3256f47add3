"""Every rule's own examples, and the form that every rule keeps to."""

from pathlib import Path

import pytest

from audit.evidence import LONGEST
from audit.examples import said
from audit.handbook import handbook
from audit.rulebook import own_rules
from crawler.workspace import Workspace

RULES = list(own_rules())
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{kind}-{number}")
    for rule in RULES
    for kind, examples in (("flags", rule.flags), ("passes", rule.passes))
    for number, example in enumerate(examples)
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    with Workspace(tmp_path_factory.mktemp("examples"), create=True) as workspace:
        yield workspace


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_says_of_its_example_exactly_what_the_example_tells(rule, example, workspace):
    assert said(rule, example, workspace) == example.says


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
class TestForm:
    def test_its_id_is_its_file_name(self, rule):
        assert rule.check.__module__ == f"audit.rules.{rule.id.replace('-', '_')}"

    def test_its_doc_says_what_why_and_how(self, rule):
        paragraphs = rule.doc.strip().split("\n\n")
        assert len(paragraphs) == 3
        assert all(paragraph.rstrip().endswith(".") for paragraph in paragraphs)

    def test_it_shows_what_it_flags_and_what_it_passes(self, rule):
        assert rule.flags
        assert all(example.says for example in rule.flags)
        assert rule.passes
        assert not any(example.says for example in rule.passes)

    def test_its_words_fit_a_worksheet(self, rule):
        assert len(rule.title) <= 45
        assert len(rule.advice) <= 120
        assert all(len(evidence) <= LONGEST for example in rule.flags for evidence in example.says)

    def test_its_thresholds_say_what_they_count_and_who_says_so(self, rule):
        assert all(threshold.means and threshold.source for threshold in rule.thresholds.values())


def test_the_handbook_is_what_the_rules_say():
    file = Path(__file__).parent.parent / "RULES.md"

    assert file.read_text(encoding="utf-8") == handbook(RULES), "Write it again: python -m audit.handbook > RULES.md"
