"""The room for an answer: whatever answer a schema allows fits into it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.rulings import CANNOT_TELL, Field, Subject, quoted, schema_of
from agents.wording import field
from sextant.llm.structured import parse
from sextant.tokens import Budget, Section
from sextant.tokens.room import ANY_SCRIPT, WORDS, Unbounded, room_for, text_form
from tests.sextant.llm.misbehaving_server import encoding

Pair = tuple[dict[str, Any], Any]
NAMES = st.text("ABCdef-.:01 é安🧭", min_size=1, max_size=20)


@st.composite
def texts(draw: st.DrawFn) -> Pair:
    characters = draw(st.sampled_from([WORDS, ANY_SCRIPT, ""]))
    longest = draw(st.integers(0, 300))
    if not characters:
        return {"type": "string", "maxLength": longest}, draw(st.text(max_size=longest))
    form = text_form(longest, characters)
    value = draw(st.from_regex(form["pattern"], fullmatch=True))
    return form, value


@st.composite
def enums(draw: st.DrawFn) -> Pair:
    choices = draw(st.lists(NAMES, min_size=1, max_size=6))
    return {"type": "string", "enum": choices}, draw(st.sampled_from(choices))


@st.composite
def integers(draw: st.DrawFn) -> Pair:
    least = draw(st.integers(-1000, 1000))
    most = draw(st.integers(least, 10**6))
    return {"type": "integer", "minimum": least, "maximum": most}, draw(st.integers(least, most))


@st.composite
def lists(draw: st.DrawFn) -> Pair:
    form, value = draw(enums())
    most = draw(st.integers(0, 5))
    count = draw(st.integers(0, most))
    return {"type": "array", "items": form, "maxItems": most}, [value] * count


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Pair]) -> Pair:
    parts = draw(st.dictionaries(NAMES, inner, max_size=4))
    form = {
        "type": "object", "properties": {n: p[0] for n, p in parts.items()},
        "required": list(parts), "additionalProperties": False,
    }  # fmt: skip
    return form, {n: p[1] for n, p in parts.items()}


LEAVES = st.one_of(texts(), enums(), integers(), lists())
ANSWERS = objects(st.one_of(LEAVES, objects(LEAVES)))


@settings(deadline=None, max_examples=200)
@given(ANSWERS, st.sampled_from([None, 2, 4]))
def test_any_answer_of_a_schema_fits_into_its_room(answer: Pair, indent: int | None) -> None:
    schema, value = answer
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    assert parse(text, schema) == value
    room = room_for(schema)
    assert len(encoding().encode_ordinary(text)) <= room
    assert len(text.encode()) <= room  # by whatever tokenizer


@given(st.sampled_from([WORDS, ANY_SCRIPT]), st.data())
def test_no_character_of_a_text_is_written_longer_than_is_counted(
    characters: str, data: st.DataObject
) -> None:
    value = data.draw(st.from_regex(text_form(9, characters)["pattern"], fullmatch=True))
    assert json.dumps(value, ensure_ascii=False) == f'"{value}"'
    most = 2 if characters == WORDS else 3
    assert all(len(c.encode()) <= most for c in value)


def test_each_agents_question_leaves_half_of_the_smallest_window_to_its_prompt() -> None:
    choices = Field("answer", ("implemented", "partial", "not_implemented", CANNOT_TELL))
    named = (quoted(), Field("name", longest=60), choices)
    for fields in ((quoted(), choices), named, (field(420),)):
        subject = Subject("R-compromise-of-a-supplier-with-access", "kind", {}, fields)
        again = [f"P{n}" for n in range(100, 106)]
        assert room_for(schema_of([subject], again)) <= 1024


def test_the_budget_keeps_the_room_of_the_schema_free() -> None:
    schema = schema_of([Subject("S", "kind", {}, (quoted(),))])
    evidence = [Section(f"E{i}", "Backups run every night. " * 9) for i in range(99)]
    subject = [Section("S", "Backups?")]
    prompt = Budget(2048).fit("Judge.", schema, subjects=subject, evidence=evidence)
    assert prompt.question.max_answer_tokens == room_for(schema)
    assert prompt.tokens + room_for(schema) <= 2048
    spacious = Budget(2048, spacious=True).fit("Judge.", schema, subjects=subject)
    assert room_for(schema) < spacious.question.max_answer_tokens <= 1024


@pytest.mark.parametrize(
    "form",
    [{"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "number"}, {},
     {"type": "array", "items": {"type": "boolean"}}, {"type": "object", "properties": {}}],
)  # fmt: skip
def test_a_schema_without_bounds_is_refused(form: dict[str, Any]) -> None:
    with pytest.raises(Unbounded):
        room_for(form)
