"""What a reader must be told beside the answer: ends that near, what was in force before, contradictions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.question import Question
from assistant.retrieve import Retrieved
from corpus.catalogue import Catalogue
from corpus.model import Chunk, Hit, ProvisionKind, Standing

NO_BASIS = (
    "Không thấy điều khoản nào trong kho văn bản đủ chắc để trả lời. Nếu có văn bản về việc này, hãy nạp thêm; "
    "nếu do địa phương quy định, cần quyết định hoặc nghị quyết của tỉnh."
)
DISTRICT_ENDED = date(2025, 7, 1)
TOP = 4  # notices are about the hits an answer can rest on


def notices_for(found: Retrieved, day: date, expiry_days: int) -> tuple[str, ...]:
    """Vietnamese sentences, the most important first, none twice."""
    top = found.hits[:TOP]
    told = [
        *_history(found.history, day),
        *_expiring(top, day, expiry_days),
        *(note for hit in top[:1] for note in hit.chunk.validity.notes),
        *_unknown(top),
        *_digests(top),
    ]
    return tuple(dict.fromkeys(told))


def premises(catalogue: Catalogue, numbers: frozenset[str], question: Question, day: date) -> list[str]:
    """What the question takes for granted and the texts do not bear out: an article that is not there, a district."""
    told = []
    for named in question.named:
        if named.document is None:
            continue
        if named.document not in numbers:
            told.append(f"Kho văn bản chưa có {named.document}; cần nạp văn bản này để trả lời theo nó.")
        elif named.article and (missing := _missing_article(catalogue, named.document, named.article)):
            told.append(missing)
    if question.former_district and day >= DISTRICT_ENDED and "203/2025/QH15" in numbers:
        told.append(
            "Đơn vị hành chính cấp huyện kết thúc hoạt động từ ngày 01/7/2025 (khoản 2 Điều 2 Nghị quyết "
            "203/2025/QH15); câu trả lời nêu cơ quan làm việc đó theo chính quyền 02 cấp."
        )
    return told


def _missing_article(catalogue: Catalogue, number: str, article: str) -> str:
    document = catalogue.document(number)
    if document is None:
        return ""
    articles = [p.number for p in document.provisions if p.kind is ProvisionKind.ARTICLE and p.id.startswith("art_")]
    if article in articles or not articles:
        return ""
    last = max(int(m.group()) for a in articles if (m := re.match(r"\d+", a)))
    whole = document.metadata.standing is Standing.OFFICIAL
    if whole or (article.isdigit() and int(article) > last):
        return f"{number} không có Điều {article} (điều cuối là Điều {last}); hãy kiểm tra lại số điều."
    return f"Bản tóm tắt của {number} không có Điều {article}; cần nạp văn bản chính thức."


def place(chunk: Chunk) -> str:
    """ "điểm h khoản 1 Điều 5 151/2025/NĐ-CP"."""
    article = chunk.article or ""
    named = [
        f"điểm {chunk.point}" if chunk.point else "",
        f"khoản {chunk.clause}" if chunk.clause else "",
        article if article.startswith("Phụ lục") else f"Điều {article}" if article else "",
    ]
    return " ".join([*(n for n in named if n), chunk.document])


def day_words(day: date) -> str:
    """ "01/3/2027", as Vietnamese documents write it: months 1 and 2 and days below 10 with a zero."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _history(history: Sequence[Hit], day: date) -> list[str]:
    told = []
    for hit in history:
        validity = hit.chunk.validity
        where = _capital(place(hit.chunk))
        by = f" (theo {_provision(*validity.ended_by)})" if validity.ended_by else ""
        if validity.end and validity.end <= day:
            already = "đã " if validity.end <= date.today() else ""  # the day asked for may be far ahead
            told.append(f"{where} {already}hết hiệu lực từ ngày {day_words(validity.end)}{by}; không dùng làm căn cứ.")
        elif validity.start:
            told.append(f"{where} có hiệu lực từ ngày {day_words(validity.start)}; không áp dụng cho ngày đang hỏi.")
    return told


def _expiring(hits: Sequence[Hit], day: date, days: int) -> list[str]:
    ends: dict[tuple[str, date], Chunk] = {}
    for hit in hits:
        end = hit.chunk.validity.end
        if end is not None and (end - day).days <= days:
            ends.setdefault((hit.chunk.document, end), hit.chunk)
    return [
        f"{_capital(place(chunk))} chỉ thực hiện đến trước ngày {day_words(end)} (còn {(end - day).days} ngày); "
        "cần theo dõi văn bản thay thế."
        for (_, end), chunk in ends.items()
    ]


def _unknown(hits: Sequence[Hit]) -> list[str]:
    numbers = dict.fromkeys(h.chunk.document for h in hits if h.chunk.validity.start is None)
    return [f"Chưa đọc được ngày có hiệu lực của {number}; cần kiểm tra trước khi áp dụng." for number in numbers]


def _digests(hits: Sequence[Hit]) -> list[str]:
    numbers = dict.fromkeys(h.chunk.document for h in hits if h.chunk.standing is Standing.DIGEST)
    if not numbers:
        return []
    named = ", ".join(numbers)
    return [f"Trích từ bản tóm tắt, không phải văn bản chính thức: {named}. Đối chiếu bản chính trước khi ký."]


def _provision(document: str, provision: str) -> str:
    """ "art_16__cl_3__pt_đ" → "điểm đ khoản 3 Điều 16 49/2026/NĐ-CP"."""
    labels = {"art": "Điều", "cl": "khoản", "pt": "điểm", "sp": "điểm", "ch": "Chương", "app": "Phụ lục", "sec": "Mục"}
    steps = [step.partition("_") for step in provision.split("__") if step]
    if any(kind == "sp" for kind, _, _ in steps):  # "điểm đ2" says its point
        steps = [s for s in steps if s[0] != "pt"]
    return " ".join([*(f"{labels.get(kind, kind)} {number}" for kind, _, number in reversed(steps)), document])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
