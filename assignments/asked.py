"""What can be asked of `audit assign` on the command line, under the names that AssignOptions and Choice have."""

from pathlib import Path
from typing import Any

import click


class Day(click.DateTime):
    """A day as 2026-12-31; other ways of writing it could be read as two days."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 — click's signature
        """Read the day; click's own message would name the format in a programmer's letters."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"“{value}” is no day that can be read for certain. Write it as 2026-12-31.", param, ctx)


ASSIGN = (
    click.option(
        "--volunteers",
        required=True,
        type=click.Path(path_type=Path, dir_okay=False),
        help="Who helps: a CSV file or workbook with the columns name, email, hours, skills, interests, not.",
    ),
    click.option("--round", default="", metavar="NAME", help="Which round.  [default: the newest, or 1]"),
    click.option(
        "--overlap", type=click.FloatRange(0, 100), default=0, metavar="PERCENT", help="Pages that two people get."
    ),
    click.option("--only", multiple=True, metavar="GLOB", help="Only these addresses, such as '/news/*'."),
    click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only pages that this rule noticed."),
    click.option("--section", "sections", multiple=True, metavar="NAME", help="Only pages of this section."),
    click.option("--with-findings", is_flag=True, help="Only pages on which something was noticed."),
    click.option("--worst", type=click.IntRange(min=1), metavar="N", help="Only so many pages, the worst first."),
    click.option("--due", type=Day(["%Y-%m-%d"]), metavar="DATE", help="By when, as 2026-12-31."),
    click.option("--reassign", default="", metavar="NAME", help="Hand this person's unanswered pages to the others."),
    click.option(
        "--newcomer", default="", metavar="NAME", help="Give this person a share of what others have not answered."
    ),
    click.option("--dry-run", is_flag=True, help="Show the plan and write nothing."),
)
