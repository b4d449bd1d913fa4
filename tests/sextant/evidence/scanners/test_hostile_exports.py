"""Hostile and broken exports cost only themselves: no crash, no hang, a reason in words."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.loader import load
from sextant.evidence.file_reader import read_file
from tests.sextant.evidence.scanners import exports

KINDS = load().documents


def reason(folder: Path, name: str, content: str | bytes) -> str:
    """Why the file was skipped."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(name, path, KINDS, date(2026, 6, 1)).record.skipped


BOMB = """<?xml version="1.0"?>
<!DOCTYPE nmaprun [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<nmaprun args="&b;"/>
"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<nmaprun args="x"><host>&x;</host></nmaprun>
"""


@pytest.mark.parametrize("content", [BOMB, OUTSIDE])
def test_entities_are_refused(tmp_path: Path, content: str) -> None:
    assert "entities" in reason(tmp_path, "x.xml", content)


def test_a_document_type_from_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    content = exports.nmap(("10.0.0.1", "22", "open")).replace(
        "<!DOCTYPE nmaprun>", '<!DOCTYPE nmaprun SYSTEM "http://127.0.0.1:9/x.dtd">'
    )
    assert reason(tmp_path, "x.xml", content) == ""


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    deep = "<nmaprun>" + "<a>" * 500 + "</a>" * 500 + "</nmaprun>"
    assert "nested too deep" in reason(tmp_path, "x.xml", deep)
    nested = '{"runs": [], "driver": ' + "[" * 5000 + "]" * 5000 + "}"
    assert "nested too deep" in reason(tmp_path, "x.json", nested)


def test_a_file_that_breaks_off_says_so(tmp_path: Path) -> None:
    assert "no complete XML" in reason(tmp_path, "x.nessus", exports.NESSUS[:900])
    assert "no complete JSON" in reason(tmp_path, "x.json", exports.EVERY["trivy.json"][:300])


def test_an_entry_of_endless_size_is_refused(tmp_path: Path) -> None:
    content = exports.prowler(("x", "PASS", "y"))
    content = content.replace('"class_uid": 2004', f'"x": {[0] * 200_000}')
    assert "values" in reason(tmp_path, "x.json", content)


def test_numbers_and_dates_out_of_range_do_no_harm(tmp_path: Path) -> None:
    content = exports.NESSUS.replace("1757808000", "9" * 400).replace('port="445"', 'port="٤٥"')
    assert reason(tmp_path, "x.nessus", content) == ""
    text = exports.EVERY["prowler.ocsf.json"].replace("1757808000", "1e300")
    assert reason(tmp_path, "x.json", text.replace("2026-09-14T00:00:00", "never")) == ""


def _mutated(content: bytes, edits: list[tuple[float, bytes, int]], cut: float) -> bytes:
    """Each edit puts bytes at a place in place of some that stand there; the end is cut off."""
    for where, put, drop in edits:
        at = int(where * len(content))
        content = content[:at] + put + content[at + drop :]
    return content[: int(cut * len(content))] if cut < 0.5 else content


@pytest.mark.parametrize("name", exports.EVERY)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    edits=st.lists(
        st.tuples(
            st.floats(0, 1, exclude_max=True),
            st.one_of(
                st.binary(max_size=12),
                st.sampled_from([b"<", b">", b"&a;", b'"', b"{", b"}", b"[", b"]", b"null", b"\0",
                                 b"1e999", b"-1", b"<host>", b"</host>", b"true", b",", b":"]),
            ),
            st.integers(0, 40),
        ),
        max_size=6,
    ),
    cut=st.floats(0, 1),
)  # fmt: skip
def test_any_damage_is_read_or_refused_in_words(
    tmp_path: Path, name: str, edits: list[tuple[float, bytes, int]], cut: float
) -> None:
    began = time.process_time()
    skipped = reason(tmp_path, name, _mutated(exports.EVERY[name].encode(), edits, cut))
    assert time.process_time() - began < 5
    assert "Traceback" not in skipped


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(["x.json", "x.xml", "x.csv", "x.nessus", "x.sarif"]),
    content=st.binary(max_size=500),
)
def test_any_bytes_under_any_name_are_refused_in_words(
    tmp_path: Path, name: str, content: bytes
) -> None:
    assert "Traceback" not in reason(tmp_path, name, content)
