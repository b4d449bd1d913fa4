"""Ratings of the made-up assessment: all 106, most of them unknown, and their scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Text = Callable[[str], str]
Json = dict[str, Any]

# Category -> the numbers of its Subcategories (CSF 2.0 has gaps in its numbering).
CSF = {
    "GV.OC": (1, 2, 3, 4, 5), "GV.RM": (1, 2, 3, 4, 5, 6, 7), "GV.RR": (1, 2, 3, 4),
    "GV.PO": (1, 2), "GV.OV": (1, 2, 3), "GV.SC": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    "ID.AM": (1, 2, 3, 4, 5, 7, 8), "ID.RA": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    "ID.IM": (1, 2, 3, 4), "PR.AA": (1, 2, 3, 4, 5, 6), "PR.AT": (1, 2),
    "PR.DS": (1, 2, 10, 11), "PR.PS": (1, 2, 3, 4, 5, 6), "PR.IR": (1, 2, 3, 4),
    "DE.CM": (1, 2, 3, 6, 9), "DE.AE": (2, 3, 4, 6, 7, 8), "RS.MA": (1, 2, 3, 4, 5),
    "RS.AN": (3, 6, 7, 8), "RS.CO": (2, 3), "RS.MI": (1, 2),
    "RC.RP": (1, 2, 3, 4, 5, 6), "RC.CO": (3, 4),
}  # fmt: skip
IDS = tuple(f"{category}-{n:02}" for category, numbers in CSF.items() for n in numbers)
SAID: dict[str, tuple[str, str]] = {
    "PR.AA-03": ("not_implemented", "Staff sign in to the EHR with a password only."),
    "PR.DS-11": ("partial", "Backups run every night; nobody has tried a restore since 2023."),
    "PR.PS-02": ("partial", "Windows updates install themselves, the two X-ray PCs do not."),
    "PR.AT-01": ("implemented", "All staff take the phishing course every January."),
    "GV.PO-01": ("implemented", "The security policy was approved in March."),
    "GV.SC-05": ("not_implemented", "There is no contract clause on security with the IT firm."),
    "RS.MA-01": ("not_implemented", "We have no incident plan."),
    "ID.AM-01": ("implemented", "The asset list names all 22 computers."),
    "DE.CM-01": ("partial", "The firewall logs are kept but nobody reads them."),
    "PR.IR-01": ("not_implemented", "Guests and clinic share one Wi-Fi network."),
}


def evidence(t: Text, quote: str, polarity: str) -> Json:
    return {
        "source": t("interview.md"), "locator": t("line 12"), "quote": t(quote),
        "polarity": polarity, "reliability": "narrative", "scope": t("only for admins"),
    }  # fmt: skip


def control(subcategory: str, t: Text, said: dict[str, tuple[str, str]]) -> Json:
    status, quote = said.get(subcategory, ("unknown", ""))
    known = status != "unknown"
    quotes = [evidence(t, quote, status)] if known else []
    gap = {"implemented": "none", "partial": "partial", "not_implemented": "full"}
    clash = {"note": t("Policy and interview disagree."), "quotes": quotes}
    return {
        "subcategory": subcategory, "function": subcategory[:2], "category": subcategory[:5],
        "title": t(f"Outcome {subcategory}"),
        "outcome": t("What is meant is done, and somebody can show that it is."),
        "question": t(f"How do you make sure of {subcategory}, and who looks after it?"),
        "status": status, "confidence": 0.6 if known else 0.0, "target": "implemented",
        "gap": gap.get(status, "unknown"), "priority": "high" if known else "moderate",
        "rationale": t("One voice speaks of it.") if known else "",
        "missing": [t("restores are tested")] if status == "partial" else [],
        "evidence": quotes, "conflicts": [clash] if subcategory == "PR.AT-01" else [],
        "references": {
            "NIST SP 800-53 Rev. 5": ["AC-2", "IA-2(1)"], "HIPAA Security Rule": [t("164.308")],
        } if known else {},
    }  # fmt: skip


def scores() -> Json:
    functions = {
        name: {"score": score, "coverage": share, "target": 100.0 if name == "PR" else 80.0,
               "assessed": int(share * total), "total": total}
        for name, score, share, total in (
            ("GV", 50.0, 0.065, 31), ("ID", 100.0, 0.048, 21), ("PR", 41.7, 0.23, 22),
            ("DE", 50.0, 0.091, 11), ("RS", 0.0, 0.077, 13), ("RC", None, 0.0, 8))
    }  # fmt: skip
    overall = {"score": 45.0, "coverage": 10 / 106, "target": 86.0, "assessed": 10, "total": 106}
    return {"overall": overall, "functions": functions}
