"""What a browser hands over is limited, and its names are no paths."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.errors import InputError
from sextant.intake import EvidenceReference
from sextant.ui import uploads
from sextant.ui.uploads import Upload, added, by_shown_name, safe_name

MINIMAL = b"organization: {name: Somebody, sector: other}\n"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\notes.md", "notes.md"),
        ("Richtlinie für Zugänge.md", "Richtlinie-fur-Zugange.md"),
        (".hidden.md", "hidden.md"),
        ("日本.pdf", "evidence.pdf"),
        ("..", "evidence"),
        ("<img src=x>.txt", "img-src-x.txt"),
    ],
)
def test_a_name_keeps_only_safe_letters(given: str, name: str) -> None:
    assert safe_name(given) == name


@given(st.text(max_size=300))
def test_no_name_can_leave_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}", safe)
    assert Path(safe).name == safe


def test_what_is_refused_says_why_and_costs_only_itself() -> None:
    large = b"x" * (uploads.MAX_FILE_BYTES + 1)
    held, refused = added(
        (), [("a.md", b"Good."), ("b.pdf", b"%PDF"), ("c.md", b" "), ("d.md", large)]
    )
    assert [f.name for f in held] == ["a.md"]
    assert [line.split(":")[0] for line in refused] == ["b.pdf", "c.md", "d.md"]


def test_number_and_sum_of_files_are_limited() -> None:
    held, refused = added((), [(f"{n}.md", b"x") for n in range(uploads.MAX_FILES + 2)])
    assert (len(held), len(refused)) == (uploads.MAX_FILES, 2)
    size = uploads.MAX_FILE_BYTES
    held, refused = added((), [(f"{n}.md", b"%d" % n * (size // 2)) for n in range(10, 22)])
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


def test_uploads_are_assessed_under_their_names_and_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    profile = Upload("profile.yaml", MINIMAL)
    notes = Upload("interview.md", b"We use multi-factor authentication for every account.\n")
    done = uploads.assess(profile, {"interview.md": notes}, lambda step: None)
    assert [i.source for i in done.meta.inputs] == ["interview.md"]
    assert any(e.source == "interview.md" for c in done.controls for e in c.evidence)
    assert not any(tmp_path.iterdir())


def test_evidence_that_was_not_handed_over_is_an_error_with_its_name_and_line() -> None:
    profile = Upload("profile.yaml", MINIMAL + b"evidence:\n  - notes.md\n  - policies/\n")
    with pytest.raises(InputError) as caught:
        uploads.assess(profile, {}, lambda step: None)
    first, second = caught.value.problems
    assert "'notes.md'" in first.message and first.line == 3
    assert "folder" in second.message and second.line == 4
