"""What was said, as what is said beside it limits, denies, postpones or repeats it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sextant.evidence.labels import Said
from sextant.records import Polarity

FLIP: dict[Polarity, Polarity] = {
    "implemented": "not_implemented",
    "not_implemented": "implemented",
    "partial": "partial",
    "planned": "not_implemented",
}


def is_of_control(said: Said) -> bool:
    """Whether it is about a Subcategory, not a fact or an asset."""
    return said.label.kind == "control"


def favours(said: Said) -> bool:
    """Whether it speaks for a Subcategory: in place, or at least planned."""
    return is_of_control(said) and said.polarity in ("implemented", "planned")


def is_lack(said: Said) -> bool:
    """Whether it denies a Subcategory."""
    return is_of_control(said) and said.polarity == "not_implemented"


def is_of_own_words(said: Said) -> bool:
    """Whether its words name its topic themselves."""
    return is_of_control(said) and not said.answered


def is_presumed(said: Said) -> bool:
    """An "in place" that no word of the answer says."""
    return said.presumed and said.polarity == "implemented"


def is_likened(said: Said) -> bool:
    """Recognised by its likeness to known sentences alone."""
    return is_of_control(said) and said.reading.hedged and said.size == 1


def is_lent(said: Said) -> bool:
    """An "in place" that no word names: taken for a yes, or like known answers."""
    return said.polarity == "implemented" and (said.presumed or is_likened(said))


def denies(said: Iterable[Said]) -> bool:
    """Whether what is said of Subcategories is "no" throughout."""
    controls = [s for s in said if is_of_control(s)]
    return bool(controls) and all(s.polarity == "not_implemented" for s in controls)


def aspect(said: Said) -> tuple[str, str]:
    """What it is about: an identifier and an aspect of it."""
    return said.label.id, said.label.aspect


def is_belied(answer: Said, said: Sequence[Said]) -> bool:
    """ "USB sticks: of course, everyone has one": an answer that affirms, with words that deny."""
    return answer.polarity == "implemented" and any(
        s.polarity == "not_implemented" and s.label.id == answer.label.id for s in said
    )


def without_assumed(
    before: Sequence[Said], assumed: Sequence[Said], said: Sequence[Said]
) -> list[Said]:
    """What was said, without what was only taken for granted and is now denied in plain words:
    "They are collected, but no human being ever looks"."""
    denied = {aspect(s) for s in said if not s.answered and s.polarity == "not_implemented"}
    return [s for s in before if not (s in assumed and aspect(s) in denied)]


def repeats(answer: Said, said: Sequence[Said]) -> bool:
    """ "Databases were not separated, so one login opened all" under "Network segmentation": the
    second clause names nothing and is no second, favourable answer."""
    told = {s.label.id for s in said if not s.answered}
    return answer.polarity == "implemented" and answer.label.id in told


def without_echoes(said: Sequence[Said]) -> list[Said]:
    """What a clause says, without a practice that the words of a lack of the same Subcategory seem
    to name as well: "admin accounts are used for daily work" tells of no daily review."""
    lacks = [s for s in said if is_lack(s) and s.label.sense == "gap"]
    return [
        s
        for s in said
        if not (favours(s) and s.label.sense == "practice" and any(_echoes(s, g) for g in lacks))
    ]


def _echoes(said: Said, lack: Said) -> bool:
    of_same = said.label.id == lack.label.id and said.label.aspect != lack.label.aspect
    shared = len(said.words & lack.words)
    return of_same and len(said.words) <= len(lack.words) and 2 * shared > len(said.words)


def limited(said: Said) -> Said:
    """The same, taken back for a part: told of practice, no rule."""
    if said.polarity != "implemented":
        return said
    return replace(said, polarity="partial", reading=replace(said.reading, policy=False))


def postponed(said: Said) -> Said:
    """The same, only decided on."""
    return replace(said, polarity="planned") if said.polarity == "implemented" else said


def lacking(said: Said) -> Said:
    """An item of a list of what is lacking."""
    is_practice = is_of_control(said) and said.label.sense == "practice"
    return replace(said, polarity="not_implemented") if is_practice else said


def supplied(said: Said) -> Said:
    """ "They had no MFA. It has since been rolled out": what lacked, as it is now."""
    return replace(said, polarity="implemented", size=1, answered=True)


def denied(said: Said) -> Said:
    """ "We bought tokens. Nobody uses them." """
    return replace(said, polarity="not_implemented", size=1)


def denied_in_part(said: Said) -> Said:
    """ "Pen test: 2023. 2024 skipped.": a denial of what was just affirmed."""
    return replace(said, polarity="partial") if is_lack(said) else said


CHANGES: dict[str, Callable[[Said], Said]] = {
    "limited": limited,
    "undone": lacking,
    "unused": lacking,
    "postponed": postponed,
}


def strongest(said: Sequence[Said]) -> list[Said]:
    """One assertion per label and aspect of a sentence; yes and no together are "in part"."""
    merged: dict[tuple[str, str, str], Said] = {}
    for item in said:
        key = (item.label.kind, item.label.id, item.label.aspect)
        other = merged.get(key)
        if other is None:
            merged[key] = item
        elif is_of_control(item) and item.polarity != other.polarity:
            merged[key] = replace(other, polarity="partial")
    return list(merged.values())
