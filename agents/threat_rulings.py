"""What a model may add to threat analysis: one step of likelihood, and scenarios that nothing spoke
for until it quoted a sentence. Their techniques are those of the knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agents import digests
from agents.disposal import (
    OFF_TOPIC,
    ONE_VOICE,
    STATES_NOTHING,
    is_reliable,
    sighted,
)
from agents.rulings import CANNOT_TELL, Case, Digest, Field, Judging, Said, Subject, Turn, quoted
from agents.threat_analysis import ThreatInput, situation_of
from agents.threat_reasons import is_merely_unspoken
from agents.topics import is_near, leads
from frameworks.loader import Knowledge
from sextant.records import LEVELS, Ruling, ThreatAssessment, ThreatScenario
from sextant.trace import SETTLED, UNKNOWN_NOW

Near = Mapping[str, tuple[str, ...]]
_STEPS = {"higher": 1, "lower": -1}
_MOST_ASSETS = 20
_LIKELIHOOD = (quoted(), Field("answer", ("higher", "lower", "as_it_is",
               CANNOT_TELL)))  # fmt: skip


def subjects(inp: ThreatInput, draft: ThreatAssessment, case: Case) -> list[Subject]:
    """Credible scenarios that passages lie near, likeliest first; then those that are ruled out
    only because nothing spoke for them."""
    near = leads(case.topics.threats, case.exhibits.all)
    return [*_credible(draft, near, case), *_further(inp, draft, near, case)]


def _credible(draft: ThreatAssessment, near: Near, case: Case) -> Iterator[Subject]:
    for scenario in draft.scenarios:
        if scenario.id in near:
            yield Subject(
                id=scenario.id,
                kind="likelihood",
                details={"title": scenario.title, "level": scenario.initiation.replace("_", " "),
                         "in_words": case.knowledge.threats[scenario.id].in_words},
                fields=_LIKELIHOOD,
                words=scenario.title,
                exhibits=near[scenario.id],
                worth=LEVELS.index(scenario.initiation) / 10 + 1,
            )  # fmt: skip


def _further(
    inp: ThreatInput, draft: ThreatAssessment, near: Near, case: Case
) -> Iterator[Subject]:
    situation = situation_of(inp)
    named = (a for a in inp.assets.assets if not case.exhibits.gives_orders(a.name))
    assets = tuple(a.id for a in named)[:_MOST_ASSETS]
    for ruled_out in draft.ruled_out if assets else ():
        threat = case.knowledge.threats[ruled_out.id]
        if threat.id in near and is_merely_unspoken(threat, situation):
            yield Subject(
                id=threat.id,
                kind="further",
                details={"title": threat.title, "in_words": threat.in_words, "assets": assets},
                fields=(quoted(), Field("asset", assets),
                        Field("answer", ("yes", "no", CANNOT_TELL))),
                words=threat.title,
                exhibits=near[threat.id],
                worth=0.5,
            )  # fmt: skip


def dispose(said: Said, inp: ThreatInput, draft: ThreatAssessment, case: Case) -> Ruling:
    """The quoted sentence must state something, and lie near the scenario. That it is less likely
    takes a reliable source."""
    answer = said.values["answer"]
    if answer in ("no", "as_it_is", CANNOT_TELL):
        return said.ruled("abstained")
    found = sighted(said, case)
    if isinstance(found, Ruling):
        return found
    if found.tenor is None:
        return said.ruled("review", STATES_NOTHING, found)
    if not is_near(case.topics.threats, said.subject.id, found.quote):
        return said.ruled("review", OFF_TOPIC, found)
    if answer == "lower" and not is_reliable(found):
        return said.ruled("review", ONE_VOICE, found)
    if answer == "yes" and found.tenor not in ("implemented", "partial"):
        return said.ruled("review", STATES_NOTHING, found)
    return said.ruled("accepted", "", found)


def merge(
    inp: ThreatInput, draft: ThreatAssessment, rulings: Sequence[Ruling], knowledge: Knowledge
) -> ThreatAssessment:
    """Likelihoods moved by one step; further scenarios added behind the others."""
    accepted = {r.subject: r for r in rulings if r.outcome == "accepted"}
    moved = [_moved(s, accepted.get(s.id)) for s in draft.scenarios]
    added = [_scenario(accepted[r.id], inp, knowledge) for r in draft.ruled_out if r.id in accepted]
    return ThreatAssessment(
        scenarios=(*moved, *added),
        ruled_out=tuple(r for r in draft.ruled_out if r.id not in accepted),
    )


def _moved(scenario: ThreatScenario, ruling: Ruling | None) -> ThreatScenario:
    if ruling is None:
        return scenario
    answer = dict(ruling.said)["answer"]
    index = LEVELS.index(scenario.initiation) + _STEPS[answer]
    level = LEVELS[max(0, min(index, len(LEVELS) - 1))]
    reason = f"One step {answer} by the model's reading of {_cited(ruling)}."
    return scenario.model_copy(update={"initiation": level, "reasons": (*scenario.reasons, reason)})


def _scenario(ruling: Ruling, inp: ThreatInput, knowledge: Knowledge) -> ThreatScenario:
    threat = knowledge.threats[ruling.subject]
    level = threat.likelihood.get(inp.organization.sector, threat.likelihood["default"])
    asset = next(a for a in inp.assets.assets if a.id == dict(ruling.said)["asset"])
    return ThreatScenario(
        id=threat.id,
        title=threat.title,
        source=threat.source,
        techniques=threat.techniques,
        assets=(asset.id,),
        initiation=level,
        reasons=(
            f"Proposed by the model, which quotes {_cited(ruling)}.",
            f"It could hit: {asset.name}.",
            f"Base rate: {threat.likelihood_source.rstrip('.')}.",
        ),
    )


def _cited(ruling: Ruling) -> str:
    return f"“{ruling.quote}” ({ruling.source})"


def lapsed(
    ruling: Ruling,
    then: Turn[ThreatInput, ThreatAssessment],
    now: Turn[ThreatInput, ThreatAssessment],
    knowledge: Knowledge,
) -> str:
    """A step needs its scenario; a further scenario that it is still ruled out for want of a word,
    and that its asset is there."""
    said = dict(ruling.said)
    credible = ruling.subject in {s.id for s in now.draft.scenarios}
    if said.get("answer") in _STEPS:
        return "" if credible else UNKNOWN_NOW
    threat = knowledge.threats.get(ruling.subject)
    if credible:
        return SETTLED
    if threat is None or not is_merely_unspoken(threat, situation_of(now.inp)):
        return UNKNOWN_NOW
    return "" if said.get("asset") in {a.id for a in now.inp.assets.assets} else UNKNOWN_NOW


def faults(draft: ThreatAssessment, merged: ThreatAssessment) -> list[str]:
    """Every scenario once, none gone, none moved by more than one step."""
    after = {s.id: s for s in merged.scenarios}
    if len(after) != len(merged.scenarios) or {s.id for s in draft.scenarios} - set(after):
        return ["a scenario is missing or stands there twice"]
    if any(
        abs(LEVELS.index(after[s.id].initiation) - LEVELS.index(s.initiation)) > 1
        for s in draft.scenarios
    ):
        return ["a likelihood moved by more than one step"]
    return []


def concluded(inp: ThreatInput, draft: ThreatAssessment, case: Case) -> list[Digest]:
    """Who is assessed, what there is, and what was found credible."""
    return [
        digests.organization(inp.organization, case.exhibits),
        digests.assets(inp.assets, case.exhibits),
        digests.threats(draft),
    ]


JUDGING = Judging(
    subjects=subjects, digests=concluded, dispose=dispose, merge=merge, lapsed=lapsed,
    faults=faults,
)  # fmt: skip
