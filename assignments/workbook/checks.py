"""What the sheet of pages does by itself: drop-downs, friendly refusals, and colours that follow the answers."""

from itertools import groupby
from typing import Any

from assignments.settings import Look
from assignments.workbook import formulas
from assignments.workbook.cells import Canvas, GrowingSheet, clean
from assignments.workbook.layout import Column, Place

LONGEST_MESSAGE = 255
LONGEST_TITLE = 32
"""Excel's own limits for what a validation says."""


def guard(canvas: Canvas, place: Place) -> None:
    """Put validations and conditional formats on the rows of the sheet."""
    _validate_answers(canvas.sheet, canvas.look, place)
    _refuse_facts(canvas.sheet, canvas.look, place)
    _colour(canvas, place)


def _say(title: str, text: str, prefix: str) -> dict[str, str]:
    message = {"input": "input_message", "error": "error_message"}[prefix]
    return {f"{prefix}_title": clean(title, LONGEST_TITLE), message: clean(text, LONGEST_MESSAGE)}


def _validate_answers(sheet: GrowingSheet, look: Look, place: Place) -> None:
    says = look.words.cells
    free = {"show_error": False, "ignore_blank": True}
    rules: dict[str, dict[str, Any]] = {
        "decision": {"validate": "list", "source": "=Decisions"} | _say(says.pick_title, says.pick, "error"),
        "reason": {"validate": "list", "source": "=Reasons"} | free | _say(says.reason_title, says.reason, "input"),
        "target": {"validate": "list", "source": "=Targets"} | free | _say(says.target_title, says.target, "input"),
        "note": {"validate": "any"} | _say(says.note_title, says.note, "input"),
        "wrong_finding": {"validate": "any"} | _say(says.wrong_title, says.wrong, "input"),
        "minutes": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 600, "error_type": "warning"}
        | _say(says.minutes_title, says.minutes, "error"),
    }
    for n, question in enumerate(look.questions, 1):
        kind = {"validate": "list", "source": f"=Question{n}"} if question.choices else {"validate": "any"}
        hint = _say(question.heading, question.hint, "input") if question.hint else {}
        rules[f"question {n}"] = kind | free | hint if question.choices else kind | hint
    for field, rule in rules.items():
        if rule != {"validate": "any"}:
            sheet.data_validation(place.range(field), rule)


def _refuse_facts(sheet: GrowingSheet, look: Look, place: Place) -> None:
    """Cells that must be unlocked to be sorted refuse typing with a sentence; pasting gets through, reading copes."""
    says, words = look.words.cells, look.words
    refusal = {"validate": "custom", "value": "=FALSE", "ignore_blank": False}
    refusal |= _say(says.leave_title, says.leave, "error")
    explained = says.noticed.format(tab=words.tabs.explained, column=words.columns.in_full)
    hints = {"noticed": _say(says.noticed_title, explained, "input")}
    for what, run in groupby(enumerate(place.columns), key=lambda pair: _fact(pair[1])):
        numbers = [number for number, _ in run]
        if what:
            rule = refusal | hints.get(what, {})
            sheet.data_validation(place.first - 1, numbers[0], place.last - 1, numbers[-1], rule)


def _fact(column: Column) -> str:
    """What a column that refuses typing is: its name where it has a hint; empty for the answers."""
    if column.group in ("answers", "extras") and column.field != "key":
        return ""
    return "noticed" if column.field == "noticed" else "fact"


def _colour(canvas: Canvas, place: Place) -> None:
    """Red where a row lacks something, a colour a decision, and green when it is done; each is said in words too."""
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    row = {field: f"${letter}{place.first}" for field, letter in place.letters.items()}
    red = styles.change(bg_color=look.colours["missing"])
    says = look.words.status
    undecided = formulas.is_text(row["status"], says.decide)
    for field, condition in (formulas.lacking(look, row) | {"decision": undecided}).items():
        rule = {"type": "formula", "criteria": f"={condition}", "format": red, "stop_if_true": True}
        sheet.conditional_format(place.range(field), rule)
    for name, decision in look.decisions.items():
        chip = styles.change(bg_color=look.colours[name], bold=True)
        rule = {
            "type": "formula",
            "criteria": f"={formulas.is_text(row['decision'], decision.word)}",
            "format": chip,
            "stop_if_true": True,
        }
        sheet.conditional_format(place.range("decision"), rule)
    green = styles.change(bg_color=look.colours["done"])
    finished = f"={formulas.is_text(row['status'], says.done)}"
    done = {"type": "formula", "criteria": finished, "format": green}
    sheet.conditional_format(f"A{place.first}:{place.letters['wrong_finding']}{place.last}", done)
