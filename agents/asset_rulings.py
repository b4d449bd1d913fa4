"""What a model may add to asset mapping: assets that a quoted sentence names, and one step of
criticality for those whose criticality the profile leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents import digests
from agents.asset_mapping import AssetMappingInput, analyse
from agents.disposal import (
    NOT_FOUND,
    OFF_TOPIC,
    ONE_VOICE,
    STATES_NOTHING,
    is_reliable,
    sighted,
)
from agents.exhibits import Sighting
from agents.nearness import stems
from agents.rulings import CANNOT_TELL, Case, Digest, Field, Judging, Said, Subject, Turn, quoted
from frameworks.loader import Knowledge
from sextant.evidence.quotation import plain
from sextant.records import CRITICALITIES, Asset, AssetMap, Mention, Ruling
from sextant.trace import SETTLED, UNKNOWN_NOW

_KIND = "kind:"
_STEPS = {"higher": 1, "lower": -1}
_MOST_NEAR = 4
_CRITICALITY = (quoted(), Field("answer", ("higher", "lower", "as_it_is",
                CANNOT_TELL)))  # fmt: skip
_NAMED = (
    quoted(), Field("name", longest=60), Field("answer", ("yes", "no",
    CANNOT_TELL)),
)  # fmt: skip


def subjects(inp: AssetMappingInput, draft: AssetMap, case: Case) -> list[Subject]:
    """Kinds of asset that are usual here and that nothing was recognised of; then assets of which
    passages speak."""
    return [*_missing(draft, case), *_assets(inp, draft, case)]


def _missing(draft: AssetMap, case: Case) -> Iterator[Subject]:
    for expected in draft.not_mentioned:
        if case.exhibits.ranked(expected.title, _MOST_NEAR):
            yield Subject(
                id=f"{_KIND}{expected.kind}",
                kind="kind",
                details={"title": expected.title, "why": expected.why},
                fields=_NAMED,
                words=f"{expected.title} {expected.why}",
                worth=2.0,
            )


def _assets(inp: AssetMappingInput, draft: AssetMap, case: Case) -> Iterator[Subject]:
    given = {a.name for a in inp.profile.assets if a.criticality}
    for asset in draft.assets:
        if asset.name in given or case.exhibits.gives_orders(asset.name):
            continue
        speaking = [e for e in case.exhibits.ranked(asset.name, _MOST_NEAR)
                    if _speaks_of(asset, e.text)]  # fmt: skip
        if speaking:
            yield Subject(
                id=asset.id,
                kind="asset",
                details={"name": asset.name, "type": asset.type.replace("_", " "),
                         "criticality": asset.criticality, "reason": asset.criticality_reason},
                fields=_CRITICALITY,
                words=f"{asset.name} stop work without depend important critical",
                exhibits=tuple(e.id for e in speaking),
                worth=1.0 + CRITICALITIES.index(asset.criticality) / 10,
            )  # fmt: skip


def _speaks_of(asset: Asset, text: str) -> bool:
    """Whether the words name the asset: all that carries meaning in its name."""
    wanted = set(stems(asset.name))
    return bool(wanted) and wanted <= set(stems(text))


def dispose(said: Said, inp: AssetMappingInput, draft: AssetMap, case: Case) -> Ruling:
    """A named asset must stand in the quotation by that name; a step must be about the asset."""
    if said.values["answer"] in ("no", "as_it_is", CANNOT_TELL):
        return said.ruled("abstained")
    found = sighted(said, case)
    if isinstance(found, Ruling):
        return found
    check = _named if said.subject.kind == "kind" else _stepped
    outcome, reason = check(said, found, draft, case)
    return said.ruled(outcome, reason, found)  # type: ignore[arg-type]


def _named(said: Said, found: Sighting, draft: AssetMap, case: Case) -> tuple[str, str]:
    name = plain(said.values["name"])
    if len(name) < 3 or name not in plain(found.quote):
        return "rejected", f"the name is not in the quotation; {NOT_FOUND}"
    if case.exhibits.gives_orders(said.values["name"]):
        return "rejected", OFF_TOPIC
    if found.tenor not in ("implemented", "partial"):
        return "review", STATES_NOTHING
    if any(name == plain(a.name) for a in draft.assets):
        return "rejected", "it is listed already"
    title = set(stems(str(said.subject.details["title"])))
    words = set(stems(found.quote))
    return ("accepted", "") if title & words else ("review", OFF_TOPIC)


def _stepped(said: Said, found: Sighting, draft: AssetMap, case: Case) -> tuple[str, str]:
    asset = next(a for a in draft.assets if a.id == said.subject.id)
    if not _speaks_of(asset, found.quote):
        return "review", OFF_TOPIC
    if found.tenor is None:
        return "review", STATES_NOTHING
    if said.values["answer"] == "lower" and not is_reliable(found):
        return "review", ONE_VOICE
    return "accepted", ""


def merge(
    inp: AssetMappingInput, draft: AssetMap, rulings: Sequence[Ruling], knowledge: Knowledge
) -> AssetMap:
    """The analysis again with the assets that were named; then the steps, one at most."""
    accepted = [r for r in rulings if r.outcome == "accepted"]
    mentions = (*inp.mentions, *_mentions(accepted))
    merged = analyse(inp.model_copy(update={"mentions": mentions}), knowledge)
    steps = {r.subject: r for r in accepted if not r.subject.startswith(_KIND)}
    moved = tuple(_moved(a, steps.get(a.id)) for a in merged.assets)
    return merged.model_copy(update={"assets": moved})


def _mentions(accepted: Sequence[Ruling]) -> Iterator[Mention]:
    for ruling in accepted:
        if ruling.subject.startswith(_KIND):
            yield Mention(
                kind="asset", id=ruling.subject.removeprefix(_KIND), present=True,
                quote=ruling.quote, source=ruling.source, locator=ruling.locator,
            )  # fmt: skip


def _moved(asset: Asset, ruling: Ruling | None) -> Asset:
    if ruling is None:
        return asset
    answer = dict(ruling.said)["answer"]
    index = CRITICALITIES.index(asset.criticality) + _STEPS[answer]
    reason = (
        f"{asset.criticality_reason}; one step {answer} by the model's reading of "
        f"“{ruling.quote}” ({ruling.source})"
    )
    level = CRITICALITIES[max(0, min(index, len(CRITICALITIES) - 1))]
    return asset.model_copy(update={"criticality": level, "criticality_reason": reason})


def lapsed(
    ruling: Ruling,
    then: Turn[AssetMappingInput, AssetMap],
    now: Turn[AssetMappingInput, AssetMap],
    knowledge: Knowledge,
) -> str:
    """A kind is looked for as long as nothing else names one; a step needs its asset."""
    if ruling.subject.startswith(_KIND):
        kind = ruling.subject.removeprefix(_KIND)
        return "" if kind in {e.kind for e in now.draft.not_mentioned} else SETTLED
    given = {a.name for a in now.inp.profile.assets if a.criticality}
    found = {a.id: a for a in now.draft.assets}.get(ruling.subject)
    if found is None:
        return UNKNOWN_NOW
    return SETTLED if found.name in given else ""


def faults(draft: AssetMap, merged: AssetMap) -> list[str]:
    """Every asset is still there, with an id of its own, and moved by one step at most."""
    found = []
    after = {a.id: a for a in merged.assets}
    if len(after) != len(merged.assets) or {a.id for a in draft.assets} - set(after):
        found.append("an asset is missing or stands there twice")
    elif any(
        abs(CRITICALITIES.index(after[a.id].criticality) - CRITICALITIES.index(a.criticality)) > 1
        for a in draft.assets
    ):
        found.append("a criticality moved by more than one step")
    return found


def concluded(inp: AssetMappingInput, draft: AssetMap, case: Case) -> list[Digest]:
    """Who is assessed, and what was found."""
    return [
        digests.organization(inp.organization, case.exhibits),
        digests.assets(draft, case.exhibits),
    ]


JUDGING = Judging(
    subjects=subjects, digests=concluded, dispose=dispose, merge=merge, lapsed=lapsed,
    faults=faults,
)  # fmt: skip
