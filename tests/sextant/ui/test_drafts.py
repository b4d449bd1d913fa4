"""What was typed is kept on disk, per person, and nothing a person wrote becomes a path."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sextant.ui import drafts
from sextant.ui.drafts import Draft
from sextant.ui.uploads import Upload

ME, OTHER = "a" * 32, "b" * 32


def test_a_draft_comes_back_as_it_was() -> None:
    draft = Draft({"name": "Çömlekçi 株式会社"}, Upload("p.yaml", b"x"), (Upload("n.md", b"y"),))
    drafts.save(ME, draft)
    assert drafts.load(ME) == draft
    assert drafts.load(OTHER) == Draft()


def test_files_that_were_removed_are_gone_from_disk(home: Path) -> None:
    drafts.save(ME, Draft({}, None, (Upload("a.md", b"one"), Upload("b.md", b"two"))))
    drafts.save(ME, Draft({}, None, (Upload("b.md", b"two"),)))
    assert len(list((home / "drafts" / ME).iterdir())) == 2
    drafts.discard(ME)
    assert drafts.load(ME) == Draft()


def test_a_damaged_draft_is_an_empty_one(home: Path) -> None:
    drafts.save(ME, Draft({"name": "X"}))
    (home / "drafts" / ME / "draft.json").write_text('{"answers": 3', encoding="utf-8")
    assert drafts.load(ME) == Draft()
    damaged = '{"answers": {}, "profile": {"name": "x", "file": "../../x"}, "evidence": []}'
    (home / "drafts" / ME / "draft.json").write_text(damaged, encoding="utf-8")
    assert drafts.load(ME) == Draft()


def test_an_owner_is_no_path() -> None:
    with pytest.raises(ValueError):
        drafts.load("../../etc")


def test_old_drafts_are_dropped() -> None:
    drafts.save(ME, Draft({"name": "X"}))
    drafts.discard_old()
    assert drafts.load(ME).answers
    drafts.discard_old(time.time() + (drafts.KEPT_DAYS + 1) * 24 * 60 * 60)
    assert not drafts.load(ME).answers
