"""Part of the result: the questions whose answers would move it most."""

from __future__ import annotations

import streamlit as st

from sextant.ui import shown
from sextant.ui.looking import Subject


def draw(subject: Subject) -> None:
    st.header("Questions worth asking")
    if not subject.view.questions:
        st.info("No open question would change the result much.")
    for number, question in enumerate(subject.view.questions, 1):
        with st.container(border=True):
            st.markdown(f"**{number}. {shown.literal(question.text)}**")
            st.text(" ".join(t for t in (question.why, question.worth) if t))
            st.caption(shown.literal(", ".join(link.text for link in question.subcategories)))
