"""The formulas of a workbook: what a row still needs, and how much is done; each with the result it has at first."""

from assignments.decisions import ASKED_WHY, NEEDS_NOTE, NEEDS_TARGET
from assignments.settings import Look
from assignments.workbook.cells import Formula, clean
from assignments.workbook.layout import Place

BAR = 20
"""Blocks of the progress bar."""


def count_done(look: Look, place: Place) -> str:
    """The number of finished rows, to be used from any sheet."""
    letter, name = place.letters["status"], place.sheet.replace("'", "''")
    return f"COUNTIF('{name}'!${letter}${place.first}:${letter}${place.last},\"{_quoted(look.words.status.done)}\")"


def bar(look: Look, place: Place) -> Formula:
    """A bar of text, which every spreadsheet program keeps, and how it looks while nothing is done."""
    filled = f"ROUND({BAR}*{count_done(look, place)}/{place.rows or 1},0)"
    return Formula(f'=REPT("█",{filled})&REPT("░",{BAR}-{filled})', "░" * BAR)


def progress(look: Look, place: Place) -> Formula:
    """The formula `6 of 60 done`, and what it gives while nothing is done."""
    before, after = (
        part.replace('"', '""') for part in look.words.status.of.format(done="\0", all=place.rows).split("\0")
    )
    thanks = look.words.status.thanks.replace('"', '""')
    formula = (
        f'="{before}"&{count_done(look, place)}&"{after}"&IF({count_done(look, place)}>={place.rows},"{thanks}","")'
    )
    return Formula(formula, look.words.status.of.format(done=0, all=place.rows))


def status(look: Look, place: Place, row: int) -> Formula:
    """The formula that says what a row still needs; it travels with its row when the sheet is sorted."""
    says = look.words.status
    cell = {field: f"{place.letters[field]}{row}" for field in ("decision", "reason", "target", "note")}
    missing = lacking(look, cell)
    hints = {"target": says.which_page, "reason": says.why, "note": says.question}
    formula = f'"{_quoted(says.done)}"'
    for field in reversed(hints):
        formula = f'IF({missing[field]},"{_quoted(hints[field])}",{formula})'
    empty = "&".join(cell[field] for field in ("reason", "target", "note"))
    known = f"COUNTIF(Decisions,{cell['decision']})=0"
    decide = _quoted(says.decide)
    return Formula(f'=IF({cell["decision"]}="",IF({empty}="","","{decide}"),IF({known},"{decide}",{formula}))', "")


def lacking(look: Look, cell: dict[str, str]) -> dict[str, str]:
    """For each field that can lack, the condition under which it does, given the cells of one row."""
    needs = {"target": NEEDS_TARGET, "reason": ASKED_WHY, "note": NEEDS_NOTE}
    conditions = {}
    for field, decisions in needs.items():
        words = [look.decisions[name].word for name in look.decisions if name in decisions]
        equal = ",".join(is_text(cell["decision"], word) for word in words) or "FALSE"
        conditions[field] = f'AND(OR({equal}),{cell[field]}="")'
    return conditions


def is_text(cell: str, text: str) -> str:
    """The condition that a cell holds a text, whatever the case."""
    return f'{cell}="{_quoted(text)}"'


def _quoted(text: str) -> str:
    """A text inside a formula's quotation marks."""
    return clean(text, 200).replace('"', '""')
