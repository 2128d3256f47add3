"""Hands in a real LibreOffice: reads jobs as JSON lines from standard input; run by the Python that has `uno`."""

import json
import pathlib
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
    "csv": "Text - txt - csv (StarCalc)",
    "html": "HTML (StarCalc)",
    "fods": "OpenDocument Spreadsheet Flat XML",
    "pdf": "calc_pdf_Export",
}


def value(name, what):
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # noqa: BLE001 — it is still starting
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


class Hands:
    def __init__(self, document):
        self.document = document
        self.sheet = document.Sheets.getByName("Pages")
        for name in document.Sheets.ElementNames:
            document.Sheets.getByName(name).unprotect("")

    def type(self, cells):
        for cell, text in cells.items():
            one = self.sheet.getCellRangeByName(cell)
            if isinstance(text, (int, float)):
                one.Value = text
            else:
                one.String = text

    def formula(self, cell, text):
        self.sheet.getCellRangeByName(cell).Formula = text

    def sort(self, cells, column, down=False):
        field = TableSortField()
        field.Field, field.IsAscending = column, not down
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        self.sheet.getCellRangeByName(cells).sort(
            (value("SortFields", fields), value("ContainsHeader", False), value("BindFormatsToContent", False))
        )

    def clear(self, cells):
        self.sheet.getCellRangeByName(cells).clearContents(1023)

    def copy(self, cells, to):
        self.sheet.copyRange(
            self.sheet.getCellRangeByName(to).CellAddress, self.sheet.getCellRangeByName(cells).RangeAddress
        )

    def move(self, cells, to):
        self.sheet.moveRange(
            self.sheet.getCellRangeByName(to).CellAddress, self.sheet.getCellRangeByName(cells).RangeAddress
        )

    def drag(self, cells):
        self.sheet.getCellRangeByName(cells).fillAuto(0, 1)

    def merge(self, cells):
        self.sheet.getCellRangeByName(cells).merge(True)

    def delete_rows(self, first, count):
        self.sheet.Rows.removeByIndex(first - 1, count)

    def insert_rows(self, before, count):
        self.sheet.Rows.insertByIndex(before - 1, count)

    def delete_columns(self, letters):
        for letter in sorted(letters.split(), key=lambda text: (len(text), text), reverse=True):
            index = self.sheet.getCellRangeByName(f"{letter}1").CellAddress.Column
            self.sheet.Columns.removeByIndex(index, 1)

    def insert_columns(self, before, count):
        self.sheet.Columns.insertByIndex(self.sheet.getCellRangeByName(f"{before}1").CellAddress.Column, count)

    def hide_rows(self, first, count):
        for n in range(first - 1, first - 1 + count):
            self.sheet.Rows.getByIndex(n).IsVisible = False

    def hide_columns(self, letters):
        for letter in letters.split():
            self.sheet.getCellRangeByName(f"{letter}1").Columns.getByIndex(0).IsVisible = False

    def rename_sheet(self, name):
        self.sheet.Name = name

    def copy_sheet(self, name):
        self.document.Sheets.copyByName("Pages", name, 1)

    def on_sheet(self, name):
        self.sheet = self.document.Sheets.getByName(name)

    def delete_other_sheets(self):
        for name in self.document.Sheets.ElementNames:
            if name != self.sheet.Name:
                self.document.Sheets.removeByName(name)

    def values_only(self):
        """Paste the visible texts into a new workbook."""
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        address = cursor.RangeAddress
        area = self.sheet.getCellRangeByPosition(0, 0, address.EndColumn, address.EndRow)
        data = area.DataArray
        self.document.Sheets.insertNewByName("Sheet1", 0)
        new = self.document.Sheets.getByName("Sheet1")
        new.getCellRangeByPosition(0, 0, address.EndColumn, address.EndRow).DataArray = data
        self.sheet = new
        self.delete_other_sheets()

    def comment(self, cell, text):
        self.sheet.Annotations.insertNew(self.sheet.getCellRangeByName(cell).CellAddress, text)

    def colour(self, cells, rgb):
        self.sheet.getCellRangeByName(cells).CellBackColor = rgb


def do(desktop, job):
    source = uno.systemPathToFileUrl(job["file"])
    document = desktop.loadComponentFromURL(source, "_blank", 0, (value("Hidden", True),))
    try:
        hands = Hands(document)
        for name, *given in job["steps"]:
            if isinstance(given[-1] if given else None, dict) and name != "type":
                getattr(hands, name)(*given[:-1], **given[-1])
            else:
                getattr(hands, name)(*given)
        document.CurrentController.setActiveSheet(hands.sheet)
        for target in job["to"]:
            ending = pathlib.PurePath(target).suffix[1:]
            options = [value("FilterName", FILTERS[ending])]
            if ending == "csv":
                options.append(value("FilterOptions", job.get("csv", "44,34,76,1,,0,false,true,false,false,false,2")))
            if job.get("password"):
                options.append(value("Password", job["password"]))
            document.storeToURL(uno.systemPathToFileUrl(target), tuple(options))
    finally:
        document.close(True)


def main():
    desktop = connect(sys.argv[1])
    for line in sys.stdin:
        try:
            do(desktop, json.loads(line))
            print("done", flush=True)  # noqa: T201 — the answer
        except Exception as error:  # noqa: BLE001 — the test shows it
            print(f"failed: {error!r}", flush=True)  # noqa: T201 — the answer
    desktop.terminate()


main()
