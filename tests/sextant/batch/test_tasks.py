from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from sextant.batch.tasks import BatchOptions, content_key
from sextant.branding import Branding
from sextant.llm.options import ModelOptions

text, names = st.text(max_size=20), st.dictionaries(st.text(max_size=9), st.text(max_size=9))


@given(text, text, st.binary(max_size=30), names, text, text, st.binary(max_size=30), names)
def test_a_key_is_the_same_only_for_the_same_content(
    d1: str, n1: str, p1: bytes, e1: dict[str, str], d2: str, n2: str, p2: bytes, e2: dict[str, str]
) -> None:
    same = (d1, n1, p1, e1) == (d2, n2, p2, e2)
    with suppress(UnicodeEncodeError):  # a lone surrogate is no file name
        assert (content_key(d1, n1, p1, e1) == content_key(d2, n2, p2, e2)) == same


def test_options_differ_by_format_model_knowledge_version_and_branding() -> None:
    plain = BatchOptions(("json",))
    digests = [
        plain.digest("1", "k"),
        plain.digest("2", "k"),
        plain.digest("1", "l"),
        BatchOptions(("json", "html")).digest("1", "k"),
        BatchOptions(("json",), ModelOptions("openai:x")).digest("1", "k"),
        BatchOptions(("json",), branding=Branding(consultant="A")).digest("1", "k"),
        BatchOptions(("json",), branding=Branding(consultant="B")).digest("1", "k"),
    ]
    assert len(set(digests)) == len(digests)


def test_the_order_of_formats_does_not_matter() -> None:
    assert BatchOptions(("html", "json")).digest("1", "k") == BatchOptions(("json", "html")).digest(
        "1", "k"
    )
