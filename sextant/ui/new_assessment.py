"""Page: choose or describe an organisation, add evidence, and start the assessment.

It is the first that people see: what it does not show at once is imported when it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from sextant.errors import SextantError
from sextant.ui import examples, menu, options, person, shown, typed
from sextant.ui.choice import Choice
from sextant.ui.drafts import Draft
from sextant.ui.uploads import Upload

EXAMPLE, FILE, QUESTIONS = "Look at an example", "Upload a profile", "Answer questions"
_CAPTIONS = {
    EXAMPLE: "A made-up organisation, to see what comes out.",
    QUESTIONS: "About your own organisation or a client's, in plain language. A name is enough to "
    "begin; ten minutes make a useful result.",
    FILE: "For who keeps profiles as files (YAML), with evidence beside them.",
}


def page() -> None:
    st.title("New assessment")
    st.write(
        "Sextant says where an organisation stands in cyber security, what could really happen, "
        "what that would cost, and what to do first. What you type or add here is kept until you "
        "discard it, also when you leave the page or close the browser."
    )
    sources: dict[str, Callable[[], Choice | None]] = {QUESTIONS: _answered, FILE: _uploaded}
    if examples.names():
        sources = {EXAMPLE: _example, **sources}
    source = typed.ask("source", st.radio, "How to begin", next(iter(sources)),
                       options=[*sources], captions=[_CAPTIONS[s] for s in sources])  # fmt: skip
    choice = sources[source or next(iter(sources))]()
    chosen = options.ask()
    fit = _branding()
    if st.button("Assess", type="primary", disabled=not (choice and chosen and fit)) and choice:
        _start(choice, chosen or {})
    _below()


def _branding() -> bool:
    """Asks for the reports' look where that is wished; whether it can be used."""
    label = "Say how the reports shall look: your name, logo, colours and words"
    wished = typed.ask("brand.wished", st.checkbox, label, False)
    if not wished:
        return True
    from sextant.ui import brand

    return brand.ask() is not None


def _start(choice: Choice, chosen: Mapping[str, object]) -> None:
    from sextant.run_records import RunInput
    from sextant.ui.runs import RUNS

    given = RunInput(choice.profile.name, choice.profile.content, choice.files)
    try:
        wished = {**chosen, **choice.options, "label": choice.label}
        identity = RUNS.start(person.owner(), given, wished)
    except SextantError as exc:
        st.warning(shown.literal(str(exc)))
    else:
        menu.go("Run", {"run": identity})


def _below() -> None:
    if typed.unsaved():
        st.warning("What you typed could not be kept on disk (is it full?). Download it above.")
    if typed.draft() != Draft() and st.button("Discard what was typed and added", type="tertiary"):
        typed.start_again()
        st.rerun()


def _example() -> Choice:
    names = examples.names()
    name = str(
        typed.ask("example", st.selectbox, "Example", names[0], options=names,
                  format_func=str.capitalize)
    )  # fmt: skip
    called = examples.organization(name)
    st.caption(shown.literal(f"{called}: made up, with its evidence, to see what comes out."))
    profile = Upload("profile.yaml", examples.profile(name).read_bytes())
    return Choice(called, profile, options={"example": name})


def _answered() -> Choice | None:
    from sextant.ui import submission

    return submission.answered()


def _uploaded() -> Choice | None:
    from sextant.ui import submission

    return submission.uploaded()
