"""Train the classifiers of sextant/evidence/likeness.py on the labelled sentences that may be
worked with: dev.yaml, fresh-*.yaml and the examples of every control. Never on held_out.yaml.

    python -m benchmarks.statements.train          # needs the extra "train" (scikit-learn)
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
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
from sextant.evidence.sentence_signs import TOPIC

WEIGHTS = KNOWLEDGE / "lexicon" / "likeness" / "weights.npz"
STEPS = 127  # weights are kept as whole numbers of one byte
# The labelled sentences hold more of what is hard than documents do: how much rarer it is there.
RARER = {"partial": 0.6, "planned": 0.4}
# How sharply each classifier may follow the sentences (the inverse of scikit-learn's penalty), by
# what leave_out says of unseen ones.
SHARPNESS = {"topic": 20.0, "polarity": 40.0, "stated": 10.0}


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


@dataclass(frozen=True)
class Rows:
    """Features of sentences as numbers: names, how much each weighs, a row of length one each."""

    names: list[str]
    idf: Any
    rows: Any

    @property
    def stored_names(self) -> Any:
        """The names as the weights file holds them."""
        return np.frombuffer("\n".join(self.names).encode(), dtype=np.uint8)


def matrix(found: Sequence[frozenset[str]]) -> Rows:
    """The rows of these sentences. A feature must be met three times to count. Those of the topic
    stand first, so that the rows of one vocabulary serve both tables."""
    count = Counter(f for features in found for f in features)
    names = sorted(
        (f for f, n in count.items() if n > 2), key=lambda f: (not f.startswith(TOPIC), f)
    )
    at = {f: i for i, f in enumerate(names)}
    idf = np.log((1 + len(found)) / (1 + np.array([count[f] for f in names]))) + 1
    rows, columns, values = [], [], []
    for n, features in enumerate(found):
        own = [at[f] for f in sorted(features) if f in at]
        norm = np.sqrt(sum(idf[i] ** 2 for i in own)) or 1.0
        rows += [n] * len(own)
        columns += own
        values += [idf[i] / norm for i in own]
    return Rows(names, idf, csr_matrix((values, (rows, columns)), shape=(len(found), len(names))))


def fitted(rows: Any, labels: list[str], strength: float) -> LogisticRegression:
    weights = [RARER.get(label, 1.0) for label in labels]
    return LogisticRegression(C=strength, max_iter=1000).fit(rows, labels, weights)


def train(found: Sequence[Example]) -> dict[str, Any]:
    """What the weights file holds: a table whose columns are the Subcategories, and one of the
    polarities and "stated"."""
    about = matrix([frozenset(f for f in e.features if f.startswith(TOPIC)) for e in found])
    told = matrix([e.features for e in found])
    stating = [n for n, e in enumerate(found) if e.topic]
    topic = fitted(about.rows[stating], [found[n].topic for n in stating], SHARPNESS["topic"])
    polarity = fitted(
        told.rows[stating], [found[n].polarity for n in stating], SHARPNESS["polarity"]
    )
    said = ["yes" if e.topic else "no" for e in found]
    stated = fitted(told.rows, said, SHARPNESS["stated"])
    order = [list(polarity.classes_).index(p) for p in POLARITIES]
    return {
        "features": told.stored_names,
        **stored("topic", about, topic.coef_, topic.intercept_),
        **stored(
            "telling",
            told,
            np.vstack([polarity.coef_[order], stated.coef_]),
            np.concatenate([polarity.intercept_[order], stated.intercept_]),
        ),
        "topics": np.array("\n".join(topic.classes_)),
    }


def stored(name: str, rows: Rows, weights: Any, bias: Any) -> dict[str, Any]:
    """One table as the weights file holds it."""
    steps = np.abs(weights).max(axis=1) / STEPS
    return {
        f"{name}_idf": rows.idf.astype(np.float32),
        f"{name}_weights": np.round(weights.T / steps).astype(np.int8),
        f"{name}_steps": steps.astype(np.float32),
        f"{name}_bias": bias.astype(np.float32),
    }


def packed(trained: dict[str, Any]) -> bytes:
    """What was trained, as the bytes of a weights file."""
    file = BytesIO()
    np.savez_compressed(file, **trained)
    return file.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--sets", nargs="*", default=sets(), help="labelled sets to train on")
    options = parser.parse_args()
    knowledge = load()
    found = list(examples(knowledge, options.sets))
    trained = train(found)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(packed(trained))
    silent = sum(not e.topic for e in found)
    sizes = [len(trained[f"{name}_idf"]) for name in ("topic", "telling")]
    size = options.out.stat().st_size // 1024
    print(f"{len(found)} sentences ({silent} without a statement), {sizes[0]} features of what "
          f"they are about, {sizes[1]} of how, {size} KB")  # fmt: skip


if __name__ == "__main__":
    main()
