"""The encodings that people's files really have."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.evidence.documents.encoding import decoded
from sextant.evidence.material import Unreadable

TEXT = "Müller’s café: 60 € a month"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    "raw",
    [
        b"MZ\0\0\x01",
        TEXT.encode("utf-16-be"),
        "バックアップは毎月テストされます。".encode("shift_jis"),
    ],
)
def test_what_is_no_text_or_in_another_encoding_says_what_to_do(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="save it as UTF-8"):
        decoded(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    with suppress(Unreadable):
        assert "\0" not in decoded(raw)
