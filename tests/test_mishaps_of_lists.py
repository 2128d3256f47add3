"""What people do to the list itself: push, tear apart, paste elsewhere. No answer at another page, none in silence."""

import email.message
import io
import re
from collections import Counter

import openpyxl
import pytest
from returns import NOW, fill, ledger, ready, url_of, worksheet
from writers import as_csv, as_html, as_xlsx

from assignments.merge import merge
from assignments.reading.child import Reader
from assignments.records import State

ANSWERED, FIRST, LAST = 15, 3, 23
HOME = {"accepted": 15, "unchanged": 5}


class Lists:
    """The lists of two people as rows of texts, answered."""

    def __init__(self, work, folder):
        self.maria, self.jon = (self._rows(work, folder, name) for name in ("maria", "jon"))
        self.at = {heading: column for column, heading in enumerate(self.maria[2])}

    @staticmethod
    def _rows(work, folder, name):
        file = fill(worksheet(work, name), folder / f"{name}.xlsx", range(ANSWERED))
        with Reader() as reader:
            lines = {line.number: line.cells for line in reader.read(file, name).tables[1].lines}
        width = max(max(cells) for cells in lines.values())
        return [[lines.get(n, {}).get(c, "") for c in range(1, width + 1)] for n in range(1, LAST + 1)]

    @property
    def rows(self):
        return [list(row) for row in self.maria]

    def block(self, rows, first, last, by):
        """Move the cells of some columns down (or up) by so many rows."""
        columns = range(self.at[first], self.at[last] + 1)
        body = [[row[c] for c in columns] for row in rows[FIRST:LAST]]
        for n, row in enumerate(rows[FIRST:LAST]):
            values = body[n - by] if 0 <= n - by < len(body) else [""] * len(columns)
            for column, value in zip(columns, values, strict=True):
                row[column] = value
        return rows

    def only(self, *headings, change=lambda text: text):
        return [[change(row[self.at[heading]]) for heading in headings] for row in self.maria[FIRST : FIRST + ANSWERED]]

    def without(self, rows, *headings):
        for row in rows[FIRST:]:
            for heading in headings:
                row[self.at[heading]] = ""
        return rows


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    with ready(folder / "audit") as work:
        return Lists(work, folder)


def book(rows, *more):
    return "list.xlsx", as_xlsx([("Pages", rows), *more])


def typed(rows, change):
    """The same rows through openpyxl, which keeps formulas."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    change(made.active)
    out = io.BytesIO()
    made.save(out)
    return "list.xlsx", out.getvalue()


def mail(text="", html=""):
    message = email.message.EmailMessage()
    message["From"], message["Subject"] = "maria@town.example", "Fwd: pages"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return "pages.eml", bytes(message)


def links(lists, sheet):
    for n, row in enumerate(lists.maria[FIRST:LAST], FIRST + 1):
        url, title = row[lists.at["Web address"]], row[lists.at["Page"]]
        sheet.cell(n, lists.at["Web address"] + 1).value = f'=HYPERLINK("{url}","{title}")'


def beside(lists, words):
    return [[*row, words if FIRST <= n < FIRST + ANSWERED else ""] for n, row in enumerate(lists.maria)]


def one_cell(rows):
    text = as_csv([("", [[cell.replace("\n", " ") for cell in row] for row in rows])], ";").decode("utf-8-sig")
    return [[line] for line in text.splitlines()]


SHORT = ("Web address", "Decision", "Which page instead?")
ALL_ASKED = {"invalid": 15, "unchanged": 5}
LOST = {"unplaced": 15, "unchanged": 5}
MISHAPS = {
    "two people's sheets in one file": (
        lambda it: book(it.rows, ("Jon", it.jon)), {"accepted": 30, "unchanged": 10}, "",
    ),
    "two people's lists side by side": (
        lambda it: book([[*a, "", *b] for a, b in zip(it.maria, it.jon, strict=True)]),
        {"accepted": 30, "unchanged": 10},
        "",
    ),
    "rows and columns exchanged": (lambda it: book([list(column) for column in zip(*it.maria, strict=True)]), HOME, ""),
    "answers pushed down without their key": (
        lambda it: book(it.block(it.rows, "Decision", "Note", 1)),
        ALL_ASKED,
        "Decision and minutes would stand in the same rows if one had not been moved alone",
    ),
    "all answers pushed below the last page": (
        lambda it: book([*it.maria[: FIRST], *pushed(it)]),
        {"unchanged": 1, "invalid": 14, "unplaced": 1},
        "as if they were moved down alone",
    ),
    "answers pushed down with their key": (
        lambda it: book(it.block(it.rows, "Decision", "Row key", 1)), HOME, "the answer belongs to",
    ),
    "decisions pushed down alone": (
        lambda it: book(it.block(it.rows, "Decision", "Decision", 1)), {"invalid": 16, "unchanged": 4}, "moved alone",
    ),
    "decisions pushed up alone": (
        lambda it: book(it.block(it.rows, "Decision", "Decision", -1)), ALL_ASKED, "as if one was moved alone",
    ),
    "IDs sorted alone, with nothing but titles beside them": (
        lambda it: book(sorted_ids(it.without(it.rows, "Row key", "Web address"))), LOST, "the title beside it for",
    ),
    "addresses sorted alone": (lambda it: book(sorted_alone(it.rows, it.at["Web address"])), HOME, ""),
    "address and decision in a fresh workbook": (
        lambda it: book(it.only(*SHORT)), {"accepted": 9, "invalid": 6}, "the address tells",
    ),
    "with headings": (lambda it: book([["URL", "What to do", "Where"], *it.only(*SHORT)]), {"accepted": 15}, "tells"),
    "with paths for pages": (
        lambda it: book([["Page", *SHORT[1:]], *it.only(*SHORT, change=path_of)]),
        {"accepted": 15},
        "the address tells",
    ),
    "with addresses as one says them": (
        lambda it: book([list(SHORT), *it.only(*SHORT, change=lambda t: t.replace("https://www.", ""))]),
        {"accepted": 15},
        "the address tells",
    ),
    "with the other scheme and a slash": (
        lambda it: book([list(SHORT), *it.only(*SHORT, change=other_spelling)]),
        {"accepted": 15},
        "the address tells",
    ),
    "with titles": (
        lambda it: book([["Page", *SHORT[1:]], *it.only("Page", *SHORT[1:])]), {"unplaced": 15}, "By its title",
    ),
    "addresses made formulas": (
        lambda it: typed(it.without(it.rows, "ID", "Row key"), lambda sheet: links(it, sheet)), HOME, "tells",
    ),
    "text of a CSV in one column": (lambda it: book(one_cell(it.maria)), HOME, ""),
    "each line of a CSV in quotation marks": (lambda it: quoted(it.maria), HOME, ""),
    "UTF-16 without its mark": (
        lambda it: ("list.txt", as_csv([("", it.maria)], "\t").decode("utf-8-sig").encode("utf-16-le")), HOME, "",
    ),
    "rows pasted into a mail": (lambda it: mail(html=as_html([("", it.maria)]).decode()), HOME, ""),
    "rows typed into a mail": (
        lambda it: mail("\n".join("\t".join(row) for row in it.only("ID", "Decision", "Which page instead?"))),
        {"accepted": 9, "invalid": 6},
        "",
    ),
    "IDs with invisible letters, in small letters, with dashes": (
        lambda it: book(spoiled(it.without(it.rows, "Row key", "Web address"))), HOME, "",
    ),
    "a second decision beside each": (
        lambda it: book(beside(it, "keep")), {"accepted": 3, "invalid": 12, "unchanged": 5}, "Which is it?",
    ),
    "decisions in the column of reasons": (
        lambda it: book(swapped(it.rows, it.at["Decision"], it.at["Reason"])), None, "",
    ),
    "formulas that point at the decision above": (
        lambda it: typed(it.rows, lambda sheet: [setattr(sheet.cell(n, 5), "value", "=E4") for n in range(5, 19)]),
        {"accepted": 1, "invalid": 14, "unchanged": 5},
        "is no decision",
    ),
    "errors in the place of IDs and addresses": (
        lambda it: book(errors(it, "ID", "Web address")),
        HOME,
        "the hidden key says",
    ),
    "errors in the place of the pages that take over": (
        lambda it: book(errors(it, "Which page instead?")),
        {"accepted": 9, "invalid": 6, "unchanged": 5},
        "The cell for the page that takes over shows a spreadsheet error",
    ),
    "addresses pushed down alone, without ID and key": (
        lambda it: book(it.block(it.without(it.rows, "ID", "Row key"), "Web address", "Web address", 1)),
        {"unplaced": 15, "unchanged": 5},
        "stands beside the title of",
    ),
    "IDs put into the titles": (
        lambda it: book(titled(it)), HOME, "",
    ),
    "notes that go on in the row below": (
        lambda it: book(going_on(it.maria)),
        {"accepted": 15, "unplaced": 15, "unchanged": 5},
        "Nothing in the row tells",
    ),
}  # fmt: skip


def path_of(text):
    return text.replace("https://www.town.example", "")


def other_spelling(text):
    return f"{text.replace('https://www.', 'http://')}/" if text.startswith("http") else text


def quoted(rows):
    lines = (text.replace('"', '""') for (text,) in one_cell(rows))
    return "list.csv", "".join(f'"{line}"\r\n' for line in lines).encode()


def errors(lists, *headings):
    rows = lists.rows
    for row in rows[FIRST:]:
        for heading in headings:
            row[lists.at[heading]] = "#REF!" if row[lists.at[heading]] else ""
    return rows


def titled(lists):
    rows = lists.rows
    for row in rows[FIRST:]:
        row[lists.at["Page"]] = f"{row[lists.at['ID']]} {row[lists.at['Page']]}"
    return lists.without(rows, "ID", "Row key", "Web address")


def going_on(rows):
    for n, row in enumerate(rows):
        yield row
        if FIRST <= n < FIRST + ANSWERED:
            yield [*[""] * 7, "and more"]


def pushed(lists):
    """Fifteen pages, all answered one row too low, without minutes."""
    first, end = lists.at["Decision"], lists.at["Row key"]
    rows = [*lists.rows[FIRST : FIRST + ANSWERED], [""] * len(lists.maria[0])]
    answers = [[""] * (end - first), *(row[first:end] for row in rows[:-1])]
    for row, answer in zip(rows, answers, strict=True):
        row[first:end] = answer
        row[lists.at["Minutes"]] = ""
    return rows


def sorted_alone(rows, column):
    for row, value in zip(rows[FIRST:], sorted(row[column] for row in rows[FIRST:]), strict=True):
        row[column] = value
    return rows


def sorted_ids(rows):
    return sorted_alone(rows, 0)


def swapped(rows, a, b):
    for row in rows[FIRST:]:
        row[a], row[b] = "", row[a]
    return rows


def spoiled(rows):
    ways = (
        lambda t: f"\u00a0{t} ", lambda t: f"{t[:3]}\u200b{t[3:]}", str.lower, lambda t: f"{t[:3]}-{t[3:]}",
        lambda t: f"\ufeff{t}",
    )  # fmt: skip
    for n, row in enumerate(rows[FIRST:]):
        row[0] = ways[n % len(ways)](row[0])
    return rows


@pytest.mark.parametrize("name", MISHAPS)
def test_mishap(lists, tmp_path, name):
    make, expected, words = MISHAPS[name]
    file, data = make(lists)
    (tmp_path / file).write_bytes(data)
    with ready(tmp_path / "audit") as work:
        summary = merge(work, [tmp_path / file], NOW)
        answers = ledger(work)

    assert sum(one.rows for one in summary.files) == len(answers)
    if expected is not None:
        assert Counter(one.state.value for one in answers) == expected
    assert any(words in one.message for one in answers)
    for one in answers:
        noted = re.search(r"note (\d+)", one.note)
        if noted and one.state in (State.ACCEPTED, State.CONFLICT):
            assert one.page_url in (url_of(int(noted[1])), url_of(int(noted[1]) + 20))  # Jon's pages are 20 on


def test_what_stands_in_columns_of_ones_own_is_named(lists, tmp_path):
    rows = beside(lists, "please look at this one again")
    rows[2][-1] = "My comment"
    (tmp_path / "list.xlsx").write_bytes(as_xlsx([("Pages", rows)]))
    with ready(tmp_path / "audit") as work:
        (told,) = merge(work, [tmp_path / "list.xlsx"], NOW).files

    assert told.states == HOME
    assert told.message == (
        "What stands in columns that are not ours was kept, but not read; please look: “My comment” (15 rows)."
    )


def test_a_word_for_all_pages_above_the_list_is_named(lists, tmp_path):
    rows = lists.rows
    rows[0][3] = "All of these: keep please!"
    (tmp_path / "list.xlsx").write_bytes(as_xlsx([("Pages", rows)]))
    with ready(tmp_path / "audit") as work:
        (told,) = merge(work, [tmp_path / "list.xlsx"], NOW).files

    assert told.message == (
        "Above the list somebody wrote “All of these: keep please!”, which was not read: if it is about all pages, "
        "please ask."
    )
