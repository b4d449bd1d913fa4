"""Page: the finished assessment in every format."""

from __future__ import annotations

import mimetypes
import re

import streamlit as st

from sextant.branding import Branding
from sextant.database import open_database
from sextant.reports import FORMATS
from sextant.ui import brand, keeping, looking, subject_bar
from sextant.ui.looking import Subject

WORDS = {
    "html": ("Report for reading, in one file", "HTML"),
    "pdf": ("Report for printing and sending", "PDF"),
    "md": ("Report as text", "Markdown"),
    "xlsx": ("Risk register and plan", "Excel"),
    "csv": ("Risk register", "CSV"),
    "json": ("Everything, for other programs", "JSON"),
}


def page() -> None:
    subject = subject_bar.needed("Downloads", heading=True)
    if subject is None:
        return
    look = brand.ask()
    for name in sorted(FORMATS, key=_order):
        if look is not None or not FORMATS[name].branded:
            _offer(subject, name, look)
    if subject.profile:
        st.download_button(
            "The profile that was assessed (YAML)", subject.profile, "profile.yaml",
            "application/yaml", on_click="ignore", key="download.profile",
        )  # fmt: skip
    _keep_or_forget(subject)


def _order(name: str) -> tuple[int, str]:
    known = [*WORDS]
    return (known.index(name) if name in WORDS else len(known), name)


def _offer(subject: Subject, name: str, look: Branding | None) -> None:
    """One format; it is written when the button is pressed."""
    words, kind = WORDS.get(name, (name, ""))
    file = FORMATS[name].file
    stem, _, suffix = file.rpartition(".")
    st.download_button(
        f"{words} ({kind})" if kind else words,
        lambda: FORMATS[name].render(subject.assessment, look),
        f"{stem}-{_slug(subject.view.organization)}.{suffix}",
        mimetypes.guess_type(file)[0] or "application/octet-stream",
        key=f"download.{name}", on_click="ignore", type="primary" if name == "pdf" else "secondary",
    )  # fmt: skip


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name).strip("-").lower()[:60] or "organisation"


def _keep_or_forget(subject: Subject) -> None:
    if subject.kind == "saved":
        return
    st.divider()
    if subject.kind == "client":
        keeping.offer(subject, "It goes when its portfolio is deleted.")
        return
    keeping.offer(subject, "Sextant deletes it after 30 days.")
    if st.button("Delete it now"):
        from sextant import run_records

        run_records.delete_run(open_database(), subject.id)
        looking.forget("run", subject.id)
        st.rerun()
