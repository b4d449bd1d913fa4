"""Makes the scanner exports of the examples, in the true formats, with made-up hosts and names.

`python -m examples.make_scans`, from the repository's root, writes them into the examples' folders.
Each contradicts something that the organisation says of itself.
"""

from __future__ import annotations

import json
from pathlib import Path

from examples.network_scans import exploited, nessus, nmap, openvas
from examples.platform_scans import cyclonedx, grype, prowler, sarif, secure_score, trivy

HERE = Path(__file__).resolve().parent
FILES = {
    "manufacturer/nachweise/nessus-offices.nessus": nessus,
    "manufacturer/nachweise/nmap-from-outside.xml": nmap,
    "manufacturer/nachweise/known-exploited.json": exploited,
    "saas/evidence/scans/trivy-app.json": trivy,
    "saas/evidence/scans/grype-runner.json": grype,
    "saas/evidence/scans/semgrep.sarif": sarif,
    "saas/evidence/scans/front-end.cdx.json": cyclonedx,
    "clinic/secure-score.json": secure_score,
    "fintech/docs-room/prowler-production.ocsf.json": prowler,
    "retailer/openvas-head-office.xml": openvas,
}  # fmt: skip


def main() -> None:
    for name, make in FILES.items():
        made = make()
        text = made if isinstance(made, str) else json.dumps(made, indent=1) + "\n"
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
