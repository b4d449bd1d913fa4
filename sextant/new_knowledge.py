"""`sextant new`: a knowledge file to fill in, from a template."""

from __future__ import annotations

import re
from pathlib import Path

from frameworks.loader import HERE
from sextant.errors import SextantError
from sextant.settings import TEMPLATES

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FOLDERS = {"threat": "threats", "recommendation": "recommendations"}


def create(kind: str, entry_id: str, root: Path = HERE) -> Path:
    """Write frameworks/<kind>s/<id>.yaml. Raises SextantError for a bad id or an existing file."""
    if not _ID.fullmatch(entry_id):
        raise SextantError(f"{entry_id!r}: an id is lower-case words joined by hyphens")
    path = root / _FOLDERS[kind] / f"{entry_id}.yaml"
    if path.exists():
        raise SextantError(f"{path.name} exists already")
    template = (TEMPLATES / "knowledge" / f"{kind}.yaml").read_text(encoding="utf-8")
    try:
        path.write_text(template.replace("ENTRY_ID", entry_id), encoding="utf-8")
    except OSError as exc:
        raise SextantError(f"{path}: cannot be written: {exc.strerror or exc}") from exc
    return path
