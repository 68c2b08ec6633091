"""An answer as it is stored, and its sheet as Word and PDF read back. All texts are fictional."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import docx
from pypdf import PdfReader

from assistant.sheet import read_answer, sheet
from corpus.model import Metadata

TODAY = date(2026, 11, 25)
INJECTION = "<w:p/>&amp; **đậm** _nghiêng_ [a](b) ${x} \\n {{y}} <script>z</script>"
NAMES = {
    "901/2099/NĐ-CP": Metadata(
        "901/2099/NĐ-CP", "Nghị định", "Quy định về cây xanh", "Chính phủ", issued=date(2025, 6, 12)
    ),
    "90/2099/QH99": Metadata("90/2099/QH99", "Luật", "Luật Cây xanh", "Quốc hội", short_title="Luật Cây xanh"),
}


def cited(**changed: object) -> dict[str, object]:
    told = {"document": "901/2099/NĐ-CP", "provision": "art_2__cl_1__pt_a", "article": "2", "clause": "1", "point": "a",
            "quote": "Cấp giấy phép chặt hạ cây xanh", "page": 3, "standing": "official"}  # fmt: skip
    return {**told, **changed}


def answered(**changed: object) -> dict[str, Any]:
    hit = {**cited(), "text": "a) Cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học và báo cáo hằng năm;",
           "context": "Nghị định › Điều 2\n1. Chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã:",
           "effective_from": "2025-07-01", "effective_to": "2027-03-01"}  # fmt: skip
    told: dict[str, Any] = {
        "question": "Ai cấp giấy phép chặt cây?", "understood": "ai cấp giấy phép chặt cây", "status": "answered",
        "claims": [{"text": "Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép", "citations": [cited()],
                    "by": "structure"}],
        "withheld": [{"text": "Sai.", "reason": "Không khớp."}], "authority": "Chủ tịch Ủy ban nhân dân cấp xã",
        "evidence": [hit], "notices": ["Sắp hết hiệu lực."], "as_of": "2026-11-25",
        "made_from": {"generation": 7, "model": "mô-hình-thử", "model_sha256": "ab" * 32, "prompt": "p1", "notice": ""},
    }  # fmt: skip
    return {**told, **changed}


def words_of(answer: dict[str, Any]) -> str:
    return "\n".join(p.text for p in read_answer(answer, NAMES, TODAY).paragraphs)


def word_file(answer: dict[str, Any]) -> Any:
    return docx.Document(io.BytesIO(sheet(answer, "docx", NAMES, TODAY)))


def pdf_text(answer: dict[str, Any]) -> str:
    pages = PdfReader(io.BytesIO(sheet(answer, "pdf", NAMES, TODAY))).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
