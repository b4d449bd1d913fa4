"""Train the classifier of sextant/evidence/order_likeness.py: orders.yaml beside this file, and as
what gives no orders every labelled sentence of benchmarks/statements that may be trained on.

    python -m benchmarks.attacks.train [--fit]      # needs the extra "train" (scikit-learn)

With --fit it tells how many orders of styles left out, and how many other sentences, reach a share.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from benchmarks.statements.run import labelled
from benchmarks.statements.train import fitted, matrix, packed, sets, stored
from frameworks.loader import HERE as KNOWLEDGE
from frameworks.loader import load
from sextant.evidence.order_likeness import OrderLikeness, order_signs

SENTENCES = Path(__file__).parent / "orders.yaml"
WEIGHTS = KNOWLEDGE / "lexicon" / "instructions" / "weights.npz"
SHARPNESS = 30.0
PARTS = 4
_SHARES = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7)


class Example(NamedTuple):
    text: str
    order: bool
    style: str


def examples() -> list[Example]:
    """Sentences that give orders, look-alikes, and ordinary ones."""
    own = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))["sentences"]
    knowledge = load()
    ordinary = {s.text: None for name in sets() for s in labelled(name, knowledge)}
    ordinary |= {e.text: None for c in knowledge.controls.values() for e in c.examples}
    return [*(Example(**s) for s in own), *(Example(text, False, "ordinary") for text in ordinary)]


def train(seen: Sequence[Example]) -> dict[str, Any]:
    rows = matrix([frozenset(order_signs(e.text)) for e in seen])
    model = fitted(rows.rows, ["yes" if e.order else "no" for e in seen], SHARPNESS)
    table = stored("order", rows, model.coef_, model.intercept_)
    return {"order_features": rows.stored_names, **table}


def figures(found: Sequence[Example]) -> str:
    """A line for each share: orders, look-alikes and ordinary sentences that reach it, each judged
    by a classifier that has not seen its style (orders) or the sentence (others)."""
    styles = sorted({e.style for e in found if e.order})
    part = [styles.index(e.style) % PARTS if e.order else i % PARTS for i, e in enumerate(found)]
    shares = np.zeros(len(found))
    for left_out in range(PARTS):
        seen = [e for e, p in zip(found, part, strict=True) if p != left_out]
        model = OrderLikeness(packed(train(seen)))
        for i, example in enumerate(found):
            if part[i] == left_out:
                shares[i] = model.share(example.text)
    order = np.array([e.order for e in found])
    ordinary = np.array([e.style == "ordinary" for e in found])
    groups = (("orders", order), ("look-alikes", ~order & ~ordinary), ("ordinary", ordinary))
    return "\n".join(
        f"{least:.2f}  "
        + ", ".join(f"{n} {(shares[g] >= least).sum()} of {g.sum()}" for n, g in groups)
        for least in _SHARES
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--fit", action="store_true", help="measure on styles left out")
    options = parser.parse_args()
    found = examples()
    if options.fit:
        print(figures(found))
    options.out.write_bytes(packed(train(found)))
    print(f"{sum(e.order for e in found)} orders, {len(found)} sentences, "
          f"{options.out.stat().st_size // 1024} KB")  # fmt: skip


if __name__ == "__main__":
    main()
