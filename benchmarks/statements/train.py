"""Train the classifiers of sextant/evidence/likeness.py on the labelled sentences that may be
worked with: dev.yaml, fresh-*.yaml and the examples of every control. Never on held_out.yaml.

    python -m benchmarks.statements.train          # needs the extra "train" (scikit-learn)
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.statements.run import HERE, Labelled, labelled
from frameworks.loader import HERE as KNOWLEDGE
from frameworks.loader import Knowledge, load
from sextant.evidence.likeness import POLARITIES
from sextant.evidence.sentence_reader import SentenceReader

WEIGHTS = KNOWLEDGE / "lexicon" / "likeness" / "weights.npz"
STEPS = 127  # weights are kept as whole numbers of one byte
# The labelled sentences hold more of what is hard than documents do: how much rarer it is there.
RARER = {"partial": 0.6, "planned": 0.4}


@dataclass(frozen=True)
class Example:
    features: frozenset[str]
    topic: str  # "" for a sentence that states nothing
    polarity: str


def sets() -> list[str]:
    """The names of the labelled sets that may be trained on."""
    return ["dev", *sorted(p.stem for p in HERE.glob("fresh-*.yaml"))]


def examples(knowledge: Knowledge, names: Sequence[str]) -> Iterator[Example]:
    reader = SentenceReader(knowledge)
    for control in knowledge.controls.values():
        for e in control.examples:
            if e.polarity != "none":  # "none" there means: not of this Subcategory
                seen = frozenset(reader.features(e.text, e.context))
                yield Example(seen, control.id, e.polarity)
    for name in names:
        yield from (example(reader, s) for s in labelled(name, knowledge))


def example(reader: SentenceReader, label: Labelled) -> Example:
    """What is learned of a labelled sentence."""
    seen = frozenset(reader.features(label.text, label.context))
    return Example(seen, next(iter(label.subcategories), ""), label.polarity)


def matrix(found: Sequence[Example]) -> tuple[list[str], Any, Any]:
    """(feature names, idf, rows of unit length). A feature must be met three times to count."""
    count = Counter(f for e in found for f in e.features)
    names = sorted(f for f, n in count.items() if n > 2)
    at = {f: i for i, f in enumerate(names)}
    idf = np.log((1 + len(found)) / (1 + np.array([count[f] for f in names]))) + 1
    rows, columns, values = [], [], []
    for n, e in enumerate(found):
        own = [at[f] for f in sorted(e.features) if f in at]
        norm = np.sqrt(sum(idf[i] ** 2 for i in own)) or 1.0
        rows += [n] * len(own)
        columns += own
        values += [idf[i] / norm for i in own]
    return names, idf, csr_matrix((values, (rows, columns)), shape=(len(found), len(names)))


def train(found: Sequence[Example]) -> dict[str, Any]:
    """What the weights file holds: columns are the Subcategories, the polarities, "stated"."""
    names, idf, rows = matrix(found)
    stating = [n for n, e in enumerate(found) if e.topic]
    topics = sorted({found[n].topic for n in stating})

    def fitted(which: list[int], labels: list[str]) -> LogisticRegression:
        weights = [RARER.get(label, 1.0) for label in labels]
        return LogisticRegression(C=20, max_iter=1000).fit(rows[which], labels, weights)

    topic = fitted(stating, [found[n].topic for n in stating])
    polarity = fitted(stating, [found[n].polarity for n in stating])
    stated = fitted(list(range(len(found))), ["yes" if e.topic else "no" for e in found])
    order = [list(polarity.classes_).index(p) for p in POLARITIES]
    weights = np.vstack([topic.coef_, polarity.coef_[order], stated.coef_]).T
    bias = np.concatenate([topic.intercept_, polarity.intercept_[order], stated.intercept_])
    steps = np.abs(weights).max(axis=0) / STEPS
    return {
        "features": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "idf": idf.astype(np.float32),
        "weights": np.round(weights / steps).astype(np.int8),
        "steps": steps.astype(np.float32),
        "bias": bias.astype(np.float32),
        "topics": np.array("\n".join(topics)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--sets", nargs="*", default=sets(), help="labelled sets to train on")
    options = parser.parse_args()
    knowledge = load()
    found = list(examples(knowledge, options.sets))
    stored = train(found)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.out, **stored)
    silent = sum(not e.topic for e in found)
    print(f"{len(found)} sentences ({silent} without a statement), {len(stored['idf'])} features, "
          f"{options.out.stat().st_size // 1024} KB")  # fmt: skip


if __name__ == "__main__":
    main()
