from __future__ import annotations

from pathlib import Path

import pytest

from sextant.batch.finding import find_profiles
from sextant.errors import InputError


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_profile_is_a_yaml_file_with_organization_at_any_depth(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "organization: {name: A, sector: other}\n")
    write(tmp_path / "b" / "c" / "profile.yml", "# ours\n\norganization:\n  name: B\n")
    write(tmp_path / "d.yaml", "\ufeff{organization: {name: D}}\n")
    write(tmp_path / "b" / "settings.yaml", "colour: red\n")
    write(tmp_path / "notes.md", "organization: no profile\n")
    found = find_profiles(tmp_path)
    assert found.profiles == ("a.yaml", "b/c/profile.yml", "d.yaml")
    assert found.passed_over == ("b/settings.yaml",)


def test_the_british_spelling_is_a_profile_whose_mistake_will_be_told(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "organisation: {name: A}\n")
    assert find_profiles(tmp_path).profiles == ("a.yaml",)


def test_hidden_files_links_and_the_output_are_not_looked_into(tmp_path: Path) -> None:
    profile = "organization: {name: A, sector: other}\n"
    write(tmp_path / "a.yaml", profile)
    write(tmp_path / ".git" / "b.yaml", profile)
    write(tmp_path / "out" / "c.yaml", profile)
    (tmp_path / "d.yaml").symlink_to(tmp_path / "a.yaml")
    assert find_profiles(tmp_path, tmp_path / "out").profiles == ("a.yaml",)


def test_a_folder_that_is_none_is_wrong_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder"):
        find_profiles(tmp_path / "nowhere")
