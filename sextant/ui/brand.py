"""How reports look: the consultant's name, logo, colours and texts, kept for this person.

The form writes the same small YAML that `--branding` takes; a YAML can be brought instead.
"""

from __future__ import annotations

from base64 import b64decode, b64encode

import streamlit as st
import yaml

from sextant.branding import MOST_LOGO_BYTES, TEXT_LENGTH, Branding, parse_branding
from sextant.errors import InputError
from sextant.ui import shown, typed, uploads

FILE, LOGO = "branding.yaml", "logo.png"
_TEXTS = {
    "title": "Title of the report", "introduction": "Introduction", "contact": "Contact",
    "footer": "Line at the foot of each page",
}  # fmt: skip
_COLOURS = {"cover": ("Cover", Branding.cover), "accent": ("Lines and charts", Branding.accent)}
_LOGO = "brand.logo"
_NOTHING = b"{}\n"


def ask() -> Branding | None:
    """The branding as it is filled in; None, with what is wrong, while it cannot be used."""
    with st.expander("Your name, logo, colours and words in HTML and PDF"):
        _bring()
        left, right = st.columns(2)
        with left:
            typed.ask("brand.consultant", st.text_input, "Your name or firm", "", max_chars=200)
            for key, (label, first) in _COLOURS.items():
                typed.ask(f"brand.{key}", st.color_picker, label, first)
            _logo()
        with right:
            for key, label in _TEXTS.items():
                typed.ask(f"brand.{key}", st.text_area, label, "", max_chars=TEXT_LENGTH,
                          height=80)  # fmt: skip
        text = to_yaml()
        st.download_button("Download this as YAML", text, FILE, "application/yaml",
                           on_click="ignore", key="brand.download")  # fmt: skip
    return _checked(text)


def files() -> dict[str, bytes]:
    """What was filled in, as files for `--branding`; empty when nothing was."""
    text, logo = to_yaml(), typed.answer(_LOGO)
    if text == _NOTHING:
        return {}
    return {FILE: text, **({LOGO: b64decode(logo)} if logo else {})}


def to_yaml() -> bytes:
    """What was filled in, as the file that `--branding` takes."""
    colours = {k: v for k, (_, first) in _COLOURS.items()
               if (v := typed.answer(f"brand.{k}")) and v != first}  # fmt: skip
    texts = {k: v.strip() for k in _TEXTS if (v := typed.answer(f"brand.{k}")) and v.strip()}
    filled = {
        "consultant": (typed.answer("brand.consultant") or "").strip(),
        "logo": LOGO if typed.answer(_LOGO) else "",
        "colors": colours,
        "texts": texts,
    }
    given = {key: value for key, value in filled.items() if value}
    return (
        yaml.safe_dump(given, sort_keys=False, allow_unicode=True).encode() if given else _NOTHING
    )


def _checked(text: bytes) -> Branding | None:
    logo = typed.answer(_LOGO)
    pictures = {LOGO: b64decode(logo)} if logo else {}
    try:
        return parse_branding(text, FILE, pictures)
    except InputError as exc:
        shown.problems(exc.problems, text)
        return None


def _logo() -> None:
    given = st.file_uploader(
        "Logo (PNG or JPEG)", type=["png", "jpg", "jpeg"], key=_fresh("logo"),
        max_upload_size=max(MOST_LOGO_BYTES // uploads.MEGABYTE, 1),
    )  # fmt: skip
    if given is not None:
        typed.set_answer(_LOGO, b64encode(given.getvalue()[: MOST_LOGO_BYTES + 1]).decode())
        _taken("logo")
        st.rerun()
    if typed.answer(_LOGO) and st.button("Remove the logo"):
        typed.set_answer(_LOGO, "")
        st.rerun()


def _bring() -> None:
    """A branding YAML fills the form. Its logo is added below: a name in it opens no file here."""
    given = st.file_uploader("Fill this in from a YAML", type=["yaml", "yml"],
                             key=_fresh("yaml"), max_upload_size=1)  # fmt: skip
    if given is None:
        return
    raw = given.getvalue()
    logo = typed.answer(_LOGO)
    try:
        found = parse_branding(_without_logo(raw), uploads.safe_name(given.name, "branding"), {})
    except InputError as exc:
        shown.problems(exc.problems, raw)
        return
    for name in ("consultant", *_COLOURS, *_TEXTS):
        typed.overwrite(f"brand.{name}", getattr(found, name))
    typed.set_answer(_LOGO, logo or "")
    _taken("yaml")
    st.rerun()


def _without_logo(raw: bytes) -> bytes:
    """The YAML without its line about a logo, which lies on the person's own disk."""
    lines = raw.splitlines(keepends=True)
    return b"".join(b"#" + line if line.startswith(b"logo:") else line for line in lines)


def _fresh(kind: str) -> str:
    return f"brand.{kind}.{st.session_state.get(f'brand.taken.{kind}', 0)}"


def _taken(kind: str) -> None:
    st.session_state[f"brand.taken.{kind}"] = st.session_state.get(f"brand.taken.{kind}", 0) + 1
