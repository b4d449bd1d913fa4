"""Exports of network scanners for the examples: Nessus, Nmap, OpenVAS, and a catalogue beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

Json = dict[str, Any]

_SYSTEMS = ("Microsoft Windows 10 Pro", "Microsoft Windows 11 Enterprise",
            "Microsoft Windows 7 Professional Service Pack 1",
            "Microsoft Windows Server 2019")  # fmt: skip
_MISSING = (
    (3, 197862, "KB5037768: Windows 10 Security Update (May 2024)", "CVE-2024-30040", "2024/05/14"),
    (
        3,
        200350,
        "KB5039212: Windows 11 Security Update (June 2024)",
        "CVE-2024-30080",
        "2024/06/11",
    ),
)
_OLD = (
    (4, 97833, "MS17-010: Security Update for Microsoft Windows SMB Server", "CVE-2017-0144",
     "2017/03/14"),
    (4, 108797, "Unsupported Windows OS (remote)", "", ""),
)  # fmt: skip
_SETTING = (2, 57608, "SMB Signing not required", "", "")


def nessus() -> str:
    """64 computers of which 22 lack updates and seven still run Windows 7."""
    hosts = "".join(_nessus_host(i) for i in range(64))
    return (
        '<?xml version="1.0" ?>\n<NessusClientData_v2>\n<Policy><policyName>Credentialed patch '
        'audit</policyName></Policy>\n<Report name="Offices plant 1 and 2">\n'
        f"{hosts}</Report>\n</NessusClientData_v2>\n"
    )


def _nessus_host(number: int) -> str:
    system = _SYSTEMS[2] if number % 9 == 4 else _SYSTEMS[number % 2 + 2 * (number % 16 == 15)]
    findings = list(_OLD) if system == _SYSTEMS[2] else []
    findings += [_MISSING[number // 4 % 2]] if number % 4 == 1 and not findings else []
    findings += [_SETTING] if number % 3 == 0 else []
    address = f"10.20.{4 + number % 2}.{20 + number}"
    items = "".join(
        _nessus_item(*f) for f in [(0, 19506, "Nessus Scan Information", "", ""), *findings]
    )
    return (
        f'<ReportHost name="{address}"><HostProperties>\n<tag name="host-ip">{address}</tag>\n'
        f'<tag name="operating-system">{system}</tag>\n'
        '<tag name="HOST_END_TIMESTAMP">1789372800</tag>\n</HostProperties>\n'
        f"{items}</ReportHost>\n"
    )


def _nessus_item(severity: int, plugin: int, name: str, cve: str, known: str) -> str:
    family = "Windows : Microsoft Bulletins" if cve else "Windows" if severity > 2 else "Misc."
    inside = (f"<cve>{cve}</cve>" if cve else "") + (
        f"<vuln_publication_date>{known}</vuln_publication_date>" if known else ""
    )
    return (
        f'<ReportItem port="{445 if severity else 0}" svc_name="cifs" protocol="tcp" '
        f'severity="{severity}" pluginID="{plugin}" pluginName={quoteattr(name)} '
        f'pluginFamily="{family}">{inside}</ReportItem>\n'
    )


def nmap() -> str:
    """Three lines to the internet; behind one of them a builder's screen sharing answers."""
    hosts = {
        "203.0.113.24": (("443", "https", "open"), ("22", "ssh", "filtered")),
        "203.0.113.25": (("443", "https", "open"), ("500", "isakmp", "open")),
        "203.0.113.27": (("5900", "vnc", "open"), ("80", "http", "open")),
    }
    body = "".join(_nmap_host(address, ports) for address, ports in hosts.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n'
        '<nmaprun scanner="nmap" args="nmap -Pn -sV -oX outside.xml 203.0.113.24-27" '
        'start="1789459200" version="7.95" xmloutputversion="1.05">\n'
        f'{body}<runstats><finished time="1789459900"/><hosts up="3" down="1" total="4"/>'
        "</runstats>\n</nmaprun>\n"
    )


def _nmap_host(address: str, ports: Iterable[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<port protocol="tcp" portid="{number}"><state state="{state}" reason="syn-ack"/>'
        f'<service name="{service}" method="table" conf="3"/></port>\n'
        for number, service, state in ports
    )
    return (
        f'<host><status state="up" reason="user-set"/><address addr="{address}" addrtype="ipv4"/>\n'
        f"<ports>\n{rows}</ports></host>\n"
    )


def exploited() -> Json:
    """An excerpt in the format of CISA's catalogue."""
    return {
        "title": "CISA Catalog of Known Exploited Vulnerabilities",
        "catalogVersion": "2026.09.10",
        "count": 2,
        "vulnerabilities": [
            {"cveID": "CVE-2017-0144", "vendorProject": "Microsoft", "product": "SMBv1",
             "dateAdded": "2022-02-10", "dueDate": "2022-08-10"},
            {"cveID": "CVE-2024-30040", "vendorProject": "Microsoft", "product": "Windows",
             "dateAdded": "2024-05-14", "dueDate": "2024-06-04"},
        ],
    }  # fmt: skip


def openvas() -> str:
    """The head office and the web shop; the agency says that all patches are in within a week."""
    rows = (
        ("203.0.113.80", "443/tcp", "Adobe Commerce / Magento XXE Vulnerability (APSB24-40)",
         "Web application abuses", "9.8", "CVE-2024-34102"),
        ("192.168.10.5", "5000/tcp",
         "Synology DiskStation Manager (DSM) End of Life (EOL) Detection", "General", "10.0", ""),
        ("192.168.10.61", "80/tcp", "HTTP Default Credentials Reporting (Camera)",
         "Default Accounts", "9.0", ""),
        ("192.168.10.5", "445/tcp", "SMBv1 enabled (Remote Check)", "Windows", "5.0", ""),
        ("203.0.113.80", "443/tcp", "SSL/TLS: Report Supported Cipher Suites", "SSL and TLS",
         "0.0", ""),
    )  # fmt: skip
    hosts = [f"192.168.10.{i}" for i in (1, 5, *range(20, 44), 61, 62)] + ["203.0.113.80"]
    listed = "".join(f"<host><ip>{h}</ip></host>\n" for h in hosts)
    results = "".join(_openvas_row(i, *row) for i, row in enumerate(rows, start=1))
    return (
        '<report id="r" format_id="a994b278-1f62-11e1-96ac-406186ea4fc5" extension="xml" '
        'content_type="text/xml"><report id="r">\n<gmp><version>22.4</version></gmp>\n'
        '<task id="t"><name>Head office and web shop</name></task>\n'
        f"<scan_start>2026-08-31T19:00:00Z</scan_start>\n{listed}"
        f'<results start="1" max="100">\n{results}</results>\n'
        "<scan_end>2026-08-31T21:10:00Z</scan_end>\n</report></report>\n"
    )


def _openvas_row(
    number: int, host: str, port: str, name: str, family: str, score: str, cve: str
) -> str:
    refs = f'<refs><ref type="cve" id="{cve}"/></refs>' if cve else "<refs/>"
    threat = "Log" if score == "0.0" else "High" if float(score) >= 7 else "Medium"
    return (
        f'<result id="{number}"><name>{name}</name><host>{host}</host><port>{port}</port>\n'
        f'<nvt oid="1.3.6.1.4.1.25623.1.0.10{number:04}"><type>nvt</type><name>{name}</name>'
        f"<family>{family}</family><cvss_base>{score}</cvss_base>{refs}</nvt>\n"
        f"<threat>{threat}</threat><severity>{score}</severity></result>\n"
    )
