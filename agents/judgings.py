"""What a model may add to each agent. Imported only where a model takes part."""

from __future__ import annotations

from typing import Any

from agents import (
    asset_rulings,
    control_rulings,
    plan_wording,
    profile_rulings,
    risk_wording,
    threat_rulings,
)
from agents.rulings import Judging

JUDGINGS: dict[str, Judging[Any, Any]] = {
    "profiling": profile_rulings.JUDGING,
    "asset_mapping": asset_rulings.JUDGING,
    "threat_analysis": threat_rulings.JUDGING,
    "control_evaluation": control_rulings.JUDGING,
    "risk_scoring": risk_wording.JUDGING,
    "recommendations": plan_wording.JUDGING,
}
