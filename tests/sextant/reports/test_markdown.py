"""The Markdown report."""

from __future__ import annotations

import re

from sextant.assessment import Assessment
from sextant.reports import markdown


def test_it_has_twelve_chapters_and_all_subcategories(full: Assessment) -> None:
    text = markdown.render(full)
    assert re.findall(r"^## (\d+)\.", text, re.M) == [str(n) for n in range(1, 13)]
    assert len(set(re.findall(r"^- \**([A-Z]{2}\.[A-Z]{2}-\d\d)", text, re.M))) == 106


def test_little_is_said_when_little_is_known(nearly_empty: Assessment) -> None:
    text = markdown.render(nearly_empty)
    assert "Not assessed yet" in text and "No threat could be tied" in text


def test_markup_in_a_text_is_inert(hostile: Assessment) -> None:
    text = markdown.render(hostile)
    assert not re.search(r"(?<!\\)<(script|img)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "javascript:" not in text and "https:" not in text
    assert r"{{ 7\*7 }}" in text


def test_tables_keep_their_columns(hostile: Assessment) -> None:
    lines = markdown.render(hostile).splitlines()
    for at, line in enumerate(lines):
        if line.startswith("|---"):
            wanted = line.count("|")
            for row in lines[at:]:
                if not row.startswith("|"):
                    break
                assert len(re.findall(r"(?<!\\)\|", row)) == wanted


def test_a_text_cannot_start_a_list_or_a_heading() -> None:
    assert markdown.inert("- a") == r"\- a"
    assert markdown.inert("1. a") == r"1\. a"
    assert markdown.inert("# a\n# b") == r"\# a \# b"


def test_what_can_be_no_markup_reads_as_it_was_written() -> None:
    for text in (
        "Marlow & Finch",
        "2.1 Every user",
        "file_name.py",
        "practices[3].status",
        "-5 °C",
    ):
        assert markdown.inert(text) == text


def test_entities_links_notes_and_task_lists_are_disarmed() -> None:
    assert markdown.inert("&lt; &#60;") == r"\&lt; \&\#60;"
    assert markdown.inert("see [a](b)") == r"see [a\](b)"
    assert markdown.inert("[a][b] [c]: d") == r"\[a\][b\] [c\]: d"
    assert markdown.inert("[x] done [^1] ![p](q)") == r"\[x] done \[^1] \![p\](q)"
    assert markdown.inert("_a_ and __b__") == r"\_a\_ and \_\_b\_\_"
    assert markdown.inert("---") == r"\---"


def test_every_open_question_begins_a_line(full: Assessment) -> None:
    text = markdown.render(full)
    part = text.split("### Open questions", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line]
    assert len(lines) == len(full.questions)
    assert all(line.startswith("- ") for line in lines)


def test_it_says_who_has_how_many_days_of_work(full: Assessment) -> None:
    text = markdown.render(full)
    part = text.split("### Who does the work", 1)[1].split("\n#", 1)[0]
    for role in {a.owner_role for a in full.recommendations}:
        assert role in part or "| Others |" in part
    assert "Who does the work: " in text.split("## 2.", 1)[0]
