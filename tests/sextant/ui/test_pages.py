"""The pages, without a browser: what they show, and what they never do."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sextant.ui import shown
from sextant.ui.new_assessment import FILE, QUESTIONS
from sextant.ui.runs import RUNS
from sextant.ui.uploads import Upload

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = "![x](https://example.invalid/x.png) <img src=x> :red[$a$] **b**"
PROFILE = f"organization: {{name: '{HOSTILE}', sector: healthcare}}\n"


def opened(page: str, **state: object) -> AppTest:
    script = f"from sextant.ui import {page}\n{page}.page()\n"
    test = AppTest.from_string(script, default_timeout=60)
    for key, value in state.items():
        test.session_state[key] = value
    return test.run()


def press(test: AppTest, label: str) -> AppTest:
    return next(b for b in test.button if b.label == label).click().run()


def until(test: AppTest, done: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not done():
        assert time.monotonic() < end, "the run did not end"
        time.sleep(0.1)
        test.run()
    assert not test.exception


def texts(test: AppTest) -> str:
    parts = (*test.text, *test.markdown, *test.caption, *test.error, *test.success, *test.info)
    return "\n".join(str(p.value) for p in parts)


def chosen(test: AppTest, source: str) -> AppTest:
    return test.radio(key="ask.source").set_value(source).run()


@pytest.fixture(scope="module")
def clinic() -> str:
    """The id of a finished run of the clinic."""
    test = opened("new_assessment")
    test.selectbox[0].set_value("clinic").run()
    press(test, "Assess")
    until(test, lambda: bool(test.success))
    identity: str = test.session_state["run"]
    return identity


def test_the_app_opens_on_the_first_page_and_says_that_nothing_leaves() -> None:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not test.exception
    assert test.title[0].value == "New assessment"
    assert "nothing you type or upload is sent anywhere" in texts(test)


def test_without_examples_the_choice_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sextant.ui.new_assessment.EXAMPLES", None)
    assert opened("new_assessment").radio(key="ask.source").options == [FILE, QUESTIONS]


def test_a_wrong_profile_is_told_line_by_line_and_cannot_be_assessed() -> None:
    test = chosen(opened("new_assessment"), FILE)
    wrong = b"organization:\n  name: X\n  sector: helthcare\n  employes: 3\n"
    test.file_uploader[0].upload("my profile.yaml", wrong).run()
    lines = [t.value for t in test.text if t.value.startswith("Line")]
    assert len(lines) == 2
    assert "Line 3, column 11, organization.sector" in lines[0]
    assert "Did you mean 'healthcare'?" in lines[0]
    assert next(b for b in test.button if b.label == "Assess").disabled


def test_evidence_that_is_not_there_is_named_until_it_is_added() -> None:
    test = chosen(opened("new_assessment"), FILE)
    profile = b"organization: {name: X, sector: other}\nevidence: [notes/talk.md]\n"
    test.file_uploader[0].upload("profile.yaml", profile).run()
    assert "Line 2: notes/talk.md" in texts(test)
    assert next(b for b in test.button if b.label == "Assess").disabled
    test.file_uploader[1].upload("talk.md", b"Backups run every night.").run()
    assert "notes/talk.md" not in texts(test)
    press(test, "Assess")
    until(test, lambda: bool(test.success))
    run = RUNS.get(test.session_state["run"])
    assert run is not None and run.assessment is not None
    assert run.assessment.meta.inputs[0].source == "notes/talk.md"


def test_evidence_that_was_added_is_kept_and_can_be_removed() -> None:
    test = opened("new_assessment", evidence=(Upload("a.md", b"One."),))
    chosen(test, FILE)
    assert "a.md" in texts(test)
    press(test, "Remove")
    assert "a.md" not in texts(test)


def test_answers_make_a_profile_and_outlive_a_change_of_page() -> None:
    test = chosen(opened("new_assessment"), QUESTIONS)
    assert next(b for b in test.button if b.label == "Assess").disabled
    test.text_input(key="ask.name").input("Corner Shop").run()
    test.radio(key="ask.practice.PR.AA-03.status").set_value("No").run()
    assert test.session_state["answers"]["name"] == "Corner Shop"
    again = opened("new_assessment", answers=test.session_state["answers"], source=QUESTIONS)
    assert again.text_input(key="ask.name").value == "Corner Shop"
    assert again.radio(key="ask.practice.PR.AA-03.status").value == "No"
    press(again, "Assess")
    until(again, lambda: bool(again.success))
    run = RUNS.get(again.session_state["run"])
    assert run is not None and run.assessment is not None
    status = {c.subcategory: c.status for c in run.assessment.controls}
    assert status["PR.AA-03"] == "not_implemented"


def test_the_result_shows_numbers_risks_outcomes_and_questions(clinic: str) -> None:
    test = opened("result", run=clinic)
    assert not test.exception
    assert len(test.metric) == 4
    run = RUNS.get(clinic)
    assert run is not None and run.assessment is not None
    assert len(test.dataframe[0].value) == len(run.assessment.risks)
    assert len(test.dataframe[1].value) == 106
    test.multiselect(key="risk.severity").set_value(["High"]).run()
    high = sum(r.severity == "high" for r in run.assessment.risks)
    assert len(test.dataframe[0].value) == high
    test.multiselect(key="outcome.status").set_value(["Not in place"]).run()
    assert not test.exception
    assert "“" in texts(test)


def test_all_formats_can_be_downloaded_and_the_run_forgotten(clinic: str) -> None:
    test = opened("downloads", run=clinic)
    assert len(test.download_button) == 6
    assert not test.error
    other = opened("result")
    assert "There is no result yet" in texts(other)


def test_hostile_texts_stay_texts_and_a_forgotten_run_is_gone() -> None:
    test = opened("new_assessment", **{"ask.source": FILE, "profile": Upload("p.yaml", b"")})
    chosen(test, FILE)
    test.session_state["profile"] = Upload("p.yaml", PROFILE.encode())
    press(test.run(), "Assess")
    until(test, lambda: bool(test.success))
    assert "](https" not in test.success[0].value
    identity = test.session_state["run"]
    shown_to = opened("result", run=identity)
    assert not shown_to.exception
    for block in (*shown_to.markdown, *shown_to.caption):
        assert "](https" not in block.value and "<img" not in block.value
    page = opened("downloads", run=identity)
    press(page, "Forget this assessment")
    assert RUNS.get(identity) is None
    assert "There is no result yet" in texts(page)


def test_knowledge_can_be_browsed_and_searched() -> None:
    test = opened("knowledge")
    assert not test.exception
    assert len(test.dataframe[0].value) == 106
    test.text_input(key="find.threat").input("ransom").run()
    assert 0 < len(test.dataframe[1].value) < len(shown.knowledge().threats)
    test.text_input(key="find.action").input("no such thing at all").run()
    assert "Nothing fits this filter." in texts(test)


@pytest.mark.parametrize("sign", ["*", "_", "`", "[", "]", "<", "$", ":", "#", "!", "~", "|", "\\"])
def test_a_literal_text_has_no_sign_left_that_markdown_reads(sign: str) -> None:
    assert shown.literal(f"a{sign}b") == f"a\\{sign}b"
