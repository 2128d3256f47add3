"""Names of the months: the commonest at hand, those of all other European languages from Unicode's data when needed."""

from functools import cache

_AT_HAND = (
    "january jan ionawr janvier janv januar jänner enero ene gennaio januari janeiro",
    "february feb chwefror février fevrier févr fevr februar febrero febbraio februari fevereiro",
    "march mar mawrth mars märz maerz marzo maart março",
    "april apr ebrill avril avr abril abr aprile",
    "may mai mayo maggio mei maio",
    "june jun mehefin juin juni junio giugno junho",
    "july jul gorffennaf juillet juil juli julio luglio julho",
    "august aug awst août aout agosto ago augustus",
    "september sept sep medi septembre septiembre settembre setembro",
    "october oct hydref octobre oktober okt octubre ottobre outubro",
    "november nov tachwedd novembre noviembre novembro",
    "december dec rhagfyr décembre decembre déc dezember dez diciembre dic dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(_AT_HAND, 1) for name in names.split()}
LANGUAGES = (
    *("pl", "cs", "sk", "sv", "da", "nb", "nn", "fi", "is", "et", "lv", "lt", "hu", "ro", "ru", "uk", "be", "bg", "sr"),
    *("mk", "sl", "hr", "sq", "el", "tr", "ca", "gl", "eu", "ga", "gd", "mt", "nl", "de", "fr", "es", "it", "pt", "id"),
)
"""Where one name means two months (`listopad`: November in Polish and Czech, October in Croatian) the first has it."""
_SHORTEST = 3
"""Letters; shorter names are other words in other languages."""


def month_of(name: str) -> int:
    """The number of a month by its name in one of many languages; 0 when it is none."""
    name = " ".join(name.lower().split())
    return MONTHS.get(name) or _others().get(name, 0)


@cache
def _others() -> dict[str, int]:
    """Takes a fifth of a second, so it is not made before a date has a word that is not known."""
    from babel.dates import get_month_names  # noqa: PLC0415 — most sites never need it

    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, written in get_month_names(width, context, language).items():
                    words = written.lower().replace("’", " ").replace("-", " ").strip(".").split()
                    # Catalan and Gaelic have the article in it: “d’abril”, “an t-samhain”
                    name = " ".join(words) if language == "ga" else words[-1]
                    if len(name) >= _SHORTEST:
                        found.setdefault(name, int(number))
    return found
