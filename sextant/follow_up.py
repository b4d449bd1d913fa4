"""What follows an assessment: what-if, answers and reviews, each computed by the agents again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from frameworks.loader import Knowledge
from sextant import changes as switches
from sextant.assessment import Assessment
from sextant.changes import Change
from sextant.comparison import Comparison, compare
from sextant.errors import InputError
from sextant.intake import parse_profile
from sextant.publication import publish
from sextant.reading import add_evidence, reread_profile
from sextant.records import AssessmentState, Review

if TYPE_CHECKING:
    from sextant.review import Reviewed
    from sextant.review_requests import Request


@dataclass(frozen=True)
class WhatIf:
    """The assessment as it is, as it would be, and what differs."""

    before: Assessment
    after: Assessment
    difference: Comparison


def what_if(
    state: AssessmentState,
    published: Assessment,
    changes: Sequence[Change],
    evidence: Sequence[Path],
    knowledge: Knowledge,
) -> WhatIf:
    """`state`: finished; `published`: its document. Nothing is saved.

    Raises InputError for changes or evidence that cannot be used.
    """
    from agents.revision import recompute

    given = switches.applied(state, changes, knowledge)
    moment = datetime.fromisoformat(published.meta.generated_at)
    if evidence:
        given = add_evidence(given, evidence, knowledge, moment.date())
    after = recompute(state, given, knowledge)
    if problems := switches.ignored(after, changes, knowledge):
        raise InputError(problems)
    document = in_force(after, published, published.reviews, knowledge)
    switched = ", ".join((*map(str, changes), *(p.name for p in evidence)))
    labels = ("as it is", f"with {switched}" if switched else "unchanged")
    return WhatIf(published, document, compare(published, document, labels))


@dataclass(frozen=True)
class Answered:
    """A profile with an answer in it, and the assessment that follows."""

    profile: bytes
    state: AssessmentState
    assessment: Assessment
    difference: Comparison


def answered(
    state: AssessmentState,
    published: Assessment,
    profile: bytes,
    moment: datetime,
    knowledge: Knowledge,
) -> Answered:
    """The assessment with this version of its profile, the evidence as it was read, and the trail
    of reviews in force. Raises InputError for a profile that cannot be read."""
    from agents.revision import recompute

    name = published.meta.profile
    intake = parse_profile(profile, name, knowledge)
    given = reread_profile(state, intake, name, knowledge, moment.date())
    after = recompute(state, given, knowledge)
    stamp = {"generated_at": moment.astimezone(UTC).replace(microsecond=0).isoformat()}
    dated = published.model_copy(update={"meta": published.meta.model_copy(update=stamp)})
    document = in_force(after, dated, published.reviews, knowledge)
    return Answered(profile, after, document, compare(published, document))


@dataclass(frozen=True)
class ReviewOutcome:
    """The document with new reviews in force. In words: requests that were `refused` because their
    subject has changed since, and earlier reviews that are `stale` for the same reason."""

    assessment: Assessment
    added: tuple[Review, ...]
    refused: tuple[str, ...]
    stale: tuple[str, ...]


def review(
    state: AssessmentState,
    published: Assessment,
    requests: Iterable[Request],
    moment: str,
    knowledge: Knowledge,
) -> ReviewOutcome:
    """Add a person's decisions to the trail and compute again what depends on them.

    `state`: as the agents left it, before any review. Raises InputError for a wrong request.
    """
    from sextant.review_requests import take

    taken = take(state, published, requests, moment, knowledge)
    document = _with_trail(taken.result, taken.trail, published, knowledge)
    return ReviewOutcome(
        assessment=document,
        added=taken.trail[len(published.reviews) :],
        refused=taken.refused,
        stale=tuple(taken.result.stale.values()),
    )


def before_risk_reviews(
    state: AssessmentState, published: Assessment, knowledge: Knowledge
) -> AssessmentState:
    """What a reviewer of risks looks at: ratings as said, risks as they are with the ratings as
    reviewed, and no risk's own review applied."""
    from sextant.review import reviewed

    ratings = [r for r in published.reviews if r.kind == "rating"]
    computed = reviewed(state, ratings, knowledge).state
    return computed.model_copy(update={"controls": state.controls})


def in_force(
    state: AssessmentState, published: Assessment, trail: Sequence[Review], knowledge: Knowledge
) -> Assessment:
    """The document of a state with a trail of reviews in force; stale ones are numbered in it."""
    if not trail:
        return republished(state, published, knowledge)
    from sextant.review import reviewed

    result = reviewed(state, trail, knowledge)
    return _with_trail(result, trail, published, knowledge)


def _with_trail(
    result: Reviewed, trail: Sequence[Review], published: Assessment, knowledge: Knowledge
) -> Assessment:
    document = republished(result.state, published, knowledge)
    reviews = {"reviews": tuple(trail), "stale_reviews": tuple(sorted(result.stale))}
    return document.model_copy(update=reviews)


def republished(state: AssessmentState, published: Assessment, knowledge: Knowledge) -> Assessment:
    """The document of a state that was computed again, of the same moment and with the same model,
    whose accepted answers are in it as far as they still hold: its trace has those that do not.

    The knowledge is today's: where it differs from what the document was made with, it says so.
    """
    meta = published.meta
    moment = datetime.fromisoformat(meta.generated_at)
    document = publish(state, knowledge, meta.profile, moment)
    same = document.meta.model_copy(update={"model": meta.model, "degraded": meta.degraded})
    return document.model_copy(update={"meta": same})
