"""How well unseen sentences are read: each batch with classifiers that were trained on all the
others, and the weighing of lexicon/likeness/ fitted to what those say (docs/reading.md).

    python -m benchmarks.statements.leave_out [--fit]      # needs the extra "train", two minutes

The word patterns have been mended for every batch; so this measures the second look alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.statements.run import Labelled, Outcome, labelled, outcome, share
from benchmarks.statements.train import Example, examples, sets, train
from frameworks.loader import Knowledge, load
from sextant.evidence.likeness import Likeness, LikenessModel
from sextant.evidence.sentence_reader import SentenceReader
from sextant.evidence.statements import StatementReader

LOST = 0.025  # share of right readings that may be dropped for the wrong ones
_UNSURE = 0.02
_LEAST = 1e-4


@dataclass(frozen=True)
class Judged:
    """A sentence, what the patterns read of it alone and together with the classifiers."""

    label: Labelled
    by_rules: dict[str, str]
    both: Outcome
    likeness: Likeness


def weights_without(name: str, seen: dict[str, list[Example]]) -> bytes:
    """The classifiers trained on every set but one."""
    stored = train([e for other, found in seen.items() if other != name for e in found])
    file = BytesIO()
    np.savez_compressed(file, **stored)
    return file.getvalue()


def judged(name: str, knowledge: Knowledge, weights: bytes) -> Iterator[Judged]:
    """Every sentence of one set, read with these classifiers."""
    other = replace(knowledge, likeness_weights=weights)
    deaf = knowledge.likeness.model_copy(update={"fewest_words": 1000})
    rules = StatementReader(replace(knowledge, likeness=deaf))
    reader, features, model = StatementReader(other), SentenceReader(other), LikenessModel(weights)
    for label in labelled(name, knowledge):
        likeness = model.judge(features.features(label.text, label.context))
        if likeness is not None:
            found = dict(outcome(rules, label).found)
            yield Judged(label, {**found}, outcome(reader, label), likeness)


def figures(name: str, found: Sequence[Judged]) -> str:
    stated = [j for j in found if j.label.polarity != "none"]
    silent = [j for j in found if j.label.polarity == "none"]
    read = [j for j in stated if j.both.read]
    named = sum(j.likeness.topic in j.label.subcategories for j in stated)
    return (
        f"{name:<18}found {share(len(read), len(stated)):<22}"
        f"polarity {share(sum(j.both.right for j in read), len(read)):<22}"
        f"alarms {share(sum(bool(j.both.found) for j in silent), len(silent)):<20}"
        f"likeliest topic {share(named, len(stated))}"
    )


def _log_odds(value: float, least: float) -> float:
    inside = min(max(value, least), 1 - least)
    return float(np.log(inside / (1 - inside)))


def fitted(rows: Sequence[tuple[float, float, bool]], right: Sequence[bool]) -> Any:
    """Weights of (stated, topic, favourable), the start at which LOST of what is right is lost,
    and the share of what is wrong that is dropped there."""
    table = [(_log_odds(s, _UNSURE), _log_odds(t, _LEAST), float(f)) for s, t, f in rows]
    model = LogisticRegression().fit(table, right)
    score = model.decision_function(table)
    kept = np.sort(score[np.array(right)])
    least = kept[int(LOST * len(kept))]
    wrong = score[~np.array(right)]
    return (
        model.coef_[0].round(2),
        round(float(model.intercept_[0] - least), 2),
        (wrong < least).mean(),
    )


def suggestion(found: Sequence[Judged]) -> str:
    """The weighing by which what the patterns found is kept, fitted."""
    rows, right = [], []
    for j in (j for j in found if not j.label.context):
        for subcategory, polarity in j.by_rules.items():
            topic = j.likeness.about(subcategory, 0.5)
            rows.append((j.likeness.stated, topic, polarity == "implemented"))
            right.append(subcategory in j.label.subcategories)
    weights, start, dropped = fitted(rows, right)
    return f"kept: weights {weights}, start {start}; drops {dropped:.0%} of what is wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="suggest the weighing")
    options = parser.parse_args()
    knowledge = load()
    seen = {"": list(examples(knowledge, []))}
    size = len(seen[""])
    seen |= {name: list(examples(knowledge, [name]))[size:] for name in sets()}
    every: list[Judged] = []
    for name in (n for n in sets() if n not in ("dev", "fresh-1")):
        found = list(judged(name, knowledge, weights_without(name, seen)))
        print(figures(name, found), flush=True)
        every += found
    print(figures("all", every))
    if options.fit:
        print(suggestion(every))


if __name__ == "__main__":
    main()
