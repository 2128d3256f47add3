"""What people write in place of a decision’s own word, in the languages of the catalogues and their neighbours."""

from assignments.decisions import ARCHIVE, CONVERT, DELETE, KEEP, MERGE, NOT_MINE, NOT_SURE, REWRITE, UPDATE


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SYNONYMS: dict[str, str] = {
    KEEP: "leave, leave it, leave as is, leave alone, leave as it is, keep as is, keep unchanged, stay, stays, retain, "
    "as is, ok as is, fine as is, no change, no changes, no change needed, no changes needed, no changes required, "
    "no update needed, nothing to do, nothing to change, no action, no action needed, no action required, "
    "laisser, laisser tel quel, garder tel quel, conserver, rien à faire, rien à changer, ne rien changer, "
    "behalten, behouden, mantener, conservar, mantenere, cadw",
    UPDATE: "edit, amend, fix, revise, refresh, change, modify, tweak, needs update, needs an update, update needed, "
    "update required, mise à jour, corriger, modifier, actualiser, aktualisieren, bijwerken, actualizar, aggiornare, "
    "diweddaru",
    REWRITE: "redo, re-write, write again, start again, refaire, neu schreiben, herschrijven, reescribir, riscrivere, "
    "ailysgrifennu",
    MERGE: "combine, consolidate, join, regrouper, zusammenführen, samenvoegen, combinar, fusionar, unire",
    ARCHIVE: "put in the archive, move to archive, move to the archive, withdraw, archivieren, archiveren, archivar, "
    "archiviare, archifo",
    DELETE: "bin, remove, scrap, get rid of, trash, kill, drop, take down, erase, del, chuck, throw away, effacer, "
    "enlever, löschen, entfernen, verwijderen, eliminar, borrar, eliminare, dileu",
    CONVERT: "make a page, make it a page, turn into a page, umwandeln",
    NOT_SURE: "unsure, dont know, don't know, do not know, dunno, no idea, cant tell, can't tell, i'm not sure, "
    "im not sure, undecided, idk, pas sûr, pas sûre, pas sur, pas sure, incertain, weiß nicht, weiss nicht, "
    "ddim yn siŵr",
    NOT_MINE: "not my page, not my area, not my subject, not my topic, not my field, not my department, "
    "someone else, somebody else, ask someone else, reassign, not for me, pas à moi, pas ma page, "
    "nicht meine, nicht meine seite",
}
"""By decision. What can also describe a page (“correct”, “current”) or mean two things (“unpublish”) is left out."""
DONE_WORDS: dict[str, str] = {
    KEEP: "kept left retained keeping leaving gardé gardée",
    UPDATE: "updated updating edited editing fixed fixing changed changing refreshed amended revised modifié modifiée "
    "corrigé corrigée actualisé actualisée",
    REWRITE: "rewritten rewriting redone redoing réécrit réécrite",
    MERGE: "merged merging combined combining joined fusionné fusionnée",
    ARCHIVE: "archived archiving withdrawn archivé archivée archiviert",
    DELETE: "deleted deleting removed removing binned binning scrapped scrapping supprimé supprimée effacé effacée "
    "gelöscht verwijderd",
    CONVERT: "converted converting converti convertie",
}
"""Forms that tell what shall become of a page after “to be”, and by themselves what may have become of it already."""
LEAD_INS = (
    "please", "pls", "bitte", "svp", "merci de", "por favor", "yes", "yes please", "ok to", "okay to", "fine to",
    "safe to", "happy to", "to", "should be", "must be", "can be", "to be", "needs to be", "need to be", "needs",
    "needs a", "need to", "i would", "i'd", "i say", "definitely", "let's", "we should", "we can", "à", "il faut",
    "on peut", "zu",
)  # fmt: skip
"""Beginnings that change nothing when nothing but a decision follows."""
FILLERS = _words(
    "please pls it this that page the a whole entire completely thanks thank you just simply à svp cette la le bitte "
    "merci diese seite"
)
"""Words that change nothing when they stand beside a decision."""
NEGATIONS = _words(
    "not no never dont don't doesn't cannot can't ne pas nicht kein non niet isn't shouldn't ddim peidio jamais nie "
    "nunca mai"
)
HARMLESS = (
    "no longer", "no more", "no change", "no changes", "no action", "no need to change", "no traffic", "no visits",
    "no views", "no visitors", "no value", "no use", "not needed", "not used", "not useful", "not relevant",
    "not current", "not valid", "not up to date", "not accurate", "not required", "not visited", "not read",
    "never used", "never read", "never visited", "plus utile", "plus utilisé", "plus utilisée", "pas utile",
)  # fmt: skip
"""A remark that begins so says why; it takes nothing back."""
DOUBTS = _words(
    "maybe perhaps probably possibly prob either or unless if ou vielleicht oder might and et und think guess assume "
    "suppose peut-être"
)
ANYWHERE = _words("maybe perhaps probably possibly think guess unless peut-être vielleicht")
"""Doubts that count wherever they stand in a remark."""
CONDITIONS = _words(
    "if unless once until till except yet later soon check ask but though however sauf si mais wenn außer aber falls "
    "jusqu"
)
"""Beside a decision that takes a page away they may take the decision back."""
LIMITS = _words(
    "except minus without only until till unless some one both most part half when after before once if sauf sans "
    "seulement jusqu jusqu'à jusqu'en außer ohne nur bis"
)
"""A remark that begins so limits the decision to a part of the page, or to a time."""
PART_OF_IT = _words("the all some these those my our its second first last every section le la les")
"""After a decision they begin the name of a part of the page, not of the page."""
KEPT_AS = _words("for as with w because since but unchanged live online it here parce car pour comme weil")
"""What may follow “keep” without a dash; with any other word it may be a part that is kept (“keep the table”)."""
DRASTIC = frozenset({ARCHIVE, CONVERT, DELETE})
"""What a volunteer may well want for a part of a page only: “delete old links” leaves the page alone."""
WHOLE = _words(
    "because as since due per out too outdated obsolete entirely completely now asap gone redirect to http https parce "
    "car trop vers weil da zu"
)
"""With these words begins why the whole page goes, or where to; not which part of it."""
TOWARDS = _words("with into to onto in avec dans vers à mit en con")
"""Between “merge” in whatever word and the page that takes over."""
LEADS_ON = _words("redirect redirecting redirected rediriger redirige umleiten weiterleiten")
"""“Delete and redirect to …” is one decision."""
OTHER_WAY = _words("pdf word docx doc excel xlsx")
"""“Convert” makes a page of a document; to make a document of a page is something else."""
GONE = (
    "gone", "none", "nothing", "nowhere", "no", "404", "410", "n/a", "na", "no redirect", "no replacement",
    "not needed", "nichts", "weg", "rien", "aucun", "aucune", "disparue", "disparu", "nulle part",
)  # fmt: skip
"""What people write where nothing takes over from a page that is deleted."""
