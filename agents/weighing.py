"""Severity beside money: where the two point in different directions, why (SP 800-30, table I-2).

Severity rates how bad the event would be, for the people concerned too; the yearly amount is what
it costs the organisation on average, good years included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median

from agents.exposure import Driver, Exposure
from sextant.records import SEVERITIES, Risk

_GRAVE = SEVERITIES.index("high")
_APART = 2.0  # amounts that differ less than this are not worth a word
_BECAUSE: Mapping[Driver, str] = {
    "safety": "people could be hurt, which no amount measures",
    "records": "it would touch the records of {records} people or cards, and most of that harm is "
    "theirs",
    "downtime": "what you could then not do without is critical to you",
    "money": "a single one could cost more than you can easily bear",
    "event": "how bad a single one can get counts as well as how often it happens",
}

_FOR: Mapping[Driver, str] = {
    "safety": "that people may be hurt",
    "records": "the harm to those whose records are held",
    "downtime": "that work stops",
    "money": "how dear a single event can be",
    "event": "how bad a single event is",
}
_MOST_NAMED = 2


def beside_money(risks: Iterable[Risk], exposures: Mapping[str, Exposure]) -> tuple[Risk, ...]:
    """The risks with a sentence for each whose severity and yearly loss seem to disagree."""
    found = tuple(risks)
    grave = [r for r in found if _is_grave(r)]
    ids = {r.id for r in grave}
    dearest = max((r.annual_loss_usd.p50 for r in found if not _is_grave(r)), default=0)
    usual = median(r.annual_loss_usd.p50 for r in grave) if grave else 0
    others = _beyond_money(exposures[r.threat].driver for r in grave)
    words = {
        r.id: _why_grave(r, exposures[r.threat], dearest) if r.id in ids
        else _why_not(r, usual, others)
        for r in found
    }  # fmt: skip
    return tuple(
        r.model_copy(update={"beside_money": words[r.id]}) if words[r.id] else r for r in found
    )


def _why_grave(risk: Risk, exposure: Exposure, dearest: int) -> str:
    if risk.annual_loss_usd.p50 * _APART > dearest:
        return ""
    records = f"{exposure.records:,}"
    if exposure.records < exposure.records_held:  # one event rarely reaches all
        records += f" of the {exposure.records_held:,}"
    because = _BECAUSE[exposure.driver].format(records=records)
    return (
        "It costs less in an average year than some risks rated lower, and is rated "
        f"{risk.current.severity} all the same: {because}."
    )


def _why_not(risk: Risk, usual: float, others: str) -> str:
    if not usual or risk.annual_loss_usd.p50 < usual * _APART:
        return ""
    return (
        "Some risks that are rated higher cost less in an average year than this one: their rating "
        f"counts {others} too."
    )


def _beyond_money(drivers: Iterable[Driver]) -> str:
    """What the grave risks are rated for beside money, most frequent first."""
    return " and ".join(_FOR[d] for d, _ in Counter(drivers).most_common(_MOST_NAMED))


def _is_grave(risk: Risk) -> bool:
    return SEVERITIES.index(risk.current.severity) >= _GRAVE
