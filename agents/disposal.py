"""The model proposes, code disposes: what a ruling must show before it counts (docs/adr/0002).

A ruling that cannot be verified is rejected; one that the deterministic reader reads otherwise is
put aside for a person ("review"). Neither moves anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agents.exhibits import Sighting
from agents.nearness import Nearness
from agents.rulings import QUOTE, Case, Said
from agents.topics import NEAR, is_near
from sextant.evidence.labels import Said as Assertion
from sextant.records import RELIABILITIES, Polarity, Ruling, Statement

NOT_FOUND = "the quotation does not stand in what was shown"
ORDERS = "the quotation gives orders or claims everything at once"
STATES_NOTHING = "the quoted sentence states nothing that holds here and now"
READS_OTHERWISE = "read as a whole, the quoted sentence says otherwise: {}"
TAKEN_BACK = "another sentence of the same passage says otherwise"
OFF_TOPIC = "the quoted sentence is not plainly about this"
ONE_VOICE = "one voice that is not reliable by itself raises no rating"
_STATED = 0.5
_ABOUT = 0.01  # about the share that each of 106 topics would have by chance
_NEAR_ELSEWHERE = 1  # a sentence known to speak of something else must lie nearer
_RELIABLE = RELIABILITIES.index("document")


def sighted(said: Said, case: Case) -> Sighting | Ruling:
    """The quotation as it was found in what was shown; else the ruling that it was not."""
    sighting = case.exhibits.sight(said.values[QUOTE], said.shown)
    if sighting is None:
        return said.ruled("rejected", NOT_FOUND)
    return said.ruled("rejected", ORDERS) if sighting.doubted else sighting


def disagreement(
    sighting: Sighting,
    kind: str,
    topic: str,
    claimed: Polarity,
    near: Nearness,
    among: int = NEAR,
) -> str:
    """Why the deterministic reader does not support that the quoted sentences say `claimed` of
    the topic; "" when it does. Where its words know the topic, they decide; else the sentence must
    read that way as a whole, and lie near the topic: `among` the nearest."""
    known = {s.polarity for s in _about(sighting.said, kind, topic)}
    if known and known != {claimed}:
        return READS_OTHERWISE.format(_words(known))
    if any(_worse(s.polarity, claimed) for s in _about(sighting.around, kind, topic)):
        return TAKEN_BACK
    if known:
        return ""
    if sighting.tenor is None:
        return STATES_NOTHING
    if sighting.tenor != claimed:
        return READS_OTHERWISE.format(_words({sighting.tenor}))
    if kind == "control" and (reason := _unlike(sighting, topic, claimed)):
        return reason
    within = _NEAR_ELSEWHERE if any(s.label.kind == kind for s in sighting.said) else among
    return "" if is_near(near, topic, sighting.quote, within) else OFF_TOPIC


def _unlike(sighting: Sighting, topic: str, claimed: Polarity) -> str:
    """Why a sentence is not like any that says this of the Subcategory; "" when it is, or when no
    sentence of its kind was ever learned from."""
    likeness = sighting.likeness
    if likeness is None:
        return ""
    if likeness.stated < _STATED:
        return STATES_NOTHING
    if likeness.about(topic) < _ABOUT:
        return OFF_TOPIC
    if claimed in ("implemented", "partial") and likeness.polarity == "not_implemented":
        return READS_OTHERWISE.format(_words({likeness.polarity}))
    return ""


def is_reliable(sighting: Sighting) -> bool:
    """Whether one such voice suffices to say something favourable: what a document reports, or a
    system; not what a rule demands and not what somebody told."""
    return sighting.exhibit.worth >= _RELIABLE and not sighting.exhibit.passage.rule


def two_voices(favourable: Iterable[Statement]) -> bool:
    """Whether these statements are two independent voices, or one of a reliable source."""
    spoken = [s for s in favourable if s.polarity in ("implemented", "partial")]
    if any(RELIABILITIES.index(s.reliability) >= _RELIABLE and not s.policy for s in spoken):
        return True
    return len({s.source for s in spoken}) > 1


def _about(said: Sequence[Assertion], kind: str, topic: str) -> Iterable[Assertion]:
    return (s for s in said if s.label.kind == kind and s.label.id == topic)


def _worse(polarity: Polarity, claimed: Polarity) -> bool:
    return polarity != claimed and polarity in ("not_implemented", "planned", "partial")


def _words(polarities: Iterable[Polarity]) -> str:
    return ", ".join(sorted(p.replace("_", " ") for p in polarities))
