"""What words of time do to an assertion: done long ago, done too late, ended, or done each time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sextant.evidence.text import Token

Span = tuple[int, int]
_YEARLY = 12  # months: what was last done longer ago is not kept up
_SOON = 8  # words between "before" and its "had"
_FIRST_YEAR = 1900
_ANYBODY = frozenset(("anyone", "anybody", "anything"))
_PAST_BE = frozenset(("was", "were", "existed"))
_DATING = frozenset(("in", "from", "of", "was", "dated", "dates", "is"))
_NEWER = frozenset(("left", "joined", "hired"))  # what happened then is not what was done last
_AGAIN = frozenset(("since", "again", "ever"))  # "every year since 2019" goes on


def long_ago(tokens: Sequence[Token], numbers: Sequence[str]) -> Iterator[Span]:
    """ "Last reviewed two years ago", "the last test was 18 months ago": kept up no longer."""
    words = [t.text for t in tokens]
    if "last" not in words and "latest" not in words:
        return
    for i in range(1, len(words) - 1):
        if words[i + 1] != "ago" or words[i] not in ("year", "years", "months"):
            continue
        many = words[i] == "years" or (words[i] == "months" and _months(words[i - 1], numbers))
        if many and {"last", "latest"} & set(words[:i]):
            yield i, i + 2


def in_past_year(tokens: Sequence[Token], stale: Collection[str]) -> Iterator[Span]:
    """ "The last one dates from 2016": it was done, and is not kept up."""
    words = [t.text for t in tokens]
    if not {"last", "latest"} & set(words) or (_AGAIN | _NEWER) & set(words):
        return
    first = min(words.index(w) for w in ("last", "latest") if w in words)
    for i in range(first + 1, len(words)):
        if words[i] in stale and words[i - 1] in _DATING:
            yield i - 1, i + 1


def _months(word: str, numbers: Sequence[str]) -> bool:
    """Whether it is more months than a year has. `numbers` are in ascending order from one."""
    if word.isdigit():
        return int(word[:4]) > _YEARLY
    return word in numbers and numbers.index(word) + 1 > _YEARLY - 1


def just_once(
    tokens: Sequence[Token], only: Collection[str], other: Collection[str], past: Collection[str]
) -> Iterator[Span]:
    """ "We did look once", "tried it once, last year": done, and not kept up."""
    words = [t.text for t in tokens]
    for i, word in enumerate(words):
        if word != "once" or not i or words[i - 1] in ("at", "more", "not"):
            continue
        before = words[:i]
        told = any(w in past or w.endswith("ed") for w in before) or set(before) & set(only)
        if told and words[i + 1 : i + 2] != [] and words[i + 1] in other:
            continue
        if told:
            yield i, i + 1


def too_soon(tokens: Sequence[Token]) -> Iterator[Span]:
    """ "... shared files before a contract had been signed", "... began before any contract was
    signed": then, it had not."""
    words = [t.text for t in tokens]
    for i, word in enumerate(words):
        behind = words[i + 1 : i + _SOON]
        if word == "before" and ("had" in behind[1:] or _none_yet(behind)):
            yield i, i + 1


def _none_yet(behind: Sequence[str]) -> bool:
    """ "... any contract was signed", "... anyone looked"."""
    if behind[:1] and behind[0] in _ANYBODY:
        return behind[1:2] != [] and (behind[1] in ("was", "were") or behind[1].endswith("ed"))
    return behind[:1] == ["any"] and not _PAST_BE.isdisjoint(behind[1:])


def is_each_time(
    tokens: Sequence[Token], span: Span, occasions: Collection[str], past: Collection[str]
) -> bool:
    """ "Rights are withdrawn on termination" is a practice; "MFA was withdrawn" is an end."""
    before = {t.text for t in tokens[: span[0]]}
    after = {t.text for t in tokens[span[1] : span[1] + 2]}
    return bool(after & set(occasions)) and not before & set(past)


def is_date(tokens: Sequence[Token], i: int) -> bool:
    """Whether "5/2024" or "since 3/24" names a month, not a share."""
    before = tokens[i - 1].text if i else ""
    whole = tokens[i].text.rpartition("/")[2]
    return before in ("since", "until", "from", "dated") or int(whole[:9] or 0) >= _FIRST_YEAR
