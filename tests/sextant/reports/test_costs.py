"""What the owner reads of costs: who pays for a loss."""

from __future__ import annotations

import pytest

from sextant.assessment import Assessment, EvidencePart
from sextant.records import Polarity
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
    said = EvidencePart(
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
