"""Rewordings that move nothing, changed facts that move what depends on them: variants.yaml.

`python -m benchmarks.judgement.variants [--verbose]`, from the repository's root. Exit codes: 0
measured, 2 a sentence is not where it should be.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, model_validator

from benchmarks.judgement.cases import Part, load_case, replaced
from benchmarks.judgement.run import HERE, RANK, Outcome, assess, statuses
from sextant.service import run_assessment

EXAMPLES = HERE.parents[1] / "examples"


class Changed(Part):
    """The sentence with its fact changed. `moves` must all move, `also` may, nothing else."""

    to: str
    moves: tuple[str, ...]
    also: tuple[str, ...] = ()
    direction: Literal["up", "down"]


class Variants(Part):
    """A sentence of a `dev` case or of an example, with what is said instead of it."""

    case: str = ""
    example: str = ""
    old: str = Field(alias="from")
    same: tuple[str, ...]
    flip: Changed

    @model_validator(mode="after")
    def _one_place(self) -> Variants:
        if bool(self.case) == bool(self.example):
            raise ValueError("either a case or an example")
        return self


def variants() -> tuple[Variants, ...]:
    """All of variants.yaml. Raises ValueError."""
    raw = yaml.safe_load((HERE / "variants.yaml").read_text(encoding="utf-8"))
    return tuple(Variants.model_validate(v) for v in raw["variants"])


def status(of: Variants, text: str) -> dict[str, str]:
    """The 106 statuses when `text` stands in the sentence's place. Raises ValueError."""
    if of.case:
        case = load_case(HERE / "dev" / f"{of.case}.yaml")
        return statuses(assess(replaced(case, of.old, text)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / of.example
        shutil.copytree(EXAMPLES / of.example, folder)
        for path in (p for p in sorted(folder.rglob("*")) if p.suffix in (".yaml", ".md", ".txt")):
            content = path.read_text(encoding="utf-8")
            if of.old in content:
                path.write_text(content.replace(of.old, text, 1), encoding="utf-8")
                return statuses(run_assessment(folder / "profile.yaml"))
    raise ValueError(f"{of.example}: not there: {of.old!r}")


def judge(of: Variants) -> Outcome:
    """Whether its rewordings move nothing and its changed fact what it should."""
    outcome = Outcome()
    before = status(of, of.old)
    for text in of.same:
        moved = _moved(before, status(of, text))
        outcome.count("rewordings unchanged", not moved, f"{_place(of)}: {text!r}: {moved}")
    moved = _moved(before, status(of, of.flip.to))
    sign = 1 if of.flip.direction == "up" else -1
    right = all(sign * moved.get(s, 0) > 0 for s in of.flip.moves)
    asked = {s: before[s] for s in of.flip.moves}
    outcome.count("flips moved right", right, f"{_place(of)}: {of.flip.to!r}: from {asked}")
    stray = {s: by for s, by in moved.items() if s not in (*of.flip.moves, *of.flip.also)}
    outcome.count("flips moved nothing else", not stray, f"{_place(of)}: {of.flip.to!r}: {stray}")
    return outcome


def _place(of: Variants) -> str:
    return of.case or of.example


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, int]:
    """By how many ranks each status that changed rose (or fell, below nought)."""
    return {s: RANK[after[s]] - RANK[before[s]] for s in before if before[s] != after[s]}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure rewordings and changed facts.")
    parser.add_argument("--verbose", action="store_true", help="print every failure")
    options: Any = parser.parse_args(arguments)
    everything = Outcome()
    try:
        with ProcessPoolExecutor() as pool:
            for outcome in pool.map(judge, variants()):
                everything.add(outcome)
    except ValueError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    for measure, total in everything.total.items():
        right = everything.right[measure]
        sys.stdout.write(f"{measure:26} {right:4} of {total:4}  {right / total:6.1%}\n")
    if options.verbose:
        sys.stdout.write("\n".join(sorted(everything.failures)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
