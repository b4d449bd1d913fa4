"""Inside the confined process: a line of JSON asks for some files, a line for each answers.

It loads parsers and forks a child to read the files of one request, and never looks at one itself.
Imports nothing of the product but the readers' own contract, so that it starts fast.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

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
        request = json.loads(line)
        for module in (*request.get("load", ()), *(j["module"] for j in request.get("jobs", ()))):
            _load(module)
        if "jobs" in request:
            _serve(request, answers)


def _load(module: str) -> None:
    """So that the children have it. One that cannot be loaded fails in the child, and is said."""
    if module in sys.modules:
        return
    with suppress(Exception):
        import_module(module)
    gc.collect()
    gc.freeze()  # or a child's first collection would copy every page of it


def _serve(request: dict[str, Any], answers: TextIO) -> None:
    if not hasattr(os, "fork"):
        _answer_all(request, answers)
        return
    child = os.fork()
    if child == 0:
        code = 1
        try:
            sys.stdin.close()
            _answer_all(request, answers)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if status:
        answers.write("\n")  # the child may have stopped within a line
        _say(answers, {"number": request["number"], "died": True})


def _answer_all(request: dict[str, Any], answers: TextIO) -> None:
    for job in request["jobs"]:
        _say(answers, {**_answer(job), "number": job["number"]})


def _say(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
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
