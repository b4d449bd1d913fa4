"""Speed and memory of reading large scanner exports: `python -m benchmarks.scanners [MB]` (Linux).

Makes a Nessus report of 50 MB (or MB) in a temporary folder, in the true format with made-up hosts,
then reads each export in a fresh process. Seconds are CPU time, so that other work does not count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MEGABYTE = 1024 * 1024
_PROSE = (
    "The remote host is affected by a weakness that lets somebody without an account run commands "
    "of their choice, or read what they should not, as the maker of the software explains in its "
    "notice. Several versions are affected and they are listed there with the dates. "
)
_PLUGINS = (
    ("KB50{n:05}: Windows 10 Security Update (January 2024)", "Windows : Microsoft Bulletins", 3),
    ("Ubuntu 22.04 LTS : OpenSSL vulnerability (USN-{n})", "Ubuntu Local Security Checks", 3),
    ("SMB Signing not required", "Misc.", 2),
    ("TLS Version 1.0 Protocol Detection", "Service detection", 2),
    ("SSL Certificate Cannot Be Trusted", "General", 2),
    ("Unsupported Windows OS (remote)", "Windows", 4),
    ("Nessus SYN scanner", "Port scanners", 0),
    ("Service Detection", "Service detection", 0),
)
_READ = """
import resource, sys, time
from pathlib import Path
from frameworks.loader import load
from datetime import date
from sextant.evidence.file_reader import read_file
kinds = load().documents
path = Path(sys.argv[1])
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
text = read_file(path.name, path, kinds, date(2026, 6, 1))
assert not text.record.skipped, text.record.skipped
print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
      len(text.material.statements))
"""


def nessus(size: int) -> Iterator[str]:
    """A report of about `size` bytes."""
    head = '<?xml version="1.0" ?>\n<NessusClientData_v2>\n<Report name="Quarterly scan">\n'
    yield head
    written, host = len(head), 0
    while written < size:
        text = _host(host)
        written += len(text)
        host += 1
        yield text
    yield "</Report>\n</NessusClientData_v2>\n"


def _host(number: int) -> str:
    address = f"10.{number // 62500}.{number // 250 % 250}.{number % 250 + 1}"
    tags = (f'<tag name="host-ip">{address}</tag>\n<tag name="operating-system">Microsoft Windows '
            '10 Pro</tag>\n<tag name="HOST_END_TIMESTAMP">1757808000</tag>')  # fmt: skip
    items = "".join(_item(number * 80 + i) for i in range(80))
    return (f'<ReportHost name="{address}"><HostProperties>\n{tags}\n</HostProperties>\n{items}'
            "</ReportHost>\n")  # fmt: skip


def _item(number: int) -> str:
    title, family, severity = _PLUGINS[number % len(_PLUGINS)]
    name = quoteattr(title.format(n=number % 997))
    cve = f"<cve>CVE-2024-{10000 + number % 997}</cve>\n" if severity == 3 else ""
    output = f"Path : C:\\Windows\\System32\\file{number}.dll\nInstalled version : 10.0.{number}"
    return (
        f'<ReportItem port="445" svc_name="cifs" protocol="tcp" severity="{severity}" '
        f'pluginID="{50000 + number % 997}" pluginName={name} pluginFamily="{family}">\n'
        f"<description>{_PROSE * 3}</description>\n<fname>x.nasl</fname>\n"
        f"<plugin_modification_date>2024/05/14</plugin_modification_date>\n"
        f"<plugin_type>local</plugin_type>\n<risk_factor>High</risk_factor>\n"
        f"<solution>{_PROSE}</solution>\n<synopsis>{_PROSE[:90]}</synopsis>\n"
        f"<vuln_publication_date>2024/01/{number % 28 + 1:02}</vuln_publication_date>\n{cve}"
        f"<plugin_output>{escape(output)}</plugin_output>\n</ReportItem>\n"
    )


def grype(size: int) -> Iterator[str]:
    """A report of about `size` bytes."""
    yield '{"matches": ['
    one = len(_match(0)) + 2
    for number in range(max(1, size // one)):
        yield (", " if number else "") + _match(number)
    yield '], "descriptor": {"name": "grype", "timestamp": "2026-09-14T08:00:00Z"}}'


def _match(number: int) -> str:
    return json.dumps({
        "vulnerability": {
            "id": f"CVE-2024-{number % 90000:05}", "severity": "High", "description": _PROSE * 2,
            "fix": {"versions": ["2.0"], "state": "fixed"},
        },
        "relatedVulnerabilities": [],
        "matchDetails": [{"type": "exact-direct-match", "matcher": "dpkg-matcher"}],
        "artifact": {
            "name": f"lib{number % 400}", "version": "1.2", "type": "deb",
            "locations": [{"path": "/var/lib/dpkg/status"}],
        },
    })  # fmt: skip


def measure(path: Path) -> tuple[float, float, int]:
    """(CPU seconds, peak MB, Statements) of reading the file in a fresh process."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}  # noqa: TID251
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, peak, statements = done.stdout.split()
    return float(seconds), float(peak), int(statements)


def main() -> None:
    size = int(sys.argv[1] if len(sys.argv) > 1 else 50) * MEGABYTE
    with tempfile.TemporaryDirectory() as folder:
        for name, parts in (("report.nessus", nessus(size)), ("grype.json", grype(size))):
            path = Path(folder) / name
            with path.open("w", encoding="utf-8") as file:
                file.writelines(parts)
            seconds, peak, statements = measure(path)
            print(
                f"{name}, {path.stat().st_size / MEGABYTE:.0f} MB: {seconds:.1f} s CPU, "
                f"{peak:.0f} MB at most, {statements} Statements (target for 50 MB: 5 s, 300 MB)"
            )


if __name__ == "__main__":
    main()
