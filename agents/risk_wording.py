"""What a model may add to risk scoring: an explanation of the leading risks. No numbers."""

from __future__ import annotations

from collections.abc import Sequence

from agents import digests, wording
from agents.risk_scoring import RiskInput
from agents.rulings import Case, Digest, Judging, Said, Subject, Turn
from frameworks.loader import Knowledge
from sextant.records import SEVERITIES, Risk, RiskRegister, Ruling

_FIELDS = (wording.field(320),)
_MOST_WEAK = 4


def subjects(inp: RiskInput, draft: RiskRegister, case: Case) -> list[Subject]:
    """The risks, most severe first. One whose assets' names give orders is not shown."""
    return [
        _subject(risk, place, case.knowledge)
        for place, risk in enumerate(draft.risks)
        if not case.exhibits.gives_orders(risk.in_words)
    ]


def _subject(risk: Risk, place: int, knowledge: Knowledge) -> Subject:
    titles = [knowledge.subcategories[s].title for s in risk.weak[:_MOST_WEAK]]
    return Subject(
        id=risk.id,
        kind="risk",
        details={
            "title": risk.title, "in_words": risk.in_words, "severity": risk.current.severity,
            "weak": tuple(titles), "unknown": len(risk.unknown),
        },
        fields=_FIELDS,
        words=risk.title,
        worth=10.0 * SEVERITIES.index(risk.current.severity) - place / 1000,
    )  # fmt: skip


def dispose(said: Said, inp: RiskInput, draft: RiskRegister, case: Case) -> Ruling:
    """Words are taken when they add no figure, rating or identifier."""
    return wording.checked(said, case)


def merge(
    inp: RiskInput, draft: RiskRegister, rulings: Sequence[Ruling], knowledge: Knowledge
) -> RiskRegister:
    """The same risks with their explanations."""
    texts = {r.subject: wording.text_of(r) for r in rulings if r.outcome == "accepted"}
    explained = (r.model_copy(update={"explanation": texts.get(r.id, "")}) for r in draft.risks)
    return draft.model_copy(update={"risks": tuple(explained)})


def lapsed(
    ruling: Ruling,
    then: Turn[RiskInput, RiskRegister],
    now: Turn[RiskInput, RiskRegister],
    knowledge: Knowledge,
) -> str:
    """An explanation holds as long as all that it explains is as it was."""
    before, after = (
        next((_subject(r, 0, knowledge) for r in t.draft.risks if r.id == ruling.subject), None)
        for t in (then, now)
    )
    same = then.inp.organization == now.inp.organization
    return wording.lapsed(ruling, before, after, same)


def faults(draft: RiskRegister, merged: RiskRegister) -> list[str]:
    """Nothing but the explanations may differ."""
    bare = tuple(r.model_copy(update={"explanation": ""}) for r in merged.risks)
    same = merged.model_copy(update={"risks": bare}) == draft
    return [] if same else ["more than the explanations changed"]


def concluded(inp: RiskInput, draft: RiskRegister, case: Case) -> list[Digest]:
    """Who is assessed, and what is in place."""
    return [digests.organization(inp.organization, case.exhibits), digests.controls(inp.controls)]


JUDGING = Judging(
    subjects=subjects, digests=concluded, dispose=dispose, merge=merge, lapsed=lapsed,
    faults=faults, quotes=False,
)  # fmt: skip
