"""The look of a workbook: every cell format, made once from the colours of audit.toml."""

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

FONT = "Calibri"
MONO = "Consolas"


class Styles:
    """Cell formats of one workbook by what they are for; equal ones are made once."""

    def __init__(self, workbook: xlsxwriter.Workbook, colours: dict[str, str]) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.colours = colours

    def make(self, **properties: Any) -> Format:  # noqa: ANN401 — xlsxwriter's own property values
        """A format: Calibri 11, top of the cell, wrapped, and locked unless told otherwise."""
        whole = {"font_name": FONT, "font_size": 11, "valign": "top", "text_wrap": True} | properties
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(whole)
        return self._made[key]

    def banner(self, **more: Any) -> Format:  # noqa: ANN401 — properties of a format are of many types
        """White on the banner's colour."""
        base = {"bold": True, "font_size": 18, "font_color": "white", "bg_color": self.colours["banner"]}
        return self.make(**base | {"valign": "vcenter", "text_wrap": False, "indent": 1} | more)

    def heading(self, colour: str, indent: int = 0) -> Format:
        """A column's heading."""
        return self.make(
            bold=True,
            font_color="white",
            bg_color=self.colours[colour],
            valign="vcenter",
            border=1,
            border_color="#FFFFFF",
            indent=indent,
        )

    def group(self, colour: str, font: str) -> Format:
        """The label over a group of columns."""
        return self.make(
            bold=True, font_size=9, valign="vcenter", text_wrap=False, bg_color=self.colours[colour], font_color=font
        )

    def fact(self, **more: Any) -> Format:  # noqa: ANN401 — properties of a format are of many types
        """A cell of the page's facts: unlocked, so that rows can be sorted; a validation keeps typing out."""
        return self.make(**{"locked": False, "border": 1, "border_color": "#E4E8EA"} | more)

    def link(self) -> Format:
        """A fact that opens a page."""
        return self.fact(font_color=self.colours["link"], underline=1)

    def answer(self, **more: Any) -> Format:  # noqa: ANN401 — properties of a format are of many types
        """A yellow cell. Text format, so that `1/2` and `=x` stay what was typed."""
        base = {
            "locked": False,
            "bg_color": self.colours["answer"],
            "border": 1,
            "border_color": self.colours["answer-line"],
        }
        return self.make(**base | {"num_format": "@"} | more)

    def chip(self, decision: str, **more: Any) -> Format:  # noqa: ANN401 — properties of a format are of many types
        """The colour of a decision."""
        base = {
            "bold": True,
            "bg_color": self.colours[decision],
            "font_color": "#26323A",
            "valign": "vcenter",
            "indent": 1,
        }
        return self.make(**base | more)

    def quiet(self, **more: Any) -> Format:  # noqa: ANN401 — properties of a format are of many types
        """Small print."""
        return self.make(**{"font_size": 9, "font_color": self.colours["quiet"]} | more)

    def plain(self, **more: Any) -> Format:  # noqa: ANN401 — properties of a format are of many types
        """Text of the start sheet."""
        return self.make(**{"valign": "vcenter"} | more)

    def change(self, **properties: Any) -> Format:  # noqa: ANN401 — properties of a format are of many types
        """A format for a condition: only what it changes."""
        return self._workbook.add_format(properties)
