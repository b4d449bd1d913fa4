"""Part of the result: the questions whose answers would move it most, to be answered here."""

from __future__ import annotations

import streamlit as st

from sextant.errors import SextantError
from sextant.reports.view_summary import QuestionView
from sextant.service import Finished, answer
from sextant.ui import keeping, shown
from sextant.ui.failing import failure
from sextant.ui.looking import Subject
from sextant.ui.profile_yaml import STATUS_WORDS

_SAID = "answer.said"


def draw(subject: Subject) -> None:
    st.header("Questions worth asking")
    if said := st.session_state.pop(_SAID, None):
        st.success(said)
    if not subject.view.questions:
        st.info("No open question would change the result much.")
    can = subject.state is not None and subject.profile is not None
    if can:
        st.write("Answer here, and the assessment is computed again with your answer in it.")
    for number, question in enumerate(subject.view.questions, 1):
        with st.container(border=True):
            st.markdown(f"**{number}. {shown.literal(question.text)}**")
            st.text(" ".join(t for t in (question.why, question.worth) if t))
            if can and question.subcategories:
                _answer(subject, question)


def _answer(subject: Subject, question: QuestionView) -> None:
    about = [link.text for link in question.subcategories]
    key = f"answer.{subject.id}.{question.subcategories[0].text}"
    words = {w: s for w, s in STATUS_WORDS.items() if s != "unknown"}
    if len(about) > 1:
        chosen = st.selectbox("About", about, key=f"{key}.about",
                              format_func=lambda i: _named(question, i))  # fmt: skip
    else:
        chosen = about[0]
        st.caption(shown.literal(_named(question, chosen)))
    status = st.segmented_control("Answer", [*words], key=f"{key}.status")
    said = st.text_input("In your own words (optional)", key=f"{key}.words", max_chars=2000)
    if st.button("Answer and compute again", key=f"{key}.go", disabled=status is None) and status:
        _take(subject, str(chosen), words[status], said or "")


def _named(question: QuestionView, identity: str) -> str:
    titles = {link.text: link.title for link in question.subcategories}
    return f"{identity} {titles[identity]}"


def _take(subject: Subject, subcategory: str, status: str, said: str) -> None:
    before = Finished(subject.assessment, subject.state, subject.profile or b"")  # type: ignore[arg-type]
    try:
        answered = answer(before, subcategory, status, said)
        keeping.keep_answered(subject, answered, f"answer about {subcategory}")
    except SextantError as exc:
        failure(exc)
        return
    st.session_state[_SAID] = (
        f"Your answer about {subcategory} is in. The result was computed again."
    )
    st.rerun()
