"""Quick writers of lists in every format, for what would take too long in an office program."""

import csv
import io
import zipfile
from html import escape

import xlsxwriter


def as_csv(sheets, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(sheets[0][1])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                for column, text in enumerate(row):
                    sheet.write_string(n, column, text) if text else None
    return out.getvalue()


def as_ods(sheets, saved="2026-05-20T10:00:00"):
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>" for text in row)
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets
    )
    ns = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{ns}:office:1.0" xmlns:table="{ns}:table:1.0" '
        f'xmlns:text="{ns}:text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "meta.xml",
            f'<office:document-meta xmlns:office="{ns}:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<office:meta><dc:date>{saved}</dc:date></office:meta></office:document-meta>",
        )
    return out.getvalue()


def as_html(sheets):
    rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in sheets[0][1])
    return ("<html><table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table></html>").encode()


FORMS = {
    "xlsx": as_xlsx, "ods": as_ods, "csv": as_csv, "tsv": lambda sheets: as_csv(sheets, "\t"), "xls": as_html,
}  # fmt: skip
