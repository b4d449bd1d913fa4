"""Inside the confined process: one line of JSON asks for a file, one line answers.

Imports nothing of the product but the readers' own contract, so that it starts fast.
"""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from sextant.evidence.material import (
    Block,
    Cell,
    Enclosed,
    Given,
    Limits,
    Material,
    Unreadable,
)

MEMORY = 2 * 1024**3  # bytes of address space


def serve() -> None:
    """Answer jobs from standard input until it ends. Whatever a parser prints goes nowhere."""
    _limit_memory()
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line))) + "\n")
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return  # no such limits on Windows; time and sizes are limited all the same
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    given = Given(job["name"], Path(job["path"]), Limits(**job["limits"]))
    try:
        return _plain(import_module(job["module"]).read(given))
    except Unreadable as exc:
        return {"unreadable": str(exc)}
    except MemoryError:
        return {"unreadable": "needs more memory to read than one file may have"}
    except Exception:  # noqa: BLE001 - whatever a parser raises on a damaged file
        return {"unreadable": f"is damaged, or no {job['title']} at all"}


def _plain(material: Material) -> dict[str, Any]:
    return {
        "blocks": [asdict(b) for b in material.blocks],
        "hidden": [asdict(b) for b in material.hidden],
        "dated": material.dated.isoformat() if material.dated else "",
        "dated_from": material.dated_from,
        "notes": material.notes,
        "enclosed": [
            (e.name, base64.b64encode(e.content).decode("ascii")) for e in material.enclosed
        ],
    }


def from_plain(answer: dict[str, Any]) -> Material:
    """The material of an answer."""
    return Material(
        blocks=tuple(map(_block, answer["blocks"])),
        hidden=tuple(map(_block, answer["hidden"])),
        dated=date.fromisoformat(answer["dated"]) if answer["dated"] else None,
        dated_from=answer["dated_from"],
        notes=tuple(answer["notes"]),
        enclosed=tuple(Enclosed(n, base64.b64decode(c)) for n, c in answer["enclosed"]),
    )


def _block(plain: dict[str, Any]) -> Block:
    return Block(**{**plain, "cells": tuple(Cell(**c) for c in plain["cells"])})
