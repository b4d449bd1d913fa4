"""From the agents' final state to the published Assessment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from frameworks.loader import Knowledge
from sextant import __version__, requirements, trace
from sextant import assessment as published
from sextant.records import (
    AssessmentState,
    ControlAssessment,
    ControlRating,
    Finding,
    LossRange,
    OrganizationContext,
    PhaseOutcome,
    Risk,
    RiskLevel,
    Status,
)
from sextant.redaction import redacted

_WORTH: dict[Status, float] = {"implemented": 1.0, "partial": 0.5, "not_implemented": 0.0}
_TARGET_WORTH = {"implemented": 1.0, "partial": 0.5, "not_required": 0.0}


def publish(
    state: AssessmentState,
    knowledge: Knowledge,
    profile_name: str,
    moment: datetime,
    redact: bool = True,
    model: str = "none",
) -> published.Assessment:
    """The document for a finished state. Raises ValueError when an agent has not run.

    Secrets and personal data in quotes and names are taken out unless `redact` is False.
    """
    document = _document(state, knowledge, profile_name, moment, model)
    return redacted(document) if redact else document


def _document(
    state: AssessmentState, knowledge: Knowledge, profile_name: str, moment: datetime, model: str
) -> published.Assessment:
    organization, controls, plan = state.organization, state.controls, state.plan
    if not (organization and controls and plan and state.assets and state.threats and state.risks):
        raise ValueError("the assessment is not finished: an agent has not run")
    residual = {r.risk: r for r in plan.residual}
    return published.Assessment(
        meta=_meta(state, knowledge, profile_name, moment, model),
        organization=_organization(state, organization),
        assets=state.assets.assets,
        threats=tuple(
            published.ThreatPart(
                id=s.id, title=s.title, source=s.source, initiation=s.initiation,
                reasons=s.reasons, limits=s.limits, assets=s.assets,
                techniques=tuple(_technique(t, knowledge.techniques[t]) for t in s.techniques),
            )
            for s in state.threats.scenarios
        ),  # fmt: skip
        ruled_out=state.threats.ruled_out,
        controls=_controls(controls, knowledge),
        scores=_scores(controls.ratings),
        risks=tuple(
            _risk(r, residual[r.id].residual, residual[r.id].annual_loss_usd)
            for r in state.risks.risks
        ),
        money=published.Money(
            annual_loss_usd=state.risks.annual_loss_usd,
            exceedance=state.risks.exceedance,
            sources=tuple(
                dict.fromkeys(s for r in state.risks.risks for s in r.loss_sources)
            ),
        ),
        recommendations=tuple(
            published.RecommendationPart.model_validate(r.model_dump())
            for r in plan.recommendations
        ),
        postponed=tuple(
            published.PostponedPart.model_validate(p.model_dump()) for p in plan.postponed
        ),
        roadmap=tuple(_phase(p) for p in plan.phases),
        questions=plan.questions,
        owner_summary=plan.summary,
        obligations=tuple(
            requirements.obligation(o, controls, organization.facts, knowledge)
            for o in organization.obligations
        ),
        findings=(*state.findings, *_unknown_regulations(organization), *controls.findings,
                  *trace.to_review(state.trace)),
        trace=tuple(trace.part(t) for t in state.trace),
    )  # fmt: skip


@lru_cache(maxsize=1024)  # the same few hundred in every assessment
def _technique(technique: str, name: str) -> published.Technique:
    return published.Technique(id=technique, name=name)


def _meta(
    state: AssessmentState, knowledge: Knowledge, profile_name: str, moment: datetime, model: str
) -> published.Meta:
    versions = ", ".join(f"{a.matrix} {a.version}" for a in knowledge.attack)
    partly = {f.source for f in state.findings if f.kind == "partly_read"}
    return published.Meta(
        version=__version__,
        attack_version=versions,
        knowledge=knowledge.version,
        generated_at=moment.astimezone(UTC).replace(microsecond=0).isoformat(),
        profile=profile_name,
        inputs=tuple(published.InputFile.model_validate(e.model_dump()) for e in state.evidence),
        statements=len(state.statements),
        model=model,
        degraded=(
            *(f"{e.source} was not used: it {e.skipped}" for e in state.evidence if e.skipped),
            *(f"{e.source} was read in part: {'; '.join(e.notes)}" for e in state.evidence
              if e.source in partly),
            *trace.failures(state.trace),
        ),
    )  # fmt: skip


def _organization(
    state: AssessmentState, context: OrganizationContext
) -> published.OrganizationPart:
    profile, assets = state.profile, state.assets
    return published.OrganizationPart(
        name=profile.name,
        sector=context.sector,
        sector_title=context.sector_title,
        size_tier=context.size_tier,
        size_known=context.size_known,
        employees=profile.employees,
        annual_revenue_usd=profile.annual_revenue_usd,
        assumed_revenue_usd=context.revenue_usd,
        description=profile.description,
        countries=profile.countries,
        records={r.kind: r.count for r in profile.records},
        regulations=profile.regulations,
        risk_appetite=context.risk_appetite,
        incidents=profile.incidents,
        facts=context.facts,
        not_mentioned=assets.not_mentioned if assets else (),
        third_parties=assets.third_parties if assets else (),
        summary=context.summary,
    )


def _controls(
    controls: ControlAssessment, knowledge: Knowledge
) -> tuple[published.ControlPart, ...]:
    places = {
        s.id: (f.id, c.id) for f in knowledge.csf.functions for c in f.categories
        for s in c.subcategories
    }  # fmt: skip
    return tuple(_control(r, *places[r.subcategory], knowledge) for r in controls.ratings)


def _control(
    rating: ControlRating, function: str, category: str, knowledge: Knowledge
) -> published.ControlPart:
    entry = knowledge.subcategories[rating.subcategory]
    return published.ControlPart(
        subcategory=rating.subcategory,
        function=function,
        category=category,
        title=entry.title,
        outcome=entry.outcome,
        question=knowledge.controls[rating.subcategory].question,
        status=rating.status,
        confidence=rating.confidence,
        target=rating.target,
        gap=rating.gap,
        priority=rating.priority,
        rationale=rating.rationale,
        missing=rating.missing,
        evidence=rating.evidence,
        conflicts=rating.conflicts,
        references={
            walk.framework: walk.map[rating.subcategory]
            for walk in knowledge.crosswalks.values()
            if rating.subcategory in walk.map
        },
    )


def _scores(ratings: tuple[ControlRating, ...]) -> published.Scores:
    functions: dict[str, list[ControlRating]] = {}
    for rating in ratings:
        functions.setdefault(rating.subcategory.split(".", 1)[0], []).append(rating)
    return published.Scores(
        overall=_score(ratings),
        functions={f: _score(rs) for f, rs in functions.items()},
    )


def _score(ratings: Iterable[ControlRating]) -> published.Score:
    """Share of what was assessed that is in place; a half for partial. Outcomes that do not apply
    are left out of both."""
    applicable = [r for r in ratings if r.status != "not_applicable"]
    assessed = [r for r in applicable if r.status != "unknown"]
    score = 100 * sum(_WORTH[r.status] for r in assessed) / len(assessed) if assessed else None
    target = sum(_TARGET_WORTH[r.target] for r in applicable)
    return published.Score(
        score=None if score is None else round(score, 1),
        coverage=round(len(assessed) / len(applicable), 3) if applicable else 0.0,
        target=round(100 * target / len(applicable), 1) if applicable else 0.0,
        assessed=len(assessed),
        total=len(applicable),
    )


def _risk(risk: Risk, residual: RiskLevel, loss: LossRange) -> published.RiskPart:
    values = {k: v for k, v in vars(risk).items() if k != "current"}
    return published.RiskPart(**{
        **values,
        **vars(risk.current),
        "residual": published.ResidualPart(**vars(residual), annual_loss_usd=loss),
    })  # fmt: skip


def _phase(phase: PhaseOutcome) -> published.RoadmapPhase:
    values = phase.model_dump()
    return published.RoadmapPhase.model_validate(
        {**values, "severities": dict(values["severities"])}
    )


def _unknown_regulations(context: OrganizationContext) -> Iterable[Finding]:
    for law in context.obligations:
        if law.basis == "not_covered":
            yield Finding(
                kind="unknown_regulation",
                title=f"Not covered: {law.title}",
                detail=law.not_covered,
                quote=law.title,
            )
