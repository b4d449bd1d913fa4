"""Control evaluation: the Current Profile, 106 ratings with their evidence (CSF 2.0)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from agents import contradictions, told_outside
from agents.base import Agent
from agents.quoting import quotes
from agents.rationale import is_certain, is_rule_alone, missing, rationale
from agents.voices import AspectVerdict, weigh
from frameworks.conditions import Situation
from frameworks.loader import Knowledge
from frameworks.schema import Control, Disagreement, ScoringScale
from sextant.records import (
    ControlAssessment,
    ControlRating,
    EvidenceFile,
    OrganizationContext,
    Record,
    Statement,
    Status,
    Target,
    TargetRating,
)

_REACHED: dict[Status, int] = {"not_implemented": 0, "partial": 1, "implemented": 2}
_WANTED: dict[Target, int] = {"not_required": 0, "partial": 1, "implemented": 2}


class ControlInput(Record):
    organization: OrganizationContext
    statements: tuple[Statement, ...] = ()
    evidence: tuple[EvidenceFile, ...] = ()


def analyse(inp: ControlInput, knowledge: Knowledge) -> ControlAssessment:
    """A rating for each of the 106 Subcategories; `unknown` where nothing was said."""
    spoken: dict[str, list[Statement]] = defaultdict(list)
    for statement in inp.statements:
        for subcategory in statement.subcategories:
            spoken[subcategory].append(statement)
    situation = Situation({f.id: f.value for f in inp.organization.facts})
    ratings = tuple(
        _rate(knowledge.controls[t.subcategory], spoken[t.subcategory], t, situation, knowledge)
        for t in inp.organization.targets
    )
    priorities = {t.subcategory: t.priority for t in inp.organization.targets}
    answered = told_outside.findings(
        inp.evidence, inp.statements, priorities, knowledge.disagreement
    )
    return ControlAssessment(
        ratings=ratings, findings=(*answered, *contradictions.findings(ratings, knowledge))
    )


def _rate(
    control: Control,
    statements: Sequence[Statement],
    target: TargetRating,
    situation: Situation,
    knowledge: Knowledge,
) -> ControlRating:
    condition = control.not_applicable_when
    if not statements:
        outside = condition is not None and condition.holds(situation)
        reason = "Outside what this organisation does." if outside else "Nothing was said about it."
        return _rating(target, "not_applicable" if outside else "unknown", 0.0, reason)
    verdicts = _verdicts(control, statements, knowledge.disagreement)
    status = _status(control, verdicts)
    rule_only = all(v.rule_only for v in verdicts if v.verdict == "in_place")
    if status == "implemented" and rule_only and not control.policy_suffices:
        status = "partial"
    lacking = [v for v in verdicts if v.verdict != "in_place" and v.aspect and is_certain(v)]
    return _rating(
        target,
        status,
        _confidence(control, verdicts, statements, knowledge.scales.scoring),
        rationale(control, verdicts, statements, status),
        statements,
        contradictions.distinct(c for v in verdicts for c in v.conflicts),
        missing=tuple(missing(control, v) for v in lacking),
        open_aspects=tuple(v.aspect for v in lacking),
        met_aspects=tuple(_met(control, verdicts)),
        written_aspects=tuple(v.aspect for v in verdicts if is_rule_alone(control, v)),
    )


def _verdicts(
    control: Control, statements: Sequence[Statement], scale: Disagreement
) -> list[AspectVerdict]:
    """One verdict per aspect spoken of. Statements on the whole outcome join every aspect that is
    spoken of, or stand alone."""
    by_aspect: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_aspect[statement.aspect].append(statement)
    whole = by_aspect.pop("", [])
    if not by_aspect:
        return [weigh("", whole, control.id, scale)]
    order = [a.id for a in control.aspects]
    return [
        weigh(a, [*by_aspect[a], *whole], f"{control.id}.{a}", scale)
        for a in order if a in by_aspect
    ]  # fmt: skip


def _status(control: Control, verdicts: Sequence[AspectVerdict]) -> Status:
    """In place only when a core aspect is and nothing spoken of is lacking."""
    implied = {
        i for a in control.aspects for v in verdicts
        if v.aspect == a.id and v.verdict != "lacking" for i in a.implies
    }  # fmt: skip
    lacking = [v for v in verdicts if v.verdict == "lacking"]
    if len(lacking) == len(verdicts):
        return "not_implemented"
    if lacking or any(v.verdict == "partly" for v in verdicts):
        return "partial"
    core = {a.id for a in control.aspects if a.core}
    reached = {v.aspect for v in verdicts} | implied
    return "implemented" if "" in reached or core & reached else "partial"


def _met(control: Control, verdicts: Sequence[AspectVerdict]) -> Iterator[str]:
    """Aspects found in place, and those that go with them and are not spoken of otherwise."""
    spoken = {v.aspect for v in verdicts}
    for aspect in control.aspects:
        if any(
            v.aspect == aspect.id and v.verdict == "in_place" and is_certain(v) for v in verdicts
        ):
            yield aspect.id
            yield from (i for i in aspect.implies if i not in spoken)


def _confidence(
    control: Control,
    verdicts: Sequence[AspectVerdict],
    statements: Sequence[Statement],
    scale: ScoringScale,
) -> float:
    """From the best voice, raised by a second source, lowered by conflict, hedging, age and
    silence about core aspects (scales/scoring.yaml)."""
    voices = [scale.rule_confidence if s.policy else scale.voice_confidence[s.reliability]
              for s in statements]  # fmt: skip
    value = max(voices)
    if len({s.source for s in statements}) > 1:
        value += scale.second_source
    if any(v.conflicts or v.mixed for v in verdicts):
        value += scale.conflict
    if all(s.hedged for s in statements):
        value += scale.hedged
    if all(s.stale for s in statements):
        value += scale.stale
    core = [a.id for a in control.aspects if a.core]
    heard = {v.aspect for v in verdicts}
    if "" not in heard and core:
        value *= 0.8 + 0.2 * len(heard & set(core)) / len(core)
    return round(max(0.05, min(value, 0.95)), 2)


def _rating(
    target: TargetRating,
    status: Status,
    confidence: float,
    rationale: str,
    statements: Iterable[Statement] = (),
    conflicts: tuple[object, ...] = (),
    **aspects: tuple[str, ...],
) -> ControlRating:
    return ControlRating.model_validate({
        "subcategory": target.subcategory,
        "status": status,
        "confidence": confidence,
        "target": target.target,
        "priority": target.priority,
        "gap": gap_of(status, target.target),
        "rationale": rationale,
        "evidence": quotes(statements),
        "conflicts": conflicts,
        **aspects,
    })  # fmt: skip


def gap_of(status: Status, target: Target) -> str:
    """How far a status falls short of its target."""
    if status == "not_applicable" or target == "not_required":
        return "none"
    if status == "unknown":
        return "unknown"
    if _REACHED[status] >= _WANTED[target]:
        return "none"
    return "full" if status == "not_implemented" else "partial"


AGENT = Agent(
    name="control_evaluation",
    reads=ControlInput,
    writes="controls",
    analyse=analyse,
    describe=lambda out: (
        f"{sum(1 for r in out.ratings if r.status != 'unknown')} of "
        f"{len(out.ratings)} Subcategories rated, "
        f"{sum(1 for f in out.findings if f.kind == 'contradiction')} contradictions"
    ),
)
