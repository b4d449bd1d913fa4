"""Risks and roadmap of the made-up assessment."""

from __future__ import annotations

from tests.sextant.reports.sample_ratings import SAID, Json, Text, evidence

PURPOSES = (
    ("ransomware", "Ransomware locks the practice system and the backups", "critical", 52000),
    ("phished-mailbox", "A phished mailbox is used to send a false invoice", "high", 21000),
    ("records-stolen", "Patient records are stolen through the portal", "high", 18400),
    ("vendor-outage", "The EHR supplier is down for days", "moderate", 6300),
    ("lost-laptop", "A laptop with patient letters is lost", "moderate", 2200),
    ("flood", "Water damage in the server cupboard", "low", 450),
)
GRID = {
    "critical": ("high", "very_high"), "high": ("high", "high"),
    "moderate": ("moderate", "moderate"), "low": ("very_low", "moderate"),
}  # fmt: skip
LESS = {"critical": "high", "high": "moderate", "moderate": "low", "low": "low"}


def _levels(severity: str) -> Json:
    likelihood, impact = GRID[severity]
    return {"likelihood": likelihood, "impact": impact, "severity": severity}


def money_range(middle: float) -> Json:
    return {"p10": int(middle * 0.3), "p50": int(middle), "p90": int(middle * 3.4)}


def risk(identifier: str, title: str, severity: str, middle: int, t: Text) -> Json:
    return {
        "id": identifier, "title": t(title), "threat": identifier, **_levels(severity),
        "in_words": t(
            "An attacker mails a member of staff, gets the password, and from there reaches the "
            "cloud EHR and the file server. The clinic works on paper for a week or two."
        ),
        "techniques": ["T1566", "T1078.004"], "assets": ["cloud-ehr"],
        "subcategories": ["PR.AA-03", "PR.DS-11", "RS.MA-01"],
        "inherent": _levels("critical"),
        "residual": {**_levels(LESS[severity]), "annual_loss_usd": money_range(middle * 0.35)},
        "annual_loss_usd": money_range(middle), "event_loss_usd": money_range(middle * 7),
        "confidence": 0.55, "rationale": t("Likely to be tried (high), likely to succeed: no MFA."),
        "weak": ["PR.AA-03", "PR.DS-11"], "unknown": ["RS.MI-01"],
        "evidence": [evidence(t, SAID["PR.AA-03"][1], "not_implemented")],
        "loss_sources": [t("Published claims study, 2023, table 4")],
    }  # fmt: skip


def recommendation(n: int, phase: int, title: str, t: Text) -> Json:
    return {
        "id": f"action-{n}", "title": t(title), "phase": phase, "owner_role": t("Practice manager"),
        "why": t("Stolen passwords are the most common way in; this stops nearly all of them."),
        "first_step": t("On Monday, open the admin page of the mail service and require it."),
        "subcategories": ["PR.AA-03"], "risks": ["ransomware", "phished-mailbox"],
        "obligations": ["hipaa-security-rule"], "effort_days": {"low": 0.5, "high": 2},
        "cost_usd": {"low": 0, "high": 600 * n}, "cost_basis": t("Included in the licence"),
        "risk_reduction": 9000 - 500 * n, "prerequisites": ["action-1"] if n > 1 else [],
        "confirm_first": n == 4,
    }  # fmt: skip


ACTIONS = (
    (30, "Turn on multi-factor sign-in for email and the EHR"),
    (30, "Try to restore last week's backup"),
    (30, "Write a one-page plan for the first hour of an incident"),
    (60, "Put guests on a network of their own"),
    (60, "Agree security clauses with the IT firm"),
    (90, "Replace the two X-ray computers"),
    (365, "Have somebody read the firewall logs every week"),
)


def phase_of(phase: int, middle: float) -> Json:
    names = [f"action-{n}" for n, (p, _) in enumerate(ACTIONS, 1) if p == phase]
    return {
        "phase": phase, "recommendations": names,
        "effort_days": {"low": 0.5 * len(names), "high": 2 * len(names)},
        "cost_usd": {"low": 0, "high": 1800 * len(names)}, "annual_loss_usd": money_range(middle),
        "severities": {"critical": 0, "high": 2, "moderate": 2, "low": 2},
    }  # fmt: skip
