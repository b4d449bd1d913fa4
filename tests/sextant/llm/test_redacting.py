"""Nothing secret or personal is sent, and an answer reads as if nothing had been taken out."""

from __future__ import annotations

from sextant.llm import Answer, Question
from sextant.llm.redacting import RedactingModel
from sextant.llm.scripted import ScriptedModel
from sextant.tokens import Budget, Section

SCHEMA = {"type": "object", "properties": {"quote": {"type": "string"}}}
PASSAGE = "Jo (jo@clinic.example) wrote: the Wi-Fi password is Rowing2024! for all."


def echo(question: Question) -> dict[str, str]:
    return {"quote": question.user}


def test_the_model_sees_placeholders_and_its_quote_comes_back_verbatim() -> None:
    inner = ScriptedModel(echo)
    answer: Answer = RedactingModel(inner).ask(Question("Judge.", (PASSAGE,), SCHEMA))
    sent = inner.asked[0].user
    assert "jo@clinic" not in sent and "Rowing2024" not in sent and "[EMAIL-" in sent
    assert answer.parsed == {"quote": PASSAGE} and PASSAGE[:20] in answer.text


def test_the_same_question_is_redacted_the_same_way_so_that_the_cache_finds_it() -> None:
    inner = ScriptedModel(echo)
    model = RedactingModel(inner)
    for _ in range(2):
        model.ask(Question("Judge.", (PASSAGE,), SCHEMA))
    assert inner.asked[0].fingerprint == inner.asked[1].fingerprint


def test_placeholders_longer_than_what_they_stand_for_still_fit() -> None:
    inner = ScriptedModel(echo, window=2048)
    model = RedactingModel(inner)
    evidence = [Section(f"E{i}", f"a{i}@b.io c{i}@d.io") for i in range(300)]
    budget = Budget(model.window, 512, counter=model.counter)
    subject = [Section("S", "Who?")]
    prompt = budget.fit("Judge.", SCHEMA, subjects=subject, evidence=evidence)
    model.ask(prompt.question)
    assert len(prompt.shown) > 20 and prompt.left_out
