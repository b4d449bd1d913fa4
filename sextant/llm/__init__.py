"""The one door to language models: a typed question in, a checked answer or a typed error out."""

from sextant.llm.protocol import Answer, JudgementModel, Question

__all__ = ["Answer", "JudgementModel", "Question"]
