"""Compares the headings of other people's tables: without case, accents, marks and spare spaces."""

import re
import unicodedata


def folded(heading: str) -> str:
    """A heading as it is compared.

    >>> folded(" E-Mail* "), folded("Prénom"), folded("Pagina’s_URL"), folded("Chemin de l'écran")
    ('e-mail', 'prenom', 'pagina url', 'chemin de l ecran')
    """
    parts = unicodedata.normalize("NFKD", heading).casefold().replace("_", " ")
    text = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[’']s\b|[^\w\s/-]", " ", text).split())
