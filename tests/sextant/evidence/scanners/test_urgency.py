"""What a tool found that should be mended at once is named, with its place, and is a fact."""

from __future__ import annotations

from pathlib import Path

from sextant.evidence.file_reader import EvidenceText
from tests.sextant.evidence.scanners import exports
from tests.sextant.evidence.scanners.test_scanners import read, said

ATTACKED = "MS17-010: Security Update for Microsoft Windows SMB Server"


def facts(text: EvidenceText) -> set[str]:
    return {m.id for m in text.material.mentions if m.kind == "fact"}


def test_what_is_attacked_is_urgent_however_grave_and_names_its_host(tmp_path: Path) -> None:
    export = exports.NESSUS.replace("CVE-2017-0144", "CVE-2021-44228")
    alone = read(tmp_path, "a.nessus", export)
    assert said(alone, "PR.PS-02", "updated").urgent == ()
    assert "urgent_updates_missing" not in facts(alone)
    beside = read(tmp_path, "a.nessus", export, "kev.json")
    missing = said(beside, "PR.PS-02", "updated")
    assert missing.urgent == (f"{ATTACKED} (10.0.0.5; CVE-2021-44228; known to be exploited)",)
    assert missing.affected == 1
    assert "urgent_updates_missing" in facts(beside)


def test_every_flaw_in_code_is_named_with_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "code.sarif", exports.EVERY["code.sarif"])
    flaws = [s.urgent for s in found.material.statements if s.urgent]
    assert flaws == [("SQL built from user input (src/members.py:88)",)]
    assert "code_flaws_found" in facts(found)


def test_a_port_that_is_open_to_the_world_is_named_by_its_number(tmp_path: Path) -> None:
    found = read(tmp_path, "out.xml", exports.nmap(("8.8.8.8", "5432", "open")))
    assert said(found, "PR.IR-01", "closed").urgent == ("port 5432/tcp x (8.8.8.8)",)
    assert "exposed_services" in facts(found)
    within = read(tmp_path, "in.xml", exports.nmap(("10.0.0.8", "5432", "open")))
    assert "exposed_services" not in facts(within)


def test_findings_without_number_name_a_few_and_count_the_rest(tmp_path: Path) -> None:
    ports = [(f"8.8.8.{n}", "3306", "open") for n in range(1, 9)]
    found = said(read(tmp_path, "out.xml", exports.nmap(*ports)), "PR.IR-01", "closed")
    assert found.urgent == ("port 3306/tcp x (8.8.8.1, 8.8.8.2, 8.8.8.3 and 5 more)",)
    assert found.affected == 8
