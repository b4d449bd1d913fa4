"""Which tool wrote an export, told from its first bytes and not from its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_ROOT = re.compile(rb"<(?:[\w-]+:)?([A-Za-z][\w-]*)")
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_NEEDED_COLUMNS = frozenset(["Plugin ID", "Host", "Name", "Risk"])
Test = Callable[[str, bytes], bool]


def _plain(head: bytes) -> bytes:
    """The first bytes as ASCII, also of UTF-16, which PowerShell writes."""
    return head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def _root(head: bytes) -> bytes:
    """Name of the first element."""
    found = _ROOT.search(_COMMENT.sub(b"", _plain(head)))
    return found.group(1) if found else b""


def _is_xml(root: bytes, *marks: bytes) -> Test:
    """An XML file with that root, and one of the marks within the first bytes."""

    def test(name: str, head: bytes) -> bool:
        return _root(head) == root and (not marks or any(m in _plain(head) for m in marks))

    return test


def _is_json(*alternatives: tuple[bytes, ...]) -> Test:
    """A JSON file that has all names of one of the alternatives within the first bytes."""

    def test(name: str, head: bytes) -> bool:
        plain = _plain(head)
        starts = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"[")
        return starts and any(all(b'"%s"' % n in plain for n in names) for names in alternatives)

    return test


def _is_nessus_csv(name: str, head: bytes) -> bool:
    first = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    return {c.strip().strip('"') for c in first.strip().split(",")} >= _NEEDED_COLUMNS


BY_MODULE: Mapping[str, Test] = {
    "nessus": _is_xml(b"NessusClientData_v2"),
    "nessus_csv": _is_nessus_csv,
    "openvas": lambda name, head: any(
        test(name, head)
        for test in (_is_xml(b"report", b"<nvt", b"<gmp", b"<omp", b"content_type"),
                     _is_xml(b"get_reports_response"))
    ),
    "nmap": _is_xml(b"nmaprun"),
    "cyclonedx_xml": _is_xml(b"bom", b"cyclonedx.org"),
    "cyclonedx": _is_json((b"bomFormat",), (b"components", b"bom-ref"), (b"components", b"purl")),
    "sarif": _is_json((b"runs", b"driver"), (b"runs", b"results"), (b"runs", b"$schema")),
    "trivy": _is_json((b"ArtifactName", b"ArtifactType"), (b"ArtifactName", b"Results")),
    "grype": _is_json((b"matches", b"vulnerability", b"artifact"), (b"matches", b"descriptor")),
    "prowler": _is_json((b"finding_info", b"status_code")),
    "secure_score": _is_json((b"controlScores",), (b"currentScore", b"maxScore")),
    "kev": _is_json((b"catalogVersion", b"vulnerabilities")),
}  # fmt: skip
