"""Drives a real LibreOffice: run by the system's Python, which has UNO; reads steps as JSON, prints what it saw.

Usage: calc.py FILE STEPS; a step is [name, argument …].
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.table import TableSortField


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


class Calc:
    """One document in a LibreOffice of its own."""

    def __init__(self, file, profile):
        pipe = f"audit{os.getpid()}"
        quietly = ["--headless", "--norestore", "--nologo", "--nofirststartwizard"]
        command = ["soffice", f"-env:UserInstallation=file://{profile}", *quietly]
        self.process = subprocess.Popen(
            [*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(240):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                time.sleep(0.25)
        manager = context.ServiceManager
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.document = self.desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, ())

    def sheet(self, name):
        return self.document.Sheets.getByName(name)

    def read(self, sheet, area):
        cells = self.sheet(sheet).getCellRangeByName(area)
        rows = [
            [cells.getCellByPosition(x, y).String for x in range(cells.Columns.Count)] for y in range(cells.Rows.Count)
        ]
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    def fill(self, sheet, values):
        """Put values in, as pasting would: no validation is asked."""
        for cell, text in values.items():
            self.sheet(sheet).getCellRangeByName(cell).String = text
        self.document.calculateAll()

    def sort(self, sheet, area, column, ascending=True):
        field = TableSortField()
        field.Field, field.IsAscending = column, ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        target = self.sheet(sheet).getCellRangeByName(area)
        target.sort((prop("SortFields", fields), prop("ContainsHeader", False), prop("BindFormatsToContent", True)))

    def check(self, sheet, cell):
        check = self.sheet(sheet).getCellRangeByName(cell).Validation
        refuses = check.ErrorAlertStyle.value if check.ShowErrorMessage else ""
        return [check.Type.value, check.getFormula1(), refuses, check.ErrorMessage]

    def protected(self, sheet):
        return self.sheet(sheet).isProtected()

    def visible(self):
        return {name: self.sheet(name).IsVisible for name in self.document.Sheets.ElementNames}

    def save(self, file, filter_name):
        self.document.storeToURL(Path(file).as_uri(), (prop("FilterName", filter_name),))

    def close(self):
        self.document.setModified(False)
        self.document.close(True)
        with contextlib.suppress(DisposedException):  # it may be gone before it can say so
            self.desktop.terminate()
        self.process.wait(20)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        calc = Calc(sys.argv[1], folder)
        try:
            steps = json.loads(sys.argv[2])
            seen = [getattr(calc, name)(*arguments) for name, *arguments in steps]
            sys.stdout.write(json.dumps(seen))
        finally:
            calc.close()
