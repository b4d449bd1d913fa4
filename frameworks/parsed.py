"""YAML as it was parsed before, by what is in the file: JSON is read twenty times as fast.

What stands in YAML counts, whatever is kept here: an entry is found by the SHA-256 of the file's
bytes alone. Kept like Python's own compiled files, beside the source; where that cannot be written,
everything is parsed each time.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from pydantic_core import from_json, to_json

# libyaml's parser where PyYAML was built with it: ten times faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Parsed:
    """The YAML files of one reading of the knowledge. `path`: where what was parsed is kept, a
    line for each file; None to keep nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._known = _lines(path) if path else {}
        self._used: dict[bytes, bytes] = {}

    def value(self, raw: bytes) -> Any:
        """What a YAML file with these bytes says. Raises yaml.YAMLError."""
        key = hashlib.sha256(raw).hexdigest().encode()
        with suppress(KeyError, ValueError):
            value = from_json(self._known[key])
            self._used[key] = self._known[key]
            return value
        value = yaml.load(raw, Loader=_Loader)  # noqa: S506 - a safe loader
        with suppress(ValueError):
            line = to_json(value)
            if from_json(line) == value:  # dates, and numbers as keys, do not come back
                self._used[key] = line
        return value

    def keep(self) -> None:
        """Keep what this reading used for the next one, and nothing else."""
        if self._path is None or self._used.keys() == self._known.keys():
            return
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            fresh.write_bytes(b"\n".join(b" ".join(pair) for pair in self._used.items()))
            fresh.replace(self._path)


def _lines(path: Path) -> dict[bytes, bytes]:
    """The lines by their keys; none of a file that is not there or is damaged."""
    with suppress(OSError, ValueError):
        pairs = (line.split(b" ", 1) for line in path.read_bytes().split(b"\n") if line)
        return {key: value for key, value in pairs}
    return {}
