"""What a model may add to the recommendations: the owner's summary, and words for an action."""

from __future__ import annotations

from collections.abc import Sequence

from agents import digests, wording
from agents.recommendations import PlanInput
from agents.rulings import Case, Digest, Judging, Said, Subject, Turn
from frameworks.loader import Knowledge
from sextant.records import Plan, Recommendation, Ruling

SUMMARY = "summary"
_MOST_NAMED = 3


def subjects(inp: PlanInput, draft: Plan, case: Case) -> list[Subject]:
    """The summary first, then the actions in their order."""
    return _subjects(inp, draft)


def _subjects(inp: PlanInput, draft: Plan) -> list[Subject]:
    if not draft.recommendations:
        return []
    leading = [r.title for r in draft.recommendations[:_MOST_NAMED]]
    risks = [f"{r.title} ({r.current.severity})" for r in inp.risks.risks[:_MOST_NAMED]]
    summary = Subject(
        id=SUMMARY, kind=SUMMARY, details={"actions": leading, "risks": risks},
        fields=(wording.field(420),), worth=100.0,
    )  # fmt: skip
    return [summary, *(_subject(r, n) for n, r in enumerate(draft.recommendations))]


def _subject(action: Recommendation, place: int) -> Subject:
    return Subject(
        id=action.id,
        kind="action",
        details={"title": action.title, "why": action.why, "first_step": action.first_step},
        fields=(wording.field(280),),
        worth=50.0 - place / 10,
    )


def dispose(said: Said, inp: PlanInput, draft: Plan, case: Case) -> Ruling:
    """Words are taken when they add no figure, rating or identifier."""
    return wording.checked(said, case)


def merge(inp: PlanInput, draft: Plan, rulings: Sequence[Ruling], knowledge: Knowledge) -> Plan:
    """The same plan with the words that were accepted."""
    texts = {r.subject: wording.text_of(r) for r in rulings if r.outcome == "accepted"}
    return draft.model_copy(
        update={
            "summary": texts.get(SUMMARY, ""),
            "recommendations": tuple(
                r.model_copy(update={"wording": texts.get(r.id, "")}) for r in draft.recommendations
            ),
        }
    )


def lapsed(
    ruling: Ruling, then: Turn[PlanInput, Plan], now: Turn[PlanInput, Plan], knowledge: Knowledge
) -> str:
    """Words hold as long as all that they are about is as it was."""
    before, after = (
        next((s for s in _subjects(t.inp, t.draft) if s.id == ruling.subject), None)
        for t in (then, now)
    )
    same = then.inp.organization == now.inp.organization
    return wording.lapsed(ruling, before, after, same)


def faults(draft: Plan, merged: Plan) -> list[str]:
    """Nothing but the wording may differ."""
    bare = tuple(r.model_copy(update={"wording": ""}) for r in merged.recommendations)
    same = merged.model_copy(update={"summary": "", "recommendations": bare}) == draft
    return [] if same else ["more than the wording changed"]


def concluded(inp: PlanInput, draft: Plan, case: Case) -> list[Digest]:
    """Who is assessed, what is in place, and the leading risks."""
    return [
        digests.organization(inp.organization, case.exhibits),
        digests.controls(inp.controls),
        digests.risks(inp.risks),
    ]


JUDGING = Judging(
    subjects=subjects, digests=concluded, dispose=dispose, merge=merge, lapsed=lapsed,
    faults=faults, quotes=False,
)  # fmt: skip
