"""Articles as markup: the whole text once, headings, the quote marked."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markup_reader import MarkupReader
from markupsafe import Markup

from corpus.model import Document, Metadata, Provision, ProvisionKind
from tests.browser.fake_backend import DECREE, DOCUMENTS
from ui.article import Article


def _plain(markup: Markup) -> str:
    """Text without the page numbers we add, white space collapsed to nothing."""
    return "".join(MarkupReader(re.sub(r'<span class="page">.*?</span>', "", markup)).words.split())


@pytest.mark.parametrize("number", list(DOCUMENTS))
def test_the_whole_text_is_shown_once(number: str) -> None:
    assert _plain(Article(DOCUMENTS[number]).whole()) == "".join(DOCUMENTS[number].text.split())


def test_the_article_around_a_point_is_shown_with_the_quote_marked() -> None:
    markup = Article(DOCUMENTS[DECREE], ("art_5__cl_1__pt_a", "trong thời hạn 05 ngày làm việc")).around(
        "art_5__cl_1__pt_a"
    )
    read = MarkupReader(markup)
    assert "Điều 5. Thẩm quyền" in read.text
    assert "Điều 6." not in read.text
    assert "<mark>trong thời hạn 05 ngày làm việc</mark>" in markup
    assert {a["id"] for tag, a in read.tags if tag == "section"} >= {"art_5", "art_5__cl_1__pt_a", "art_5__cl_2"}


def test_a_heading_over_two_lines_is_whole_and_a_one_line_article_is_body() -> None:
    text = "Điều 1. Thẩm quyền của\nchủ tịch\n1. Nội dung.\nĐiều 2. Nghị định này có hiệu lực."
    second = text.index("Điều 2")
    document = Document(
        Metadata("1/2025/NĐ-CP", "Nghị định", "", ""), text, (),
        (
            Provision("art_1", ProvisionKind.ARTICLE, "1", "Thẩm quyền của chủ tịch", text[:second], 1, 0, second),
            Provision("art_2", ProvisionKind.ARTICLE, "2", "", text[second:], 1, second, len(text)),
        ),
    )  # fmt: skip
    markup = Article(document).whole()
    assert '<p class="heading">Điều 1. Thẩm quyền của<br>chủ tịch</p><p>1. Nội dung.</p>' in markup
    assert "<p>Điều 2. Nghị định này có hiệu lực.</p>" in markup


_SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


@given(st.text(alphabet="Điều 1.a<>&\n", max_size=60), _SPANS)
@example("1", [(0, 0), (0, 0), (0, 0), (1, 1)])  # a unit outside the appendix that it is said to be in
def test_no_text_is_lost_whatever_the_spans(text: str, spans: list[tuple[int, int]]) -> None:
    units = []
    for n, (a, b) in enumerate(spans):
        start, end = sorted((min(a, len(text)), min(b, len(text))))
        kind = list(ProvisionKind)[n % len(ProvisionKind)]
        parent = f"u_{n - 1}" if n % 2 else None
        units.append(Provision(f"u_{n}", kind, str(n), "", text[start:end], 1, start, end, parent))
    document = Document(Metadata("1/2025/NĐ-CP", "", "", ""), text, (), tuple(units))
    assert _plain(Article(document).whole()) == "".join(text.split())
