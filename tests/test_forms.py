"""A page that is there to be filled in is known by its own form, not by the form that the site has on every page."""

import pytest

from crawler.extract import extract
from crawler.page import Response


def has_form(html):
    response = Response(
        url="https://town.example/a", status=200, headers={"content-type": "text/html"}, body=html.encode()
    )
    return extract(response).content.form


@pytest.mark.parametrize(
    "html",
    [
        "<main><h1>Log in</h1><form method=post><input name=user><input type=password name=pw></form></main>",
        "<h1>Lost password</h1><form method=post><label>E-mail <input type=email name=mail></label></form>",
        "<form><div class=row><textarea name=message></textarea><button>Send</button></div></form>",
        "<form action=/permits><select name=street><option>High Street</option></select></form>",
        # one form around the whole page, as some servers make it
        "<form><header><input name=q></header><main><input name=permit></main><input type=hidden name=state></form>",
    ],
)
def test_a_page_with_a_form_of_its_own_is_there_to_be_filled_in(html):
    assert has_form(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Nothing here.</p>",
        "<form role=search><input name=words></form>",
        "<form action=/search><input name=words></form><p>Parking</p>",
        "<form><input type=search name=words></form><form><input name=q></form><form><input id=suche></form>",
        "<header><form><input name=user><input type=password name=pw></form></header><p>Parking</p>",
        "<div id=footer><form><input type=email name=newsletter></form></div>",
        "<div id=comments><form><textarea name=comment></textarea></form></div>",
        "<form><input type=hidden name=page><input type=submit value=Next></form>",
        "<input name=alone>",
    ],
)
def test_searches_and_what_stands_on_every_page_are_no_form_of_the_page(html):
    assert not has_form(html)


def test_a_page_that_says_much_is_no_form():
    assert not has_form(f"<main><p>{'word ' * 300}</p><form><textarea name=message></textarea></form></main>")


def test_hundreds_of_thousands_of_fields_deep_in_a_menu_hold_up_nobody():
    """Were each followed up to the menu, this would take minutes."""
    assert not has_form(f"<nav><form>{'<div>' * 200}{'<input name=a>' * 200_000}</form></nav>")
