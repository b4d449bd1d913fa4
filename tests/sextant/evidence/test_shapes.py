"""Documents in the shapes that people write, read through the file reader, line by line
(data/shapes.yaml). What is still misread is named there, and counts as a fault once it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sextant.evidence.shape_documents import Document, documents, misread


@pytest.mark.parametrize("document", documents(), ids=lambda d: d.name)
def test_each_line_of_a_document_is_read_as_an_assessor_reads_it(
    document: Document, tmp_path: Path
) -> None:
    wrong = {m.line.words for m in misread(document, tmp_path)}
    assert wrong == document.known


def test_every_misreading_that_is_named_is_of_a_line_of_its_document() -> None:
    for document in documents():
        assert document.known <= {line.words for line in document.lines}, document.name


def test_most_lines_are_read_as_meant() -> None:
    lines = [line for d in documents() for line in d.lines]
    known = sum(len(d.known) for d in documents())
    assert len(documents()) >= 50
    assert known <= 0.1 * len(lines)
