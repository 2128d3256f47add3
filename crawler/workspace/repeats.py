"""Finds the links that belong to the site's template because they stand, in the same words, on much of the site."""

import math
import sqlite3

SHARE = 0.4
"""Share of the pages that makes a link navigation wherever it stands: on five sites (18F, Apache Incubator, the manuals
of Python, Git and httpd) nothing that stood on more was part of a text, and much of what stood on a third was."""
FEW_PAGES = 10
"""On fewer pages nothing can be told."""
ROLE = """links.role + (links.role % 2 = 0 AND EXISTS (
    SELECT 1 FROM repeats WHERE repeats.crawl = pages.crawl AND repeats.target = links.target
    AND repeats.text = ifnull(links.text, 0) AND repeats.role = links.role))"""
"""SQL for kind and place of a row of `links`, with what repeats as navigation; `pages` is the page it stands on.

The rows themselves stay as they were read: rewriting millions of them would take longer, and more disk, than all that
is asked of them.
"""
READ = "pages.status BETWEEN 200 AND 299"
"""SQL for the pages whose links count: what an error page links to belongs to the server's answer, not to the site."""
PAGES = """
SELECT count(*) FROM pages WHERE crawl = ? AND scope = 0 AND kind = 'page' AND status = 200 AND redirects_to = ''
"""
FORGET = "DELETE FROM repeats WHERE crawl = ?"
FREQUENT = "SELECT target FROM links GROUP BY target HAVING count(*) >= ?"
REPEATED = f"""
INSERT INTO repeats (crawl, target, text, role)
SELECT :crawl, target, ifnull(text, 0), role FROM links INDEXED BY links_target JOIN pages ON pages.id = links.page
WHERE target = :target AND role % 2 = 0 AND pages.crawl = :crawl AND {READ}
GROUP BY text, role HAVING count(DISTINCT links.page) >= :least
"""


def find(connection: sqlite3.Connection, crawl: int) -> None:
    """Note the links that repeat; needs the index by target, and memory for the links to one target at a time."""
    connection.execute(FORGET, (crawl,))
    pages = connection.execute(PAGES, (crawl,)).fetchone()[0]
    least = max(FEW_PAGES, math.ceil(SHARE * pages))
    for (target,) in connection.execute(FREQUENT, (least,)).fetchall():
        connection.execute(REPEATED, {"crawl": crawl, "target": target, "least": least})
