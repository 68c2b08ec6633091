"""The district level, which ended on 1 July 2025, in questions that still speak of it.

Resolution 203/2025/QH15 art. 2 cl. 2 and Law 72/2025/QH15 art. 51 cl. 3. A question whether a district body still does
something is answered by the clause that ended it, and by who does it now.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.authority.statements import Statement, chunks_of, stated
from assistant.question.choices import asks_who
from assistant.question.understand import Question, understand
from corpus.authorities.names import name_authorities
from corpus.authorities.terms import DISTRICT_ENDED
from corpus.describe import capital
from corpus.reader import IndexReader

_DISTRICT_BASES = (  # (document, what is said of it)
    ("203/2025/QH15", "khoản 2 Điều 2 Nghị quyết 203/2025/QH15"),
    ("72/2025/QH15", "khoản 3 Điều 51 Luật Tổ chức chính quyền địa phương số 72/2025/QH15"),
)
_DISTRICT = r"(?:cấp huyện|huyện|quận|thị xã|thành phố thuộc tỉnh)"
_DISTRICT_BODY = re.compile(
    rf"(?:(?:chủ tịch |phó chủ tịch )?(?:ủy ban nhân dân|hội đồng nhân dân)|(?<!văn )phòng(?: [^\W\d_]+){{1,6}}?|"
    rf"ban(?: [^\W\d_]+){{1,5}}?|"
    rf"chi nhánh(?: [^\W\d_]+){{1,6}}?|thanh tra|công an|tòa án|"
    rf"cơ quan(?: [^\W\d_]+){{0,5}}?)?\s*{_DISTRICT}(?!\w)(?: (?:mình|ta|tôi|em|nhà))?",
    re.IGNORECASE,
)
_TRANSITIONAL = re.compile(
    r"trước (?:ngày |thời điểm )?\d|chuyển tiếp|dở dang|dang dở|đang (?:giải quyết|làm dở|xử lý)|chưa (?:xong|"
    r"giải quyết|ra|được cấp)|"
    r"\btreo\b|trước đây|hồi trước|trước kia|đã (?:nộp|nhận|cấp|ký|duyệt|phê duyệt|chứng thực)|năm \d{4}|sai |"
    r"mất |hỏng ",
    re.IGNORECASE,
)
_PAST_TERM = re.compile(
    r"(?:khóa|nhiệm kỳ) \d{4}\s*[-–]\s*\d{4}|họp (?:vào )?(?:tháng \d{1,2}/\d{4}|năm \d{4})?", re.IGNORECASE
)
_COURTESY = re.compile(
    r"(?:^|\s)(?:(?:còn|vẫn) nhận|còn|vẫn|nữa|được không|đúng không|phải không|có phải|không|chứ|nhé|nhỉ|à|hả|ạ|luôn|"
    r"(?:lên|tới|ở) đó|mình)(?=\s|[,.?!]|$)",
    re.IGNORECASE,
)
_ENDING = (("72/2025/QH15", "art_51__cl_3"), ("203/2025/QH15", "art_2__cl_2"))  # bodies before units


def district(numbers: frozenset[str], question: Question, day: date) -> str:
    """That the district level was abolished, and the basis; "" if it is not asked about or the corpus does not say."""
    bases = [words for number, words in _DISTRICT_BASES if number in numbers]
    if not (question.former_district and day >= DISTRICT_ENDED and bases):
        return ""
    return (
        f"Đơn vị hành chính, cơ quan cấp huyện kết thúc hoạt động từ ngày 01/7/2025 ({'; '.join(bases)}); "
        "câu trả lời nêu cơ quan làm việc đó theo chính quyền 02 cấp."
    )


def without_district(question: Question, day: date) -> Question:
    """A question whether a district body still does something, as the question who does it now.

    Left alone where it already asks who, or tells of something that happened while there were districts.
    """
    text = question.understood
    if not question.former_district or day < DISTRICT_ENDED or asks_who(question) or _TRANSITIONAL.search(text):
        return question
    part = next((p for p in re.split(r"[,;.?!]\s+|\s+thì\s+(?=xã|phường)", text) if _DISTRICT_BODY.search(p)), "")
    if name_authorities(_DISTRICT_BODY.sub(" ", part)):
        return question  # another body is asked about too
    matter = _PAST_TERM.sub(" ", _DISTRICT_BODY.sub(" ", part))
    matter = re.sub(r"\s+", " ", _COURTESY.sub(" ", matter)).strip(" ,.?!")
    if len(matter.split()) < 2:
        return question
    return replace(
        question,
        understood=f"{capital(matter)}: cơ quan nào có thẩm quyền?",
        search=understand(f"{matter} thẩm quyền", None).search,
    )


def names_former(question: Question, day: date) -> bool:
    """True if a question names the provision that once gave a power to the district, and asks who has it now."""
    return question.former_district and day >= DISTRICT_ENDED and asks_who(question) and bool(question.named)


def ended(reader: IndexReader, question: Question, day: date, score: float) -> tuple[Statement, ...]:
    """The clause that ended district bodies, for a question that takes for granted that one still acts.

    Args:
        score: of the best hit; who does the task now is still looked for among the hits near it.
    """
    if without_district(question, day) is question:
        return ()
    for number, provision in _ENDING:
        for chunk in chunks_of(reader, number, provision, day):
            if (statement := stated(chunk, "cấp huyện kết thúc hoạt động", day)) is not None:
                return (replace(statement, hit=replace(statement.hit, score=score)),)
    return ()
