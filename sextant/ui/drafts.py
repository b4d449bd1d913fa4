"""What a person has typed and added for the next assessment, kept on disk until it is used.

One folder per owner, under a name that is a hash; nobody else's page reads it. Files are kept under
the hash of their content, and names that people gave never become paths.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sextant import settings
from sextant.reports.writing import write_atomically
from sextant.ui.uploads import Upload

KEPT_DAYS = 60
_FILE = "draft.json"


@dataclass(frozen=True)
class Draft:
    """`answers` of the guided form and the choices of the page; `profile` and `evidence` as
    uploaded."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    profile: Upload | None = None
    evidence: tuple[Upload, ...] = ()


def _folder(owner: str) -> Path:
    if not owner.isalnum():
        raise ValueError("not an owner")
    return settings.home() / "drafts" / owner


def load(owner: str) -> Draft:
    """The owner's draft; an empty one when there is none or it cannot be read."""
    folder = _folder(owner)
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        profile = _file(folder, kept["profile"]) if kept["profile"] else None
        return Draft(kept["answers"], profile, tuple(_file(folder, e) for e in kept["evidence"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Draft()


def save(owner: str, draft: Draft) -> None:
    """Keep the draft in place of the last one. Raises OutputError, OSError."""
    folder = _folder(owner)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = (*draft.evidence, *((draft.profile,) if draft.profile else ()))
    names = {_digest(f): f for f in files}
    for digest, file in names.items():
        if not (folder / digest).exists():
            write_atomically(folder / digest, file.content)
    kept = {
        "answers": dict(draft.answers),
        "profile": _entry(draft.profile) if draft.profile else None,
        "evidence": [_entry(f) for f in draft.evidence],
    }
    write_atomically(folder / _FILE, json.dumps(kept, ensure_ascii=False).encode())
    for stale in folder.iterdir():
        if stale.name != _FILE and stale.name not in names:
            stale.unlink(missing_ok=True)


def discard(owner: str) -> None:
    shutil.rmtree(_folder(owner), ignore_errors=True)


def discard_old(now: float | None = None) -> None:
    """Drop the drafts that nobody touched for a long time."""
    edge = (time.time() if now is None else now) - KEPT_DAYS * 24 * 60 * 60
    folder = settings.home() / "drafts"
    for draft in folder.iterdir() if folder.is_dir() else ():
        file = draft / _FILE
        if not file.is_file() or file.stat().st_mtime < edge:
            shutil.rmtree(draft, ignore_errors=True)


def _entry(file: Upload) -> dict[str, str]:
    return {"name": file.name, "file": _digest(file)}


def _file(folder: Path, entry: Mapping[str, str]) -> Upload:
    digest = entry["file"]
    if not digest.isalnum():
        raise ValueError("not a file of the draft")
    return Upload(entry["name"], (folder / digest).read_bytes())


def _digest(file: Upload) -> str:
    return hashlib.sha256(file.content).hexdigest()
