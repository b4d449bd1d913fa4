"""What follows an assessment: what-if, answers and reviews, each computed by the agents again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frameworks.loader import Knowledge
from sextant import changes as switches
from sextant.assessment import Assessment
from sextant.changes import Change
from sextant.comparison import Comparison, compare
from sextant.errors import InputError
from sextant.publication import publish
from sextant.reading import add_evidence
from sextant.records import AssessmentState


@dataclass(frozen=True)
class WhatIf:
    """The assessment as it is, as it would be, and what differs."""

    before: Assessment
    after: Assessment
    difference: Comparison


def what_if(
    state: AssessmentState,
    published: Assessment,
    changes: Sequence[Change],
    evidence: Sequence[Path],
    knowledge: Knowledge,
) -> WhatIf:
    """`state`: finished; `published`: its document. Nothing is saved.

    Raises InputError for changes or evidence that cannot be used.
    """
    from agents.revision import recompute

    given = switches.applied(state, changes, knowledge)
    moment = datetime.fromisoformat(published.meta.generated_at)
    if evidence:
        given = add_evidence(given, evidence, knowledge, moment.date())
    after = recompute(state, given, knowledge, modelled=published.meta.model != "none")
    if problems := switches.ignored(after, changes, knowledge):
        raise InputError(problems)
    document = republished(after, published, knowledge)
    switched = ", ".join((*map(str, changes), *(p.name for p in evidence)))
    labels = ("as it is", f"with {switched}" if switched else "unchanged")
    return WhatIf(published, document, compare(published, document, labels))


def republished(state: AssessmentState, published: Assessment, knowledge: Knowledge) -> Assessment:
    """The document of a state that was computed again, of the same moment and with the same model.

    The knowledge is today's: where it differs from what the document was made with, it says so.
    """
    meta = published.meta
    moment = datetime.fromisoformat(meta.generated_at)
    document = publish(state, knowledge, meta.profile, moment)
    same = document.meta.model_copy(update={"model": meta.model, "degraded": meta.degraded})
    return document.model_copy(update={"meta": same, "trace": published.trace})
