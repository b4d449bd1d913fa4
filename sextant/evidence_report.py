"""What was understood of evidence, file by file, for whoever wants to check the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from frameworks.loader import Knowledge
from sextant.evidence import files
from sextant.reading import Understood, understand
from sextant.records import EvidenceFile, Finding, Mention, Passage, Record, Statement

_WIDTH = 160  # characters of a quote on a terminal
_MOST_IGNORED = 5  # ignored passages shown of each file on a terminal


class Ignored(Record):
    """A passage from which no Statement and no fact was read."""

    locator: str
    text: str


class FileReport(Record):
    """One file: what it is, what it says, what was not used of it."""

    file: EvidenceFile
    passages: int
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...]


class PassedOver(Record):
    source: str
    reason: str


class EvidenceReport(Record):
    """The document that `sextant evidence --json` prints."""

    schema_id: str = "sextant/evidence/1"
    as_of: str
    files: tuple[FileReport, ...]
    passed_over: tuple[PassedOver, ...]


def report(
    paths: Sequence[Path],
    knowledge: Knowledge,
    today: date,
    max_age_months: int | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> EvidenceReport:
    """Read the files and folders as of a day. Raises InputError for what is missing."""
    found = dict(files.find(paths))
    understood = understand(found, knowledge, today, max_age_months, progress=progress)
    return EvidenceReport(
        as_of=today.isoformat(),
        files=tuple(_file(f, understood) for f in understood.files),
        passed_over=tuple(
            PassedOver(source=name, reason=why) for p in paths for name, why in files.passed_over(p)
        ),
    )


def _file(file: EvidenceFile, found: Understood) -> FileReport:
    source = file.source
    passages = [p for p in found.passages if p.source == source]
    statements = [s for s in (*found.read.statements, *found.exported) if s.source == source]
    mentions = [m for m in found.mentions if m.source == source]
    findings = [f for f in (*found.read.findings, *found.findings) if f.source == source]
    used = {s.locator for s in statements} | {m.locator for m in mentions}
    used |= {f.locator for f in findings}
    return FileReport(
        file=file,
        passages=len(passages),
        statements=tuple(statements),
        mentions=tuple(mentions),
        findings=tuple(findings),
        ignored=tuple(_ignored(p) for p in passages if p.locator not in used),
    )


def _ignored(passage: Passage) -> Ignored:
    asked = f"{passage.asked} " if passage.asked else ""
    return Ignored(locator=passage.locator, text=_one_line(asked + passage.text))


def lines(report: EvidenceReport) -> Iterator[str]:
    """The report for a terminal."""
    for part in report.files:
        yield from _file_lines(part)
        yield ""
    for passed in report.passed_over:
        yield f"{passed.source}: not read, it {passed.reason}"
    read = [p for p in report.files if not p.file.skipped]
    count = sum(len(p.statements) for p in read)
    ids = {i for p in read for s in p.statements for i in s.subcategories}
    skipped = len(report.files) - len(read) + len(report.passed_over)
    yield (
        f"{len(read)} of {len(read) + skipped} files read; {count} statements on {len(ids)} "
        f"of 106 Subcategories."
    )


def _file_lines(part: FileReport) -> Iterator[str]:
    file = part.file
    if file.skipped:
        yield f"{file.source}: not read, it {file.skipped}"
        return
    age = f"of {file.dated} ({file.dated_from})" if file.dated else "undated"
    late = ", out of date" if file.stale else ""
    yield (
        f"{file.source}: {file.kind}, {age}{late}; heard as {file.reliability}; "
        f"{part.passages} passages, {len(part.statements)} statements"
    )
    yield from (f"  ! left out: {note}" for note in file.notes)
    yield from (f"  . beside: {told}" for told in file.told)
    yield from (_finding_line(f) for f in part.findings if f.kind not in ("partly_read", "stale"))
    told = dict.fromkeys(tuple(_statement_lines(s)) for s in part.statements)
    yield from (line for entry in told for line in entry)  # two aspects of one outcome, once
    for mention in part.mentions:
        said = "" if mention.present else "not "
        yield f"  {mention.kind} {said}{mention.id} ({mention.locator})"
    yield from _ignored_lines(part.ignored)


def _finding_line(finding: Finding) -> str:
    where = f" ({finding.locator})" if finding.locator else ""
    return f"  ! {finding.title}{where}: {_one_line(finding.quote or finding.detail)}"


def _ignored_lines(ignored: Sequence[Ignored]) -> Iterator[str]:
    for passage in ignored[:_MOST_IGNORED]:
        yield f"  - nothing read from {passage.locator}: {_one_line(passage.text)}"
    if len(ignored) > _MOST_IGNORED:
        more = len(ignored) - _MOST_IGNORED
        yield f"  - and nothing from {more} more passages (--json lists them)"


def _statement_lines(statement: Statement) -> Iterator[str]:
    kind = " (a rule)" if statement.policy else ""
    ids = ", ".join(statement.subcategories)
    yield f"  {ids} {statement.polarity}{kind}, {statement.locator}"
    asked = f"{statement.asked} " if statement.asked else ""
    yield f"      {asked}“{_one_line(statement.quote)}”"


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…"
