"""Why a Subcategory is rated as it is, part by part, in words that an owner can read."""

from __future__ import annotations

from collections.abc import Sequence

from agents.gaps import IN_PART, PLANNED
from agents.voices import AspectVerdict
from frameworks.schema import Control
from sextant.records import Statement, Status

_SOME_PART = "something of it, see the quotes"
_FOUND = {
    "in_place": "In place", "written": "Only a written rule", "partly": "Only in part",
    "lacking": "Lacking",
}  # fmt: skip


def is_certain(verdict: AspectVerdict) -> bool:
    """Whether it is certain which part was spoken of: what only resembles known sentences is put
    to the main part, which must not be named for it."""
    return any(not s.hedged for s in verdict.statements)


def missing(control: Control, verdict: AspectVerdict) -> str:
    """The part that is lacking in words, marked where it is open in part or planned."""
    name = next(a.name for a in control.aspects if a.id == verdict.aspect)
    if verdict.verdict == "partly":
        return f"{IN_PART}{name}"
    return f"{PLANNED}{name}" if verdict.planned else name


def is_rule_alone(control: Control, verdict: AspectVerdict) -> bool:
    """Whether only a written rule says that it is in place, where that is not enough."""
    return verdict.verdict == "in_place" and verdict.rule_only and not control.policy_suffices


def _standing(control: Control, verdict: AspectVerdict) -> str:
    return "written" if is_rule_alone(control, verdict) else verdict.verdict


def rationale(
    control: Control,
    verdicts: Sequence[AspectVerdict],
    statements: Sequence[Statement],
    status: Status,
) -> str:
    """Which parts are in place, which by a written rule alone, which are not; from where."""
    names = {a.id: a.name for a in control.aspects} | {"": "the outcome as a whole"}
    parts = []
    for standing, words in _FOUND.items():
        found = [(names[v.aspect] if is_certain(v) else _SOME_PART)
                 + (" (planned)" if v.planned else "")
                 for v in verdicts if _standing(control, v) == standing]  # fmt: skip
        if found:
            parts.append(f"{words}: {'; '.join(found)}.")
    written = [v for v in verdicts if is_rule_alone(control, v)]
    if written:
        parts.append(f"Nothing shows that {'they are' if len(written) > 1 else 'it is'} followed.")
    core = {a.id: a.name for a in control.aspects if a.core}
    if status == "partial" and all(v.verdict == "in_place" for v in verdicts) and not (
        core.keys() & {v.aspect for v in verdicts}
    ):  # fmt: skip
        parts.append(f"Nothing was said about the main part: {'; '.join(core.values())}.")
    sources = sorted({s.source for s in statements})
    count = len({(s.source, s.quote) for s in statements})
    parts.append(f"{count} statement{'s' if count > 1 else ''} from {', '.join(sources)}.")
    return " ".join(parts)
