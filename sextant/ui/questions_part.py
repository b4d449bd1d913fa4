"""Part of the result: the questions whose answers would move it most, to be answered here."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sextant.errors import SextantError
from sextant.reports.figures import count
from sextant.reports.view_summary import QuestionView
from sextant.service import Answer, Finished, answer_all
from sextant.ui import keeping, shown, typed
from sextant.ui.failing import failure
from sextant.ui.looking import Subject
from sextant.ui.profile_yaml import STATUS_WORDS, answered

_SAID = "answer.said"
_WORDS = {word: status for word, status in STATUS_WORDS.items() if status != "unknown"}


def draw(subject: Subject) -> None:
    st.header("Questions worth asking")
    if said := st.session_state.pop(_SAID, None):
        st.success(said)
    if not subject.view.questions:
        st.info("No open question would change the result much.")
    can = subject.state is not None and subject.profile is not None
    if can and subject.view.questions:
        st.write(
            "Answer as many as you like. The button below them computes the assessment again, "
            "with your answers in it."
        )
    if subject.kind == "client":
        keeping.offer(subject, "Questions are answered at what is in the history.")
    given = []
    for number, question in enumerate(subject.view.questions, 1):
        with st.container(border=True):
            st.markdown(f"**{number}. {shown.literal(question.text)}**")
            st.text(" ".join(t for t in (question.why, question.worth) if t))
            if can and question.subcategories and (said := _asked(subject, question)):
                given.append(said)
    if can and subject.view.questions:
        _button(subject, given)


def _asked(subject: Subject, question: QuestionView) -> Answer | None:
    about = [link.text for link in question.subcategories]
    key = f"answer.{subject.id}.{question.subcategories[0].text}"
    if len(about) > 1:
        chosen = st.selectbox("About", about, key=f"{key}.about",
                              format_func=lambda i: _named(question, i))  # fmt: skip
    else:
        chosen = about[0]
        st.caption(shown.literal(_named(question, chosen)))
    word = st.segmented_control("Answer", [*_WORDS], key=f"{key}.status")
    said = st.text_input("In your own words (optional)", key=f"{key}.words", max_chars=2000)
    return Answer(str(chosen), _WORDS[word], said or "") if word else None


def _named(question: QuestionView, identity: str) -> str:
    titles = {link.text: link.title for link in question.subcategories}
    return f"{identity} {titles[identity]}"


def _button(subject: Subject, given: Sequence[Answer]) -> None:
    label = f"Compute again with {count(len(given), 'answer')}" if given else "Compute again"
    if st.button(label, key="answer.go", type="primary", disabled=not given):
        _take(subject, given)


def _take(subject: Subject, given: Sequence[Answer]) -> None:
    before = Finished(subject.assessment, subject.state, subject.profile or b"")  # type: ignore[arg-type]
    about = ", ".join(a.subcategory for a in given)
    try:
        result = answer_all(before, given)
        keeping.keep_answered(subject, result, f"answers about {about}")
    except SextantError as exc:
        failure(exc)
        return
    _into_the_form(subject, given)
    said = "answer" if len(given) == 1 else "answers"
    st.session_state[_SAID] = f"Your {said} about {about} counted. The result was computed again."
    st.rerun()


def _into_the_form(subject: Subject, given: Sequence[Answer]) -> None:
    """Who filled in the form for this organisation finds the answers there too."""
    if typed.answer("name") != subject.assessment.organization.name:
        return
    words = {status: word for word, status in _WORDS.items()}
    for one in given:
        typed.overwrite(answered(one.subcategory, "status"), words[one.status])
        if one.statement:
            typed.overwrite(answered(one.subcategory, "statement"), one.statement)
