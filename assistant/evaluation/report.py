"""The report of an evaluation for a person to read: the figures, then every answer, what needs a reader first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from assistant.evaluation.answers import Judged, summary
from assistant.evaluation.judge import Place

WORDS: Final = {
    "right": "đúng",
    "among": "đúng, kèm nơi khác",
    "partial": "đúng một phần",
    "wrong": "SAI",
    "none": "không nêu",
    "unclear": "cần người đọc",
    "not asked": "không hỏi thẩm quyền",
}
STATUSES: Final = {"answered": "đã trả lời", "evidence": "chỉ nêu điều khoản", "abstained": "không trả lời"}
_MARKS = re.compile(r"([\\`*_{}\[\]<>|#])")


def report(judged: Sequence[Judged]) -> str:
    """Markdown. Answers with a fault come first, then those without the right authority, then the rest."""
    lines = ["# Kết quả đo câu trả lời", "", *_figures(judged), "", *_levels(judged), ""]
    for item in sorted(judged, key=_urgency):
        lines += [*_answer(item), ""]
    return "\n".join(lines)


def _urgency(item: Judged) -> tuple[int, str]:
    """Rank for reading: a fault, a wrong abstention, something missing, nothing."""
    verdict, missed = item.authority.verdict, item.asked.answerable and not item.citations.any_gold
    ranks = (
        verdict == "wrong" or item.expired or any(item.faults),
        item.asked.answerable == item.abstained,
        missed or verdict in {"unclear", "among", "partial", "none"},
    )
    return next((rank for rank, holds in enumerate(ranks) if holds), len(ranks)), item.asked.id


def _figures(judged: Sequence[Judged]) -> Iterator[str]:
    figures: Mapping[str, Any] = summary(judged)
    authority, citations, claims, abstained = (figures[k] for k in ("authority", "citations", "claims", "abstained"))
    seconds = figures["seconds"]
    rows = [
        ("Câu hỏi", str(figures["questions"])),
        ("Thẩm quyền đúng", f"{_percent(authority['right'])} của {authority['asked']} câu hỏi về thẩm quyền"),
        ("Thẩm quyền đúng, tính cả câu nêu kèm nơi khác", _percent(authority["right_or_among"])),
        ("Thẩm quyền sai", _percent(authority["wrong"])),
        ("Số câu", "; ".join(f"{WORDS[v]} {count}" for v, count in authority["counts"].items())),
        ("Điều khoản chuẩn nằm trong căn cứ", _percent(citations["gold_among_citations"])),
        ("Độ chính xác của căn cứ (mức khoản)", _percent(citations["precision"])),
        ("Độ phủ của căn cứ (mức khoản)", _percent(citations["recall"])),
        ("Điều khoản chuẩn trong 5 điều khoản đầu", _percent(citations["gold_in_first_5"])),
        ("Câu đã nêu không qua kiểm tra độc lập", f"{claims['failed']} của {claims['shown']} câu"),
        ("Câu bị giữ lại", str(claims["withheld"])),
        ("Căn cứ không có hiệu lực", str(figures["expired_bases"])),
        ("Không trả lời dù có căn cứ", _percent(abstained["answerable"])),
        ("Không trả lời khi không có căn cứ", _percent(abstained["unanswerable"])),
        ("Trung vị: điều khoản; chữ đầu; xong (giây)", "; ".join(str(seconds.get(f"{n}_median")) for n in _TIMES)),
    ]
    yield from ("| số đo | kết quả |", "|---|---|")
    yield from (f"| {name} | {value} |" for name, value in rows)


_TIMES: Final = ("evidence", "first_token", "total")


def _levels(judged: Sequence[Judged]) -> Iterator[str]:
    levels: Any = summary(judged)["by_difficulty"]
    if not levels:
        return
    heads = ("độ khó", "câu", "đúng", "kể cả kèm nơi khác", "sai", "chuẩn trong căn cứ", "trong 5 đầu", "không trả lời")
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|---|---|---|---|"
    for level, row in levels.items():
        shares = ("right", "right_or_among", "wrong", "gold_among_citations", "gold_in_first_5", "abstained")
        yield f"| {_inert(level)} | {row['questions']} | {' | '.join(_percent(row[s]) for s in shares)} |"


def _answer(item: Judged) -> Iterator[str]:
    asked, answer = item.asked, item.answer
    yield f"## {_inert(asked.id)}: {WORDS[item.authority.verdict]}"
    yield f"\n> {_inert(asked.text)}\n"
    yield f"- Ngày: {answer['as_of']}; {STATUSES.get(str(answer['status']), answer['status'])}"
    if asked.answerable:
        yield f"- Chuẩn: **{_inert(asked.spellings[0] if asked.spellings else '–')}**; {_places(asked.gold)}"
        yield f"- Điều khoản chuẩn đứng thứ {item.found_at or '–'}"
    else:
        yield f"- Chuẩn: không có căn cứ ({_inert(asked.difficulty)})"
    yield f"- Đã nêu: **{_inert(answer.get('authority') or '–')}**"
    for claim, faults in zip(answer.get("claims") or (), item.faults, strict=True):
        yield f"- {'✗' if faults else '✓'} {_inert(claim['text'])} *({_inert(claim.get('by', ''))})*"
        yield from (f"    - **lỗi:** {_inert(fault)}" for fault in faults)
        for citation in claim.get("citations") or ():
            yield f"    - {_inert(_cited(citation))}: “{_inert(citation.get('quote'))}”"
    for withheld in answer.get("withheld") or ():
        yield f"- giữ lại: ~~{_inert(withheld['text'])}~~ ({_inert(withheld['reason'])})"
    yield from (f"- lưu ý: {_inert(notice)}" for notice in answer.get("notices") or ())


def _places(places: Sequence[Place]) -> str:
    return "; ".join(
        _inert(f"{p.document} Điều {p.article} khoản {p.clause}".replace(" khoản None", "")) for p in places
    )


def _cited(citation: Mapping[str, Any]) -> str:
    return f"{citation['document']} {citation['provision']}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %".replace(".", ",")


def _inert(text: object) -> str:
    """Text of others as text, not as marks."""
    return _MARKS.sub(r"\\\1", " ".join(str(text or "").split()))
