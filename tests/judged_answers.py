"""A kept answer, the question it answers and the texts it rests on, for judging; all texts are fictional."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.evaluation.judge import Asked, Place
from assistant.evaluation.recheck import Passage

DAY = date(2026, 1, 15)
CHAIR, COMMITTEE = "Chủ tịch Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp xã"
TEXT = "a) Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép chặt cây trong 05 ngày làm việc, trừ cây cổ thụ;"
LEAD = "Nghị định 901/2099/NĐ-CP › Điều 2\n1. Thẩm quyền của Ủy ban nhân dân cấp huyện:"


MADE = {"generation": 1, "model": "m"}


class FakeTexts:
    """One provision that changed on 1 February 2026."""

    def passages(self, document: str, provision: str) -> Sequence[Passage]:
        if (document, provision) != ("901/2099/NĐ-CP", "art_2__cl_1__pt_a"):
            return []
        old = Passage(TEXT, LEAD, date(2025, 7, 1), date(2026, 2, 1))
        return [old, Passage("a) Sở Xây dựng cấp giấy phép;", LEAD, date(2026, 2, 1), None)]


def cited(**changed: object) -> dict[str, object]:
    told = {"document": "901/2099/NĐ-CP", "provision": "art_2__cl_1__pt_a", "article": "2", "clause": "1", "point": "a",
            "quote": "Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép chặt cây", "page": 1}  # fmt: skip
    return {**told, **changed}


def answered(claims: Sequence[str] = (f"{CHAIR} cấp giấy phép chặt cây",), **changed: object) -> dict[str, Any]:
    told: dict[str, Any] = {
        "status": "answered", "authority": CHAIR, "as_of": DAY.isoformat(),
        "claims": [{"text": text, "citations": [cited()], "by": "model"} for text in claims],
        "withheld": [], "evidence": [cited()], "notices": [],
        "seconds": {"evidence": 0.1, "first_token": 2.0, "total": 4.0},
    }  # fmt: skip
    return {**told, **changed}


GOLD = (Place("901/2099/NĐ-CP", "2", "1"),)
ASKED = Asked("Q1", "Ai cấp giấy phép chặt cây?", "", GOLD, (CHAIR, "Chủ tịch UBND xã"), (COMMITTEE,), "direct")
