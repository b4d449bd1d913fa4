"""Answers that the organisation gave to others and that its own evidence does not bear out.

An insurer, a bank or a customer relies upon them: cover may fail, a contract may be broken. One
finding for each answer, however many outcomes it bears upon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from agents.contradictions import (
    entry,
    is_past,
    measured,
    of_others,
    same_thing,
    stems_of,
    words_of,
)
from agents.quoting import in_words, led_in, quotes
from frameworks.schema import Disagreement
from sextant.records import EvidenceFile, Finding, Priority, Statement

_WORST: Mapping[str, int] = {"not_implemented": 2, "partial": 1, "planned": 0}
_WEIGHT: Mapping[Priority, int] = {"low": 0, "moderate": 1, "high": 2}
_SAME = 3  # words shared by what plainly speaks of the same thing: more make it no plainer
_Rank = tuple[int, ...]
_Part = tuple[str, str]  # Subcategory, aspect


def findings(
    files: Iterable[EvidenceFile],
    statements: Sequence[Statement],
    priorities: Mapping[str, Priority],
    scale: Disagreement,
) -> tuple[Finding, ...]:
    """Worst first: what is denied outright, then what was measured, then by priority.

    `priorities`: of the Subcategories, in the Target Profile.
    """
    told_to = {f.source: f.told_to for f in files if f.told_to}
    if not told_to:
        return ()
    denials = _denials(statements)
    found = []
    for answers in _answers(statements, told_to).values():
        given = [a for a in answers if a.polarity == "implemented"]
        admitted = _admitted(answers, scale)
        others = [
            (s, _rank(s, priorities))
            for a in given for part in _parts(a) for s in denials.get(part, ())
            if _gainsays(a, s, scale) and not admitted & words_of(s)
        ]  # fmt: skip
        if others:
            clearest, rank = max(others, key=lambda o: (*_clarity(given, o[0], scale), o[1]))
            against = [s for a in given for part in _parts(a) for s in denials.get(part, ())]
            found.append((rank, _finding(given, _worded(clearest, against), told_to)))
    found.sort(key=lambda f: tuple(-n for n in f[0]))
    return tuple(finding for _, finding in found)


def _answers(
    statements: Iterable[Statement], told_to: Mapping[str, str]
) -> Mapping[tuple[str, str], list[Statement]]:
    """What is said to be in place, by the answer that says so, with what a remark beside a yes
    takes back of it: "Implemented", "contractors not yet"."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for s in statements:
        if s.source in told_to and s.asked and not s.policy:
            found.setdefault((s.source, s.asked), []).append(s)
    return {k: v for k, v in found.items() if _is_yes(v)}


def _is_yes(answers: Sequence[Statement]) -> bool:
    """Whether the answer itself is a yes, whatever a remark beside it takes back."""
    bare = [s for s in answers if not s.about]
    taken_back = all(s.polarity in ("implemented", "partial") for s in answers)
    return taken_back and all(s.polarity == "implemented" for s in bare or answers)


def _admitted(answers: Iterable[Statement], scale: Disagreement) -> frozenset[str]:
    """The words of what a remark takes back: whoever says so has told it."""
    return frozenset(
        word
        for s in answers if s.polarity != "implemented"
        for word in stems_of(s.quote) - stems_of(s.asked) - scale.generic_stems
    )  # fmt: skip


def _denials(statements: Iterable[Statement]) -> Mapping[_Part, list[Statement]]:
    """What speaks against a part of an outcome, by that part. A status "in part" says less than
    the words beside it, which tell what part is lacking."""
    found: dict[_Part, list[Statement]] = {}
    for s in statements:
        if s.polarity != "implemented" and not s.policy and s.bound != "floor" and not is_past(s):
            for part in _parts(s):
                found.setdefault(part, []).append(s)
    return {part: list(_in_words(against)) for part, against in found.items()}


def _in_words(against: Sequence[Statement]) -> Iterator[Statement]:
    told = {entry(s) for s in against if not s.declared}
    for s in against:
        if not (s.declared and s.polarity == "partial" and entry(s) in told):
            yield s


def _worded(denial: Statement, against: Iterable[Statement]) -> Statement:
    """The denial; of a bare status the words that stand beside it and say the same, however
    carefully."""
    if not denial.declared:
        return denial
    same = (s for s in against if not s.declared and entry(s) == entry(denial))
    return next((s for s in same if s.polarity == denial.polarity), denial)


def _parts(statement: Statement) -> tuple[_Part, ...]:
    return tuple((s, statement.aspect) for s in statement.subcategories)


def _gainsays(answer: Statement, against: Statement, scale: Disagreement) -> bool:
    """Whether it denies what was answered of the same part of an outcome."""
    if against.source == answer.source or of_others(answer, against):
        return False
    clear = measured(against) or against.polarity == "not_implemented"
    clear = clear and not (against.hedged and against.about)  # it leans on what it stands under
    wide = any(f"{s}.{answer.aspect}" in scale.wide for s in answer.subcategories)
    return (clear and not wide) or same_thing(answer, against, scale)


def _rank(against: Statement, priorities: Mapping[str, Priority]) -> _Rank:
    weight = max(_WEIGHT[priorities[s]] for s in against.subcategories)
    plain = measured(against) or against.polarity == "not_implemented"
    sure = not against.hedged and not against.stale
    return plain, sure, weight, measured(against), _WORST[against.polarity]


def _clarity(answers: Iterable[Statement], against: Statement, scale: Disagreement) -> _Rank:
    """What names the same system is clearest, then words before a bare status, then what plainly
    speaks of the same, then what was measured, then what shares words that mean something."""
    given = list(answers)
    named = set(against.systems).intersection(*(a.systems for a in given))
    said = frozenset[str]().union(*(words_of(a) for a in given))
    near = len((said & words_of(against)) - scale.generic_stems)
    return bool(named), not against.declared, min(near, _SAME), measured(against), near


def _finding(
    answers: Sequence[Statement], against: Statement, told_to: Mapping[str, str]
) -> Finding:
    answer = min(answers, key=lambda s: (bool(s.about), len(s.quote)))
    said, contrary = quotes((answer, against))
    yes = said.about or said.quote
    return Finding(
        kind="answer_to_others",
        title=f"You told {told_to[answer.source]}: {led_in(said.asked)} {yes.rstrip('.')}.",
        detail=f"Your own evidence says: {in_words(contrary)} ({contrary.source}). Correct the "
        f"answer in {answer.source} before it is relied on.",
        source=answer.source,
        locator=answer.locator,
        quote=answer.quote,
        quotes=(said, contrary),
    )
