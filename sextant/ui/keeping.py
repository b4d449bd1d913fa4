"""Keeping a result: in the history for everyone, or an answered one for its owner alone."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from sextant import run_records as records
from sextant import storage
from sextant.database import open_database
from sextant.follow_up import Answered
from sextant.run_records import RunInput
from sextant.ui import looking, person
from sextant.ui.looking import Subject


def offer(subject: Subject, why: str) -> None:
    """For a result that is not in the history: a way into it."""
    seen = "" if subject.kind == "client" else ": only you see it"
    st.info(f"{why} This result is not in the history{seen}.")
    if st.button("Keep it in the history", type="primary"):
        whole = _with_state(subject)
        identity = storage.save_assessment(
            open_database(), whole.assessment, whole.state, whole.profile
        )
        looking.look_at("saved", identity)
        st.rerun()


def _with_state(subject: Subject) -> Subject:
    """A client's result with what it can be computed from, where that can still be had."""
    if subject.kind != "client":
        return subject
    from sextant.ui.portfolio_clients import computed_again

    done = computed_again(subject.id, person.owner(), subject.assessment)
    return replace(subject, state=done.state, profile=done.profile) if done else subject


def keep_answered(subject: Subject, answered: Answered, note: str) -> None:
    """The new result where the old one is: in the history after it, or with its owner alone."""
    database = open_database()
    if subject.kind == "saved":
        identity = storage.save_assessment(
            database, answered.assessment, answered.state, answered.profile,
            origin="answer", parent=subject.id, note=note,
        )  # fmt: skip
        looking.look_at("saved", identity)
        return
    given = records.run_input(database, subject.id)
    earlier = records.load_run(database, subject.id)
    owner, worker = person.owner(), "answer"
    new = RunInput(given.profile_name, answered.profile, given.files)
    identity = records.create_run(database, owner, new, {**earlier.options, "keep": False})
    records.claim_run(database, identity, worker)
    records.note_progress(database, identity, worker, {**earlier.progress, "saved": None})
    records.finish_run(database, identity, worker, answered.assessment, answered.state)
    looking.look_at("run", identity)
