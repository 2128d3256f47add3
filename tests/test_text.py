"""What a page says is told from what stands on every page."""

import pytest

from crawler.extract import extract
from crawler.page import Response
from crawler.text import count_words, fingerprint

SAID = "<p>The harbour is open to all boats from the first of April to the end of October, day and night.</p>"


def text_of(html):
    response = Response(url="http://x.org/", status=200, headers={"content-type": "text/html"}, body=html.encode())
    return extract(response).content.text


def test_landmarks_and_parts_called_navigation_are_left_out():
    html = (
        f"<header>Us</header><div class=breadcrumbs>Home</div><h1>Boats</h1>{SAID}<aside>See also</aside>"
        "<section class=related-posts>More</section><footer>2019</footer>"
    )
    assert text_of(html).splitlines()[0] == "Boats"
    assert text_of(html).count("\n") == 1


def test_the_head_of_an_article_is_part_of_it():
    assert text_of(f"<header>Site</header><main><header><h1>Boats</h1></header>{SAID}</main>").startswith("Boats\nThe")


def test_what_stands_around_the_main_part_is_left_out_unless_it_is_nearly_all():
    assert text_of(f"<p>Banner</p><main>{SAID}</main>").startswith("The harbour")
    assert text_of(f"<main>Loading</main>{SAID * 3}").startswith("Loading\nThe harbour")


def test_an_article_that_is_most_of_the_main_part_is_the_text_and_teasers_are_not():
    assert text_of(f"<main><article>{SAID * 3}</article><h2>Other news</h2></main>").endswith("night.")
    assert "Intro" in text_of(f"<main><p>Intro {'word ' * 60}</p><article>{SAID}</article></main>")


def test_a_menu_without_a_name_is_left_out_but_a_page_of_links_keeps_them():
    menu = "".join(f"<li><a href={n}>Entry {n}</a>" for n in range(6))
    assert "Entry" not in text_of(f"<ul>{menu}</ul>{SAID}")
    assert "Entry 5" in text_of(f"<p>All:</p><ul>{menu}</ul>")


def test_the_text_ends_where_running_text_ends():
    teasers = "".join(
        f"<h3><a href={n}>Something else has happened in the town</a></h3><p>It was {n}</p>" for n in "abc"
    )
    text = text_of(f"<main><h1>Boats</h1><p><a href=t>boats</a></p>{SAID * 8}{teasers}</main>")
    assert text.startswith("Boats\nboats\nThe harbour")
    assert text.endswith("day and night.")


def test_links_inside_a_text_and_links_that_are_what_a_page_is_for_stay():
    links = "".join(f"<li><a href={n}>Form {n} for the harbour</a>" for n in range(9))
    assert "Form 8" in text_of(f"<main>{SAID * 4}<ul>{links}</ul>{SAID * 8}</main>")
    assert "Form 8" in text_of(f"<main>{SAID}<ul>{links}</ul></main>")


def test_what_visitors_write_is_no_part_of_the_page_unless_it_is_all_of_it():
    comments = f"<div class=comments><p>I like boats.</p>{SAID}</div>"
    assert "I like" not in text_of(f"<main>{SAID * 3}{comments}</main>")
    assert "I like" in text_of(f"<h1>Forum</h1>{comments}")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<body>The harbour is open.<br>Day and night.", "The harbour is open.\nDay and night."),
        ("<table><tr><th>Day<th>Hours<tr><td>Monday<td>9 to 5</table>", "Day\nHours\nMonday\n9 to 5"),
        ("<dl><dt>Berth<dd>Where a boat lies</dl>", "Berth\nWhere a boat lies"),
        ("<details><summary>Fees</summary><p>Ten pounds</p></details>", "Fees\nTen pounds"),
        ("<form><label>Your boat <input value=x></label><button>Send</button></form>", "Your boat"),
        ("<p>The harbour is open.</p><noscript>Turn on scripts</noscript>", "The harbour is open."),
        ("<p>The harbour is open.</p><dialog open>We use cookies</dialog>", "The harbour is open."),
        ("<div role=dialog>We use cookies</div><p>The harbour is open.</p>", "The harbour is open."),
        ("<div id=cookie-banner>We use cookies</div><p>The harbour is open.</p>", "The harbour is open."),
        ("<article><h1>A</h1><article><p>Inner text</p></article></article>", "A\nInner text"),
        ("<div hidden><p>Behind a tab</p></div>", "Behind a tab"),
        ("<ul><li><a href=a>One</a><li><a href=b>Two</a></ul>", "One\nTwo"),
    ],
)
def test_pages_of_every_make_say_what_they_say(html, text):
    assert text_of(html) == text


def test_each_block_has_a_line_of_its_own():
    html = "<h1>A</h1><ul><li>b <b>c</b>d<li>e</ul><table><tr><th>f<td>g</table><p>h<br>i</p><script>x</script>"
    assert text_of(html) == "A\nb cd\ne\nf\ng\nh\ni"


def test_text_that_was_typed_has_a_line_for_what_stands_between_empty_lines():
    typed = (
        "Notice of  <b>works</b>\n         Last change: 2021 Jun 22\n \n\nThe bridge is closed\nfor a week.\n\n"
        "See <a href=b>the other\n\nbridge</a>."
    )

    assert text_of(f"<h1>Works</h1><pre>\n{typed}</pre>{SAID}\n\n{SAID}").splitlines()[:5] == [
        "Works", "Notice of works Last change: 2021 Jun 22", "The bridge is closed for a week.", "See the other",
        "bridge.",
    ]  # fmt: skip


def test_words_are_counted_as_a_reader_counts():
    assert count_words("Don’t – stop | A 5 £5.20 •") == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本市为有需要的家庭提供租房补贴。", 8),
        ("補助金 2024 を支給", 4),
        ("ช่วยเหลือ", 5),
        ("Öffnungszeiten “heute” – неделя", 3),
    ],
)
def test_in_scripts_without_spaces_two_characters_are_a_word(text, words):
    assert count_words(text) == words


def test_equal_texts_have_equal_fingerprints_however_they_are_broken_into_lines():
    assert fingerprint("The Harbour\nis open") == fingerprint("the harbour is open") != fingerprint("the harbour")
    assert fingerprint("") == ""


def test_a_fingerprint_is_the_same_in_any_case_of_any_alphabet_and_in_every_version():
    assert fingerprint("École d’Été\nÀ Lyon") == fingerprint("ÉCOLE D’ÉTÉ À LYON") == "302b8f9281a248a0"
    assert fingerprint("École d’Été à Lille") != "302b8f9281a248a0"
