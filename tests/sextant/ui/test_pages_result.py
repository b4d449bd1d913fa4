"""The pages that show a result, what-if, history and knowledge, each alone."""

from __future__ import annotations

import pytest
from strain import strained

from sextant.database import open_database
from sextant.service import Finished, what_if
from sextant.storage import history, save_assessment
from sextant.ui import shown
from tests.sextant.ui.sessions import opened, press, texts, written


@pytest.mark.parametrize("part", [
    "Summary", "Risks", "Scores", "Outcomes", "Threats", "Assets", "Roadmap", "Money", "Laws",
    "Questions",
])  # fmt: skip
def test_every_part_of_the_result_is_shown(saved: dict[str, str], part: str) -> None:
    test = opened("result", {**saved, "part": part})
    assert not test.exception
    assert "Juniper Street Family Medicine" in written(test)
    assert part in test.query_params["part"]


def test_the_register_is_filtered_and_a_risk_shown_in_full(
    saved: dict[str, str], clinic: Finished
) -> None:
    test = opened("result", {**saved, "part": "Risks"})
    assert len(test.dataframe[0].value) == len(clinic.assessment.risks)
    worst = clinic.assessment.risks[0].severity
    test.multiselect(key="risk.severity").set_value([worst.capitalize()]).run()
    as_bad = sum(r.severity == worst for r in clinic.assessment.risks)
    assert len(test.dataframe[0].value) == as_bad
    test.text_input(key="risk.word").input("no such words").run()
    assert "No risk fits these filters." in texts(test)
    test.multiselect(key="risk.severity").set_value([])
    test.text_input(key="risk.word").input("R2").run()
    assert "Once it happens" in written(test)


def test_an_outcome_shows_its_quotes_and_contradictions(saved: dict[str, str]) -> None:
    test = opened("result", {**saved, "part": "Outcomes"})
    assert len(test.dataframe[0].value) == 106
    test.checkbox(key="outcome.conflicts").check().run()
    assert 0 < len(test.dataframe[0].value) < 106
    assert "Contradiction" in written(test) and "<blockquote>" in written(test)


def test_all_formats_can_be_downloaded(saved: dict[str, str]) -> None:
    test = opened("downloads", saved)
    assert not test.exception
    labels = [b.label for b in test.download_button]
    assert any("PDF" in label for label in labels) and any("Excel" in label for label in labels)
    assert "There is nothing to look at yet" in texts(opened("result"))


def test_knowledge_can_be_browsed_and_searched() -> None:
    test = opened("knowledge")
    assert not test.exception
    assert len(test.dataframe[0].value) == 106
    test.text_input(key="find.threat").input("ransom").run()
    assert 0 < len(test.dataframe[1].value) < len(shown.knowledge().threats)
    test.text_input(key="find.action").input("no such thing at all").run()
    assert "Nothing fits this filter." in texts(test)
    law = next(i for i in shown.knowledge().obligations if "gdpr" in i)
    test.selectbox(key="one.law or standard").set_value(law).run()
    assert not test.exception
    assert "What Sextant does not cover" in texts(test)
    assert shown.knowledge().obligations[law].requirements[0].title in written(test)


@pytest.mark.parametrize("sign", ["*", "_", "`", "[", "]", "<", "$", ":", "#", "!", "~", "|", "\\"])
def test_a_literal_text_has_no_sign_left_that_markdown_reads(sign: str) -> None:
    assert shown.literal(f"a{sign}b") == f"a\\{sign}b"


def test_a_switched_practice_moves_the_figures_at_once(saved: dict[str, str]) -> None:
    test = opened("what_if", saved)
    assert not test.exception
    assert "Today" in written(test) and "→" not in written(test)
    key = next(g.key for g in test.button_group if "not in place" in g.label)
    test.button_group(key=key).set_value("In place").run()
    assert not test.exception
    assert "→" in written(test)
    assert "Ratings" in written(test)


def test_two_assessments_of_one_organisation_are_compared(clinic: Finished) -> None:
    database = open_database()
    switched = what_if(clinic, ["PR.PS-05=implemented"]).after
    later = switched.meta.model_copy(update={"generated_at": "2027-03-01T00:00:00+00:00"})
    save_assessment(database, clinic.assessment, clinic.state, clinic.profile)
    save_assessment(database, switched.model_copy(update={"meta": later}))
    test = opened("history")
    assert not test.exception
    assert "PR.PS-05" in written(test) and "In place" in written(test)
    press(test, "Delete it")
    assert len(history(database)) == 1


def test_an_assessment_without_its_input_cannot_be_played_through(clinic: Finished) -> None:
    identity = save_assessment(open_database(), clinic.assessment)
    assert "saved without its input" in texts(opened("what_if", {"saved": identity}))


def test_three_hundred_risks_with_long_names_in_any_script_are_shown(clinic: Finished) -> None:
    many = strained(clinic.assessment)
    identity = save_assessment(open_database(), many)
    for part in ("Summary", "Risks", "Money"):
        test = opened("result", {"saved": identity, "part": part})
        assert not test.exception
        assert "Ελληνική κλινική 東京" in written(test)
    test = opened("result", {"saved": identity, "part": "Risks"})
    assert len(test.dataframe[0].value) == 300
    assert "株式会社" in written(test)
