"""Lays the overview out as one HTML file that needs nothing else: no network, no script, no colour."""

import base64
import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from assignments.records import Answer
from assignments.report.overview import Overview
from assignments.report.site import AgeBar
from assignments.said import counted, day
from audit.rule import Severity

RULES, LIST, OUTCOMES = 12, 25, 30
"""Longest lists in the report; the rest is in the workbook."""
NAMED = 5
"""So many rows are named one by one."""
WIDTH, HEIGHT, FLOOR, TOP = 760, 230, 200, 24
"""The chart, in units of its own."""
CERTAINTY = {"sure": "sure", "likely": "likely", "hint": "a hint"}
OUTSIDE = {
    "ok": "answer", "redirect": "lead on to another address", "broken": "do not exist any more",
    "unsure": "could not be checked", "unchecked": "were not asked",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart, in its units."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    pages: int
    label: str
    old: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart of years."""

    width: int
    height: int
    floor: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one returned file about which the same is to be said."""

    file: str
    rows: str
    """`row 4`, `rows 4, 7 and 9` or `17 rows, the first is row 4`."""
    message: str


def html(o: Overview) -> str:
    """The whole report as HTML; equal overviews give equal bytes."""
    pages = Environment(
        loader=PackageLoader("assignments", "report"),
        autoescape=True,
        trim_blocks=False,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    pages.filters |= {
        "number": lambda number: f"{number:,}",
        "counted": counted,
        "share": share,
        "percent": lambda count, most: f"{100 * count / most:.1f}" if most else "0",
        "day": lambda time: day(time if isinstance(time, str) else time.isoformat()),
        "moment": moment,
        "path": lambda url: url.partition("://")[2].partition("/")[2].join(("/", "")) if "://" in url else url,
    }
    script = (resources.files("assignments") / "report" / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return pages.get_template("report.html.jinja").render(
        o=o,
        w=o.work,
        titles=o.titles,
        readable=o.pages + o.documents,
        contents=contents(o),
        todo=todo(o),
        shown=shown(o),
        chart=chart(o.bars),
        most_decided=max((count for _, count in o.work.kinds), default=0),
        most_suggested=max((count for _, count in o.suggested), default=0),
        certainty=CERTAINTY,
        outside_words=OUTSIDE,
        options=options_said(o.crawl.options),
        version=_version(),
        script=script,
        script_hash=f"sha256-{digest}",
    )


def shown(o: Overview) -> dict[str, Any]:
    """The beginnings of long lists."""
    grave = sum(line.severity is not Severity.LOW for line in o.rules)
    unread = alike(o.work.unread)
    return {
        "rules": o.rules if len(o.rules) <= RULES else o.rules[: max(grave, RULES)],
        "disputes": o.work.disputes[:LIST],
        "questions": o.work.questions[:LIST],
        "unread": [rows for rows, _ in unread[:LIST]],
        "more_unread": sum(count for _, count in unread[LIST:]),
        "ideas": o.work.ideas[:LIST],
        "problems": o.work.problems[:LIST],
        "undone": o.work.undone[:LIST],
        "outcomes": o.outcomes[:OUTCOMES],
    }


def alike(unread: Iterable[Answer]) -> list[tuple[Rows, int]]:
    """Rows of a file about which the same is to be said, said once, each with their number."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in unread:
        found.setdefault((one.file, one.message or one.state), []).append(one.row)
    return [(Rows(file, _rows(sorted(rows)), message), len(rows)) for (file, message), rows in found.items()]


def _rows(rows: Sequence[int]) -> str:
    if len(rows) > NAMED:
        return f"{counted(len(rows), 'row')}, the first is row {rows[0]}"
    *before, last = map(str, rows)
    return f"rows {', '.join(before)} and {last}" if before else f"row {last}"


def options_said(options: Mapping[str, Any]) -> str:
    """What was asked of the crawl beyond the usual, as it is typed; empty where nothing was."""
    given = {
        "max_pages": "--max-pages {}", "max_depth": "--max-depth {}", "include": "--include {}",
        "exclude": "--exclude {}", "sitemaps": "--sitemap {}", "list": "--list (a list of addresses)",
        "from_warc": "--from-warc {}", "ignore_robots": "--ignore-robots",
    }  # fmt: skip
    said = [
        text.format(value)
        for name, text in given.items()
        for value in (options[name] if isinstance(options.get(name), list) else [options.get(name)])
        if value is not False and value not in (None, "")
    ]
    return " ".join([*said, *(["--no-external"] if options.get("external") is False else [])])


def contents(o: Overview) -> list[tuple[str, str]]:
    """(id, name) of the parts of this report."""
    parts = [
        ("way", "How far the work is", True),
        ("noticed", "What was noticed", True),
        ("begin", "Pages to begin with", bool(o.begin)),
        ("age", "Age", True),
        ("sections", "Sections", True),
        ("decided", "Decisions and people", True),
        ("conflicts", "Clashes", bool(o.work.disputes)),
        (
            "questions",
            "Questions and ideas",
            bool(o.work.questions or o.work.unread or o.work.unreadable or o.work.ideas),
        ),
        ("redirects", "Redirects", True),
        ("verified", "Was it done?", bool(o.work.verdicts)),
        ("coverage", "Coverage", True),
        ("made", "How it was made", True),
    ]
    return [(place, name) for place, name, there in parts if there]


def todo(o: Overview) -> list[tuple[str, str]]:
    """What waits for the lead, with the place in the report that tells more."""
    w = o.work
    waiting = [
        (len(w.disputed), "{} on which decisions clash", "page", "conflicts"),
        (len(w.questions), "{} from colleagues who are not sure", "question", "questions"),
        (len(w.unreadable), "{} that could not be read", "returned file", "questions"),
        (len(w.unread), "{} that could not be understood or placed", "returned row", "questions"),
        (len(w.problems), "{} of the redirect map that cannot be used yet", "line", "redirects"),
        (len(w.undone), "{} not carried out to the end, as far as could be seen", "decision", "verified"),
        (len(o.failures), "{} that failed, so that something may have been missed", "rule", "made"),
        (o.crawl.state != "finished" and 1, "The crawl is not complete: some pages were not looked at", "", "coverage"),
    ]
    return [(text.format(counted(count, noun)), place) for count, text, noun, place in waiting if count]


def chart(bars: tuple[AgeBar, ...]) -> Chart | None:
    """Place the bars of years; None when there is nothing to show."""
    if not bars:
        return None
    step = WIDTH / max(len(bars), 8)
    most = max(bar.pages for bar in bars)
    placed = []
    for place, bar in enumerate(bars):
        tall = round((FLOOR - TOP) * bar.pages / most, 1)
        placed.append(
            Bar(
                x=round(place * step + step * 0.14, 1),
                y=round(FLOOR - tall, 1),
                width=round(step * 0.72, 1),
                height=tall,
                middle=round((place + 0.5) * step, 1),
                pages=bar.pages,
                label=bar.label,
                old=bar.old,
            )
        )
    return Chart(WIDTH, HEIGHT, FLOOR, tuple(placed))


def share(count: int, whole: int) -> str:
    """`12 %`; never 0 % of something and never 100 % of less than all."""
    if not whole or not count:
        return "0 %"
    percent = round(100 * count / whole)
    return f"{min(max(percent, 1), 99 if count < whole else 100)} %"


def moment(time: str | datetime.datetime) -> str:
    """`3 May 2019, 14:05 UTC`."""
    try:
        when = datetime.datetime.fromisoformat(time) if isinstance(time, str) else time
    except ValueError:
        return str(time)
    return f"{day(when.isoformat())}, {when:%H:%M} {when:%Z}".strip()


def _version() -> str:
    """The version of this program; empty when it runs without being installed."""
    try:
        return version("audit")
    except PackageNotFoundError:
        return ""
