"""The trail of reviews as readers see it: what was found beside what a person decided."""

from __future__ import annotations

from dataclasses import dataclass

from sextant.assessment import Assessment
from sextant.records import Review, Verdict
from sextant.reports import words
from sextant.reports.figures import date, sentence


@dataclass(frozen=True)
class ReviewView:
    """One entry. `state`: empty while it holds, else why it does not."""

    number: str
    subject: str
    decision: str
    found: str
    verdict: str
    by: str
    when: str
    reason: str
    state: str


@dataclass(frozen=True)
class TrailView:
    """`note`: what a reader must know about the trail as a whole; empty when nothing."""

    entries: tuple[ReviewView, ...]
    note: str


def trail(assessment: Assessment) -> TrailView:
    """Every entry in order, those included that a later one or a change has overtaken."""
    last = {(r.kind, r.subject): r.number for r in assessment.reviews}
    entries = tuple(
        _entry(r, _state(r, last[(r.kind, r.subject)], assessment.stale_reviews))
        for r in assessment.reviews
    )
    return TrailView(entries, _note(assessment))


def _state(review: Review, last: int, stale: tuple[int, ...]) -> str:
    if review.number in stale:
        return words.REVIEW_STALE
    return words.REVIEW_OVERTAKEN.format(last) if review.number != last else ""


def _note(assessment: Assessment) -> str:
    """Whether the trail was tampered with, as far as its digests tell."""
    from sextant.trail import is_whole

    return "" if is_whole(assessment.reviews) else words.TRAIL_BROKEN


def _entry(review: Review, state: str) -> ReviewView:
    name = f"{review.subject} {review.title}" if review.kind == "rating" else review.title
    return ReviewView(
        number=str(review.number),
        subject=name,
        decision=words.DECISION[review.decision],
        found=verdict_words(review.found),
        verdict=verdict_words(review.verdict),
        by=review.by,
        when=date(review.at),
        reason=sentence(review.reason),
        state=state,
    )


def verdict_words(verdict: Verdict) -> str:
    """A verdict as a reader sees it: a status, or a severity with its levels."""
    if verdict.status is not None:
        return words.STATUS[verdict.status]
    if verdict.likelihood is None or verdict.impact is None or verdict.severity is None:
        return words.NO_RISK
    likelihood, impact = words.LEVEL[verdict.likelihood], words.LEVEL[verdict.impact]
    severity = words.SEVERITY[verdict.severity]
    return f"{severity} (likelihood {likelihood.lower()}, impact {impact.lower()})"
