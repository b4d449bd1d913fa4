"""The import law and the house rules that a machine can check (docs/adr/0001)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Whoever stands further right may import what stands further left, never the other way.
LAYERS = [
    ("sextant.errors", "sextant.settings", "sextant.collector"),
    ("sextant.records",),
    ("frameworks",),
    (
        "sextant.evidence",
        "sextant.intake",
        "sextant.assessment",
        "sextant.branding",
        "sextant.tokens",
        "sextant.llm",
        "sextant.redaction",
    ),
    ("sextant.trace",),
    ("agents",),
    ("sextant.migrations", "sextant.tables", "sextant.trail"),
    ("sextant.database", "sextant.history_lookup"),
    (
        "sextant.publication",
        "sextant.requirements",
        "sextant.declared",
        "sextant.evidence_report",
        "sextant.reading",
        "sextant.reports",
        "sextant.storage",
        "sextant.run_records",
        "sextant.changes",
        "sextant.causes",
        "sextant.comparison",
        "sextant.review",
        "sextant.review_requests",
        "sextant.review_file",
        "sextant.review_workbook",
    ),
    ("sextant.follow_up",),
    ("sextant.running", "sextant.documents"),
    ("sextant.service",),
    ("sextant.portfolio",),
    ("sextant.batch",),
    ("sextant.ui", "sextant.commands", "sextant.cli"),
]
HOMES = {
    "langgraph": {"agents/graph.py"},
    "streamlit": None,
    "typst": {"sextant/reports/pdf.py"},
    "distributed": {"sextant/batch/cluster.py"},
    "tiktoken": {"sextant/tokens/counting.py"},
    "langchain": {"sextant/llm/langchain.py"}, "langchain_core": {"sextant/llm/langchain.py"},
    "xllamacpp": {"sextant/llm/local.py"}, "httpx": {"sextant/llm/openai_api.py"},
    "detect_secrets": {"sextant/redaction.py"},
    "genai_prices": {"sextant/llm/pricing.py"},
    "bm25s": {"sextant/tokens/ranking.py"},
    "sqlalchemy": {
        "sextant/database.py", "sextant/tables.py", "sextant/storage.py", "sextant/run_records.py",
        "sextant/history_lookup.py",
        "sextant/batch/ledger.py", "sextant/batch/shared_results.py",
    },
}  # fmt: skip
SOURCES = sorted(
    p for folder in ("agents", "frameworks", "sextant") for p in (ROOT / folder).rglob("*.py")
)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found


def layer(module: str) -> int | None:
    for level, prefixes in enumerate(LAYERS):
        if any(module == p or module.startswith(p + ".") for p in prefixes):
            return level
    return None


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_imports_what_stands_above_it(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    own = layer(module)
    if own is None:
        return
    for name in imports(path):
        other = layer(name)
        assert other is None or other <= own, f"{module} imports {name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_heavy_libraries_have_one_home(path: Path) -> None:
    shown = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        top = name.split(".")[0]
        if top == "streamlit":
            assert shown.startswith("sextant/ui/"), shown
        elif top == "sqlalchemy" and shown.startswith("sextant/migrations/"):
            continue
        elif homes := HOMES.get(top):
            assert shown in homes, shown


def test_only_the_fork_server_imports_the_module_whose_import_works() -> None:
    assert not [p for p in SOURCES if "sextant.batch.preloaded" in imports(p)]


def test_no_module_has_a_banned_name() -> None:
    banned = {"utils", "helpers", "common", "manager"}
    assert not [p for p in SOURCES if p.stem in banned]


@pytest.mark.parametrize("module", ["sextant.cli", "sextant.records", "frameworks.loader"])
def test_importing_costs_nothing_heavy(module: str) -> None:
    code = (
        f"import sys, {module}; "
        "print(sorted({'langgraph', 'numpy', 'streamlit', 'typst', 'jinja2', 'sqlalchemy'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
