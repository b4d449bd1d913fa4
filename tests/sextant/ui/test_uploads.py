"""What a browser hands over is limited, and its names are no paths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.intake import EvidenceReference
from sextant.ui import uploads
from sextant.ui.uploads import Upload, added, by_shown_name, safe_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\notes.md", "notes.md"),
        ("Richtlinie für Zugänge.md", "Richtlinie-für-Zugänge.md"),
        (".hidden.md", "hidden.md"),
        ("日本.pdf", "日本.pdf"),
        ("…/\u202e.md", "evidence.md"),
        ("..", "evidence"),
        ("<img src=x>.txt", "img-src-x.txt"),
    ],
)
def test_a_name_keeps_only_safe_letters(given: str, name: str) -> None:
    assert safe_name(given) == name


@given(st.text(max_size=300))
def test_no_name_can_leave_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert re.fullmatch(r"[\w-][\w.-]{0,100}", safe)
    assert Path(safe).name == safe


def test_what_is_refused_says_why_and_costs_only_itself() -> None:
    large = b"x" * (uploads.MAX_FILE_BYTES + 1)
    held, refused = added(
        (), [("a.md", b"Good."), ("b.exe", b"MZ"), ("c.md", b" "), ("d.md", large)]
    )
    assert [f.name for f in held] == ["a.md"]
    assert [line.split(":")[0] for line in refused] == ["b.exe", "c.md", "d.md"]


def test_number_and_sum_of_files_are_limited() -> None:
    held, refused = added((), [(f"{n}.md", b"x") for n in range(uploads.MAX_FILES + 2)])
    assert (len(held), len(refused)) == (uploads.MAX_FILES, 2)
    size = uploads.MAX_FILE_BYTES
    held, refused = added(
        (),
        [
            (f"{n}.md", b"%d" % n * (size // 2))
            for n in range(10, 12 + uploads.MAX_TOTAL_BYTES // size)
        ],
    )
    assert sum(len(f.content) for f in held) <= uploads.MAX_TOTAL_BYTES
    assert "in all" in refused[0]


def test_two_files_of_one_name_are_both_kept_and_the_same_file_once() -> None:
    held, _ = added((), [("a.md", b"One."), ("a.md", b"Two."), ("a.md", b"One.")])
    assert [f.name for f in held] == ["a.md", "a-2.md"]


def test_a_file_stands_for_the_path_that_ends_in_its_name_unless_several_do() -> None:
    paths = ["policies/access.md", "a/readme.md", "b/readme.md"]
    references = [EvidenceReference(p, 1, 1) for p in paths]
    files = [Upload("access.md", b"1"), Upload("readme.md", b"2"), Upload("notes.md", b"3")]
    assert [*by_shown_name(references, files)] == ["policies/access.md", "readme.md", "notes.md"]
