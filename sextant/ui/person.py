"""Who looks at the page: an id that tells nothing about the person, and owns drafts and runs."""

from __future__ import annotations

import secrets

import streamlit as st

from sextant import settings
from sextant.ui.door import owner_of

_KEY = "owner"


def owner() -> str:
    """The same for one browser (or one named person) over reloads and restarts.

    Without a browser, as in a test, it lasts as long as the session.
    """
    known: str | None = st.session_state.get(_KEY)
    if known is None:
        found = owner_of(st.context.cookies, st.context.headers, settings.ui_user_header())
        known = found or secrets.token_hex(16)
        st.session_state[_KEY] = known
    return known
