"""A small organisation, and models that answer by a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sextant.assessment import Assessment, RulingPart
from sextant.llm.extent import Extent
from sextant.llm.protocol import Question
from sextant.llm.scripted import ScriptedModel
from sextant.running import RunOptions
from sextant.service import run_assessment

ROOT = Path(__file__).resolve().parents[2]

CLINIC = ROOT / "examples" / "clinic" / "profile.yaml"

BLANK = {"quote": "", "name": "", "text": "", "answer": "cannot_tell"}

PROFILE = """
organization:
  name: Elm Street Dental
  sector: healthcare
  employees: 12
  description: A dental practice with two rooms and one reception.
practices:
  - topic: multi-factor authentication
    statement: Staff sign in with a password only.
evidence: [notes.md, it-report.md]
"""

NOTES = """# Notes of the visit

Every Friday Jo checks that the cupboard is locked.

We do not yet perform quarterly access reviews of who can open what.

The suppliers were asked about the security of their own suppliers.
"""

REPORT = """# IT report

The office runs on a switch in the cellar.

Responsibility for suppliers: Harbour Care reviews the contracts of each supplier once a year.
"""


def answering(**told: str) -> Callable[[Question], Mapping[str, Any]]:
    """Says the same of every subject: the field as told where it may be, else nothing."""

    def script(question: Question) -> Mapping[str, Any]:
        return {
            subject: []
            if form["type"] == "array"
            else {
                name: told.get(name, BLANK.get(name, (field.get("enum") or [""])[0]))
                for name, field in form["properties"].items()
            }
            for subject, form in question.json_schema["properties"].items()
        }

    return script


def assess(profile: Path, script: Any, **options: Any) -> Assessment:
    model = ScriptedModel(script, window=options.pop("window", 4096))
    checkpoint = options.pop("checkpoint", None)
    how = RunOptions(model=model, extent=Extent(**options), checkpoint=checkpoint)
    return run_assessment(profile, how=how)


def rated(assessment: Assessment) -> str:
    """Everything but the account of how it was made."""
    return assessment.model_dump_json(exclude={"trace", "meta", "findings"})


def rulings(assessment: Assessment, agent: str = "") -> Iterator[RulingPart]:
    for part in assessment.trace:
        if agent in ("", part.agent):
            yield from (r for call in part.calls for r in call.rulings)


def status(assessment: Assessment, subcategory: str) -> str:
    return next(c.status for c in assessment.controls if c.subcategory == subcategory)


def told(profile: Path, name: str, text: str, answer: str) -> Assessment:
    """The profile with one text more, assessed by a model that quotes it for every outcome."""
    profile.with_name(name).write_text(f"# Of the visit\n\n{text}\n", encoding="utf-8")
    profile.write_text(PROFILE.replace("it-report.md", f"it-report.md, {name}"), encoding="utf-8")
    assert status(run_assessment(profile), "ID.RA-09") == "unknown"
    script = answering(answer=answer, quote=text)
    return assess(profile, script, calls_per_agent=100, window=8192, repairs=0)
