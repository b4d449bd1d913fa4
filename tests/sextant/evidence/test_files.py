"""Evidence files: found inside their folder, limited, and a bad one costs only itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.loader import load
from sextant.errors import InputError
from sextant.evidence import files
from sextant.evidence.file_reader import EvidenceText, read_file
from tests.sextant.evidence.conftest import Read

KINDS = load().documents


def read(name: str, path: Path) -> EvidenceText:
    return read_file(name, path, KINDS, date(2026, 1, 1))


def test_a_folder_gives_all_its_files_in_order_without_hidden_ones_and_links(
    tmp_path: Path,
) -> None:
    for name in ("b.md", "a.txt", ".secret.md", "sub/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.md").symlink_to("/etc/hostname")
    assert [name for name, _ in files.find([tmp_path])] == ["a.txt", "b.md", "sub/c.md"]


@pytest.mark.parametrize("path", ["../outside.md", "link/outside.md"])
def test_nothing_outside_the_profiles_folder_is_read(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "client"
    folder.mkdir()
    (tmp_path / "outside.md").write_text("x")
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(InputError, match="outside"):
        files.find([Path(path)], folder=folder)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not found"):
        files.find([tmp_path / "nothing.md"])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.png", b"\x89PNG", "not read"),
        ("x.md", b"a\0b", "not text"),
        ("x.txt", b"", "empty"),
        ("x.txt", b"x" * (5 * 1024**2 + 1), "larger"),
    ],
)
def test_a_file_that_cannot_be_read_is_skipped_with_a_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    text = read(name, path)
    assert reason in text.record.skipped
    assert text.passages == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("Grüße: Backups laufen".encode(encoding))
    assert "Grüße" in read("x.txt", path).passages[0].text


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_skipped(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.mktemp("f") / "x.md"
    path.write_bytes(raw)
    record = read("x.md", path).record
    assert record.size == len(raw)


def test_the_title_of_a_questionnaire_is_no_topic_of_its_answers(read: Read) -> None:
    table = (
        "| Question | Answer |\n|---|---|\n| Are incidents reported to a central office? | Yes |\n"
    )
    (file,) = read("customer.md", f"# Self-assessment\n\n{table}".encode())
    answer = next(p for p in file.passages if p.asked)
    assert answer.context == answer.asked == "Are incidents reported to a central office?"
