"""The database's tables as the program uses them; their making is in sextant/migrations/."""

from __future__ import annotations

import sqlalchemy as sa


def _table(name: str, columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(c) for c in columns.split()))


ORGANIZATIONS = _table("organizations", "id key name created_at")
ASSESSMENTS = _table(
    "assessments",
    "id organization origin parent note generated_at saved_at version knowledge model score "
    "coverage critical high loss_p10 loss_p50 loss_p90 profile_name profile document state",
)
REVIEWS = _table("reviews", "assessment number content added_at")
RUNS = _table(
    "runs",
    "id owner state profile_name profile options progress error result result_state worker "
    "created_at updated_at",
)
RUN_FILES = _table("run_files", "run position name content")
SETTINGS = _table("settings", "key value changed_at")
