"""Damaged files against every reader: no crash, no hang, no traceback.

`python -m benchmarks.fuzz_readers --seconds 60 [--seed 1] [--only PDF]`, from the root.
Valid files of each kind (examples, exports made by the tools, files made here) are damaged: values
exchanged and made odd, bytes changed, cut, doubled, pieces of other files put in, also inside
office packages. Each is read as an upload would be. Wrong is an error that comes through, or more
than the limit of 30 s. What is refused with a reason is right; how often the confined process died
(which costs only that file) is shown. A line for each reader; a file that went wrong is kept.

Run in November 2026 on a busy machine: three minutes for each reader of scanner and platform
exports (1,145,000 files by ten readers, seed 7) and two and a half for each reader of documents
(124,000 files by seven readers, seed 11): none wrong, no process died, the slowest took 1.1 s.
"""

from __future__ import annotations

import argparse
import io
import random  # noqa: TID251 - damage, from a seed that is given
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from benchmarks.evidence import MAKERS
from frameworks.loader import load
from sextant.evidence.file_reader import FileReader
from sextant.evidence.material import HEAD
from sextant.evidence.readers import READERS, reader_for

ROOT = Path(__file__).resolve().parents[1]
SEEDS = (ROOT / "examples", ROOT / "tests" / "sextant" / "evidence" / "scanners" / "made_by_tools")
AS_OF = date(2026, 10, 1)
LIMIT = 32.0  # seconds; a reader stops itself after 30
DIED = "made its reader fail"  # the confined process died: refused, and counted
_LARGEST = 200_000  # bytes; a small file is damaged more often
_VALUE = re.compile(rb'"[^"<>]*"|\b\d+(?:\.\d+)?\b')
_ODD = (b'""', b'"0"', b'"-1"', b'"99999999999999999999"', b'"NaN"', b'"9999-99-99"', b'"x"')
_NUMBERS = (b"0", b"-1", b"99999999999999999999", b"1e999", b"null", b"\xff\xfe", b"\x00", b"<!--")


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Valid files (name, content) by the title of their reader."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    paths = [p for folder in SEEDS for p in sorted(folder.rglob("*")) if p.is_file()]
    files = [(p.name, p.read_bytes()) for p in paths if p.stat().st_size <= _LARGEST]
    files += [(f"made.{kind}", make(1)) for kind, make in MAKERS.items()]
    for name, content in files:
        if reader := reader_for(name, content[:HEAD]):
            found.setdefault(reader.title, []).append((name, content))
    return found


def damaged(content: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """The file with one to eight faults; in a package one fault in a part, half the time."""
    if content[:2] == b"PK" and dice.random() < 0.5:
        return _repacked(content, dice, others)
    raw = bytearray(content)
    if content[:1] in (b"<", b"{", b"[") and dice.random() < 0.75:
        return _odd(content, dice)
    for _ in range(dice.randint(1, 8)):
        _fault(raw, dice, others)
    return bytes(raw)


def _odd(content: bytes, dice: random.Random) -> bytes:
    """XML or JSON that stays well-formed, mostly: values exchanged, emptied, made huge or odd."""
    values = list(_VALUE.finditer(content))
    raw = bytearray(content)
    chosen = dice.sample(values, min(len(values), dice.randint(1, 6)))
    for match in sorted(chosen, key=lambda m: -m.start()):
        raw[match.start() : match.end()] = dice.choice((dice.choice(values).group(), *_ODD))
    return bytes(raw)


def _fault(raw: bytearray, dice: random.Random, others: list[bytes]) -> None:
    at = dice.randrange(len(raw) + 1)
    end = min(len(raw), at + dice.choice((1, 4, 40, 400)))
    kind = dice.randrange(6)
    if kind == 0:
        raw[at:end] = dice.randbytes(end - at)
    elif kind == 1:
        del raw[at:end]
    elif kind == 2:
        raw[at:at] = raw[at:end] * dice.choice((1, 2, 50))
    elif kind == 3:
        raw[at : at + 1] = dice.choice(_NUMBERS)
    elif kind == 4:
        other = dice.choice(others)
        start = dice.randrange(len(other) + 1)
        raw[at:end] = other[start : start + dice.choice((4, 100, 2000))]
    else:
        del raw[max(at, 1) :]


def _repacked(content: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen:
                _fault(part, dice, others)
            new.writestr(name, bytes(part), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def trials(
    valid: list[tuple[str, bytes]], seconds: float, dice: random.Random
) -> Iterator[tuple[str, bytes]]:
    """Damaged files until the time is over."""
    ends = time.monotonic() + seconds
    others = [content for _, content in valid if content]
    while time.monotonic() < ends:
        name, content = dice.choice(valid)
        yield name, damaged(content, dice, others)


def fuzz(title: str, valid: list[tuple[str, bytes]], seconds: float, seed: int, keep: Path) -> int:
    """Read damaged files of one kind for so long; print a line. How many went wrong."""
    count = refused = died = wrong = 0
    slowest, kinds = 0.0, load().documents
    with (
        tempfile.TemporaryDirectory() as folder,
        FileReader(kinds, AS_OF) as reader,
    ):
        for name, content in trials(valid, seconds, random.Random(seed)):
            path = Path(folder) / name
            path.write_bytes(content)
            began, fault = time.perf_counter(), ""
            try:
                texts = list(reader.read(name, path, {name: path}))
                refused += bool(texts[0].record.skipped)
                died += any(DIED in f.record.skipped for f in texts)
            except Exception as exc:  # noqa: BLE001 - what must not happen is counted
                fault = f"{type(exc).__name__}: {exc}"
            took = time.perf_counter() - began
            count, slowest = count + 1, max(slowest, took)
            if fault or took > LIMIT:
                wrong += 1
                (keep / f"{wrong:03}-{name}").write_bytes(content)
                print(f"  {title}: {fault or f'{took:.1f} s'} ({keep / f'{wrong:03}-{name}'})")
    print(
        f"{title}: {count} files, {refused} refused, confined process died {died} times, slowest "
        f"{slowest:.2f} s, {wrong} wrong",
        flush=True,
    )
    return wrong


def main() -> int:
    """0 when nothing went wrong for any reader, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="readers with this in their title")
    options = parser.parse_args()
    valid: Mapping[str, list[tuple[str, bytes]]] = seeds()
    keep = Path(tempfile.mkdtemp(prefix="sextant-fuzz-"))
    wrong = 0
    for title in dict.fromkeys(r.title for r in READERS):
        if options.only.lower() not in title.lower():
            continue
        if title not in valid:
            print(f"{title}: no valid file to damage")
            continue
        wrong += fuzz(title, valid[title], options.seconds, options.seed, keep)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
