"""Number formats."""

from __future__ import annotations

import pytest

from sextant.reports import figures


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "$0"), (0.4, "$0"), (7, "$7"), (450, "$450"), (45_123, "$45,000"),
     (999_999, "$1 million"), (1_249_000, "$1.2 million"), (12_600_000, "$13 million"),
     (2_000_000_000, "$2 billion")],
)  # fmt: skip
def test_money_has_two_significant_digits(amount: float, text: str) -> None:
    assert figures.money(amount) == text


def test_a_range_that_rounds_to_one_amount_is_one_amount() -> None:
    assert figures.money_range(1000, 1004) == "about $1,000"
    assert figures.money_range(0, 900) == "up to $900"
    assert figures.money_range(0, 0, nothing="no extra spend") == "no extra spend"
    assert figures.money_range(1200, 4500) == "$1,200 to $4,500"


def test_days_are_written_as_people_say_them() -> None:
    assert figures.days_range(0, 0.25) == "under half a day"
    assert figures.days_range(1, 1) == "1 day"
    assert figures.days_range(0.5, 2) == "0.5 to 2 days"


def test_only_nothing_is_zero_percent_and_only_everything_is_a_hundred() -> None:
    assert figures.percent(0) == "0%"
    assert figures.percent(0.001) == "under 1%"
    assert figures.percent(105.9 / 106) == "over 99%"
    assert figures.percent(1) == "100%"


def test_what_is_not_a_moment_comes_back_as_it_was() -> None:
    assert figures.date("2026-11-21T23:30:00Z") == "21 November 2026"
    assert figures.date("soon") == "soon"
