"""Hostile profiles are refused at once, and no bytes at all make intake fail otherwise."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sextant import yaml_source
from sextant.errors import InputError
from sextant.intake import Intake, parse_profile, read_profile
from tests.sextant.profiles import (
    KNOWLEDGE,
    MINIMAL,
    SAMPLE,
    in_organization,
    only_problem,
    problems,
    read,
)

SECONDS = 1.0  # of this process: other work on the machine must not fail a test


@pytest.mark.parametrize("escape", ["\\0", "\\x1b[31m", "\\r"])
def test_control_characters_are_refused_even_when_escaped(escape: str) -> None:
    assert "invisible or control" in in_organization(f'description: "a{escape}b"').message


@pytest.mark.parametrize("escape", ["\\u202e", "\\u200b", "\\U000E0041"])
def test_a_name_cannot_hide_characters(escape: str) -> None:
    problem = only_problem(f'organization: {{name: "a{escape}b", sector: saas}}')
    assert "invisible or control" in problem.message


@pytest.mark.parametrize("escape", ["\\u202e", "\\u200b", "\\U000E0041"])
def test_free_text_is_evidence_and_may_be_hostile(escape: str) -> None:
    text = f'organization: {{name: Us, sector: saas, description: "a{escape}b"}}'
    assert parse_profile(text.encode(), "p.yaml", KNOWLEDGE).profile.description.startswith("a")


def test_a_message_never_carries_raw_control_characters() -> None:
    found = problems(MINIMAL % "" + '"\\e[2J\\u202ekey": 1\n')
    assert all(str(p).isprintable() for p in found)


BOMB = "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a, *a]\n" for i in range(50))

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty"),
    "comments": ("# nothing\n# here\n", "is empty"),
    "null": ("null", "is empty"),
    "list": ("- a\n- b\n", "key: value"),
    "scalar": ("hello", "key: value"),
    "two documents": ("a: 1\n---\nb: 1\n", "second document"),
    "many documents": ("---\n" * 200_000, "second document"),
    "alias bomb": (BOMB, "YAML reference"),
    "alias": ("organization: *x\n", "YAML reference"),
    "python tag": ("a: !!python/object/apply:os.system [id]\n", "YAML tag"),
    "local tag": ("a: !x y\n", "YAML tag"),
    "deep list": ("[" * 10_000, "nested more than"),
    "deep mapping": ("{a: " * 10_000, "nested more than"),
    "deep indentation": ("".join(" " * i + "a:\n" for i in range(1_400)), "nested more than"),
    "deep dashes": ("- " * 400_000, "nested more than"),
    "many items": ("a: [" + "1," * 500_000 + "]", "more than 50,000 values"),
    "many keys": ("".join(f"k{i}: 1\n" for i in range(90_000)), "more than 50,000 values"),
    "many unknown keys": ("".join(f"k{i}:\n" for i in range(20_000)), "more problems"),
    "same key": ("a: 1\n" * 20_000, "more problems"),
    "long keys": ("".join(f"{'k' * 40}{i}: 1\n" for i in range(20_000)), "more problems"),
    "wrong countries": (
        MINIMAL % (", countries: [" + "Untied Statse, " * 20_000 + "]"), "more problems",
    ),
    "wrong ids": (
        MINIMAL % "" + "practices: [{topic: x, status: partial, subcategories: ["
        + "PR.ZZ-99, " * 40_000 + "]}]", "more problems",
    ),
    "long scalar": (MINIMAL % "" + "incidents: [" + "x" * 1_000_000 + "]", "characters long"),
    "long key": ("{" + "a" * 1_000_000 + ": 1}", "not valid YAML"),
    "long word for a number": (MINIMAL % (", employees: " + "9" * 900_000), "characters long"),
    "colons": (":" * 1_000_000, "not valid YAML"),
    "open quote": ('"' + "\n" * 1_000_000, "not valid YAML"),
    "tag directives": (
        "".join(f"%TAG !a{i}! x\n" for i in range(60_000)) + "--- a", "begin with '%'",
    ),
    "tab": ("organization:\n\tname: x\n", "indent with spaces"),
    "NUL": ("organization:\n  name: a\0b\n", "U+0000"),
    "UTF-16": ("organization: {}\n".encode("utf-16"), "save it as UTF-8"),
    "UTF-16 without mark": ("organization: {}\n".encode("utf-16-le"), "save it as UTF-8"),
    "Latin-1": ("organization:\n  name: Caf\xe9\n".encode("latin-1"), "not UTF-8"),
    "surrogate": ('a: "\\ud800"\n', "not valid YAML"),
    "PDF": (b"%PDF-1.7\n", "a PDF"),
    "Word": (b"PK\x03\x04....", "a Word"),
    "too large": (b"a" * (1024 * 1024 + 1), "larger than 1024 KiB"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_a_second(name: str) -> None:
    text, words = HOSTILE[name]
    start = time.process_time()
    found = problems(text)
    assert time.process_time() - start < SECONDS
    assert words in " ".join(p.message for p in found)
    assert len(found) <= yaml_source.MAX_PROBLEMS + 1


def test_the_first_wrong_byte_has_a_line_and_column() -> None:
    problem = only_problem("organization:\n  name: Café\n".encode("latin-1"))
    assert (problem.line, problem.column) == (2, 12)


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace")))
@settings(max_examples=300, deadline=1000, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_a_profile_or_an_input_error(raw: bytes) -> None:
    try:
        assert isinstance(read(raw), Intake)
    except InputError as error:
        assert error.problems


_WORDS = st.sampled_from(
    ["organization", "name", "sector", "saas", "records", "pii", "countries", "US", "practices",
     "topic", "status", "partial", "evidence", "a.md", "assets", "type", "employees", "12"]
)  # fmt: skip

_LEAVES = _WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)

_TREES: st.SearchStrategy[Any] = st.recursive(
    _LEAVES,
    lambda s: st.lists(s, max_size=4) | st.dictionaries(_WORDS, s, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(_WORDS, _TREES, max_size=6))
@settings(max_examples=300, deadline=1000, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_of_values_gives_a_profile_or_an_input_error(tree: dict[str, Any]) -> None:
    tree.setdefault("organization", {"name": "Us", "sector": "saas"})
    try:
        assert isinstance(read(yaml.safe_dump(tree, allow_unicode=True)), Intake)
    except InputError as error:
        assert error.problems


@given(
    st.integers(0, len(SAMPLE)),
    st.integers(0, 30),
    st.text("[]{}:,-#&*!|>'\"%@`\n\t ax1~?", max_size=8),
)
@settings(max_examples=300, deadline=1000)
def test_any_slip_in_a_profile_gives_a_profile_or_an_input_error(
    start: int, length: int, slip: str
) -> None:
    try:
        assert isinstance(read(SAMPLE[:start] + slip + SAMPLE[start + length :]), Intake)
    except InputError as error:
        assert all(p.line <= SAMPLE.count("\n") + 10 for p in error.problems)


def _folder(path: Path) -> Path:
    return path


def _missing(path: Path) -> Path:
    return path / "none.yaml"


def _pipe(path: Path) -> Path:
    os.mkfifo(path / "pipe")
    return path / "pipe"


def _large(path: Path) -> Path:
    with (path / "large.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    return path / "large.yaml"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_folder, "is a folder"),
        (_missing, "does not exist"),
        (_pipe, "not a regular file"),
        (_large, "larger than 1024 KiB"),
        (lambda path: path / "a\0b", "not a possible file name"),
        (lambda path: path / ("x" * 5_000), "cannot be read"),
    ],
)
def test_what_cannot_be_a_profile_file_is_refused(
    make: Callable[[Path], Path], words: str, tmp_path: Path
) -> None:
    start = time.process_time()
    with pytest.raises(InputError, match=words):
        read_profile(make(tmp_path), KNOWLEDGE)
    assert time.process_time() - start < SECONDS
