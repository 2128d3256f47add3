"""Derives from the answers that count for a page what is to become of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from assignments.decisions import DELETE, GONE, MERGE, NEEDS_TARGET, NOT_MINE, NOT_SURE
from assignments.records import Agreement, Answer, Clash, Conflict, Decision


def of_page(url: str, answers: Sequence[Answer]) -> Decision:
    """Derive the decision on a page from the answers that count."""
    firm = [one for one in answers if one.decision not in ("", NOT_MINE, NOT_SURE)]
    if not firm:
        unsure = [one for one in answers if one.decision == NOT_SURE]
        if not unsure:
            return Decision(page_url=url)
        return Decision(
            page_url=url,
            decision=NOT_SURE,
            note=_joined(unsure, "note"),
            reason=_joined(unsure, "reason"),
            decided_by=_who(unsure),
        )
    if len({_gist(one) for one in firm}) > 1:
        return Decision(page_url=url, decided_by=_who(firm), state=Agreement.CONFLICT)
    return Decision(
        page_url=url,
        decision=firm[0].decision,
        target=firm[0].target,
        reason=_joined(firm, "reason"),
        note=_joined(firm, "note"),
        decided_by=_who(firm),
        state=Agreement.AGREED,
    )


def _gist(one: Answer) -> tuple[str, str]:
    """What two people must share to agree: the decision, and the target where there must be one."""
    return one.decision, one.target if one.decision in NEEDS_TARGET else ""


def _joined(answers: Iterable[Answer], name: str) -> str:
    return " / ".join(dict.fromkeys(text for one in answers if (text := getattr(one, name))))


def _who(answers: Iterable[Answer]) -> str:
    return ", ".join(dict.fromkeys(one.volunteer for one in answers if one.volunteer))


def say(one: Answer | Decision) -> str:
    """A decision in a few words: `merge into https://…`."""
    if one.decision == MERGE:
        return f"merge into {one.target}"
    if one.decision == DELETE and one.target:
        return "delete (gone)" if one.target == GONE else f"delete (send visitors to {one.target})"
    return f"{one.decision} (to {one.target})" if one.target else one.decision


def speakers(answers: Sequence[Answer]) -> list[str]:
    """Who gives each answer, in the order of answers: the name, with the file where one person has sent several."""
    files: dict[str, set[str]] = defaultdict(set)
    for one in answers:
        files[one.volunteer].add(one.file)
    return [f"{one.volunteer} in “{one.file}”" if len(files[one.volunteer]) > 1 else one.volunteer for one in answers]


def differ(answers: Sequence[Answer]) -> Conflict:
    """Say how the answers that count for a page differ."""
    firm = [one for one in answers if one.decision not in ("", NOT_MINE, NOT_SURE)]
    sides = [f"{who}: {say(one)}" for who, one in zip(speakers(firm), firm, strict=True)]
    return Conflict(
        clash=Clash.PEOPLE,
        page_urls=(answers[0].page_url,),
        message=f"Opinions differ. {'; '.join(dict.fromkeys(sides))}.",
    )
