"""Which files below a folder are profiles, and which YAML files are not and are passed over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sextant.errors import InputError, Problem
from sextant.yaml_source import MAX_BYTES

SUFFIXES = frozenset({".yaml", ".yml"})
# The British spelling is a profile too: reading it says what is wrong with it.
_PROFILE = re.compile(rb"""^(\xef\xbb\xbf)?[ \t]*\{?[ \t]*["']?organi[sz]ation["']?[ \t]*:""", re.M)


@dataclass(frozen=True)
class Found:
    """`profiles` and `passed_over` are paths below the folder, with '/', in order."""

    profiles: tuple[str, ...]
    passed_over: tuple[str, ...]


def find_profiles(root: Path, leave_out: Path | None = None) -> Found:
    """Every YAML file below `root` that has `organization:`; links and hidden ones are passed by.

    `leave_out`: a folder not to look into, such as the batch's own output. Raises InputError when
    `root` is no folder.
    """
    if not root.is_dir():
        raise InputError([Problem(str(root), "is not a folder; name the one with the profiles")])
    skipped = leave_out.resolve() if leave_out else None
    profiles: list[str] = []
    others: list[str] = []
    for path in _yaml_files(root, skipped):
        (profiles if _is_profile(path) else others).append(path.relative_to(root).as_posix())
    return Found(tuple(sorted(profiles)), tuple(sorted(others)))


def _yaml_files(root: Path, skipped: Path | None) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        here = Path(folder)
        names[:] = [n for n in names if not n.startswith(".") and (here / n).resolve() != skipped]
        for name in files:
            path = here / name
            plain = not name.startswith(".") and not path.is_symlink()
            if plain and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def _is_profile(path: Path) -> bool:
    """Judged by its first bytes; what cannot be read is taken, so that the reason is reported."""
    try:
        with path.open("rb") as file:
            return _PROFILE.search(file.read(MAX_BYTES)) is not None
    except OSError:
        return True
