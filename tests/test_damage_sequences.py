"""Whatever people do to a workbook, in what order and how often they send it: no answer is lost or misplaced."""

import json
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from returns import NOW, decisions, ledger, ready, url_of, worksheet
from writers import FORMS

from assignments.ledger import lines
from assignments.merge import merge
from assignments.reading.child import Reader
from assignments.records import State

WORDS = (
    "keep",
    "update",
    "archive",
    "rewrite",
    "delete",
    "Keep ",
    "KEEP",
    "bin it",
    "perhaps",
    "merge",
    "not mine",
    "",
)
NOTE = re.compile(r"answer (\d+)")
COUNT = 12
"""So many of a workbook's rows are sent back: enough for columns to be told by what is in them."""


class Damage(RuleBasedStateMachine):
    """One volunteer's workbook in the hands of people, and the audit that it comes back to."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.work = ready(self.folder / "audit")
        with Reader() as reader:
            pages = reader.read(worksheet(self.work), "maria.xlsx").tables[1]
        header = dict(pages.lines[2].cells)
        self.headings = [header[column] for column in sorted(header)]
        rows = [[line.cells.get(column, "") for column in sorted(header)] for line in pages.lines[3 : 3 + COUNT]]
        self.sheets = [("Pages", [self.headings, *rows])]
        self.sent = self.before = 0

    def teardown(self):
        try:
            if hasattr(self, "keys"):
                self.come_home("xlsx")
                self.every_answer_that_counts_is_at_its_own_page()
        finally:
            self.work.close()
            shutil.rmtree(self.folder)

    @property
    def rows(self):
        return self.sheets[0][1]

    def page_of(self, row):
        """The number of the page that a row is about, by the hidden key that nothing here takes away."""
        key = next(cell for cell in row if re.fullmatch(r"\S+\.B\d+\.r1", cell))
        return next(n for n in range(40) if self.keys.get(url_of(n)) == key)

    @initialize()
    def know_the_keys(self):
        at, url = self.headings.index("Row key"), self.headings.index("Web address")
        self.keys = {row[url]: row[at] for row in self.rows[1:]}
        for row in self.rows[1:8]:
            self.fill_in(row, "keep", "fine")

    @rule(n=st.integers(0, 30), word=st.sampled_from(WORDS), reason=st.sampled_from(["", "old", "=1+1", "  "]))
    def answer(self, n, word, reason):
        self.fill_in(self.rows[1 + n % (len(self.rows) - 1)], word, reason)

    def fill_in(self, row, word, reason):
        at = {heading: place for place, heading in enumerate(self.rows[0])}
        if any(row):
            row[at["Decision"]], row[at["Reason"]] = word, reason
            row[at["Note"]] = f"answer {self.page_of(row)}"

    @rule(by=st.integers(0, 20), descending=st.booleans())
    def sort(self, by, descending):
        self.rows[1:] = sorted(self.rows[1:], key=lambda row: row[by % len(row)], reverse=descending)

    @precondition(lambda self: len(self.rows) > 6)
    @rule(n=st.integers(0, 30))
    def delete_a_row(self, n):
        del self.rows[1 + n % (len(self.rows) - 1)]

    @rule(n=st.integers(0, 30), to=st.integers(0, 30), word=st.sampled_from(["keep", "archive"]))
    def repeat_a_row(self, n, to, word):
        row = list(self.rows[1 + n % (len(self.rows) - 1)])
        self.rows.insert(1 + to % len(self.rows), row)
        self.fill_in(row, word, "")

    @rule(at=st.integers(0, 30))
    def leave_a_row_empty(self, at):
        self.rows.insert(1 + at % len(self.rows), [""] * len(self.headings))

    @rule(a=st.integers(0, 20), b=st.integers(0, 20))
    def swap_two_columns(self, a, b):
        for row in self.rows:
            a, b = a % len(row), b % len(row)
            row[a], row[b] = row[b], row[a]

    @rule(heading=st.sampled_from(["ID", "Page", "Web address", "Minutes", "Done"]))
    def empty_a_column(self, heading):
        at = self.rows[0].index(heading) if heading in self.rows[0] else 0
        for row in self.rows[1:]:
            if not re.fullmatch(r"\S+\.B\d+\.r1", row[at]):
                row[at] = ""

    @rule(name=st.sampled_from(["Pages (2)", "Feuille1", "my answers", "Ideas", "_audit2"]))
    def rename_the_sheet(self, name):
        if name not in {other for other, _ in self.sheets}:
            self.sheets[0] = (name, self.rows)

    @precondition(lambda self: len(self.sheets) < 3)
    @rule(copied=st.booleans())
    def add_a_sheet(self, copied):
        rows = [list(row) for row in self.rows] if copied else [["Shopping", "2"], ["Milk", "keep"]]
        self.sheets.append((f"Sheet{len(self.sheets) + 7}", rows))

    @rule(form=st.sampled_from(sorted(FORMS)))
    def send(self, form):
        self.come_home(form)

    def come_home(self, form):
        self.sent += 1
        file = self.folder / f"{self.sent}.{form}"
        file.write_bytes(FORMS[form](self.sheets))
        sent = self.sheets if form in ("xlsx", "ods") else self.sheets[:1]
        before = ledger(self.work)

        summary = merge(self.work, [file], NOW)

        after = ledger(self.work)
        assert after[: len(before)] == before
        (told,) = summary.files
        assert sum(told.states.values()) == told.rows == len(after) - len(before)
        if not told.again:
            typed = Counter(cell for _, rows in sent for row in rows[1:] for cell in row if NOTE.fullmatch(cell))
            assert typed == Counter(
                cell
                for one in after[len(before) :]
                for cell in json.loads(one.typed).values()
                if NOTE.fullmatch(str(cell))
            )
            self.contradictions_are_asked_about(after[len(before) :])
            assert told.rows >= sum(any(row) for row in sent[0][1][1:])
        again = (ledger(self.work), decisions(self.work))
        merge(self.work, [shutil.copy(file, self.folder / f"again-{self.sent}.{form}")], NOW)
        assert (ledger(self.work), decisions(self.work)) == again

    @staticmethod
    def contradictions_are_asked_about(answers):
        """Where a page stands several times in one file with different answers, none of them is taken."""
        of_page = defaultdict(set)
        for one in answers:
            if one.decision and one.state in (State.ACCEPTED, State.CONFLICT, State.UNCHANGED):
                of_page[one.page_url].add((one.decision, one.reason, one.note))
        for one in answers:
            assert one.state is not State.ACCEPTED or len(of_page[one.page_url]) < 2

    @invariant()
    def every_answer_that_counts_is_at_its_own_page(self):
        if self.before == self.sent:
            return
        self.before = self.sent
        for one in lines(self.work):
            noted = NOTE.fullmatch(one.note)
            assert one.state in State
            if noted and one.state in (State.ACCEPTED, State.CONFLICT):
                assert one.page_url == url_of(int(noted[1])), one.message


TestDamage = Damage.TestCase
TestDamage.settings = settings(
    max_examples=8,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
