"""What a law or standard asks for, requirement by requirement, against the ratings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from agents.gaps import IN_PART, wanted_in
from frameworks.conditions import Situation
from frameworks.loader import Knowledge
from frameworks.schema.obligations import Requirement
from sextant.assessment import ObligationPart, RequirementPart
from sextant.records import ControlAssessment, ControlRating, Fact, ObligationFinding, Status


def obligation(
    law: ObligationFinding,
    controls: ControlAssessment,
    facts: Iterable[Fact],
    knowledge: Knowledge,
) -> ObligationPart:
    """The law with the status of each requirement that it has here; none where it is not
    catalogued."""
    ratings = {r.subcategory: r for r in controls.ratings}
    rule = knowledge.obligations.get(law.id)
    reduced = rule.reduced if rule else None
    if reduced and not reduced.applies_when.holds(Situation({f.id: f.value for f in facts})):
        reduced = None
    parts = tuple(
        _part(r, ratings)
        for r in (rule.requirements if rule else ())
        if reduced is None or r.id in reduced.requirements
    )
    counts = Counter(r.status for r in parts)
    return ObligationPart(
        id=law.id, title=law.title, basis=law.basis, reasons=law.reasons,
        subcategories=law.subcategories, met=counts["implemented"], partial=counts["partial"],
        lacking=counts["not_implemented"], unknown=counts["unknown"],
        covers=f"{reduced.because} {law.covers}" if reduced else law.covers,
        not_covered=law.not_covered, requirements=parts,
    )  # fmt: skip


def _part(requirement: Requirement, ratings: Mapping[str, ControlRating]) -> RequirementPart:
    statuses = {
        s: _status(ratings[s], wanted_in(requirement.aspects, s)) for s in requirement.subcategories
    }
    status = _of_all(statuses.values())
    if status == "implemented" and requirement.at_best:
        status = requirement.at_best
    unknown = tuple(s for s, found in statuses.items() if found == "unknown")
    return RequirementPart(
        id=requirement.id, title=requirement.title, subcategories=requirement.subcategories,
        status=status, unknown=unknown if status in ("partial", "not_implemented") else (),
    )  # fmt: skip


def _status(rating: ControlRating, named: Sequence[str]) -> Status:
    """Of the outcome, or of those of its parts that are asked for, once parts of it are known. A
    part that only a written rule speaks for is in place in part."""
    spoken = {*rating.met_aspects, *rating.open_aspects}
    if not named or not spoken or rating.status in ("unknown", "not_applicable"):
        return rating.status
    missing = dict(zip(rating.open_aspects, rating.missing, strict=True))
    return _of_all([
        ("partial" if missing[a].startswith(IN_PART) else "not_implemented") if a in missing
        else "unknown" if a not in rating.met_aspects
        else "partial" if a in rating.written_aspects else "implemented"
        for a in named
    ])  # fmt: skip


def _of_all(statuses: Iterable[Status]) -> Status:
    """Met only if all is known to be in place; lacking if what is known is; in part where some of
    it is in place and the rest is not known."""
    relevant = [s for s in statuses if s != "not_applicable"]
    known = [s for s in relevant if s != "unknown"]
    if not relevant:
        return "not_applicable"
    if not known:
        return "unknown"
    if all(s == "not_implemented" for s in known):
        return "not_implemented"
    complete = len(known) == len(relevant) and all(s == "implemented" for s in known)
    return "implemented" if complete else "partial"
