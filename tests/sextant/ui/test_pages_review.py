"""Reviews and answers on the pages: the result follows, and the trail tells."""

from __future__ import annotations

import pytest

from sextant import run_records as records
from sextant.database import open_database
from sextant.run_records import RunInput
from sextant.service import Finished
from sextant.storage import history, load
from sextant.ui import drafts
from sextant.ui.drafts import Draft
from sextant.ui.new_assessment import QUESTIONS
from tests.sextant.ui.sessions import HOSTILE, OWNER, opened, press, starting, texts, written


def test_a_rating_is_changed_with_a_reason_and_the_trail_tells(saved: dict[str, str]) -> None:
    test = opened("review", saved)
    assert not test.exception
    assert next(b for b in test.button if b.label == "Put it on record").disabled
    test.text_input(key="ask.reviewer").input(f"Ada {HOSTILE}").run()
    test.selectbox(key="review.outcome.0").set_value("PR.PS-05").run()
    test.radio(key="review.decision").set_value("change").run()
    test.selectbox(key="review.status").set_value("implemented").run()
    test.text_area(key="review.reason").input(f"Seen at the visit {HOSTILE}").run()
    press(test, "Put it on record")
    assert not test.exception and not test.error
    assert "On record" in texts(test)
    assert "Seen at the visit" in written(test) and "<script" not in written(test)
    kept = load(open_database(), saved["saved"]).assessment
    assert [(r.subject, r.verdict.status) for r in kept.reviews] == [("PR.PS-05", "implemented")]
    assert kept.reviews[0].found.status != "implemented"
    again = opened("result", {**saved, "part": "Outcomes"})
    again.text_input(key="outcome.word").input("PR.PS-05").run()
    assert "In review set to" in written(again)


def test_an_outcome_leads_to_its_own_review(
    saved: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    went = starting(monkeypatch)
    test = opened("result", {**saved, "part": "Outcomes"})
    test.text_input(key="outcome.word").input("PR.PS-05").run()
    press(test, "Review this rating")
    assert went == [("Review", saved)]
    there = opened("review", saved, **{"review.kind": "A rating", "review.outcome": "PR.PS-05"})
    assert there.selectbox(key="review.outcome.0").value == "PR.PS-05"


def test_a_risk_is_rejected_and_leaves_the_register(
    saved: dict[str, str], clinic: Finished
) -> None:
    test = opened("review", saved)
    test.text_input(key="ask.reviewer").input("Ada").run()
    next(g for g in test.button_group if g.key == "review.kind").set_value("A risk").run()
    chosen = test.selectbox(key="review.risk.0").value
    test.radio(key="review.decision").set_value("reject").run()
    test.text_area(key="review.reason").input("Not here").run()
    press(test, "Put it on record")
    assert not test.exception and not test.error
    kept = load(open_database(), saved["saved"]).assessment
    assert chosen not in {r.id for r in kept.risks}
    assert len(kept.risks) == len(clinic.assessment.risks) - 1


def test_a_question_is_answered_on_the_spot_and_the_result_follows(saved: dict[str, str]) -> None:
    test = opened("result", {**saved, "part": "Questions"})
    group = next(g for g in test.button_group if g.key.endswith(".status"))
    group.set_value("No").run()
    press(test, "Compute again with 1 answer")
    assert not test.exception and not test.error
    assert "The result was computed again" in texts(test)
    newest = history(open_database())[0]
    assert newest.origin == "answer" and newest.parent == saved["saved"]
    about = newest.note.removeprefix("answers about ")
    assessment = load(open_database(), newest.id).assessment
    status = next(c.status for c in assessment.controls if c.subcategory == about)
    assert status == "not_implemented"


def test_several_answers_count_at_once_and_are_found_in_the_form(saved: dict[str, str]) -> None:
    drafts.save(OWNER, Draft({"source": QUESTIONS, "name": "Juniper Street Family Medicine"}))
    test = opened("result", {**saved, "part": "Questions"})
    groups = [g for g in test.button_group if g.key.endswith(".status")]
    abouts = [g.key.split(".", 2)[2].removesuffix(".status") for g in groups]
    groups[0].set_value("No").run()
    test.button_group(key=groups[1].key).set_value("Partly").run()
    press(test, "Compute again with 2 answers")
    assert not test.exception and not test.error
    newest = history(open_database())[0]
    assert newest.note == f"answers about {abouts[0]}, {abouts[1]}"
    status = {c.subcategory: c.status for c in load(open_database(), newest.id).assessment.controls}
    assert (status[abouts[0]], status[abouts[1]]) == ("not_implemented", "partial")
    kept = drafts.load(OWNER).answers
    assert kept[f"practice.{abouts[0]}.status"] == "No"


def test_a_private_result_is_answered_in_private_and_kept_only_on_request(clinic: Finished) -> None:
    database = open_database()
    given = RunInput("profile.yaml", clinic.profile, {})
    identity = records.create_run(database, OWNER, given, {"label": "C"})
    assert records.claim_run(database, identity, "w")
    assert records.finish_run(database, identity, "w", clinic.assessment, clinic.state)
    test = opened("result", {"run": identity, "part": "Questions"})
    group = next(g for g in test.button_group if g.key.endswith(".status"))
    group.set_value("Yes").run()
    press(test, "Compute again with 1 answer")
    assert "The result was computed again" in texts(test)
    assert not history(database) and len(records.runs_of(database, OWNER)) == 2
    press(opened("review", {"run": identity}), "Keep it in the history")
    assert len(history(database)) == 1
