"""The guided form: a profile from questions in plain language, kept as they are answered."""

from __future__ import annotations

import streamlit as st

from frameworks.loader import Knowledge
from frameworks.schema import Sector
from sextant.intake import MOST_EMPLOYEES, MOST_RECORDS, MOST_REVENUE
from sextant.reports.figures import count
from sextant.ui import countries, shown, typed
from sextant.ui.profile_yaml import (
    APPETITE_WORDS,
    RECORD_QUESTIONS,
    STATUS_WORDS,
    answered,
    to_yaml,
)
from sextant.ui.typed import ask
from sextant.ui.uploads import Upload
from sextant.yaml_fields import NAME_LENGTH, TEXT_LENGTH

FILE = "profile.yaml"


def profile() -> Upload | None:
    """Ask, and hand over the profile as the file that it would be; None until it has a name."""
    knowledge = shown.knowledge()
    st.header("The organisation")
    st.write("Answer what you can. What you skip counts as not known, never as missing.")
    name = ask("name", st.text_input, "Name of the organisation", "", max_chars=NAME_LENGTH,
               live="600ms")  # fmt: skip
    sector = _sector(knowledge)
    _about()
    _systems(sector, knowledge)
    _practices(sector, knowledge)
    text = to_yaml(typed.draft().answers, knowledge)
    st.download_button(
        "Download these answers (profile.yaml)", text.encode(), FILE, "application/yaml",
        on_click="ignore", help="Upload the file later to go on, or assess it on a command line.",
    )  # fmt: skip
    return Upload(FILE, text.encode()) if name.strip() else None


def _sector(knowledge: Knowledge) -> Sector:
    titles = {i: s.title for i, s in sorted(knowledge.sectors.items()) if i != "other"}
    titles["other"] = knowledge.sectors["other"].title
    chosen = ask("sector", st.selectbox, "What does it do?", "other",
                  options=[*titles], format_func=titles.__getitem__)  # fmt: skip
    return knowledge.sectors[chosen]


def _about() -> None:
    left, right = st.columns(2)
    with left:
        ask("employees", st.number_input, "How many people work there?",
             min_value=0, max_value=MOST_EMPLOYEES, step=1)  # fmt: skip
    with right:
        ask("revenue", st.number_input, "Revenue or budget of a year, in US dollars",
             min_value=0, max_value=int(MOST_REVENUE), step=10_000)  # fmt: skip
    ask("description", st.text_area, "What do you do, and how do you work?", "",
         max_chars=TEXT_LENGTH, height=140,
         placeholder="Where people work, which systems you use, who looks after the computers …",
         help="Read as evidence: every sentence counts.")  # fmt: skip
    with st.expander(
        "More about it: countries, records, laws, incidents (makes the money figures sharper)"
    ):
        _more()


def _more() -> None:
    laws = {i: law.title for i, law in shown.knowledge().obligations.items()}
    ask("countries", st.multiselect, "Where do you work?", [], options=[*countries.names()],
         format_func=countries.names().__getitem__, select_all=False,
         placeholder="Countries; type to find one")  # fmt: skip
    for kind, words in RECORD_QUESTIONS.items():
        ask(f"records.{kind}", st.number_input, f"Number of {words}",
             min_value=0, max_value=MOST_RECORDS, step=100)  # fmt: skip
    ask("laws", st.multiselect, "Laws and standards that you know apply", [], options=[*laws],
         format_func=laws.__getitem__, select_all=False,
         help="Sextant adds those that follow from the facts, and says why.")  # fmt: skip
    ask("appetite", st.radio, "How much risk do the owners accept?", options=[*APPETITE_WORDS],
         horizontal=True)  # fmt: skip
    ask("incidents", st.text_area, "What has happened in the last years? One line each", "",
         max_chars=TEXT_LENGTH, placeholder="2024-03 phishing, one mailbox")  # fmt: skip


def _systems(sector: Sector, knowledge: Knowledge) -> None:
    usual = [e.kind for e in sector.expected]
    rest = sorted((k for k in knowledge.asset_kinds if k not in usual),
                  key=lambda k: knowledge.asset_kinds[k].title)  # fmt: skip
    titles = {k: knowledge.asset_kinds[k].title for k in (*usual, *rest)}
    ask("assets", st.multiselect, "Which of these do you have? Usual ones come first", [],
         options=[*titles], format_func=titles.__getitem__, select_all=False,
         placeholder="Choose all that you have; type to find one")  # fmt: skip


def _practices(sector: Sector, knowledge: Knowledge) -> None:
    """What matters for any firm and what matters more in this sector, by CSF Function."""
    asked = [
        (f, [s.id for c in f.categories for s in c.subcategories
             if s.tier == "essential" or s.id in sector.emphasis])
        for f in knowledge.csf.functions
    ]  # fmt: skip
    total = sum(len(identities) for _, identities in asked)
    st.header("What you do for security today")
    st.write(
        f"{count(total, 'question')} in plain language, to open by subject. "
        "A rough answer is better than none."
    )
    for function, identities in asked:
        title = f"{function.in_words} ({count(len(identities), 'question')})"
        with st.expander(shown.literal(title)):
            for identity in identities:
                _practice(identity, knowledge.controls[identity].question)
    st.caption(f"Answered: {sum(_is_answered(i) for _, ids in asked for i in ids)} of {total}.")


def _is_answered(identity: str) -> bool:
    return any(typed.answer(answered(identity, part)) for part in ("status", "statement"))


def _practice(identity: str, question: str) -> None:
    ask(answered(identity, "status"), st.radio, shown.literal(question),
         options=[*STATUS_WORDS], horizontal=True)  # fmt: skip
    ask(answered(identity, "statement"), st.text_input, "In your own words (optional)", "",
         max_chars=2000, label_visibility="collapsed",
         placeholder="In your own words (optional)")  # fmt: skip
