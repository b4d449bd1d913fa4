"""What stands on every page about one assessment: which one it is, or that there is none yet."""

from __future__ import annotations

import streamlit as st

from sextant import run_records as records
from sextant.ui import looking, menu, shown
from sextant.ui.looking import Subject


def needed(title: str, heading: bool = False) -> Subject | None:
    """The assessment that this page is about; None, with what to do instead, when there is none.

    With `heading`, the page's title and the assessment's name are written above.
    """
    subject = looking.subject()
    if subject is None:
        st.title(title)
        _instead()
        return None
    if heading:
        st.title(title)
        st.caption(shown.literal(f"{subject.view.organization} · {subject.view.date}"))
    return subject


def _instead() -> None:
    run = looking.run()
    if run is not None and run.state in records.UNFINISHED:
        st.info("The assessment is still under way.")
        if st.button("See how far it is", type="primary"):
            menu.go("Run", {"run": run.id})
        return
    if looking.address():
        st.warning("There is no such assessment, or it is not yours to see.")
    else:
        st.info("There is nothing to look at yet.")
    with st.container(horizontal=True):
        if st.button("New assessment", type="primary"):
            menu.go("New assessment")
        if st.button("Choose one from the history"):
            menu.go("History")
