"""What a person brings to be assessed: a profile, uploaded or answered, with evidence files."""

from __future__ import annotations

import streamlit as st

from sextant.errors import InputError
from sextant.intake import Intake
from sextant.service import check_profile
from sextant.ui import evidence_drop, profile_form, shown, typed, uploads
from sextant.ui.choice import Choice
from sextant.ui.uploads import Upload


def answered() -> Choice | None:
    profile = profile_form.profile()
    if profile is None:
        st.info("Give at least the name of the organisation.")
    return _submission(profile)


def uploaded() -> Choice | None:
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
    return Choice(intake.profile.name, profile, files)
