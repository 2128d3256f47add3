"""What people type for a decision is taken, taken with a warning, or asked about; never guessed across meanings."""

import pytest

from assignments import words
from assignments.placing.minutes import minutes_of
from assignments.placing.typed import Vocabulary

VOCABULARY = Vocabulary(
    [{d: w.word for d, w in words.load(language).decisions.items()} for language in words.languages()]
)
AS_IT_IS = {
    "keep": "keep|KEEP|Keep.|keep!|*keep*|[keep]|(keep)|“keep”|keep 👍|✓ keep|garder|Garder",
    "delete": "Delete |DELETE!|delete!!!|=delete|<delete>|/delete|supprimer|SUPPRIMER.",
    "archive": "“archive”.|archiver",
    "update": "update|Mettre à jour",
    "rewrite": "Rewrite!!|réécrire",
    "merge": "merge|fusionner",
    "convert": "convert|convertir",
    "not sure": "Not\u00a0sure|not sure!|je ne sais pas",
    "not mine": "  NOT  MINE|pas pour moi",
}
WITH_A_WARNING = {
    "keep": "kepp|kep|keep it|keep this|keep as it is|leave|"
    "leave as is|leave alone|as is|no change|no changes needed|"
    "nothing to do|fine to keep|yes, keep|I would keep it|"
    "definitely keep|à garder|a garder|garder tel quel|conserver|"
    "laisser tel quel|rien à faire|behalten|behouden|mantener|cadw",
    "delete": "bin it|BIN!|delet|delte|please delete this page|delete it please|delete whole page|to delete|"
    "to be deleted|should be deleted|can be deleted|ok to delete|yes delete|need to delete|I'd delete|take down|"
    "get rid of|à supprimer|a supprimer|effacer|bitte löschen|löschen|verwijderen|eliminar|dileu",
    "update": "updte|upadte|needs updating|needs an update|update needed|mise à jour|à mettre à jour|actualiser|fix",
    "rewrite": "re-write|rewite|needs rewriting|à réécrire|neu schreiben",
    "merge": "mrege|combine|zusammenführen",
    "archive": "archve|archive it|move to archive|à archiver|archivieren",
    "convert": "convrt|make it a page",
    "not sure": "unsure|don't know|dunno|no idea|idk|notsure|not-sure|pas sûr|pas sure|weiß nicht",
    "not mine": "not my page|Not my area|not my subject|not my department|someone else|notmine|pas à moi",
}
WITH_A_REMARK = [
    ("keep - but fix the phone number", "keep", "but fix the phone number"),
    ("keep – no change", "keep", "no change"),
    ("keep for now", "keep", "for now"),
    ("keep with minor edits", "keep", "with minor edits"),
    ("merge into https://a.example/b/", "merge", "into https://a.example/b/"),
    ("merge with K482TM", "merge", "with K482TM"),
    ("combine with /about", "merge", "with /about"),
    ("fusionner avec /a", "merge", "avec /a"),
    ("remove: nobody reads it", "delete", "nobody reads it"),
    ("delete - no longer needed", "delete", "no longer needed"),
    ("delete – not used since 2019", "delete", "not used since 2019"),
    ("delete -> /about", "delete", "/about"),
    ("delete and redirect to /about", "delete", "and redirect to /about"),
    ("supprimer et rediriger vers /accueil", "delete", "et rediriger vers /accueil"),
    ("delete (see note)", "delete", "see note"),
    ("delete this one", "delete", "this one"),
    ("delete gone", "delete", "gone"),
    ("archive as outdated", "archive", "as outdated"),
    ("archiver : trop vieux", "archive", "trop vieux"),
    ("update phone number", "update", "phone number"),
    ("not mine - HR", "not mine", "HR"),
]
ASKED = (
    # other than a decision
    "?|n/a|N/A|✓|x|X|-|–|.|1|3|0|yes|no|y|oui|non|ok|OK|fine|"
    "good|d'accord|TBC|tbd|to be confirmed|none|rien|same as above|"
    'see note|voir note|ditto|idem|"|👍|❌|TRUE|VRAI|#N/A|#REF!|'
    "=A1|2026-03-01|D|upd|404|error|gone|old|outdated|duplicate|"
    "review|check with Bob|ask Bill|split|rename|redirect to /about|hide|unpublish|correct|current|wrong page|"
    # taken back, or in doubt
    "don't delete|do not delete|never delete|no delete|"
    "no keep|not archive|delete not|cannot delete|not to be deleted|"
    "no need to delete|can we delete|why delete|undelete|delete?|delete? no keep|delete? yes|supprimer ?|¿borrar|"
    "probably delete|perhaps keep|possibly archive|"
    "delete, I think|I think delete|not sure - delete?|not sure, probably keep|"
    "delete - maybe next year|delete if nobody objects|"
    "delete: unless legal needs it|delete - but ask Bill|delete later|"
    "ne pas supprimer|ne supprimez pas|supprimer - sauf le plan|nicht löschen|niet verwijderen|non eliminare|"
    "peidio â dileu|not fine|delete 🤔|keep 👎|✗ keep|"
    # more than one decision
    "delete or keep|keep or update|keep/merge|keep & update|keep and archive|keep, update date|update or delete|"
    "keep, merge later|archive, don't delete|archive instead of delete|Archive / delete|supprimer ou garder|"
    "delete - leave the pdf|archive: remove from menu|Not mine: delete though|"
    # a part of the page, or a time
    "delete old links|delete image|remove the table|"
    "delete the second paragraph|delete everything but the map|delete pdf|"
    "delete this para|delete most|delete one|archive 2019 news|archive the rest|convert table|convert to PDF|"
    "keep only the table|keep text|keep one|keep except table|keep until June|delete after June|remove dead links|"
    # done already
    "deleted|updated|archived|done|Done!|binned|supprimé"
)


def each(groups):
    return [(typed, decision) for decision, all_ in groups.items() for typed in all_.split("|")]


@pytest.mark.parametrize(("typed", "decision"), each(AS_IT_IS))
def test_case_spaces_and_punctuation_do_not_matter(typed, decision):
    read = VOCABULARY.read(typed)

    assert (read.decision, read.warning, read.question) == (decision, "", "")


@pytest.mark.parametrize(
    ("typed", "decision", "remark"), [*((t, d, "") for t, d in each(WITH_A_WARNING)), *WITH_A_REMARK]
)
def test_plain_synonyms_typing_errors_and_remarks_are_taken_with_a_warning(typed, decision, remark):
    read = VOCABULARY.read(typed)

    assert (read.decision, read.remark, read.question) == (decision, remark, "")
    assert typed in read.warning


@pytest.mark.parametrize("typed", ASKED.split("|"))
def test_what_could_mean_something_else_is_asked_about(typed):
    read = VOCABULARY.read(typed)

    assert read.decision == ""
    assert read.question.endswith((".", "?"))
    assert typed in read.question


@pytest.mark.parametrize("typed", ["yes please " * 2900 + "x", "to " * 10_000 + "x", "ab" + "!" * 32_000 + "ab"])
def test_a_cell_full_of_the_same_words_is_asked_about_like_any_other(typed):
    assert VOCABULARY.read(typed).question.endswith("is none of the decisions.")


@pytest.mark.parametrize("language", words.languages())
def test_every_word_of_every_catalogue_is_understood(language):
    for decision, word in words.load(language).decisions.items():
        assert VOCABULARY.read(word.word.upper()).decision == decision


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("5", 5), ("5,5", 5.5), ("5 min", 5), ("1h", 60), ("1 h 30", 90), ("2-3", 2.5), ("ca. 10", 10), ("00:05:00", 5)],
)
def test_minutes_are_read_as_people_write_them(typed, minutes):
    assert minutes_of(typed)[0] == minutes


@pytest.mark.parametrize("typed", ["half", "a while", "#N/A", "-3", "99999", f"PT{'9' * 5000}H0M0S"])
def test_minutes_that_are_no_number_are_named(typed):
    assert minutes_of(typed) == (None, f"The minutes “{typed}” could not be read as a number.")
