"""The six examples: complete, honest, and every quote is where it says."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import docx
import jsonschema
import openpyxl
import pypdf
import pytest
import yaml

from sextant.assessment import Assessment, json_schema
from sextant.evidence.instructions import unmasked
from sextant.service import run_assessment

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(p.parent.name for p in (ROOT / "examples").glob("*/profile.yaml"))
_done: dict[str, Assessment] = {}


def assessed(name: str) -> Assessment:
    if name not in _done:
        _done[name] = run_assessment(ROOT / "examples" / name / "profile.yaml")
    return _done[name]


def test_there_are_six_of_different_sectors() -> None:
    assert len(EXAMPLES) == 6
    assert len({assessed(n).organization.sector for n in EXAMPLES}) == 6


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_document_fits_its_schema_and_has_106_ratings(name: str) -> None:
    document = json.loads(assessed(name).to_json())
    jsonschema.validate(document, json_schema())
    assert len({c["subcategory"] for c in document["controls"]}) == 106


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_quote_is_found_verbatim_in_its_source(name: str) -> None:
    folder = ROOT / "examples" / name
    texts = {p.relative_to(folder).as_posix(): _flat(_words(p)) for p in folder.rglob("*.*")}
    found = assessed(name)
    quoted = [q for c in found.controls for q in (*c.evidence, *(q for x in c.conflicts
              for q in x.quotes))]  # fmt: skip
    for quote in (*quoted, *(q for r in found.risks for q in r.evidence)):
        source = texts[quote.source].replace("''", "'").replace('\\"', '"')
        assert _flat(quote.quote) in source, quote
        assert _flat(quote.asked) in source, quote


def _words(path: Path) -> str:
    """All words of a file, read by other means than the product's where there are such."""
    if path.suffix == ".pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    if path.suffix == ".docx":
        return " ".join(p.text for p in docx.Document(str(path)).paragraphs)
    if path.suffix == ".xlsx":
        rows = (r for s in openpyxl.load_workbook(path) for r in s.iter_rows(values_only=True))
        return " ".join(str(value) for row in rows for value in row if value is not None)
    return path.read_text(encoding="utf-8")


def _flat(text: str) -> str:
    return " ".join(unmasked(text).replace("- ", " ").replace("> ", " ").split())


def _program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made", ROOT / "examples" / "make_evidence.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_documents_are_what_their_texts_say() -> None:
    for text, document in _program().DOCUMENTS.items():
        words = _flat((ROOT / "examples" / "texts" / text).read_text().replace("#", " "))
        shown = _flat(_words(ROOT / "examples" / document))
        assert all(word in shown for word in words.split())


def test_workbooks_are_what_their_texts_say() -> None:
    for content in _program().WORKBOOKS:
        for sheet in yaml.safe_load((ROOT / "examples" / "texts" / content).read_text()):
            shown = _words(ROOT / "examples" / sheet["file"])
            rows = (*sheet["above"], sheet["heading"], *sheet["rows"])
            assert all(str(value) in shown for row in rows for value in row)


def test_messages_are_what_their_texts_say() -> None:
    made = _program()
    for name in made.MESSAGES:
        content = yaml.safe_load((ROOT / "examples" / "texts" / name).read_text())
        assert (ROOT / "examples" / content["file"]).read_bytes() == made.posted(content)


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_hands_over_files_of_several_kinds_and_all_are_read(name: str) -> None:
    handed = assessed(name).meta.inputs
    assert len(handed) >= 3
    assert len({i.kind for i in handed}) >= 3
    assert not [i for i in handed if i.skipped]


def test_files_that_state_nothing_of_how_one_works_change_nothing(tmp_path: Path) -> None:
    with_files = assessed("minimal")
    profile = (ROOT / "examples" / "minimal" / "profile.yaml").read_text()
    assert set(yaml.safe_load(profile)["organization"]) == {"name", "sector", "description"}
    bare = tmp_path / "profile.yaml"
    bare.write_text("".join(x for x in profile.splitlines(True) if not x.startswith("evidence:")))
    without = run_assessment(bare)
    assert {i.kind for i in with_files.meta.inputs} == {
        "PDF",
        "Excel workbook",
        "e-mail message",
        "Markdown or plain text",
    }
    assert not without.meta.inputs
    assert {c.status for c in with_files.controls} == {"unknown"}
    assert with_files.meta.statements == 0
    assert not with_files.findings
    assert not with_files.assets
    told_with, told_without = json.loads(with_files.to_json()), json.loads(without.to_json())
    for chapter in told_with.keys() - {"meta", "trace"}:
        assert told_with[chapter] == told_without[chapter], chapter


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("clinic", "insurance-application.xlsx"),
        ("fintech", "docs-room/partner-bank-questionnaire.xlsx"),
        ("manufacturer", "nachweise/customer-self-assessment.xlsx"),
        ("retailer", "pci-self-assessment.xlsx"),
        ("saas", "evidence/customer-questionnaire.xlsx"),
    ],
)
def test_what_a_questionnaire_claims_against_others_is_a_contradiction(
    name: str, source: str
) -> None:
    findings = [f for f in assessed(name).findings if f.kind == "contradiction"]
    assert len([f for f in findings if source in f.detail]) >= 2
    assert all(f.detail.count("“") >= 2 for f in findings)
    assert len({(f.title, f.detail) for f in findings}) == len(findings)  # none is told twice


@pytest.mark.parametrize(
    ("name", "claimed", "found"),
    [
        ("clinic", "MFA enforced for all 16 mailboxes", "3 of 16 users"),
        ("clinic", "multi-factor authentication required for the EHR? “Yes”", "nothing more"),
        ("fintech", "Multi-factor authentication is required for any individual", "25 of 28"),
        ("manufacturer", "Security updates shall be installed within thirty days", "21 of 64"),
        ("manufacturer", "for which the manufacturer still provides", "21 of 64"),
        ("manufacturer", "exclusively via the central jump host", "5900"),
        ("manufacturer", "encrypted when it is sent to subcontractors? “Yes”", "unencrypted"),
        ("retailer", "Default passwords must be changed", "Default Credentials"),
        ("retailer", "Is there an incident response plan? “Yes”", "There is no plan"),
        ("saas", "keys and tokens must not be stored in source code", "API key in plain text"),
        ("saas", "disks of all laptops must be encrypted", "no disk encryption check"),
        ("saas", "Do you hold cyber insurance? “Yes”", "no cyber insurance yet"),
    ],
)
def test_a_planted_contradiction_is_a_finding_with_both_quotes(
    name: str, claimed: str, found: str
) -> None:
    details = [f.detail for f in assessed(name).findings if f.kind == "contradiction"]
    both = [d for d in details if claimed in d and found in d]
    assert both
    assert all(d.count("“") >= 2 for d in both)


@pytest.mark.parametrize("name", EXAMPLES)
def test_severities_are_spread(name: str) -> None:
    risks = assessed(name).risks
    critical = sum(1 for r in risks if r.severity == "critical")
    assert critical <= len(risks) / 3
    assert len({r.severity for r in risks}) >= 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_roadmap_lowers_the_loss_and_raises_no_risk(name: str) -> None:
    found = assessed(name)
    losses = [p.annual_loss_usd.p50 for p in found.roadmap]
    assert losses == sorted(losses, reverse=True)
    for risk in found.risks:
        assert risk.residual.annual_loss_usd.p50 <= risk.annual_loss_usd.p50
        assert risk.annual_loss_usd.p10 <= risk.annual_loss_usd.p50 <= risk.annual_loss_usd.p90


@pytest.mark.parametrize("name", [n for n in EXAMPLES if n != "minimal"])
def test_a_described_organisation_is_mostly_told_apart(name: str) -> None:
    statuses = [c.status for c in assessed(name).controls]
    assert statuses.count("implemented") >= 5
    assert statuses.count("not_implemented") + statuses.count("partial") >= 8
    assert any(f.kind == "contradiction" for f in assessed(name).findings)
