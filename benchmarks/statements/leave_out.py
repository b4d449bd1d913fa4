"""How well unseen sentences are read: each with classifiers that were trained without it and its
neighbours, and the weighings of lexicon/likeness/ fitted to what those say (docs/reading.md).

    python -m benchmarks.statements.leave_out [--fit]      # needs the extra "train", minutes

A small batch is left out whole, a large one, which goes by Subcategory, in blocks. The word
patterns have been mended for the older batches; so this measures the second look alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.statements.run import POLARITIES, Labelled, Outcome, labelled, outcome, share
from benchmarks.statements.train import RARER, Example, example, examples, packed, sets, train
from frameworks.loader import Knowledge, load
from sextant.evidence.likeness import Likeness, LikenessModel
from sextant.evidence.mending import LEAST_SHARE
from sextant.evidence.second_look import LEAST_STATED, log_odds
from sextant.evidence.sentence_reader import SentenceReader
from sextant.evidence.statements import StatementReader

LOST = 0.025  # share of right readings that may be dropped for the wrong ones
EASIER = 2.5  # how much oftener the rules are right about documents than about these sentences
PARTS = 4
_LARGE = 600  # sentences; a batch from here on is cut
_BLOCK = 20
_OLDEST = ("dev", "fresh-1")  # every pattern was made for these: they are only trained on


@dataclass(frozen=True)
class Kept:
    """A labelled sentence, its batch, what is trained of it and the part it is left out with."""

    batch: str
    label: Labelled
    example: Example
    part: int


@dataclass(frozen=True)
class Judged:
    """A sentence, what the patterns read of it alone and together with the classifiers."""

    kept: Kept
    by_rules: dict[str, str]
    both: Outcome
    likeness: Likeness

    @property
    def label(self) -> Labelled:
        return self.kept.label


def parted(knowledge: Knowledge) -> list[Kept]:
    """Every labelled sentence that can be left out, with its part."""
    reader, found = SentenceReader(knowledge), []
    for number, name in enumerate(n for n in sets() if n not in _OLDEST):
        labels = labelled(name, knowledge)
        for i, label in enumerate(labels):
            part = (i // _BLOCK if len(labels) >= _LARGE else number) % PARTS
            found.append(Kept(name, label, example(reader, label), part))
    return found


def judged(left_out: Sequence[Kept], knowledge: Knowledge, trained: bytes) -> Iterator[Judged]:
    """Every sentence of one part, read with these classifiers."""
    other = replace(knowledge, likeness_weights=trained)
    deaf = knowledge.likeness.model_copy(update={"fewest_words": 1000})
    rules = StatementReader(replace(knowledge, likeness=deaf))
    reader, model = StatementReader(other), LikenessModel(trained)
    for kept in left_out:
        likeness = model.judge(kept.example.features)
        if likeness is not None:
            found = dict(outcome(rules, kept.label).found)
            yield Judged(kept, {**found}, outcome(reader, kept.label), likeness)


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


def fitted(rows: Sequence[tuple[float, float, bool, float]], right: Sequence[bool]) -> Any:
    """Weights of (stated, topic, favourable, polarity) and the sums that they give, start
    included."""
    table = [
        (log_odds(s, LEAST_STATED), log_odds(t, LEAST_SHARE), float(f), log_odds(p, LEAST_STATED))
        for s, t, f, p in rows
    ]
    model = LogisticRegression().fit(table, right)
    return model, model.decision_function(table)


def _told(model: LogisticRegression, least: float) -> str:
    names = ("stated", "topic", "favourable", "polarity")
    told = [f"{n}: {w:.2f}" for n, w in zip(names, model.coef_[0], strict=True)]
    return "{" + ", ".join([*told, f"start: {model.intercept_[0] - least:.2f}"]) + "}"


def keeping(found: Sequence[Judged]) -> str:
    """The weighing by which what the patterns found is kept, fitted."""
    rows, right = [], []
    for j in (j for j in found if not j.label.context):
        for subcategory, polarity in j.by_rules.items():
            topic = j.likeness.about(subcategory, 0.5)
            rows.append((j.likeness.stated, topic, polarity == "implemented", 0.5))
            right.append(subcategory in j.label.subcategories)
    model, sums = fitted(rows, right)
    held = np.array(right)
    least = np.sort(sums[held])[int(LOST * held.sum())]
    dropped = (sums[~held] < least).mean()
    return f"kept: {_told(model, least)}  # drops {dropped:.0%} of what is wrong"


def adding(found: Sequence[Judged]) -> Iterator[str]:
    """The weighing by which what the patterns missed is added, fitted, at several starts."""
    rows, right = [], []
    for j in (j for j in found if not j.by_rules):
        likely = j.likeness
        sure = likely.polarities[likely.polarity]
        favourable = likely.polarity == "implemented"
        rows.append((likely.stated, likely.about(likely.topic), favourable, sure))
        right.append(likely.topic in j.label.subcategories and likely.polarity == j.label.polarity)
    model, sums = fitted(rows, right)
    held = np.array(right)
    silent = np.array([not j.label.subcategories for j in found if not j.by_rules])
    order = np.argsort(-sums)
    precise = np.cumsum(held[order]) / np.arange(1, len(order) + 1)
    for wanted in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85):
        size = int(np.max(np.nonzero(precise >= wanted)[0], initial=0))
        least = sums[order[size]]
        added = sums >= least
        yield (
            f"added: {_told(model, least)}  # {added.sum()} added, {held[added].mean():.0%} right, "
            f"{(added & silent).sum()} of {silent.sum()} that state nothing"
        )


def polarities(found: Sequence[Judged]) -> Iterator[str]:
    """The weighing of the rules' polarity and the classifiers', fitted."""
    rows, right = [], []
    for j in found:
        read = next((j.by_rules[s] for s in j.label.subcategories if s in j.by_rules), None)
        if read:
            logs = [np.log(max(j.likeness.polarities[p], LEAST_SHARE)) for p in POLARITIES]
            rows.append([*logs, *(float(read == p) for p in POLARITIES)])
            right.append(j.label.polarity)
    by_rules = [POLARITIES[int(np.argmax(row[len(POLARITIES) :]))] for row in rows]
    weights = [
        RARER.get(meant, 1.0) * (EASIER if meant == read else 1.0)
        for meant, read in zip(right, by_rules, strict=True)
    ]
    model = LogisticRegression(max_iter=2000).fit(rows, right, weights)
    before = np.mean([a == b for a, b in zip(by_rules, right, strict=True)])
    yield f"polarity:  # {before:.1%} right by the rules, {model.score(rows, right):.1%} together"
    for polarity in POLARITIES:
        n = list(model.classes_).index(polarity)
        own = [round(float(w), 2) for w in model.coef_[n]]
        read = [round(w + float(model.intercept_[n]), 2) for w in own[len(POLARITIES) :]]
        yield f"  {polarity}:"
        yield f"    likely: {dict(zip(POLARITIES, own, strict=False))}"
        yield f"    read: {dict(zip(POLARITIES, read, strict=True))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="suggest the weighings")
    options = parser.parse_args()
    knowledge = load()
    always = [*examples(knowledge, _OLDEST)]
    every = parted(knowledge)
    found: list[Judged] = []
    for part in range(PARTS):
        seen = [*always, *(k.example for k in every if k.part != part)]
        found += judged([k for k in every if k.part == part], knowledge, packed(train(seen)))
    for name in dict.fromkeys(k.batch for k in every):
        print(figures(name, [j for j in found if j.kept.batch == name]), flush=True)
    print(figures("all", found))
    if options.fit:
        for line in (keeping(found), *adding(found), *polarities(found)):
            print(line)


if __name__ == "__main__":
    main()
