"""A small audit with one of everything, made by hand: the inventory, the findings, the work and the answers."""

import datetime
from pathlib import Path

from assignments.records import Agreement, Answer, Batch, Clash, Conflict, Decision, Idea, Redirect, Round, Row, State
from assignments.verdict import Outcome, Verdict
from audit.rule import Certainty, Finding, Severity
from audit.suggest import Suggestion
from crawler.page import Content, DatedBy, DateSeen, Extract, FoundBy, Kind, Link, LinkKind, Page, Place
from crawler.workspace import Discovered, Scope, Workspace

NOW = datetime.datetime(2026, 6, 1, 9, 30, tzinfo=datetime.UTC)
STARTED, FETCHED, ENDED = "2026-05-30T08:00:00+00:00", "2026-05-30T08:00:05+00:00", "2026-05-30T08:02:00+00:00"
DAY_BEFORE = "2026-05-29T08:00:00+00:00"
READ = "2026-05-31T12:00:00+00:00"
SITE = "https://www.bryn.example/"
EVIL = "<script>alert('title')</script>"
FORMULA = '=HYPERLINK("https://evil.example/","Click")'


def at(path: str) -> str:
    """The absolute address of a path of the small site."""
    return SITE + path


def link(path: str, text: str, place: Place = Place.CONTENT, fragment: str = "") -> Link:
    """A link to a path of the small site, or to another site when it is absolute."""
    return Link(url=path if "://" in path else at(path), fragment=fragment, text=text, place=place)


def page(path: str, title: str, links: tuple[Link, ...] = (), content: Content | None = None, **facts) -> Extract:
    """A page that answered 200, unless the facts say otherwise."""
    known = {
        "status": 200,
        "title": title,
        "heading": title,
        "content_type": "text/html",
        "bytes": 4000,
        "language": "en-GB",
    }
    known |= {"words": 120, "depth": 1, "fetched_at": FETCHED, "text_hash": path} | facts
    return Extract(page=Page(url=at(path), **known), content=content or Content(text=title), links=links)


MENU = (link("", "Home", Place.NAVIGATION), link("news/", "News", Place.NAVIGATION))
UPDATED = DateSeen(date="2014-03-02", means="modified", dated_by=DatedBy.TEXT, quote="Last updated: 2 March 2014")
LOGO = Link(url=at("logo.png"), text="Bryn", kind=LinkKind.IMAGE, place=Place.NAVIGATION)
PAGES = (
    page(
        "",
        "Bryn Trust",
        (*MENU, LOGO, link("grants/", "Grants"), link("old", "Older pages")),
        Content(text="We give grants to clubs.\nAsk us how, and we will help."),
        depth=0,
        found_by=FoundBy.LIST,
    ),
    page(
        "grants/",
        "Grants",
        (
            *MENU,
            link("grants/apply", "How to apply", fragment="step-2"),
            link("grants/apply", "Forms", fragment="forms"),
            link("grants/form.pdf", "The form (PDF)"),
            link("grants/2013", "Grants in 2013"),
            link("https://partner.example/", "Our partner"),
            link("https://gone.example/page", "A funder"),
            link("https://slow.example/", "A slow site"),
        ),
        modified="2025-11-01",
        dated_by=DatedBy.META,
    ),
    page(
        "grants/apply",
        "How to apply",
        (*MENU, link("grants/missing", "the guidance")),
        Content(text="How to apply", anchors=("step-1", "step-2"), dates=(UPDATED,)),
        depth=2,
        published="2012-01-05",
        modified="2014-03-02",
        dated_by=DatedBy.TEXT,
        author="Mair Evans",
        text_hash="same",
    ),
    page(
        "grants/apply-copy",
        "How to apply (copy)",
        MENU,
        depth=2,
        text_hash="same",
        modified="2014-03-02",
        dated_by=DatedBy.TEXT,
    ),
    page("grants/missing", "", depth=3, status=404, words=None, heading="", text_hash=""),
    page("news/", EVIL, (*MENU, link("news/2015/fete", "Summer fête")), description='He said "no"'),
    page("news/2015/fete", FORMULA, MENU, depth=2, published="2015-07-01", dated_by=DatedBy.URL, words=12),
    page("old", "", depth=1, status=301, redirects_to=at("news/"), words=None, heading="", text_hash=""),
    page(
        "grants/form.pdf", "Form", depth=2, kind=Kind.DOCUMENT, content_type="application/pdf", bytes=90_000, words=None
    ),
    page(
        "logo.png",
        "",
        kind=Kind.IMAGE,
        content_type="image/png",
        bytes=900,
        words=None,
        heading="",
        text_hash="",
        language="",
    ),
    page(
        "slow",
        "",
        status=0,
        error="no answer within 20 seconds",
        depth=None,
        found_by=FoundBy.SITEMAP,
        words=None,
        text_hash="",
    ),
)
OUTSIDE = (
    Extract(page=Page(url="https://partner.example/", status=200, kind=Kind.OTHER, fetched_at=FETCHED)),
    Extract(
        page=Page(
            url="https://gone.example/page", status=404, kind=Kind.OTHER, fetched_at=FETCHED, failed_at=DAY_BEFORE
        )
    ),
    Extract(
        page=Page(url="https://slow.example/", error="no answer within 20 seconds", kind=Kind.OTHER, fetched_at=FETCHED)
    ),
)
WAITING = (
    Discovered(at("grants/2013"), 2),
    Discovered(at("private/list"), 1, left_out="robots.txt asks crawlers to stay away"),
)
FINDINGS = (
    Finding(
        page_url=at("grants/apply"),
        rule="broken-link",
        severity=Severity.HIGH,
        certainty=Certainty.SURE,
        evidence="“the guidance” leads to /grants/missing, which answers 404",
    ),
    Finding(
        page_url=at("grants/apply"),
        rule="old-page",
        severity=Severity.MEDIUM,
        certainty=Certainty.LIKELY,
        evidence="last changed 2 March 2014",
    ),
    Finding(
        page_url=at("news/"),
        rule="thin-page",
        severity=Severity.LOW,
        certainty=Certainty.HINT,
        evidence="<b>12</b> words of main text",
    ),
    Finding(
        page_url=at("news/2015/fete"),
        rule="old-page",
        severity=Severity.MEDIUM,
        certainty=Certainty.LIKELY,
        evidence="published 1 July 2015",
    ),
)
SUGGESTIONS = (Suggestion(page_url=at("grants/apply"), decision="update", because="not changed for 12 years"),)
ROUND = Round(name="Spring", crawl=1, started_at="2026-05-30T10:00:00+00:00", due="2026-06-30")
BATCHES = tuple(
    Batch(
        round="Spring", part=part, volunteer=name, email=f"{name.split()[0].lower()}@bryn.example", hours=1.5, file=file
    )
    for part, name, file in (
        ("B01", "Mair Evans", "worksheets/Spring/B01 Mair Evans.xlsx"),
        ("B02", "Tom Price", "worksheets/Spring/B02 Tom Price.xlsx"),
    )
)


def row(reference: str, part: str, volunteer: str, path: str, minutes: float) -> Row:
    """A row of a workbook of the round."""
    because = "grants, which you know" if path.startswith("grants") else "12 of your 90 minutes"
    return Row(
        reference=reference,
        round="Spring",
        part=part,
        volunteer=volunteer,
        page_url=at(path),
        minutes=minutes,
        because=because,
    )


ROWS = (
    row("P-1A", "B01", "Mair Evans", "grants/apply", 6.0),
    row("P-2B", "B01", "Mair Evans", "grants/", 4.5),
    row("P-3C", "B01", "Mair Evans", "grants/apply-copy", 5.0),
    row("P-4D", "B02", "Tom Price", "news/", 3.0),
    row("P-5E", "B02", "Tom Price", "news/2015/fete", 2.0),
    row("P-6F", "B02", "Tom Price", "grants/", 4.5),
    row("P-7G", "B02", "Tom Price", "", 4.0),
)


def answer(reference: str, number: int, decision: str, state: State, **more) -> Answer:
    """One returned row of the file of the person who was asked."""
    asked = {row.reference: row for row in ROWS}.get(reference)
    who = asked.volunteer if asked else "Tom Price"
    known = {
        "round": "Spring",
        "volunteer": who,
        "page_url": asked.page_url if asked else "",
        "reason": "",
        "target": "",
        "note": "",
    }
    known |= {"minutes": None, "wrong_finding": "", "file": f"{who}.xlsx", "file_hash": who[0] * 64, "sheet": "Pages"}
    known |= {"message": "", "read_at": READ, "typed": "{}"}
    return Answer(reference=reference, row=number, decision=decision, state=state, **(known | more))


ANSWERS = (
    answer(
        "P-1A",
        5,
        "keep",
        State.ACCEPTED,
        read_at="2026-05-31T11:00:00+00:00",
        file="Mair first.xlsx",
        file_hash="0" * 64,
    ),
    answer("P-1A", 5, "rewrite", State.ACCEPTED, reason="out of date", note="The steps changed in 2020", minutes=8.0),
    answer("P-2B", 6, "keep", State.ACCEPTED),
    answer("P-3C", 7, "merge", State.ACCEPTED, target=at("grants/apply"), reason="says the same"),
    answer("P-4D", 5, "", State.UNCHANGED),
    answer("P-5E", 6, "delete", State.ACCEPTED, target="gone", reason=EVIL),
    answer(
        "P-6F", 7, "delete", State.CONFLICT, target=at("news/"), message="Mair Evans says keep, Tom Price says delete"
    ),
    answer("P-7G", 8, "", State.INVALID, typed='{"Decision": "bin it?"}', message="“bin it?” is none of the decisions"),
    answer("", 19, "", State.UNPLACED, message="Row 19 carries no reference and no address of the site"),
)
DECISIONS = (
    Decision(page_url=at("grants/"), state=Agreement.CONFLICT, note="Mair Evans: keep · Tom Price: delete"),
    Decision(
        page_url=at("grants/apply"), decision="rewrite", reason="out of date", note="The steps changed in 2020",
        decided_by="Mair Evans", state=Agreement.AGREED,
    ),
    Decision(
        page_url=at("grants/apply-copy"), decision="merge", target=at("grants/apply"), reason="says the same",
        decided_by="Mair Evans", state=Agreement.AGREED, verdict="not done",
    ),
    Decision(
        page_url=at("news/2015/fete"), decision="delete", target="gone", reason=EVIL, decided_by="Tom Price",
        state=Agreement.AGREED,
    ),
    Decision(page_url=at("news/"), state=Agreement.OPEN),
    Decision(page_url=SITE, state=Agreement.OPEN),
)  # fmt: skip
VERDICTS = (
    Verdict(
        page_url=at("grants/apply-copy"), decision="merge", target=at("grants/apply"), outcome=Outcome.NOT_DONE,
        seen="it still answers 200", still_linked=(at("grants/"), SITE), checked_at=READ,
    ),
)  # fmt: skip
CONFLICTS = (
    Conflict(
        clash=Clash.PEOPLE, page_urls=(at("grants/"),), message="Opinions differ. Mair Evans: keep; Tom Price: delete."
    ),
)
IDEAS = (
    Idea(
        volunteer="Tom Price", round="Spring", about="Pages we missed", text="The club list is only on paper",
        file_hash="T" * 64, read_at=READ,
    ),
)  # fmt: skip
REDIRECTS = (
    Redirect(from_url=at("grants/apply-copy"), to_url=at("grants/apply"), status=301),
    Redirect(from_url=at("grants/old-form"), to_url=at("grants/missing"), status=301, problem="the target answers 404"),
    Redirect(from_url=at("news/2015/fete"), to_url="", status=410),
)


def build(folder: Path) -> Workspace:
    """Make the small audit in a folder; the caller closes it."""
    workspace = Workspace(folder, create=True)
    inventory = workspace.inventory
    crawl = inventory.begin([SITE], {"max_pages": 500}, STARTED)
    inventory.discover(crawl.id, [Discovered(extract.page.url, scope=Scope.OUTSIDE) for extract in OUTSIDE])
    inventory.record(crawl.id, [*PAGES, *OUTSIDE], WAITING)
    inventory.end(crawl.id, "finished", "", ENDED)
    for kind, records in (
        (Finding, FINDINGS),
        (Suggestion, SUGGESTIONS),
        (Round, [ROUND]),
        (Batch, BATCHES),
        (Row, ROWS),
        (Answer, ANSWERS),
        (Decision, DECISIONS),
        (Verdict, VERDICTS),
        (Redirect, REDIRECTS),
        (Conflict, CONFLICTS),
        (Idea, IDEAS),
    ):
        workspace.append(kind, records)
    return workspace
