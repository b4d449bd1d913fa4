"""Losses that are told of: an amount counts when it was lost, less what came back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.told_losses import net_loss
from frameworks.loader import load

SCALE = load().scales.losses.told


@pytest.mark.parametrize(
    ("words", "usd"),
    [
        ("$21,400 paid to wrong accounts, $9,000 recovered", 12_400),
        ("invoice with altered bank details paid, EUR 64,000 lost", 70_400),
        ("forged supplier invoice, £11,200, bank got half of it back", 7_280),
        ("asked for a $48,000 wire, stopped by finance", 0),
        ("we nearly paid 30,000 dollars", 0),
        ("a wire of $1.2 million was paid and lost", 1_200_000),
        ("40k euros went to a fraudster", 44_000),
        ("press 7 stood for 31 hours", 0),
        ("300 sandbox records were read", 0),
    ],
)
def test_a_told_loss_is_the_amount_less_what_came_back(words: str, usd: float) -> None:
    assert net_loss(words, SCALE) == pytest.approx(usd)


@given(st.text(alphabet="$€£ 0123456789.,kmusdlosttoback", max_size=60))
def test_whatever_stands_there_a_loss_is_a_number_and_none_below_nought(words: str) -> None:
    assert net_loss(words, SCALE) >= 0
