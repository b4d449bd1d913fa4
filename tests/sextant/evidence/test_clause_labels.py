"""Labels within a sentence that name no topic."""

from __future__ import annotations

import pytest

from sextant.evidence.clause_labels import ClauseLabels
from sextant.evidence.clauses import Clause
from sextant.evidence.said_so_far import SaidSoFar
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

KNOWN = parts()
LABELS = ClauseLabels(KNOWN.knowledge.cues, KNOWN.answers)


@pytest.mark.parametrize(
    ("label", "remarked", "excepting"),
    [
        ("Remark", True, False), ("Auditor's comment", True, False),
        ("Exceptions", False, True), ("Backups and restore", False, False),
    ],
)  # fmt: skip
def test_a_label_may_go_on_about_what_was_said(label: str, remarked: bool, excepting: bool) -> None:
    state = SaidSoFar()
    found = LABELS.names_no_topic(Clause(tokens(label), linked=False), state)
    assert (state.remarked, state.excepting, found) == (remarked, excepting, remarked or excepting)


def test_there_may_be_no_exceptions() -> None:
    assert LABELS.names_none(tokens("Exceptions: none."))
    assert not LABELS.names_none(tokens("Exceptions: the scanners."))
