"""Review files: written, filled in, read back; every mistake with its file, line and field."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from sextant.cli import main
from sextant.errors import InputError
from sextant.review_file import ReviewFile
from sextant.service import Finished, read_review, review, review_file


def yaml_of(finished: Finished) -> str:
    return review_file(finished, "abc123", "yaml").decode()


def filled(text: str, entry: str, **fields: str) -> str:
    """The file as a person fills it in: the lines under one entry."""
    head, tail = text.split(entry, 1)
    for key, value in fields.items():
        tail = tail.replace(f"    {key}:", f"    {key}: {value}", 1)
    return f"{head}{entry}{tail}".replace('reviewer: ""', 'reviewer: "Ann Lee"')


def workbook(finished: Finished, sheet: str, subject: str, **cells: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(review_file(finished, "abc123", "xlsx")))
    page: Any = book[sheet]
    keys = [c.value for c in page[1]]
    row = next(r for r in page.iter_rows(min_row=2) if r[0].value == subject)
    for key, value in cells.items():
        row[keys.index(key)].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_file_that_nobody_filled_in_holds_no_decision(clinic: Finished) -> None:
    for form in ("yaml", "xlsx"):
        given = read_review(review_file(clinic, "abc123", form), "review")  # type: ignore[arg-type]
        assert given.requests == ()
    assert read_review(yaml_of(clinic).encode(), "r").assessment == "abc123"


def test_it_lists_every_rating_and_every_risk(clinic: Finished) -> None:
    document = yaml.safe_load(yaml_of(clinic))
    assert len(document["ratings"]) == 106
    assert [r["risk"] for r in document["risks"]] == [r.id for r in clinic.assessment.risks]


def test_both_forms_say_the_same(clinic: Finished, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    worst = clinic.assessment.risks[0].id
    text = filled(
        yaml_of(clinic), f"- risk: {worst}\n", decision="change", impact="low", reason="Seen."
    )
    first = read_review(text.encode(), "review.yaml").requests[0]
    raw = workbook(
        clinic, "Risks", worst, decision="change", impact="low", reason="Seen.", by="Ann Lee"
    )
    second = read_review(raw, "review.xlsx").requests[0]
    assert vars(first) | {"place": None} == vars(second) | {"place": None}
    assert second.place.line > 1
    assert review(clinic, [first]).assessment.reviews == review(clinic, [second]).assessment.reviews


def problems(text: str, by: str = "") -> str:
    with pytest.raises(InputError) as caught:
        read: ReviewFile = read_review(text.encode(), "review.yaml", by)
        raise AssertionError(read)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ratings:\n  - subcategory: PR.AA-03\n    decision: agree\n",
         "review.yaml:3:15: ratings[0].decision: 'agree' is not one of: accept, change, reject"),
        ("ratings:\n  - subcategory: PR.AA-03\n    decision: chang\n", "Did you mean 'change'?"),
        ("ratings:\n  - subcategory: PR.AA-03\n    desicion: change\n",
         "unknown key 'desicion'. Did you mean 'decision'?"),
        ("ratings:\n  - decision: accept\n", "ratings[0].subcategory: is required"),
        ("reviewer: A\nratings:\n  - subcategory: PR.AA-03\n    status: partial\n",
         "review.yaml:4:13: ratings[0].status: is filled in, but there is no decision"),
        ("ratings:\n  - subcategory: PR.AA-03\n    decision: accept\n", "whose is it?"),
        ("reviewer: A\nrisks:\n  - risk: R-x\n    decision: change\n    impact: huge\n",
         "risks[0].impact: 'huge' is not one of: very_low"),
        ("rating: []\n", "unknown key 'rating'. Did you mean 'ratings'?"),
        ("- a\n", "review.yaml"),
        ("a: &x [1]\n", "review.yaml"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_field_and_the_nearest_right_word(text: str, said: str) -> None:
    assert said in problems(text)


def test_a_wrong_subject_is_told_with_its_line_and_the_nearest(clinic: Finished) -> None:
    text = "reviewer: A\nratings:\n  - subcategory: PR.AA-3\n    decision: accept\n"
    given = read_review(text.encode(), "review.yaml")
    with pytest.raises(InputError) as caught:
        review(clinic, given.requests)
    assert str(caught.value) == (
        "review.yaml:3:1: ratings[0].subcategory: 'PR.AA-3' is no Subcategory. "
        "Did you mean 'PR.AA-03'?"
    )


@pytest.mark.parametrize("raw", [b"PK\x03\x04 nonsense", b"PK", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_told(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"review\.xlsx"):
        read_review(raw, "review.xlsx")


def test_a_workbook_that_declares_entities_is_refused(clinic: Finished) -> None:
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(review_file(clinic, "abc123", "xlsx")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sharedStrings.xml"):
                content = content.replace(b"<sst", b'<!DOCTYPE sst [<!ENTITY a "b">]><sst', 1)
            target.writestr(name, content)
    with pytest.raises(InputError, match="declares XML entities"):
        read_review(out.getvalue(), "review.xlsx")


def test_text_that_begins_like_a_formula_stays_text(clinic: Finished) -> None:
    controls = tuple(c.model_copy(update={"rationale": "=1+1"}) for c in clinic.assessment.controls)
    import dataclasses

    evil = dataclasses.replace(
        clinic, assessment=clinic.assessment.model_copy(update={"controls": controls})
    )
    book = openpyxl.load_workbook(io.BytesIO(review_file(evil, "abc123", "xlsx")))
    cell = book["Ratings"]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_way_from_saved_to_reviewed_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEXTANT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    example = Path(__file__).resolve().parents[2] / "examples" / "clinic" / "profile.yaml"
    out = str(tmp_path / "out")
    assert main(["assess", str(example), "--save", "--out", out, "--format", "json"]) == 0
    identity = capsys.readouterr().err.split("Saved as ")[1].split(":")[0]
    file = tmp_path / "review.yaml"
    assert main(["review", "export", identity, "--out", str(file)]) == 0
    assert main(["review", "export", identity, "--out", str(file)]) == 2
    text = file.read_text(encoding="utf-8")
    text = filled(text, "- subcategory: PR.AA-03\n", decision="change", status="implemented",
                  reason="Checked with the IT provider")  # fmt: skip
    file.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["review", "apply", str(file)]) == 0
    shown = capsys.readouterr()
    assert "1 of 1 decisions taken." in shown.err
    assert "Ann Lee changed it in review: Checked with the IT provider." in shown.out
    assert main(["review", "trail", identity]) == 0
    assert "found: Partly in place; holds: In place" in capsys.readouterr().out
    assert main(["review", "apply", str(file)]) == 0
    capsys.readouterr()
    assert main(["review", "trail", identity, "--json"]) == 0
    assert capsys.readouterr().out.count('"number"') == 2

    assert main(["assess", str(example), "--out", out, "--format", "json", "--reviews", identity,
                 "--quiet"]) == 0  # fmt: skip
    document = (tmp_path / "out" / "assessment.json").read_text(encoding="utf-8")
    assert "In review set to implemented by Ann Lee" in document
