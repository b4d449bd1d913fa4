"""What a model contributed stays through what-if, answers and reviews as far as it still holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sextant.assessment import Assessment, ControlPart, RulingPart
from sextant.llm.extent import Extent
from sextant.llm.protocol import Question
from sextant.llm.scripted import ScriptedModel
from sextant.review_requests import Request
from sextant.running import RunOptions
from sextant.service import Finished, answer, assess_files, review, what_if

PROFILE = """
organization:
  name: Elm Street Dental
  sector: healthcare
  employees: 12
  description: A dental practice with two rooms and one reception.
practices:
  - topic: multi-factor authentication
    statement: Staff sign in with a password only.
evidence: [visit.md]
"""
LACK = (
    "Spare parts are bought from whoever is cheapest on the day, and nobody looks at where they "
    "come from."
)
WORDS = "Somebody opens a bad attachment and the practice cannot see its patients' charts."


def script(question: Question) -> Mapping[str, Any]:
    """Finds the one lack, and has words for the owner."""
    told = {"quote": LACK, "answer": "not_implemented", "text": WORDS}
    return {
        subject: []
        if form["type"] == "array"
        else {
            name: told[name] if name == "text" or subject == "ID.RA-09" else blank(field)
            for name, field in form["properties"].items()
        }
        for subject, form in question.json_schema["properties"].items()
    }


def blank(field: Mapping[str, Any]) -> str:
    choices = field.get("enum", [""])
    return "cannot_tell" if "cannot_tell" in choices else str(choices[0])


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    folder = tmp_path_factory.mktemp("dental")
    (folder / "visit.md").write_text(f"# Of the visit\n\n{LACK}\n", encoding="utf-8")
    path: Path = folder / "profile.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    extent = Extent(calls_per_agent=100, look_again=False)
    model = ScriptedModel(script, window=8192)
    found = assess_files(path, how=RunOptions(model=model, extent=extent))
    assert rating(found.assessment).status == "not_implemented"
    return found


def rating(document: Assessment, subject: str = "ID.RA-09") -> ControlPart:
    return next(c for c in document.controls if c.subcategory == subject)


def ruling(document: Assessment, subject: str) -> RulingPart:
    found = [r for t in document.trace for c in t.calls for r in c.rulings if r.subject == subject]
    return found[-1]


def test_a_statement_that_was_accepted_is_rated_again_with_every_other(finished: Finished) -> None:
    for change in ("employees=13", "remote_desktop_exposed=true", "PR.AA-03=implemented"):
        after = what_if(finished, [change]).after
        assert rating(after) == rating(finished.assessment)
    assert [q.quote for q in rating(after).evidence] == [LACK]
    assert rating(after, "PR.AA-03").status == "implemented"


def test_a_change_stands_in_the_place_of_what_the_model_had_said(finished: Finished) -> None:
    found = what_if(finished, ["ID.RA-09=implemented"])
    assert rating(found.after).status == "implemented"
    assert ruling(found.after, "ID.RA-09").reason == "a person's word stands in its place"
    assert ruling(found.before, "ID.RA-09").outcome == "accepted"


def test_a_recomputation_that_changes_nothing_is_the_same_document(finished: Finished) -> None:
    found = what_if(finished, ["employees=12"])
    assert found.after == finished.assessment


def test_words_stay_where_all_that_they_are_about_is_as_it_was(finished: Finished) -> None:
    before = {r.id: r for r in finished.assessment.risks}
    found = what_if(finished, ["PR.AA-03=implemented"])
    after = found.after
    spoken = [r for r in after.risks if r.explanation]
    silent = [r for r in after.risks if before[r.id].explanation and not r.explanation]
    assert spoken and silent  # some risks rest on how staff sign in, others do not
    assert all(r.explanation == before[r.id].explanation for r in spoken)
    assert ruling(after, silent[0].id).reason == "what it was about has changed"
    (cause,) = found.difference.causes
    assert cause.kind == "model" and "do not count now" in cause.text
    assert what_if(finished, ["employees=40"]).after.owner_summary == ""


def test_answers_and_reviews_keep_it_too(finished: Finished) -> None:
    told = answer(finished, "PR.IR-04", "implemented", "Two lines, each large enough for all.")
    assert rating(told.assessment) == rating(finished.assessment)
    wanted = Request(
        kind="rating", subject="PR.AA-03", decision="change", status="implemented",
        by="Ann Lee", reason="Seen on site",
    )  # fmt: skip
    decided = review(finished, [wanted]).assessment
    assert rating(decided, "PR.AA-03").status == "implemented"
    assert rating(decided) == rating(finished.assessment)
