"""What analytics programs call the columns of addresses and of views in the languages that they speak.

Google Analytics and Search Console as people have exported them, Matomo as its own translations say
(`lang/*.json` and `plugins/Actions/lang/*.json` of matomo-org/matomo), Plausible, and what people write themselves.
"""

from assignments.headings import folded

_ADDRESSES = """
    Page path and screen class | Chemin de la page et classe de l'écran | Chemin de la page et classe d'écran
    Seitenpfad und Bildschirmklasse | Ruta de página y clase de pantalla | Ruta de la página y clase de pantalla
    Percorso pagina e classe schermata
    Page path + query string | Page path and query string | Page path | Chemin de la page | Seitenpfad
    Ruta de página | Ruta de la página | Percorso pagina | Page location | Full page URL
    Metadata: URL | Page URL | URL de la page | Seiten-URL | Seiten URL | URL de la página | URLs de página
    URL pagina | URL della pagina | URL delle pagine | Pagina URL | Pagina-URL | Pagina-URL's
    Landing page | Landing page + query string | Page de destination | Page de destination + chaîne de requête
    Landingpage | Landingpage + Abfragestring | Zielseite | Página de destino
    Página de destino + cadena de consulta | Pagina di destinazione
    Top pages | Pages les plus populaires | Häufigste Seiten | Die häufigsten Seiten | Páginas principales
    Pagine principali | Populairste pagina's
    URL | Page | Pages | Seite | Seiten | Página | Páginas | Pagina | Pagine | Pagina's | Tudalen | Tudalennau
    Address | Adresse | Dirección | Indirizzo | Adres | Cyfeiriad | Path | Chemin | Pfad | Ruta | Percorso | Pad
    Label | Bezeichnung | Etiqueta | Etichetta | Nom | Name | Waarde
"""
"""Headings of the address, the best first."""
_NUMBERS = """
    Views | Vues | Aufrufe | Vistas | Visualizaciones | Visualizzazioni | Weergaven
    Page views | Pageviews | Page-views | Screen page views | Vues de page | Pages vues | Seitenansichten
    Seitenaufrufe | Páginas vistas | Visualizzazioni pagina | Visualizzazioni di pagina | Paginaweergaves
    Paginaweergaven | Golygu Tudalennau | nb_hits | Hits | Accessi
    Unique pageviews | Unique page views | Vues de page uniques | Eindeutige Seitenansichten | Páginas vistas únicas
    Visualizzazioni uniche | Unieke paginaweergaves | Golygu Tudalennau Unigryw
    Visits | nb_visits | Visites | Besuche | Visitas | Visite | Bezoeken | Ymweliadau
    Sessions | Sitzungen | Sesiones | Sessioni | Sessies
    Clicks | Clics | Klicks | Clic | Klikken | Kliks
    Active users | Utilisateurs actifs | Aktive Nutzer | Usuarios activos | Utenti attivi | Actieve gebruikers
    Users | Utilisateurs | Nutzer | Benutzer | Usuarios | Utenti | Gebruikers
    Visitors | Visiteurs | Besucher | Visitantes | Visitatori | Bezoekers | Ymwelwyr
    Unique visitors | Visiteurs uniques | Eindeutige Besucher | Visitantes únicos | Visitatori unici
    Unieke bezoekers | Ymwelwyr unigol
    Impressions | Impressionen | Impresiones | Impressioni | Vertoningen | Count | Anzahl | Aantal | Nifer
"""
"""Headings of the number, the best first: how often a page was seen comes before how many people saw it."""


def _each(headings: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(one) for line in headings.strip().splitlines() for one in line.split("|")))


ADDRESSES, NUMBERS = _each(_ADDRESSES), _each(_NUMBERS)
