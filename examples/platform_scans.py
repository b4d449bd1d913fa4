"""Exports about code and cloud platforms for the examples: what was built, and how it is set up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def trivy() -> Json:
    """The image that went out, although red is said to mean no merge."""
    weak = (
        ("libssl3", "3.0.2-0ubuntu1.10", "3.0.2-0ubuntu1.19", "CVE-2024-12797", "HIGH",
         "openssl: RFC7250 handshakes with unauthenticated servers don't abort as expected"),
        ("django", "4.2.11", "4.2.16", "CVE-2024-45230", "HIGH",
         "python-django: potential denial-of-service in urlize and urlizetrunc"),
        ("pillow", "9.5.0", "10.0.1", "CVE-2023-4863", "CRITICAL",
         "libwebp: Heap buffer overflow in WebP Codec"),
        ("perl-base", "5.34.0-3ubuntu1.3", "", "CVE-2023-31484", "MEDIUM",
         "perl: CPAN.pm does not verify TLS certificates"),
    )  # fmt: skip
    return {
        "SchemaVersion": 2, "CreatedAt": "2026-09-07T07:10:00Z",
        "ArtifactName": "registry.gitlab.com/tallyroom/app:2026.36.4",
        "ArtifactType": "container_image",
        "Metadata": {"OS": {"Family": "ubuntu", "Name": "22.04"}},
        "Results": [
            {"Target": "app (ubuntu 22.04)", "Class": "os-pkgs", "Type": "ubuntu",
             "Vulnerabilities": [_trivy_row(*w) for w in weak if w[0] in ("libssl3", "perl-base")]},
            {"Target": "Python", "Class": "lang-pkgs", "Type": "python-pkg",
             "Vulnerabilities": [_trivy_row(*w) for w in weak if w[0] in ("django", "pillow")]},
        ],
    }  # fmt: skip


def _trivy_row(name: str, have: str, mended: str, cve: str, severity: str, title: str) -> Json:
    row = {"VulnerabilityID": cve, "PkgName": name, "InstalledVersion": have, "Severity": severity,
           "Title": title, "Status": "fixed" if mended else "affected"}  # fmt: skip
    return row | ({"FixedVersion": mended} if mended else {})


def grype() -> Json:
    """The runner's own image."""
    rows = (("GHSA-xvch-5gv4-984h", "minimist", "1.2.5", "CVE-2021-44906", "Critical"),
            ("GHSA-c2qf-rxjj-qqgw", "semver", "7.3.5", "CVE-2022-25883", "High"))  # fmt: skip
    return {
        "matches": [
            {"vulnerability": {"id": ghsa, "severity": severity,
                               "fix": {"versions": ["x"], "state": "fixed"}},
             "relatedVulnerabilities": [{"id": cve}],
             "matchDetails": [{"type": "exact-direct-match", "matcher": "javascript-matcher"}],
             "artifact": {"name": name, "version": version, "type": "npm",
                          "locations": [{"path": "/app/package-lock.json"}]}}
            for ghsa, name, version, cve, severity in rows
        ],
        "descriptor": {"name": "grype", "version": "0.99.0", "timestamp": "2026-09-07T07:20:00Z"},
    }  # fmt: skip


def sarif() -> Json:
    """Code scanning finds a key that the handbook says lies in the secret manager."""
    results = (
        ("generic-api-key", "error", "API key in plain text", "ops/cron/export.env", 3),
        ("python.django.sqli", "error", "Raw SQL from request data", "members/search.py", 41),
        ("python.style.naming", "note", "Short variable name", "members/forms.py", 8),
    )
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "Semgrep OSS", "rules": [
                {"id": rule, "shortDescription": {"text": text}}
                for rule, _, text, _, _ in results]}},
            "invocations": [{"executionSuccessful": True, "endTimeUtc": "2026-09-07T07:31:00Z"}],
            "results": [
                {"ruleId": rule, "level": level, "message": {"text": text},
                 "locations": [{"physicalLocation": {
                     "artifactLocation": {"uri": file}, "region": {"startLine": line}}}]}
                for rule, level, text, file, line in results],
        }],
    }  # fmt: skip


def cyclonedx() -> Json:
    """What the front end is made of."""
    parts = ("react 18.2.0", "lodash 4.17.20", "axios 0.21.1", "moment 2.29.1", "chart.js 3.9.1")
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"timestamp": "2026-09-07T07:05:00Z"},
        "components": [
            {"type": "library", "name": name, "version": version,
             "purl": f"pkg:npm/{name}@{version}", "bom-ref": f"{name}@{version}"}
            for name, version in (p.split() for p in parts)],
    }  # fmt: skip


def secure_score() -> Json:
    """Three of sixteen mailboxes without a second factor; old ways to sign in still open."""
    controls = (
        ("Identity", "MFARegistrationV2", 81.25, "13", "16",
         "You have 3 of 16 users who aren't registered and protected with MFA."),
        ("Identity", "AdminMFAV2", 100.0, "2", "2",
         "You have 2 of 2 users with administrative roles registered and protected with MFA."),
        ("Identity", "BlockLegacyAuthentication", 75.0, "12", "16",
         "You have 4 of 16 users that don't have legacy authentication blocked."),
        ("Apps", "mip_search_auditlog", 100.0, "", "", "Audit log search is turned on."),
        ("Apps", "mdo_safelinksforemail", 100.0, "", "", "Safe Links is on for all users."),
        ("Apps", "mdo_safeattachments", 100.0, "", "", "Safe Attachments is on for all users."),
        ("Data", "dlp_datalossprevention", 0.0, "", "", "No data loss prevention policy is set."),
    )  # fmt: skip
    return {
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#security/secureScores",
        "value": [{
            "id": "juniper_2026-09-11", "azureTenantId": "juniper", "activeUserCount": 16,
            "createdDateTime": "2026-09-11T00:00:00Z", "currentScore": 38.5, "maxScore": 71.0,
            "licensedUserCount": 16,
            "controlScores": [
                {"controlCategory": category, "controlName": name, "score": share / 10,
                 "scoreInPercentage": share, "count": count, "total": total,
                 "implementationStatus": said, "lastSynced": "2026-09-11T00:00:00Z"}
                for category, name, share, count, total, said in controls],
        }],
    }  # fmt: skip


def prowler() -> list[Json]:
    """The production account: one replica and two buckets are not what the policy says."""
    return [_prowler_finding(*f) for f in _prowler_rows()]


def _prowler_rows() -> Iterator[tuple[str, str, str, str]]:
    for i in range(28):
        state = "PASS" if i < 25 else "FAIL"
        said = "has MFA enabled" if i < 25 else "has Console Password enabled but MFA disabled"
        yield (
            "iam_user_mfa_enabled_console_access",
            state,
            f"user-{i + 1:02}",
            f"User user-{i + 1:02} {said}.",
        )
    for i in range(6):
        state, said = ("PASS", "is encrypted") if i < 5 else ("FAIL", "is not encrypted")
        yield (
            "rds_instance_storage_encrypted",
            state,
            f"pg-{i + 1}",
            f"RDS Instance pg-{i + 1} {said}.",
        )
    for i in range(14):
        state, said = ("PASS", "is not") if i != 9 else ("FAIL", "is")
        yield (
            "s3_bucket_public_access",
            state,
            f"fw-{i + 1}",
            f"S3 Bucket fw-{i + 1} {said} public.",
        )
    for i in range(9):
        said = "does not have" if i < 7 else "has"
        yield ("iam_rotate_access_key_90_days", "PASS" if i < 7 else "FAIL", f"key-{i + 1}",
               f"User key-{i + 1} {said} access keys older than 90 days.")  # fmt: skip
    yield ("cloudtrail_multi_region_enabled", "PASS", "org-trail",
           "Trail org-trail is multiregion and it is logging.")  # fmt: skip
    yield (
        "guardduty_is_enabled",
        "PASS",
        "detector-prod",
        "GuardDuty detector detector-prod enabled.",
    )
    yield ("rds_instance_backup_enabled", "PASS", "pg-1",
           "RDS Instance pg-1 has backup enabled with retention period 14 days.")  # fmt: skip
    yield ("ec2_instance_port_ssh_exposed_to_internet", "FAIL", "i-0b1",
           "Instance i-0b1 has SSH exposed to 0.0.0.0/0 on public IP address 198.51.100.7."
           )  # fmt: skip


def _prowler_finding(check: str, state: str, resource: str, said: str) -> Json:
    return {
        "message": said, "status": "New", "status_id": 1, "status_code": state,
        "status_detail": said,
        "severity": "High", "severity_id": 4, "class_uid": 2004, "class_name": "Detection Finding",
        "metadata": {"event_code": check, "version": "1.5.0",
                     "product": {"uid": "prowler", "name": "Prowler", "version": "5.46.0"}},
        "finding_info": {"title": check.replace("_", " "),
                         "uid": f"prowler-aws-{check}-{resource}"},
        "resources": [{"uid": f"arn:aws:{check.partition('_')[0]}::111122223333:{resource}",
                       "name": resource, "group": {"name": check.partition("_")[0]}}],
        "time": 1789286400, "time_dt": "2026-09-13T08:00:00",
    }  # fmt: skip
