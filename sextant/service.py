"""The one door to an assessment, for command line, web app, batch and tests."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from frameworks.loader import Knowledge, load
from sextant import __version__, settings
from sextant.assessment import Assessment
from sextant.errors import InputError, Problem, SextantError, StorageError
from sextant.intake import EvidenceReference, Intake, parse_profile
from sextant.publication import publish
from sextant.reading import Reading, read, read_intake, reader
from sextant.records import AgentTrace, AssessmentState

if TYPE_CHECKING:
    from agents.bench import Bench
    from sextant.evidence_report import EvidenceReport
    from sextant.follow_up import Answered, ReviewOutcome, WhatIf
    from sextant.llm.extent import Extent
    from sextant.llm.options import ModelOptions
    from sextant.llm.protocol import JudgementModel
    from sextant.review_file import ReviewFile
    from sextant.review_requests import Request
    from sextant.storage import Saved

MOST_DOCUMENT_BYTES = 64 * 1024 * 1024
Progress = Callable[[str], None]
Found = Callable[[AgentTrace], None]
Model: TypeAlias = "ModelOptions | JudgementModel | None"


def _unseen(trace: AgentTrace) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Finished:
    """A finished run: the document, and what it can be computed again from. Both go into history.

    `state` is what was read and what each agent found, before any review; `profile` its bytes.
    """

    assessment: Assessment
    state: AssessmentState
    profile: bytes


def run_assessment(
    profile: Path,
    evidence: Sequence[Path] = (),
    *,
    progress: Progress = lambda step: None,
    checkpoint: Path | None = None,
    model: Model = None,
    extent: Extent | None = None,
    redact: bool = True,
) -> Assessment:
    """Assess one organisation: read, six agents, publish.

    `evidence`: files or folders beside those that the profile names. `progress` is called with the
    name of each step as it begins. With `checkpoint`, a killed run goes on where it was. `model`:
    how to reach one, or one that is open already; None for none. `extent`: how much it is asked,
    else by its record (sextant/llm/extents.yaml). `redact`: secrets and personal
    data are taken out of the document.
    Raises InputError for anything wrong with profile or evidence, KnowledgeError for the product's
    own knowledge.
    """
    return assess_files(
        profile,
        evidence,
        progress=progress,
        checkpoint=checkpoint,
        model=model,
        extent=extent,
        redact=redact,
    ).assessment


def assess_files(
    profile: Path,
    evidence: Sequence[Path] = (),
    *,
    progress: Progress = lambda step: None,
    found: Found = _unseen,
    checkpoint: Path | None = None,
    model: Model = None,
    extent: Extent | None = None,
    redact: bool = True,
) -> Finished:
    """As `run_assessment`, with the state and the profile, for the history and what follows."""
    knowledge = load()
    progress("reading")
    moment = now()
    reading = read(profile, evidence, knowledge, moment.date(), progress)
    state = run_agents(reading, knowledge, progress, checkpoint, found, model, extent)
    progress("publishing")
    document = publish(state, knowledge, reading.profile_name, moment, redact, _name(model))
    return Finished(document, state, profile.read_bytes())


def what_if(
    finished: Finished | Saved, changes: Sequence[str], evidence: Sequence[Path] = ()
) -> WhatIf:
    """How the assessment would be with some practices or facts switched, or with more evidence.

    `changes`: `SUBJECT=VALUE`, a Subcategory, an aspect of one, a fact or a figure of the profile
    (sextant/changes.py). Nothing is saved and no model is asked. Raises InputError for a wrong
    change or missing evidence, StorageError when the assessment was saved without its input.
    """
    from sextant import follow_up
    from sextant.changes import parse

    knowledge = load()
    state = _state(finished)
    return follow_up.what_if(
        state, finished.assessment, parse(changes, knowledge), evidence, knowledge
    )


def answer(
    finished: Finished | Saved, subcategory: str, status: str, statement: str = ""
) -> Answered:
    """Answer a question about a Subcategory: a practice is added to the profile's YAML, all else
    in it staying as it is, and the assessment computed again (no model is asked).

    `status`: implemented, partial, planned or not_implemented; `statement`: in the user's words.
    Nothing is saved. Raises InputError for a wrong Subcategory or status, or a profile that cannot
    be added to; StorageError when the input was not kept.
    """
    from sextant import follow_up
    from sextant.changes import Change, check
    from sextant.profile_edit import add_practice

    knowledge = load()
    if problem := check(Change(subject=subcategory, value=status), knowledge):
        raise InputError([problem])
    state, meta = _state(finished), finished.assessment.meta
    if subcategory not in knowledge.subcategories or finished.profile is None:
        raise InputError([Problem(meta.profile, f"{subcategory!r} cannot be answered here")])
    title = knowledge.subcategories[subcategory].title
    profile = add_practice(finished.profile, meta.profile, title, status, statement, subcategory)
    return follow_up.answered(state, finished.assessment, profile, now(), knowledge)


def review(finished: Finished | Saved, requests: Iterable[Request]) -> ReviewOutcome:
    """Accept, change or reject ratings and risks (sextant/review_requests.py); what depends on
    them is computed again. Keep the result with storage.save_reviewed.

    Raises InputError for a wrong request, StorageError when the input was not kept.
    """
    from sextant import follow_up

    moment = now().replace(microsecond=0).isoformat()
    return follow_up.review(_state(finished), finished.assessment, requests, moment, load())


def carry_reviews(finished: Finished, earlier: Assessment) -> Finished:
    """A new assessment with the trail of an earlier one in force. Reviews of what has changed
    since are stale: they do nothing and are numbered in the document."""
    from sextant import follow_up

    document = follow_up.in_force(finished.state, finished.assessment, earlier.reviews, load())
    return replace(finished, assessment=document)


def review_file(finished: Finished | Saved, reference: str, form: Literal["yaml", "xlsx"]) -> bytes:
    """A file to fill in with decisions: every rating and risk, with what was found."""
    from sextant import follow_up

    state, knowledge = _state(finished), load()
    computed = follow_up.before_risk_reviews(state, finished.assessment, knowledge)
    if form == "xlsx":
        from sextant.review_workbook import to_xlsx

        return to_xlsx(finished.assessment, computed)
    from sextant.review_file import to_yaml

    return to_yaml(finished.assessment, computed, reference).encode()


def read_review(raw: bytes, name: str, by: str = "") -> ReviewFile:
    """The decisions of a filled-in file, told apart by its content. Raises InputError."""
    if raw.startswith(b"PK"):
        from sextant.review_workbook import from_xlsx

        return from_xlsx(raw, name, by)
    from sextant.review_file import from_yaml

    return from_yaml(raw, name, by)


def find_document(reference: str) -> Assessment:
    """An assessment by the path of its assessment.json, or by its id in the history.

    Raises InputError for a file that is no assessment, StorageError for an unknown id.
    """
    path = Path(reference)
    if path.suffix == ".json" or path.is_file():
        return read_document(path)
    from sextant.database import open_database
    from sextant.storage import load as load_saved

    return load_saved(open_database(), reference).assessment


def read_document(path: Path) -> Assessment:
    """An assessment.json. Raises InputError when it cannot be read or is none."""
    try:
        if path.stat().st_size > MOST_DOCUMENT_BYTES:
            raise InputError([Problem(str(path), "is too large for an assessment.json")])
        return Assessment.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise InputError([Problem(str(path), f"cannot be read: {exc.strerror or exc}")]) from exc
    except ValueError as exc:
        raise InputError([_not_an_assessment(path, exc)]) from exc


def _not_an_assessment(path: Path, exc: ValueError) -> Problem:
    """The first thing that is wrong, with its field; never the content."""
    from pydantic import ValidationError

    first = exc.errors(include_input=False)[0] if isinstance(exc, ValidationError) else None
    field = ".".join(str(part) for part in first["loc"]) if first else ""
    said = first["msg"] if first else "not UTF-8"
    return Problem(str(path), f"is not an assessment.json: {said}", field=field)


def _state(finished: Finished | Saved) -> AssessmentState:
    if finished.state is None:
        raise StorageError("this assessment was saved without its input: assess it again, and save")
    return finished.state


def understand_evidence(
    paths: Sequence[Path],
    max_age_months: int | None = None,
    progress: Progress = lambda step: None,
) -> EvidenceReport:
    """What files and folders say, without assessing anything. Raises InputError for what is
    missing."""
    from sextant import evidence_report

    return evidence_report.report(paths, load(), now().date(), max_age_months, progress)


def check_profile(profile: bytes, name: str) -> Intake:
    """Read a profile's bytes without assessing it. Raises InputError with every problem."""
    return parse_profile(profile, name, load())


def run_submission(
    profile: bytes,
    name: str,
    evidence: Mapping[str, Path],
    *,
    progress: Progress = lambda step: None,
    found: Found = _unseen,
    checkpoint: Path | None = None,
    model: Model = None,
    extent: Extent | None = None,
) -> Assessment:
    """Assess a profile that came without its folder, with evidence by the names to be shown.

    `found` is called with each agent's trace as it ends; `progress` and `checkpoint` are as in
    run_assessment, and so are `model` and `extent`.

    Raises InputError also for evidence that the profile names and that was not handed over.
    """
    return assess_submission(
        profile,
        name,
        evidence,
        progress=progress,
        found=found,
        checkpoint=checkpoint,
        model=model,
        extent=extent,
    ).assessment


def assess_submission(
    profile: bytes,
    name: str,
    evidence: Mapping[str, Path],
    *,
    progress: Progress = lambda step: None,
    found: Found = _unseen,
    checkpoint: Path | None = None,
    model: Model = None,
    extent: Extent | None = None,
) -> Finished:
    """As `run_submission`, with the state and the profile, for the history and what follows."""
    knowledge = load()
    progress("reading")
    intake = check_profile(profile, name)
    if problems := [_not_given(r, name) for r in intake.evidence if r.path not in evidence]:
        raise InputError(problems)
    moment = now()
    reading = read_intake(intake, name, evidence, knowledge, moment.date(), progress)
    state = run_agents(reading, knowledge, progress, checkpoint, found, model, extent)
    progress("publishing")
    document = publish(state, knowledge, name, moment, model=_name(model))
    return Finished(document, state, profile)


def run_intake(
    intake: Intake, name: str, evidence: Mapping[str, Path], model: Model = None
) -> Assessment:
    """Assess a profile that was taken in already, with evidence files by the names to be shown."""
    knowledge = load()
    moment = now()
    reading = read_intake(intake, name, evidence, knowledge, moment.date())
    state = run_agents(reading, knowledge, model=model)
    return publish(state, knowledge, name, moment, model=_name(model))


def _not_given(reference: EvidenceReference, name: str) -> Problem:
    path = reference.path
    message = f"the profile names the evidence {path!r}, which was not handed over; "
    if "." in path.rstrip("/").rsplit("/", 1)[-1]:
        message += "add that file, or delete this line"
    else:
        message += "it looks like a folder: add its files, and delete this line"
    return Problem(name, message, reference.line, reference.column, "evidence")


def run_agents(
    reading: Reading,
    knowledge: Knowledge,
    progress: Progress = lambda step: None,
    checkpoint: Path | None = None,
    found: Found = _unseen,
    model: Model = None,
    extent: Extent | None = None,
) -> AssessmentState:
    """The six agents over what was read."""
    _refuse_foreign_agents()
    from agents.base import RunContext
    from agents.graph import assess

    thread = _identity(reading, knowledge, model, extent) if checkpoint else ""
    with _opened(model) as opened:
        bench = _bench(opened, extent, reading, knowledge)
        context = RunContext(knowledge, progress, found, bench, _clock())
        return assess(reading.state, context, checkpoint, thread)


def _clock() -> Callable[[], float]:
    """Seconds, for the durations in the trace; it stands still for reproducible output."""
    return time.perf_counter if settings.source_date_epoch() is None else lambda: 0.0


def _opened(model: Model) -> AbstractContextManager[JudgementModel | None]:
    """The model for the run. One that was handed over open stays open."""
    if model is None:
        return nullcontext()
    from sextant.llm.opening import open_model
    from sextant.llm.options import ModelOptions

    if not isinstance(model, ModelOptions):
        return nullcontext(model)

    return open_model(model)


def _bench(
    model: JudgementModel | None, extent: Extent | None, reading: Reading, knowledge: Knowledge
) -> Bench | None:
    """The model with all that it may be shown. Imported only where there is one."""
    if model is None:
        return None
    from agents.bench import Bench
    from agents.exhibits import Exhibits
    from agents.judgings import JUDGINGS
    from agents.rulings import Case
    from agents.topics import Topics
    from sextant.llm.extent import extent_of

    exhibits = Exhibits(reading.trusted, reading.state.statements, reader(), knowledge)
    case = Case(knowledge, exhibits, Topics(knowledge))
    return Bench(model, case, JUDGINGS, extent or extent_of(model.name))


def _refuse_foreign_agents() -> None:
    """Other projects install a package called `agents` too; say so instead of failing oddly."""
    import agents

    ours = Path(__file__).resolve().parents[1] / "agents"
    found = Path(str(agents.__file__)).resolve().parent
    if found != ours:
        raise SextantError(
            f"another package named 'agents' is installed ({found}) and hides Sextant's own; "
            "install Sextant in a virtual environment of its own"
        )


def _identity(reading: Reading, knowledge: Knowledge, model: Model, extent: Extent | None) -> str:
    """Same inputs, knowledge, version and model: the same run, which may be resumed."""
    asked = f"{_name(model)}\0{extent}"
    content = f"{__version__}\0{knowledge.version}\0{asked}\0{reading.state.model_dump_json()}"
    return hashlib.sha256(content.encode()).hexdigest()


def _name(model: Model) -> str:
    return str(getattr(model, "spec", None) or getattr(model, "name", "none"))


def now() -> datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH fixes for reproducible output."""
    fixed = settings.source_date_epoch()
    return datetime.now(UTC) if fixed is None else datetime.fromtimestamp(fixed, UTC)
