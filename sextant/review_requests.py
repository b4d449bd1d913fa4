"""What a reviewer asks for, before it is an entry of the trail; checked against an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from frameworks.loader import Knowledge
from sextant.assessment import Assessment
from sextant.errors import InputError, Problem
from sextant.records import AssessmentState, Decision, Level, Review, Status, Verdict
from sextant.review import Reviewed, in_words, possible_likelihoods, reviewed, verdict_of
from sextant.trail import extended

LONGEST = 2_000


@dataclass(frozen=True)
class Place:
    """Where a request stands, for messages; empty for one made on a page."""

    file: str = "review"
    line: int = 0
    field: str = ""


@dataclass(frozen=True)
class Request:
    """One decision. `status` with a changed rating; `likelihood` or `impact` with a changed risk
    (what is left out stays). `found`: what the reviewer saw; None: as it is now."""

    kind: Literal["rating", "risk"]
    subject: str
    decision: Decision
    by: str
    reason: str = ""
    status: Status | None = None
    likelihood: Level | None = None
    impact: Level | None = None
    found: Verdict | None = None
    place: Place = Place()


@dataclass(frozen=True)
class Taken:
    """A trail with new entries, the state that follows, and what was not taken, in words."""

    trail: tuple[Review, ...]
    result: Reviewed
    refused: tuple[str, ...]


def take(
    machine: AssessmentState,
    published: Assessment,
    requests: Iterable[Request],
    moment: str,
    knowledge: Knowledge,
) -> Taken:
    """Add requests to the assessment's trail: ratings first, then risks as they are after those.

    One whose subject has changed since the reviewer saw it is not taken, and told. Raises
    InputError, and takes nothing, when a request is wrong in itself.
    """
    wanted = list(requests)
    if problems := [p for r in wanted if (p := _wrong(r, machine))]:
        raise InputError(problems)
    titles = {c.subcategory: c.title for c in published.controls}
    trail, refused = published.reviews, list[str]()
    for kind in ("rating", "risk"):
        ratings = [r for r in trail if r.kind == "rating"]
        state = machine
        if kind == "risk" and any(r.kind == "risk" for r in wanted):
            state = reviewed(machine, ratings, knowledge).state
            titles |= {r.id: r.title for r in (state.risks.risks if state.risks else ())}
        for request in (r for r in wanted if r.kind == kind):
            entry = _entry(request, state, moment, titles, knowledge)
            if isinstance(entry, str):
                refused.append(entry)
            else:
                trail = extended(trail, entry)
    return Taken(trail, reviewed(machine, trail, knowledge), tuple(refused))


def _wrong(request: Request, state: AssessmentState) -> Problem | None:
    """What is wrong with a request whatever the assessment says now, if anything."""
    by, reason = request.by.strip(), request.reason.strip()
    known = [r.subcategory for r in state.controls.ratings] if state.controls else []
    if request.kind == "rating" and request.subject not in known:
        return _problem(request, "subcategory", f"{request.subject!r} is no Subcategory", known)
    if not by or len(by) > LONGEST:
        return _problem(request, "by", "the reviewer's name is missing or too long")
    if len(reason) > LONGEST:
        return _problem(request, "reason", f"is longer than {LONGEST:,} characters")
    if request.decision != "accept" and not reason:
        return _problem(request, "reason", f"is required to {request.decision} something")
    if request.decision == "change" and not _says_what(request):
        field = "status" if request.kind == "rating" else "likelihood"
        return _problem(request, field, "is required to change something: to what?")
    return None


def _says_what(request: Request) -> bool:
    if request.kind == "rating":
        return request.status is not None
    return request.likelihood is not None or request.impact is not None


def _problem(request: Request, field: str, message: str, known: Sequence[str] = ()) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(request.subject, known, n=1, cutoff=0.6)
    place = request.place
    path = ".".join(p for p in (place.field, field) if p)
    return Problem(place.file, message, place.line, 1 if place.line else 0, path, "".join(near))


def _entry(
    request: Request,
    state: AssessmentState,
    moment: str,
    titles: dict[str, str],
    knowledge: Knowledge,
) -> Review | str:
    """The entry, or why the request is not taken."""
    now = verdict_of(state, request.kind, request.subject)
    if now is None:
        return _unknown(request, state)
    if request.found is not None and not _agrees(request.found, now):
        return (
            f"{request.subject}: not taken; it was {in_words(_whole(request.found, now))} when "
            f"reviewed and is {in_words(now)} now. Review it again."
        )
    verdict = _verdict(request, now, state, knowledge)
    return Review(
        number=1, kind=request.kind, subject=request.subject, title=titles[request.subject],
        decision=request.decision, by=request.by.strip(), at=moment,
        reason=" ".join(request.reason.split()), found=now, verdict=verdict,
    )  # fmt: skip


def _unknown(request: Request, state: AssessmentState) -> str:
    """A risk that is not in the register: a wrong id is an error, one that went is told."""
    known = [r.id for r in state.risks.risks] if state.risks else []
    if request.found is None:
        raise InputError([_problem(request, "risk", f"no risk {request.subject!r} here", known)])
    return f"{request.subject}: not taken; it is not in the register any more."


def _agrees(seen: Verdict, now: Verdict) -> bool:
    """What the reviewer saw may leave out what follows from the rest (a severity)."""
    return _whole(seen, now) == now


def _whole(seen: Verdict, now: Verdict) -> Verdict:
    given = {k: v for k, v in seen.model_dump().items() if v is not None}
    return Verdict(**(now.model_dump() | given))


def _verdict(
    request: Request, now: Verdict, state: AssessmentState, knowledge: Knowledge
) -> Verdict:
    if request.decision == "accept":
        return now
    if request.kind == "rating":
        return Verdict(status="unknown" if request.decision == "reject" else request.status)
    if request.decision == "reject":
        return Verdict()
    likelihood, impact = request.likelihood or now.likelihood, request.impact or now.impact
    possible = possible_likelihoods(state, request.subject, knowledge)
    if likelihood is None or impact is None or likelihood not in possible:
        raise InputError([_unreachable(request, possible)])
    scales = knowledge.scales.risk
    severity = scales.severity[scales.risk[likelihood][impact]]
    return Verdict(likelihood=likelihood, impact=impact, severity=severity)


def _unreachable(request: Request, possible: Sequence[Level]) -> Problem:
    wanted = (request.likelihood or "").replace("_", " ")
    shown = ", ".join(level.replace("_", " ") for level in possible)
    message = (
        f"{request.subject} cannot be {wanted} with the controls as they are rated (table G-5): "
        f"possible: {shown}. Change the rating of what stops it first"
    )
    return replace(_problem(request, "likelihood", message))
