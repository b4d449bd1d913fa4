"""Money: a seeded Monte Carlo over the ranges of frequency, success and loss.

What varies between samples is what is not known (how often, how vulnerable, how dear); the yearly
loss-exceedance curve adds chance: in most years most events do not happen. Every scenario draws
from its own stream, seeded by its id, and from one that all share, so that changing one risk
leaves the others as they were.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from agents.exposure import Exposure, Span, Statuses, softening, vulnerability
from agents.loss_terms import Z90
from frameworks.schema import ScoringScale
from sextant.records import ExceedancePoint, LossRange

if TYPE_CHECKING:
    import numpy as np

    Samples: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

_SHARED_SEED = 800_30
_REMEMBERED = 256  # scenarios with their draws, about 65 KB each
_EVENTS = 3  # more than three events of one kind in a year are not told apart from three
_CURVE = (0.9, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01)


@dataclass(frozen=True)
class Draws:
    """What is drawn for one scenario: the same for whatever its controls are. `yielding` and
    `soften` lie in 0..1, skewed so that their mean is the weakness, and the strength, of what is
    not known."""

    frequency: Samples  # attempts a year
    yielding: Samples
    soften: Samples
    median: Samples  # factors
    severity: Samples  # factors, one row per event
    chance: Samples


@dataclass(frozen=True)
class RiskLoss:
    """One risk's money: expected loss a year and one event's loss, over what is not known."""

    annual: LossRange
    event: LossRange
    yearly: Samples  # loss of each simulated year, chance included
    expected: Samples


@dataclass(frozen=True)
class _Sampled:
    """The sampled frequency of successful events, median loss and share of it that is not saved."""

    frequency: Samples
    median: Samples
    kept: Samples


@lru_cache(maxsize=_REMEMBERED)
def _draws(
    threat: str,
    frequency: tuple[float, float],
    sigma: float,
    median_sigma: float,
    samples: int,
    unknown_strength: float,
) -> Draws:
    import numpy as np

    low, high = frequency
    mean, spread = (math.log(low) + math.log(high)) / 2, math.log(high / low) / (2 * Z90)
    rng = np.random.Generator(np.random.PCG64(zlib.crc32(threat.encode())))
    shared = np.random.Generator(np.random.PCG64(_SHARED_SEED))
    skew = (1 - unknown_strength) / unknown_strength  # the power that gives a uniform this mean
    return Draws(
        frequency=_short(
            np.exp(
                mean
                + spread * _mixed(shared.standard_normal(samples), rng.standard_normal(samples))
            )
        ),
        yielding=_short(1 - rng.random(samples) ** skew),
        soften=_short(rng.random(samples) ** skew),
        median=_short(
            np.exp(
                median_sigma * _mixed(shared.standard_normal(samples), rng.standard_normal(samples))
            )
        ),
        severity=_short(np.exp(sigma * rng.standard_normal((_EVENTS, samples)))),
        chance=_short(rng.random(samples)),
    )


def _short(drawn: Any) -> Samples:
    """Seven digits are plenty where two are told, and are reckoned with and sorted in half the
    time."""
    result: Samples = drawn.astype("float32")
    return result


def _mixed(shared: Any, own: Any) -> Any:
    """Half of what is not known is wrong for all risks alike: the figures come from the same kind
    of source, so their errors do not cancel out in the sum."""
    return (shared + own) * math.sqrt(0.5)


def _sample(exposure: Exposure, statuses: Statuses, scoring: ScoringScale) -> _Sampled:
    import numpy as np

    draws = _draws_of(exposure, scoring)
    floor, ceiling = scoring.success_probability
    frequency = _between(vulnerability(exposure, statuses, scoring), draws.yielding)
    frequency *= ceiling - floor  # in place here and below: making arrays took half the time
    frequency += floor
    frequency *= draws.frequency
    kept = _between(softening(exposure, statuses, scoring), draws.soften)
    kept *= scoring.softening_share
    np.subtract(1, kept, out=kept)
    return _Sampled(frequency, exposure.median_loss * draws.median, kept)


def _expected(sampled: _Sampled, exposure: Exposure) -> Samples:
    import numpy as np

    loss: Samples = sampled.median * math.exp(exposure.sigma**2 / 2)
    np.minimum(loss, exposure.cap, out=loss)
    loss *= sampled.frequency
    loss *= sampled.kept
    return loss


def expected(exposure: Exposure, statuses: Statuses, scoring: ScoringScale) -> Samples:
    """Expected loss a year, one value per sample of what is not known. Deterministic."""
    return _expected(_sample(exposure, statuses, scoring), exposure)


def simulate(
    exposures: Iterable[Exposure], statuses: Statuses, scoring: ScoringScale
) -> list[RiskLoss]:
    """The loss of each scenario with these controls, in their order. Deterministic."""
    import numpy as np

    annual: list[Samples] = []
    event: list[Samples] = []
    yearly: list[Samples] = []
    for exposure in exposures:
        sampled, draws = _sample(exposure, statuses, scoring), _draws_of(exposure, scoring)
        one = sampled.median * draws.severity[0]
        np.minimum(one, exposure.cap, out=one)
        one *= sampled.kept
        event.append(one)
        annual.append(_expected(sampled, exposure))
        yearly.append(_yearly(sampled, draws, exposure.cap))
    return list(map(RiskLoss, spreads_of(annual), spreads_of(event), yearly, annual))


def _draws_of(exposure: Exposure, scoring: ScoringScale) -> Draws:
    return _draws(
        exposure.threat, exposure.frequency, exposure.sigma, exposure.median_sigma,
        scoring.samples, scoring.strength["unknown"],
    )  # fmt: skip


def _between(span: Span, position: Samples) -> Samples:
    """Unknown statuses could be anything between their worst and best."""
    value: Samples = position * (span.high - span.low)
    value += span.low
    return value


def _yearly(sampled: _Sampled, draws: Draws, cap: float) -> Samples:
    """Loss of a year: as many events as a Poisson draw at this frequency gives. In most years it
    gives none, and nothing is worked out for those."""
    import numpy as np

    total = np.zeros_like(sampled.frequency)
    none = np.exp(-sampled.frequency)
    struck = np.flatnonzero(draws.chance > none)
    frequency, chance = sampled.frequency.take(struck), draws.chance.take(struck)
    events = draws.severity.take(struck, axis=1)
    events *= sampled.median.take(struck)
    np.minimum(events, cap, out=events)
    events *= sampled.kept.take(struck)
    probability = none.take(struck)
    cumulative = probability.copy()
    loss = np.zeros_like(frequency)
    for n in range(_EVENTS):
        loss += np.where(chance > cumulative, events[n], 0.0)
        probability = probability * frequency / (n + 1)
        cumulative += probability
    total[struck] = loss
    return total


def total(values: Sequence[Samples]) -> LossRange:
    """Expected loss a year of all risks together, from their `expected` samples."""
    if not values:
        return LossRange(p10=0, p50=0, p90=0)
    return spreads_of([sum(values[1:], start=values[0])])[0]


def exceedance(losses: Sequence[RiskLoss]) -> tuple[ExceedancePoint, ...]:
    """Loss-exceedance curve of one year: the loss that is reached with each probability."""
    import numpy as np

    if not losses:
        return ()
    yearly = np.sum([v.yearly for v in losses], axis=0)
    reached = np.quantile(yearly, [1 - p for p in _CURVE])
    return tuple(
        ExceedancePoint(loss_usd=_rounded(float(loss)), probability=p)
        for loss, p in zip(reached, _CURVE, strict=True)
    )


def spreads_of(samples: Sequence[Samples]) -> list[LossRange]:
    """10th, 50th and 90th percentile of each (nearest rank: exact enough at two significant
    figures). All in one go, which takes a third less time; sorted as a whole, which takes less
    than finding three ranks."""
    import numpy as np

    if not samples:
        return []
    rows = np.stack(samples)
    ranks = [int(rows.shape[1] * share) for share in (0.1, 0.5, 0.9)]
    rows.sort(axis=1)
    found: list[list[float]] = rows[:, ranks].tolist()
    return [LossRange(p10=_rounded(a), p50=_rounded(b), p90=_rounded(c)) for a, b, c in found]


def _rounded(value: float) -> int:
    """Two significant figures: more would claim a precision that is not there."""
    if value < 1:
        return 0
    digits = max(0, int(math.floor(math.log10(value))) - 1)
    step = 10**digits
    return int(round(value / step) * step)
