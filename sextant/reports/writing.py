"""Writing reports to a folder: each file is there whole, or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.errors import OutputError
from sextant.reports import FORMATS

if TYPE_CHECKING:
    from sextant.assessment import Assessment
    from sextant.branding import Branding


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step that survives a crash.

    Raises OutputError when the file system refuses; an earlier file at `path` is then untouched
    and no temporary file is left.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def write_all(
    assessment: Assessment,
    out_dir: Path,
    formats: Iterable[str],
    branding: Branding | None = None,
) -> list[Path]:
    """Write the named formats (keys of FORMATS) into `out_dir`, which is made if need be.

    Everything is rendered before anything is written. Raises ValueError for an unknown format and
    OutputError when a file cannot be written; files written before that one stay, each whole.
    """
    names = list(dict.fromkeys(formats))
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise ValueError(f"unknown report format {unknown[0]!r}; known: {', '.join(FORMATS)}")
    contents = {
        out_dir / FORMATS[name].file: FORMATS[name].render(assessment, branding) for name in names
    }
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out_dir}: cannot be made: {error.strerror or error}") from error
    for path, content in contents.items():
        write_atomically(path, content)
    return list(contents)
