"""Addresses that multiply without end are left out with a reason; honest ones are not."""

import itertools
from itertools import count

import pytest
from crawling import crawl, inventory
from little_server import LittleServer, page

from crawler.traps import CALENDAR, DEEP, MANY_VARIANTS, REPEATED, Traps


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/", ""),
        ("/blog/2024/05/a-post/", ""),
        ("/events/2028-12/", ""),
        ("/calendar/2031/05/", CALENDAR),
        ("/calendar/1850/05/01", CALENDAR),
        ("/calendar?view=month&year=2099", CALENDAR),
        ("/products/2150/", ""),
        ("/standards/iso-9001-2015", ""),
        ("/a/b/a/b/a/b/a/b/", REPEATED),
        ("/en/news/en/", ""),
        ("/" + "/".join(map(str, range(30))), DEEP),
    ],
)
def test_a_trap_is_told_from_an_honest_address(path, reason):
    assert Traps(2026).reason(f"https://www.example.org{path}") == reason


def test_filters_that_are_combined_without_end_are_left_out_after_some_hundred():
    traps = Traps(2026)
    urls = [f"https://www.example.org/shop?colour={n}&size=1&sort=up" for n in range(MANY_VARIANTS + 2)]
    reasons = [traps.reason(url) for url in urls]
    assert reasons[:MANY_VARIANTS] == [""] * MANY_VARIANTS
    assert reasons[MANY_VARIANTS:] == ["a trap: one of more than 500 variants of one page (filters, sessions)"] * 2


def test_all_pages_of_an_old_system_may_be_named_by_one_parameter():
    traps = Traps(2026)
    assert {traps.reason(f"https://www.example.org/index.php?id={n}") for n in range(10_000)} == {""}


def test_pages_that_are_numbered_are_no_calendar_where_their_numbers_begin_like_years():
    traps = Traps(2026)
    assert {traps.reason(f"https://www.example.org/node/{n}") for n in range(185_000, 215_000)} == {""}


@pytest.mark.parametrize("form", ["{y}{m:02}{d:02}", "{y}/{m:02}/{d:02}/", "{y}-{m}-{d}"])
def test_a_calendar_ends_however_its_days_are_written(form):
    every = itertools.product(range(2000, 2026), range(1, 13), (1, 9, 17, 25))
    days = [f"https://www.example.org/day/{form.format(y=y, m=m, d=d)}" for y, m, d in every]
    traps = Traps(2026)
    assert [traps.reason(day) for day in days] == [""] * 1_000 + [CALENDAR] * (len(days) - 1_000)


class Endless(LittleServer):
    """A site that has a page at every address that `follow` gives links for; each address is one more."""

    def __init__(self, follow):
        super().__init__({})
        self.follow = follow

    def answer(self, path, headers):
        if path in ("/robots.txt", "/sitemap.xml") or "audit-no-such-page" in path:
            return 404, {}, b""
        title, links = self.follow(path)
        menu = "".join(f"<li><a href='{link}'>more</a>" for link in links)
        text = f"<main><p>All that there is to be said of {title}.</p></main><nav><ul>{menu}</ul></nav>"
        return page(title=title, text=text)


def told(folder, server):
    """What the summary of a crawl says, and how often the server was asked."""
    with server.running():
        result = crawl(folder, server.url, "--no-external", timeout=240)
    assert result.returncode == 0, result.stderr
    return result.stdout, len(server.asked)


def month(number):
    return f"{number // 12:04}/{number % 12 + 1:02}"


def calendar_in_paths(path):
    at = path.strip("/").split("/")
    here = int(at[1]) * 12 + int(at[2]) - 1 if len(at) == 3 else 2026 * 12 + 10
    return f"events of {month(here)}", [f"/calendar/{month(n)}/" for n in (here - 1, here + 1, here - 12, here + 12)]


def calendar_in_queries(path):
    known = dict(pair.split("=") for pair in path.partition("?")[2].split("&") if "=" in pair)
    here = int(known.get("year", 2026)) * 12 + int(known.get("month", 11)) - 1
    return f"events of {month(here)}", [
        f"/cal?month={n % 12 + 1}&year={n // 12}" for n in (here - 1, here + 1, here - 12, here + 12)
    ]


def shop(path):
    query = path.partition("?")[2]
    chosen = query.split("&") if query else []
    more = [f"{name}={value}" for name in "abcdef" for value in range(6)]
    return f"choice {query}", ["/shop?" + "&".join([*chosen, pair]) for pair in more if pair not in chosen][:20]


def relative(path):
    name = path.strip("/").rpartition("/")[2] or "home"
    base = path if path.endswith("/") else f"{path}/"
    return name, [f"{base}{other}/" for other in ("news", "about", "contact", "people", "press", "jobs")]


@pytest.mark.parametrize(
    ("follow", "reason", "most"),
    [
        (calendar_in_paths, CALENDAR, 700),
        (calendar_in_queries, CALENDAR, 700),
        (shop, "variants of one page", 1_500),
        (relative, "each time one folder deeper", 700),
        (lambda path: (f"depth {path.count('/')}", [f"{path.rstrip('/')}/x{path.count('/')}/"]), "folders deep", 60),
        (lambda path: (f"depth {path.count('/')}", [f"{path.rstrip('/')}/again/"]), "the same folder", 30),
    ],
    ids=[
        "months",
        "months in parameters",
        "filters in any order",
        "links without a slash",
        "ever deeper",
        "one folder",
    ],
)
def test_a_trap_ends_by_itself_and_the_summary_says_so(tmp_path, follow, reason, most):
    said, asked = told(tmp_path, Endless(follow))
    assert reason in said
    assert asked < most


@pytest.mark.parametrize(
    "link", ["{path};jsessionid={number:032x}", "{path}?PHPSESSID={number:032x}", "/(S({number:032x})){path}"]
)
def test_a_known_kind_of_session_is_no_part_of_an_address(tmp_path, link):
    numbers = count()
    paths = ["/", "/a", "/b", "/c"]

    def follow(path):
        return path.partition("?")[0], [link.format(path=other, number=next(numbers)) for other in paths]

    _, _ = told(tmp_path, server := Endless(follow))
    assert {url.removeprefix(server.url) for url in inventory(tmp_path)} == set(paths)


def test_a_session_of_an_unknown_kind_is_seen_by_what_it_does_not_change(tmp_path):
    numbers = count()
    paths = [f"/{n}" for n in range(10)]

    def follow(path):
        return path.partition("?")[0], [f"{other}?visit={next(numbers):x}" for other in paths]

    said, asked = told(tmp_path, server := Endless(follow))
    assert "a trap: the parameter “visit” changes nothing" in said
    assert asked < 600
    read = {url.removeprefix(server.url).partition("?")[0] for url, p in inventory(tmp_path).items() if p.fetched_at}
    assert read == {"/", *paths}


def test_parameters_that_choose_a_page_are_all_followed(tmp_path):
    def follow(path):
        return path, [f"/article?id={n}&print={p}" for n in range(60) for p in (0, 1)]

    told(tmp_path, server := Endless(follow))
    assert sum(bool(found.fetched_at) for found in inventory(tmp_path).values()) == 121
    assert server.times("/article?id=59&print=1") == 1


def test_a_crawl_that_goes_on_has_not_forgotten_what_it_has_learnt(tmp_path):
    numbers = count()
    paths = [f"/{n}" for n in range(10)]

    def follow(path):
        return path.partition("?")[0], [f"{other}?visit={next(numbers):x}" for other in paths]

    server = Endless(follow)
    with server.running():
        assert "changes nothing" in crawl(tmp_path, server.url, "--no-external", timeout=240).stdout
        server.asked.clear()
        assert "changes nothing" in crawl(tmp_path, server.url, timeout=240).stdout
    assert len([path for _, path, _ in server.asked if "visit" in path]) == 0
