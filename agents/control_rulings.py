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
from agents.disposal import ONE_VOICE, disagreement, is_reliable, sighted, two_voices
from agents.rulings import CANNOT_TELL, QUOTE, Case, Digest, Field, Judging, Said, Subject
from agents.topics import nearest
from sextant.records import (
    ControlAssessment,
    ControlRating,
    Polarity,
    Ruling,
    Statement,
    Status,
)

_CHOICES: tuple[Polarity, ...] = ("implemented", "partial", "planned", "not_implemented")
_FIELDS = (Field("answer", (*_CHOICES, CANNOT_TELL)), Field(QUOTE, longest=300))
_UNSURE = 0.45  # a rating with less confidence rests on hedged or single weak words
_PRIORITY = {"high": 3.0, "moderate": 2.0, "low": 1.0}
_FEWEST_NEAR = 2
_FAVOUR: dict[Status, int] = {"not_implemented": 0, "unknown": 1, "partial": 2, "implemented": 3}


def subjects(inp: ControlInput, draft: ControlAssessment, case: Case) -> list[Subject]:
    """Outcomes where voices disagree or are unsure, or of which nothing was recognised although
    something that was shown lies near."""
    spoken: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for statement in inp.statements:
        for subcategory in statement.subcategories:
            spoken[subcategory].add((statement.source, statement.locator))
    found = (_subject(r, spoken[r.subcategory], case) for r in draft.ratings)
    return [s for s in found if s]


def _subject(rating: ControlRating, places: set[tuple[str, str]], case: Case) -> Subject | None:
    if rating.status == "not_applicable" or rating.target == "not_required":
        return None
    control = case.knowledge.controls[rating.subcategory]
    entry = case.knowledge.subcategories[rating.subcategory]
    words = f"{entry.title} {case.topics.of_control(control)}"
    near = [e for e in case.exhibits.ranked(words, 12) if not e.spent]
    disputed = bool(rating.conflicts)
    unsure = rating.status != "unknown" and rating.confidence < _UNSURE
    if not disputed and not unsure and (rating.status != "unknown" or len(near) < _FEWEST_NEAR):
        return None
    return Subject(
        id=rating.subcategory,
        kind="disputed" if disputed else "unsure" if unsure else "unknown",
        details={
            "title": entry.title, "outcome": entry.outcome, "question": control.question,
            "implemented": control.implemented, "partial": control.partial,
            "status": rating.status, "notes": tuple(c.note for c in rating.conflicts),
        },
        fields=_FIELDS,
        words=f"{entry.title} {control.question} {control.implemented}",
        exhibits=tuple(e.id for e in case.exhibits.at(places)),
        worth=_PRIORITY[rating.priority] + (2 if disputed else 1 if unsure else 0),
    )  # fmt: skip


def dispose(said: Said, case: Case) -> Ruling:
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
    favourable = claimed in ("implemented", "partial")
    voice = "" if is_reliable(found) or not favourable else "one voice"
    return said.ruled("accepted", voice, found)


def merge(
    inp: ControlInput, draft: ControlAssessment, rulings: Sequence[Ruling], case: Case
) -> ControlAssessment:
    """Rate again with the new statements. What would become more favourable on one voice stays."""
    added = tuple(_statements(rulings, case))
    again = analyse(inp.model_copy(update={"statements": (*inp.statements, *added)}), case.knowledge)
    before = {r.subcategory: r for r in draft.ratings}
    heard: dict[str, list[Statement]] = defaultdict(list)
    for statement in (*inp.statements, *added):
        heard[statement.subcategories[0]].append(statement)
    touched = {s.subcategories[0] for s in added}
    ratings = tuple(
        r if r.subcategory in touched and _may(before[r.subcategory], r, heard) else
        before[r.subcategory] for r in again.ratings
    )  # fmt: skip
    kept = {r.subcategory for r in ratings if r != before[r.subcategory]}
    if not kept:
        return draft
    return again if kept == touched else _partly(inp, draft, added, kept, case)


def _partly(
    inp: ControlInput,
    draft: ControlAssessment,
    added: Iterable[Statement],
    kept: set[str],
    case: Case,
) -> ControlAssessment:
    counted = tuple(s for s in added if s.subcategories[0] in kept)
    statements = (*inp.statements, *counted)
    return analyse(inp.model_copy(update={"statements": statements}), case.knowledge)


def _may(before: ControlRating, after: ControlRating, heard: dict[str, list[Statement]]) -> bool:
    if _FAVOUR[after.status] <= _FAVOUR[before.status]:
        return True
    return two_voices(heard[after.subcategory])


def _statements(rulings: Iterable[Ruling], case: Case) -> Iterator[Statement]:
    for number, ruling in enumerate((r for r in rulings if r.outcome == "accepted"), start=1):
        control = case.knowledge.controls[ruling.subject]
        passage = next(
            e.passage for e in case.exhibits.at([(ruling.source, ruling.locator)])
        )
        core = next((a.id for a in control.aspects if a.core), control.aspects[0].id)
        yield Statement(
            id=f"M{number}",
            subcategories=(ruling.subject,),
            aspect=nearest(case.topics.aspects[control.id], ruling.quote, core),
            polarity=next(p for p in _CHOICES if p == dict(ruling.said)["answer"]),
            quote=ruling.quote,
            source=ruling.source,
            locator=ruling.locator,
            reliability=passage.reliability,
            policy=passage.rule,
        )


def faults(inp: ControlInput, draft: ControlAssessment, merged: ControlAssessment) -> list[str]:
    """Every outcome once, in the order of the Target Profile; nothing rated that was not quoted."""
    wanted = [t.subcategory for t in inp.organization.targets]
    found = []
    if [r.subcategory for r in merged.ratings] != wanted:
        found.append("not every outcome is rated exactly once")
    if any(r.status != "unknown" and r.status != "not_applicable" and not r.evidence
           for r in merged.ratings):  # fmt: skip
        found.append("an outcome is rated without a quotation")
    return found


def known_before(inp: ControlInput, draft: ControlAssessment) -> list[Digest]:
    """Who is assessed."""
    return [digests.organization(inp.organization)]


JUDGING = Judging(
    subjects=subjects, digests=known_before, dispose=dispose, merge=merge, faults=faults
)
__all__ = ["JUDGING", "ONE_VOICE"]
