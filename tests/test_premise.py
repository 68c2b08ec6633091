"""What a question takes for granted and the texts do not bear out."""

from __future__ import annotations

import pytest
from clauses import asked

from assistant.question import premise
from corpus.model import Document, Metadata, Provision, ProvisionKind, Standing


def _document(number: str, articles: int, standing: Standing) -> Document:
    provisions = tuple(
        Provision(f"art_{n}", ProvisionKind.ARTICLE, str(n), "", "", 1, 0, 0) for n in range(1, articles + 1)
    )
    return Document(Metadata(number, "Nghị định", "", "Chính phủ", standing=standing), "", (), provisions)


class _Catalogue:
    documents = (_document("911/2099/NĐ-CP", 9, Standing.OFFICIAL), _document("912/2099/NĐ-CP", 9, Standing.DIGEST))

    def document(self, number: str) -> Document | None:
        return next((d for d in self.documents if d.metadata.number == number), None)


NUMBERS = frozenset({"911/2099/NĐ-CP", "912/2099/NĐ-CP"})


def _missing(text: str, numbers: frozenset[str] = NUMBERS) -> list[str]:
    return premise.missing(_Catalogue(), numbers, asked(text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Điều 9 Nghị định 911/2099/NĐ-CP nói gì?", None),
        ("Điều 99 Nghị định 911/2099/NĐ-CP nói gì?", "Nghị định 911/2099/NĐ-CP không có Điều 99 (điều cuối là Điều 9)"),
        ("Điều 9a Nghị định 911/2099/NĐ-CP nói gì?", "không có Điều 9a"),
        ("Điều 99 Nghị định 912/2099/NĐ-CP nói gì?", "không có Điều 99 (điều cuối là Điều 9)"),
        ("Điều 9a Nghị định 912/2099/NĐ-CP nói gì?", "Bản tóm tắt của Nghị định 912/2099/NĐ-CP không có Điều 9a"),
        ("Điều 1 Nghị định 999/2099/NĐ-CP nói gì?", "Kho văn bản chưa có Nghị định 999/2099/NĐ-CP"),
        ("Nghị định 999/2099/NĐ-CP nói gì?", "Kho văn bản chưa có Nghị định 999/2099/NĐ-CP"),
        ("Điều 99 nói gì?", None),  # of which document is not said
    ],
)
def test_an_article_that_is_not_there(text: str, words: str | None) -> None:
    said = _missing(text)
    assert said == [] if words is None else len(said) == 1 and words in said[0]


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Điều 66 Luật Đất đai số 45/2013/QH13 quy định gì?", "quy định gì?"),
        ("Theo khoản 1 Điều 4 Luật Đất đai năm 2024 ai cấp sổ?", "ai cấp sổ?"),
        ("Luật Đất đai giao ai cấp sổ?", "Luật Đất đai giao ai cấp sổ?"),  # no provision is named
    ],
)
def test_a_law_named_after_its_article_is_part_of_the_citation(question: str, rest: str) -> None:
    assert premise.without_citations(question) == rest
