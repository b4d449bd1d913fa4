"""Choices for a run: which model if any, its window, and whether the result is kept."""

from __future__ import annotations

import streamlit as st

from sextant.ui import typed


def ask() -> dict[str, object]:
    """The run's options. Without a model nothing leaves the machine, and the page says so."""
    st.info(
        "No AI model is used: everything happens on the machine that Sextant runs on, and nothing "
        "you type or upload is sent anywhere."
    )
    keep = typed.ask(
        "keep", st.checkbox, "Keep the result in the history", True,
        help="Everybody who can open this Sextant sees what is in the history. Without it, only "
        "you see the result, for 30 days. Your uploads are never shown to others.",
    )  # fmt: skip
    return {"keep": bool(keep)}
