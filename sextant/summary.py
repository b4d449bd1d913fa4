"""The assessment in a few lines, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.assessment import Assessment
from sextant.records import SEVERITIES


def lines(assessment: Assessment) -> Iterator[str]:
    """What an owner should see first: coverage, score, worst risks, first actions."""
    overall = assessment.scores.overall
    score = "not assessed" if overall.score is None else f"{overall.score:.0f} of 100"
    yield (
        f"{assessment.organization.name}: score {score}, on {overall.assessed} of "
        f"{overall.total} Subcategories ({overall.coverage:.0%}); the rest is unknown."
    )
    counts = [
        f"{sum(1 for r in assessment.risks if r.severity == s)} {s}" for s in reversed(SEVERITIES)
    ]
    yield f"{len(assessment.risks)} risks: {', '.join(counts)}."
    for risk in assessment.risks[:3]:
        loss = risk.annual_loss_usd
        yield f"  {risk.severity}: {risk.title} (${loss.p10:,} to ${loss.p90:,} a year)"
    untrue = sum(1 for f in assessment.findings if f.kind == "answer_to_others")
    if untrue:
        yield f"{untrue} answer(s) given to others are denied by the evidence."
    first = [r for r in assessment.recommendations if r.phase == 30]
    if first:
        yield "First 30 days:"
        for action in first[:5]:
            yield f"  {action.title}"
    orders = sum(1 for f in assessment.findings if f.kind == "instruction")
    if orders:
        yield f"{orders} sentence(s) tried to instruct the assessor; none was followed."
