"""Answers in a profile's YAML: one practice more, and not another character changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sextant.cli import main
from sextant.errors import InputError
from sextant.profile_edit import add_practice
from sextant.service import Finished, answer, assess_files

ROOT = Path(__file__).resolve().parents[2]
HEAD = "organization:\n  name: Acme  # of course\n  sector: other\n"


def added(text: str, statement: str = "We do.") -> str:
    raw = add_practice(text.encode(), "p.yaml", "Recovery", "implemented", statement, "RC.RP-03")
    return raw.decode()


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        HEAD.rstrip("\n"),
        HEAD + "practices:\n",
        HEAD + "practices:   # none yet\n\nincidents: []\n",
        HEAD + "practices: []\n",
        HEAD + "practices:\n- {topic: a, status: partial}\n- topic: b\n  statement: c\n",
        HEAD + "practices:\n    - topic: a  # why\n      statement: >\n        long\n        text\n"
        "\n# What happened before\nincidents:\n  - one\n",
        "practices:\n  - topic: a\n    status: partial\n" + HEAD,
        (HEAD + "practices:\n  - topic: a\n    status: partial\n").replace("\n", "\r\n"),
        "\ufeff" + HEAD,
    ],
)
def test_one_practice_is_added_and_every_line_stays(text: str) -> None:
    after = added(text)
    document = yaml.safe_load(after.lstrip("\ufeff"))
    before = yaml.safe_load(text.lstrip("\ufeff"))
    assert document["practices"][-1] == {
        "topic": "Recovery", "status": "implemented", "statement": "We do.",
        "subcategories": ["RC.RP-03"],
    }  # fmt: skip
    assert document["practices"][:-1] == (before.get("practices") or [])
    assert {k: v for k, v in document.items() if k != "practices"} == {
        k: v for k, v in before.items() if k != "practices"
    }
    left = [line for line in text.lstrip("\ufeff").splitlines() if "practices:" not in line]
    assert [line for line in left if line not in after.splitlines()] == []


def test_a_list_in_one_line_is_left_alone_with_the_lines_to_add() -> None:
    with pytest.raises(InputError, match="write the practices one a line"):
        added(HEAD + "practices: [{topic: a, status: partial}]\n")


@given(statement=st.text(max_size=60))
def test_no_words_break_out_of_their_place(statement: str) -> None:
    try:
        after = added(HEAD, statement)
    except InputError:
        return
    document = yaml.safe_load(after)
    assert set(document) == {"organization", "practices"}
    assert document["practices"][0].get("statement", "") == " ".join(statement.split())


@pytest.mark.parametrize("name", ["clinic", "fintech", "minimal"])
def test_an_answer_comes_to_what_a_new_assessment_of_that_profile_does(
    name: str, tmp_path: Path
) -> None:
    folder = ROOT / "examples" / name
    for file in folder.rglob("*.*"):
        target = tmp_path / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    profile = tmp_path / "profile.yaml"
    finished = assess_files(profile)
    question = next(s for q in finished.assessment.questions for s in q.subcategories)
    result = answer(finished, question, "implemented", "Yes, we do that every month.")
    profile.write_bytes(result.profile)
    again = assess_files(profile).assessment
    assert [c.status for c in result.assessment.controls] == [c.status for c in again.controls]
    assert result.assessment.money == again.money
    assert result.assessment.recommendations == again.recommendations
    assert question not in {s for q in again.questions for s in q.subcategories}


def test_a_wrong_answer_is_refused(clinic: Finished) -> None:
    with pytest.raises(InputError, match="Did you mean 'RC.RP-03'"):
        answer(clinic, "RC.RP-3", "implemented")
    with pytest.raises(InputError, match="is not one of"):
        answer(clinic, "RC.RP-03", "done")
    with pytest.raises(InputError, match="cannot be answered"):
        answer(clinic, "PR.AA-03.strong", "implemented")


def test_the_command_writes_the_profile_only_when_it_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text(HEAD, encoding="utf-8")
    arguments = ["answer", str(profile), "RC.RP-03=implemented", "--statement", "Tested monthly."]
    assert main([*arguments, "--dry-run"]) == 0
    assert profile.read_text(encoding="utf-8") == HEAD
    assert main(arguments) == 0
    assert "Tested monthly." in profile.read_text(encoding="utf-8")
    assert "RC.RP-03" in capsys.readouterr().out
