"""The page still shows words that were only meant to hold the place, or is called like a trial.

It tells every visitor that nobody has looked at the page since it was made.

Write the missing text, or take the page off the site until somebody can.
"""

import re

from audit.groups import plain
from audit.rule import Certainty, Evidence, Example, Page, Rule, Seen, Severity, Site, quote

FILLER = re.compile(
    r"lorem ipsum|dolor sit amet|\[(?:insert|enter|add)\b[^\]\n]{0,60}\]|\[your(?: [\w’'-]+){1,3}\]"
    r"|\b(?:insert|enter|type) (?:your )?text here\b|\byour (?:text|content|title|heading) (?:goes )?here\b"
    r"|\bplaceholder text\b|\bcontent goes here\b",
    re.IGNORECASE,
)
"""Nobody writes this on purpose, but pages about writing quote it."""
FILLER_WORDS = (
    "ipsum", "sit amet", "[insert", "[enter", "[add", "[your", "placeholder", "xt here", "nt here", "le here",
    "ng here", "goes here",
)  # fmt: skip
"""A text without any of these, in lower case, holds no filler: a plain search is a hundred times faster."""
PROMISE = re.compile(
    r"(?:this|the|our)? ?(?:new )?(?:page|section|site|website|content)? ?(?:is |are )?(?:currently )?(?:still )?"
    r"(?:under construction|coming soon|being (?:written|updated|developed)"
    r"|to be (?:confirmed|completed|added|written|announced)"
    r"|tbc|tbd|todo|to do|more (?:information|details) (?:to follow|coming soon|will follow))"
    r"(?: (?:in due course|shortly|soon|later))?[.!…]*",
    re.IGNORECASE,
)
"""Counts only as a whole line: “coming soon” in a sentence may be about a film."""
NOTE = re.compile(
    r"^@?(?:TODO|ToDo)\b\s*:?\s*(?:$|[A-Z]|\w+ \w)"
    r"|(?:^|[\s(])(?:TODO|TBD|TBC)\)?[.:]?$|\bat (?:TODO|TBD|TBC)\b|\((?:TODO|TBD|TBC)\)"
)
"""A note of the author to themselves, in capitals as such notes are."""
INSTRUCTION = re.compile(
    r"(?:please )?(?:add|insert|enter|put|write|type|paste|describe|place|list) (?!your\b)[^.!?:;,\n]{3,60} here[.!…]?",
    re.IGNORECASE,
)
"""What a template tells those who fill it in, and no form its readers (“Enter your postcode here”); counts only as a
whole line that nothing leads on from."""
NOTE_WORDS = ("TODO", "ToDo", "TBD", "TBC")
TODO_MEANS_ALL = ("es", "pt", "gl")
"""Languages in which the note is a word that may stand in capitals: “TODO INCLUIDO”."""
PROMISE_ENDS = (
    "construction", "soon", "written", "updated", "developed", "confirmed", "completed", "added", "announced", "tbc",
    "tbd", "todo", "to do", "follow", "course", "shortly", "later", "here",
)  # fmt: skip
"""How a line of PROMISE or INSTRUCTION ends, in lower case and without the stop."""
TRIAL = re.compile(r"/(?:test-?page-?\d*|untitled(?:-?\d+)?|new-?page-?\d*|sample-page|lorem[^/]*|asdf[^/]*)/?$")
COPY = re.compile(r"/copy-of-(?=[^/]+/?$)")
"""What programs call a copied page, where the first one is there too: people do order a copy of a certificate."""
SHOWN = 3
LONGEST_PROMISE = 100
LONG = 300
"""Words; a page of more that names one filler only is about it."""
QUOTED = 70


def check(page: Page, site: Site) -> Evidence:
    if TRIAL.search(page.url.lower()) or (COPY.search(page.url) and site.page(COPY.sub("/", page.url))):
        last = page.url.rstrip("/").rpartition("/")[2]
        yield Seen(f"its address ends in {quote(last)}", certainty=Certainty.HINT)
    text = site.content(page).text
    lowered = text.lower()
    worth_a_look = any(word in lowered for word in FILLER_WORDS)
    fillers = list(dict.fromkeys(words[0] for words in FILLER.finditer(text))) if worth_a_look else []
    lines = [line.strip() for line in text.split("\n") if len(line) <= LONGEST_PROMISE]
    lines = [line for line in lines if line.rstrip(".!…").lower().endswith(PROMISE_ENDS)]
    promises = dict.fromkeys(line for line in lines if PROMISE.fullmatch(line) or INSTRUCTION.fullmatch(line))
    linked = {plain(link.text) for link in site.links_from(page)} if promises or fillers else set()
    fillers = [words for words in fillers if plain(words) not in linked]
    if len(fillers) > 1 or (page.words or 0) <= LONG:
        yield from (quote(words) for words in fillers[:SHOWN])
    yield from (Seen(quote(line), Severity.MEDIUM) for line in promises if plain(line) not in linked)
    language = site.language_of(page).partition("-")[0].lower()
    noted = language not in TODO_MEANS_ALL and any(word in text for word in NOTE_WORDS)
    notes = dict.fromkeys(line.strip() for line in text.split("\n") if noted and NOTE.search(line.strip()))
    yield from (
        Seen(quote(line[-QUOTED:]), Severity.MEDIUM) for line in notes if line not in promises or plain(line) in linked
    )


RULE = Rule(
    id="placeholder-text",
    title="Placeholder text or trial page",
    severity=Severity.HIGH,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Write the missing text, or take the page down.",
    flags=(
        Example(html="<main><p>TODO: name the people</p></main>", says=("“TODO: name the people”",)),
        Example(html="<main><p>The vote was held at TBD</p></main>", says=("“The vote was held at TBD”",)),
        Example(html="<main><p>Lorem ipsum dolor sit amet</p></main>", says=("“Lorem ipsum”", "“dolor sit amet”")),
        Example(
            html="<main><h1>Fees</h1><p>This page is under construction.</p></main>",
            says=("“This page is under construction.”",),
        ),
        Example(html="<main><p>Write to [insert name] today</p></main>", says=("“[insert name]”",)),
        Example(
            html="<main><h2>Tasks</h2><p>Add project specific tasks here.</p></main>",
            says=("“Add project specific tasks here.”",),
        ),
        Example(
            html="<p>Hello</p>",
            url="https://www.example.org/copy-of-fees/",
            others=(Example(url="https://www.example.org/fees/", html="<p>Fees</p>"),),
            says=("its address ends in “copy-of-fees”",),
        ),
    ),
    passes=(
        Example(html="<main><p>Put the milk on your todo list.</p></main>"),
        Example(html='<html lang="es"><main><p>TODO INCLUIDO</p></main>'),
        Example(html=f"<main><p>The famous lorem ipsum {'is an example of filling text. ' * 80}</p></main>"),
        Example(html="<main><p>The tower was under construction from 1950 to 1955.</p></main>"),
        Example(html="<main><p>A film about trains is coming soon to the Gaiety.</p></main>"),
        Example(html='<main><ul><li><a href="/2014/coming-soon">Coming soon</a></li></ul></main>'),
        Example(html="<main><p>$ git push<br>[your credentials are used automatically]</p></main>"),
        Example(html="<p>Order it here</p>", url="https://www.example.org/copy-of-birth-certificate"),
        Example(html="<main><p>Enter your postcode here</p></main>"),
        Example(html='<main><p>[<a href="/fete.ics">Add to calendar</a>]</p></main>'),
        Example(html='<main><p><a href="/report">Put your question to us here</a></p></main>'),
        Example(html="<main><p>You can add a page of your own, and put what you like here.</p></main>"),
        Example(html="<p>Tests</p>", url="https://www.example.org/guides/test/"),
    ),
)
