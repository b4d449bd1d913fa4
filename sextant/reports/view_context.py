"""Chapters 8 to 11: the organisation, threats, assets, obligations, findings about the evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sextant.assessment import Assessment, ObligationPart, OrganizationPart
from sextant.records import Asset, Fact
from sextant.reports.figures import listing, money, plain, sentence, slug
from sextant.reports.view_findings import FindingView, findings, no_finding
from sextant.reports.view_parts import Index, Link, Pair, Tag, place, sparse, status_tag
from sextant.reports.words import ASSET_TYPE, BASIS, DATA, LEVEL, SIZE, THREAT_SOURCE

NOT_STATED = "Not stated"


@dataclass(frozen=True)
class FactView:
    name: str
    value: str
    reason: str
    quote: str
    where: str


@dataclass(frozen=True)
class OrganizationView:
    name: str
    sector: str
    description: str
    summary: str
    pairs: tuple[Pair, ...]
    incidents: tuple[str, ...]
    facts: tuple[FactView, ...]


@dataclass(frozen=True)
class ThreatView:
    title: str
    source: str
    initiation: str
    techniques: tuple[str, ...]
    assets: tuple[str, ...]
    reasons: tuple[str, ...]
    limits: str
    risk: Link


@dataclass(frozen=True)
class AssetView:
    name: str
    kind: str
    data: str
    internet: str
    criticality: str
    criticality_reason: str
    vendor: str
    origin: str
    quote: str
    where: str


@dataclass(frozen=True)
class RequirementView:
    id: str
    title: str
    status: Tag
    subcategories: tuple[Link, ...]
    unknown: str  # which of them nothing is known of


@dataclass(frozen=True)
class ObligationView:
    title: str
    anchor: str
    basis: str
    reasons: tuple[str, ...]
    tally: tuple[Tag, ...]
    covers: str
    not_covered: str
    requirements: tuple[RequirementView, ...]


@dataclass(frozen=True)
class ContextView:
    organization: OrganizationView
    threats: tuple[ThreatView, ...]
    ruled_out: tuple[Pair, ...]  # name: the reason; value: the threats it rules out
    assets: tuple[AssetView, ...]
    not_mentioned: tuple[Pair, ...]
    third_parties: tuple[str, ...]
    obligations: tuple[ObligationView, ...]
    no_obligation: str  # what to say where there is none
    findings: tuple[FindingView, ...]
    no_finding: str  # what to say where there is none


def _value(value: bool | int | float | str | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return ", ".join(_member(item) for item in value)
    if isinstance(value, int | float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,}"
    return plain(value)


def _member(item: str) -> str:
    """'US', 'Health data', 'Online service': one value of a list fact."""
    words = DATA.get(item) or ASSET_TYPE.get(item)
    return plain(words) if words else item.upper() if len(item) < 4 else plain(item)


def _fact(fact: Fact) -> FactView:
    return FactView(
        name=plain(fact.id),
        value=_value(fact.value),
        reason=sentence(fact.reason),
        quote=fact.quote,
        where=place(fact.source, fact.locator),
    )


def _pairs(part: OrganizationPart) -> tuple[Pair, ...]:
    size = SIZE[part.size_tier] if part.size_known else f"{SIZE[part.size_tier]} (assumed)"
    revenue = (
        f"Not given; {money(part.assumed_revenue_usd)} is assumed for the estimates"
        if part.annual_revenue_usd is None
        else f"{money(part.annual_revenue_usd)} a year"
    )
    held = [f"{n:,} of {DATA.get(kind, plain(kind))}" for kind, n in part.records.items() if n]
    return (
        Pair("Sector", part.sector_title),
        Pair("Employees", NOT_STATED if part.employees is None else f"{part.employees:,}"),
        Pair("Size", size),
        Pair("Revenue", revenue),
        Pair("Countries", ", ".join(part.countries) or NOT_STATED),
        Pair("Records held", "; ".join(held) or NOT_STATED),
        Pair("Regulations named", ", ".join(part.regulations) or "None"),
        Pair("Risk appetite", plain(part.risk_appetite)),
    )


def _organization(part: OrganizationPart) -> OrganizationView:
    return OrganizationView(
        name=part.name,
        sector=part.sector_title,
        description=part.description.strip(),
        summary=sentence(part.summary),
        pairs=_pairs(part),
        incidents=part.incidents,
        facts=tuple(_fact(f) for f in part.facts if isinstance(f.value, bool)),
    )


def _threats(assessment: Assessment, index: Index) -> tuple[ThreatView, ...]:
    risk_of = {risk.threat: risk.id for risk in assessment.risks}
    codes = list(index.risk_codes)
    ranked = sorted(
        assessment.threats,
        key=lambda threat: codes.index(risk_of[threat.id]) if threat.id in risk_of else len(codes),
    )
    return tuple(
        ThreatView(
            title=threat.title,
            source=THREAT_SOURCE.get(threat.source, threat.source),
            initiation=LEVEL[threat.initiation],
            techniques=tuple(f"{t.id} {t.name}".strip() for t in threat.techniques),
            assets=index.asset_names(threat.assets),
            reasons=tuple(sentence(reason) for reason in threat.reasons),
            limits=sentence(threat.limits) if threat.limits else "",
            risk=index.risk(risk_of[threat.id]) if threat.id in risk_of else Link(""),
        )
        for threat in ranked
    )


def _ruled_out(assessment: Assessment) -> tuple[Pair, ...]:
    """Threats that were set aside, those with the same reason together, most first. Where next to
    nothing is known, all of which nothing shows the conditions are one group."""
    titles: dict[str, list[str]] = {}
    for threat in assessment.ruled_out:
        reason = sentence(threat.reason)
        if sparse(assessment) and reason.startswith("Not recognised in what was read: "):
            reason = "Nothing that was given speaks for these."
        titles.setdefault(reason, []).append(threat.title)
    groups = sorted(titles.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(Pair(reason, "; ".join(members)) for reason, members in groups)


def _asset(asset: Asset) -> AssetView:
    internet = {True: "Yes", False: "No", None: NOT_STATED}[asset.internet_facing]
    return AssetView(
        name=asset.name,
        kind=ASSET_TYPE[asset.type],
        data=listing([DATA[item] for item in asset.data]) or NOT_STATED,
        internet=internet,
        criticality=plain(asset.criticality),
        criticality_reason=sentence(asset.criticality_reason),
        vendor=asset.vendor,
        origin="Listed" if asset.origin == "listed" else "Inferred",
        quote=asset.quote,
        where=place(asset.source, asset.locator),
    )


def _tally(part: ObligationPart) -> tuple[Tag, ...]:
    return tuple(
        Tag(f"{n} {tag.text.lower()}", tag.tone, tag.sign)
        for tag, n in (
            (status_tag("implemented"), part.met),
            (status_tag("partial"), part.partial),
            (status_tag("not_implemented"), part.lacking),
            (status_tag("unknown"), part.unknown),
        )
        if n
    )


def _unknown(unknown: Sequence[str], rated: Collection[str]) -> str:
    """What is not known: an outcome, or of one that is rated the part that is asked for."""
    if not unknown:
        return ""
    words = (f"what this asks of {i}" if i in rated else i for i in unknown)
    return f"not known: {', '.join(words)}"


def _obligation(part: ObligationPart, index: Index, rated: Collection[str]) -> ObligationView:
    return ObligationView(
        title=part.title,
        anchor=f"o-{slug(part.id)}" if part.id else "",
        basis=BASIS[part.basis],
        reasons=tuple(sentence(reason) for reason in part.reasons),
        tally=_tally(part),
        covers=sentence(part.covers),
        not_covered=sentence(part.not_covered),
        requirements=tuple(
            RequirementView(
                id=item.id,
                title=item.title,
                status=status_tag(item.status),
                subcategories=tuple(index.control(i) for i in item.subcategories),
                unknown=_unknown(item.unknown, rated),
            )
            for item in part.requirements
        ),
    )


def context(assessment: Assessment, index: Index) -> ContextView:
    organization = assessment.organization
    rated = {c.subcategory for c in assessment.controls if c.status != "unknown"}
    return ContextView(
        organization=_organization(organization),
        threats=_threats(assessment, index),
        ruled_out=_ruled_out(assessment),
        assets=tuple(_asset(asset) for asset in assessment.assets),
        not_mentioned=tuple(Pair(a.title, sentence(a.why)) for a in organization.not_mentioned),
        third_parties=organization.third_parties,
        obligations=tuple(_obligation(part, index, rated) for part in assessment.obligations),
        no_obligation=_no_obligation(assessment),
        findings=findings(assessment),
        no_finding=no_finding(assessment),
    )


def _no_obligation(assessment: Assessment) -> str:
    """Where no country was given, which laws could follow from one."""
    others = [q.why for q in assessment.questions if q.field == "countries"]
    rest = others[0] if others else "Others may still apply."
    return f"No law or standard follows from what was provided. {rest}"
