"""What a risk is, and why it is rated so, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agents.exposure import Exposure
from agents.told_losses import told_loss
from frameworks.loader import Knowledge
from frameworks.schema import Threat
from sextant.records import Fact, RiskLevel

_MOST_NAMED = 3


def in_words(threat: Threat, organization: str, names: list[str]) -> str:
    """What could happen here. `names`: the assets that it hits."""
    shown = names[:_MOST_NAMED]
    if not shown:
        listed = "your systems"
    elif len(names) > _MOST_NAMED:
        listed = f"{', '.join(shown)} and others"
    else:
        listed = " and ".join([", ".join(shown[:-1]), shown[-1]]) if shown[1:] else shown[0]
    text = " ".join(threat.in_words.split())
    return text.replace("{organization}", organization).replace("{assets}", listed)


def rationale(
    exposure: Exposure,
    current: RiskLevel,
    weak: tuple[str, ...],
    unknown: tuple[str, ...],
    happened: Fact | None,
    knowledge: Knowledge,
) -> Iterator[str]:
    """Why it is rated so, a sentence at a time. `happened`: what tells that it occurred here."""
    yield (
        f"Likelihood {_words(current.likelihood)}: that it is tried or starts is rated "
        f"{_words(exposure.initiation)}, and {_hold(exposure, weak, unknown)} (table G-5)."
    )
    yield f"Impact {_words(current.impact)} (table H-3); together {current.severity} (table I-2)."
    if happened is not None:
        yield from _told(happened, knowledge)
    if weak:
        yield f"Lacking or only in part: {_titles(weak, knowledge)}."
    if unknown:
        yield f"Not known: {_titles(unknown, knowledge)}."


def _told(happened: Fact, knowledge: Knowledge) -> Iterator[str]:
    yield f"It happened here: “{happened.quote.rstrip('.')}” ({happened.source})."
    cost = told_loss(happened, knowledge.scales.losses.told)
    if cost:
        years = knowledge.scales.risk.years_remembered
        yield (
            f"What that cost, about ${cost:,.0f} after what came back, is taken for what about "
            f"{years:.0f} years bring where half of what would stop it is in place."
        )


def _hold(exposure: Exposure, weak: tuple[str, ...], unknown: tuple[str, ...]) -> str:
    """What is known of that which would stop it, as a clause."""
    poor, dark = (sum(w for s, w in exposure.stop if s in part) for part in (weak, unknown))
    if not poor and not dark:
        return "what would stop it is in place"
    if poor + dark < sum(w for _, w in exposure.stop) / 2:
        return "more than half of what would stop it is in place"
    if poor >= dark:
        return "much of what would stop it is lacking or only in part in place"
    return "it is not known whether most of what would stop it is in place"


def _titles(ids: Iterable[str], knowledge: Knowledge) -> str:
    return ", ".join(f"{knowledge.subcategories[s].title} ({s})" for s in ids)


def _words(level: str) -> str:
    return level.replace("_", " ")
