"""How well sentences are read: Subcategory and polarity against labelled sentences (README.md)."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from frameworks.loader import Knowledge, load
from sextant.evidence.statements import StatementReader
from sextant.records import Polarity

HERE = Path(__file__).parent
FIRST = 3  # how many of the Subcategories found may be looked at for the right one
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)


class Labelled(BaseModel):
    """One sentence and what a person says that it states. The first Subcategory is the primary."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    context: str = ""
    subcategories: tuple[str, ...]
    polarity: Polarity | Literal["none"]
    voice: str

    @model_validator(mode="after")
    def _has_subcategory_unless_none(self) -> Labelled:
        if bool(self.subcategories) == (self.polarity == "none"):
            raise ValueError(f"subcategories and polarity disagree: {self.text!r}")
        return self


class LabelledSet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    statements: tuple[Labelled, ...]


@dataclass(frozen=True)
class Outcome:
    """What was read from one sentence: Subcategory -> merged polarity, most specific first."""

    label: Labelled
    found: dict[str, Polarity]

    @property
    def read(self) -> Polarity | None:
        """Polarity of the primary Subcategory, or else of the first acceptable one found."""
        return next((self.found[s] for s in self.label.subcategories if s in self.found), None)

    @property
    def right(self) -> bool:
        return self.read == self.label.polarity

    @property
    def among_first(self) -> bool:
        return any(s in self.label.subcategories for s in list(self.found)[:FIRST])

    @property
    def extra(self) -> tuple[str, ...]:
        return tuple(s for s in self.found if s not in self.label.subcategories)


def merge(polarities: Iterable[Polarity]) -> Polarity:
    """One polarity for all that a sentence says of one Subcategory, or ValueError for nothing.

    A plan beside a lack is a plan; anything else that differs is partial.
    """
    said = set(polarities)
    if len(said) == 1:
        return said.pop()
    if not said:
        raise ValueError("nothing to merge")
    return "planned" if said == {"planned", "not_implemented"} else "partial"


def labelled(name: str, knowledge: Knowledge) -> tuple[Labelled, ...]:
    """The sentences of one set. Raises ValueError for an id that CSF 2.0 does not have."""
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    statements = LabelledSet.model_validate(yaml.safe_load(text)).statements
    for statement in statements:
        for wrong in set(statement.subcategories) - set(knowledge.subcategories):
            raise ValueError(f"{name}.yaml: no Subcategory '{wrong}': {statement.text!r}")
    return statements


def outcome(reader: StatementReader, label: Labelled) -> Outcome:
    """Read one sentence and merge what is said of each Subcategory."""
    said = reader.sentence(label.text, label.context, topical=bool(label.context))
    voices: dict[str, list[Polarity]] = {}
    for one in sorted(said, key=lambda s: -s.size):
        if one.label.kind == "control":
            voices.setdefault(one.label.id, []).append(one.polarity)
    return Outcome(label, {s: merge(p) for s, p in voices.items()})


def share(part: int, whole: int) -> str:
    """'12 of 16 (75.0 %)', or a dash where there is nothing to share."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "-"


def report(outcomes: Sequence[Outcome]) -> str:
    """The whole report as text."""
    stated = [o for o in outcomes if o.label.polarity != "none"]
    silent = [o for o in outcomes if o.label.polarity == "none"]
    found = [o for o in stated if o.read]
    right = sum(o.right for o in stated)
    alarms = sum(bool(o.found) for o in silent)
    extra = sum(len(o.extra) for o in stated)
    rows = [
        ("sentences", f"{len(stated)} with a statement, {len(silent)} without"),
        ("polarity right, where found", share(right, len(found))),
        ("polarity right, missed = wrong", share(right, len(stated))),
        ("acceptable Subcategory found", share(len(found), len(stated))),
        (f"... among the first {FIRST}", share(sum(o.among_first for o in stated), len(stated))),
        ("false alarms on `none`", share(alarms, len(silent))),
        ("extra Subcategories", f"{extra / max(1, len(stated)):.2f} per sentence with a statement"),
    ]
    return "\n".join(
        [*(f"{name:<32}{value}" for name, value in rows)]
        + ["", "polarity", *_by_polarity(stated)]
        + ["", "found and polarity right, by Function", *_by(stated, _function)]
        + ["", "found and polarity right, by voice", *_by(stated, lambda o: o.label.voice)]
        + ["", "label read as", *_confusion(stated)]
    )


def _by_polarity(stated: Sequence[Outcome]) -> Iterable[str]:
    for polarity in POLARITIES:
        read = [o for o in stated if o.read == polarity]
        meant = [o for o in stated if o.label.polarity == polarity]
        precision = share(sum(o.right for o in read), len(read))
        recall = share(sum(o.right for o in meant), len(meant))
        yield f"  {polarity:<18}precision {precision:<24}recall {recall}"


def _function(o: Outcome) -> str:
    return o.label.subcategories[0][:2]


def _by(stated: Sequence[Outcome], group: Callable[[Outcome], str]) -> Iterable[str]:
    for name in dict.fromkeys(group(o) for o in stated):
        members = [o for o in stated if group(o) == name]
        found = share(sum(bool(o.read) for o in members), len(members))
        right = share(sum(o.right for o in members), len(members))
        yield f"  {name:<18}found {found:<24}right {right}"


def _confusion(stated: Sequence[Outcome]) -> Iterable[str]:
    pairs = Counter((o.label.polarity, o.read or "(nothing)") for o in stated if not o.right)
    for (meant, read), count in pairs.most_common():
        yield f"  {meant:<18}{read:<18}{count}"


def failures(outcomes: Sequence[Outcome]) -> Iterable[str]:
    """One line for each sentence read wrongly: what was meant, what was read."""
    for o in outcomes:
        none = o.label.polarity == "none"
        if (none and not o.found) or (not none and o.right):
            continue
        kind = "alarm" if none else "polarity" if o.read else "missed"
        meant = f"{o.label.polarity} {'/'.join(o.label.subcategories)}".strip()
        read = ", ".join(f"{s} {p}" for s, p in o.found.items()) or "nothing"
        context = f" [{o.label.context}]" if o.label.context else ""
        yield f"{kind:<9}{o.label.text}{context}\n         meant {meant}; read {read}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=("dev", "held_out"), default="dev", dest="name")
    parser.add_argument("--verbose", action="store_true", help="print failures (dev only)")
    parser.add_argument(
        "--show-held-out", action="store_true", help="with --verbose: spend the held-out set"
    )
    options = parser.parse_args()
    knowledge = load()
    reader = StatementReader(knowledge)
    outcomes = [outcome(reader, label) for label in labelled(options.name, knowledge)]
    if options.verbose and (options.name == "dev" or options.show_held_out):
        print("\n".join(failures(outcomes)), end="\n\n")
    print(f"set: {options.name}\n{report(outcomes)}")


if __name__ == "__main__":
    main()
