"""Turns what was noticed about a page into one suggested decision with its reasons, by a table that can be changed."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import ClassVar, NamedTuple

import msgspec

from audit.evidence import cut
from audit.rule import Finding
from audit.signals import NUMBERS, OTHERS, WORDS, Signals, is_known
from audit.site import Site
from crawler.settings import Section, SettingsError, read

TABLE = "suggestions.toml"
NONE = "none"
"""The decision of a row that ends the search without a suggestion."""
FOLDER = 3
"""Fewer pages of a folder have nothing in common."""
DECISIONS = (NONE, "keep", "update", "rewrite", "merge", "archive", "delete", "convert")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What could become of one page; a person decides."""

    TABLE: ClassVar[str] = "suggestions"
    KEY: ClassVar[tuple[str, ...]] = ("page_url",)
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    decision: str
    because: str
    """The signals that speak for it, in words."""
    target: str = ""
    """For merge: the page that is to stay."""


class Folder(NamedTuple):
    """The pages of a folder of which a row speaks."""

    pages: int
    points: float
    """What they have on average."""
    enough: int
    """How many have enough by themselves."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the table."""

    decision: str
    name: str = ""
    """By which audit.toml may weigh the row anew."""
    when: tuple[str, ...] = ()
    """Signals that must all hold."""
    unless: tuple[str, ...] = ()
    """Signals of which none may hold."""
    points: dict[str, float] = msgspec.field(default_factory=dict)
    """What each signal that holds weighs: for the decision, or against it where it is below nothing."""
    enough: float = 0
    """So many points must come together."""
    shared: float = 0
    """This part of the points is what the pages of its folder have on average: they are kept or dropped together."""

    def holds(self, signals: Signals) -> bool:
        """Whether the row speaks of a page at all, points aside."""
        return all(map(signals.words, self.when)) and not any(map(signals.words, self.unless))

    def points_of(self, signals: Signals) -> float:
        """The points of a page by itself."""
        return sum(weight for name, weight in self.points.items() if signals.words(name))

    def reasons(self, signals: Signals, folder: Folder | None = None) -> list[str] | None:
        """What speaks for the row's decision, in words, the weightiest first; None where the row does not hold.

        The page is one of the `folder`.
        """
        if not self.holds(signals):
            return None
        points = self.points_of(signals)
        others = ""
        if folder:
            if alike := folder.enough - (points >= self.enough):
                others = f"enough signs speak against {alike} of the {folder.pages - 1} other pages in its folder"
            points = (1 - self.shared) * points + self.shared * folder.points
        if points < self.enough:
            return None
        weights: dict[str, float] = defaultdict(float)
        for name, weight in self.points.items():  # older than eight years is older than five, too: said once
            if words := signals.words(name):
                weights[words] += weight
        spoke = sorted((words for words, weight in weights.items() if weight > 0), key=lambda it: -weights[it])
        return [*map(signals.words, self.when), *spoke, *filter(None, [others])]


class SuggestionSettings(Section, frozen=True):
    """The section [suggestions] of audit.toml."""

    rows: tuple[Row, ...] = ()
    """Rows that come before the table's own."""
    enough: dict[str, float] = msgspec.field(default_factory=dict)
    """For rows of the table, by name: how many points must come together."""
    points: dict[str, dict[str, float]] = msgspec.field(default_factory=dict)
    """For rows of the table, by name: what signals weigh, where it is not what the table says."""


def table(settings: Path, rules: Iterable[str]) -> tuple[Row, ...]:
    """The rows in their order: those of audit.toml, then ours, weighed as audit.toml says.

    Raises SettingsError when it names a decision, a row or a signal that nobody knows, or a row that nothing limits.
    """
    asked = read(settings, "suggestions", SuggestionSettings)
    known = frozenset(rules)
    for row in asked.rows:
        if row.decision not in DECISIONS:
            raise SettingsError(
                f"{settings}: [suggestions] cannot suggest “{row.decision}”. Known: {', '.join(DECISIONS)}."
            )
        if not (row.when or row.points) or (row.points and row.enough <= 0):
            raise SettingsError(
                f"{settings}: a row of [suggestions] for “{row.decision}” would speak for every page. Give it signals "
                "in `when`, or `points` together with how many are `enough`."
            )
        if not 0 <= row.shared <= 1:
            raise SettingsError(
                f"{settings}: `shared` of a row of [suggestions] is {row.shared:g}; it is a part, 0 to 1."
            )
        _check_signals(settings, (*row.when, *row.unless, *row.points), known)
    for weights in asked.points.values():
        _check_signals(settings, weights, known)
    ours = tomllib.loads(files("audit").joinpath(TABLE).read_text(encoding="utf-8"))["rows"]
    return (*asked.rows, *_weighed(settings, msgspec.convert(ours, tuple[Row, ...]), asked))


def _check_signals(settings: Path, signals: Iterable[str], rules: frozenset[str]) -> None:
    for signal in signals:
        if not is_known(signal, rules):
            raise SettingsError(
                f"{settings}: [suggestions] names the signal “{signal}”, which nothing gives. It may be the id of "
                f"a rule (audit rules), one of {', '.join((*WORDS, *OTHERS))}, or one of {', '.join(NUMBERS)} with a "
                "number, such as older-than-5."
            )


def _weighed(settings: Path, ours: Iterable[Row], asked: SuggestionSettings) -> Iterator[Row]:
    """Our rows with the weights that audit.toml gives them."""
    ours = tuple(ours)
    names = [row.name for row in ours if row.name]
    for name in (*asked.enough, *asked.points):
        if name not in names:
            raise SettingsError(f"{settings}: [suggestions] has no row “{name}” to weigh. Known: {', '.join(names)}.")
    for row in ours:
        points = {**row.points, **asked.points.get(row.name, {})}
        yield msgspec.structs.replace(row, points=points, enough=asked.enough.get(row.name, row.enough))


def suggest(findings: Mapping[str, Iterable[Finding]], site: Site, rows: Iterable[Row]) -> Iterator[Suggestion]:
    """The suggestions for pages and documents that can be read, in the order of their URLs; none where no row holds.

    `findings` are all that the rules noticed, by URL, also what is only said once for the whole site.
    """
    rows = tuple(rows)
    folders = [_folders(row, findings, site) if row.shared else {} for row in rows]
    for page in site.live:
        signals = Signals(page, findings.get(page.url, ()), site)
        for row, around in zip(rows, folders, strict=True):
            reasons = row.reasons(signals, around.get(site.standing.folder(page)) if around else None)
            if reasons is None:
                continue
            if row.decision != NONE:
                survivor = site.survivor(page) if row.decision == "merge" else None
                yield Suggestion(
                    page_url=page.url,
                    decision=row.decision,
                    because=cut("; ".join(reasons), 400),
                    target=survivor.url if survivor else "",
                )
            break


def _folders(row: Row, findings: Mapping[str, Iterable[Finding]], site: Site) -> Mapping[str, Folder]:
    """The folders of pages of which the row speaks, by their path; what lies at the top of the site is in none."""
    points: dict[str, list[float]] = defaultdict(list)
    for page in site.live:
        folder = site.standing.folder(page)
        signals = Signals(page, findings.get(page.url, ()), site)
        if folder and row.holds(signals):
            points[folder].append(row.points_of(signals))
    return {
        folder: Folder(len(each), fmean(each), sum(one >= row.enough for one in each))
        for folder, each in points.items()
        if len(each) >= FOLDER
    }
