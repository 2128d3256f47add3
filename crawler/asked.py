"""What can be asked of `audit crawl` on the command line, under the names that CrawlOptions has for it."""

from pathlib import Path

import click

DELAY = click.option(
    "--delay",
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="Between two requests.  [default: as the server bears]",
)
HEADER = click.option("--header", "headers", multiple=True, metavar="'NAME: VALUE'", help="Send this to the site, too.")
USER_AGENT = click.option("--user-agent", default="", metavar="TEXT", help="The name that servers see.")
AGAIN = (DELAY, HEADER, USER_AGENT)
"""What `audit verify` can be asked, too: how to come in again. None of it is kept, for a header may be a password."""
CRAWL = (
    click.option("--max-pages", type=click.IntRange(1), metavar="N", help="Stop after so many pages."),
    click.option("--max-depth", type=click.IntRange(0), metavar="N", help="Go no deeper than N clicks from the start."),
    DELAY,
    click.option("--concurrency", type=click.IntRange(1, 64), metavar="N", help="Requests at a time.  [default: 2]"),
    click.option("--include", multiple=True, metavar="GLOB", help="Only such addresses, for example '/news/*'."),
    click.option("--exclude", multiple=True, metavar="GLOB", help="No such addresses."),
    click.option(
        "--sitemap", "sitemaps", multiple=True, metavar="URL", help="A sitemap that the site does not name itself."
    ),
    click.option("--list", "file", type=click.Path(path_type=Path), metavar="FILE", help="More addresses, one a line."),
    click.option(
        "--from-warc",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Inventory a WARC; fetch nothing.",
    ),
    click.option("--no-external", is_flag=True, help="Do not check links that leave the site."),
    click.option("--ignore-robots", is_flag=True, help="Fetch what robots.txt forbids: for your own site."),
    HEADER,
    USER_AGENT,
    click.option(
        "--processes",
        type=click.IntRange(1, 16),
        default=1,
        metavar="N",
        help="Read pages with so many processes.  [default: 1]",
    ),
    click.option("--fresh", is_flag=True, help="Start a new crawl beside the old one."),
)
