"""A ZIP of clients: an honest one is unpacked, a hostile one leaves nothing behind."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from archives import NOTES, client, linked, zipped
from hypothesis import given
from hypothesis import strategies as st

from sextant.errors import InputError
from sextant.ui import zip_upload
from sextant.ui.uploads import MEGABYTE
from sextant.ui.zip_upload import unpack


def refused(archive: BytesIO, folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        unpack(archive, "clients.zip", folder)
    assert not folder.exists()
    assert {p.file for p in caught.value.problems} == {"clients.zip"}
    return str(caught.value)


def test_clients_are_unpacked_and_what_is_not_read_is_named(tmp_path: Path) -> None:
    files = {
        **client("all/a"), **client("all/b", "Bäckerei"), "all/a/run.exe": b"MZ",
        "__MACOSX/all/._a": b"x", "all/.DS_Store": b"x",
    }  # fmt: skip
    found = unpack(zipped(files), "clients.zip", tmp_path / "new")
    assert found.profiles == ("all/a/profile.yaml", "all/b/profile.yaml")
    assert found.files == 4
    assert found.passed_over == ("all/a/run.exe",)
    assert not (tmp_path / "new" / "all" / "a" / "run.exe").exists()
    assert (tmp_path / "new" / "all" / "b" / "notes.md").read_text() == NOTES
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_names_from_windows_and_from_a_mac_are_those_that_a_profile_writes(tmp_path: Path) -> None:
    decomposed = "ü".encode().decode().replace("ü", "u\u0308")
    files = {"a\\profile.yaml": client("a")["a/profile.yaml"], f"a\\{decomposed}.md": NOTES}
    unpack(zipped(files), "clients.zip", tmp_path / "new")
    assert (tmp_path / "new" / "a" / "ü.md").is_file()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../out.md", "leads out of the archive"),
        ("a/../../out.md", "leads out of the archive"),
        ("a\\..\\..\\out.md", "leads out of the archive"),
        ("/etc/out.md", "absolute path"),
        ("C:\\out.md", "absolute path"),
        ("\\\\host\\share\\out.md", "absolute path"),
        ("a/\x07.md", "characters"),
        ("a/" * 13 + "x.md", "too long a path"),
        ("a/" + "x" * 250 + ".md", "too long a path"),
        ("A/NOTES.md", "in it twice"),
        ("a/notes.md/x.md", "lies below a file"),
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, name: str, why: str) -> None:
    assert why in refused(zipped({**client("a"), name: "x"}), tmp_path / "below" / "new")
    assert list(tmp_path.rglob("*.md")) == []


@given(st.lists(st.text("./\\a:\u202eü ", min_size=1, max_size=12), max_size=6))
def test_no_name_ever_writes_outside_the_folder(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    root = tmp_path_factory.mktemp("zip")
    files = {**client("k"), **{f"{name}.md": "x" for name in names}}
    try:
        unpack(zipped(files), "clients.zip", root / "in" / "new")
    except InputError:
        assert not (root / "in" / "new").exists()
    inside = root / "in" / "new"
    assert all(p.is_relative_to(inside) for p in root.rglob("*") if p.is_file())


def test_a_name_with_a_zero_byte_is_refused(tmp_path: Path) -> None:
    packed = zipped(client("a")).getvalue().replace(b"a/notes.md", b"a/no\0es.md")
    assert "characters" in refused(BytesIO(packed), tmp_path / "new")
    packed = packed.replace(b"a/no\0es.md", b"\0/no\0es.md")
    assert "characters" in refused(BytesIO(packed), tmp_path / "new")


def test_a_link_is_refused(tmp_path: Path) -> None:
    assert "a/link.md is a link" in refused(linked("/etc/passwd"), tmp_path / "new")


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    packed = bytearray(zipped(client("a")).getvalue())
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    assert "is encrypted" in refused(BytesIO(bytes(packed)), tmp_path / "new")


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    bomb = zipped({**client("a"), "a/zero.txt": b"\0" * (8 * MEGABYTE)})
    assert "zip bomb" in refused(bomb, tmp_path / "new")


def test_a_bomb_that_lies_about_its_size_is_refused_by_what_comes_out(tmp_path: Path) -> None:
    packed = bytearray(zipped({**client("a"), "a/zero.txt": b"\0" * (8 * MEGABYTE)}).getvalue())
    at = packed.rindex(b"PK\x01\x02")
    for place in (at + 24, packed.index(b"a/zero.txt") - 30 + 22):
        packed[place : place + 4] = struct.pack("<I", 100)
    assert "damaged" in refused(BytesIO(bytes(packed)), tmp_path / "new")


def test_entries_over_the_same_bytes_are_refused(tmp_path: Path) -> None:
    packed = zipped({**client("a"), "a/one.txt": bytes(range(256)) * 400}).getvalue()
    start = packed.index(b"PK\x01\x02")
    end = packed.rindex(b"PK\x05\x06")
    entry = packed[packed.rindex(b"PK\x01\x02") : end]
    more = b"".join(entry.replace(b"one", b"%03d" % n) for n in range(40))
    length = struct.pack("<I", end - start + len(more))
    tail = packed[end : end + 8] + struct.pack("<HH", 43, 43) + length + packed[end + 16 :]
    refused(BytesIO(packed[:end] + more + tail), tmp_path / "new")


def test_more_than_may_be_unpacked_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_upload, "MAX_UNPACKED", 1000)
    archive = zipped({**client("a"), "a/x.txt": "x" * 900})
    assert "unpacks to more than" in refused(archive, tmp_path / "new")
    monkeypatch.setattr(zip_upload, "MAX_FILE_BYTES", 500)
    assert "a/x.txt is larger" in refused(archive, tmp_path / "new")


def test_too_many_entries_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = zipped({**client("a"), **{f"a/{n}.md": "" for n in range(40)}})
    monkeypatch.setattr(zip_upload, "MAX_ENTRIES", 40)
    assert "more than 40 entries" in refused(archive, tmp_path / "new")
    monkeypatch.setattr(zip_upload, "_DIRECTORY_BYTES", 500)
    monkeypatch.setattr(zip_upload.zipfile, "ZipFile", None)  # not even opened
    assert "more than 40 entries" in refused(archive, tmp_path / "new")


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_of_clients_is_said(tmp_path: Path, content: bytes) -> None:
    said = refused(BytesIO(content), tmp_path / "new")
    assert "is not a ZIP archive" in said or "has no profile" in said


@given(st.binary(max_size=400), st.integers(0, 500))
def test_damage_is_an_input_error_and_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    packed = bytearray(zipped(client("a")).getvalue())
    packed[at : at + len(noise)] = noise
    folder = tmp_path_factory.mktemp("zip") / "new"
    try:
        unpack(BytesIO(bytes(packed)), "clients.zip", folder)
    except InputError:
        assert not folder.exists()
