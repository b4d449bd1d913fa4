"""What each example comes to, in few lines, so that a change of judgement is seen and read.

    export SOURCE_DATE_EPOCH=1792000000    # the ages of documents stand still
    python -m benchmarks.golden            # what changed against tests/data/golden/
    python -m benchmarks.golden --write    # take the new results over; read the diff before

A line for each rating that is not unknown, with the words it rests on, each fact, law, risk, action
and question. `tests/test_golden.py` compares the same.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

from sextant.assessment import Assessment
from sextant.service import run_assessment

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "data" / "golden"
EXAMPLES = tuple(sorted(p.parent.name for p in (ROOT / "examples").glob("*/profile.yaml")))
_QUOTED = 90  # characters


def digest(assessment: Assessment) -> str:
    """The assessment in lines."""
    return "\n".join(_lines(assessment)) + "\n"


def _lines(found: Assessment) -> Iterator[str]:
    overall, money = found.scores.overall, found.money.annual_loss_usd
    yield f"score {overall.score} of {overall.target}"
    yield f"assessed {overall.assessed} of {overall.total}"
    yield f"annual loss {money.p10} to {money.p50} to {money.p90} USD"
    yield from (f"fact {f.id}: {f.value}" for f in found.organization.facts)
    yield from (f"asset {a.name}: {a.criticality}" for a in found.assets)
    yield from (f"law {o.title}" for o in found.obligations)
    for control in found.controls:
        if control.status == "unknown":
            continue
        yield f"{control.subcategory} {control.status} {control.confidence:.2f}"
        for quote in control.evidence:
            yield f"    {quote.polarity}: {quote.quote[:_QUOTED]} ({quote.source})"
        yield from (f"    conflict: {c.note}" for c in control.conflicts)
    for risk in found.risks:
        yield f"risk {risk.id} {risk.severity}, {risk.annual_loss_usd.p50} USD a year"
    for action in found.recommendations:
        asked = ", to be asked first" if action.confirm_first else ""
        yield f"day {action.phase}: {action.title}{asked}"
    yield from (f"question: {q.text}" for q in found.questions)
    yield from (f"finding {f.kind}: {f.title}" for f in found.findings)


def stored(example: str) -> Path:
    """Where the lines of an example are kept."""
    return GOLDEN / f"{example}.txt"


def difference(example: str) -> str:
    """What is not as it was kept, as a unified diff; "" when nothing is."""
    now = digest(run_assessment(ROOT / "examples" / example / "profile.yaml"))
    kept = stored(example)
    before = kept.read_text(encoding="utf-8") if kept.is_file() else ""
    lines = difflib.unified_diff(
        before.splitlines(),
        now.splitlines(),
        f"{example}, kept",
        f"{example}, now",
        lineterm="",
        n=1,
    )
    return "\n".join(lines)


def main() -> int:
    """0 when nothing changed, or everything was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        for example in EXAMPLES:
            now = digest(run_assessment(ROOT / "examples" / example / "profile.yaml"))
            stored(example).write_text(now, encoding="utf-8")
        return 0
    changes = [change for example in EXAMPLES if (change := difference(example))]
    sys.stdout.write("\n".join(changes))
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
