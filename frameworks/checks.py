"""Rings two and three of `sextant knowledge check`: references, and the set as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from frameworks import schema
from frameworks.conditions import AssetIs, Condition, FactIs, Weak, walk
from frameworks.loader import HERE, Knowledge, read
from frameworks.patterns import parse
from frameworks.phrases import FILLED_IN, names_in
from frameworks.whole_set import faults_of_the_whole

# Facts that profiling computes from the profile's own fields, beside those under facts/.
COMPUTED_FACTS = frozenset({
    "sector", "employees", "size_tier", "annual_revenue_usd", "countries", "regions", "data",
    "records_total", "records_phi", "records_pii", "records_cardholder", "records_financial",
    "records_credentials", "asset_types", "asset_kinds", "internet_facing", "risk_appetite",
    "regulations", "incidents_reported",
})  # fmt: skip
ASSET_VALUES = frozenset(
    {"type", "kinds", "data", "internet_facing", "criticality", "vendor", "origin"}
)
Fault = Iterator[str]


def check(root: Path = HERE) -> tuple[str, ...]:
    """Every fault in the knowledge under `root`, one sentence each; empty when it is sound."""
    knowledge, faults = read(root)
    if knowledge is None:
        return faults
    return (*faults, *_references(knowledge), *faults_of_the_whole(knowledge))


def near(wrong: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?`, or nothing when nothing is near."""
    found = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f"; did you mean {found[0]!r}?" if found else ""


def _unknown(where: str, what: str, ids: Iterable[str], known: Iterable[str]) -> Fault:
    pool = set(known)
    for item in ids:
        if item not in pool:
            yield f"{where}: unknown {what} {item!r}{near(item, sorted(pool))}"


def _condition(where: str, condition: Condition | None, k: Knowledge) -> Fault:
    if condition is None:
        return
    for node in walk(condition):
        if isinstance(node, FactIs):
            yield from _unknown(where, "fact", (node.fact,), {*k.facts, *COMPUTED_FACTS})
            values = (node.includes,) if node.includes else (node.one_of or (node.equals,))
            if node.fact in ("asset_kinds", "sector"):
                known = k.asset_kinds if node.fact == "asset_kinds" else k.sectors
                yield from _unknown(where, node.fact, (str(v) for v in values if v), known)
        elif isinstance(node, AssetIs):
            yield from _unknown(where, "asset value", (node.asset,), ASSET_VALUES)
            if node.asset == "kinds":
                kinds = (node.includes,) if node.includes else (node.one_of or ())
                yield from _unknown(where, "asset kind", (str(v) for v in kinds), k.asset_kinds)
        elif isinstance(node, Weak):
            yield from _unknown(where, "Subcategory", (node.weak,), k.subcategories)


def _patterns(where: str, patterns: Iterable[str], k: Knowledge) -> Fault:
    for text in patterns:
        yield from _unknown(f"{where}: {text!r}", "concept", parse(text).concepts(), k.concepts)


def _references(k: Knowledge) -> Fault:
    for part in (
        _controls,
        _threats,
        _recommendations,
        _phrases,
        _sectors,
        _obligations,
        _crosswalks,
        _facts,
        _scanners,
    ):
        yield from part(k)


def _controls(k: Knowledge) -> Fault:
    for control in k.controls.values():
        where = f"controls/{control.id}.yaml"
        yield from _unknown(where, "Subcategory", (control.id,), k.subcategories)
        yield from _condition(where, control.not_applicable_when, k)
        ids = [a.id for a in control.aspects]
        if len(set(ids)) != len(ids):
            yield f"{where}: an aspect id is given twice"
        if not any(a.core for a in control.aspects):
            yield f"{where}: at least one aspect must be core"
        if not control.question.endswith("?"):
            yield f"{where}: the question must end with '?'"
        for aspect in control.aspects:
            yield from _unknown(where, "aspect", aspect.implies, ids)
            words = (*aspect.practice, *aspect.gap, *aspect.limited)
            yield from _patterns(f"{where}: {aspect.id}", words, k)


def _aspects(k: Knowledge, subcategories: Iterable[str]) -> list[str]:
    """Every aspect of these, as "PR.AA-01.mfa"; a Subcategory that there is not has none."""
    known = (k.controls[s] for s in subcategories if s in k.controls)
    return [f"{control.id}.{aspect.id}" for control in known for aspect in control.aspects]


def _threats(k: Knowledge) -> Fault:
    parts = (*k.controls, *_aspects(k, k.controls))
    for threat in k.threats.values():
        where = f"threats/{threat.id}.yaml"
        sub = threat.subcategories
        ids = (*sub.stop, *sub.stop_supporting, *sub.detect, *sub.soften)
        yield from _unknown(where, "Subcategory", ids, k.subcategories)
        yield from _unknown(where, "technique", threat.techniques, k.techniques)
        yield from _unknown(where, "loss kind", (threat.loss,), k.scales.losses.kinds)
        sectors = (s for s in threat.likelihood if s != "default")
        yield from _unknown(where, "sector", sectors, k.sectors)
        if "default" not in threat.likelihood:
            yield f"{where}: likelihood needs a 'default'"
        if {e.applies for e in threat.examples} != {True, False}:
            yield f"{where}: needs one example that applies and one that does not"
        named = [f for f in (threat.narrowed_by, threat.named_by) if f]
        yield from _unknown(where, "fact", named, k.facts)
        happened = (threat.happened,) if threat.happened else ()
        yield from _unknown(
            where, "incident", happened, [f.id for f in k.facts.values() if f.incident]
        )
        yield from _unknown(where, "aspect", (*threat.asks, *threat.asks_of_targets), parts)
        yield from _condition(where, threat.applies_when, k)
        yield from _condition(where, threat.targets, k)
        for adjustment in threat.adjust:
            yield from _condition(where, adjustment.when, k)
        for example in threat.examples:
            yield from _unknown(where, "fact", example.facts, {*k.facts, *COMPUTED_FACTS})


def _recommendations(k: Knowledge) -> Fault:
    for action in k.recommendations.values():
        where = f"recommendations/{action.id}.yaml"
        ids = (*action.subcategories, *action.supports)
        yield from _unknown(where, "Subcategory", ids, k.subcategories)
        yield from _unknown(where, "recommendation", action.prerequisites, k.recommendations)
        yield from _unknown(where, "aspect of what it serves", action.aspects, _aspects(k, ids))
        yield from _condition(where, action.applies_when, k)
        yield from _wording(where, action, k)
        for name in ("effort_days", "cost_usd"):
            sizes = getattr(action, name)
            pairs = [p for p in (sizes.micro, sizes.small, sizes.medium, sizes.large) if p]
            if not pairs or any(low > high or low < 0 for low, high in pairs):
                yield f"{where}: {name} needs at least one [low, high] with 0 <= low <= high"


def _wording(where: str, action: schema.RecommendationRule, k: Knowledge) -> Fault:
    """Its other words, and the names of phrases in all of them."""
    yield from _unknown(where, "fact", (*action.answers, *action.cites), k.facts)
    texts = [action.title, action.title_partial, action.why, action.first_step, action.owner_role]
    for variant in action.variants:
        yield from _condition(where, variant.when, k)
        texts += [variant.title, variant.title_partial, variant.why, variant.first_step]
        texts.append(variant.owner_role)
    named = (n for t in texts for n in names_in(t))
    yield from _unknown(where, "phrase", named, {*k.scales.phrases.phrases, *FILLED_IN})


def _phrases(k: Knowledge) -> Fault:
    book = k.scales.phrases.phrases
    for name, phrase in book.items():
        where = f"scales/phrases.yaml: {name}"
        for choice in phrase.choices:
            yield from _condition(where, choice.when, k)
            yield from _unknown(where, "phrase", names_in(choice.words), book)
        if phrase.choices[-1].when is not None:
            yield f"{where}: the last choice is for where nothing is known, without `when`"


def _sectors(k: Knowledge) -> Fault:
    for sector in k.sectors.values():
        where = f"sectors/{sector.id}.yaml"
        yield from _unknown(where, "Subcategory", sector.emphasis, k.subcategories)
        yield from _unknown(where, "asset kind", (e.kind for e in sector.expected), k.asset_kinds)


def _obligations(k: Knowledge) -> Fault:
    for law in k.obligations.values():
        where = f"obligations/{law.id}.yaml"
        yield from _condition(where, law.applies_when, k)
        if law.reduced:
            yield from _condition(where, law.reduced.applies_when, k)
            known_ids = [r.id for r in law.requirements]
            yield from _unknown(where, "requirement", law.reduced.requirements, known_ids)
        for requirement in law.requirements:
            yield from _unknown(where, "Subcategory", requirement.subcategories, k.subcategories)
            staked = requirement.at_stake.outcomes if requirement.at_stake else ()
            known = (*requirement.subcategories, *_aspects(k, requirement.subcategories))
            yield from _unknown(where, "outcome", (*requirement.aspects, *staked), known)


def _crosswalks(k: Knowledge) -> Fault:
    for name, walk_ in k.crosswalks.items():
        where = f"crosswalks/{name}.yaml"
        known = [r.id for r in walk_.references]
        yield from _unknown(where, "Subcategory", walk_.map, k.subcategories)
        for targets in walk_.map.values():
            yield from _unknown(where, "reference", targets, known)
        used = {t for targets in walk_.map.values() for t in targets}
        yield from (f"{where}: reference {r!r} is never mapped" for r in known if r not in used)


def _scanners(k: Knowledge) -> Fault:
    for scanner in k.scanners.values():
        where = f"scanners/{scanner.id}.yaml"
        yield from _unknown(where, "scanner", scanner.includes, k.scanners)
        looked_at = (kind for kinds in scanner.platforms.values() for kind in kinds)
        yield from _unknown(where, "kind of asset", looked_at, k.asset_kinds)
        own = [r.id for r in scanner.rules]
        shared = [r.id for i in scanner.includes if i in k.scanners for r in k.scanners[i].rules]
        twice = sorted({r for r in (*own, *shared) if (*own, *shared).count(r) > 1})
        yield from (f"{where}: rule {r!r} is given twice" for r in twice)
        for said in (*scanner.proves, *(s for r in scanner.rules for s in r.says)):
            yield from _aspect(where, said.subcategory, said.aspect, k)
        for rule in scanner.rules:
            named = (rule.fact, rule.urgent.fact if rule.urgent else "")
            yield from _unknown(where, "fact", filter(None, named), k.facts)
            if not rule.says and not rule.fact:
                yield f"{where}: rule {rule.id!r} says nothing and establishes no fact"
            if {e.applies for e in rule.examples} != {True, False}:
                yield f"{where}: rule {rule.id!r} needs an example that applies, and one not"


def _aspect(where: str, subcategory: str, aspect: str, k: Knowledge) -> Fault:
    yield from _unknown(where, "Subcategory", (subcategory,), k.subcategories)
    if aspect and subcategory in k.controls:
        known = [a.id for a in k.controls[subcategory].aspects]
        yield from _unknown(where, f"aspect of {subcategory}", (aspect,), known)


def _facts(k: Knowledge) -> Fault:
    for fact in k.facts.values():
        where = f"facts: {fact.id}"
        if fact.id in COMPUTED_FACTS:
            yield f"{where}: is computed from the profile and cannot be defined"
        yield from _patterns(where, (*fact.text, *fact.denied), k)
        yield from _unknown(where, "kind of asset", fact.outsiders_on, {*k.asset_kinds, "all"})
        if fact.lacks:
            yield from _aspect(where, *fact.lacks.rpartition(".")[::2], k)
        yield from _condition(where, fact.when, k)
        yield from _condition(where, fact.any_asset, k)
    for kind in k.asset_kinds.values():
        yield from _patterns(f"assets: {kind.id}", kind.words, k)
    for document in k.documents.kinds:
        where = f"lexicon/documents: {document.id}"
        yield from _unknown(where, "Subcategory", document.proves, k.subcategories)
    for says in k.documents.head.says.values():
        yield from _aspect("lexicon/documents: head", says.subcategory, says.aspect, k)
    known = _aspects(k, k.controls)
    yield from _unknown("lexicon/disagreement", "part", sorted(k.disagreement.wide), known)
    yield from _patterns(
        "lexicon/instructions", (*k.instructions.patterns, *k.instructions.claims), k
    )


__all__ = ["COMPUTED_FACTS", "check", "near", "schema"]
