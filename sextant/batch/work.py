"""The work on one profile: pack what it reads, assess, render, store. Runs in a worker."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sextant.assessment import Assessment
from sextant.batch.shelf import RESULTS, holds, place, result_folder
from sextant.batch.tasks import BatchOptions, Outcome, Parcel, Task, content_key, file_digest
from sextant.errors import InputError, OutputError, Problem, SextantError, StorageError
from sextant.reports import FORMATS

TRIES = 3  # for a profile whose evidence is being written to while it is read


def pack(task: Task) -> Parcel:
    """Read a profile and find its evidence. Raises InputError with every problem of them."""
    from sextant.intake import profile_bytes
    from sextant.reading import own_evidence
    from sextant.service import check_profile

    path = task.root / task.client
    raw = profile_bytes(path)
    intake = check_profile(raw, path.name)
    evidence = tuple(dict(own_evidence(path, intake)).items())
    digests = {shown: file_digest(file) for shown, file in evidence}
    key = content_key(task.options_digest, path.name, raw, digests)
    return Parcel(task.client, path.name, raw, evidence, key, intake)


def carry(parcel: Parcel) -> Parcel:
    """The same parcel with its evidence inside, for a worker that does not share the disk."""
    carried = tuple(path.read_bytes() for _, path in parcel.evidence)
    return replace(parcel, carried=carried, intake=None, travels=True)


@contextmanager
def unpacked(parcel: Parcel) -> Iterator[Mapping[str, Path]]:
    """Evidence by its shown name as files here; carried ones in a folder that is gone after."""
    if not parcel.travels:
        yield dict(parcel.evidence)
        return
    with TemporaryDirectory(prefix="sextant-") as folder:
        paths: dict[str, Path] = {}
        for number, ((shown, path), content) in enumerate(
            zip(parcel.evidence, parcel.carried, strict=True)
        ):
            paths[shown] = Path(folder) / f"{number:04}{path.suffix}"
            paths[shown].write_bytes(content)
        yield paths


def assess(parcel: Parcel, options: BatchOptions) -> tuple[Assessment, dict[str, bytes]]:
    """The assessment and its reports by file name. Raises InputError."""
    from sextant.service import check_profile, run_intake

    intake = parcel.intake or check_profile(parcel.profile, parcel.name)
    with unpacked(parcel) as evidence:
        assessment = run_intake(intake, parcel.name, evidence, options.model)
    files = {
        FORMATS[name].file: FORMATS[name].render(assessment, options.branding)
        for name in options.formats
    }
    return assessment, files


def perform(task: Task) -> Outcome:
    """One task from start to stored result. Never raises for what the user gave."""
    return measured(lambda: _perform(task), task.client)


def measured(work: Callable[[], Outcome], client: str) -> Outcome:
    """The outcome with what it took; a defect costs this profile, not the batch."""
    started, used = time.perf_counter(), time.process_time()
    try:
        outcome = work()
    except Exception as error:  # noqa: BLE001
        outcome = told(client, error)
    return replace(
        outcome, seconds=round(time.perf_counter() - started, 3),
        cpu_seconds=round(time.process_time() - used, 3), worker_mb=_peak_mb(),
    )  # fmt: skip


def _peak_mb() -> int:
    """Peak resident memory of this process; 0 where the system does not say."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return 0
    kilo = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo // 1024**2


def told(client: str, error: Exception) -> Outcome:
    """An error as an outcome: wrong input and defects are the profile's, a full disk is not."""
    if isinstance(error, InputError):
        return Outcome(client, "failed", problems=placed(error.problems, client))
    if isinstance(error, OutputError | StorageError):
        return Outcome(client, "unwritable", problems=(Problem(client, str(error)),))
    text = str(error)
    if not isinstance(error, SextantError):
        text = f"internal error: {type(error).__name__}: {error}"
    return Outcome(client, "failed", problems=(Problem(client, text),))


def _perform(task: Task) -> Outcome:
    names = [FORMATS[name].file for name in task.options.formats]
    for _ in range(TRIES):
        parcel = pack(task)
        if task.keep_done and still_right(task, parcel, names):
            return Outcome(task.client, "unchanged", parcel.key)
        assessment, files = assess(parcel, _with_answers(task))
        if not changed_meanwhile(parcel, assessment):
            place(task.out, task.client, parcel.key, files, task.scratch)
            return done(task.client, parcel.key, assessment)
    message = "its evidence kept changing while it was read; try again when it is complete"
    raise InputError([Problem(Path(task.client).name, message)])


def still_right(task: Task, parcel: Parcel, names: list[str]) -> bool:
    """Whether the result is there and no evidence in it has grown too old since it was made."""
    from sextant.evidence.dates import months_before
    from sextant.portfolio.entries import read_entry
    from sextant.reading import MAX_AGE_MONTHS
    from sextant.running import now

    if not holds(task.out, task.client, parcel.key, names):
        return False
    folder = result_folder(task.out, task.client, parcel.key)
    entry = read_entry(folder / FORMATS["json"].file)
    months = parcel.intake.profile.evidence_max_age_months if parcel.intake else None
    oldest = months_before(now().date(), months or MAX_AGE_MONTHS).isoformat()
    return entry is not None and not any(
        i.dated and not i.stale and i.dated < oldest for i in entry.meta.inputs
    )


def _with_answers(task: Task) -> BatchOptions:
    """A model's answers are kept beside the client's results, each client's apart."""
    model = task.options.model
    if model is None or model.cache is None:
        return task.options
    folder = task.out / RESULTS / task.client
    folder.mkdir(parents=True, exist_ok=True)
    return replace(task.options, model=replace(model, cache=folder / model.cache.name))


def changed_meanwhile(parcel: Parcel, assessment: Assessment) -> bool:
    """Whether evidence was written to between taking its digest and reading it."""
    digests = {shown: file_digest(path) for shown, path in parcel.evidence}
    return not parcel.travels and any(
        read.sha256 and digests.get(read.source, read.sha256) != read.sha256
        for read in assessment.meta.inputs
    )


def done(client: str, key: str, assessment: Assessment) -> Outcome:
    return Outcome(
        client, "done", key, degraded=assessment.meta.degraded, figures=figures(assessment)
    )


def figures(assessment: Assessment) -> dict[str, Any]:
    """What an event tells of a finished assessment."""
    risks = [risk.severity for risk in assessment.risks]
    return {
        "organization": assessment.organization.name,
        "score": assessment.scores.overall.score,
        "coverage": assessment.scores.overall.coverage,
        "critical": risks.count("critical"),
        "high": risks.count("high"),
        "annual_loss_usd": assessment.money.annual_loss_usd.p50,
    }


def placed(problems: tuple[Problem, ...], client: str) -> tuple[Problem, ...]:
    """Problems by the profile's path in the batch: hundreds of files are called profile.yaml."""
    name = Path(client).name
    return tuple(replace(p, file=client) if Path(p.file).name == name else p for p in problems)
