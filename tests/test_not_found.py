"""Soft 404s by their words: error pages are known, and pages about error pages are not taken for them."""

import csv
from pathlib import Path

import pytest

from audit.examples import site_of
from audit.gone_words import fold
from audit.not_found import not_found
from audit.rule import Certainty, Example
from audit.rules.soft_404 import RULE
from crawler.workspace import Workspace

LABELS = Path(__file__).parents[1] / "benchmarks" / "labels" / "soft_404.csv"
with LABELS.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
ARTICLE = "When nobody finds a page, a link was wrong or the page has gone. " * 60


MISJUDGED = 0.05
"""Share of the labelled pages, jokes and the hardest cases among them, that may be judged wrongly."""


def said(title, heading="", text=""):
    return not_found(title, heading, text, len(text.split()))


def test_hardly_any_of_the_labelled_pages_is_judged_wrongly():
    wrong = [
        row["title"] for row in ROWS if bool(said(row["title"], row["heading"], row["text"])) != (row["label"] == "yes")
    ]

    assert len(wrong) <= MISJUDGED * len(ROWS), wrong


@pytest.mark.parametrize(
    ("title", "heading", "text"),
    [
        ("Page not found | Bryn", "Page not found", "If you typed the web address, check it is correct."),
        ("Bryn", "", "We’re sorry, but the page you asked for has been moved or deleted."),
        ("404", "", ""),
        ("Careers", "This job has been filled", "Browse our other vacancies."),
        ("Shop", "Product not found", "The product you are looking for is no longer available."),
        ("Forum", "Information", "The requested topic does not exist."),
        ("Catalogue", "Invalid record", "Sorry, this title no longer exists in our catalogue."),
        ("Ошибка 404", "Страница не найдена", "Возможно, она была удалена."),
        ("Stellenangebote", "Diese Stelle ist bereits besetzt", "Alle offenen Stellen finden Sie hier."),
        ("Intranet", "La página que busca ya no está disponible", "Vuelva al inicio."),
        ("Siden findes ikke", "Siden findes ikke længere", "Prøv at søge."),
        ("页面不存在", "您访问的页面不存在或已删除", "返回首页"),
        ("IIS", "Server Error", "The directory or file specified does not exist on the Web server."),
    ],
)
def test_a_page_that_says_that_it_or_what_it_was_about_is_not_there_is_known_by_it(title, heading, text):
    assert said(title, heading, text)


@pytest.mark.parametrize(
    "title",
    [
        "Designing a 404 page", "How to write a page-not-found message", "Page not found errors and how to mend them",
        "404 pages", "Room 404", "Bus 404", "Lost property", "Missing persons", "Not found in Wales: the smooth snake",
        "Broken links: a guide for editors", "Gestaltung einer 404-Seite", "Concevoir une page 404",
        "404ページの作り方",
    ],
)  # fmt: skip
@pytest.mark.parametrize("text", ["Keep it short and kind.", "What we learnt, and what visitors told us about it."])
def test_a_page_about_such_pages_or_about_other_things_that_are_lost_is_none(title, text):
    assert said(title, title, text) == ""


@pytest.mark.parametrize(
    ("thing", "other"),
    [
        ("The page you are looking for does not exist.", "A page that does not exist answers 404."),
        ("This page has been removed.", "Pages have been removed."),
        ("This event is no longer available.", "There are no events."),
        ("This page cannot be found.", "When this page cannot be found, call us."),
        ("This page cannot be found.", "This page cannot be found?"),
        ("This page cannot be found.", "“This page cannot be found”"),
    ],
)
def test_what_counts_is_said_outright_of_the_one_thing_that_was_asked_for(thing, other):
    assert said("Bryn", "", f"{thing} Go to the home page.")
    assert said("Bryn", "Bryn council", f"{other} Read more in the report.") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Es tut uns leid, aber die angeforderte Seite konnte nicht gefunden werden.",
        "Sajnáljuk, de a keresett oldal nem található.",
        "Mae'n ddrwg gennym, ond ni ddarganfuwyd y dudalen",
        "На жаль, запрошену сторінку не знайдено.",
        "申し訳ありませんが、お探しのページは見つかりませんでした。",
    ],
)
def test_an_excuse_is_understood_in_languages_that_the_table_names_with_and_without_accents(text):
    assert not_found("Example", "", text, len(text.split()))
    assert not_found("Example", "", fold(text), len(text.split()))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Sitemap", "Cannot find a page? Everything is here: Home, About, News, Contact."),
        ("Was fehlt", "Uns fehlt ein Kassenwart. Wer hat Zeit?"),
        ("Trees removed", "Three limes were removed on Monday. We plant new ones in March."),
        ("Tout sur l'erreur 404", "L'erreur 404, page introuvable, apparaît quand l'adresse n'existe pas."),
        ("Not Found: a novel", "A girl goes missing. 288 pages, paperback."),
        ("Ligne 404", "La ligne 404 passe toutes les heures. L’arrêt Vieux Marché est fermé."),
    ],
)
def test_questions_and_other_things_that_are_gone_and_pages_about_errors_are_no_excuse(title, text):
    assert not_found(title, title.partition(":")[0], text, len(text.split())) == ""


def test_folding_keeps_the_length_so_that_quotes_stand_where_they_stood():
    words = "Página não existe: ĲSBERG, straße, 페이지, が, Ǆ"

    assert len(fold(words)) == len(words)


def test_what_the_page_calls_itself_is_quoted():
    assert not_found("Page not found | Bryn", "Sorry, we can’t find that page", "Try again.", 2) == (
        "Sorry, we can’t find that page"
    )


@pytest.mark.parametrize("title", ["Page not found", "404 Not Found", "Page not found – a novel"])
def test_a_long_page_is_an_article_whatever_it_is_called(title):
    assert not_found(title, title, ARTICLE, len(ARTICLE.split())) == ""


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (
            "Find your bin day",
            "Enter your postcode. If the address you are looking for is not in the list, contact us.",
        ),
        ("Council tax", "The leaflet: this page is no longer available in print. Contact us."),
        ("Register to vote", "Sorry, we could not find your address in the register. Search again or contact us."),
        ("Summer fair cancelled", "This event has been cancelled. Tickets will be refunded. Search for other events."),
    ],
)
def test_a_short_page_that_speaks_of_another_thing_that_is_not_there_is_no_error_page(heading, text):
    assert said(heading, heading, text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "No events found.", "No gizmos found", "There are no listings matching your search.", "Products not available",
        "No se encontraron resultados", "検索結果がありません", "Nothing matched your search.",
        "Your order could not be found.", "Sorry, you don’t have access to this page.",
        "Keine Veranstaltungen gefunden", "Aucun événement trouvé", "Nessun evento trovato",
        "Geen evenementen gevonden", "Inga evenemang hittades",
    ],
)  # fmt: skip
def test_an_empty_list_or_what_is_the_readers_own_is_no_error_page(text):
    assert said("Bryn", text) == ""
    assert said("Bryn", "", text) == ""


@pytest.mark.parametrize(
    "text", ["Gizmo not found", "No such page", "Business not found", "The results you are looking for do not exist."]
)
def test_one_thing_or_what_was_asked_for_is_not_taken_for_a_list(text):
    assert said("Bryn", text)


def test_the_heading_of_an_error_page_may_have_stayed_english():
    assert said("Bryn", "Page not found", "Die verwendete URL ist nicht mehr gültig. Bitte nutzen Sie die Suche.")


@pytest.mark.parametrize("number", ["۴۰۴", "٤٠٤", "４０４", "४०४"])
def test_the_number_of_the_error_is_known_in_the_digits_of_all_scripts(number):
    assert said("Bryn", number)


@pytest.mark.parametrize(
    "text", ["You’ve arrived at a page that does not exist.", "Du har kommet til en side som ikke finnes."]
)
def test_a_page_at_which_the_reader_has_arrived_is_this_one(text):
    assert said("Bryn", "", text)


@pytest.mark.parametrize("asked", ["What is “Page not found”?", "Why does it say that this page does not exist?"])
def test_a_heading_that_asks_about_error_pages_tells_of_them(asked):
    text = "The server tells you that this page does not exist."

    assert said("Glossary", asked, text) == ""
    assert said("Bryn", "", text)


@pytest.mark.parametrize(("likeness", "certainty"), [(1.0, Certainty.SURE), (0.95, None)])
def test_a_page_that_says_what_the_site_says_of_invented_addresses_word_for_word_is_marked_for_certain(
    tmp_path, likeness, certainty
):
    example = Example(html="<h1>Ahoy</h1><p>Arr, here be dragons.</p>", facts={"soft_404": likeness})
    with Workspace(tmp_path, create=True) as workspace:
        site = site_of(example, workspace)
        [seen] = RULE.check(site.page(example.url), site)

    assert seen.certainty is certainty


def test_a_long_text_without_spaces_is_an_article():
    text = "在这里我们说明一件事，" * 200 + "页面不存在，请返回首页"

    assert not_found("说明", "说明", text, 1) == ""


def test_an_excuse_counts_after_a_condition_in_another_sentence():
    text = "If you typed it, check the spelling. The page you requested could not be found."

    assert not_found("Bryn", "Bryn", text, len(text.split())) == "The page you requested could not be found"


@pytest.mark.parametrize("again", ["a", " ", "“", " | ", "404. "])
def test_a_title_and_a_heading_of_a_megabyte_take_no_time(again):
    """Only their beginning is read: were all of it, this would take hours."""
    megabyte = again * 1_000_000

    assert said("Page not found", megabyte) == "Page not found"
    assert said(megabyte, "Page not found") == "Page not found"
