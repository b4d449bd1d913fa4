"""One small question that shows whether a model can be reached and keeps to a schema."""

from __future__ import annotations

from sextant.llm.protocol import Question

TRIAL = Question(
    system="Answer in the form that is asked for.",
    parts=("Is two more than one?",),
    json_schema={
        "type": "object",
        "properties": {"answer": {"type": "string", "enum": ["yes", "no"]}},
        "required": ["answer"],
        "additionalProperties": False,
    },
    schema_name="trial",
    max_answer_tokens=64,
)
