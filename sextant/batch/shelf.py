"""Where results stand: `OUT/results/<client>/<content key>/`, each folder whole or not there."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from sextant.errors import OutputError
from sextant.reports.writing import write_atomically

RESULTS, SCRATCH = "results", ".unfinished"


def result_folder(out: Path, client: str, key: str) -> Path:
    """The folder of one result. `client` is a path below the batch's root, never absolute."""
    return out / RESULTS / client / key


def holds(out: Path, client: str, key: str, names: Iterable[str]) -> bool:
    """Whether a result is there with all the files that are wanted."""
    folder = result_folder(out, client, key)
    return all((folder / name).is_file() for name in names)


def place(out: Path, client: str, key: str, files: Mapping[str, bytes], scratch: str) -> Path:
    """Store a result: written aside in full, forced to disk, then named in one step.

    Where the same result stands already, each of its files is replaced whole. Raises OutputError,
    with nothing half-written left behind.
    """
    target = result_folder(out, client, key)
    aside = out / SCRATCH / (scratch or "single") / secrets.token_hex(8)
    try:
        aside.mkdir(parents=True)
        for name, content in files.items():
            _write(aside / name, content)
        target.parent.mkdir(parents=True, exist_ok=True)
        _name(aside, target, files)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    return target


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _name(aside: Path, target: Path, files: Mapping[str, bytes]) -> None:
    """A folder that is there with content refuses the renaming: its files are replaced instead."""
    try:
        aside.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        for name, content in files.items():
            write_atomically(target / name, content)
        shutil.rmtree(aside, ignore_errors=True)


def clear(out: Path, scratch: str) -> None:
    """Remove one driver's own folder for unfinished results."""
    shutil.rmtree(out / SCRATCH / scratch, ignore_errors=True)
    with suppress(OSError):
        (out / SCRATCH).rmdir()


def sweep(out: Path, living: Iterable[str]) -> None:
    """Remove what drivers that are gone left unfinished. `living`: scratch names still in use."""
    kept = set(living)
    with suppress(OSError):
        for folder in (out / SCRATCH).iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        (out / SCRATCH).rmdir()
