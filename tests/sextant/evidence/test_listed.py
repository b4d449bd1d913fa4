"""What stands under recommendations, and under tasks that somebody has."""

from __future__ import annotations

import pytest

from tests.sextant.evidence.reading_texts import polarities

ADVICE = "# The visit we paid\n\n## {}\n\n1. Encrypt all laptops.\n2. Write a plan for incidents.\n"
TASKS = "# Minutes of March\n\n## {}\n\n* roll out MFA\n* encrypt laptops by June\n"


@pytest.mark.parametrize(
    "heading",
    ["Recommendations", "Recommendations for the board", "Opportunities for improvement"],
)
def test_what_is_recommended_is_not_in_place(heading: str) -> None:
    assert polarities(ADVICE.format(heading)) == {}
    assert polarities(ADVICE.format("What we did"))["PR.DS-01"] == "implemented"


def test_a_recommendation_beside_its_finding_leaves_the_finding() -> None:
    found = polarities(
        "Condition: Remote access through the VPN uses a password only.\n\n"
        "Recommendation 3: Use multi-factor authentication for all remote access.\n"
    )
    assert found["PR.AA-03"] == "not_implemented"


def test_a_lack_told_among_recommendations_counts() -> None:
    found = polarities("# Recommendations\n\nThere is no incident response plan; write one.\n")
    assert found["ID.IM-04"] == "not_implemented"


def test_what_we_recommend_leads_to_a_list() -> None:
    text = "We recommend that the company\n\n- encrypts all laptops\n- tests its backups\n"
    assert polarities(text) == {}


@pytest.mark.parametrize("heading", ["Next steps", "Action items", "Roadmap for 2026"])
def test_a_task_is_planned_until_it_is_done(heading: str) -> None:
    text = TASKS.format(heading)
    assert set(polarities(text).values()) == {"planned"}
    done = text.replace("laptops by June", "laptops - done in June")
    assert polarities(done)["PR.DS-01"] == "implemented"


def test_what_was_done_under_such_a_heading_is_done() -> None:
    text = "# Corrective actions\n\nAll laptops were encrypted in May.\n"
    assert polarities(text)["PR.DS-01"] == "implemented"
