"""The budget: whatever is offered, the prompt fits, and the ledger names everything once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sextant.errors import PromptTooLong
from sextant.tokens import Budget, EstimatingCounter, Section

SCHEMA = {
    "type": "object",
    "properties": {"status": {"type": "string", "maxLength": 20}},
    "additionalProperties": False,
}
WORDS = st.one_of(
    st.text(max_size=400),
    st.text("ABCDEFGHabcdefgh0123456789+/=", max_size=3000),
    st.lists(
        st.sampled_from(["Sicherung", "täglich.", "安全管理。", "🧭🔐", "10.0.0.1", "MFA."])
    ).map(" ".join),
)


def sections(prefix: str, most: int = 12) -> st.SearchStrategy[list[Section]]:
    parts = st.tuples(WORDS.filter(bool), WORDS, st.booleans(), st.integers(0, 3))
    return st.lists(parts, max_size=most).map(
        lambda drawn: [
            Section(f"{prefix}{i}", full, brief=brief[:40], rank=rank, splittable=split)
            for i, (full, brief, split, rank) in enumerate(drawn)
        ]
    )


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([2048, 4096, 8192, 128_000]),
    sections("D"),
    sections("S", 3).filter(bool),
    sections("E", 30),
)
def test_no_prompt_exceeds_its_window_and_nothing_is_lost(
    window: int, digest: list[Section], subjects: list[Section], evidence: list[Section]
) -> None:
    budget = Budget(window, counter=EstimatingCounter())
    try:
        prompt = budget.fit("Judge.", SCHEMA, subjects=subjects, digest=digest, evidence=evidence)
    except PromptTooLong as exc:
        assert exc.prompt_tokens > budget.prompt_room(SCHEMA)
        return
    counted = budget.counter.count_question(prompt.question)
    assert counted == prompt.tokens
    assert counted + prompt.question.max_answer_tokens <= window
    offered = [s.id for s in (*digest, *subjects, *evidence)]
    assert sorted(offered) == sorted((*prompt.shown, *prompt.condensed, *prompt.left_out))
    assert not {s.id for s in subjects} & set(prompt.left_out)


def test_evidence_goes_by_rank_then_by_how_far_the_voice_is_trusted() -> None:
    text = "word " * 300
    evidence = [
        Section("A", text, rank=1),
        Section("B", text, rank=0),
        Section("C", text, rank=0, reliability="scanner"),
    ]
    budget = Budget(2048, answer_room=1100)
    prompt = budget.fit("Judge.", SCHEMA, subjects=[Section("S", "Backups")], evidence=evidence)
    assert prompt.shown == ("S", "C", "B") and prompt.left_out == ("A",)


def test_a_passage_that_does_not_fit_is_shown_in_whole_sentences() -> None:
    evidence = [Section("E", "Backups run daily. " * 400, splittable=True)]
    prompt = Budget(2048).fit("Judge.", SCHEMA, subjects=[Section("S", "x")], evidence=evidence)
    assert prompt.condensed == ("E",)
    (part,) = prompt.evidence.items()
    assert part[0] == "E.1" and part[1].endswith("daily.") and len(part[1]) > 2000


def test_a_digest_steps_down_from_full_to_brief_to_ids() -> None:
    digest = [Section(f"D{i}", "long " * 60, "short " * 6, f"D{i}", rank=i) for i in range(60)]
    prompt = Budget(2048).fit("Judge.", SCHEMA, subjects=[Section("S", "x")], digest=digest)
    lines = prompt.parts[0].splitlines()
    assert lines[0].startswith(("long", "short")) and lines[-1] == "D59"
    assert not prompt.left_out


def test_a_subject_that_cannot_fit_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(PromptTooLong):
        Budget(2048).fit("Judge.", SCHEMA, subjects=[Section("S", "no end " * 3000)])


def test_batches_lose_no_subject_and_leave_half_of_the_room() -> None:
    subjects = [Section(f"S{i}", "word " * (40 + 700 * (i == 3))) for i in range(9)]
    budget = Budget(2048)
    found = list(budget.batches("Judge.", lambda batch: SCHEMA, subjects, most=6))
    assert [s for b in found for s in b] == subjects
    assert (subjects[3],) in found
    for batch in found:
        if len(batch) > 1:
            prompt = budget.fit("Judge.", SCHEMA, subjects=batch)
            assert prompt.tokens <= budget.prompt_room(SCHEMA) // 2 + 20
