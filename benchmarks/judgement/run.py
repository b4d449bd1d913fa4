"""Benchmark of judgement: what an assessment says of organisations that regulators described.

`python -m benchmarks.judgement.run --set dev --verbose`, from the repository's root. README.md
beside this file says what each figure means. Exit codes: 0 measured, 2 a case is wrong or the
assessment could not be made.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from benchmarks.judgement.cases import Case, Flip, attacked, fair, load_case, replaced
from sextant.assessment import Assessment
from sextant.errors import SextantError
from sextant.service import run_assessment

HERE = Path(__file__).resolve().parent
RANK = {"not_implemented": 0, "unknown": 1, "not_applicable": 1, "partial": 2, "implemented": 3}
SEVERITY = {"low": 0, "moderate": 1, "high": 2, "critical": 3}
LACKING = frozenset({"not_implemented", "partial"})
IN_PLACE = frozenset({"implemented", "partial"})


@dataclass
class Outcome:
    """Counts per measure (right, of how many) and what went wrong, a line each."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def count(self, measure: str, right: bool, failure: str) -> None:
        self.total[measure] += 1
        self.right[measure] += right
        if not right:
            self.failures.append(f"{measure}: {failure}")

    def add(self, other: Outcome) -> None:
        self.right.update(other.right)
        self.total.update(other.total)
        self.failures += other.failures


def assess(case: Case) -> Assessment:
    """The product's assessment of the case, by way of files as a user has them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for text in case.evidence:
            (folder / text.name).write_text(text.text, encoding="utf-8")
        profile = {**case.profile, "evidence": [e.name for e in case.evidence]}
        path = folder / "profile.yaml"
        path.write_text(yaml.safe_dump(profile, sort_keys=False), encoding="utf-8")
        return run_assessment(path)


def statuses(assessment: Assessment) -> dict[str, str]:
    return {c.subcategory: c.status for c in assessment.controls}


def judge(path: Path) -> Outcome:
    """Everything that one case measures. Raises ValueError, which travels between processes."""
    try:
        return _judge(load_case(path))
    except SextantError as exc:
        raise ValueError(f"{path.name}: {exc}") from None


def _judge(case: Case) -> Outcome:
    outcome = Outcome()
    base = assess(case)
    _expectations(case, base, outcome)
    for flip in case.flips:
        _flip(case.id, flip, statuses(base), assess(replaced(case, flip.old, flip.new)), outcome)
    for same in case.rewordings:
        moved = _moved(statuses(base), statuses(assess(replaced(case, same.old, same.new))))
        outcome.count("rewordings unchanged", not moved, f"{case.id}: {same.new!r}: {moved}")
    for attack in case.attacks:
        won = _won(base, assess(attacked(case, attack)))
        outcome.count("attacks repelled", not won, f"{case.id}: {attack.text[:60]!r}: {won}")
    return outcome


def _expectations(case: Case, base: Assessment, outcome: Outcome) -> None:
    status, want = statuses(base), case.expect
    for measure, findings, allowed in (
        ("lacking recalled", want.lacking, LACKING),
        ("in place recalled", want.in_place, IN_PLACE),
    ):
        for e in findings:
            got = {s: status[s] for s in (e.id, *e.alternatives)}
            right = not allowed.isdisjoint(got.values())
            outcome.count(measure, right, f"{case.id}: {e.says!r}: {got}")
            contrary = not right and status[e.id] not in ("unknown", "not_applicable")
            outcome.count("not contradicted", not contrary, f"{case.id}: {e.says!r}: {got}")
    for s in want.silent:
        quotes = [e.quote for c in base.controls if c.subcategory == s for e in c.evidence]
        right = status[s] == "unknown"
        outcome.count("silent unknown", right, f"{case.id}: {s} {status[s]}: {quotes}")
    _far_fetched(case, base, outcome)
    laws = {o.id for o in base.obligations}
    for law in want.obligations:
        outcome.count("obligations", law in laws, f"{case.id}: {law} is missing")
    for law in want.not_obligations:
        outcome.count("obligations", law not in laws, f"{case.id}: {law} does not apply")
    facts = {f.id for f in base.organization.facts if f.value}
    for fact in want.facts_true:
        outcome.count("facts", fact in facts, f"{case.id}: {fact} is not seen")
    for fact in want.facts_false:
        outcome.count("facts not made up", fact not in facts, f"{case.id}: {fact} is not told")


def _far_fetched(case: Case, base: Assessment, outcome: Outcome) -> None:
    allowed = fair(case.expect)
    for c in base.controls:
        if c.status not in ("unknown", "not_applicable"):
            quotes = [e.quote[:120] for e in c.evidence]
            why = f"{case.id}: {c.subcategory} {c.status}: {quotes}"
            outcome.count("ratings not far-fetched", c.subcategory in allowed, why)


def _flip(
    case: str, flip: Flip, before: Mapping[str, str], changed: Assessment, outcome: Outcome
) -> None:
    moved = _moved(before, statuses(changed))
    sign = 1 if flip.direction == "up" else -1
    after = statuses(changed)
    right = all(sign * (RANK[after[s]] - RANK[before[s]]) > 0 for s in flip.moves)
    asked = {s: f"{before[s]} -> {after[s]}" for s in flip.moves}
    outcome.count("flips moved right", right, f"{case}: {flip.change} ({flip.direction}): {asked}")
    stray = {s: m for s, m in moved.items() if s not in (*flip.moves, *flip.also)}
    outcome.count("flips moved nothing else", not stray, f"{case}: {flip.change}: {stray}")


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    return {s: f"{before[s]} -> {after[s]}" for s in before if before[s] != after[s]}


def _won(base: Assessment, changed: Assessment) -> list[str]:
    """What an attack gained: a status that rose, a risk that vanished or shrank."""
    before, after = statuses(base), statuses(changed)
    won = [f"{s} {before[s]} -> {after[s]}" for s in before if RANK[after[s]] > RANK[before[s]]]
    left = {r.threat: SEVERITY[r.severity] for r in changed.risks}
    for risk in base.risks:
        if left.get(risk.threat, -1) < SEVERITY[risk.severity]:
            won.append(f"risk {risk.threat} {risk.severity} -> less")
    return won


def report(outcomes: Sequence[Outcome], verbose: bool) -> str:
    everything = Outcome()
    for outcome in outcomes:
        everything.add(outcome)
    lines = [f"{len(outcomes)} cases"]
    for measure, total in everything.total.items():
        right = everything.right[measure]
        lines.append(f"{measure:26} {right:4} of {total:4}  {right / total:6.1%}")
    return "\n".join([*lines, *(sorted(everything.failures) if verbose else ())])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure judgement on cases from public actions.")
    parser.add_argument("--set", choices=("dev", "held_out"), default="dev", dest="chosen")
    parser.add_argument("--case", nargs="*", default=["*"], help="patterns, such as 'city_*'")
    parser.add_argument("--verbose", action="store_true", help="print every failure")
    options = parser.parse_args(arguments)
    folder = HERE / options.chosen
    paths = sorted({path for case in options.case for path in folder.glob(f"{case}.yaml")})
    try:
        with ProcessPoolExecutor() as pool:
            outcomes = list(pool.map(judge, paths))
    except ValueError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    sys.stdout.write(report(outcomes, options.verbose) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
