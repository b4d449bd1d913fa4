"""Words of time: long ago, too soon, each time, dates that are no shares."""

from __future__ import annotations

import pytest

from sextant.reading import reader


def polarity(text: str, subcategory: str, context: str = "") -> str:
    said = reader().sentence(text, context, topical=bool(context))
    found = {s.polarity for s in said if s.label.kind == "control" and s.label.id == subcategory}
    return "/".join(sorted(found)) or "none"


@pytest.mark.parametrize(
    ("text", "subcategory", "expected"),
    [
        ("The last restore test was three years ago.", "PR.DS-11", "not_implemented"),
        ("User access was last reviewed 20 months ago.", "PR.AA-05", "not_implemented"),
        ("User access was last reviewed two months ago.", "PR.AA-05", "implemented"),
        ("Access rights are granted by role and withdrawn on termination.", "PR.AA-05",
         "implemented"),
        ("MFA was withdrawn after complaints.", "PR.AA-03", "not_implemented"),
        ("MFA on all mailboxes since 5/2024.", "PR.AA-03", "implemented"),
        ("MFA on 5/24 mailboxes.", "PR.AA-03", "partial"),
        ("All laptops had been encrypted by the end of the year.", "PR.DS-01", "implemented"),
        ("All laptops are to be encrypted by the end of the year.", "PR.DS-01", "planned"),
        ("The recovery plan was tested twice since 2019.", "ID.IM-02", "partial"),
        ("The firewall rules were reviewed once in five years.", "PR.IR-01", "partial"),
        ("The generator is run under load every half year.", "PR.IR-02", "implemented"),
        ("We have servers, 29 of them, all patched.", "PR.PS-02", "implemented"),
        ("The firm shared client files before a data processing agreement had been signed.",
         "GV.SC-05", "not_implemented"),
    ],
)  # fmt: skip
def test_time_decides_whether_it_still_holds(text: str, subcategory: str, expected: str) -> None:
    assert polarity(text, subcategory) == expected


@pytest.mark.parametrize(
    ("text", "subcategory", "expected"),
    [
        ("$140k for security next year approved.", "GV.RR-03", "implemented"),
        ("A budget of 5,000 for security is planned for next year.", "GV.RR-03", "planned"),
        ("The MFA rollout is approved for next year.", "PR.AA-03", "planned"),
    ],
)
def test_a_granted_sum_is_there_whichever_year_it_is_for(
    text: str, subcategory: str, expected: str
) -> None:
    assert polarity(text, subcategory) == expected


def test_what_may_not_be_lost_belongs_to_the_appetite() -> None:
    text = "We agreed in the spring that we accept a one-day outage but no loss of customer data."
    assert polarity(text, "GV.RM-02", "Risk appetite") == "implemented"
