"""The one door to an assessment, for command line, web app, batch and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from frameworks.loader import Knowledge, load
from sextant.assessment import Assessment
from sextant.errors import InputError, Problem, StorageError
from sextant.intake import EvidenceReference, Intake, parse_profile
from sextant.publication import publish
from sextant.reading import Reading, read, read_intake
from sextant.records import AssessmentState
from sextant.running import ALONE, Model, Progress, RunOptions, name_of, now, run_agents

if TYPE_CHECKING:
    from sextant.evidence_report import EvidenceReport
    from sextant.follow_up import Answered, ReviewOutcome, WhatIf
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
    profile: Path, evidence: Sequence[Path] = (), how: RunOptions = ALONE
) -> Assessment:
    """Assess one organisation: read, six agents, publish.

    `evidence`: files or folders beside those that the profile names.
    Raises InputError for anything wrong with profile or evidence, KnowledgeError for the product's
    own knowledge.
    """
    return assess_files(profile, evidence, how).assessment


def assess_files(profile: Path, evidence: Sequence[Path] = (), how: RunOptions = ALONE) -> Finished:
    """As `run_assessment`, with the state and the profile, for the history and what follows."""
    knowledge, moment = load(), now()
    how.progress("reading")
    reading = read(profile, evidence, knowledge, moment.date(), how.progress)
    return _finished(reading, knowledge, moment, profile.read_bytes(), how)


def _finished(
    reading: Reading, knowledge: Knowledge, moment: datetime, profile: bytes, how: RunOptions
) -> Finished:
    state = run_agents(reading, knowledge, how)
    how.progress("publishing")
    name, model = reading.profile_name, name_of(how.model)
    document = publish(state, knowledge, name, moment, how.redact, model)
    return Finished(document, state, profile)


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
    """Answer a question about a Subcategory: as `answer_all`, with one answer."""
    return answer_all(finished, [Answer(subcategory, status, statement)])


@dataclass(frozen=True)
class Answer:
    """`status`: implemented, partial, planned or not_implemented; `statement`: in the user's
    words."""

    subcategory: str
    status: str
    statement: str = ""


def answer_all(finished: Finished | Saved, answers: Iterable[Answer]) -> Answered:
    """Answer questions about Subcategories: practices are added to the profile's YAML, all else in
    it staying as it is, and the assessment computed again once (no model is asked).

    Nothing is saved. Raises InputError for a wrong Subcategory or status, or a profile that cannot
    be added to; StorageError when the input was not kept.
    """
    from sextant import follow_up

    knowledge, meta = load(), finished.assessment.meta
    state, profile = _state(finished), finished.profile
    for given in answers:
        profile = _with_answer(profile, meta.profile, given, knowledge)
    return follow_up.answered(state, finished.assessment, profile or b"", now(), knowledge)


def _with_answer(profile: bytes | None, name: str, given: Answer, knowledge: Knowledge) -> bytes:
    from sextant.changes import Change, check
    from sextant.profile_edit import add_practice

    about = given.subcategory
    if problem := check(Change(subject=about, value=given.status), knowledge):
        raise InputError([problem])
    if about not in knowledge.subcategories or profile is None:
        raise InputError([Problem(name, f"{about!r} cannot be answered here")])
    title = knowledge.subcategories[about].title
    return add_practice(profile, name, title, given.status, given.statement, about)


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
    profile: bytes, name: str, evidence: Mapping[str, Path], how: RunOptions = ALONE
) -> Assessment:
    """Assess a profile that came without its folder, with evidence by the names to be shown.

    Raises InputError also for evidence that the profile names and that was not handed over.
    """
    return assess_submission(profile, name, evidence, how).assessment


def assess_submission(
    profile: bytes, name: str, evidence: Mapping[str, Path], how: RunOptions = ALONE
) -> Finished:
    """As `run_submission`, with the state and the profile, for the history and what follows."""
    knowledge, moment = load(), now()
    how.progress("reading")
    intake = check_profile(profile, name)
    if problems := [_not_given(r, name) for r in intake.evidence if r.path not in evidence]:
        raise InputError(problems)
    reading = read_intake(intake, name, evidence, knowledge, moment.date(), how.progress)
    return _finished(reading, knowledge, moment, profile, how)


def run_intake(
    intake: Intake, name: str, evidence: Mapping[str, Path], model: Model = None
) -> Assessment:
    """Assess a profile that was taken in already, with evidence files by the names to be shown."""
    knowledge, moment = load(), now()
    reading = read_intake(intake, name, evidence, knowledge, moment.date())
    return _finished(reading, knowledge, moment, b"", RunOptions(model=model)).assessment


def _not_given(reference: EvidenceReference, name: str) -> Problem:
    path = reference.path
    message = f"the profile names the evidence {path!r}, which was not handed over; "
    if "." in path.rstrip("/").rsplit("/", 1)[-1]:
        message += "add that file, or delete this line"
    else:
        message += "it looks like a folder: add its files, and delete this line"
    return Problem(name, message, reference.line, reference.column, "evidence")
