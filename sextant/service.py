"""The one door to an assessment, for command line, web app, batch and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from frameworks.loader import load
from sextant.assessment import Assessment
from sextant.errors import InputError, Problem, StorageError
from sextant.intake import EvidenceReference, Intake, parse_profile
from sextant.publication import publish
from sextant.reading import read, read_intake
from sextant.records import AssessmentState
from sextant.running import Found, Model, Progress, name_of, now, run_agents, unseen

if TYPE_CHECKING:
    from sextant.evidence_report import EvidenceReport
    from sextant.follow_up import Answered, ReviewOutcome, WhatIf
    from sextant.llm.extent import Extent
    from sextant.review_file import ReviewFile
    from sextant.review_requests import Request
    from sextant.storage import Saved


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
    found: Found = unseen,
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
    document = publish(state, knowledge, reading.profile_name, moment, redact, name_of(model))
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
    found: Found = unseen,
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
    found: Found = unseen,
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
    document = publish(state, knowledge, name, moment, model=name_of(model))
    return Finished(document, state, profile)


def run_intake(
    intake: Intake, name: str, evidence: Mapping[str, Path], model: Model = None
) -> Assessment:
    """Assess a profile that was taken in already, with evidence files by the names to be shown."""
    knowledge = load()
    moment = now()
    reading = read_intake(intake, name, evidence, knowledge, moment.date())
    state = run_agents(reading, knowledge, model=model)
    return publish(state, knowledge, name, moment, model=name_of(model))


def _not_given(reference: EvidenceReference, name: str) -> Problem:
    path = reference.path
    message = f"the profile names the evidence {path!r}, which was not handed over; "
    if "." in path.rstrip("/").rsplit("/", 1)[-1]:
        message += "add that file, or delete this line"
    else:
        message += "it looks like a folder: add its files, and delete this line"
    return Problem(name, message, reference.line, reference.column, "evidence")
