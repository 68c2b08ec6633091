"""Form of a claim: a whole statement that says something the question did not."""

from __future__ import annotations

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding
from assistant.verify.polarity import negations
from assistant.verify.quantities import find_quantities
from assistant.verify.roles import read_roles
from assistant.verify.words import content, fold, nfc, syllables

NAME = "form"
LEAST_SYLLABLES = 3

# Words after which a Vietnamese sentence cannot end.
_DANGLING = regex.compile(
    r"(?<!\p{L})(?:và|hoặc|hay|của|theo|tại|cho|do|bởi|với|các|những|khoản|điểm|điều|nghị\s+định(?:\s+số)?|luật|quy\s+định(?:\s+tại)|"
    r"thuộc|từ|đến|trong|về|là|để|khi|nếu|trừ|trường\s+hợp|đối\s+với|bao\s+gồm|gồm|mà|thì|được|bị|phải|không|có|một|(?:kể\s+)?từ\s+ngày|(?:đến|trước|sau)\s+ngày|"
    r"chủ\s+tịch|ủy\s+ban|ủy\s+ban\s+nhân|hội\s+đồng|hội\s+đồng\s+nhân|(?<!(?:các|hai|02|cùng|phân)\s)cấp|thẩm)\s*$"
)


def check_form(claim: Claim, question: str) -> list[Finding]:
    reason = _form_reason(claim, question)
    return [Finding(NAME, "fail", reason, (0, len(claim.text)))] if reason else []


def _form_reason(claim: Claim, question: str) -> str:
    text = claim.folded.strip()
    if len(syllables(text)) < LEAST_SYLLABLES:
        return "Câu trống hoặc quá ngắn."
    if text.endswith("?"):
        return "Câu là câu hỏi, không phải câu trả lời."
    if _is_cut(text):
        return "Câu bị cắt giữa chừng."
    if question.strip() and _repeats(claim, question):
        return "Câu chỉ lặp lại câu hỏi."
    return ""


def _is_cut(text: str) -> bool:
    bare = text.rstrip()
    if bare.endswith((",", ":", "(", "-", "/", "...", "…")):
        return True
    if bare.count("(") != bare.count(")") or bare.count('"') % 2:
        return True
    return _DANGLING.search(bare.rstrip(" .;!")) is not None


def _repeats(claim: Claim, question: str) -> bool:
    asked = fold(nfc(question))
    if set(content(claim.folded)) - set(content(asked)):
        return False
    names = {m.name for m in read_roles(nfc(question))}
    if any(m.name not in names for m in claim.mentions):
        return False
    known = {(q.value, q.unit) for q in find_quantities(asked)}
    if any((q.value, q.unit) not in known for q in find_quantities(claim.folded)):
        return False
    return bool(regex.search(r"(?<!\p{L})(?:ai|gì|nào|bao\s+nhiêu|đâu|sao)(?!\p{L})", asked)) or not negations(
        claim.folded
    )
