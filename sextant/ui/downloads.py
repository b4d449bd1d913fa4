"""Page: the finished assessment in every format."""

from __future__ import annotations

import mimetypes

import streamlit as st

from sextant.reports import FORMATS
from sextant.ui import session, shown
from sextant.ui.runs import RUNS

WORDS = {
    "html": "Report for reading, in one file: HTML",
    "pdf": "Report for printing and sending: PDF",
    "md": "Report as text: Markdown",
    "xlsx": "Risk register: Excel",
    "csv": "Risk register: CSV",
    "json": "Everything, for other programs: JSON",
}


def page() -> None:
    st.title("Downloads")
    shown.privacy()
    run = session.finished()
    if run is None:
        return
    st.text(f"{run.label}")
    pending = {name: RUNS.report(run, name) for name in sorted(FORMATS, key=[*WORDS].index)}
    with st.spinner("Writing the reports …"):
        for name, future in pending.items():
            title = WORDS.get(name, name)
            if error := future.exception():
                st.error(f"{title}: could not be written ({type(error).__name__}).")
                continue
            file = FORMATS[name].file
            mime = mimetypes.guess_type(file)[0] or "application/octet-stream"
            st.download_button(
                title, future.result(), file, mime, key=f"download.{name}", on_click="ignore"
            )
    st.divider()
    st.write("Sextant keeps this assessment in memory only.")
    st.button("Forget this assessment", on_click=session.forget)
