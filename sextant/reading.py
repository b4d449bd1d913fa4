"""From files to the state that the agents start from: profile, evidence, statements, mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from frameworks.loader import HERE, Knowledge, load
from sextant import collector
from sextant.declared import declared
from sextant.errors import InputError, Problem
from sextant.evidence import files
from sextant.evidence.file_reader import EvidenceText, FileReader, Progress, hidden_text
from sextant.evidence.passages import profile_passages
from sextant.evidence.passing_time import PassingTime
from sextant.evidence.statements import ReadResult, StatementReader
from sextant.intake import Intake, read_profile
from sextant.records import (
    AssessmentState,
    EvidenceFile,
    Finding,
    Mention,
    Passage,
    Statement,
)

MAX_AGE_MONTHS = 12  # of evidence, unless the profile says otherwise


@dataclass(frozen=True)
class Reading:
    """What was read, ready for the agents."""

    state: AssessmentState
    profile_name: str
    trusted: tuple[Passage, ...] = ()  # what a model may be shown


@lru_cache(maxsize=2)
def reader(root: Path = HERE) -> StatementReader:
    """The statement reader of a knowledge folder, built once per process."""
    with collector.lasting():
        return StatementReader(load(root))


def read(
    profile: Path,
    evidence: Sequence[Path],
    knowledge: Knowledge,
    today: date,
    progress: Progress = lambda step: None,
) -> Reading:
    """Read a profile with its own evidence and that which is named beside it, as of a day.

    Raises InputError with every problem of the profile, or with each missing evidence path.
    """
    intake = read_profile(profile, knowledge)
    found = [*own_evidence(profile, intake), *files.find(evidence)]
    folders = [*(profile.parent / r.path for r in intake.evidence), *evidence]
    passed_over = [_passed_over(n, why) for f in folders for n, why in files.passed_over(f)]
    reading = read_intake(intake, profile.name, dict(found), knowledge, today, progress)
    findings = (*reading.state.findings, *passed_over)
    return replace(reading, state=reading.state.model_copy(update={"findings": findings}))


def read_intake(
    intake: Intake,
    name: str,
    evidence_paths: Mapping[str, Path],
    knowledge: Knowledge,
    today: date,
    progress: Progress = lambda step: None,
) -> Reading:
    """Read a profile that was taken in already, with evidence files by the names to be shown."""
    passages = tuple(profile_passages(intake.profile, name, intake.lines))
    months = intake.profile.evidence_max_age_months
    found = understand(
        evidence_paths, knowledge, today, months, passages, progress, intake.profile.name
    )
    stated, lost = declared(intake, name, found.read, reader())
    state = AssessmentState(
        profile=intake.profile,
        evidence=found.files,
        statements=(*found.read.statements, *stated, *found.exported),
        mentions=found.mentions,
        findings=(*found.read.findings, *lost, *found.findings),
    )
    return Reading(state, name, found.read.trusted)


def add_evidence(
    state: AssessmentState, evidence: Sequence[Path], knowledge: Knowledge, today: date
) -> AssessmentState:
    """What was read, with further files or folders; a file of a known name takes its place.

    Raises InputError for a path that is not there.
    """
    paths = dict(files.find(evidence))
    months = state.profile.evidence_max_age_months
    found = understand(paths, knowledge, today, months, organization=state.profile.name)
    return state.model_copy(update={
        "evidence": (*(e for e in state.evidence if e.source not in paths), *found.files),
        "statements": (*(s for s in state.statements if s.source not in paths),
                       *found.read.statements, *found.exported),
        "mentions": (*(m for m in state.mentions if m.source not in paths), *found.mentions),
        "findings": (*(f for f in state.findings if f.source not in paths),
                     *found.read.findings, *found.findings),
    })  # fmt: skip


def reread_profile(
    state: AssessmentState, intake: Intake, name: str, knowledge: Knowledge, today: date
) -> AssessmentState:
    """What was read, with another version of its profile; the evidence is taken as it was read."""
    passages = tuple(profile_passages(intake.profile, name, intake.lines))
    months = intake.profile.evidence_max_age_months
    found = understand({}, knowledge, today, months, passages, organization=intake.profile.name)
    stated, lost = declared(intake, name, found.read, reader())
    return state.model_copy(update={
        "profile": intake.profile,
        "statements": (*found.read.statements, *stated,
                       *(s for s in state.statements if s.source != name)),
        "mentions": (*found.mentions, *(m for m in state.mentions if m.source != name)),
        "findings": (*found.read.findings, *lost,
                     *(f for f in state.findings if f.source != name)),
    })  # fmt: skip


@dataclass(frozen=True)
class Understood:
    """What evidence files say. `exported`: Statements that were not read from words."""

    files: tuple[EvidenceFile, ...]
    passages: tuple[Passage, ...]
    read: ReadResult
    exported: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]


def understand(
    paths: Mapping[str, Path],
    knowledge: Knowledge,
    today: date,
    max_age_months: int | None = None,
    before: Sequence[Passage] = (),
    progress: Progress = lambda step: None,
    organization: str = "",
) -> Understood:
    """Read evidence files by the names to be shown, and the passages that stand `before` them.
    `organization`: whose they are."""
    months = max_age_months or MAX_AGE_MONTHS
    with FileReader(knowledge.documents, today, months) as file_reader:
        file_reader.prepare(paths)
        statement_reader = reader()
        texts = list(file_reader.read_all(paths, progress))
    told = [*before, *(p for t in texts for p in t.passages)]
    result = statement_reader.read(told, organization)
    exported = [s for t in texts for s in _shown(t)]
    exported += _numbered([s for t in texts for s in t.statements])
    aged = _aged(result.statements, texts)
    as_of_today = PassingTime(knowledge, today).seen_today(aged)
    return Understood(
        files=tuple(t.record for t in texts),
        passages=tuple(p for t in texts for p in t.passages),
        read=replace(result, statements=tuple(as_of_today)),
        exported=tuple(_aged(exported, texts)),
        mentions=(*result.mentions, *(m for t in texts for m in t.material.mentions)),
        findings=tuple(f for t in texts for f in _about(t, months)),
    )


def _aged(statements: Iterable[Statement], texts: Iterable[EvidenceText]) -> Iterator[Statement]:
    """The statements with the day of the file that each stands in."""
    records = {t.record.source: t.record for t in texts}
    for statement in statements:
        record = records.get(statement.source)
        if record and record.dated and not statement.dated:
            yield statement.model_copy(update={"dated": record.dated, "stale": record.stale})
        else:
            yield statement


def _about(text: EvidenceText, max_age_months: int) -> Iterator[Finding]:
    """What a reader of the assessment must know of one file."""
    record, source = text.record, text.record.source
    yield from text.material.findings
    yield from hidden_text(source, text.material.hidden)
    if record.skipped:
        yield Finding(
            kind="skipped", title=f"Evidence not read: {source}",
            detail=f"The file {record.skipped}.", source=source,
        )  # fmt: skip
    if record.notes:
        yield Finding(
            kind="partly_read", title=f"Read only in part: {source}",
            detail=f"Left out: {'; '.join(record.notes)}.", source=source,
        )  # fmt: skip
    if record.stale:
        yield Finding(
            kind="stale", title=f"Out of date: {source}",
            detail=f"It is dated {record.dated} ({record.dated_from}), more than {max_age_months} "
            "months ago. What it says counts for less.", source=source,
        )  # fmt: skip


def _passed_over(name: str, reason: str) -> Finding:
    return Finding(
        kind="skipped", title=f"Evidence not read: {name}", detail=f"It {reason}.", source=name
    )


def own_evidence(profile: Path, intake: Intake) -> Iterator[tuple[str, Path]]:
    """(shown name, path) of the evidence that a profile names. Raises InputError at its end."""
    problems: list[Problem] = []
    for reference in intake.evidence:
        try:
            yield from files.find([Path(reference.path)], folder=profile.parent)
        except InputError as exc:
            problems += [
                Problem(
                    profile.name,
                    f"{p.message}: {reference.path!r}",
                    reference.line,
                    reference.column,
                    "evidence",
                )
                for p in exc.problems
            ]
    if problems:
        raise InputError(problems)


def _shown(text: EvidenceText) -> Iterator[Statement]:
    """A policy that was handed in shows that there is one, whatever it says."""
    if not text.passages:
        return
    first = next((p for p in text.passages if not p.name_only), text.passages[0])
    for subcategory in text.proves:
        yield Statement(
            id=f"F-{text.record.source}", subcategories=(subcategory,), aspect="",
            polarity="implemented", quote=" ".join(first.text.split())[:200],
            source=text.record.source, locator=first.locator, reliability=text.record.reliability,
        )  # fmt: skip


def _numbered(exported: Sequence[Statement]) -> Iterator[Statement]:
    """Statements that came finished out of a scanner's or a platform's export."""
    for number, statement in enumerate(exported, start=1):
        yield statement.model_copy(update={"id": f"X{number}"})
