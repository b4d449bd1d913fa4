"""The HTML report: complete, self-contained, inert, navigable."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from sextant.assessment import Assessment
from sextant.reports import html

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """What a browser would find: elements, ids, links, text, and whether the tags nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(params=["full", "nearly_empty", "hostile"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(html.render(request.getfixturevalue(request.param)))


def test_every_link_leads_somewhere_and_every_id_is_unique(page: Page) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    targets = page.values("href")
    assert targets and all(target.startswith("#") for target in targets)
    referenced = {target[1:] for target in targets} | set(page.values("aria-labelledby"))
    assert referenced <= set(ids)


def test_nothing_is_loaded_and_nothing_runs(page: Page) -> None:
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "embed", "link", "form", "base"}
    assert not page.values("src") and not page.values("style")
    assert not [name for _, a in page.tags for name in a if name.startswith("on")]


def test_the_policy_allows_this_style_and_nothing_else(page: Page) -> None:
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv"))
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    style = next(t for t in page.texts if t.startswith(("/*", ":root")))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert "url(" not in style and "@import" not in style


def test_headings_have_no_gaps_and_tables_have_captions(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4", "h5"}]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    names = [tag for tag, _ in page.tags]
    assert names.count("table") == names.count("caption")
    assert names.count("svg") == names.count("title") - 1
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")


def test_all_106_subcategories_are_there(page: Page) -> None:
    assert sum(i.startswith("c-") and not i.endswith("-title") for i in page.values("id")) == 106


def test_a_template_in_a_text_is_not_evaluated(hostile: Assessment) -> None:
    text = html.render(hostile)
    assert "{{ 7*7 }}" in text and "<script" not in text


def test_an_empty_score_is_said_in_words(nearly_empty: Assessment) -> None:
    text = html.render(nearly_empty)
    assert "Not assessed yet" in text and "None" not in text.replace("None was named", "").replace(
        ">None<", ""
    )


def test_each_quote_links_to_its_file_in_the_list_of_what_was_read(full: Assessment) -> None:
    page = Page(html.render(full))
    links = [h for h in page.values("href") if re.fullmatch(r"#e\d+", h)]
    assert links
    assert {h[1:] for h in links} <= set(page.values("id"))
