"""Two assessments side by side: what changed, and why. Made from the documents alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from sextant.assessment import Assessment, RiskPart
from sextant.causes import Pair, of_rating, of_risk
from sextant.comparison.document import (
    ActionChange,
    Comparison,
    FactChange,
    FieldChange,
    InputChange,
    ItemChange,
    MoneyChange,
    RatingChange,
    RiskChange,
    ScoreChange,
    Side,
    Value,
)
from sextant.records import SEVERITIES, Review, RiskLevel

T = TypeVar("T")


def compare(
    before: Assessment, after: Assessment, labels: tuple[str, str] = ("", "")
) -> Comparison:
    """What changed from one assessment to the other, and why as far as the documents tell."""
    pair = Pair(before, after)
    changes = {
        "causes": pair.general,
        "organization": tuple(_organization(before, after)),
        "inputs": tuple(_inputs(before, after)),
        "facts": tuple(_facts(before, after)),
        "items": tuple(_items(before, after)),
        "reviews": _reviews(before, after),
        "scores": tuple(_scores(before, after)),
        "ratings": tuple(_ratings(pair)),
        "risks": tuple(_risks(pair)),
        "roadmap": tuple(_roadmap(before, after)),
    }
    money = MoneyChange(before=before.money.annual_loss_usd, after=after.money.annual_loss_usd)
    return Comparison.model_validate({
        "before": _side(before, labels[0]), "after": _side(after, labels[1]), "money": money,
        "same": not any(changes.values()) and money.before == money.after,
        "severities": _severities(before, after), **changes,
    })  # fmt: skip


def _side(document: Assessment, label: str) -> Side:
    meta = document.meta
    return Side(
        organization=document.organization.name, generated_at=meta.generated_at,
        version=meta.version, knowledge=meta.knowledge, attack_version=meta.attack_version,
        model=meta.model, profile=meta.profile, label=label,
    )  # fmt: skip


def _paired(
    before: Iterable[T], after: Iterable[T], key: Callable[[T], str]
) -> Iterator[tuple[str, T | None, T | None]]:
    """What has the same key on both sides, in the order of the later side, then what went."""
    then, now = {key(x): x for x in before}, {key(x): x for x in after}
    for name in dict.fromkeys((*now, *then)):
        yield name, then.get(name), now.get(name)


def _differing(
    before: Mapping[str, T], after: Mapping[str, T]
) -> Iterator[tuple[str, T | None, T | None]]:
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _organization(before: Assessment, after: Assessment) -> Iterator[FieldChange]:
    for name, then, now in _differing(_fields(before), _fields(after)):
        yield FieldChange(field=name, before=then, after=now)


def _fields(document: Assessment) -> dict[str, Value]:
    o = document.organization
    return {
        "name": o.name, "sector": o.sector, "employees": o.employees, "size_tier": o.size_tier,
        "annual_revenue_usd": o.annual_revenue_usd, "risk_appetite": o.risk_appetite,
        "countries": o.countries, "regulations": o.regulations, "incidents": o.incidents,
        "description": o.description,
        **{f"records_{kind}": count for kind, count in sorted(o.records.items())},
    }  # fmt: skip


def _inputs(before: Assessment, after: Assessment) -> Iterator[InputChange]:
    for name, then, now in _paired(before.meta.inputs, after.meta.inputs, lambda i: i.source):
        if then is None or now is None:
            yield InputChange(source=name, change="removed" if now is None else "added")
        elif then.sha256 != now.sha256:
            yield InputChange(source=name, change="changed")


def _facts(before: Assessment, after: Assessment) -> Iterator[FactChange]:
    for name, then, now in _paired(
        before.organization.facts, after.organization.facts, lambda f: f.id
    ):
        later = now or then
        if later and (then and then.value) != (now and now.value):
            yield FactChange(
                id=name, before=then.value if then else None, after=now.value if now else None,
                reason=later.reason,
            )  # fmt: skip


def _items(before: Assessment, after: Assessment) -> Iterator[ItemChange]:
    sides = [
        [
            *(("asset", a.id, a.name) for a in d.assets),
            *(("threat", t.id, t.title) for t in d.threats),
            *(("obligation", o.id or o.title, o.title) for o in d.obligations),
            *(("finding", f"{f.kind}:{f.source}:{f.title}", f.title) for f in d.findings),
        ]
        for d in (before, after)
    ]
    for change, here, there in (("added", sides[1], sides[0]), ("removed", sides[0], sides[1])):
        known = {(kind, identity) for kind, identity, _ in there}
        for kind, identity, title in dict.fromkeys(here):
            if (kind, identity) not in known:
                yield ItemChange.model_validate(
                    {"kind": kind, "id": identity, "title": title, "change": change}
                )


def _reviews(before: Assessment, after: Assessment) -> tuple[Review, ...]:
    """Entries of the trail that stand on one side only."""
    then, now = ({r.digest: r for r in d.reviews} for d in (before, after))
    return tuple(r for digest, r in (now | then).items() if (digest in then) != (digest in now))


def _scores(before: Assessment, after: Assessment) -> Iterator[ScoreChange]:
    then = {"overall": before.scores.overall, **before.scores.functions}
    now = {"overall": after.scores.overall, **after.scores.functions}
    for name, old in then.items():
        new = now[name]
        if (old.score, old.coverage) != (new.score, new.coverage):
            yield ScoreChange(
                part=name, before=old.score, after=new.score, coverage_before=old.coverage,
                coverage_after=new.coverage,
            )  # fmt: skip


def _severities(before: Assessment, after: Assessment) -> dict[str, tuple[int, int]]:
    return {name: (_count(before, name), _count(after, name)) for name in reversed(SEVERITIES)}


def _count(document: Assessment, severity: str) -> int:
    return sum(1 for r in document.risks if r.severity == severity)


def _ratings(pair: Pair) -> Iterator[RatingChange]:
    for name, then, now in _paired(
        pair.before.controls, pair.after.controls, lambda c: c.subcategory
    ):
        if then and now and (then.status, then.target) != (now.status, now.target):
            yield RatingChange(
                subcategory=name, title=now.title, before=then.status, after=now.status,
                target_before=then.target, target_after=now.target,
                confidence_before=then.confidence, confidence_after=now.confidence,
                why=tuple(of_rating(then, now, pair)),
            )  # fmt: skip


def _risks(pair: Pair) -> Iterator[RiskChange]:
    for name, then, now in _paired(pair.before.risks, pair.after.risks, lambda r: r.id):
        later = now or then
        levels = [_levels(r) if r else None for r in (then, now)]
        losses = [r.annual_loss_usd if r else None for r in (then, now)]
        if later and (levels[0] != levels[1] or losses[0] != losses[1]):
            yield RiskChange(
                id=name, title=later.title, before=levels[0], after=levels[1],
                loss_before=losses[0], loss_after=losses[1],
                why=tuple(of_risk(then, now, pair)),
            )  # fmt: skip


def _levels(risk: RiskPart) -> RiskLevel:
    return RiskLevel(likelihood=risk.likelihood, impact=risk.impact, severity=risk.severity)


def _roadmap(before: Assessment, after: Assessment) -> Iterator[ActionChange]:
    for name, then, now in _paired(before.recommendations, after.recommendations, lambda r: r.id):
        later = now or then
        if later and (then and then.phase) != (now and now.phase):
            yield ActionChange(
                id=name, title=later.title, before=then.phase if then else None,
                after=now.phase if now else None,
            )  # fmt: skip
