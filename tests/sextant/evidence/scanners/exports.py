"""Small exports in the true formats, with made-up hosts, for the tests beside."""

from __future__ import annotations

import json
from typing import Any

NESSUS = """\
<?xml version="1.0" ?>
<NessusClientData_v2>
<Policy><policyName>Basic</policyName><Preferences><ServerPreferences/></Preferences></Policy>
<Report name="Office &amp; plant" xmlns:cm="http://www.nessus.org/cm">
<ReportHost name="10.0.0.5"><HostProperties>
<tag name="host-ip">10.0.0.5</tag>
<tag name="operating-system">Microsoft Windows 7 Professional</tag>
<tag name="HOST_END_TIMESTAMP">1757808000</tag>
</HostProperties>
<ReportItem port="445" svc_name="cifs" protocol="tcp" severity="3" pluginID="97833" \
pluginName="MS17-010: Security Update for Microsoft Windows SMB Server" \
pluginFamily="Windows : Microsoft Bulletins">
<description>x</description><cve>CVE-2017-0144</cve><cve>CVE-2017-0145</cve>
<vuln_publication_date>2017/03/14</vuln_publication_date>
<plugin_output>Path : srv.sys</plugin_output></ReportItem>
<ReportItem port="0" svc_name="general" protocol="tcp" severity="4" pluginID="108797" \
pluginName="Unsupported Windows OS (remote)" pluginFamily="Windows"/>
<ReportItem port="3389" svc_name="msrdp" protocol="tcp" severity="0" pluginID="10940" \
pluginName="Remote Desktop Protocol Service Detection" pluginFamily="Service detection"/>
</ReportHost>
<ReportHost name="10.0.0.6"><HostProperties><tag name="host-ip">10.0.0.6</tag></HostProperties>
<ReportItem port="0" svc_name="general" protocol="tcp" severity="0" pluginID="19506" \
pluginName="Nessus Scan Information" pluginFamily="Settings"/>
</ReportHost>
<ReportHost name="10.0.0.7"><HostProperties><tag name="host-ip">10.0.0.7</tag></HostProperties>
<ReportItem port="0" svc_name="general" protocol="tcp" severity="0" pluginID="19506" \
pluginName="Nessus Scan Information" pluginFamily="Settings"/>
</ReportHost>
</Report>
</NessusClientData_v2>
"""

NESSUS_CSV = """\
Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,\
See Also,Plugin Output
97833,CVE-2017-0144,9.3,High,10.0.0.5,tcp,445,"MS17-010: Security Update for Microsoft Windows \
SMB Server",x,x,x,x,"Path : srv.sys"
57608,,5.0,Medium,10.0.0.5,tcp,445,SMB Signing not required,x,"two
lines",x,x,x
19506,,,None,10.0.0.6,tcp,0,Nessus Scan Information,x,x,x,x,x
"""

OPENVAS = """\
<report id="1" format_id="2" extension="xml" content_type="text/xml"><report id="1">
<gmp><version>22.4</version></gmp>
<task id="t"><name>Shops, quarterly</name></task>
<scan_start>2026-08-03T06:00:00Z</scan_start>
<host><ip>192.168.1.10</ip></host><host><ip>192.168.1.11</ip></host>
<results start="1" max="100">
<result id="r1"><name>Operating System (OS) End of Life (EOL) Detection</name>
<host>192.168.1.10<hostname>nas</hostname></host><port>general/tcp</port>
<nvt oid="1.3.6.1.4.1.25623.1.0.103674"><type>nvt</type>
<name>Operating System (OS) End of Life (EOL) Detection</name><family>General</family>
<cvss_base>10.0</cvss_base><refs><ref type="url" id="https://example.org"/></refs></nvt>
<threat>High</threat><severity>10.0</severity><description>EOL</description></result>
<result id="r2"><name>Debian: Security Advisory (DSA-5514-1)</name>
<host>192.168.1.11</host><port>package</port>
<nvt oid="1.3.6.1.4.1.25623.1.1.1.1"><name>Debian: Security Advisory (DSA-5514-1)</name>
<family>Debian Local Security Checks</family>
<refs><ref type="cve" id="CVE-2023-4911"/></refs></nvt>
<threat>High</threat><severity>7.8</severity></result>
</results></report></report>
"""


def nmap(*ports: tuple[str, str, str], args: str = "nmap -oX x 10.0.0.0/24") -> str:
    """`ports`: (address, number, state)."""
    hosts = "".join(
        f'<host><status state="up"/><address addr="{address}" addrtype="ipv4"/><ports>'
        f'<port protocol="tcp" portid="{number}"><state state="{state}" reason="syn-ack"/>'
        f'<service name="x"/></port></ports></host>\n'
        for address, number, state in ports
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n'
        '<?xml-stylesheet href="file:///usr/share/nmap/nmap.xsl" type="text/xsl"?>\n'
        f'<nmaprun scanner="nmap" args="{args}" start="1757808000" version="7.93">\n{hosts}'
        '<runstats><finished time="1757808100"/></runstats></nmaprun>\n'
    )


TRIVY: dict[str, Any] = {
    "SchemaVersion": 2,
    "CreatedAt": "2026-09-01T10:00:00Z",
    "ArtifactName": "registry.example.org/app:41",
    "ArtifactType": "container_image",
    "Metadata": {"OS": {"Family": "alpine", "Name": "3.14.2", "EOSL": True}},
    "Results": [
        {
            "Target": "app (alpine 3.14.2)", "Class": "os-pkgs", "Type": "alpine",
            "Vulnerabilities": [
                {
                    "VulnerabilityID": "CVE-2022-0778", "PkgName": "libssl1.1",
                    "InstalledVersion": "1.1.1l-r0", "FixedVersion": "1.1.1n-r0",
                    "Title": "openssl: Infinite loop in BN_mod_sqrt()", "Severity": "HIGH",
                    "PublishedDate": "2022-03-15T17:15:00Z",
                },
                {
                    "VulnerabilityID": "CVE-2023-99999", "PkgName": "zlib",
                    "InstalledVersion": "1.2.11", "Title": "zlib: something", "Severity": "HIGH",
                },
            ],
        },
        {
            "Target": "settings.py", "Class": "secret",
            "Secrets": [{
                "RuleID": "aws-access-key-id", "Category": "AWS", "Severity": "CRITICAL",
                "Title": "AWS Access Key ID", "Match": "key = ****",
            }],
        },
    ],
}  # fmt: skip

GRYPE: dict[str, Any] = {
    "matches": [
        {
            "vulnerability": {
                "id": "GHSA-jfh8-c2jp-5v3q", "severity": "Critical",
                "fix": {"versions": ["2.15.0"], "state": "fixed"},
            },
            "relatedVulnerabilities": [{"id": "CVE-2021-44228"}],
            "matchDetails": [],
            "artifact": {
                "name": "log4j-core", "version": "2.14.1",
                "locations": [{"path": "/app/lib/log4j-core-2.14.1.jar"}],
            },
        },
    ],
    "descriptor": {"name": "grype", "version": "0.87.0", "timestamp": "2026-09-02T08:00:00Z"},
}  # fmt: skip

KEV: dict[str, Any] = {
    "title": "CISA Catalog of Known Exploited Vulnerabilities",
    "catalogVersion": "2026.09.01",
    "count": 1,
    "vulnerabilities": [
        {"cveID": "CVE-2021-44228", "dateAdded": "2021-12-10", "dueDate": "2021-12-24"},
        {"cveID": "CVE-2022-0778", "dateAdded": "2026-08-30", "dueDate": "2026-09-20"},
    ],
}


def prowler(*findings: tuple[str, str, str]) -> str:
    """`findings`: (check, PASS or FAIL, resource)."""
    return json.dumps([
        {
            "message": f"Resource {resource}: {check} is {status}.",
            "metadata": {
                "event_code": check,
                "product": {"uid": "prowler", "name": "Prowler", "version": "5.46.0"},
                "version": "1.5.0",
            },
            "severity_id": 4, "severity": "High", "status": "New", "status_code": status,
            "status_detail": f"Resource {resource}: {check} is {status}.",
            "finding_info": {"title": check.replace("_", " "), "desc": "x",
                             "uid": f"prowler-aws-{check}-1-us-east-1-{resource}"},
            "resources": [{"uid": f"arn:aws:iam::1:{resource}", "name": resource,
                           "group": {"name": check.partition("_")[0]}}],
            "class_uid": 2004, "time": 1757808000, "time_dt": "2026-09-14T00:00:00",
        }
        for check, status, resource in findings
    ])  # fmt: skip


SARIF: dict[str, Any] = {
    "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
    "version": "2.1.0",
    "runs": [{
        "tool": {"driver": {"name": "Semgrep", "rules": [
            {"id": "sqli", "shortDescription": {"text": "SQL built from user input"},
             "properties": {"security-severity": "8.8", "tags": ["security"]}},
        ]}},
        "invocations": [{"executionSuccessful": True, "endTimeUtc": "2026-09-03T09:00:00Z"}],
        "results": [
            {"ruleId": "sqli", "level": "error", "message": {"text": "Query from input"},
             "locations": [{"physicalLocation": {
                 "artifactLocation": {"uri": "src/members.py"}, "region": {"startLine": 88}}}]},
            {"ruleId": "style", "level": "note", "message": {"text": "Long line"}},
        ],
    }],
}  # fmt: skip

CYCLONEDX: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "metadata": {"timestamp": "2026-09-04T09:00:00Z"},
    "components": [
        {"type": "library", "name": "lodash", "version": "4.17.20", "purl": "pkg:npm/lodash"},
    ],
    "vulnerabilities": [
        {"id": "CVE-2021-23337", "ratings": [{"severity": "high"}],
         "affects": [{"ref": "pkg:npm/lodash"}], "analysis": {"state": "exploitable"}},
        {"id": "CVE-2020-28500", "ratings": [{"severity": "high"}],
         "analysis": {"state": "not_affected"}},
    ],
}  # fmt: skip

CYCLONEDX_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:3e671687" version="1">
<metadata><timestamp>2026-09-04T09:00:00Z</timestamp>
<component type="application"><name>shop</name></component></metadata>
<components><component type="library"><name>lodash</name><version>4.17.20</version></component>
</components>
<vulnerabilities><vulnerability><id>CVE-2021-23337</id><ratings><rating><severity>high</severity>
</rating></ratings></vulnerability></vulnerabilities></bom>
"""


def secure_score(*controls: tuple[str, float, str, str, str]) -> str:
    """`controls`: (name, percentage, count, total, what the portal says)."""
    return json.dumps({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#security/secureScores",
        "value": [{
            "id": "tenant_2026-09-10", "azureTenantId": "tenant",
            "createdDateTime": "2026-09-10T00:00:00Z", "currentScore": 41.0, "maxScore": 90.0,
            "controlScores": [
                {"controlCategory": "Identity", "controlName": name, "score": share / 10,
                 "scoreInPercentage": share, "count": count, "total": total,
                 "implementationStatus": said, "description": "x"}
                for name, share, count, total, said in controls
            ],
        }],
    })  # fmt: skip


EVERY: dict[str, str] = {
    "office.nessus": NESSUS,
    "office.csv": NESSUS_CSV,
    "openvas.xml": OPENVAS,
    "nmap.xml": nmap(("203.0.113.9", "3389", "open"), ("10.0.0.8", "445", "open")),
    "trivy.json": json.dumps(TRIVY),
    "grype.json": json.dumps(GRYPE),
    "prowler.ocsf.json": prowler(("iam_user_mfa_enabled_console_access", "FAIL", "ana")),
    "code.sarif": json.dumps(SARIF),
    "bom.json": json.dumps(CYCLONEDX),
    "bom.xml": CYCLONEDX_XML,
    "score.json": secure_score(("MFARegistrationV2", 60.0, "6", "10", "4 of 10 users are not")),
    "kev.json": json.dumps(KEV),
}
