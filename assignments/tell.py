"""Tells the story of one page in a terminal: plain words, 80 columns, nothing of the site's own control characters."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import IO

import msgspec
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assignments.decide import say
from assignments.records import Agreement, Answer, Decision
from assignments.said import counted, day, size
from assignments.show import DateRead, LinkedFrom, LinkSeen, Story
from assignments.verdict import Verdict
from crawler.linkstate import LinkState
from crawler.page import Page

MOST = 12
"""Lines of a list that are shown; the rest is counted."""
LOOK = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "dim"}
DATED = {
    "json-ld": "in its data for search engines", "meta": "in its head", "header": "by the server",
    "sitemap": "in the sitemap", "text": "in the text", "url": "in its address", "document": "in the document",
}  # fmt: skip


def tell(story: Story, out: IO[str], *, width: int | None = None) -> None:
    """Print the story of a page; colours only where `out` is a terminal and NO_COLOR is not set."""
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    page = story.page
    console.print(Text(plain(page.title or page.heading) or "(no title)", style="bold"))
    console.print(Text(plain(page.url), style="cyan", overflow="fold"))
    for heading, body in _parts(story):
        console.print(Text(f"\n{heading}", style="bold"))
        console.print(Padding(body, (0, 0, 0, 2), expand=False))


def as_json(story: Story) -> str:
    """The story as one JSON object on one line."""
    return msgspec.json.encode(story).decode()


def plain(text: str) -> str:
    """A text from the web or from a returned file without what could steer a terminal or turn the line around."""
    kept = (" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in text)
    return " ".join("".join(kept).split())


def _parts(story: Story) -> Iterator[tuple[str, RenderableType]]:
    """Headings and what stands under them; what is unknown is said where somebody would look for it."""
    links = len({link.url for link in story.links})
    yield "What it is", Group(*_facts(story))
    if story.own:
        yield "Your columns", _lines(Text(plain(f"{name}: {value}")) for name, value in story.own.items())
    if story.dates:
        yield "Dates that were read", _lines(_date_seen(seen) for seen in story.dates)
    yield _counted("What was noticed", len(story.findings)), _findings(story)
    if story.suggestion:
        yield "What that speaks for", Text(plain(f"{story.suggestion.decision}? {story.suggestion.because}"))
    yield _counted("Pages that link here", len(story.linked_from)), _linked_from(story)
    yield _counted("Addresses that it links to", links), _bad_links(story.links)
    if story.variants:
        yield _counted("Other addresses of this page", len(story.variants)), _lines(map(_address, story.variants))
    if story.same_text:
        yield _counted("Pages with the same text", len(story.same_text)), _lines(map(_address, story.same_text))
    yield (
        "Who was asked",
        _lines(
            (Text(plain(f"{row.volunteer}, round {row.round} ({row.reference}): {row.because}")) for row in story.rows),
            nothing="Nobody yet.",
        ),
    )
    yield "What was answered", _lines(map(_answered, story.answers), nothing="Nothing yet.")
    yield "What was decided", _decided(story.decision, story.verdict)


def _counted(heading: str, count: int) -> str:
    return f"{heading} ({count:,})" if count else heading


def _facts(story: Story) -> Iterator[Text]:
    page = story.page
    yield Text(" · ".join(_short_facts(page, story.section)))
    if page.variant_of:
        yield Text(plain(f"The same page as {page.variant_of}"), overflow="fold")
    elif page.redirects_to:
        yield Text(plain(f"Leads on to {page.redirects_to}"), overflow="fold")
    if page.error and not page.variant_of:
        yield Text(plain(f"Not read: {page.error}"), style="red")
    if page.description:
        yield Text(plain(f"“{page.description}”"))
    if dated := [
        f"{name} {day(date)}" for name, date in (("published", page.published), ("changed", page.modified)) if date
    ]:
        told = " and ".join(dated)
        yield Text(f"{told[0].upper()}{told[1:]} (the date stands {DATED.get(page.dated_by, page.dated_by)})")
    else:
        read = any(seen.doubt for seen in story.dates)
        yield Text("No date is known: none that was read is believed." if read else "No date is known.")


def _short_facts(page: Page, section: str) -> Iterator[str]:
    yield f"answers {page.status}" if page.status else "no answer"
    yield page.kind
    if page.words is not None:
        yield counted(page.words, "word")
    if page.bytes is not None:
        yield size(page.bytes)
    if page.language:
        yield f"language {plain(page.language)}"
    if section:
        yield f"section “{plain(section)}”"
    if page.author:
        yield f"by {plain(page.author)}"
    yield "no way from the start" if page.depth is None else f"{counted(page.depth, 'click')} from the start"
    if page.fetched_at:
        yield f"looked at on {day(page.fetched_at)}"


def _date_seen(seen: DateRead) -> Text:
    quote = f": “{plain(seen.quote)}”" if seen.quote else ""
    doubt = f" ({seen.doubt})" if seen.doubt else ""
    return Text(f"{seen.means} {day(seen.date)}, {DATED.get(seen.dated_by, seen.dated_by)}{quote}{doubt}")


def _findings(story: Story) -> RenderableType:
    if not story.findings:
        return Text("Nothing.")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for finding in story.findings:
        grid.add_row(
            Text(f"{finding.severity}, {finding.certainty}", style=LOOK[finding.severity]),
            Group(Text(story.titles.get(finding.rule, finding.rule), style="bold"), Text(plain(finding.evidence))),
        )
    return grid


def _linked_from(story: Story) -> RenderableType:
    def line(source: LinkedFrom) -> Text:
        menu = " (in the menu)" if source.place == "navigation" else ""
        return _address(source.page_url).append(f"  “{plain(source.text)}”{menu}", style="default")

    return _lines(map(line, story.linked_from), nothing="None: nobody finds it by clicking.")


def _bad_links(links: Iterable[LinkSeen]) -> RenderableType:
    bad = {(link.url, link.fragment): link for link in links if link.state in (LinkState.BROKEN, LinkState.UNSURE)}

    def line(link: LinkSeen) -> RenderableType:
        target = f"{link.url}#{link.fragment}" if link.fragment else link.url
        word = "does not work" if link.state is LinkState.BROKEN else "could not be checked"
        return Group(_address(target), Padding(Text(f"“{plain(link.text)}” {word}: {plain(link.error)}"), (0, 0, 0, 2)))

    return _lines(map(line, bad.values()), nothing="None of them is known to be broken.")


def _answered(answer: Answer) -> Text:
    said = say(answer) or "no decision"
    own = [f"{heading}: {text}" for heading, text in answer.own]
    more = [answer.reason, answer.note and f"“{answer.note}”", *own, answer.message]
    sheet = f" “{answer.sheet}”" if answer.sheet else ""
    where = f"{answer.file} ({answer.file_hash[:8]}),{sheet} row {answer.row}"
    words = " · ".join(plain(part) for part in (said, *more) if part)
    return Text(plain(f"{day(answer.read_at)}, {answer.volunteer or 'somebody'}: ")).append(
        f" {words} [{answer.state}; {plain(where)}]"
    )


def _decided(decision: Decision | None, found: Verdict | None) -> RenderableType:
    if decision is None or decision.state is Agreement.OPEN:
        return Text("Nothing yet.")
    if decision.state is Agreement.CONFLICT:
        return Text(plain(f"People disagree; the lead decides. {decision.note}"), style="red")
    parts = (say(decision), decision.reason, decision.note and f"“{decision.note}”")
    told = " · ".join(plain(part) for part in parts if part)
    seen = f" — {found.seen}" if found and found.outcome == decision.verdict else ""
    verdict = f"\nCarried out: {plain(decision.verdict + seen)}" if decision.verdict else ""
    return Text(f"{told} (by {plain(decision.decided_by)}){verdict}")


def _address(url: str) -> Text:
    return Text(plain(url), style="cyan", overflow="fold")


def _lines(lines: Iterable[RenderableType], nothing: str = "None.") -> RenderableType:
    every = list(lines)
    if not every:
        return Text(nothing, style="dim")
    more = [Text(f"… and {len(every) - MOST:,} more", style="dim")] if len(every) > MOST else []
    return Group(*every[:MOST], *more)
