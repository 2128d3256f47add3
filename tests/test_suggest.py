"""From signals to a suggestion: the table, its reasons, and rows of one's own."""

import datetime

import pytest

from audit.check import check
from audit.examples import site_of
from audit.rule import DatedBy, Example
from audit.rulebook import own_rules
from audit.signals import is_known
from audit.suggest import DECISIONS, Suggestion, table
from crawler.settings import SettingsError
from crawler.workspace import Workspace

TODAY = datetime.date(2026, 6, 1)
SITE = "https://www.example.org/"
TEXT = "<p>" + "This tells at some length what people should know about it. " * 30 + "</p>"


def page(path, title="", text=TEXT, changed="", **more):
    facts = {"modified": changed, "dated_by": DatedBy.META} if changed else {}
    html = f'<html lang="en-GB"><title>{title or path}</title><main><h1>{title or path}</h1><p>{path}</p>{text}</main>'
    return Example(url=SITE + path, html=html, facts=facts | more.pop("facts", {}), **more)


def home(*paths):
    links = "".join(f'<p>Read about <a href="/{path}">the {path}</a>.</p>' for path in paths)
    return page("", "Home", text=links)


@pytest.fixture
def suggested(tmp_path):
    """Check a site of these examples, and give what is suggested by path."""

    def run(*examples, settings=""):
        with Workspace(tmp_path, create=True) as workspace:
            site_of(Example(url=SITE, html=examples[0].html, others=examples[1:], settings=settings), workspace)
            check(workspace, TODAY)
            return {one.page_url.removeprefix(SITE): one for one in workspace.records(Suggestion)}

    return run


def test_old_news_is_archived_with_the_reason_said(suggested):
    found = suggested(home("news/fete"), page("news/fete", changed="2019-07-01"))

    assert found["news/fete"] == Suggestion(
        page_url=f"{SITE}news/fete",
        decision="archive",
        because="news; not changed since 1 July 2019 (by its own data)",
    )


def test_guidance_is_not_archived_for_its_age_alone(suggested):
    found = suggested(home("guidance/fees"), page("guidance/fees", changed="2009-07-01"))

    assert found["guidance/fees"].decision == "update"


@pytest.mark.parametrize("settings", ['[rules]\nmust-keep = ["*/news/fete"]', '[decisions]\nmust-keep = ["/news/*"]'])
def test_what_must_stay_is_kept_whatever_is_noticed(suggested, settings):
    found = suggested(home("news/fete"), page("news/fete", changed="2009-07-01"), settings=settings)

    assert (found["news/fete"].decision, found["news/fete"].because) == ("keep", "it is on the list of what must stay")


def test_of_copies_the_best_linked_stays_and_the_others_merge_into_it(suggested):
    linking = page("about", "About us", text='<p>See <a href="/a">the pool</a> on another page of ours.</p>')
    found = suggested(
        home("a", "b", "about"), linking, page("a", "Pool", "<p>b</p>" + TEXT), page("b", "Pool", "<p>b</p>" + TEXT)
    )

    assert {path: (one.decision, one.target) for path, one in found.items()} == {"b": ("merge", f"{SITE}a")}


def test_an_edition_with_a_newer_one_is_archived_and_the_newest_is_not(suggested):
    found = suggested(
        home("old", "new"),
        page("old", "Pool plan 2018-19", text="<p>Old</p>" * 80),
        page("new", "Pool plan 2023-24", text="<p>New</p>" * 80),
    )

    assert {path: one.decision for path, one in found.items()} == {"old": "archive"}


def test_a_scanned_document_is_to_become_a_page(suggested):
    pdf = {"content-type": "application/pdf"}
    scan = Example(url=f"{SITE}plan.pdf", html=b"%PDF-1.4", headers=pdf, document={"format": "pdf", "scanned": True})
    found = suggested(home("plan.pdf"), scan)

    assert found["plan.pdf"].decision == "convert"


def test_a_page_that_leaves_one_thing_open_is_to_be_filled_in_and_an_empty_one_may_go(suggested):
    fair = "<p>The fair is in the park on 3 May 2027. There will be music, cakes and games for all who come.</p>"
    found = suggested(
        home("fair", "map"),
        page("fair", text=f"{fair}<p>Speaker: TBC</p>"),
        page("map", text="<p>Coming soon.</p>"),
    )

    assert {path: (one.decision, one.because) for path, one in found.items()} == {
        "fair": ("update", "placeholder text: “Speaker: TBC”"),
        "map": ("delete", "placeholder text: “Coming soon.”; 4 words"),
    }


def test_where_nothing_speaks_nothing_is_suggested(suggested):
    assert suggested(home("fees"), page("fees", changed="2026-01-01")) == {}


def test_rows_of_ones_own_come_first(suggested):
    settings = '[[suggestions.rows]]\ndecision = "rewrite"\nwhen = ["news", "older-than-4"]\nunless = ["words-under-5"]'
    found = suggested(home("news/fete"), page("news/fete", changed="2019-07-01"), settings=settings)

    assert found["news/fete"].decision == "rewrite"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('decision = "burn"\nwhen = ["news"]', "cannot suggest “burn”"),
        ('decision = "delete"\nwhen = ["older-then-3"]', "the signal “older-then-3”, which nothing gives"),
        ('decision = "archive"', "would speak for every page"),
        ('decision = "archive"\npoints = {once = 2}', "would speak for every page"),
        ('decision = "archive"\nenough = 2\npoints = {onse = 2}', "the signal “onse”, which nothing gives"),
        ('decision = "archive"\nenough = 2\nshared = 2\npoints = {once = 2}', "`shared` .* is 2; it is a part, 0 to 1"),
        ('decision = "delete"\nif = ["news"]\nwhen = []', "has the key “if”, which nobody knows"),
    ],
)
def test_a_row_that_can_have_no_effect_is_refused(tmp_path, row, words):
    file = tmp_path / "audit.toml"
    file.write_text(f"[[suggestions.rows]]\n{row}")

    with pytest.raises(SettingsError, match=words):
        table(file, [rule.id for rule in own_rules()])


def test_every_signal_of_our_own_table_exists(tmp_path):
    rules = {rule.id for rule in own_rules()}
    rows = table(tmp_path / "audit.toml", rules)

    assert {row.decision for row in rows} <= set(DECISIONS)
    signals = {signal for row in rows for signal in (*row.when, *row.unless, *row.points)}
    assert [one for one in signals if not is_known(one, rules)] == []
    assert all(row.enough > 0 and row.name for row in rows if row.points)
