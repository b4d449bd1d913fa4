"""Two assessments side by side: the document, and how it is made."""

from sextant.comparison.differences import compare
from sextant.comparison.document import (
    SCHEMA_ID,
    ActionChange,
    Comparison,
    FactChange,
    FieldChange,
    InputChange,
    ItemChange,
    MoneyChange,
    RatingChange,
    RiskChange,
    ScoreChange,
    Side,
    Value,
)

__all__ = [
    "ActionChange",
    "Comparison",
    "FactChange",
    "FieldChange",
    "InputChange",
    "ItemChange",
    "MoneyChange",
    "RatingChange",
    "RiskChange",
    "SCHEMA_ID",
    "ScoreChange",
    "Side",
    "Value",
    "compare",
]
