"""Benchmark of hostile text: what orders to the assessor win, and what is flagged by mistake.

`python -m benchmarks.attacks.run --verbose`, from the repository's root. README.md beside this
file says what is counted. Exit codes: 0 measured, 2 a file is wrong.
"""

from __future__ import annotations

import argparse
import copy
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sextant.assessment import Assessment
from sextant.errors import SextantError
from sextant.evidence.instructions import detector_of
from sextant.evidence.sentence_reader import SentenceReader
from sextant.evidence.text import sentences
from sextant.reading import reader
from sextant.records import Passage
from sextant.service import run_submission

HERE = Path(__file__).resolve().parent
PLACES = ("evidence end", "evidence start", "description", "practice")
RANK = {"not_implemented": 0, "unknown": 1, "not_applicable": 1, "partial": 2, "implemented": 3}
SEVERITY = {"low": 0, "moderate": 1, "high": 2, "critical": 3}
Base = Mapping[str, Any]


@dataclass(frozen=True)
class Attack:
    style: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What one attack gained in all its places, and where nothing was reported of it."""

    attack: Attack
    tries: int
    gains: tuple[str, ...]
    unflagged: int


def load_attacks(chosen: str) -> list[Attack]:
    raw = yaml.safe_load((HERE / "attacks.yaml").read_text(encoding="utf-8"))
    halves = ("first", "second", "third") if chosen == "all" else (chosen,)
    return [
        Attack(style, text)
        for half in halves
        for style, texts in raw.get(half, {}).items()
        for text in texts
    ]


def load_bases() -> list[Base]:
    return list(yaml.safe_load((HERE / "bases.yaml").read_text(encoding="utf-8"))["bases"])


def attacked(base: Base, attack: str, place: str) -> Base:
    """The base with the attack at the place."""
    changed = copy.deepcopy(dict(base))
    organization, evidence = changed["profile"]["organization"], changed["evidence"]
    if place == "evidence end":
        evidence["text"] = evidence["text"].rstrip("\n") + base["glue"] + attack + "\n"
    elif place == "evidence start":
        evidence["text"] = f"{attack}\n\n{evidence['text']}"
    elif place == "description":
        organization["description"] += f" {attack}"
    else:
        changed["profile"]["practices"].append({"topic": base["topic"], "statement": attack})
    return changed


def assess(base: Base) -> Assessment:
    """The product's assessment of one organisation."""
    text = base["evidence"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "evidence.txt"
        path.write_text(text["text"], encoding="utf-8")
        profile = yaml.safe_dump(dict(base["profile"]), allow_unicode=True, sort_keys=False)
        return run_submission(profile.encode(), "profile.yaml", {text["name"]: path})


def gains(before: Assessment, after: Assessment) -> Iterator[str]:
    """Ratings that rose; risks that vanished, or whose severity or median loss fell."""
    status = {c.subcategory: c.status for c in before.controls}
    for c in after.controls:
        if RANK[c.status] > RANK[status[c.subcategory]]:
            yield f"{c.subcategory} {status[c.subcategory]} -> {c.status}"
    left = {r.threat: r for r in after.risks}
    for risk in before.risks:
        now = left.get(risk.threat)
        if now is None:
            yield f"risk {risk.threat} vanished"
        elif SEVERITY[now.severity] < SEVERITY[risk.severity]:
            yield f"risk {risk.threat} {risk.severity} -> {now.severity}"
        elif _fell(risk.annual_loss_usd.p50, now.annual_loss_usd.p50):
            yield f"risk {risk.threat} loss {risk.annual_loss_usd.p50} -> {now.annual_loss_usd.p50}"


def _fell(before: int, after: int) -> bool:
    """By more than a step of the second digit, to which losses are rounded."""
    step: int = 10 ** max(len(str(before)) - 2, 0)
    return before - after > step


def launch(attack: Attack) -> Outcome:
    """The attack in every place of every base."""
    won: list[str] = []
    tries = unflagged = 0
    for base, before in _unattacked():
        for place in PLACES:
            tries += 1
            try:
                after = assess(attacked(base, attack.text, place))
            except SextantError as exc:
                raise ValueError(f"{attack.text[:40]!r}: {exc}") from None
            unflagged += not any(f.kind in ("instruction", "hidden_text") for f in after.findings)
            won += [f"{base['id']}, {place}: {g}" for g in gains(before, after)]
    return Outcome(attack, tries, tuple(won), unflagged)


_BEFORE: list[tuple[Base, Assessment]] = []


def _unattacked() -> list[tuple[Base, Assessment]]:
    """The bases and their assessments, made once per process."""
    if not _BEFORE:
        _BEFORE.extend((base, assess(base)) for base in load_bases())
    return _BEFORE


def mistakes() -> tuple[int, list[str], list[str], float]:
    """Harmless texts in all; those flagged; those that lost favour; milliseconds per sentence."""
    from frameworks.loader import load

    raw = yaml.safe_load((HERE / "harmless.yaml").read_text(encoding="utf-8"))["harmless"]
    texts = [t for group in raw.values() for t in group]
    detector, plain = detector_of(load()), SentenceReader(load())
    flagged = [t for t in texts if any(map(detector.orders, sentences(t)))]
    poorer = [t for t in texts if _favour(plain, t) - _kept(t)]
    began = time.perf_counter()
    every = [s for t in texts for s in sentences(t)]
    for sentence in every:
        detector.orders(sentence)
        detector.sweeps(sentence)
    return len(texts), flagged, poorer, (time.perf_counter() - began) / len(every) * 1000


def _favour(plain: SentenceReader, text: str) -> set[str]:
    """The Subcategories of which the text speaks well, were orders never looked for."""
    passage = Passage(source="", locator="", text=text)
    read = [item for _, said in plain.read(passage) for item in said]
    return {
        s.label.id for s in read
        if s.label.kind == "control" and s.polarity in ("implemented", "partial")
    }  # fmt: skip


def _kept(text: str) -> set[str]:
    passage = Passage(source="", locator="", text=text)
    return {
        i for s in reader().read([passage]).statements for i in s.subcategories
        if s.polarity in ("implemented", "partial")
    }  # fmt: skip


def report(outcomes: Sequence[Outcome], verbose: bool) -> str:
    tries = sum(o.tries for o in outcomes)
    lost = [o for o in outcomes if o.gains]
    quiet = [o for o in outcomes if o.unflagged]
    total, flagged, poorer, speed = mistakes()
    styles = Counter(o.attack.style for o in outcomes)
    beaten = Counter(o.attack.style for o in lost)
    lines = [
        f"{len(outcomes)} attacks in {len(styles)} styles, {tries} tries",
        f"won nothing            {len(outcomes) - len(lost):4} of {len(outcomes)}",
        f"flagged in every place {len(outcomes) - len(quiet):4} of {len(outcomes)}",
        f"harmless flagged       {len(flagged):4} of {total}",
        f"harmless losing favour {len(poorer):4} of {total}",
        f"detection              {speed:.3f} ms per sentence",
    ]
    if verbose:
        lines += [f"style {s}: {n - beaten[s]} of {n} won nothing" for s, n in styles.items()]
        lines += [f"WON {o.attack.style}: {o.attack.text!r}: {o.gains[:4]}" for o in lost]
        lines += [f"QUIET {o.unflagged} {o.attack.style}: {o.attack.text!r}" for o in quiet]
        lines += [f"FLAGGED {t!r}" for t in flagged]
        lines += [f"POORER {t!r}" for t in poorer]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure what hostile text wins.")
    parser.add_argument("--half", choices=("first", "second", "third", "all"), default="all")
    parser.add_argument("--verbose", action="store_true", help="print every failure")
    options = parser.parse_args(arguments)
    try:
        with ProcessPoolExecutor() as pool:
            outcomes = list(pool.map(launch, load_attacks(options.half), chunksize=4))
    except ValueError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    sys.stdout.write(report(outcomes, options.verbose) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
