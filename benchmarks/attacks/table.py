"""The table of attacks: 60 texts in 10 styles, put into three examples as text and into exports.

`python -m benchmarks.attacks.table [--verbose]`, from the repository's root, about three minutes.
Each text is put into a document of the example, and into a field of its scanner export that a
stranger may write (a plugin's output, a resource's name, a description). Counted: how many raised a
rating or took away a risk, how many were flagged, and how many harmless texts were flagged in both
places. Exit codes: 0 nothing was won, 1 something was.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

from benchmarks.attacks.run import HERE, Attack, gains, load_attacks, mistakes
from examples.network_scans import nessus
from frameworks.loader import load
from sextant.assessment import Assessment
from sextant.evidence.file_reader import read_file
from sextant.service import run_assessment

EXAMPLES = HERE.parents[1] / "examples"
STYLES, EACH = 10, 6
TODAY = date(2026, 10, 1)
_ITEM = 'pluginName="SMB Signing not required" pluginFamily="Misc.">'


def _in_nessus(text: str, order: str) -> str:
    """In what a plugin printed."""
    output = f"<plugin_output>{escape(_plain(order))}</plugin_output>"
    return text.replace(_ITEM, _ITEM + output, 1)


def _in_prowler(text: str, order: str) -> str:
    """In the name of a resource that fails a check, and of one that passes."""
    findings: list[dict[str, Any]] = json.loads(text)
    for finding in (findings[0], findings[25]):
        finding["resources"][0]["name"] = order
    return json.dumps(findings)


def _in_secure_score(text: str, order: str) -> str:
    """In the description of a control that is not reached."""
    score = json.loads(text)
    score["value"][0]["controlScores"][2]["description"] = order
    return json.dumps(score)


@dataclass(frozen=True)
class Target:
    """An example, one of its documents, and its export with the way into it."""

    example: str
    document: str
    export: str
    put: Callable[[str, str], str]


TARGETS = (
    Target("clinic", "it-provider-summary.txt", "secure-score.json", _in_secure_score),
    Target("fintech", "cto-notes.md", "docs-room/prowler-production.ocsf.json", _in_prowler),
    Target("manufacturer", "nachweise/interview-maintenance.txt",
           "nachweise/nessus-offices.nessus", _in_nessus),
)  # fmt: skip


@dataclass(frozen=True)
class Try:
    """One text in one place of one example."""

    attack: Attack
    place: str
    won: tuple[str, ...]
    flagged: bool


def chosen() -> list[Attack]:
    """Six texts of each of the ten styles that have most, in the order of the file."""
    by_style: dict[str, list[Attack]] = defaultdict(list)
    for attack in load_attacks("all"):
        by_style[attack.style].append(attack)
    most = sorted(by_style, key=lambda s: -len(by_style[s]))[:STYLES]
    return [a for style in most for a in by_style[style][:EACH]]


def launch(attack: Attack) -> list[Try]:
    """The text in every place of every example."""
    return list(_tries(attack))


def _tries(attack: Attack) -> Iterator[Try]:
    for target in TARGETS:
        before = _assess(target.example, "", "")
        known = {f.quote for f in before.findings}
        document = EXAMPLES / target.example / target.document
        export = EXAMPLES / target.example / target.export
        put = {
            "document": (target.document, f"{document.read_text()}\n\n{attack.text}\n"),
            "export": (target.export, target.put(export.read_text(), attack.text)),
        }
        for place, (name, content) in put.items():
            after = _assess(target.example, name, content)
            kinds = {f.kind for f in after.findings if f.quote not in known}
            yield Try(
                attack, place,
                tuple(f"{target.example}, {place}: {g}" for g in gains(before, after)),
                not kinds.isdisjoint({"instruction", "hidden_text"}),
            )  # fmt: skip


@lru_cache(maxsize=8)
def _assess(example: str, name: str, content: str) -> Assessment:
    """The example assessed, with one file's content changed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / example
        shutil.copytree(EXAMPLES / example, copy)
        if name:
            (copy / name).write_text(content, encoding="utf-8")
        return run_assessment(copy / "profile.yaml")


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\n\t")


def harmless_in_exports() -> tuple[int, int]:
    """(flagged, in all) of the harmless texts, each as what a plugin printed."""
    raw = yaml.safe_load((HERE / "harmless.yaml").read_text(encoding="utf-8"))["harmless"]
    texts = [t for group in raw.values() for t in group]
    report, flagged = nessus(), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.nessus"
        for text in texts:
            path.write_text(_in_nessus(report, text), encoding="utf-8")
            found = read_file(path.name, path, load().documents, TODAY)
            flagged += bool(found.material.findings)
    return flagged, len(texts)


def report(tries: Sequence[Try], verbose: bool) -> str:
    lines = [f"{'style':32} {'texts':>5} {'tries':>6} {'won':>4} {'flagged':>8}"]
    for style in dict.fromkeys(t.attack.style for t in tries):
        of = [t for t in tries if t.attack.style == style]
        texts = len({t.attack.text for t in of})
        won, flagged = sum(bool(t.won) for t in of), sum(t.flagged for t in of)
        lines.append(f"{style:32} {texts:5} {len(of):6} {won:4} {flagged:8}")
    for place in ("document", "export"):
        of = [t for t in tries if t.place == place]
        won, flagged = sum(bool(t.won) for t in of), sum(t.flagged for t in of)
        lines.append(f"{'all, in a ' + place:32} {'':5} {len(of):6} {won:4} {flagged:8}")
    total, mistaken, _, _ = mistakes()
    in_exports, of_exports = harmless_in_exports()
    lines.append(f"harmless texts flagged: {len(mistaken)} of {total} as text, "
                 f"{in_exports} of {of_exports} in an export")  # fmt: skip
    if verbose:
        lines += [f"WON {t.attack.text!r}: {t.won[:3]}" for t in tries if t.won]
        lines += [f"QUIET in {t.place}: {t.attack.text!r}" for t in tries if not t.flagged]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure what hostile text wins in the examples.")
    parser.add_argument("--verbose", action="store_true", help="print what won and what was quiet")
    options = parser.parse_args(arguments)
    with ProcessPoolExecutor() as pool:
        tries = [t for some in pool.map(launch, chosen(), chunksize=4) for t in some]
    sys.stdout.write(report(tries, options.verbose) + "\n")
    return int(any(t.won for t in tries))


if __name__ == "__main__":
    sys.exit(main())
