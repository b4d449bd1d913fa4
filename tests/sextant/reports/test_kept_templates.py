"""Compiled templates are kept, and never instead of what the template says now."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from sextant.reports.kept_templates import KeptTemplates


def rendered(templates: Path, kept: Path) -> str:
    environment = Environment(
        loader=FileSystemLoader(templates), bytecode_cache=KeptTemplates(kept), autoescape=True
    )
    return environment.get_template("page.j2").render(name="<Ann>")


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "page.j2").write_text("Hello {{ name }}", encoding="utf-8")
    return tmp_path


def test_a_second_environment_takes_what_the_first_compiled(templates: Path) -> None:
    kept = templates / "kept"
    first = rendered(templates, kept)
    (file,) = kept.iterdir()
    before = file.stat().st_mtime_ns
    assert rendered(templates, kept) == first == "Hello &lt;Ann&gt;"
    assert file.stat().st_mtime_ns == before


def test_a_changed_template_is_compiled_again(templates: Path) -> None:
    rendered(templates, templates / "kept")
    (templates / "page.j2").write_text("Bye {{ name }}", encoding="utf-8")
    assert rendered(templates, templates / "kept") == "Bye &lt;Ann&gt;"


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_file_is_as_good_as_none(templates: Path, damage: bytes | None) -> None:
    kept = templates / "kept"
    rendered(templates, kept)
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:-20] if damage is None else damage)
    assert rendered(templates, kept) == "Hello &lt;Ann&gt;"


def test_a_folder_that_cannot_be_written_costs_nothing_else(templates: Path) -> None:
    kept = templates / "kept"
    kept.write_text("a file stands in its place", encoding="utf-8")
    assert rendered(templates, kept) == "Hello &lt;Ann&gt;"
