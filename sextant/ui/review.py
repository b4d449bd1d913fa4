"""Page: review."""

from __future__ import annotations

import streamlit as st

from sextant.ui import subject_bar


def page() -> None:
    subject = subject_bar.needed("review", heading=True)
    st.write(subject is not None)
