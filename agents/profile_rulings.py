"""What a model may add to profiling: facts and obligations that a quoted sentence states.

An accepted fact becomes a Mention, an obligation a declared regulation; the analysis then runs
again, so that everything that follows from them follows by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.disposal import OFF_TOPIC, disagreement, sighted
from agents.profiling import ProfilingInput, analyse
from agents.rulings import CANNOT_TELL, Case, Digest, Field, Judging, Said, Subject, Turn, quoted
from agents.topics import leads, names
from frameworks.loader import Knowledge
from frameworks.schema import FactRule, Obligation
from sextant.evidence.quotation import plain
from sextant.records import Mention, OrganizationContext, Ruling
from sextant.trace import SETTLED, UNKNOWN_NOW

_FIELDS = (quoted(), Field("answer", ("yes", "no", CANNOT_TELL)))
_LAW = "law:"
_AMONG = 1  # the words of facts are everyday words: a sentence must lie nearest to this one
_MOST_NEAR = 4


def subjects(inp: ProfilingInput, draft: OrganizationContext, case: Case) -> list[Subject]:
    """Facts that are not established and that passages lie near, and obligations whose names stand
    in the evidence but not in the profile."""
    known = {f.id for f in draft.facts}
    near = leads(case.topics.facts, case.exhibits.all, _AMONG)
    facts = (
        _fact(rule, near[rule.id], case) for rule in case.knowledge.facts.values()
        if rule.id in near and rule.id not in known and rule.question
    )  # fmt: skip
    found = {o.id for o in draft.obligations}
    laws = (
        _law(law, case) for law in case.knowledge.obligations.values() if law.id not in found
    )  # fmt: skip
    return [s for s in (*facts, *laws) if s]


def _fact(rule: FactRule, near: tuple[str, ...], case: Case) -> Subject:
    return Subject(
        id=rule.id,
        kind="fact",
        details={"question": rule.question, "description": rule.description},
        fields=_FIELDS,
        words=f"{rule.description} {rule.question}",
        exhibits=near,
        worth=_used(rule.id, case),
    )


def _used(fact: str, case: Case) -> float:
    """How many threats and obligations look at the fact."""
    rules = [t.applies_when for t in case.knowledge.threats.values()]
    rules += [o.applies_when for o in case.knowledge.obligations.values()]
    return float(sum(f"'{fact}'" in repr(rule) for rule in rules))


def _law(law: Obligation, case: Case) -> Subject | None:
    named = [e for e in case.exhibits.all if _names(law, e.text)]
    if not named:
        return None
    return Subject(
        id=f"{_LAW}{law.id}",
        kind="law",
        details={"title": law.title, "covers": law.covers},
        fields=_FIELDS,
        words=law.title,
        exhibits=tuple(e.id for e in named[:_MOST_NEAR]),
        worth=10.0,
    )


def _names(law: Obligation, text: str) -> bool:
    padded = f" {plain(text)} "
    return any(f" {plain(name)}" in padded for name in names(law))


def dispose(said: Said, inp: ProfilingInput, draft: OrganizationContext, case: Case) -> Ruling:
    """A fact must be affirmed by the quoted sentence; an obligation must be named in it too."""
    if said.values["answer"] != "yes":
        return said.ruled("abstained")  # that it is not so is not for a model to establish
    found = sighted(said, case)
    if isinstance(found, Ruling):
        return found
    subject = said.subject.id
    if said.subject.kind == "law":
        law = case.knowledge.obligations[subject.removeprefix(_LAW)]
        if not _names(law, found.quote):
            return said.ruled("review", OFF_TOPIC, found)
        reason = "" if found.tenor == "implemented" else "the sentence does not say that it applies"
        return said.ruled("review" if reason else "accepted", reason, found)
    reason = disagreement(found, "fact", subject, "implemented", case.topics.facts, _AMONG)
    return said.ruled("review" if reason else "accepted", reason, found)


def merge(
    inp: ProfilingInput,
    draft: OrganizationContext,
    rulings: Sequence[Ruling],
    knowledge: Knowledge,
) -> OrganizationContext:
    """The analysis again, with what was accepted."""
    accepted = [r for r in rulings if r.outcome == "accepted"]
    laws = [knowledge.obligations[r.subject.removeprefix(_LAW)].title
            for r in accepted if r.subject.startswith(_LAW)]  # fmt: skip
    regulations = (*inp.profile.regulations, *laws)
    profile = inp.profile.model_copy(update={"regulations": regulations})
    told = ProfilingInput(profile=profile, mentions=(*inp.mentions, *_mentions(accepted)))
    merged = analyse(told, knowledge)
    quoted = {
        knowledge.obligations[r.subject.removeprefix(_LAW)].id: r for r in accepted
        if r.subject.startswith(_LAW)
    }  # fmt: skip
    return merged.model_copy(update={"obligations": tuple(
        o if o.id not in quoted else o.model_copy(update={"reasons": (
            f"The evidence names it: “{quoted[o.id].quote}” ({quoted[o.id].source}).",)})
        for o in merged.obligations
    )})  # fmt: skip


def _mentions(accepted: Sequence[Ruling]) -> Iterator[Mention]:
    for ruling in accepted:
        if not ruling.subject.startswith(_LAW):
            yield Mention(
                kind="fact", id=ruling.subject, present=True, quote=ruling.quote,
                source=ruling.source, locator=ruling.locator,
            )  # fmt: skip


def lapsed(
    ruling: Ruling,
    then: Turn[ProfilingInput, OrganizationContext],
    now: Turn[ProfilingInput, OrganizationContext],
    knowledge: Knowledge,
) -> str:
    """A fact or obligation that is established without it needs it no longer."""
    subject = ruling.subject
    if subject.removeprefix(_LAW) not in knowledge.obligations and subject not in knowledge.facts:
        return UNKNOWN_NOW
    known = {f.id for f in now.draft.facts} | {f"{_LAW}{o.id}" for o in now.draft.obligations}
    return SETTLED if subject in known else ""


def faults(draft: OrganizationContext, merged: OrganizationContext) -> list[str]:
    """All outcomes have a target, and nothing that was established is gone."""
    found = []
    if [t.subcategory for t in merged.targets] != [t.subcategory for t in draft.targets]:
        found.append("an outcome has no target")
    if {f.id for f in draft.facts} - {f.id for f in merged.facts}:
        found.append("an established fact is missing")
    if {o.title for o in draft.obligations} - {o.title for o in merged.obligations}:
        found.append("an obligation is missing")
    return found


def concluded(inp: ProfilingInput, draft: OrganizationContext, case: Case) -> list[Digest]:
    """Nothing: it is the first."""
    return []


JUDGING = Judging(
    subjects=subjects, digests=concluded, dispose=dispose, merge=merge, lapsed=lapsed,
    faults=faults,
)  # fmt: skip
