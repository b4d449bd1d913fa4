"""Damaged and hostile documents: every one is read or skipped with a reason, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.loader import load
from sextant.evidence.confinement import Confinement, _Idle
from sextant.evidence.file_reader import FileReader
from sextant.evidence.material import Given, Limits, Reader, Unreadable
from tests.sextant.evidence.documents.samples import (
    message,
    pdf,
    word_paragraphs,
    workbook,
)

OFFICE = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}


TABLE = [["Question", "Answer"], ["Are backups tested?", "No"], ["Is there MFA?", "Yes"]]
VALID: dict[str, bytes] = {
    "md": b"# Notes\n\nWe use MFA.\n\n| Question | Answer |\n|---|---|\n| Is there MFA? | No |\n",
    "pdf": pdf("= Policy\nWe use MFA.\n#table(columns: 2, [Are backups tested?], [No])"),
    "docx": word_paragraphs("We use MFA.", "Backups are tested."),
    "xlsx": workbook({"Answers": TABLE}),
    "csv": b'Question,Answer\nAre backups tested?,No\n"a\nb",Yes\n',
    "html": b"<html><body><h1>T</h1><table><tr><td>MFA?<td>No</table><p>x</body>",
    "eml": message("We use MFA.", "<p>MFA</p>", a__xlsx=workbook({"A": TABLE})),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    limits = Limits(seconds=5)
    with FileReader(load().documents, date(2026, 6, 1), limits=limits) as made:
        yield made


def mutated(draw: st.DrawFn, raw: bytes) -> bytes:
    """The bytes with some changed, cut out or repeated."""
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(raw) - 1)))
        length = draw(st.integers(0, 40))
        piece = draw(st.one_of(st.binary(max_size=20), st.just(raw[at : at + length] * 3)))
        raw = raw[:at] + piece + raw[at + length :]
    return raw


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of some kind: damaged as a whole, in an Office part, cut off, or mere noise."""
    kind = draw(st.sampled_from(tuple(VALID)))
    raw = VALID[kind]
    how = draw(st.sampled_from(("whole", "part", "cut", "noise")))
    if how == "noise":
        return kind, draw(st.binary(min_size=1, max_size=300))
    if how == "cut":
        return kind, raw[: draw(st.integers(1, len(raw)))]
    if how == "part" and kind in OFFICE:
        return kind, _with_part(draw, raw, OFFICE[kind])
    return kind, mutated(draw, raw)


def _with_part(draw: st.DrawFn, package: bytes, part: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            new.writestr(name, mutated(draw, raw) if name == part else raw)
    return buffer.getvalue()


@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(damaged())
def test_any_damage_is_read_or_skipped_with_a_reason(
    reader: FileReader, tmp_path: Path, file: tuple[str, bytes]
) -> None:
    kind, raw = file
    path = tmp_path / "file"
    path.write_bytes(raw)
    texts = list(reader.read(f"file.{kind}", path))
    assert texts
    for text in texts:
        assert "Traceback" not in text.record.skipped
        assert text.record.skipped or text.passages or text.material.enclosed or text.record.notes


MISBEHAVING = """
import os, time
from sextant.evidence.material import Material
def read(given):
    what = given.path.read_text()
    if what == "hang":
        time.sleep(60)
    if what == "crash":
        os.abort()
    if what == "eat":
        bytearray(8 * 1024 ** 3)
    print("chatter on standard output")
    return Material(notes=("read",))
"""


@pytest.mark.parametrize(
    ("what", "reason"),
    [("hang", "took longer"), ("crash", "made its reader fail"), ("eat", "more memory")],
)
def test_a_parser_that_misbehaves_is_stopped_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, reason: str
) -> None:
    (tmp_path / "misbehaving.py").write_text(MISBEHAVING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("sextant.evidence.confinement._GRACE", 2.0)
    monkeypatch.setattr("sextant.evidence.confinement._idle", idle := _Idle())
    parser = Reader("test", frozenset({".x"}), "misbehaving", confined=True)
    path = tmp_path / "file"
    with Confinement() as confined:
        path.write_text(what)
        with pytest.raises(Unreadable, match=reason):
            confined.read(parser, Given("file", path, Limits(seconds=0.5)))
        path.write_text("fine")
        assert confined.read(parser, Given("file", path)).notes == ("read",)
    idle.end()


@pytest.mark.parametrize("what", ["hang", "crash"])
def test_of_files_read_ahead_only_the_one_that_misbehaves_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    (tmp_path / "misbehaving.py").write_text(MISBEHAVING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("sextant.evidence.confinement._GRACE", 2.0)
    monkeypatch.setattr("sextant.evidence.confinement._idle", idle := _Idle())
    parser = Reader("test", frozenset({".x"}), "misbehaving", confined=True)
    files = []
    for number, content in enumerate(["fine", what, "fine", "fine"]):
        path = tmp_path / f"file{number}"
        path.write_text(content)
        files.append(Given(path.name, path, Limits(seconds=0.5)))
    with Confinement() as confined:
        confined.begin((parser, given) for given in files)
        assert confined.read(parser, files[0]).notes == ("read",)
        with pytest.raises(Unreadable, match="took longer|made its reader fail"):
            confined.read(parser, files[1])
        assert confined.read(parser, files[2]).notes == ("read",)
        assert confined.read(parser, files[0]).notes == ("read",)  # not asked for ahead
        assert confined.read(parser, files[3]).notes == ("read",)
    idle.end()


def test_a_sheet_that_claims_a_million_rows_is_read_in_time(
    reader: FileReader, tmp_path: Path
) -> None:
    package = workbook({"S": [["MFA?", "No"]]})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == OFFICE["xlsx"]:
                raw = raw.replace(b'<row r="1"', b'<row r="1048576"').replace(
                    b'r="A1"', b'r="A1048576"'
                )
            new.writestr(name, raw)
    path = tmp_path / "file"
    path.write_bytes(buffer.getvalue())
    (text,) = reader.read("x.xlsx", path)
    assert text.record.skipped or text.record.notes or text.passages
