"""What was parsed before is what the YAML says, or it is parsed again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from frameworks.loader import HERE
from frameworks.parsed import Parsed

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
)
AGAIN = b"levels: {1: low, 2: high}\nsince: 2026-11-22\nname: Lake\n"


def kept(path: Path, *files: bytes) -> list[Any]:
    parsed = Parsed(path)
    values = [parsed.value(raw) for raw in files]
    parsed.keep()
    return values


@given(PLAIN)
def test_a_file_says_the_same_the_second_time(tmp_path_factory: Any, value: Any) -> None:
    path = tmp_path_factory.mktemp("kept") / "parsed"
    raw = yaml.safe_dump(value, allow_unicode=True).encode()
    first, second = kept(path, raw), kept(path, raw)
    assert repr(first) == repr(second)


def test_dates_and_numbers_as_keys_are_parsed_each_time(tmp_path: Path) -> None:
    path = tmp_path / "parsed"
    assert kept(path, AGAIN) == kept(path, AGAIN) == [yaml.safe_load(AGAIN)]


def test_every_knowledge_file_is_kept_as_it_is(tmp_path: Path) -> None:
    files = [p.read_bytes() for p in sorted(HERE.rglob("*.yaml"))]
    path = tmp_path / "parsed"
    assert repr(kept(path, *files)) == repr(kept(path, *files))


def test_only_what_was_used_last_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "parsed"
    kept(path, b"a: 1", b"b: 2")
    kept(path, b"b: 2", b"c: 3")
    assert len(path.read_bytes().splitlines()) == 2


@pytest.mark.parametrize("damage", [b"", b"\xff\x00", b"no blank here", b"0 {"])
def test_a_damaged_keep_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "parsed"
    kept(path, b"a: 1")
    key = path.read_bytes().split(b" ")[0]
    path.write_bytes(damage.replace(b"0", key))
    assert kept(path, b"a: 1") == [{"a": 1}]


def test_where_nothing_can_be_kept_all_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert kept(tmp_path / "file" / "parsed", b"a: 1") == [{"a": 1}]
