"""What a model may add to control evaluation: statements that it quotes, and nothing else.

An accepted ruling becomes a Statement beside those of the deterministic reader, and the rating is
worked out again by the same rules. More favourable than before it becomes only with two independent
voices or a reliable source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from agents import digests
from agents.control_evaluation import ControlInput, analyse
from agents.disposal import ONE_VOICE, disagreement, sighted, two_voices
from agents.rulings import CANNOT_TELL, Case, Digest, Field, Judging, Said, Subject, Turn, quoted
from agents.topics import leads, nearest
from frameworks.loader import Knowledge
from sextant.evidence.quotation import plain
from sextant.records import (
    ControlAssessment,
    ControlRating,
    Polarity,
    Ruling,
    Statement,
    Status,
)
from sextant.trace import UNKNOWN_NOW

_CHOICES: tuple[Polarity, ...] = ("implemented", "partial", "planned", "not_implemented")
_FIELDS = (quoted(), Field("answer", (*_CHOICES, CANNOT_TELL)))
_UNSURE = 0.45  # a rating with less confidence rests on hedged or single weak words
_WHY = {"disputed": 2.0, "unsure": 1.0, "unknown": 0.0}
_WANTED = {"implemented": 1.0, "partial": 0.8, "not_required": 0.1}
_PRIORITY = {"high": 3.0, "moderate": 2.0, "low": 1.0}
# What a status is worth to the organisation: an unknown one counts as less than "in part".
_FAVOUR: dict[Status, int] = {
    "not_implemented": 0, "unknown": 1, "partial": 2, "not_applicable": 2, "implemented": 3,
}  # fmt: skip


def subjects(inp: ControlInput, draft: ControlAssessment, case: Case) -> list[Subject]:
    """Outcomes where voices disagree or are unsure, and those of which nothing was recognised
    although something that can be shown lies near."""
    spoken: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for statement in inp.statements:
        for subcategory in statement.subcategories:
            spoken[subcategory].add((statement.source, statement.locator))
    near = leads(case.topics.controls, case.exhibits.all)
    return [
        _subject(rating, why, spoken[rating.subcategory], near.get(rating.subcategory, ()), case)
        for rating in draft.ratings
        if (why := _why_asked(rating)) and (why != "unknown" or rating.subcategory in near)
    ]


def _subject(
    rating: ControlRating,
    why: str,
    places: set[tuple[str, str]],
    near: Sequence[str],
    case: Case,
) -> Subject:
    control = case.knowledge.controls[rating.subcategory]
    entry = case.knowledge.subcategories[rating.subcategory]
    return Subject(
        id=rating.subcategory,
        kind=why,
        details={
            "title": entry.title, "question": control.question, "implemented": control.implemented,
            "partial": control.partial, "status": rating.status.replace("_", " "),
        },
        fields=_FIELDS,
        words=f"{entry.title} {control.question} {control.implemented}",
        exhibits=(*(e.id for e in case.exhibits.at(places)), *near),
        worth=_WANTED[rating.target] * _PRIORITY[rating.priority] + _WHY[why],
    )  # fmt: skip


def _why_asked(rating: ControlRating) -> str:
    """disputed, unsure, unknown; "" where a model could change nothing that matters."""
    if rating.status == "not_applicable":
        return ""
    if rating.conflicts:
        return "disputed"
    if rating.status == "unknown":
        return "unknown"
    return "unsure" if rating.confidence < _UNSURE else ""


def dispose(said: Said, inp: ControlInput, draft: ControlAssessment, case: Case) -> Ruling:
    """Whether the model's reading of a quotation counts as a statement."""
    answer = said.values["answer"]
    if answer == CANNOT_TELL:
        return said.ruled("abstained")
    found = sighted(said, case)
    if isinstance(found, Ruling):
        return found
    claimed = next(p for p in _CHOICES if p == answer)
    reason = disagreement(found, "control", said.subject.id, claimed, case.topics.controls)
    if reason:
        return said.ruled("review", reason, found)
    control = case.knowledge.controls[said.subject.id]
    aspect = nearest(case.topics.aspects[control.id], found.quote, control.main_aspect)
    ruling = said.ruled("accepted", "", found).model_copy(update={"aspect": aspect})
    if not _is_allowed(ruling, inp, draft, case.knowledge):
        return said.ruled("review", ONE_VOICE, found)
    return ruling


def _is_allowed(
    ruling: Ruling, inp: ControlInput, draft: ControlAssessment, knowledge: Knowledge
) -> bool:
    """Whether the rating may become what the statement makes of it."""
    before = next(r for r in draft.ratings if r.subcategory == ruling.subject)
    ratings = _again(inp, [ruling], knowledge).ratings
    after = next(r for r in ratings if r.subcategory == ruling.subject)
    if _FAVOUR[after.status] <= _FAVOUR[before.status]:
        return True
    spoken = (*inp.statements, *_statements([ruling], inp, knowledge))
    return two_voices(s for s in spoken if ruling.subject in s.subcategories)


def merge(
    inp: ControlInput, draft: ControlAssessment, rulings: Sequence[Ruling], knowledge: Knowledge
) -> ControlAssessment:
    """Rate again with the statements that were accepted."""
    return _again(inp, rulings, knowledge)


def _again(inp: ControlInput, rulings: Sequence[Ruling], knowledge: Knowledge) -> ControlAssessment:
    added = tuple(_statements(rulings, inp, knowledge))
    known = inp.model_copy(update={"statements": (*inp.statements, *added)})
    return analyse(known, knowledge)


def _statements(
    rulings: Iterable[Ruling], inp: ControlInput, knowledge: Knowledge
) -> Iterator[Statement]:
    """Accepted rulings as statements; what the reader took from the same words is not repeated."""
    known = {(i, plain(s.quote)) for s in inp.statements for i in s.subcategories}
    for ruling in rulings:
        if ruling.outcome != "accepted" or (ruling.subject, plain(ruling.quote)) in known:
            continue
        yield Statement(
            id=f"M-{ruling.subject}",
            subcategories=(ruling.subject,),
            aspect=ruling.aspect or knowledge.controls[ruling.subject].main_aspect,
            polarity=next(p for p in _CHOICES if p == dict(ruling.said)["answer"]),
            quote=ruling.quote,
            source=ruling.source,
            locator=ruling.locator,
            reliability=ruling.reliability,
            policy=ruling.policy,
        )


def lapsed(
    ruling: Ruling,
    then: Turn[ControlInput, ControlAssessment],
    now: Turn[ControlInput, ControlAssessment],
    knowledge: Knowledge,
) -> str:
    """A statement stays one; but whether it may raise the rating is looked at anew."""
    if ruling.subject not in {r.subcategory for r in now.draft.ratings}:
        return UNKNOWN_NOW
    return "" if _is_allowed(ruling, now.inp, now.draft, knowledge) else ONE_VOICE


def faults(draft: ControlAssessment, merged: ControlAssessment) -> list[str]:
    """Every outcome rated once, in the same order, and nothing rated without a quotation."""
    found = []
    if [r.subcategory for r in merged.ratings] != [r.subcategory for r in draft.ratings]:
        found.append("not every outcome is rated exactly once")
    if any(r.status not in ("unknown", "not_applicable") and not r.evidence
           for r in merged.ratings):  # fmt: skip
        found.append("an outcome is rated without a quotation")
    return found


def concluded(inp: ControlInput, draft: ControlAssessment, case: Case) -> list[Digest]:
    """Who is assessed."""
    return [digests.organization(inp.organization, case.exhibits)]


JUDGING = Judging(
    subjects=subjects, digests=concluded, dispose=dispose, merge=merge, lapsed=lapsed,
    faults=faults,
)  # fmt: skip
