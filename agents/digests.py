"""Digests: what earlier agents concluded, full, brief and as ids, so that prompts stay small."""

from __future__ import annotations

from collections.abc import Sequence

from agents.exhibits import Exhibits
from agents.rulings import Digest
from sextant.records import (
    CRITICALITIES,
    SEVERITIES,
    AssetMap,
    ControlAssessment,
    OrganizationContext,
    RiskRegister,
    ThreatAssessment,
)

_MOST_FACTS = 12
_MOST_ASSETS = 10
_MOST_THREATS = 8
_MOST_RISKS = 6
_FIELDS = frozenset(
    ["sector", "employees", "size_tier", "countries", "regions", "asset_kinds", "asset_types",
     "data", "annual_revenue_usd", "risk_appetite"]
)  # fmt: skip


def organization(context: OrganizationContext, exhibits: Exhibits) -> Digest:
    """Sector, size, obligations, and the facts that were read from words."""
    who = f"{context.sector_title}, {context.size_tier} size"
    laws = ", ".join(o.title for o in context.obligations if o.id) or "none known"
    read = [f.reason for f in context.facts if f.id not in _FIELDS and f.value is True]
    read = [r for r in read if not exhibits.gives_orders(r)]
    summary = who if exhibits.gives_orders(context.summary) else context.summary
    return Digest(
        "organization",
        full=f"{summary} Obligations: {laws}. {_listed('Known', read[:_MOST_FACTS])}",
        brief=f"{who}. Obligations: {laws}.",
        ids=who,
    )


def assets(found: AssetMap, exhibits: Exhibits) -> Digest:
    """The assets, most critical first. One whose name gives orders is not named."""
    named = [a for a in found.assets if not exhibits.gives_orders(a.name)]
    ranked = sorted(named, key=lambda a: -CRITICALITIES.index(a.criticality))
    full = [f"{a.id} ({a.name}, {a.type}, {a.criticality})" for a in ranked]
    return Digest(
        "assets",
        full=_listed("Assets", full),
        brief=_listed("Assets", [a.id for a in ranked[:_MOST_ASSETS]]),
        ids=f"{len(found.assets)} assets",
    )


def threats(found: ThreatAssessment) -> Digest:
    """The credible scenarios, likeliest first."""
    titles = [f"{s.title} ({_words(s.initiation)})" for s in found.scenarios]
    return Digest(
        "threats",
        full=_listed("Credible", titles),
        brief=_listed("Credible", [s.id for s in found.scenarios[:_MOST_THREATS]]),
        ids=f"{len(titles)} credible scenarios",
    )


def controls(found: ControlAssessment) -> Digest:
    """What is in place, in part, lacking, and how much is not known."""
    by_status = {
        status: [r.subcategory for r in found.ratings if r.status == status]
        for status in ("implemented", "partial", "not_implemented", "unknown")
    }
    counts = ", ".join(f"{len(ids)} {_words(status)}" for status, ids in by_status.items())
    weak = [*by_status["not_implemented"], *by_status["partial"]]
    return Digest(
        "controls",
        full=f"Outcomes: {counts}. {_listed('Lacking or in part', weak)}",
        brief=f"Outcomes: {counts}.",
        ids=f"{len(weak)} outcomes lacking or in part",
    )


def risks(found: RiskRegister) -> Digest:
    """The leading risks with their severity."""
    counts = ", ".join(
        f"{sum(r.current.severity == s for r in found.risks)} {s}" for s in reversed(SEVERITIES)
    )
    titles = [f"{r.title} ({r.current.severity})" for r in found.risks[:_MOST_RISKS]]
    return Digest(
        "risks", full=_listed("Leading risks", titles), brief=f"Risks: {counts}.",
        ids=f"{len(found.risks)} risks",
    )  # fmt: skip


def _listed(name: str, items: Sequence[str]) -> str:
    return f"{name}: {'; '.join(items)}." if items else ""


def _words(level: str) -> str:
    return level.replace("_", " ")
