"""Who does the work of the roadmap, and what it asks of them."""

from __future__ import annotations

from sextant.assessment import Assessment
from sextant.records import DayRange
from sextant.reports.view_work import burden, shares, work


def given(full: Assessment, **days: float) -> Assessment:
    """The assessment with one action for each role, of so many days."""
    first = full.recommendations[0]
    actions = tuple(
        first.model_copy(update={
            "id": role, "owner_role": role.replace("_", " "), "phase": 30,
            "effort_days": DayRange(low=n, high=n),
        })
        for role, n in days.items()
    )  # fmt: skip
    return full.model_copy(update={"recommendations": actions})


def test_roles_stand_in_the_order_of_their_days(full: Assessment) -> None:
    found = work(given(full, Director=1, IT_provider=5, Treasurer=2))
    assert [w.role for w in found] == ["IT provider", "Treasurer", "Director"]
    assert [w.days for w in found] == ["5 days", "2 days", "1 day"]
    assert found[0].phases == ("5 days", "", "", "")
    assert shares(given(full, Director=1, IT_provider=5)) == "IT provider 5 days; director 1 day"


def test_many_roles_are_gathered(full: Assessment) -> None:
    found = work(given(full, A=9, B=8, C=7, D=6, E=5, F=4, G=3, H=2))
    assert [w.role for w in found][-1] == "Others" and found[-1].days == "5 days"


def test_a_heavy_load_is_said_in_words_and_a_light_one_is_not(full: Assessment) -> None:
    assert "your own IT: 60 days" in burden(given(full, Your_own_IT=60, Director=1))
    assert "one person" in burden(given(full, Your_own_IT=60))
    assert "Agree with them" in burden(given(full, IT_provider=60))
    assert burden(given(full, Director=3)) == ""
    assert burden(full.model_copy(update={"recommendations": ()})) == ""
