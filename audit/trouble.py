"""What can go wrong with a rule that somebody else wrote: said in a sentence with file and line, and ended in time."""

import signal
import threading
import traceback
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from types import FrameType, FunctionType, GeneratorType, TracebackType
from typing import Self

from audit.rule import Certainty, Rule, Seen, Severity
from crawler.errors import AuditError

OWN_RULES = "audit.rules."
"""The modules of the rules that come with this program; they may take the time that a large site needs."""
PATIENCE = 60
"""Seconds that a rule of somebody else may think about one page."""
PARAGRAPHS = 3
"""Of a rule's doc: what, why, how."""
MOST_ON_A_PAGE = 10_000
"""A rule of somebody else that yields more on one page has no end."""


class RuleAnswerError(Exception):
    """A rule answers in a way that nobody can use; the message says how."""


class TooLongError(BaseException):
    """A rule takes too long; no rule is to catch this, so it is no Exception."""


def out_of_form(rule: Rule) -> str:
    """What of a rule nobody can use or show, and how it should be; empty where all is well."""
    if not isinstance(rule.check, FunctionType):
        return "`check` must be a function: def check(page, site)"
    if not isinstance(rule.severity, Severity) or not isinstance(rule.certainty, Certainty):
        return "`severity` and `certainty` must be one of Severity and one of Certainty, such as Severity.LOW"
    if len(rule.doc.strip().split("\n\n")) != PARAGRAPHS:
        return "`doc` must have three paragraphs: what is noticed, why it matters, how to put it right"
    if not (rule.flags and rule.passes and rule.flags[0].says):
        return "`flags` and `passes` must each hold an example, and the one that is flagged must tell what it `says`"
    return ""


def is_ours(rule: Rule) -> bool:
    """Whether a rule came with the program."""
    return rule.check.__module__.startswith(OWN_RULES)


def answers(found: object, *, ours: bool) -> list[Seen]:
    """What a rule's `check` gave, as a list.

    Raises RuleAnswerError where it is no series of texts and Seen, or has no end; those of our own end, on a page of as
    many links as somebody likes.
    """
    if not isinstance(found, GeneratorType) and (not isinstance(found, Iterable) or isinstance(found, str)):
        raise RuleAnswerError(f"`check` must yield what was seen, but it returns {found!r}")
    seen = []
    for one in islice(found, None if ours else MOST_ON_A_PAGE + 1):
        if not isinstance(one, str | Seen):
            raise RuleAnswerError(f"`check` must yield text or Seen, but it yields {one!r}")
        seen.append(_in_form(one) if isinstance(one, Seen) else Seen(one))
    if len(seen) > MOST_ON_A_PAGE and not ours:
        raise RuleAnswerError(f"`check` yields more than {MOST_ON_A_PAGE:,} things on one page")
    return seen


def _in_form(seen: Seen) -> Seen:
    """What was seen, when it can be kept and shown; RuleAnswerError when it cannot."""
    if not isinstance(seen.evidence, str):
        raise RuleAnswerError(f"Seen must hold a text, but it holds {seen.evidence!r}")
    for kind, given in ((Severity, seen.severity), (Certainty, seen.certainty)):
        if given is not None and not isinstance(given, kind):
            one_of = ", ".join(f"{kind.__name__}.{one.name}" for one in kind)
            raise RuleAnswerError(f"Seen has {given!r} where one of {one_of} or nothing must stand")
    return seen


def said(error: BaseException, file: str) -> str:
    """What went wrong, with the file and the last line of it where that happened: “old_logo.py, line 12: …”."""
    if isinstance(error, SyntaxError):
        return f"{Path(error.filename or file).name}, line {error.lineno}: this is no Python: {error.msg}"
    lines = [step.lineno for step in traceback.extract_tb(error.__traceback__) if step.filename == file]
    where = f"{Path(file).name}, line {lines[-1]}: " if lines else ""
    if isinstance(error, RuleAnswerError | TooLongError | AuditError):
        return f"{where}{error}"
    return f"{where}{type(error).__name__}: {error}".rstrip(": ")


class Patience:
    """Ends a rule of somebody else that thinks too long about a page.

    Works where the system has interval timers (not on Windows) and in the main thread; elsewhere nothing is ended, and
    Ctrl-C remains.
    """

    def __init__(self, seconds: float = PATIENCE) -> None:
        self._seconds = seconds
        self._asked: Rule | None = None
        self._ticks = 0
        self._can = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Self:
        if self._can:
            self._before = signal.signal(signal.SIGALRM, self._tick)
            signal.setitimer(signal.ITIMER_REAL, self._seconds / 2, self._seconds / 2)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._can:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)

    def begin(self, rule: Rule) -> None:
        """A rule is asked about a page; ours need no watching (see `is_ours`)."""
        self._ticks = 0
        self._asked = rule

    def end(self) -> None:
        """It has answered."""
        self._asked = None

    def _tick(self, _number: int, _frame: FrameType | None) -> None:
        """Half of the time is over; the third tick within one question ends it: two whole halves lie between."""
        self._ticks += 1
        if self._asked is not None and self._ticks > 2:  # noqa: PLR2004 — the first half may have begun before
            self._asked = None
            raise TooLongError(f"no answer within {self._seconds:g} seconds, so it was not asked about other pages")
