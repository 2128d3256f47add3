"""Rules that somebody else wrote: whatever they do, the check ends, says which file and line, and keeps the rest."""

import datetime
import itertools
import time

import pytest
from click.testing import CliRunner

from audit.check import Run
from audit.examples import site_of
from audit.new_rule import new_rule
from audit.rule import Certainty, Example, Rule, Seen, Severity
from audit.rulebook import rulebook
from audit.site import Site
from audit.tell import explained
from audit.trouble import Patience
from cli import main
from crawler.workspace import Workspace

TODAY = datetime.date(2026, 6, 1)
SITE = "https://www.example.org/"
PAGES = tuple(Example(url=f"{SITE}{n}", html=f"<title>{n}</title><p>Page {n}</p>") for n in range(3))


def rule(name, check):
    return Rule(
        id=name, title=name, severity=Severity.LOW, certainty=Certainty.HINT, doc="", check=check, advice="",
        flags=(), passes=(),
    )  # fmt: skip


def good(page, site):
    yield "seen"


@pytest.fixture
def asked(tmp_path):
    """Ask these rules about a small site, and give the failures and which rules noticed how much."""

    def run(*checks, seconds=0.2):
        with Workspace(tmp_path, create=True) as workspace:
            site_of(Example(url=SITE, html="<title>Home</title>", others=PAGES), workspace)
            site = Site(workspace, 1, TODAY)
            with Patience(seconds) as patience:
                run = Run(site, [rule(f"r{n}", check) for n, check in enumerate(checks)], patience)
                for page in site.pages:
                    run.ask(page)
        counts = {name: len(list(of)) for name, of in itertools.groupby(sorted(f.rule for f in run.findings))}
        return [(one.rule, one.pages, one.reason) for one in run.failures()], counts

    return run


def test_a_rule_that_never_answers_is_ended_and_not_asked_again(asked):
    def forever(page, site):
        while True:
            time.sleep(0.01)
        yield ""

    failures, counts = asked(forever, good)

    line = forever.__code__.co_firstlineno + 2
    assert failures == [
        (
            "r0",
            1,
            f"test_own_rules.py, line {line}: no answer within 0.2 seconds, so it was not asked about other pages",
        )
    ]
    assert counts == {"r1": 4}


def test_a_rule_that_catches_everything_is_ended_all_the_same(asked):
    def stubborn(page, site):
        while True:
            try:
                time.sleep(0.01)
            except Exception:  # noqa: BLE001 — what it catches is the point
                continue
        yield ""

    failures, counts = asked(stubborn, good)

    assert [(name, pages) for name, pages, _ in failures] == [("r0", 1)]
    assert counts == {"r1": 4}


def test_a_rule_that_yields_without_end_is_a_value(asked):
    failures, counts = asked(lambda page, site: itertools.repeat("more"), good, seconds=60)

    assert failures == [("r0", 4, "`check` yields more than 10,000 things on one page")]
    assert counts == {"r1": 4}


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        (lambda page, site: [3], "`check` must yield text or Seen, but it yields 3"),
        (lambda page, site: None, "`check` must yield what was seen, but it returns None"),
        (lambda page, site: "text", "`check` must yield what was seen, but it returns 'text'"),
        (lambda page, site: [Seen(3)], "Seen must hold a text, but it holds 3"),
        (
            lambda page, site: [Seen("words", "huge")],
            (
                "Seen has 'huge' where one of Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW or"
                " nothing must stand"
            ),
        ),
    ],
)
def test_an_answer_of_the_wrong_kind_is_told_in_a_sentence(asked, check, reason):
    failures, counts = asked(check, good)

    assert failures == [("r0", 4, reason)]
    assert counts == {"r1": 4}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("def check(:\n    pass", "mine.py, line 1: this is no Python: invalid syntax"),
        ("x = 1", "the file has no RULE = Rule(…); see how one looks with: audit rules --new my-rule"),
        ("\nimport no_such_package_at_all", "mine.py, line 2: ModuleNotFoundError: No module named"),
        ("raise SystemExit(1)", "mine.py, line 1: SystemExit: 1"),
    ],
)
def test_a_file_that_cannot_be_loaded_says_where_and_why(tmp_path, text, reason):
    (tmp_path / "mine.py").write_text(text)

    assert [unread.reason.startswith(reason) for unread in rulebook(tmp_path).unread] == [True]


@pytest.fixture
def written(tmp_path):
    """Write the file of a new rule into the folder of one's own, with one part of it put in other words."""

    def write(part, instead):
        (tmp_path / "audit.toml").write_text('[rules]\nfolder = "mine"')
        new_rule("old-logo", tmp_path)
        file = tmp_path / "mine" / "old_logo.py"
        before = file.read_text()
        assert part in before
        file.write_text(before.replace(part, instead))
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("part", "instead", "reason"),
    [
        ("doc=__doc__", 'doc="One sentence."', "`doc` must have three paragraphs"),
        ("check=check", "check=print", "`check` must be a function"),
        ("severity=Severity.LOW", 'severity="huge"', "`severity` and `certainty` must be one of"),
        ('says=("the exact evidence",)', "says=()", "`flags` and `passes` must each hold an example"),
    ],
)
def test_a_rule_that_nobody_can_use_or_show_is_told_so(written, part, instead, reason):
    (unread,) = rulebook(written(part, instead) / "mine").unread

    assert unread.reason.startswith(reason)


def test_a_check_reads_a_file_of_ones_own_rules_once(written):
    folder = written(
        "def check(", '__import__("os").mkdir(__file__ + " read")\n\n\ndef check('
    )  # fails the second time
    with Workspace(folder, create=True) as workspace:
        site_of(Example(url=SITE, html="<main><p>Some words to find.</p></main>"), workspace)
    (folder / "audit.toml").write_text('[rules]\nfolder = "mine"')

    done = CliRunner().invoke(main, ["check", "-q", "-w", str(folder)])

    assert "1  Old logo (old-logo)" in done.output
    assert done.exit_code == 0


def test_a_rule_that_breaks_off_on_its_own_example_is_explained_all_the_same(written):
    folder = written('yield f"“{line}”"', "raise ValueError(line)")

    assert explained("old-logo", folder).endswith(
        "It breaks off on an example\n  old_logo.py, line 15: ValueError: Some words to find.\n"
    )
