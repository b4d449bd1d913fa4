"""The pages, without a browser: what they show, and what they never do."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sextant import run_records as records
from sextant.database import open_database
from sextant.llm.options import parse_spec
from sextant.run_records import Run, RunInput
from sextant.service import Finished
from sextant.storage import history
from sextant.ui import drafts, menu
from sextant.ui.drafts import Draft
from sextant.ui.new_assessment import FILE, QUESTIONS
from sextant.ui.options import NONE, OTHER, leaves
from sextant.ui.uploads import Upload
from tests.sextant.ui.sessions import (
    HOSTILE,
    OWNER,
    chosen,
    opened,
    press,
    starting,
    texts,
    written,
)

UNESCAPED = re.compile(r"(?<!\\)(<img|<script|\]\(http)")

KEY = "AKIAIOSFODNN7EXAMPLQ"  # what an AWS key looks like: a secret in somebody's notes


def ended(owner: str = OWNER) -> Run:
    """This owner's newest run, once it has ended."""
    end = time.monotonic() + 120
    while True:
        run = records.runs_of(open_database(), owner)[0]
        if run.state not in records.UNFINISHED:
            return run
        assert time.monotonic() < end, "the run did not end"
        time.sleep(0.1)


def test_the_app_opens_on_the_first_page_and_says_that_nothing_leaves() -> None:
    script = Path(menu.__file__).with_name("pages.py")
    test = AppTest.from_file(str(script), default_timeout=60).run()
    assert not test.exception
    assert test.title[0].value == "New assessment"
    assert "nothing you type or upload is sent anywhere" in texts(test)


def test_without_examples_the_choice_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sextant.ui.examples.names", tuple)
    assert opened("new_assessment").radio(key="ask.source").options == [QUESTIONS, FILE]


def test_a_wrong_profile_is_told_line_by_line_and_cannot_be_assessed() -> None:
    test = chosen(opened("new_assessment"), FILE)
    wrong = b"organization:\n  name: X\n  sector: helthcare\n  employes: 3\n"
    test.file_uploader[0].upload("my profile.yaml", wrong).run()
    lines = [t.value for t in test.text if t.value.startswith("Line")]
    assert len(lines) == 2
    assert "Line 3, column 11, organization.sector" in lines[0]
    assert "Did you mean 'healthcare'?" in lines[0]
    assert any("sector: helthcare" in c.value for c in test.code)
    assert next(b for b in test.button if b.label == "Assess").disabled


def test_evidence_that_is_not_there_is_named_until_it_is_added(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    went = starting(monkeypatch)
    test = chosen(opened("new_assessment"), FILE)
    profile = b"organization: {name: X, sector: other}\nevidence: [notes/talk.md]\n"
    test.file_uploader[0].upload("profile.yaml", profile).run()
    assert "Line 2: notes/talk.md" in texts(test)
    assert next(b for b in test.button if b.label == "Assess").disabled
    test.file_uploader[1].upload("talk.md", b"Backups run every night.").run()
    assert "notes/talk.md" not in texts(test)
    press(test, "Assess")
    run = ended()
    assert went == [("Run", {"run": run.id})]
    assessment, _ = records.run_result(open_database(), run.id)
    assert assessment.meta.inputs[0].source == "notes/talk.md"


def test_what_was_added_is_there_in_a_new_session_and_can_be_removed() -> None:
    first = chosen(opened("new_assessment"), FILE)
    first.file_uploader[1].upload("a.md", b"One.").run()
    again = opened("new_assessment")  # a reload: a session that knows only the owner
    assert again.radio(key="ask.source").value == FILE
    assert "a.md (1 KB)" in texts(again)
    press(again, "Remove a\\.md")
    assert "a.md (1 KB)" not in texts(again)
    assert drafts.load(OWNER).evidence == ()


def test_answers_are_there_after_a_reload_and_make_the_profile_that_is_assessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starting(monkeypatch)
    test = chosen(opened("new_assessment"), QUESTIONS)
    assert next(b for b in test.button if b.label == "Assess").disabled
    test.text_input(key="ask.name").input("Corner Shop").run()
    test.text_area(key="ask.description").input("We sell tea. " + HOSTILE).run()
    test.radio(key="ask.practice.PR.AA-03.status").set_value("No").run()
    again = opened("new_assessment")
    assert again.text_input(key="ask.name").value == "Corner Shop"
    assert again.text_area(key="ask.description").value == "We sell tea. " + HOSTILE
    assert again.radio(key="ask.practice.PR.AA-03.status").value == "No"
    press(again, "Assess")
    assessment, _ = records.run_result(open_database(), ended().id)
    status = {c.subcategory: c.status for c in assessment.controls}
    assert status["PR.AA-03"] == "not_implemented"
    assert opened("new_assessment").text_input(key="ask.name").value == "Corner Shop"


def test_another_person_sees_nothing_of_a_draft_or_a_run(clinic: Finished) -> None:
    drafts.save(OWNER, Draft({"source": QUESTIONS, "name": "Secret Ltd"}))
    database = open_database()
    identity = records.create_run(
        database, OWNER, RunInput("p.yaml", b"x", {}), {"label": "Secret"}
    )
    assert records.claim_run(database, identity, "w")
    assert records.finish_run(database, identity, "w", clinic.assessment, clinic.state)
    assert "Juniper Street" in written(opened("result", {"run": identity}))
    other = {"owner": "b" * 32}
    for page in ("result", "progress", "downloads", "review", "what_if"):
        test = opened(page, {"run": identity}, **other)
        assert not test.exception
        assert "Secret" not in texts(test) and "Juniper" not in texts(test) + written(test)
    assert not opened("new_assessment", **other).text_input


def test_a_kept_answer_that_is_no_longer_offered_does_not_break_the_page() -> None:
    kept = {"source": QUESTIONS, "sector": "gone", "assets": ["gone"], "laws": ["gone"]}
    drafts.save(OWNER, Draft(kept))
    assert not opened("new_assessment").exception


def test_a_run_shows_what_each_agent_found_and_leads_to_the_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    went = starting(monkeypatch)
    press(opened("new_assessment"), "Assess")
    run = ended()
    test = opened("progress", {"run": run.id})
    assert "is assessed" in texts(test)
    assert written(test).count('class="said"') == 6
    press(test, "See the result")
    assert went[-1] == ("Result", {"run": run.id})
    assert [e.organization for e in history(open_database())] == [run.options["label"]]


def test_a_run_that_failed_says_why_and_one_under_way_can_be_stopped() -> None:
    database = open_database()
    identity = records.create_run(database, OWNER, RunInput("p.yaml", b"x", {}), {"label": "A"})
    test = opened("progress", {"run": identity})
    assert "Waiting for its turn" in str(test.get("progress")[0].proto)
    press(test, "Stop this assessment")
    assert records.load_run(database, identity).state == "cancelled"
    other = records.create_run(database, OWNER, RunInput("p.yaml", b"x", {}), {"label": "B"})
    records.claim_run(database, other, "w")
    records.fail_run(database, other, "w", "Line 3: <b>wrong</b>")
    assert "Line 3: <b>wrong</b>" in texts(opened("progress", {"run": other}))


def test_hostile_texts_stay_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    starting(monkeypatch)
    text = (
        f"organization:\n  name: &h '{HOSTILE}'\n  sector: other\n  description: *h\n"
    ).replace("*h", f"'{HOSTILE}'").replace("&h ", "")  # fmt: skip
    text += (
        f"assets: [{{name: '{HOSTILE}', type: saas, vendor: '{HOSTILE}', notes: '{HOSTILE}'}}]\n"
        f"practices: [{{topic: '{HOSTILE}', statement: 'We have no backups. {HOSTILE}'}}]\n"
        f"incidents: ['2024-03 {HOSTILE}']\nregulations: ['{HOSTILE}']\n"
    )
    notes = f"# {HOSTILE}\nWe have no firewall. {HOSTILE}\nBackups use the key {KEY} daily.\n"
    evidence = Upload("notes.md", notes.encode())
    drafts.save(OWNER, Draft({"source": FILE}, Upload("p.yaml", text.encode()), (evidence,)))
    press(opened("new_assessment"), "Assess")
    run = ended()
    assert run.state == "done", run.error
    for part in ("Summary", "Risks", "Outcomes", "Threats", "Assets", "Laws", "Questions"):
        test = opened("result", {"run": run.id, "part": part})
        assert not test.exception
        assert "<script" not in written(test) and "<img" not in written(test)
        assert KEY not in written(test) + texts(test)
        for block in (*test.markdown, *test.caption, *test.header, *test.title):
            assert not UNESCAPED.search(block.value), block.value
    for page in ("progress", "downloads", "review", "what_if", "history"):
        test = opened(page, {"run": run.id})
        assert not test.exception
        for block in (*test.markdown, *test.caption, *test.success, *test.header):
            assert not UNESCAPED.search(block.value), block.value


def test_a_model_elsewhere_is_told_before_anything_is_sent() -> None:
    here = ("gguf:/models/x.gguf", "http://127.0.0.1:8080/v1#m", "http://localhost:1/v1#m")
    assert all("nothing is sent" in leaves(parse_spec(s)) for s in here)
    for spec, host in (("https://api.example.com/v1#m", "api.example.com"), ("openai:x", "openai")):
        assert f"sent to {host}" in leaves(parse_spec(spec))


def test_models_are_offered_as_the_server_says_once_others_may_come_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert OTHER in opened("new_assessment").radio(key="ask.model").options
    monkeypatch.setenv("SEXTANT_UI_PASSWORD_HASH", "scrypt:...")
    assert not [r for r in opened("new_assessment").radio if r.key == "ask.model"]
    monkeypatch.setenv("SEXTANT_UI_MODELS", "ollama:qwen3")
    assert opened("new_assessment").radio(key="ask.model").options == [NONE, "ollama:qwen3"]
