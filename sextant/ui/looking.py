"""Which assessment the pages show: a run of this person, one from the history, a client.

The address says it (`run=`, `saved=`, `client=`), so that a reload, a bookmark or a second window
shows the same. A run is shown to its owner only; what is in the history, to everyone who may come
in; a client, to who may see its portfolio.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import Literal, get_args

import streamlit as st

from sextant import run_records as records
from sextant import storage
from sextant.assessment import Assessment
from sextant.database import open_database
from sextant.errors import StorageError
from sextant.records import AssessmentState
from sextant.reports.view import ReportView, build_view
from sextant.run_records import Run
from sextant.ui import person

Kind = Literal["saved", "client", "run"]
_KEY, _HELD = "looking", 12


@dataclass(frozen=True)
class Subject:
    """An assessment to look at. `state`: what it was published from, where that was kept."""

    kind: Kind
    id: str
    assessment: Assessment
    state: AssessmentState | None
    view: ReportView
    profile: bytes | None = None

    @property
    def address(self) -> dict[str, str]:
        """The part of the page's address that leads here."""
        return {self.kind: self.id}


class _Shelf:
    """The assessments looked at last, so that a change of page reads no database."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], Subject] = OrderedDict()
        self._lock = Lock()

    def get(self, kind: str, identity: str) -> Subject | None:
        with self._lock:
            found = self._held.get((kind, identity))
            if found:
                self._held.move_to_end((kind, identity))
            return found

    def put(self, subject: Subject) -> Subject:
        with self._lock:
            self._held[subject.kind, subject.id] = subject
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return subject

    def drop(self, kind: str, identity: str) -> None:
        with self._lock:
            self._held.pop((kind, identity), None)


_SHELF = _Shelf()


def address() -> dict[str, str]:
    """`{"run": id}` and the like as the page's address has it, else as last looked at."""
    for kind in get_args(Kind):
        if identity := st.query_params.get(kind):
            return {kind: identity}
    held: dict[str, str] = st.session_state.get(_KEY, {})
    return held


def look_at(kind: Kind, identity: str) -> None:
    """From now on this one."""
    st.session_state[_KEY] = {kind: identity}
    _say_in_address({kind: identity})


def _say_in_address(wanted: dict[str, str]) -> None:
    shown = {k: v for k, v in st.query_params.to_dict().items() if k in get_args(Kind)}
    if shown != wanted:
        for kind in shown:
            del st.query_params[kind]
        st.query_params.update(wanted)


def run() -> Run | None:
    """The run that the address names, when it is this person's; else this person's last one."""
    owner, database = person.owner(), open_database()
    if identity := address().get("run"):
        try:
            return records.load_run(database, identity, owner)
        except StorageError:
            return None
    return next(iter(records.runs_of(database, owner)), None)


def subject() -> Subject | None:
    """What the pages show; None when there is nothing, or it is not this person's to see."""
    wanted = address()
    try:
        if identity := wanted.get("saved"):
            found = saved(identity)
        elif identity := wanted.get("client"):
            found = _of_portfolio(identity)
        elif mine := run():
            if mine.state != "done":
                return None
            found = of_run(mine)
        else:
            return None
    except StorageError:
        return None
    look_at(found.kind, found.id)
    return found


def saved(identity: str) -> Subject:
    """One from the history. Raises StorageError."""
    if held := _SHELF.get("saved", identity):
        return held
    kept = storage.load(open_database(), identity)
    view = build_view(kept.assessment)
    return _SHELF.put(
        Subject("saved", kept.entry.id, kept.assessment, kept.state, view, kept.profile)
    )


def of_run(mine: Run) -> Subject:
    """The result of a run that is done; the one in the history, when it was kept there."""
    if identity := mine.progress.get("saved"):
        try:
            return saved(identity)
        except StorageError:
            pass  # deleted from the history since: the run's own result is still there
    if held := _SHELF.get("run", mine.id):
        return held
    assessment, state = records.run_result(open_database(), mine.id)
    profile = records.run_input(open_database(), mine.id).profile
    return _SHELF.put(Subject("run", mine.id, assessment, state, build_view(assessment), profile))


def _of_portfolio(identity: str) -> Subject:
    """A client's result as the batch left it. Raises StorageError."""
    from sextant.ui import portfolio_clients

    assessment, view = portfolio_clients.result(identity, person.owner())
    return Subject("client", identity, assessment, None, view)


def changed(old: Subject, assessment: Assessment) -> Subject:
    """The same assessment after a review."""
    return _SHELF.put(replace(old, assessment=assessment, view=build_view(assessment)))


def forget(kind: Kind, identity: str) -> None:
    """Look at nothing, after this one was deleted."""
    _SHELF.drop(kind, identity)
    st.session_state.pop(_KEY, None)
    for name in get_args(Kind):
        if name in st.query_params:
            del st.query_params[name]
