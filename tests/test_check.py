"""`audit check`: findings replaced as a whole, failures as values, noise said once."""

import datetime
import gc
import json

import pytest
from click.testing import CliRunner

from audit.check import CheckError, CheckSummary, RuleFailure, check
from audit.examples import site_of
from audit.noise import Asked, Remark, quieted
from audit.rule import Certainty, Example, Finding, Rule, Severity
from audit.rulebook import Rulebook, Unread, own_rules
from audit.tell import told
from cli import main
from crawler.settings import SettingsError
from crawler.workspace import Workspace

TODAY = datetime.date(2026, 6, 1)
SITE = "https://www.example.org/"


def html(title, text):
    """A page that no rule but those about links and words has anything to say about."""
    facts = '<meta name="description" content="What it says."><meta name="author" content="The team">'
    return f'<html lang="en-GB"><title>{title}</title>{facts}<main><h1>{title}</h1>{text}</main>'


@pytest.fixture
def workspace(tmp_path):
    """A site of three pages with a link that leads nowhere."""
    with Workspace(tmp_path / "audit", create=True) as workspace:
        home = Example(
            url=SITE,
            html=html("Home page", '<p>See <a href="/a">A</a> and <a href="/gone">the old one</a>.</p>'),
            others=(
                Example(url=f"{SITE}a", html=html("Another page", f"<p>{'word ' * 300}</p>")),
                Example(url=f"{SITE}gone", status=404),
            ),
        )
        site_of(home, workspace)
        yield workspace


def rule(name, check):
    return Rule(
        id=name,
        title=name,
        severity=Severity.LOW,
        certainty=Certainty.SURE,
        doc="What.\n\nWhy.\n\nHow.",
        advice="Do it.",
        check=check,
        flags=(Example(says=("x",)),),
        passes=(),
    )


def findings(workspace):
    return [(one.page_url, one.rule, one.evidence) for one in workspace.records(Finding)]


def test_a_check_keeps_what_the_rules_noticed_and_counts_it(workspace):
    summary = check(workspace, TODAY)

    assert findings(workspace) == [
        (SITE, "broken-link", "“the old one” leads to /gone: does not exist (404)"),
        (f"{SITE}gone", "missing-page", "answers 404; linked from / “the old one”"),
    ]
    assert (summary.pages, summary.findings, summary.failures) == (3, 2, ())
    assert summary.pages_by_rule == {"broken-link": 1, "missing-page": 1}


def test_a_second_check_replaces_the_first_with_the_same(workspace):
    check(workspace, TODAY)
    first = list(workspace.records(Finding))
    check(workspace, TODAY)

    assert list(workspace.records(Finding)) == first


def test_a_rule_that_crashes_is_a_value_and_the_others_findings_stand(workspace):
    def crash(page, site):
        yield "before"
        raise ZeroDivisionError("oh")

    line = crash.__code__.co_firstlineno + 2
    book = Rulebook((*own_rules(), rule("crash", crash)), (Unread("other.py", "SyntaxError: no"),))
    summary = check(workspace, TODAY, book=book)

    assert summary.failures == (
        RuleFailure(rule="other.py", page_url="", pages=0, reason="SyntaxError: no"),
        RuleFailure(rule="crash", page_url=SITE, pages=2, reason=f"test_check.py, line {line}: ZeroDivisionError: oh"),
    )
    assert tuple(workspace.records(RuleFailure)) == summary.failures
    assert [name for _, name, _ in findings(workspace)] == ["broken-link", "missing-page"]


def test_of_more_than_ten_things_on_a_page_the_rest_is_counted(workspace):
    book = Rulebook((rule("many", lambda page, site: (f"thing {n}" for n in range(13))),))
    check(workspace, TODAY, book=book)

    of_home = [evidence for url, _, evidence in findings(workspace) if url == SITE]
    assert of_home == [*(f"thing {n}" for n in range(10)), "… and 3 more of this kind on the page"]


def test_on_a_large_site_several_processes_notice_the_same_as_one(tmp_path, monkeypatch):
    sentence = "The hall will open on 3 March 2019, and you will recieve a letter about the accomodation there. "
    pages = [
        Example(url=f"{SITE}{n}", html=html(f"Page {n}", "" if n % 3 else f"<p>{sentence * 9}</p>")) for n in range(30)
    ]
    with Workspace(tmp_path, create=True) as workspace:
        site_of(Example(url=SITE, html=html("Home page", ""), others=tuple(pages)), workspace)
        check(workspace, TODAY)
        by_one = list(workspace.records(Finding))
        monkeypatch.setattr("audit.site.LARGE", 10)
        check(workspace, TODAY)

        assert "passed-date" in {finding.rule for finding in by_one}
        assert list(workspace.records(Finding)) == by_one


def test_nothing_crawled_is_said_in_a_sentence(tmp_path):
    with Workspace(tmp_path, create=True) as workspace, pytest.raises(CheckError, match="Nothing was crawled yet"):
        check(workspace, TODAY)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[rules]\noff = ["thin-pages"]', "the rule “thin-pages”, which does not exist. Did you mean “thin-page”?"),
        ("[rules.thresholds.thin-page]\nword = 3", "thin-page has no threshold “word”. Did you mean “words”?"),
        ("[rules.thresholds.thin-page]\nwords = 'many'", r"in \[rules\]"),
        ("[rules]\nof = []", "no key “of”. Did you mean “off”?"),
    ],
)
def test_a_setting_without_effect_is_refused_and_nothing_changes(workspace, settings, words):
    check(workspace, TODAY)
    before = findings(workspace)
    workspace.settings_file.write_text(settings)

    with pytest.raises(SettingsError, match=words):
        check(workspace, TODAY)
    assert findings(workspace) == before


def test_a_rule_can_be_switched_off_and_a_threshold_changed(workspace):
    workspace.settings_file.write_text(
        '[rules]\noff = ["missing-page", "broken-link"]\n[rules.thresholds.thin-page]\nwords = 400'
    )
    check(workspace, TODAY)

    assert findings(workspace) == [(f"{SITE}a", "thin-page", "302 words of text")]


def of(rule, pages, severity=Severity.LOW):
    return [
        Finding(page_url=f"{SITE}{n:03}", rule=rule, severity=severity, certainty=Certainty.SURE, evidence="seen")
        for n in pages
    ]


def test_a_rule_that_flags_more_than_two_fifths_of_the_pages_is_said_once():
    kept, remarks = quieted([*of("noisy", range(41)), *of("quiet", range(40))], Asked(live=100))

    assert kept == of("quiet", range(40))
    assert remarks == [
        Remark(
            rule="noisy",
            severity=Severity.LOW,
            certainty=Certainty.SURE,
            evidence=f"41 of 100 pages and documents, for example {SITE}000: seen",
            pages=41,
            examples=tuple(f"{SITE}{n:03}" for n in range(5)),
        )
    ]


def test_of_a_noisy_rule_the_gravest_findings_stay_on_their_pages():
    grave = of("noisy", range(30), Severity.HIGH)
    kept, remarks = quieted([*of("noisy", range(30, 80)), *grave], Asked(live=100))

    assert kept == grave
    assert [remark.pages for remark in remarks] == [50]


def test_on_a_site_of_a_few_pages_nothing_is_noise():
    assert quieted(of("noisy", range(9)), Asked(live=10)) == (of("noisy", range(9)), [])


def test_what_is_noticed_of_any_address_is_measured_by_all_addresses():
    asked = Asked(live=20, addresses=40, about_addresses=frozenset({"missing-page"}))

    assert quieted(of("missing-page", range(16)), asked) == (of("missing-page", range(16)), [])
    (remark,) = quieted(of("missing-page", range(17)), asked)[1]
    assert remark.evidence == f"17 of 40 addresses, for example {SITE}000: seen"


def test_a_broken_link_in_every_menu_is_said_once_for_the_template(tmp_path):
    menu = '<nav><a href="/gone">Shop</a> <a href="/gone">Shop</a></nav>'
    pages = [Example(url=f"{SITE}{n}", html=f"{menu}<main><p>{n} {'word ' * 300}</p></main>") for n in range(12)]
    own = '<nav><a href="/gone">Our shop</a></nav>'
    pages.append(Example(url=f"{SITE}own", html=f"{own}{menu}<main><p>own {'word ' * 300}</p></main>"))
    with Workspace(tmp_path, create=True) as workspace:
        site_of(Example(url=f"{SITE}gone", status=404, others=tuple(pages)), workspace)
        check(workspace, TODAY, book=Rulebook(tuple(rule for rule in own_rules() if rule.id == "broken-link")))

        assert findings(workspace) == [(f"{SITE}own", "broken-link", "“Our shop” leads to /gone: does not exist (404)")]
        assert [(remark.evidence, remark.pages) for remark in workspace.records(Remark)] == [
            ("in the template of 13 pages: “Shop” leads to /gone: does not exist (404)", 13)
        ]


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


class TestCommands:
    def test_check_says_what_it_found_and_exits_0_whatever_it_found(self, workspace):
        result = run("check", "-w", workspace.folder)

        assert result.exit_code == 0
        assert result.stdout == (
            "3 addresses checked, 2 findings.\n\n"
            "Page by page; one page may have several findings:\n"
            "  pages\n"
            "      1  Links to missing pages of this site (broken-link)\n"
            "      1  Page does not exist (missing-page)\n"
        )

    def test_check_exits_3_when_a_rule_failed(self, workspace):
        (workspace.folder / "mine").mkdir()
        (workspace.folder / "mine" / "broken.py").write_text("1 / 0")
        workspace.settings_file.write_text('[rules]\nfolder = "mine"')
        result = run("check", "-w", workspace.folder)

        assert result.exit_code == 3
        assert "broken.py could not be loaded: broken.py, line 1: ZeroDivisionError: division by zero" in result.stdout

    def test_check_gives_its_numbers_to_programs(self, workspace):
        numbers = json.loads(run("check", "--json", "-w", workspace.folder).stdout)

        assert (numbers["pages"], numbers["findings"]) == (3, 2)

    def test_rules_say_how_many_pages_each_flags_where_a_check_was_made(self, workspace):
        run("check", "-w", workspace.folder)
        lines = run("rules", "--json", "-w", workspace.folder).stdout.splitlines()

        assert {row["rule"]: row["pages"] for row in map(json.loads, lines)}["missing-page"] == 1

    def test_what_is_said_once_for_the_whole_site_is_not_counted_page_by_page(self, tmp_path):
        pages = [Example(url=f"{SITE}{n}", html=html(f"Page {n}", f"<p>{n}</p>")) for n in range(12)]
        with Workspace(tmp_path, create=True) as workspace:
            site_of(Example(url=SITE, html=html("Home page", ""), others=tuple(pages)), workspace)
        checked = run("check", "-w", tmp_path).stdout
        counted, _, once = checked.partition("Said once and not counted above, because it concerns much of the site:\n")
        listed = run("rules", "-w", tmp_path).stdout

        assert "(thin-page)" not in counted
        assert (
            "  Very little text (thin-page): 12 of 13 pages and documents, for example https://www.example.org/0: "
            in once
        )
        assert (
            "thin-page                 low       likely           0  Very little text (said once for the whole site)\n"
            in listed
        )


def test_a_check_leaves_the_memory_of_the_program_managed_as_it_was(workspace):
    usual = gc.get_threshold()

    check(workspace, TODAY)

    assert gc.get_threshold() == usual


def test_a_page_of_more_faults_than_a_rule_of_somebody_else_may_name_is_told_with_their_number(tmp_path):
    broken = "".join(f'<p><a href="htp://x{number}">word {number}</a></p>' for number in range(10_050))
    with Workspace(tmp_path / "many", create=True) as workspace:
        site_of(Example(url=SITE, html=html("Home page", broken)), workspace)
        summary = check(workspace, TODAY)
        said = [evidence for _, name, evidence in findings(workspace) if name == "broken-link"]

    assert summary.failures == ()
    assert len(said) == 11
    assert "… and 10,040 more of this kind on the page" in said


def test_one_address_and_one_finding_are_told_as_one():
    summary = CheckSummary(pages=1, findings=1, pages_by_rule={}, suggestions={}, remarks=(), failures=())

    assert told(summary, Rulebook((), ())) == "1 address checked, 1 finding.\n"
