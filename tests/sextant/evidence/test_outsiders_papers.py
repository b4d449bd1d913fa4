"""A paper that an outsider wrote for the organisation: "we" is not the organisation."""

from __future__ import annotations

from sextant.reading import reader
from tests.sextant.evidence.conftest import Read

_SAID = (
    "Restored to staging every time we do a release. Hosting: one VM at DigitalOcean, our account."
)


def _facts(read: Read, head: str) -> set[str]:
    (file,) = read("handover.md", f"# Technical handover\n\n{head}\n\n{_SAID}\n".encode())
    return {m.id for m in reader().read(file.passages).mentions}


def test_what_an_agency_does_is_not_what_its_client_does(read: Read) -> None:
    assert not _facts(read, "Pebble, prepared for the client") & {
        "develops_software", "cloud_infrastructure", "cloud_platform",
    }  # fmt: skip


def test_the_same_words_of_ones_own_establish_it(read: Read) -> None:
    assert {"develops_software", "cloud_infrastructure"} <= _facts(read, "For the engineers")


def test_its_statements_count_all_the_same(read: Read) -> None:
    (file,) = read(
        "handover.md", b"# Handover\n\nPrepared for the client\n\nBackups run nightly.\n"
    )
    assert any("PR.DS-11" in s.subcategories for s in reader().read(file.passages).statements)


def test_what_is_not_below_a_heading_is_not_denied_of_it(read: Read) -> None:
    text = "# Notes on awareness\n\n## Network and phishing\n\nOperators are not included.\n"
    (file,) = read("notes.md", text.encode())
    assert not reader().read(file.passages).mentions
