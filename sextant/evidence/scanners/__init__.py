"""Exports of scanners and platforms: each kind has a reader in a module of its own.

A module turns a file into a stream of observations; `tally` counts them by the rules of
frameworks/scanners/, `conclusions` writes one Statement for what they come to.
"""

from __future__ import annotations

from sextant.evidence.material import MEGABYTE, Reader
from sextant.evidence.scanners import recognition

_JSON = frozenset({".json"})
_XML = frozenset({".xml"})
_LARGEST = 200 * MEGABYTE


def _reader(title: str, module: str, suffixes: frozenset[str]) -> Reader:
    return Reader(
        title=title,
        suffixes=suffixes,
        module=f"{__name__}.{module}",
        max_bytes=_LARGEST,
        recognises=recognition.BY_MODULE[module],
    )


READERS: tuple[Reader, ...] = (
    _reader("Nessus report", "nessus", frozenset({".nessus", ".xml"})),
    _reader("Nessus report", "nessus_csv", frozenset({".csv"})),
    _reader("OpenVAS report", "openvas", _XML),
    _reader("Nmap report", "nmap", _XML),
    _reader("CycloneDX bill of materials", "cyclonedx_xml", _XML),
    _reader("CycloneDX bill of materials", "cyclonedx", _JSON),
    _reader("SARIF report", "sarif", frozenset({".sarif", ".json"})),
    _reader("Trivy report", "trivy", _JSON),
    _reader("Grype report", "grype", _JSON),
    _reader("Prowler report", "prowler", _JSON),
    _reader("Microsoft Secure Score", "secure_score", _JSON),
    _reader("catalogue of exploited vulnerabilities", "kev", _JSON),
)
