"""How a client stands against its assessment before: better, worse, or the same, and by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sextant.portfolio.document import Change, Verdict
from sextant.portfolio.entries import Entry
from sextant.records import SEVERITIES, Severity

# A move of the yearly loss by less than this share is within what such an estimate can tell.
NOTABLE_SHARE = 0.05


def severities(entry: Entry) -> dict[Severity, int]:
    """How many risks of each severity, worst first, zeros included."""
    found = Counter(risk.severity for risk in entry.risks)
    return {severity: found[severity] for severity in reversed(SEVERITIES)}


def change(now: Entry, before: Entry | None) -> Change:
    """Risk decides, worst severity first; with equal counts, a notable move of the yearly loss."""
    if before is None:
        return Change(verdict="new", since="")
    return Change(
        verdict=_verdict(now, before),
        since=before.meta.generated_at,
        reasons=tuple(_reasons(now, before)),
        knowledge_changed=_made_with(now) != _made_with(before),
    )


def _made_with(entry: Entry) -> tuple[str, str]:
    return entry.meta.version, entry.meta.knowledge


def _verdict(now: Entry, before: Entry) -> Verdict:
    counts, former = severities(now), severities(before)
    for severity in ("critical", "high", "moderate"):
        if counts[severity] != former[severity]:
            return "worse" if counts[severity] > former[severity] else "better"
    today, then = now.money.annual_loss_usd.p50, before.money.annual_loss_usd.p50
    if abs(today - then) <= NOTABLE_SHARE * max(today, then):
        return "same"
    return "worse" if today > then else "better"


def _reasons(now: Entry, before: Entry) -> Iterator[str]:
    counts, former = severities(now), severities(before)
    for severity, count in counts.items():
        if count != former[severity]:
            yield f"{severity} risks: {former[severity]} before, {count} now"
    ranks = {risk.id: SEVERITIES.index(risk.severity) for risk in before.risks}
    for risk in now.risks:
        rank = SEVERITIES.index(risk.severity)
        if rank >= SEVERITIES.index("high") and rank > ranks.get(risk.id, -1):
            yield f"now {risk.severity}: {risk.title}"
    statuses = {control.subcategory: control.status for control in before.controls}
    lost = [c for c in now.controls
            if c.status in ("not_implemented", "partial")
            and statuses.get(c.subcategory) == "implemented"]  # fmt: skip
    if lost:
        yield "no longer in place: " + ", ".join(f"{c.title} ({c.subcategory})" for c in lost[:5])
