"""What words of time do to an assertion: done long ago, done too late, ended, or done each time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sextant.evidence.text import Token

Span = tuple[int, int]
_YEARLY = 12  # months: what was last done longer ago is not kept up
_SOON = 8  # words between "before" and its "had"
_FIRST_YEAR = 1900


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


def _months(word: str, numbers: Sequence[str]) -> bool:
    """Whether it is more months than a year has. `numbers` are in ascending order from one."""
    if word.isdigit():
        return int(word[:4]) > _YEARLY
    return word in numbers and numbers.index(word) + 1 > _YEARLY - 1


def too_soon(tokens: Sequence[Token]) -> Iterator[Span]:
    """ "... shared files before a contract had been signed": then, it had not."""
    words = [t.text for t in tokens]
    for i, word in enumerate(words):
        if word == "before" and "had" in words[i + 2 : i + _SOON]:
            yield i, i + 1


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
