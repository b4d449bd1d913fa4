"""Reading one file of bytes as an assessment would, as of a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from frameworks.loader import load
from sextant.evidence.file_reader import EvidenceText, FileReader
from sextant.evidence.material import Limits

TODAY = date(2026, 6, 1)
Read = Callable[..., list[EvidenceText]]


@pytest.fixture(scope="session")
def session_reader() -> Iterator[FileReader]:
    with FileReader(load().documents, TODAY) as reader:
        yield reader


@pytest.fixture
def read(session_reader: FileReader, tmp_path: Path) -> Read:
    """`read(name, content)`: the file, and those inside it; `limits` for other limits."""

    def read_file(name: str, content: bytes, limits: Limits | None = None) -> list[EvidenceText]:
        path = tmp_path / "file"
        path.write_bytes(content)
        if limits is None:
            return list(session_reader.read(name, path))
        with FileReader(load().documents, TODAY, limits=limits) as reader:
            return list(reader.read(name, path))

    return read_file
