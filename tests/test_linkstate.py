"""What is said of a link's target."""

import pytest

from crawler.linkstate import NO_SUCH_HOST, Judged, LinkState, judge, judge_all
from crawler.page import Page

AT = "2026-06-01T12:00:00+00:00"


BEFORE, LATER = "2026-05-31T12:00:00+00:00", "2026-06-01T11:59:59+00:00"
SINCE = "; first seen so on"
ONCE = ", but only one check says so yet, on"


def page(status=200, error="", redirects_to="", url="https://a.example/", **times):
    return Page(url=url, status=status, error=error, redirects_to=redirects_to, **({"fetched_at": AT} | times))


@pytest.mark.parametrize(
    ("target", "outside", "expected"),
    [
        (None, False, Judged(LinkState.UNCHECKED, 0, "not fetched")),
        (page(0, "robots.txt forbids it", fetched_at=""), False, ("unchecked", 0, "robots.txt forbids it")),
        (page(200), False, ("ok", 200, "")),
        (page(204), True, ("ok", 204, "")),
        (page(404), False, ("broken", 404, "does not exist (404)")),
        (page(404), True, ("unsure", 404, f"does not exist (404){ONCE} 1 June 2026")),
        (page(404, failed_at=AT), True, ("unsure", 404, f"does not exist (404){ONCE} 1 June 2026")),
        (
            page(404, failed_at=BEFORE, fetched_at=LATER),
            True,
            ("unsure", 404, f"does not exist (404){ONCE} 31 May 2026"),
        ),
        (page(404, failed_at=BEFORE), True, ("broken", 404, f"does not exist (404){SINCE} 31 May 2026")),
        (
            page(410, failed_at=BEFORE),
            True,
            ("broken", 410, f"was removed for good (410){SINCE} 31 May 2026"),
        ),
        (page(403), False, ("broken", 403, "refuses programs or strangers (403)")),
        (page(403), True, ("unsure", 403, "refuses programs or strangers (403)")),
        (page(401), False, ("unsure", 401, "asks for a password (401)")),
        (page(429), False, ("unsure", 429, "says that we ask too often (429)")),
        (page(999), True, ("unsure", 999, "refuses programs (999)")),
        (page(500), False, ("broken", 500, "fails on the server (500)")),
        (page(503), True, ("unsure", 503, "fails on the server (503)")),
        (page(418), True, ("unsure", 418, "answers with an error (418)")),
        (page(0, "no answer within 20 seconds"), True, ("unsure", 0, "no answer within 20 seconds")),
        (page(0, "no answer within 20 seconds"), False, ("broken", 0, "no answer within 20 seconds")),
        (page(0, NO_SUCH_HOST), True, ("unsure", 0, f"{NO_SUCH_HOST}{ONCE} 1 June 2026")),
        (page(0, NO_SUCH_HOST, failed_at=BEFORE), True, ("broken", 0, f"{NO_SUCH_HOST}{SINCE} 31 May 2026")),
        (page(503, failed_at=BEFORE), True, ("unsure", 503, "fails on the server (503)")),
        (page(301, redirects_to="https://b.example/"), False, ("redirect", 301, "")),
    ],
)
def test_a_target_is_judged_by_what_a_visitor_would_meet(target, outside, expected):
    assert judge(target, outside=outside) == expected


def test_a_redirect_is_judged_by_where_it_leads_in_the_end():
    a, b, c, d = (f"https://a.example/{name}" for name in "abcd")
    loop, pool = "https://a.example/loop", "https://a.example/pool"
    inside = [
        page(301, redirects_to=b, url=a),
        page(200, redirects_to=c, url=b),
        page(404, url=c),
        page(302, redirects_to="https://b.example/", url=d),
        page(302, redirects_to=pool, url=loop),
        page(302, redirects_to=loop, url=pool),
    ]
    assert judge_all(inside, [page(200, url="https://b.example/")]) == {
        a: ("broken", 404, f"redirects to {c}: does not exist (404)"),
        b: ("broken", 404, f"redirects to {c}: does not exist (404)"),
        c: ("broken", 404, "does not exist (404)"),
        d: ("redirect", 302, ""),
        loop: ("broken", 302, "redirects in a circle"),
        pool: ("broken", 302, "redirects in a circle"),
        "https://b.example/": ("ok", 200, ""),
    }


def test_a_redirect_out_of_the_site_to_a_host_that_is_silent_today_is_unsure():
    moved, silent = "https://a.example/moved", "https://b.example/"
    inside = [page(301, redirects_to=silent, url=moved)]

    judged = judge_all(inside, [page(0, "no answer within 20 seconds", url=silent)])

    assert judged[moved] == (LinkState.UNSURE, 0, f"redirects to {silent}: no answer within 20 seconds")
