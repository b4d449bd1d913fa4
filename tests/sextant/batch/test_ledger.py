from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sextant.batch.ledger import Ledger
from sextant.batch.ownership import alive, identify
from sextant.batch.tasks import Outcome
from sextant.database import open_database
from sextant.errors import Problem, SextantError

CLIENTS = ("a", "b", "c", "d")
DEAD = "some-host-0.999999999.1.cafe"
Open = Callable[..., Ledger]


@pytest.fixture
def ledger(tmp_path: Path) -> Open:
    database = open_database(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    return lambda owner=None: Ledger(database, "batch", owner or identify())


def test_two_drivers_share_the_work_and_none_is_done_twice(ledger: Open) -> None:
    one, two = ledger(), ledger()
    run = one.begin("s", "o", CLIENTS, False)
    other = two.begin("s", "o", CLIENTS, False)
    assert (other.id, other.joined, run.joined) == (run.id, True, False)
    first = one.exchange(run.id, [], 3)
    second = two.exchange(run.id, [], 3)
    assert sorted([*first, *second]) == list(CLIENTS)


def test_the_claims_of_a_dead_driver_can_be_claimed_again(ledger: Open) -> None:
    dead, living = ledger("host-x.1.0.aa"), ledger()
    run = dead.begin("s", "o", CLIENTS, False)
    assert dead.exchange(run.id, [], 4) == list(CLIENTS)
    living.begin("s", "o", CLIENTS, False)
    assert living.exchange(run.id, [], 4) == []
    dead.end(run.id)
    assert living.exchange(run.id, [], 4) == list(CLIENTS)


def test_a_driver_with_other_options_is_refused_while_one_works(ledger: Open) -> None:
    ledger().begin("s", "o", CLIENTS, False)
    with pytest.raises(SextantError, match="another batch"):
        ledger().begin("s", "other", CLIENTS, False)


def test_what_came_of_each_profile_is_kept_with_its_reasons(ledger: Open) -> None:
    mine = ledger()
    run = mine.begin("s", "o", CLIENTS[:2], False)
    mine.exchange(run.id, [], 2)
    problem = Problem("a", "is wrong", 3, 4, "organization.name", "x")
    mine.exchange(
        run.id, [Outcome("a", "failed", problems=(problem,)), Outcome("b", "done", "k")], 0
    )
    assert mine.end(run.id)
    bad, good = mine.items(run.id)
    assert (bad.state, bad.problems) == ("failed", (problem,))
    assert (good.state, good.key) == ("done", "k")
    assert mine.tally(run.id) == {"failed": 1, "done": 1}


def test_resuming_goes_on_with_the_run_that_was_cut_short(ledger: Open) -> None:
    first = ledger()
    run = first.begin("s", "o", CLIENTS, False)
    first.exchange(run.id, [], 2)
    first.exchange(run.id, [Outcome("a", "done", "k")], 0)
    assert not first.end(run.id)
    again = ledger()
    assert again.begin("s", "o", ("a", "b"), True).id == run.id
    assert again.exchange(run.id, [], 9) == ["a", "b"]  # all is looked at; what is gone is gone
    fresh = ledger()
    again.end(run.id)
    assert fresh.begin("s", "o", CLIENTS, False).id == run.id + 1


def test_runs_that_were_dropped_are_no_measure_for_the_next(ledger: Open) -> None:
    for complete in (True, False, True):
        mine = ledger()
        run = mine.begin("s", "o", ("a",), False)
        if complete:
            mine.exchange(run.id, [], 1)
            mine.exchange(run.id, [Outcome("a", "done", "k")], 0)
        mine.end(run.id)
    assert ledger().runs() == (1, 3)


def test_the_one_whose_worker_died_comes_last(ledger: Open) -> None:
    mine = ledger()
    run = mine.begin("s", "o", CLIENTS, False)
    assert mine.exchange(run.id, [], 1) == ["a"]
    assert mine.died(run.id, "a") == 1
    assert mine.exchange(run.id, [], 4) == ["b", "c", "d", "a"]
    assert mine.died(run.id, "a") == 2


def test_a_driver_here_lives_as_long_as_its_process_and_one_elsewhere_as_its_lease() -> None:
    mine = identify()
    assert alive(mine, 0.0, 100.0)
    machine, pid, started, chance = mine.rsplit(".", 3)
    assert not alive(f"{machine}.{pid}.{int(started) + 1}.{chance}", 1e12, 100.0)
    assert not alive(f"{machine}.999999999.{started}.{chance}", 1e12, 100.0)
    assert alive(DEAD, 101.0, 100.0)
    assert not alive(DEAD, 99.0, 100.0)
