"""The command line: each command hands over to the package that does the work, and says what came of it.

Results go to stdout, everything said to people to stderr. Heavy libraries are imported inside the commands, so that
`audit --help` answers at once.
"""

import datetime
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from assignments.asked import ASSIGN
from assignments.heeding import heeding
from audit.frame import NEEDS_A_PERSON, TABLES, PlainErrors, Setting, everywhere, options_of
from crawler.asked import AGAIN, CRAWL

PlainErrors.way = (
    "demo", "crawl", "import", "check", "rules", "show", "assign", "progress", "merge", "report", "verify", "export",
    "compare",
)  # fmt: skip


@click.group(cls=PlainErrors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="audit", prog_name="audit")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Tidy up a website together with colleagues.

    The way: crawl a site, share its pages out as workbooks, merge the answers, report what was decided, and
    verify that it was done.

    \b
    Example:
      audit demo
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter that an old Windows console lacks becomes a question mark
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("urls", nargs=-1, metavar="URL...")
@options_of(CRAWL)
@heeding
def crawl(
    setting: Setting,
    urls: tuple[str, ...],
    file: Path | None,
    headers: tuple[str, ...],
    no_external: bool,
    **rest: Any,  # noqa: ANN401 — the options that CrawlOptions has under the same names
) -> None:
    """Inventory a site: every page, document, image and link, then run the rules.

    A crawl that was stopped goes on when the same command is given again.

    \b
    Example:
      audit crawl https://www.your-site.example/ -w my-audit
    """
    from crawler.crawl import crawl as run
    from crawler.options import CrawlOptions, header, listed
    from crawler.progress import shown
    from crawler.workspace import Workspace

    if not (urls or file or rest["sitemaps"] or rest["from_warc"]):
        raise click.UsageError("There is no address to begin with. Give one: audit crawl https://www.example.org/")
    lines = listed(file) if file else ()
    asked = CrawlOptions(listed=lines, headers=tuple(map(header, headers)), external=not no_external, **rest)
    with (
        Workspace(setting.folder, create=True) as workspace,
        shown(setting.say, quiet=setting.quiet) as watch,
    ):
        summary = run(workspace, urls, asked, lambda: datetime.datetime.now(datetime.UTC), watch)
    click.echo(summary.told(as_json=setting.json), nl=False)
    click.get_current_context().invoke(check, workspace=setting.folder, quiet=setting.quiet, as_json=setting.json)
    setting.say("\n".join(("", *summary.next_steps(setting.folder))))
    if summary.needs_a_person:
        sys.exit(NEEDS_A_PERSON)


@main.command()
@click.argument("table", type=click.Choice(TABLES))
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "xlsx"]), help="[default: as FILE ends, else csv]")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to a file."
)
@heeding
def export(setting: Setting, table: str, form: str | None, output: Path | None) -> None:
    """Give one table of the audit to other programs: a file, or standard output.

    CSV holds exactly what was read, for programs. To open a table in a spreadsheet program take xlsx: there no text
    from the web can become a formula.

    \b
    Example:
      audit export decisions --format csv
    """
    from assignments.export import export as write
    from assignments.export import form_of, stream
    from crawler.workspace import Workspace

    form = "jsonl" if setting.json else form or form_of(output)
    with Workspace(setting.folder) as workspace:
        if output:
            rows = write(workspace, table, form, output)
            setting.say(f"{rows:,} {'row' if rows == 1 else 'rows'} of {table} written to {output}.")
        elif form == "xlsx" and sys.stdout.isatty():
            raise click.UsageError(
                "A workbook cannot be written to the terminal. Name a file with -o, for example -o pages.xlsx."
            )
        else:
            stream(workspace, table, form, sys.stdout.buffer)


@main.command()
@click.argument("url")
@heeding
def show(setting: Setting, url: str) -> None:
    """Tell everything that is known of one page: facts, findings, links, answers, decision.

    URL may be typed without https://, as a path, or as the ID that the page has in a workbook.

    \b
    Example:
      audit show www.your-site.example/about
    """
    from assignments.show import story
    from assignments.tell import as_json, tell
    from crawler.workspace import Workspace

    with Workspace(setting.folder) as workspace:
        told = story(workspace, url)
    click.echo(as_json(told)) if setting.json else tell(told, sys.stdout)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@heeding
def merge(setting: Setting, paths: tuple[Path, ...]) -> None:
    """Read returned workbooks into the ledger: files, folders, archives, saved mails.

    Every row is accounted for. What people disagree on comes out in reports/conflicts.xlsx, what could not be placed in
    reports/unplaced.xlsx; both may be filled in and merged like any other file. Merging a file again changes nothing.

    \b
    Example:
      audit merge returned-mails/
    """
    from assignments.account import as_json, closing
    from assignments.merge import merge as run
    from assignments.watch import shown
    from crawler.workspace import Workspace

    with Workspace(setting.folder) as workspace, shown(setting.say, quiet=setting.quiet) as watch:
        summary = run(workspace, paths, datetime.datetime.now(datetime.UTC), watch)
    setting.say("\n".join(("", *closing(summary, setting.folder))))
    if setting.json:
        click.echo("\n".join(as_json(summary)))
    if summary.needs_a_person:
        sys.exit(NEEDS_A_PERSON)


@main.command()
@heeding
def report(setting: Setting) -> None:
    """Write reports/report.html, which everybody can read, and reports/audit.xlsx with everything in it.

    \b
    Example:
      audit report
    """
    from assignments.report import report as write
    from crawler.workspace import Workspace

    with Workspace(setting.folder) as workspace:
        files = write(workspace, datetime.datetime.now(datetime.UTC))
    for name in files.kept:
        setting.say(f"What was typed into the workbook of before is kept as {setting.folder / name}.")
    if setting.json:
        click.echo(json.dumps({"report": str(files.page), "workbook": str(files.workbook)}))
    else:
        click.echo(f"{files.page}\n{files.workbook}")


@main.command()
@options_of(AGAIN)
@heeding
def verify(setting: Setting, headers: tuple[str, ...], **rest: Any) -> None:  # noqa: ANN401 — CrawlOptions knows them
    """Fetch again what was decided on, and say of each decision whether it was carried out.

    Nothing is changed but the verdicts: what was crawled before stays as people saw it.

    \b
    Example:
      audit verify
    """
    from assignments.verified import as_json, needs_a_person, told
    from assignments.verify import verify as look_again
    from crawler.options import CrawlOptions, header
    from crawler.progress import shown
    from crawler.workspace import Workspace

    with Workspace(setting.folder) as workspace, shown(setting.say, quiet=setting.quiet) as watch:
        asked = CrawlOptions(headers=tuple(map(header, headers)), **rest)
        verified = look_again(workspace, lambda: datetime.datetime.now(datetime.UTC), watch, asked)
    click.echo(as_json(verified), nl=False) if setting.json else click.echo("\n".join(told(verified)))
    if needs_a_person(verified):
        sys.exit(NEEDS_A_PERSON)


@main.command()
@click.argument("old")
@click.argument("new")
@everywhere
def compare(setting: Setting, old: str, new: str) -> None:
    """Tell what changed between two crawls: new, gone, moved, repaired, rewritten.

    OLD and NEW are numbers of crawls in this workspace (the first is 1; audit crawl --fresh makes another), or folders
    of other audits.

    \b
    Example:
      audit compare 1 2
    """
    from assignments.compare import as_json, notes, told
    from assignments.compare import compare as run

    changed = run(setting.folder, old, new)
    for note in notes(setting.folder, old, new):
        setting.say(note)
    if setting.json:
        click.echo(as_json(changed), nl=False)
    else:
        click.echo("\n".join(told(changed)))


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@everywhere
def import_(setting: Setting, file: Path) -> None:
    """Add visits from an analytics export: a CSV file or a workbook.

    Google Analytics, Matomo, Search Console, or any table with a column of URLs and one of numbers, with headings in
    English or six other languages. They take the place of visits that were imported before; rows whose address is not
    in the inventory are counted and shown.

    \b
    Example:
      audit import pages-and-screens.csv
    """
    from assignments.visits import as_json, import_visits, told
    from crawler.workspace import Workspace

    with Workspace(setting.folder) as workspace:
        done = import_visits(workspace, file)
    click.echo(as_json(done) if setting.json else "\n".join(told(done, setting.folder)))


@main.command()
@heeding
def check(setting: Setting) -> None:
    """Run the rules again over what was crawled, without fetching anything.

    What they notice takes the place of what was noticed before; answers and decisions stay as they are.

    \b
    Example:
      audit check
    """
    from audit.check import check as run
    from audit.tell import rules_of, told
    from crawler.progress import counted
    from crawler.workspace import Workspace

    book = rules_of(setting.folder)
    with Workspace(setting.folder) as workspace, counted("Rules", "addresses", quiet=setting.quiet) as watch:
        summary = run(workspace, datetime.datetime.now(datetime.UTC).date(), book=book, progress=watch)
    click.echo(told(summary, book, as_json=setting.json), nl=False)
    if summary.failures:
        sys.exit(NEEDS_A_PERSON)


@main.command()
@click.argument("rule", required=False)
@click.option("--new", metavar="NAME", help="Write the file of a new rule of your own, to be filled in.")
@everywhere
def rules(setting: Setting, rule: str | None, new: str | None) -> None:
    """List the rules, or explain one: what it notices, why that matters, how to put it right.

    \b
    Example:
      audit rules old-page
    """
    from audit.new_rule import new_rule
    from audit.tell import explained, rule_list

    if new:
        setting.say(new_rule(new, setting.folder))
    elif rule:
        click.echo(explained(rule, setting.folder, as_json=setting.json), nl=False)
    else:
        click.echo(rule_list(setting.folder, as_json=setting.json), nl=False)


@main.command()
@options_of(ASSIGN)
@heeding
def assign(
    setting: Setting,
    volunteers: Path,
    worst: int | None,
    due: datetime.datetime | None,
    **asked: Any,  # noqa: ANN401 — the options that Choice and AssignOptions have under the same names
) -> None:
    """Split the pages among the volunteers: a workbook and an e-mail draft for each.

    Everybody's minutes are in proportion to the hours they offered, and pages go to those whom they fit. Look first
    with --dry-run. Run again for the same round, it adds what is new and leaves what went out as it is; somebody who
    joins then gets a fair share of what the others have not answered with --newcomer, and --reassign hands on what
    somebody who left has not answered.

    \b
    Example:
      audit assign --volunteers volunteers.csv --due 2026-12-31 --dry-run
    """
    from assignments.assign import AssignOptions
    from assignments.assign import assign as deal_out
    from assignments.choose import Choice
    from assignments.plan import as_json, tell, ticker
    from crawler.workspace import Workspace

    chosen = {name: asked.pop(name) for name in ("only", "rules", "sections", "with_findings")}
    choice = Choice(worst=worst or 0, **chosen)
    options = AssignOptions(choice=choice, due=due.date() if due else None, **asked)
    with Workspace(setting.folder) as workspace:
        tick = None if setting.quiet else ticker(sys.stderr)
        summary = deal_out(workspace, volunteers, options, datetime.datetime.now(datetime.UTC), tick)
    click.echo(as_json(summary), nl=False) if setting.json else tell(summary, setting.folder, sys.stdout, setting.say)


@main.command()
@everywhere
def demo(setting: Setting) -> None:
    """See the whole way on a small website that comes with the program.

    Crawl, check, workbooks for five colleagues, answers, merge and report: everything on this computer, in a folder
    of its own (audit-demo, where -w names no other), in less than a minute.

    \b
    Example:
      audit demo -w audit-demo
    """
    from assignments.demo import demo as tell

    folder = setting.folder if setting.folder != Path() else Path("audit-demo")
    told = tell(folder, setting.say, datetime.datetime.now(datetime.UTC))
    result = {"folder": str(told.folder), "needs_a_person": told.needs_a_person}
    click.echo(json.dumps(result) if setting.json else told.folder)
    sys.exit(NEEDS_A_PERSON if told.needs_a_person else 0)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--round", "round_name", default="", metavar="NAME", help="Which round.  [default: the newest]")
@heeding
def progress(setting: Setting, paths: tuple[Path, ...], round_name: str) -> None:
    """Who has done how much; returned files (or folders of them) are read without merging them.

    \b
    Example:
      audit progress ~/Downloads/returned
    """
    from assignments.progress import as_json, tell
    from assignments.progress import progress as count
    from assignments.watch import reading
    from crawler.workspace import Workspace

    with Workspace(setting.folder) as workspace, reading(quiet=setting.quiet) as watch:
        told = count(workspace, paths, datetime.datetime.now(datetime.UTC), round_name, watch)
    click.echo(as_json(told), nl=False) if setting.json else tell(told, sys.stdout)
    for file in told.unread:
        setting.say(f"Not read: {file}")
    if told.unread:
        sys.exit(NEEDS_A_PERSON)


if __name__ == "__main__":
    sys.exit(main())
