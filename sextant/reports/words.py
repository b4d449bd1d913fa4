"""The words of every report: one vocabulary for HTML, PDF, Markdown and sheets."""

from __future__ import annotations

from sextant.records import Decision, Level, Phase, Polarity, Reliability, Severity, Status, Target

STATUS: dict[Status, str] = {
    "implemented": "In place",
    "partial": "Partly in place",
    "not_implemented": "Not in place",
    "not_applicable": "Not applicable",
    "unknown": "Unknown",
}
# A sign beside the word, so that colour is never the only difference.
STATUS_SIGN: dict[Status, str] = {
    "implemented": "●",
    "partial": "◐",
    "not_implemented": "○",
    "not_applicable": "–",
    "unknown": "?",
}
TARGET: dict[Target, str] = {
    "implemented": "In place",
    "partial": "Partly in place",
    "not_required": "Not required",
}
GAP: dict[str, str] = {
    "none": "No gap",
    "partial": "Part of the way",
    "full": "All of the way",
    "unknown": "Not known",
}
LEVEL: dict[Level, str] = {
    "very_low": "Very low",
    "low": "Low",
    "moderate": "Moderate",
    "high": "High",
    "very_high": "Very high",
}
SEVERITY: dict[Severity, str] = {
    "low": "Low",
    "moderate": "Moderate",
    "high": "High",
    "critical": "Critical",
}
DECISION: dict[Decision, str] = {
    "accept": "Accepted",
    "change": "Changed",
    "reject": "Rejected",
}
NO_RISK = "No risk here"
REVIEW_STALE = "Holds no longer: what it was about has changed since. Review it again."
REVIEW_OVERTAKEN = "Overtaken by review {}."
TRAIL_BROKEN = (
    "The trail is not whole: an entry was changed, taken out or put in after it was written."
)
POLARITY: dict[Polarity, str] = {
    "implemented": "Says: in place",
    "partial": "Says: in part",
    "planned": "Says: planned",
    "not_implemented": "Says: not in place",
}
POLARITY_TONE: dict[Polarity, str] = {
    "implemented": "implemented",
    "partial": "partial",
    "planned": "unknown",
    "not_implemented": "not_implemented",
}
RELIABILITY: dict[Reliability, str] = {
    "narrative": "told",
    "attestation": "stated in the profile or a questionnaire",
    "document": "written policy or record",
    "configuration": "system export",
    "scanner": "scan result",
}
# The same behind each of hundreds of quotes; the method's paragraph on ratings tells the kinds.
VOICE: dict[Reliability, str] = {
    "narrative": "told",
    "attestation": "stated",
    "document": "written",
    "configuration": "system export",
    "scanner": "scan result",
}
PHASE: dict[Phase, str] = {
    30: "First 30 days",
    60: "Days 31 to 60",
    90: "Days 61 to 90",
    365: "Rest of the first year",
}
SIZE = {
    "micro": "Very small",
    "small": "Small",
    "medium": "Medium-sized",
    "large": "Large",
}
DATA = {
    "phi": "health data",
    "pii": "personal data",
    "cardholder": "card data",
    "credentials": "passwords and keys",
    "ip": "trade secrets and designs",
    "financial": "financial data",
    "operational": "operational data",
    "public": "public information",
}
ASSET_TYPE = {
    "server": "Server",
    "endpoint": "Computer",
    "mobile": "Mobile device",
    "network": "Network",
    "cloud": "Cloud",
    "saas": "Online service",
    "application": "Application",
    "data": "Data store",
    "ot": "Industrial control",
    "iot": "Connected device",
    "third_party": "Third party",
}
THREAT_SOURCE = {
    "criminal": "Criminals",
    "insider": "People inside",
    "vendor": "A supplier",
    "accident": "Mistakes",
    "failure": "Failure of equipment or services",
    "nature": "Forces of nature",
    "state": "Attackers working for a state",
}
BASIS = {
    "facts": "Follows from the facts",
    "declared": "Named by the organisation",
    "both": "Follows from the facts, and named by the organisation",
    "not_covered": "Named by the organisation, but not covered by this assessment",
}
FINDING = {  # in the order in which an owner should hear of them
    "answer_to_others": "Answer given to others",
    "instruction": "Text that addresses the assessor",
    "hidden_text": "Hidden text",
    "contradiction": "Contradiction",
    "unknown_regulation": "Regulation not in the catalogue",
    "skipped": "Not read",
    "partly_read": "Read in part",
    "stale": "Out of date",
    "not_understood": "Not understood by the reader",
    "review": "Read otherwise by a model",
}
FUNCTIONS = {
    "GV": "Govern",
    "ID": "Identify",
    "PR": "Protect",
    "DE": "Detect",
    "RS": "Respond",
    "RC": "Recover",
}
CATEGORIES = {
    "GV.OC": "Organizational Context",
    "GV.RM": "Risk Management Strategy",
    "GV.RR": "Roles, Responsibilities, and Authorities",
    "GV.PO": "Policy",
    "GV.OV": "Oversight",
    "GV.SC": "Cybersecurity Supply Chain Risk Management",
    "ID.AM": "Asset Management",
    "ID.RA": "Risk Assessment",
    "ID.IM": "Improvement",
    "PR.AA": "Identity Management, Authentication, and Access Control",
    "PR.AT": "Awareness and Training",
    "PR.DS": "Data Security",
    "PR.PS": "Platform Security",
    "PR.IR": "Technology Infrastructure Resilience",
    "DE.CM": "Continuous Monitoring",
    "DE.AE": "Adverse Event Analysis",
    "RS.MA": "Incident Management",
    "RS.AN": "Incident Analysis",
    "RS.CO": "Incident Response Reporting and Communication",
    "RS.MI": "Incident Mitigation",
    "RC.RP": "Incident Recovery Plan Execution",
    "RC.CO": "Incident Recovery Communication",
}
# Catalogues of a law or a scheme: shown beside an outcome only where that applies here.
REFERENCE_OF = {
    "HIPAA Security Rule": "hipaa-security-rule",
    "PCI DSS 4.0.1": "pci-dss-4",
    "SOC 2 Trust Services Criteria": "soc2",
}
# What an action is about, in an owner's words, by the Category of the first outcome that it serves.
THEMES = {
    "GV": "Leadership and rules",
    "GV.SC": "Suppliers",
    "ID.AM": "What you have",
    "ID.RA": "Weaknesses and risks",
    "ID.IM": "Plans and lessons",
    "PR.AA": "Accounts and access",
    "PR.AT": "People",
    "PR.DS": "Data and backups",
    "PR.PS": "Computers and software",
    "PR.IR": "Networks and resilience",
    "DE": "Noticing attacks",
    "RS": "Response and recovery",
    "RC": "Response and recovery",
}
NOT_ASSESSED = "Not assessed yet"
