"""The pages, without a browser: what they show, and what they never do."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from strain import strained
from streamlit.testing.v1 import AppTest

from sextant import run_records as records
from sextant.database import open_database
from sextant.llm.options import parse_spec
from sextant.run_records import Run, RunInput
from sextant.service import Finished, what_if
from sextant.storage import history, load, save_assessment
from sextant.ui import drafts, menu, shown
from sextant.ui.drafts import Draft
from sextant.ui.new_assessment import FILE, QUESTIONS
from sextant.ui.options import NONE, OTHER, leaves
from sextant.ui.uploads import Upload

HOSTILE = (
    "![x](https://example.invalid/x.png) <img src=x> :red[$a$] **b** </style><script>x</script>"
)
UNESCAPED = re.compile(r"(?<!\\)(<img|<script|\]\(http)")
KEY = "AKIAIOSFODNN7EXAMPLQ"  # what an AWS key looks like: a secret in somebody's notes
OWNER = "a" * 32
ME = {"owner": OWNER}


def opened(page: str, address: dict[str, str] | None = None, **state: object) -> AppTest:
    script = f"from sextant.ui import {page}\n{page}.page()\n"
    test = AppTest.from_string(script, default_timeout=60)
    for key, value in {**ME, **state}.items():
        test.session_state[key] = value
    for key, value in (address or {}).items():
        test.query_params[key] = value
    return test.run()


def press(test: AppTest, label: str) -> AppTest:
    return next(b for b in test.button if b.label == label).click().run()


def ended(owner: str = OWNER) -> Run:
    """This owner's newest run, once it has ended."""
    end = time.monotonic() + 120
    while True:
        run = records.runs_of(open_database(), owner)[0]
        if run.state not in records.UNFINISHED:
            return run
        assert time.monotonic() < end, "the run did not end"
        time.sleep(0.1)


def texts(test: AppTest) -> str:
    parts = (
        *test.text, *test.markdown, *test.caption, *test.error, *test.success, *test.info,
        *test.warning,
    )  # fmt: skip
    return "\n".join(str(p.value) for p in parts)


def written(test: AppTest) -> str:
    """The pieces that were made from templates."""
    return "\n".join(e.proto.body for e in test.get("html"))


def chosen(test: AppTest, source: str) -> AppTest:
    return test.radio(key="ask.source").set_value(source).run()


def starting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """Pages that were left for; a page alone has nowhere to go."""
    went: list[tuple[str, dict[str, str]]] = []

    def go(name: str, address: dict[str, str] | None = None) -> None:
        went.append((name, address or {}))

    monkeypatch.setattr(menu, "go", go)
    return went


@pytest.fixture
def saved(clinic: Finished) -> dict[str, str]:
    """The address of the clinic in the history."""
    identity = save_assessment(open_database(), clinic.assessment, clinic.state, clinic.profile)
    return {"saved": identity}


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


def test_branding_is_kept_checked_and_goes_into_the_report(
    saved: dict[str, str], clinic: Finished
) -> None:
    test = opened("downloads", saved)
    test.text_input(key="ask.brand.consultant").input(f"Vogel & Co {HOSTILE}").run()
    assert not test.exception and not test.error
    again = opened("downloads", saved)
    assert again.text_input(key="ask.brand.consultant").value == f"Vogel & Co {HOSTILE}"
    again.color_picker(key="ask.brand.cover").set_value("#ffffff").run()
    again.color_picker(key="ask.brand.accent").set_value("#fefefe").run()
    assert "contrast" in texts(again)
    labels = [b.label for b in again.download_button]
    assert not any("PDF" in label for label in labels) and any("Excel" in label for label in labels)


def test_branding_may_be_given_before_the_assessment() -> None:
    test = opened("new_assessment")
    assert not test.color_picker
    test.checkbox(key="ask.brand.wished").check().run()
    test.text_input(key="ask.brand.consultant").input("Vogel").run()
    assert not next(b for b in test.button if b.label == "Assess").disabled
    test.color_picker(key="ask.brand.accent").set_value("#fefefe").run()
    assert next(b for b in test.button if b.label == "Assess").disabled
    assert drafts.load(OWNER).answers["brand.consultant"] == "Vogel"


def test_a_form_filled_in_at_its_limits_is_still_a_profile() -> None:
    given = {"source": QUESTIONS, "name": "X", "employees": 0, "revenue": 0, "records.pii": 0,
             "countries": ["US", "DE"], "incidents": "\n\n", "description": " "}  # fmt: skip
    drafts.save(OWNER, Draft(given))
    test = opened("new_assessment")
    assert not test.exception and not test.error
    assert not next(b for b in test.button if b.label == "Assess").disabled


def test_a_branding_yaml_fills_the_form(saved: dict[str, str]) -> None:
    test = opened("downloads", saved)
    text = b"consultant: Vogel\nlogo: ../../etc/passwd\ncolors: {cover: '#204060'}\n"
    test.file_uploader[0].upload("b.yaml", text).run()
    assert not test.exception and not test.error
    assert test.text_input(key="ask.brand.consultant").value == "Vogel"
    assert test.color_picker(key="ask.brand.cover").value == "#204060"


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


def test_discarding_forgets_the_draft_and_keeps_the_branding() -> None:
    drafts.save(OWNER, Draft({"source": QUESTIONS, "name": "X", "brand.consultant": "Vogel"}))
    press(opened("new_assessment"), "Discard what was typed and added")
    assert drafts.load(OWNER).answers.get("brand.consultant") == "Vogel"
    assert "name" not in {k for k, v in drafts.load(OWNER).answers.items() if v}
