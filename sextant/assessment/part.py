"""A piece of the published document."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A piece of the published document. Frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
