"""Findings about the evidence: chapter 11, and the answers to others that the summary tells of."""

from __future__ import annotations

from dataclasses import dataclass

from sextant.assessment import Assessment
from sextant.records import Finding
from sextant.reports.figures import count, sentence
from sextant.reports.view_parts import Pair, place
from sextant.reports.words import FINDING

TOP_ANSWERS = 3


@dataclass(frozen=True)
class FindingView:
    kind: str
    title: str
    detail: str
    quote: str
    where: str


@dataclass(frozen=True)
class AnswersView:
    """Answers given to others that the evidence denies. Empty where there are none."""

    intro: str
    denied: tuple[Pair, ...]  # what was answered, to whom; what the evidence says
    more: str
    count: int  # of all of them


def findings(assessment: Assessment) -> tuple[FindingView, ...]:
    """What concerns the owner most comes first. A contradiction of an answer that was given to
    others stands with that answer."""
    answered = {_claim(f) for f in assessment.findings if f.kind == "answer_to_others"}
    shown = [
        f for f in assessment.findings
        if f.kind != "contradiction" or not f.quotes or _claim(f) not in answered
    ]  # fmt: skip
    order = list(FINDING)
    shown.sort(key=lambda f: order.index(f.kind))
    return tuple(
        FindingView(
            kind=FINDING[item.kind],
            title=item.title,
            detail=sentence(item.detail),
            quote="" if item.quote in item.detail or item.quote in item.title else item.quote,
            where=place(item.source, item.locator),
        )
        for item in shown
    )


def no_finding(assessment: Assessment) -> str:
    read = [i for i in assessment.meta.inputs if not i.skipped]
    if read and not assessment.meta.statements:
        says = "it does not say" if len(read) == 1 else "none says"
        return f"{sentence(count(len(read), 'file'))[:-1]} read; {says} how you protect anything."
    return "Nothing remarkable about the evidence itself."


def _claim(finding: Finding) -> tuple[str, str]:
    """The answer that a finding is about: its file and its question."""
    return (finding.quotes[0].source, finding.quotes[0].asked) if finding.quotes else ("", "")


def answers_to_others(assessment: Assessment) -> AnswersView:
    found = [f for f in assessment.findings if f.kind == "answer_to_others"]
    if not found:
        return AnswersView("", (), "", 0)
    one = len(found) == 1
    return AnswersView(
        intro=(
            f"{sentence(count(len(found), 'answer'))[:-1]} that you gave to others "
            f"{'is' if one else 'are'} denied by your own evidence. Whoever relies on "
            f"{'it' if one else 'them'} can hold it against you: correct "
            f"{'it' if one else 'them'} first."
        ),
        denied=tuple(Pair(f.title, _denial(f)) for f in found[:TOP_ANSWERS]),
        count=len(found),
        more=f"{len(found) - TOP_ANSWERS} more in chapter 11." if len(found) > TOP_ANSWERS else "",
    )


def _denial(finding: Finding) -> str:
    """What the evidence says; that the answer is to be corrected stands above all of them."""
    return finding.detail.partition(" Correct the answer")[0]
