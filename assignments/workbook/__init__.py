"""One volunteer's workbook: made to be opened with pleasure, filled in without a manual, and known again."""

from assignments.workbook.book import Book, Entry, Meaning, Similar, Suggested
from assignments.workbook.writer import write

__all__ = ["Book", "Entry", "Meaning", "Similar", "Suggested", "write"]
