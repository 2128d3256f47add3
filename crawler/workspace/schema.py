"""The tables of the inventory, and how a database of an older program becomes one of this program."""

VERSION = 5
"""Kept in the database as `user_version`; a higher number there was written by a newer program."""

APPLICATION_ID = 0x61756474
"""`audt`: lets `file` and SQLite tools say what the database is."""

TABLES = """
CREATE TABLE crawls (
    id INTEGER PRIMARY KEY,
    starts TEXT NOT NULL,      -- JSON list of the addresses that were asked for
    options TEXT NOT NULL,     -- JSON object
    state TEXT NOT NULL,       -- running, finished or cut short
    reason TEXT NOT NULL,      -- why it was cut short, in words
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL
);
CREATE TABLE urls (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE);
CREATE TABLE strings (id INTEGER PRIMARY KEY, string TEXT NOT NULL UNIQUE);
-- One row an address and crawl: of the site, or outside it and only checked. A row that waits is the frontier.
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    crawl INTEGER NOT NULL REFERENCES crawls (id),
    url INTEGER NOT NULL REFERENCES urls (id),
    scope INTEGER NOT NULL,    -- 0 the site, 1 outside it
    state INTEGER NOT NULL,    -- 0 waiting, 1 fetched, 2 left out (error says why)
    depth INTEGER,
    found_by TEXT NOT NULL,
    status INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    redirects_to TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    content_type TEXT NOT NULL DEFAULT '',
    bytes INTEGER,
    title TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    heading TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    words INTEGER,
    published TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    dated_by TEXT NOT NULL DEFAULT 'none',
    author TEXT NOT NULL DEFAULT '',
    canonical TEXT NOT NULL DEFAULT '',
    robots TEXT NOT NULL DEFAULT '',
    text_hash TEXT NOT NULL DEFAULT '',
    soft_404 REAL,
    needs_script INTEGER NOT NULL DEFAULT 0,
    rendered INTEGER NOT NULL DEFAULT 0,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    fetched_at TEXT NOT NULL DEFAULT '',
    failed_at TEXT NOT NULL DEFAULT '',   -- outside the site: since when every check found it gone
    variant_of TEXT NOT NULL DEFAULT '',  -- the address under which this very page was read, when it is another
    archive_file TEXT NOT NULL DEFAULT '',
    archive_offset INTEGER,
    UNIQUE (crawl, url)
);
CREATE INDEX pages_waiting ON pages (crawl, scope, depth, id) WHERE state = 0;
-- content is JSON, packed by zlib, after the candidates for the date (crawler/workspace/packing.py).
CREATE TABLE contents (page INTEGER PRIMARY KEY REFERENCES pages (id), content BLOB NOT NULL);
-- Links are many: integers only, in the order of the page. role = 2 * kind + place. The index by target is made when a
-- crawl is done: keeping it up to date for every link would cost more than all the rest.
CREATE TABLE links (
    page INTEGER NOT NULL REFERENCES pages (id),
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES urls (id),
    fragment INTEGER REFERENCES strings (id),
    text INTEGER REFERENCES strings (id),
    role INTEGER NOT NULL,
    PRIMARY KEY (page, position)
) WITHOUT ROWID;
-- Links that stand on much of the site in the same words (text 0: none), found when a crawl is done.
CREATE TABLE repeats (
    crawl INTEGER NOT NULL REFERENCES crawls (id),
    target INTEGER NOT NULL REFERENCES urls (id),
    text INTEGER NOT NULL,
    role INTEGER NOT NULL,
    PRIMARY KEY (crawl, target, text, role)
) WITHOUT ROWID;
"""

CONVERSIONS: dict[int, str] = {
    1: """
ALTER TABLE pages ADD COLUMN failed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN variant_of TEXT NOT NULL DEFAULT '';
UPDATE pages SET failed_at = fetched_at WHERE scope = 1 AND state = 1 AND status IN (404, 410)
""",
    2: "ALTER TABLE pages ADD COLUMN rendered INTEGER NOT NULL DEFAULT 0",
    3: """
CREATE TABLE repeats (
    crawl INTEGER NOT NULL REFERENCES crawls (id),
    target INTEGER NOT NULL REFERENCES urls (id),
    text INTEGER NOT NULL,
    role INTEGER NOT NULL,
    PRIMARY KEY (crawl, target, text, role)
) WITHOUT ROWID
""",
    4: "",  # contents have their dates in front now; those without are read as before
}
"""SQL that turns a database of the version in the key into the next version."""
