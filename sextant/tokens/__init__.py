"""The token budget: what fits into a model's window, what is condensed, and what is left out."""

from sextant.records import CallLedger
from sextant.tokens.budget import Budget
from sextant.tokens.counting import ByteCounter, EstimatingCounter, TokenCounter
from sextant.tokens.ranking import PassageIndex, rank, split
from sextant.tokens.sections import Frame, Prompt, Section

__all__ = [
    "Budget",
    "ByteCounter",
    "CallLedger",
    "EstimatingCounter",
    "Frame",
    "PassageIndex",
    "Prompt",
    "Section",
    "TokenCounter",
    "rank",
    "split",
]
