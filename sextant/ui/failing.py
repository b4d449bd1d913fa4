"""How a page says that something failed: in words, without a traceback."""

from __future__ import annotations

import streamlit as st

from sextant.errors import InputError, KnowledgeError, SextantError
from sextant.ui import shown


def failure(error: BaseException) -> None:
    """Says why it failed, and whose mistake it is."""
    if isinstance(error, InputError):
        shown.problems(error.problems)
    elif isinstance(error, KnowledgeError):
        st.error("Sextant's own knowledge files are damaged: `sextant knowledge check` says more.")
    elif isinstance(error, SextantError):
        st.error(shown.literal(str(error)))
    else:
        st.error(
            "Sextant failed, which is a defect in Sextant and not your mistake. "
            f"Please report it: {shown.literal(type(error).__name__)}."
        )
