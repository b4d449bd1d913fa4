"""Review: a person accepts, changes or rejects ratings and risks; the agents go on from there.

The trail is only ever added to; each entry carries the digest of the one before. The last entry
about a subject holds, unless what it was about has changed since: then it is stale, does nothing,
and is reported. Ratings come first; risks are looked at as they are with the ratings as reviewed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from agents.control_evaluation import gap_of
from agents.judgements import likelihoods
from agents.revision import recompute
from agents.risk_scoring import RiskInput, exposure_of
from frameworks.loader import Knowledge
from sextant.changes import Change, applied
from sextant.records import (
    AssessmentState,
    ControlAssessment,
    ControlRating,
    Level,
    Review,
    RiskJudgement,
    RiskRegister,
    RuledOutThreat,
    ThreatAssessment,
    Verdict,
)
from sextant.trail import holding

Kind = Literal["rating", "risk"]
_RISK = "R-"  # a risk's id is this and its threat's


@dataclass(frozen=True)
class Reviewed:
    """A state as reviewed. `stale`: numbers of entries that hold no longer, with why in words."""

    state: AssessmentState
    stale: Mapping[int, str]


def verdict_of(state: AssessmentState, kind: Kind, subject: str) -> Verdict | None:
    """What a finished state says of one subject; None when there is no such rating or risk."""
    if kind == "rating":
        return _ratings(state).get(subject)
    return _risks(state).get(subject)


def reviewed(machine: AssessmentState, trail: Sequence[Review], knowledge: Knowledge) -> Reviewed:
    """`machine`, a finished state as the agents left it, computed again with the trail in force."""
    last = holding(trail).values()
    found = _ratings(machine)
    stale = {
        r.number: _why_stale(r, found.get(r.subject))
        for r in last
        if r.kind == "rating" and found.get(r.subject) != r.found
    }
    ratings = {r.subject: r for r in last if r.kind == "rating" and r.number not in stale}
    state = _with_ratings(machine, ratings, knowledge)
    levels = _risks(state)
    stale |= {
        r.number: _why_stale(r, levels.get(r.subject))
        for r in last
        if r.kind == "risk" and _is_stale(r, levels.get(r.subject))
    }
    risks = {r.subject: r for r in last if r.kind == "risk" and r.number not in stale}
    if any(r.decision != "accept" for r in risks.values()):
        state = _with_risks(state, risks, knowledge)
    return Reviewed(state, stale)


def _is_stale(review: Review, now: Verdict | None) -> bool:
    """A rejected risk stays rejected at whatever level; all else was about a certain one."""
    return now is None or (review.decision != "reject" and now != review.found)


def _why_stale(review: Review, now: Verdict | None) -> str:
    then = in_words(review.found)
    since = "is not there any more" if now is None else f"is {in_words(now)} now"
    return f"{review.subject} was {then} when {review.by} reviewed it and {since}; review it again"


def in_words(verdict: Verdict) -> str:
    """A verdict in a message: 'not implemented', 'high (likelihood high, impact moderate)'."""
    if verdict.status:
        return verdict.status.replace("_", " ")
    if not verdict.severity:
        return "no risk"
    text = f"{verdict.severity} (likelihood {verdict.likelihood}, impact {verdict.impact})"
    return text.replace("_", " ")


def _ratings(state: AssessmentState) -> dict[str, Verdict]:
    ratings = state.controls.ratings if state.controls else ()
    return {r.subcategory: Verdict(status=r.status) for r in ratings}


def _risks(state: AssessmentState) -> dict[str, Verdict]:
    risks = state.risks.risks if state.risks else ()
    return {r.id: Verdict(**r.current.model_dump()) for r in risks}


def _with_ratings(
    machine: AssessmentState,
    reviews: Mapping[str, Review],
    knowledge: Knowledge,
) -> AssessmentState:
    """The person's status in the place of what was said, so that threats see it too; the quotes
    and the rule's reason stay on the rating."""
    changed = {s: r for s, r in reviews.items() if r.decision != "accept"}
    if not changed:
        return machine
    switches = [Change(subject=s, value=_polarity(r.verdict.status)) for s, r in changed.items()]
    given = applied(machine, switches, knowledge)
    said = {r.subcategory: r for r in machine.controls.ratings} if machine.controls else {}
    confidence = knowledge.scales.scoring.review_confidence

    def override(result: ControlAssessment) -> ControlAssessment:
        ratings = tuple(
            _overridden(r, said[r.subcategory], changed[r.subcategory], confidence)
            if r.subcategory in changed
            else r
            for r in result.ratings
        )
        return result.model_copy(update={"ratings": ratings})

    return recompute(machine, given, knowledge, {"control_evaluation": override})


def _polarity(status: str | None) -> str:
    return status if status in ("implemented", "partial", "not_implemented") else "unknown"


def _overridden(
    fresh: ControlRating, said: ControlRating, review: Review, confidence: float
) -> ControlRating:
    status = review.verdict.status or "unknown"
    how = "rejected" if review.decision == "reject" else f"set to {status.replace('_', ' ')}"
    before = f"Before, {said.status.replace('_', ' ')}: {said.rationale}"
    return fresh.model_copy(update={
        "status": status,
        "confidence": 0.0 if status == "unknown" else confidence,
        "gap": gap_of(status, fresh.target),
        "rationale": f"In review {how} by {review.by}: {_stopped(review.reason)} {before}",
        "evidence": said.evidence,
        "conflicts": said.conflicts,
    })  # fmt: skip


def _with_risks(
    state: AssessmentState,
    reviews: Mapping[str, Review],
    knowledge: Knowledge,
) -> AssessmentState:
    """Rejected risks leave the register for the threats that were ruled out; changed levels go
    through the tables."""
    rejected = {s: r for s, r in reviews.items() if r.decision == "reject"}
    changed = {s: r for s, r in reviews.items() if r.decision == "change"}
    judged = tuple(
        RiskJudgement(
            threat=s.removeprefix(_RISK), likelihood=r.verdict.likelihood, impact=r.verdict.impact
        )
        for s, r in changed.items()
    )
    after: dict[str, Callable[[Any], Any]] = {
        "threat_analysis": lambda result: _without(result, rejected),
        # Not read again from what was said: the ratings are as reviewed already.
        "control_evaluation": lambda result: state.controls,
        "risk_scoring": lambda result: _explained(result, changed),
    }
    given = state.model_copy(update={"judged": judged})
    return recompute(state, given, knowledge, after)


def _without(threats: ThreatAssessment, rejected: Mapping[str, Review]) -> ThreatAssessment:
    by_threat = {s.removeprefix(_RISK): r for s, r in rejected.items()}
    out = tuple(
        RuledOutThreat(id=s.id, title=s.title, reason=_rejected(by_threat[s.id]))
        for s in threats.scenarios
        if s.id in by_threat
    )
    kept = tuple(s for s in threats.scenarios if s.id not in by_threat)
    return ThreatAssessment(scenarios=kept, ruled_out=(*threats.ruled_out, *out))


def _rejected(review: Review) -> str:
    return f"In review rejected by {review.by}: {_stopped(review.reason)}"


def _explained(register: RiskRegister, changed: Mapping[str, Review]) -> RiskRegister:
    risks = tuple(
        r.model_copy(update={"rationale": f"{_said(changed[r.id])} {r.rationale}"})
        if r.id in changed
        else r
        for r in register.risks
    )
    return register.model_copy(update={"risks": risks})


def _said(review: Review) -> str:
    return (
        f"In review set by {review.by}: {_stopped(review.reason)} Before, {in_words(review.found)}."
    )


def _stopped(text: str) -> str:
    text = " ".join(text.split())
    return text if not text or text[-1] in ".!?" else f"{text}."


def possible_likelihoods(
    state: AssessmentState, risk: str, knowledge: Knowledge
) -> tuple[Level, ...]:
    """What a person may set a risk's likelihood to: what table G-5 gives with the controls as they
    are rated in `state`, lowest first. Empty for an unknown risk."""
    fields = {name: getattr(state, name) for name in RiskInput.model_fields}
    unjudged = RiskInput.model_construct(**(fields | {"judged": ()}))
    exposure = exposure_of(unjudged, knowledge).get(risk.removeprefix(_RISK))
    if exposure is None or state.controls is None:
        return ()
    statuses = {r.subcategory: r.status for r in state.controls.ratings}
    return likelihoods(exposure, statuses, knowledge.scales)
