"""From a rating or a risk in the result to its review."""

from __future__ import annotations

import streamlit as st

from sextant.ui import menu
from sextant.ui.looking import Subject

RATING, RISK = "A rating", "A risk"
# Where the review page keeps what is being decided about.
KIND, OUTCOME, RISK_ID = "review.kind", "review.outcome", "review.risk"


def rating(subject: Subject, subcategory: str) -> None:
    """A button that leads to the review of one Subcategory's rating."""
    if st.button("Review this rating"):
        _lead(subject, RATING, OUTCOME, subcategory)


def risk(subject: Subject, identity: str) -> None:
    """A button that leads to the review of one risk."""
    if st.button("Review this risk"):
        _lead(subject, RISK, RISK_ID, identity)


def _lead(subject: Subject, kind: str, key: str, identity: str) -> None:
    st.session_state[KIND], st.session_state[key] = kind, identity
    menu.go("Review", subject.address)
