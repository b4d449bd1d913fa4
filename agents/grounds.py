"""What an action rests on here: what was found lacking of what it is for, in whose words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from agents.gaps import IN_PART, PLANNED, gap, missing_of, wanted_of
from agents.planner import Action
from agents.reasons import within
from frameworks.phrases import FILLED_IN, names_in
from frameworks.schema import RecommendationRule
from sextant.clipping import clipped
from sextant.records import RELIABILITIES, ControlRating, Fact, Polarity, Quote

_MOST_LACKING = 3
_MOST_QUOTES = 2
_MOST_FOUND = 5
_LONGEST = 180  # characters of a quotation
_MARKS = (  # how control evaluation marks what is lacking, and the words for it here
    (IN_PART, "Here only in part"),
    (PLANNED, "Here only planned"),
    ("", "Not yet so here"),
)
_STATUS: Mapping[Polarity, str] = {
    "implemented": "in place", "partial": "in place only in part", "planned": "planned",
    "not_implemented": "not in place",
}  # fmt: skip
_GRAVITY: Mapping[Polarity, int] = {"not_implemented": 2, "planned": 1, "partial": 1}


def lacking(rule: RecommendationRule, ratings: Mapping[str, ControlRating]) -> Iterator[str]:
    """What was found lacking here among what the action is for, in words."""
    left = [m for s in rule.subcategories for m in _missing(rule, ratings[s])]
    for mark, words in _MARKS:
        names = [m.removeprefix(mark) for m in left if m.startswith(mark)]
        left = [m for m in left if not m.startswith(mark)]
        if names:
            yield f"{words}: {'; '.join(names[:_MOST_LACKING])}."


def found_by_tools(
    rule: RecommendationRule, ratings: Mapping[str, ControlRating]
) -> tuple[str, ...]:
    """What tools found that it is for and that should be mended at once, each with its place."""
    if not asks_for_found(rule):
        return ()
    quotes = (q for s in rule.subcategories for q in _against(rule, ratings[s]))
    return tuple(dict.fromkeys(f for q in quotes for f in q.urgent))[:_MOST_FOUND]


def asks_for_found(rule: RecommendationRule) -> bool:
    """Whether its first step lists what tools found."""
    steps = f"{rule.first_step} {rule.first_step_partial}"
    return not FILLED_IN.isdisjoint(names_in(steps))


def told(
    action: Action,
    ratings: Mapping[str, ControlRating],
    facts: Mapping[str, Fact],
    topics: Mapping[str, str],
) -> str:
    """The clearest words behind it, quoted: of a weakness that it answers, else of what is
    lacking. `topics`: what a practice of the profile is about, by its locator."""
    rule = action.rule
    against = [q for s in rule.subcategories for q in _against(rule, ratings[s])]
    counted = {(q.source, q.quote) for q in against if q.summary}
    cited = [facts[i] for i in dict.fromkeys((*rule.cites, *action.answers)) if i in facts]
    told_of = [f for f in cited if f.quote and (f.source, f.quote) not in counted]
    shown = list(dict.fromkeys(_of_fact(f, topics) for f in told_of))
    entries = {(f.source, _entry(f.locator)) for f in told_of}
    listed = asks_for_found(rule)
    for quote in sorted(against, key=_clarity, reverse=True):
        entry = quote.source, _entry(quote.locator)
        if len(shown) >= _MOST_QUOTES:
            break
        if _is_status(quote) and entry in entries:
            continue  # its words stand there already
        words = _told(quote, topics, listed)
        if not any(_core(words) in s or _core(s) in words for s in shown):
            shown.append(words)
            entries.add(entry)
    return f"Found here: {'; '.join(shown[:_MOST_QUOTES])}." if shown else ""


def happened(facts: Iterable[Fact], topics: Mapping[str, str]) -> str:
    """What happened here and the action would have made less likely, quoted."""
    shown = dict.fromkeys(_of_fact(f, topics) for f in facts if f.quote)
    return f"It happened here: {'; '.join(list(shown)[:_MOST_QUOTES])}." if shown else ""


def _of_fact(fact: Fact, topics: Mapping[str, str]) -> str:
    return _quoted(fact.quote, fact.source, topics.get(_entry(fact.locator), ""))


def _missing(rule: RecommendationRule, rating: ControlRating) -> list[str]:
    return [] if gap(rule, rating) == "none" else missing_of(rule, rating)


def _against(rule: RecommendationRule, rating: ControlRating) -> Iterable[Quote]:
    """What was said against the parts that the action is for, or against the whole."""
    if gap(rule, rating) in ("none", "unknown"):
        return ()
    named = set(wanted_of(rule, rating) or rating.open_aspects)
    return (
        q for q in rating.evidence
        if q.polarity != "implemented" and (not q.aspects or named & set(q.aspects))
        and (q.affected or not q.summary)  # that a tool was run on a part says nothing against
    )  # fmt: skip


def _clarity(quote: Quote) -> tuple[bool, bool, int, bool, int]:
    """What should be mended at once is clearest, then what is lacking, of the more reliable; a
    status that was merely ticked says least."""
    return (
        bool(quote.urgent), not _is_status(quote), _GRAVITY.get(quote.polarity, 0), not quote.stale,
        RELIABILITIES.index(quote.reliability),
    )  # fmt: skip


def _is_status(quote: Quote) -> bool:
    return "].status" in quote.locator


def _told(quote: Quote, topics: Mapping[str, str], listed: bool) -> str:
    """A tool's count in its own words, with one example unless all are `listed` elsewhere; an
    answer with its question; a status with its topic; else the sentence."""
    if quote.summary:
        words = within(quote.summary.rstrip("."))
        example = quote.urgent[0].rstrip(".") if quote.urgent else f"“{quote.quote.rstrip('.')}”"
        return words if listed else f"{words}, such as {example}"
    about = quote.asked or quote.about or topics.get(_entry(quote.locator), "")
    if _is_status(quote) and quote.quote in ("", about):
        return f"{about or quote.quote}: said to be {_STATUS[quote.polarity]} ({quote.source})"
    return _quoted(quote.quote, quote.source, about)


def _quoted(quote: str, source: str, about: str) -> str:
    lead = f"{about.rstrip(':.')}: " if about and about.lower() not in quote.lower() else ""
    return f"{lead}“{clipped(quote, _LONGEST)}” ({source})"


def _core(words: str) -> str:
    """What stands between the quotation marks."""
    return words.partition("“")[2].partition("”")[0] or words


def _entry(locator: str) -> str:
    return locator.split(".", 1)[0]
