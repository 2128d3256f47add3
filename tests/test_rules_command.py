"""`audit rules`: rules listed, explained and written, and those of one's own beside ours."""

import json

from click.testing import CliRunner

from audit.rulebook import rulebook
from cli import main

OWN = '''"""The page shouts.

It hurts the ears.

Speak softly.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site


def check(page: Page, site: Site) -> Evidence:
    if "!!!" in site.content(page).text:
        yield "“!!!”"


RULE = Rule(
    id="shouting", title="Shouts", severity=Severity.LOW, certainty=Certainty.HINT, doc=__doc__, check=check,
    advice="Speak softly.", flags=(Example(html="<p>Come!!!</p>", says=("“!!!”",)),),
    passes=(Example(html="<p>Come</p>"),),
)
'''


def test_a_folder_of_ones_own_rules_joins_ours_and_a_broken_file_is_a_value(tmp_path):
    (tmp_path / "shouting.py").write_text(OWN)
    (tmp_path / "broken.py").write_text("1 / 0")
    (tmp_path / "twice.py").write_text(OWN.replace('"shouting"', '"thin-page"'))
    (tmp_path / "other.py").write_text("RULE = 3")
    book = rulebook(tmp_path)

    assert "shouting" in [rule.id for rule in book.rules]
    assert [(unread.name.rpartition("/")[2], unread.reason) for unread in book.unread] == [
        ("broken.py", "broken.py, line 1: ZeroDivisionError: division by zero"),
        ("other.py", "RULE must be a Rule, but it is int"),
        ("twice.py", "there is a rule “thin-page” already, in thin_page.py: choose another id"),
    ]


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_rules_are_listed_and_explained_without_a_workspace(tmp_path):
    listed = run("rules", "-w", tmp_path)
    one = run("rules", "thin-page", "-w", tmp_path)

    assert (listed.exit_code, one.exit_code) == (0, 0)
    assert "thin-page                 low       likely              Very little text\n" in listed.stdout
    assert one.stdout.startswith("Very little text (thin-page)\n")
    for part in (
        "What\n",
        "Why\n",
        "What to do\n",
        "words = 100 (words of main text; our judgement",
        "For example\n",
    ):
        assert part in one.stdout
    assert "does not hold" not in one.stdout
    assert "document = 10000000 (bytes; our judgement)" in run("rules", "heavy-file", "-w", tmp_path).stdout
    assert list(tmp_path.iterdir()) == []


def test_a_rule_is_explained_to_programs_too(tmp_path):
    told = json.loads(run("rules", "thin-page", "--json", "-w", tmp_path).stdout)

    assert {key: told[key] for key in ("rule", "title", "severity", "pages")} == {
        "rule": "thin-page",
        "title": "Very little text",
        "severity": "low",
        "pages": None,
    }
    assert told["thresholds"]["words"]["default"] == 100
    assert all(told[key] for key in ("what", "why", "what_to_do", "example"))


def test_an_unknown_rule_is_said_with_the_nearest_known(tmp_path):
    result = run("rules", "thin-pages", "-w", tmp_path)

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: There is no rule “thin-pages”. Did you mean “thin-page”?\n",
    )


def test_a_new_rule_is_written_with_an_example_that_fails_until_it_is_filled_in(tmp_path):
    (tmp_path / "audit.toml").write_text('[rules]\nfolder = "mine"')
    written = run("rules", "--new", "old-logo", "-w", tmp_path)
    file = tmp_path / "mine" / "old_logo.py"
    before = run("rules", "old-logo", "-w", tmp_path)
    file.write_text(file.read_text().replace("the exact evidence", "“Some words to find.”"))
    after = run("rules", "old-logo", "-w", tmp_path)

    assert written.stderr == f"{file} is written. Fill it in; audit rules old-logo says whether its examples hold.\n\n"
    assert "should say:  the exact evidence\n  says:        “Some words to find.”" in before.stdout
    assert (after.exit_code, "does not hold" in after.stdout) == (0, False)


def test_a_new_rule_needs_a_name_that_is_free_and_can_be_one(tmp_path):
    run("rules", "--new", "old-logo", "-w", tmp_path)

    assert "exists already" in run("rules", "--new", "old-logo", "-w", tmp_path).stderr
    assert "There is a rule “thin-page” already" in run("rules", "--new", "thin-page", "-w", tmp_path).stderr
    assert "small letters, digits and dashes" in run("rules", "--new", "Old Logo", "-w", tmp_path).stderr


def test_a_rule_of_ones_own_that_is_broken_says_where(tmp_path):
    (tmp_path / "audit.toml").write_text('[rules]\nfolder = "mine"')
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "old_logo.py").write_text("1 / 0")
    result = run("rules", "old-logo", "-w", tmp_path)

    assert result.exit_code == 1
    assert result.stderr.endswith(
        "old_logo.py could not be loaded: old_logo.py, line 1: ZeroDivisionError: division by zero. "
        "Correct the file and try again.\n"
    )
