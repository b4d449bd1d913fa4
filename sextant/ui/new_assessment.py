"""Page: choose or describe an organisation, add evidence, and start the assessment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import streamlit as st

from sextant.errors import InputError, SextantError
from sextant.intake import Intake
from sextant.run_records import RunInput
from sextant.service import check_profile
from sextant.settings import EXAMPLES
from sextant.ui import evidence_drop, menu, options, person, profile_form, shown, typed, uploads
from sextant.ui.drafts import Draft
from sextant.ui.finishing import example_names
from sextant.ui.runs import RUNS
from sextant.ui.uploads import Upload

EXAMPLE, FILE, QUESTIONS = "Look at an example", "Upload a profile", "Answer questions"


@dataclass(frozen=True)
class Choice:
    """What would be assessed."""

    label: str
    given: RunInput
    options: Mapping[str, object] = field(default_factory=dict)


def page() -> None:
    st.title("New assessment")
    st.write(
        "Who is it about? Three ways to begin; what you type or add here is kept until you "
        "discard it, also when you leave the page or close the browser."
    )
    sources: dict[str, Callable[[], Choice | None]] = {QUESTIONS: _answered, FILE: _uploaded}
    if EXAMPLES is not None:
        sources = {EXAMPLE: partial(_example, EXAMPLES), **sources}
    source = typed.ask("source", st.radio, "How to begin", next(iter(sources)),
                       options=[*sources], horizontal=True)  # fmt: skip
    choice = sources[source or next(iter(sources))]()
    chosen = options.ask()
    if st.button("Assess", type="primary", disabled=not (choice and chosen)) and choice:
        _start(choice, chosen or {})
    _below()


def _start(choice: Choice, chosen: Mapping[str, object]) -> None:
    try:
        wished = {**chosen, **choice.options, "label": choice.label}
        identity = RUNS.start(person.owner(), choice.given, wished)
    except SextantError as exc:
        st.warning(shown.literal(str(exc)))
    else:
        menu.go("Run", {"run": identity})


def _below() -> None:
    if typed.unsaved():
        st.warning("What you typed could not be kept on disk (is it full?). Download it above.")
    if typed.draft() != Draft() and st.button("Discard what was typed and added", type="tertiary"):
        typed.start_again()
        st.rerun()


def _example(folder: Path) -> Choice:
    names = example_names(folder)
    name = str(
        typed.ask("example", st.selectbox, "Example", names[0], options=names,
                  format_func=str.capitalize)
    )  # fmt: skip
    profile = (folder / name / "profile.yaml").read_bytes()
    called = check_profile(profile, "profile.yaml").profile.name
    st.caption(shown.literal(f"{called}: made up, with its evidence, to see what comes out."))
    return Choice(called, RunInput("profile.yaml", profile, {}), {"example": name})


def _answered() -> Choice | None:
    profile = profile_form.profile()
    if profile is None:
        st.info("Give at least the name of the organisation.")
    return _submission(profile)


def _uploaded() -> Choice | None:
    evidence_drop.profile()
    return _submission(typed.draft().profile)


def _submission(profile: Upload | None) -> Choice | None:
    """A profile with the evidence that was added; None, with what is wrong, when unfit."""
    evidence = evidence_drop.evidence()
    if profile is None:
        return None
    try:
        intake: Intake = check_profile(profile.content, profile.name)
    except InputError as exc:
        shown.problems(exc.problems, profile.content)
        return None
    given = uploads.by_shown_name(intake.evidence, evidence)
    lacking = [r for r in intake.evidence if r.path not in given]
    if lacking:
        st.error("The profile names evidence that is not here. Add each file, or delete its line:")
        for reference in lacking:
            st.text(f"Line {reference.line}: {reference.path}")
        return None
    files = {name: upload.content for name, upload in given.items()}
    return Choice(intake.profile.name, RunInput(profile.name, profile.content, files))
