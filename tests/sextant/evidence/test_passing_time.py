"""The day of an assessment: what lapsed, and what was planned and has come."""

from __future__ import annotations

from datetime import date

import pytest

from frameworks.loader import load
from sextant.evidence.passing_time import PassingTime
from sextant.reading import reader
from sextant.records import Passage

TODAY = date(2026, 11, 22)


def _read(text: str, subcategory: str, dated: str = "") -> set[str]:
    passage = Passage(source="notes.txt", locator="line 1", text=text)
    read = [s.model_copy(update={"dated": dated}) for s in reader().read([passage]).statements]
    seen = PassingTime(load(), TODAY).seen_today(read)
    return {s.polarity for s in seen if subcategory in s.subcategories}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pen test: 2023.", "partial"),
        ("A penetration test was carried out in 2022.", "partial"),
        ("pen test: 2026.", "implemented"),
        ("A penetration test has been carried out every year since 2019.", "implemented"),
        ("A penetration test was done in 2023 and again last spring.", "implemented"),
    ],
)
def test_a_yearly_practice_of_years_ago_is_in_place_in_part(text: str, expected: str) -> None:
    assert _read(text, "ID.RA-01") == {expected}


def test_a_rule_does_not_lapse() -> None:
    assert _read("We bought the firewall in 2021.", "PR.IR-01") != {"partial"}


@pytest.mark.parametrize(
    ("text", "dated", "expected"),
    [
        ("From November everybody signs in with MFA.", "", "implemented"),
        ("From November everybody signs in with MFA.", "2026-08-01", "implemented"),
        ("From December everybody signs in with MFA.", "2026-08-01", "planned"),
        ("From March 2027 everybody signs in with MFA.", "", "planned"),
        ("From March 2026 everybody signs in with MFA.", "", "implemented"),
        ("From November everybody will sign in with MFA.", "", "planned"),
    ],
)
def test_what_starts_in_a_month_that_has_come_is_done(text: str, dated: str, expected: str) -> None:
    assert _read(text, "PR.AA-03", dated) == {expected}
