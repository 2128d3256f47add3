"""What every command has: a folder, quiet, JSON, an exit status, and a sentence in place of a traceback."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from crawler.errors import AuditError

NEEDS_A_PERSON = 3
"""Exit status: done, and something in the result needs a person."""
INTERRUPTED = 130
"""Exit status after Ctrl-C."""

TABLES = ("pages", "links", "findings", "rows", "answers", "decisions", "redirects")
"""What `audit export` writes."""

UNSAFE = dict.fromkeys({*range(32), *range(127, 160)} - set(map(ord, "\t\n")))
"""Control characters: the name of a returned file could steer the terminal that shows it."""


@dataclass(frozen=True)
class Setting:
    """What every command takes."""

    folder: Path
    quiet: bool
    json: bool

    def say(self, text: str = "") -> None:
        """Tell the person at the terminal; silent with --quiet."""
        if not self.quiet:
            click.echo(text.translate(UNSAFE), err=True)


class ExampleLast(click.Command):
    """A command whose help ends in its example, which stands at the end of the docstring."""

    def __init__(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401 — click's own signature
        super().__init__(*arguments, **more)
        words, mark, example = inspect.cleandoc(self.help or "").rpartition("\b\nExample:\n")
        self.help, self.epilog = words.strip(), mark + example


class PlainErrors(click.Group):
    """A group whose commands end with a sentence in place of a traceback when something could not be done."""

    command_class = ExampleLast
    way: tuple[str, ...] = ()
    """The names of the commands in the order in which an audit needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which an audit needs them."""
        return sorted(super().list_commands(ctx), key=self.way.index)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what each command does in a whole sentence; click would cut it off."""
        commands = {name: self.commands[name] for name in self.list_commands(ctx)}
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(limit=200)) for name, one in commands.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: ANN401 — click's own signature
        """Find the command; who types the name of a table in its place hears how tables are written."""
        if args[0] in TABLES and args[0] not in self.commands:
            raise click.UsageError(
                f"No such command '{args[0]}'. That table is written with: audit export {args[0]}", ctx
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 — click's own signature
        """Run the command; turn our errors into exit status 1 and Ctrl-C into 130."""
        try:
            return super().invoke(ctx)
        except AuditError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # `audit export pages | head`: click ends in silence
            raise
        except (FileExistsError, NotADirectoryError) as error:
            raise click.ClickException(
                f"{error.filename} is a file, where a folder is needed. Rename it, and give the same command again."
            ) from error
        except OSError as error:
            raise click.ClickException(
                f"Cannot read or write {error.filename or 'a file'}: {error.strerror or error}. Check that it is "
                "there, that there is room, and that you may use it; then give the same command again."
            ) from error
        except KeyboardInterrupt:
            click.echo("Stopped. What was done so far is kept; the same command goes on from there.", err=True)
            ctx.exit(INTERRUPTED)


def options_of(options: Sequence[Any]) -> Callable[[Any], Any]:
    """Give a command many options at once, in this order."""

    def given(command: Any) -> Any:  # noqa: ANN401 — a decorator of any command
        for option in reversed(options):
            command = option(command)
        return command

    return given


def everywhere(command: Any) -> Any:  # noqa: ANN401 — a decorator of any command
    """Give a command the options that every command has, as one `setting`."""

    def made(workspace: Path, quiet: bool, as_json: bool, **rest: Any) -> Any:  # noqa: ANN401 — each command has options of its own
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
