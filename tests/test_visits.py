"""Visits come from the tables that analytics programs export; every row is matched, counted as unmatched, or unused."""

import json

import openpyxl
import pytest
import small
from click.testing import CliRunner

import cli
from assignments.visits import Unmatched, VisitsError, import_visits
from audit.visits import Visits

GA4 = """\
# ----------------------------------------
# Pages and screens: Page path and screen class
# ----------------------------------------
#
# Start date: 20250601
Page path and screen class,Views,Active users,Event count
/,"1,200",800,9
/grants,30,20,1
/grants/?utm_source=mail,12,9,1
/old,5,5,1
/nowhere,4,4,1
(not set),3,1,1
,55,,
"""
MATOMO = "\ufeffPage URL\tnb_visits\tnb_hits\nhttp://bryn.example/grants/apply/\t7\t11\nhttps://other.example/\t1\t2\n"
SEARCH_CONSOLE = "Top pages;Clicks;Impressions\nhttps://www.bryn.example/news/2015/fete;3;900\n"
PLAIN = "Who asked;Adresse;URL;Count\nMair;x;www.bryn.example/news;1.234\n"


def seen(workspace):
    """(path, views) of what was kept."""
    return [(visits.page_url.removeprefix(small.SITE), visits.views) for visits in workspace.records(Visits)]


@pytest.mark.parametrize(
    ("text", "encoding", "kept"),
    [
        (GA4, "utf-8", [("", 1200), ("grants/", 42), ("news/", 5)]),
        (MATOMO, "utf-16", [("grants/apply", 11)]),
        (SEARCH_CONSOLE, "utf-8", [("news/2015/fete", 3)]),
        (PLAIN, "cp1252", [("news/", 1234)]),
    ],
)
def test_the_exports_of_several_programs_are_understood(small_workspace, tmp_path, text, encoding, kept):
    (tmp_path / "visits.csv").write_bytes(text.encode(encoding))
    import_visits(small_workspace, tmp_path / "visits.csv")

    assert seen(small_workspace) == kept


@pytest.mark.parametrize(
    "headings",
    [
        ("Chemin de la page et classe de l’écran", "Utilisateurs actifs", "Vues"),
        ("Seitenpfad und Bildschirmklasse", "Aktive Nutzer", "Aufrufe"),
        ("Ruta de página y clase de pantalla", "Usuarios activos", "Vistas"),
        ("Percorso pagina e classe schermata", "Utenti attivi", "Visualizzazioni"),
        ("URL de la page", "Visiteurs uniques", "Vues de page"),
        ("Seiten-URL", "Besuche", "Seitenansichten"),
        ("URL DE LA PAGINA", "Visitantes unicos", "PAGINAS VISTAS"),
        ("URL pagina", "Visitatori unici", "Visualizzazioni pagina"),
        ("Pagina's", "Unieke bezoekers", "Paginaweergaves"),
        ("Label", "Ymweliadau", "Golygu Tudalennau"),
        ("Pages les plus populaires", "Impressions", "Clics"),
        ("Häufigste Seiten", "Impressionen", "Klicks"),
        ("Páginas principales", "Impresiones", "Clics"),
        ("Pagine principali", "Impressioni", "Clic"),
        ("name", "visitors", "pageviews"),
        ("Tudalen", "Tudalennau fesul awr", "Nifer"),
    ],
)
def test_headings_are_known_in_the_languages_of_the_programs(small_workspace, tmp_path, headings):
    """With accents or without, and how often a page was seen comes before how many people saw it."""
    text = f"{';'.join(headings)}\n/grants/;3;17\n/nowhere;1;2\n"
    (tmp_path / "visits.csv").write_text(text, encoding="utf-8")
    done = import_visits(small_workspace, tmp_path / "visits.csv")

    assert (done.address_column, done.views_column, done.views) == (headings[0], headings[2], 17)
    assert done.unmatched == (Unmatched("/nowhere", 2),)


def test_headings_that_nobody_knows_are_named_with_the_remedy(small_workspace, tmp_path):
    wide = [f"Mesur {n}" for n in range(13)]
    (tmp_path / "visits.csv").write_text(f"Ystadegau\nTudalen we y safle,{','.join(wide)}\n/a,{',1' * 13}\n")
    with pytest.raises(VisitsError) as raised:
        import_visits(small_workspace, tmp_path / "visits.csv")

    read = ", ".join(f"“{name}”" for name in ["Tudalen we y safle", *wide[:11]])
    assert str(raised.value) == (
        f"{tmp_path / 'visits.csv'} has no heading that is known for addresses beside one for numbers. "
        f"Read as headings: {read} and 2 more. In the file, call the column of addresses “URL” and the column of "
        "numbers “Views”, and try again."
    )


def test_every_row_is_accounted_for(small_workspace, tmp_path):
    (tmp_path / "ga4.csv").write_text(GA4, encoding="utf-8")
    done = import_visits(small_workspace, tmp_path / "ga4.csv")

    assert (done.rows, done.pages, done.views, done.unused) == (7, 3, 1247, 2)
    assert done.unmatched == (Unmatched("/nowhere", 4),)


def test_a_workbook_is_read_too_and_takes_the_place_of_what_was_there(small_workspace, tmp_path):
    small_workspace.append(Visits, [Visits(page_url=small.at("old"), views=1, source="old.csv")])
    book = openpyxl.Workbook()
    book.active.append(["Our year in numbers"])
    book.active.append(["Address", "Visits"])
    book.active.append(["https://www.bryn.example/grants/", 17])
    book.save(tmp_path / "year.xlsx")
    import_visits(small_workspace, tmp_path / "year.xlsx")

    assert list(small_workspace.records(Visits)) == [Visits(page_url=small.at("grants/"), views=17, source="year.xlsx")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Name,Age\nMair,40\n", "beside one for numbers. Read as headings: “Name”, “Age”. In the file"),
        (b"URL,Views\nhello there,many\n", "no row with an address and a number under “URL” and “Views”"),
        (b"", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(small_workspace, tmp_path, content, says):
    small_workspace.append(Visits, [Visits(page_url=small.at("old"), views=1)])
    (tmp_path / "visits.csv").write_bytes(content)
    with pytest.raises(VisitsError, match=says):
        import_visits(small_workspace, tmp_path / "visits.csv")

    assert seen(small_workspace) == [("old", 1)]


def test_the_command_says_what_it_did(small_workspace, tmp_path):
    (tmp_path / "ga4.csv").write_text(GA4, encoding="utf-8")
    result = CliRunner().invoke(cli.main, ["import", str(tmp_path / "ga4.csv"), "-w", str(small_workspace.folder)])
    as_json = CliRunner().invoke(
        cli.main, ["import", str(tmp_path / "ga4.csv"), "--json", "-w", str(small_workspace.folder)]
    )

    assert result.stdout == (
        "ga4.csv: 7 rows read, addresses from “Page path and screen class”, views from “Views”.\n"
        "3 pages of the inventory have 1,247 views. "
        f"Run the rules again with: audit check -w {small_workspace.folder}\n"
        "Not used, because they hold no address with a number (totals, notes): 2 rows.\n"
        "Not in the inventory: 1 address with 4 views. The most visited:\n"
        "          4  /nowhere\n"
    )
    assert json.loads(as_json.stdout)["unmatched"] == [{"address": "/nowhere", "views": 4}]
    assert "There is no file" in CliRunner().invoke(cli.main, ["import", "x", "-w", str(small_workspace.folder)]).stderr
