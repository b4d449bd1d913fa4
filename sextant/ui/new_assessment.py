"""Page: choose or describe an organisation, add evidence, and start the assessment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from sextant.errors import InputError
from sextant.evidence.readers import SUFFIXES
from sextant.intake import Intake
from sextant.service import check_profile, run_assessment
from sextant.settings import EXAMPLES
from sextant.ui import profile_form, session, shown, uploads
from sextant.ui.runs import TooManyRunsError, Work
from sextant.ui.uploads import Upload
from sextant.yaml_source import MAX_BYTES

EXAMPLE, FILE, QUESTIONS = "Try an example", "Upload a profile", "Answer questions"
_SOURCE, _PROFILE, _EVIDENCE, _REFUSED = "source", "profile", "evidence", "refused"
Choice = tuple[str, Work]


def page() -> None:
    st.title("New assessment")
    shown.privacy()
    sources: dict[str, Callable[[], Choice | None]] = {FILE: _uploaded, QUESTIONS: _answered}
    if EXAMPLES is not None:
        sources = {EXAMPLE: partial(_example, EXAMPLES), **sources}
    st.session_state.setdefault("ask.source", st.session_state.get(_SOURCE, next(iter(sources))))
    source = st.radio("Whom do you want to assess?", [*sources], key="ask.source", horizontal=True)
    st.session_state[_SOURCE] = source
    choice = sources[source]()
    run = session.current()
    working = run is not None and run.working
    if st.button("Assess", type="primary", disabled=choice is None or working) and choice:
        _start(choice)
    _outcome()


def _start(choice: Choice) -> None:
    try:
        session.start(*choice)
    except TooManyRunsError as exc:
        st.warning(str(exc))
    else:
        st.rerun()


def _outcome() -> None:
    """What became of the run that was started last."""
    run = session.current()
    if run is None:
        return
    if run.working:
        session.progress()
    elif run.failure:
        session.failure(run.failure)
    else:
        name = shown.literal(run.label)
        st.success(f"{name} is assessed. Choose “Result” or “Downloads” in the menu.")


def _example(folder: Path) -> Choice:
    names = sorted(p.parent.name for p in folder.glob("*/profile.yaml"))
    name = st.selectbox("Example", names, format_func=str.capitalize)
    st.caption("Made-up organisations with their evidence, from the folder examples.")
    path = folder / str(name) / "profile.yaml"
    return f"The example “{name}”", lambda progress: run_assessment(path, progress=progress)


def _answered() -> Choice | None:
    profile = profile_form.profile()
    if profile is None:
        st.info("Give at least the name of the organisation.")
    return _submission(profile)


def _uploaded() -> Choice | None:
    st.file_uploader(
        "Profile (YAML)", type=["yaml", "yml"], key=_fresh("profile"), on_change=_take_profile,
        max_upload_size=1,
    )  # fmt: skip
    profile: Upload | None = st.session_state.get(_PROFILE)
    if profile:
        st.text(f"Profile: {profile.name} ({len(profile.content):,} bytes)")
    return _submission(profile)


def _submission(profile: Upload | None) -> Choice | None:
    """A profile with the evidence that was added; None, with what is wrong, when unfit."""
    evidence = _evidence()
    if profile is None:
        return None
    try:
        intake: Intake = check_profile(profile.content, profile.name)
    except InputError as exc:
        shown.problems(exc.problems)
        return None
    given = uploads.by_shown_name(intake.evidence, evidence)
    lacking = [r for r in intake.evidence if r.path not in given]
    if lacking:
        st.error("The profile names evidence that is not here. Add each file, or delete its line:")
        for reference in lacking:
            st.text(f"Line {reference.line}: {reference.path}")
        return None
    return intake.profile.name, lambda progress: uploads.assess(profile, given, progress)


def _evidence() -> tuple[Upload, ...]:
    st.file_uploader(
        "Evidence: policies, interview notes, minutes (Markdown or text)",
        type=[s[1:] for s in sorted(SUFFIXES)], accept_multiple_files=True,
        key=_fresh("evidence"), on_change=_take_evidence, max_upload_size=2,
    )  # fmt: skip
    for line in st.session_state.get(_REFUSED, ()):
        st.warning(shown.literal(line))
    held: tuple[Upload, ...] = st.session_state.get(_EVIDENCE, ())
    for number, file in enumerate(held):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.text(f"{file.name} ({len(file.content):,} bytes)")
        right.button("Remove", key=f"remove.{number}", on_click=_remove, args=(file,))
    return held


def _fresh(kind: str) -> str:
    """The uploader's key, new after every upload: what was taken over is listed below it."""
    return f"upload.{kind}.{st.session_state.get(f'taken.{kind}', 0)}"


def _taken(kind: str) -> None:
    st.session_state[f"taken.{kind}"] = st.session_state.get(f"taken.{kind}", 0) + 1


def _take_profile() -> None:
    file = st.session_state.get(_fresh("profile"))
    if file is not None:
        name = uploads.safe_name(file.name, "profile")
        st.session_state[_PROFILE] = Upload(name, file.getvalue()[: MAX_BYTES + 1])
        _taken("profile")


def _take_evidence() -> None:
    given = ((f.name, f.getvalue()) for f in st.session_state.get(_fresh("evidence")) or ())
    held, refused = uploads.added(st.session_state.get(_EVIDENCE, ()), given)
    st.session_state[_EVIDENCE], st.session_state[_REFUSED] = held, refused
    _taken("evidence")


def _remove(file: Upload) -> None:
    held: tuple[Upload, ...] = st.session_state.get(_EVIDENCE, ())
    st.session_state[_EVIDENCE] = tuple(f for f in held if f is not file)
    st.session_state[_REFUSED] = ()
