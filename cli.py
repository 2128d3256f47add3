"""The command line: each command hands over to the package that does the work, and says what came of it.

Results go to stdout, everything said to people to stderr. Heavy libraries are imported inside the commands, so that
`audit --help` answers at once.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from crawler.errors import AuditError

NEEDS_A_PERSON = 3
"""Exit status: done, and something in the result needs a person."""
INTERRUPTED = 130
"""Exit status after Ctrl-C."""


@dataclass(frozen=True)
class Setting:
    """What every command takes."""

    folder: Path
    quiet: bool
    json: bool

    def say(self, text: str = "") -> None:
        """Tell the person at the terminal; silent with --quiet."""
        if not self.quiet:
            click.echo(text, err=True)


class PlainErrors(click.Group):
    """A group whose commands end with a sentence in place of a traceback when something could not be done."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 — click's own signature
        """Run the command; turn our errors into exit status 1 and Ctrl-C into 130."""
        try:
            return super().invoke(ctx)
        except AuditError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo("Stopped. What was done so far is kept; the same command goes on from there.", err=True)
            ctx.exit(INTERRUPTED)


def everywhere(command: Any) -> Any:  # noqa: ANN401 — a decorator of any command
    """Give a command the options that every command has, as one `setting`."""

    def made(workspace: Path, quiet: bool, as_json: bool, **rest: Any) -> Any:  # noqa: ANN401
        return command(Setting(workspace, quiet, as_json), **rest)

    made.__doc__, made.__name__ = command.__doc__, command.__name__
    made.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined] # click's own place
    made = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, one object a line.")(made)
    made = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")(made)
    return click.option(
        "-w",
        "--workspace",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        envvar="AUDIT_WORKSPACE",
        help="The folder of this audit.  [default: this folder; environment: AUDIT_WORKSPACE]",
    )(made)


@click.group(cls=PlainErrors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="audit")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Tidy up a website together with colleagues.

    The way: crawl a site, share its pages out as workbooks, merge the answers, report what was decided.

    \b
    Example:
      audit demo
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False


if __name__ == "__main__":
    sys.exit(main())
