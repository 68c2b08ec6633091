"""Form of a claim: a whole statement that says something the question did not."""

from __future__ import annotations

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding
from assistant.verify.polarity import negations
from assistant.verify.quantities import find_quantities
from assistant.verify.words import content, syllables
from corpus.authorities.roles import read_roles
from corpus.authorities.words import fold, nfc

NAME = "form"
LEAST_SYLLABLES = 3

# Words after which no Vietnamese sentence ends.
_DANGLING = regex.compile(
    r"(?<!\p{L})(?:và|hoặc|của|(?<!(?:tiếp|kèm)\s)theo|(?<!(?:tồn|hiện)\s)tại|cho|với|các|những|(?<!(?:tài"
    r"|điều)\s)khoản"
    r"|(?<!(?:thời|địa|đặc|quan|số)\s)điểm|nghị\s+định(?:\s+số)?|quy\s+định\s+tại|(?<!(?:phụ|trực)\s)thuộc|từ"
    r"|(?<!bên\s)trong"
    r"|(?<!trở\s)về|để|khi|nếu|(?<!khấu\s)trừ|(?<!(?:số|từng|mọi|các|hai)\s)trường\s+hợp|đối\s+với|bao\s+gồm|gồm"
    r"|mà|thì"
    r"|cho\s+đến|kể\s+từ\s+ngày|(?:đến|trước|sau)\s+ngày|không\s+quá|ít\s+nhất|tối\s+đa|tối\s+thiểu|trong\s+thời\s+hạn"
    r"|hội\s+đồng\s+nhân|ủy\s+ban\s+nhân)\s*$"
)
_LIST_TO_COME = regex.compile(r"(?<!\p{L})(?:sau\s+đây|như\s+sau|dưới\s+đây|(?:các|những)\s+[^,;:]{2,40}\s+sau)$")
_BROKEN_OFF = regex.compile(r"(?<!điểm.{0,25}),\s*[b-df-hj-np-tv-z]$")  # the first letter of a word; not "điểm a, b"
# "Ở các điểm sinh hoạt cộng đồng ở thôn, tổ dân phố.": a place without what is done there.
_PLACE_ALONE = regex.compile(
    r"^(?:ở|tại|của|về|với|đến|bởi)\s(?:(?!(?<!\p{L})(?:thì|là|có|được|phải|do|không)(?!\p{L}))"
    r"(?:[^:,]|,(?=(?:\s*\p{L}+){1,3}\s*(?:[,.;]|$))))*$"
)
PLACE = 14  # syllables up to which such words are taken for a piece
# Words that end a sentence at times; without a full stop after them the sentence was cut.
_OPEN = regex.compile(
    r"(?<!\p{L})(?:(?<!lý\s)do|bởi|là|phải|(?<!(?:hay|hàng)\s)không|một|(?:của|do|thuộc|cho)\s+chủ\s+tịch|ủy\s+ban"
    r"|hội\s+đồng|nhân\s+dân\s+cấp|thẩm|kèm\s+theo)\s*$"
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
    if "›" in text:
        return "Câu chép lại đường dẫn của điều khoản, không phải câu trả lời."
    if _is_cut(text) or (len(syllables(text)) <= PLACE and _PLACE_ALONE.search(text)):
        return "Câu bị cắt giữa chừng."
    if question.strip() and _repeats(claim, question):
        return "Câu chỉ lặp lại câu hỏi."
    return ""


def _is_cut(text: str) -> bool:
    bare = text.rstrip()
    if bare.endswith((",", ":", "(", "-", "/", "...", "…")):
        return True
    if bare.count("(") > bare.count(")") or bare.rstrip('".;!').count('"') % 2 > bare.endswith(('"', '".')):
        return True
    if (
        _DANGLING.search(bare.rstrip(" .;!"))
        or _LIST_TO_COME.search(bare.rstrip(" .;!"))
        or _BROKEN_OFF.search(bare.rstrip(" .;!"))
    ):
        return True
    return not bare.endswith((".", ";", "!")) and _OPEN.search(bare) is not None


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
