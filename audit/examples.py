"""Tries a rule on its own examples: each becomes a small site in a workspace, just as a crawl would record it."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import structs

from audit.rule import Example, Rule
from audit.site import Site
from audit.visits import Visits
from crawler.extract import extract
from crawler.page import Extract, Response
from crawler.text import count_words
from crawler.workspace import Discovered, Scope, Workspace

AT = "2026-06-01T00:00:00+00:00"
"""When the pages of examples were fetched."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule said of one example."""

    example: Example
    said: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether it said exactly what it should."""
        return self.said == self.example.says


def try_rule(rule: Rule) -> list[Tried]:
    """Ask a rule about each of its examples, those that it flags first; what its code raises goes on to the caller."""
    return list(try_rules([rule]))


def try_rules(rules: Iterable[Rule]) -> Iterator[Tried]:
    """The same for several rules, with one workspace for all."""
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder), create=True) as workspace:
        for rule in rules:
            for example in (*rule.flags, *rule.passes):
                yield Tried(example, said(rule, example, workspace))


def said(rule: Rule, example: Example, workspace: Workspace) -> tuple[str, ...]:
    """What a rule says of an example, which is recorded as one more crawl of the workspace."""
    site = site_of(example, workspace)
    page = site.page(example.url)
    assert page is not None  # it was recorded a moment ago
    if not rule.about.covers(page):
        return ()
    return tuple(seen if isinstance(seen, str) else seen.evidence for seen in rule.check(page, site))


def site_of(example: Example, workspace: Workspace) -> Site:
    """The small site that an example describes; its addresses on other hosts are only checked, as in a crawl."""
    workspace.settings_file.write_text(example.settings, encoding="utf-8")
    every = (example, *example.others)
    own = urlsplit(example.url).netloc
    crawl = workspace.inventory.begin([f"https://{own}/"], {}, AT).id
    outside = [one.url for one in every if urlsplit(one.url).netloc != own]
    workspace.inventory.discover(crawl, [Discovered(url, scope=Scope.OUTSIDE) for url in outside])
    workspace.inventory.record(crawl, [_extracted(one) for one in every])
    counted = [Visits(page_url=one.url, views=one.views) for one in every if one.views is not None]
    workspace.replace(Visits, counted)
    return Site(workspace, crawl, example.today, {one.url: _body(one) for one in every})


def _extracted(example: Example) -> Extract:
    response = Response(
        url=example.url,
        status=example.status,
        headers={"content-type": "text/html; charset=utf-8"} | example.headers,
        body=_body(example),
        fetched_at=AT,
    )
    extract_ = extract(response)
    page, content = structs.replace(extract_.page, depth=1), extract_.content
    if example.text:
        content = structs.replace(content, text=example.text)
        page = structs.replace(page, words=count_words(example.text))
    content = structs.replace(content, document=content.document | example.document)
    return structs.replace(extract_, page=structs.replace(page, **example.facts), content=content)


def _body(example: Example) -> bytes:
    return example.html.encode() if isinstance(example.html, str) else example.html
