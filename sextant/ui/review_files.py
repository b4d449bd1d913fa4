"""Part of the review page: many decisions at once, in a file to fill in and bring back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from sextant import storage
from sextant.database import open_database
from sextant.errors import SextantError
from sextant.review_requests import Request
from sextant.service import read_review, review_file
from sextant.ui import uploads
from sextant.ui.failing import failure
from sextant.ui.looking import Subject

_KINDS = {"xlsx": "Excel", "yaml": "YAML"}


def draw(subject: Subject, by: str, take: Callable[[Sequence[Request]], None]) -> None:
    st.header("Many decisions at once")
    with st.container(horizontal=True):
        for form, name in _KINDS.items():
            st.download_button(
                f"File to fill in ({name})", partial(_file, subject, form), f"review.{form}",
                on_click="ignore", key=f"review.file.{form}",
            )  # fmt: skip
    given = st.file_uploader("The file, filled in", type=[*_KINDS, "yml"], max_upload_size=5,
                             key="review.upload")  # fmt: skip
    if given is None:
        return
    try:
        filled = read_review(given.getvalue(), uploads.safe_name(given.name, "review"), by)
    except SextantError as exc:
        failure(exc)
        return
    count = len(filled.requests)
    if st.button(f"Put {count} decisions on record", disabled=not count):
        take(filled.requests)


def _file(subject: Subject, form: str) -> bytes:
    saved = storage.load(open_database(), subject.id)
    return review_file(saved, subject.id, "xlsx" if form == "xlsx" else "yaml")
