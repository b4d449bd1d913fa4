"""Where a profile and evidence are dropped: what was taken over is listed, and can be removed."""

from __future__ import annotations

import streamlit as st

from sextant.evidence.readers import SUFFIXES
from sextant.ui import shown, typed, uploads
from sextant.ui.uploads import MEGABYTE, Upload
from sextant.yaml_source import MAX_BYTES

_REFUSED = "refused"


def profile() -> None:
    """Ask for a profile; typed.draft() holds it."""
    st.file_uploader(
        "Profile (YAML)", type=["yaml", "yml"], key=_fresh("profile"), on_change=_take_profile,
        max_upload_size=1,
    )  # fmt: skip
    held = typed.draft().profile
    if held:
        _listed([held], "profile")


def evidence() -> tuple[Upload, ...]:
    """Ask for evidence files; all that were added so far."""
    st.file_uploader(
        "Evidence, if you have any: policies, interview notes, scans, exports",
        type=[s[1:] for s in sorted(SUFFIXES)], accept_multiple_files=True,
        key=_fresh("evidence"), on_change=_take_evidence,
        max_upload_size=uploads.MAX_FILE_BYTES // MEGABYTE,
    )  # fmt: skip
    for line in st.session_state.get(_REFUSED, ()):
        st.warning(shown.literal(line))
    held = typed.draft().evidence
    _listed(held, "evidence")
    return held


def _listed(files: tuple[Upload, ...] | list[Upload], kind: str) -> None:
    for number, file in enumerate(files):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{file.name} ({_size(len(file.content))})", width="stretch")
            st.button(
                f"Remove {shown.literal(file.name)}", key=f"remove.{kind}.{number}",
                on_click=_remove, args=(file,), type="tertiary",
            )  # fmt: skip


def _size(count: int) -> str:
    return f"{count / MEGABYTE:.1f} MB" if count >= MEGABYTE else f"{max(count // 1024, 1)} KB"


def _fresh(kind: str) -> str:
    """The uploader's key, new after every upload: what was taken over is listed below it."""
    return f"upload.{kind}.{st.session_state.get(f'taken.{kind}', 0)}"


def _taken(kind: str) -> None:
    st.session_state[f"taken.{kind}"] = st.session_state.get(f"taken.{kind}", 0) + 1


def _take_profile() -> None:
    file = st.session_state.get(_fresh("profile"))
    if file is not None:
        name = uploads.safe_name(file.name, "profile")
        taken = Upload(name, file.getvalue()[: MAX_BYTES + 1])
        typed.set_files(taken, typed.draft().evidence)
        _taken("profile")


def _take_evidence() -> None:
    given = ((f.name, f.getvalue()) for f in st.session_state.get(_fresh("evidence")) or ())
    held, refused = uploads.added(typed.draft().evidence, given)
    st.session_state[_REFUSED] = refused
    typed.set_files(typed.draft().profile, held)
    _taken("evidence")


def _remove(file: Upload) -> None:
    held = typed.draft()
    profile = None if held.profile is file else held.profile
    typed.set_files(profile, tuple(f for f in held.evidence if f is not file))
    st.session_state[_REFUSED] = ()
