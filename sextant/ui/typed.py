"""What was typed on the page "New assessment": one store, kept on disk as it changes.

Streamlit forgets a widget's value when its page is left, so every answer is taken over the moment
it arrives (`ask`), and the page is filled from here when it is shown again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from sextant.errors import SextantError
from sextant.ui import drafts, person
from sextant.ui.drafts import Draft
from sextant.ui.uploads import Upload

_DRAFT, _UNSAVED = "draft", "draft.unsaved"
_MINE = ("brand.", "reviewer")  # the person's own, whatever is assessed


def draft() -> Draft:
    """This person's draft; read from disk when the session is new."""
    if _DRAFT not in st.session_state:
        st.session_state[_DRAFT] = drafts.load(person.owner())
    held: Draft = st.session_state[_DRAFT]
    return held


def _keep(new: Draft) -> None:
    st.session_state[_DRAFT] = new
    try:
        drafts.save(person.owner(), new)
        st.session_state.pop(_UNSAVED, None)
    except (OSError, SextantError):
        st.session_state[_UNSAVED] = True


def unsaved() -> bool:
    """Whether the last change could not be written to disk."""
    return _UNSAVED in st.session_state


def answer(name: str, default: Any = None) -> Any:
    return draft().answers.get(name, default)


def set_answer(name: str, value: Any) -> None:
    held = draft()
    if held.answers.get(name) != value:
        _keep(Draft({**held.answers, name: value}, held.profile, held.evidence))


def overwrite(name: str, value: Any) -> None:
    """An answer that came from elsewhere, in place of what stands in its field."""
    set_answer(name, value)
    st.session_state.pop(f"ask.{name}", None)


def set_files(profile: Upload | None, evidence: tuple[Upload, ...]) -> None:
    _keep(Draft(draft().answers, profile, evidence))


def start_again() -> None:
    """Forget what was typed and added for the next assessment; name and branding stay."""
    mine = {k: v for k, v in draft().answers.items() if k.startswith(_MINE)}
    _keep(Draft(mine))
    for key in [k for k in st.session_state if str(k).startswith("ask.")]:
        if not str(key).removeprefix("ask.").startswith(_MINE):
            del st.session_state[key]


def ask(name: str, widget: Callable[..., Any], label: str, first: Any = None, **how: Any) -> Any:
    """One question, filled with the answer given before; a new answer is kept at once."""
    key = f"ask.{name}"
    if key not in st.session_state:
        st.session_state[key] = _possible(answer(name, first), how.get("options"), first)
    value = widget(label, key=key, on_change=_take, args=(name, key), **how)
    if value != answer(name, first):
        set_answer(name, value)
    return value


def _take(name: str, key: str) -> None:
    set_answer(name, st.session_state[key])


def _possible(value: Any, options: Any, first: Any) -> Any:
    """A kept answer that is no longer offered must not break the page."""
    if options is None:
        return value
    if isinstance(value, list):
        return [v for v in value if v in options]
    return value if value in options or value is None else first
