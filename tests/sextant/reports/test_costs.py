"""What the owner reads of costs: who pays for a loss."""

from __future__ import annotations

import pytest

from sextant.assessment import Assessment
from sextant.records import Polarity, Quote
from sextant.reports.view import build_view
from sextant.reports.view_costs import costs, insurance


@pytest.mark.parametrize(
    ("polarity", "locator", "expected"),
    [
        ("not_implemented", "line 3", "no insurance covers such losses. “Cancelled in spring.”"),
        ("implemented", "line 3", "Insurance: “Cancelled in spring.”"),
        ("planned", "practices[2].status (line 9)", "is only planned."),
    ],
)
def test_the_owner_reads_whether_such_losses_are_insured(
    full: Assessment, polarity: Polarity, locator: str, expected: str
) -> None:
    said = Quote(
        source="p.yaml", locator=locator, quote="Cancelled in spring.", polarity=polarity,
        reliability="attestation", aspects=("insured",),
    )  # fmt: skip
    controls = tuple(
        c.model_copy(update={"evidence": (said,) if c.subcategory == "GV.RM-04" else ()})
        for c in full.controls
    )
    told = full.model_copy(update={"controls": controls})
    (line,) = insurance(told)
    assert expected in line and line in costs(told)


def test_why_severity_and_amounts_differ_is_said_once_in_the_summary(full: Assessment) -> None:
    first = full.risks[0].model_copy(update={"beside_money": "It costs less all the same."})
    told = full.model_copy(update={"risks": (first, *full.risks[1:])})
    shown = build_view(told).summary
    assert shown.risks_order and all("all the same" not in r.money for r in shown.risks)
    plain = tuple(r.model_copy(update={"beside_money": ""}) for r in full.risks)
    assert not build_view(full.model_copy(update={"risks": plain})).summary.risks_order
