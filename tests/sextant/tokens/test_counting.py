"""Counting never falls below the truth where the truth is known, and needs no network."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sextant.llm import Question
from sextant.tokens import Budget, ByteCounter, EstimatingCounter, Section, counting
from tests.sextant.llm.misbehaving_server import encoding

TEXTS = st.one_of(
    st.text(max_size=800),
    st.text(st.characters(min_codepoint=0x370, max_codepoint=0x1FFFF, exclude_categories=["Cs"])),
    st.text("ABCDEFabcdef0123456789+/=", max_size=3000),
    st.sampled_from(
        ["Sicherungen täglich ", "安全管理制度", "🧭🔐👩‍💻", "10.0.0.1:443", "\n\t ", "a"]
    ).map(lambda text: text * 200),
)


@settings(deadline=None)
@given(TEXTS)
def test_neither_the_estimate_nor_the_bound_is_below_a_real_tokenizer(text: str) -> None:
    real = len(encoding().encode_ordinary(text))
    assert EstimatingCounter().count(text) >= real
    assert ByteCounter().count(text) >= real
    assert EstimatingCounter().count(text) <= ByteCounter().count(text)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from([2048, 4096, 8192, 128_000]),
    st.lists(TEXTS, max_size=40),
    st.sampled_from([EstimatingCounter, ByteCounter]),
)
def test_by_a_real_tokenizer_no_request_exceeds_the_window_with_its_answer(
    window: int, texts: list[str], counter: type[EstimatingCounter] | type[ByteCounter]
) -> None:
    evidence = [Section(f"E{i}", text, splittable=True) for i, text in enumerate(texts)]
    budget = Budget(window, 512, counter=counter())
    question = budget.fit(
        "Judge.", {"type": "object"}, subjects=[Section("S", "Backups?")], evidence=evidence
    ).question
    sent = (question.system, question.user, question.schema_text)
    real = sum(len(encoding().encode_ordinary(text)) + 5 for text in sent) + 5
    assert real + question.max_answer_tokens <= window


def test_openais_own_models_are_counted_without_the_corrections_for_others() -> None:
    text = "On 2024-03-12 the firewall FG-100F (10.0.0.1) was replaced.    Backups: 14 days. " * 20
    own, other = EstimatingCounter(of_openai=True), EstimatingCounter()
    real = len(encoding().encode_ordinary(text))
    assert 1.05 * real <= own.count(text) <= 1.1 * real < other.count(text)
    own.observe(100, 130)  # a server behind that provider's name can count otherwise
    assert own.count(text) > 1.3 * real


def test_a_report_above_the_estimate_corrects_it_and_one_below_proves_nothing() -> None:
    counter = EstimatingCounter()
    before = counter.count("word " * 100)
    counter.observe(100, 60)
    counter.observe(100, 10_000_000)
    counter.observe(0, 50)
    assert counter.count("word " * 100) == before
    counter.observe(100, 150)
    assert counter.count("word " * 100) >= 1.5 * (before - 1)


def test_without_the_table_the_bound_by_bytes_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_encoding", lambda: None)
    text = "a text that no test counted before: 安全"
    assert EstimatingCounter().count(text) == ByteCounter().count(text)


def test_every_part_of_a_question_counts() -> None:
    counter = EstimatingCounter()
    small = Question("s", ("p",), {}, max_answer_tokens=1)
    for larger in (
        Question("s " * 50, ("p",), {}),
        Question("s", ("p", "q " * 50), {}),
        Question("s", ("p",), {"description": "d " * 50}),
    ):
        assert counter.count_question(larger) > counter.count_question(small) + 40
