"""The act that a question is about and the acts that a clause gives its holder: "cấp", "phê duyệt", "thành lập".

Two clauses on the same matter differ in the act: who proposes, who is heard, who decides. Act words inside nouns
("hội đồng thẩm định", "giấy phép xây dựng") are no acts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.authorities.acts import act_after, acts_in
from corpus.authorities.roles import read_roles
from corpus.authorities.words import fold, nfc

# What people say, in the words of the law. "Ký" and "ra" may be any decision that is made in writing.
_SAID = {
    "duyệt": ("phê duyệt",), "phê duyệt": ("phê duyệt",), "lập": ("thành lập", "lập"), "mở": ("thành lập", "đăng ký"),
    "ký": ("ký", "cấp giấy", "ban hành", "quyết định", "phê duyệt", "công nhận"),
    "ra": ("ban hành", "quyết định"), "bỏ": ("bãi bỏ", "hủy bỏ", "giải thể"), "hủy": ("hủy bỏ", "hủy"),
    "lấy": ("thu hồi",), "phạt": ("xử phạt",), "sửa": ("đính chính", "điều chỉnh", "sửa đổi"),
    "nộp": ("tiếp nhận", "đăng ký", "cấp giấy", "giải quyết"), "nhận": ("tiếp nhận",), "xác nhận": ("xác nhận",),
    "chia": ("thành lập", "tổ chức lại"), "đổi": ("cấp đổi", "đổi tên"), "quyết": ("quyết định",),
    "báo": ("tiếp nhận",), "thông báo": ("tiếp nhận", "thông báo"), "khai báo": ("tiếp nhận", "xác nhận"),
    "gửi": ("tiếp nhận",), "đồng ý": ("chấp thuận", "cho phép"), "theo dõi": ("theo dõi", "giám sát"),
    "cấp": ("cấp giấy", "cấp phép", "cấp lại", "cấp đổi", "cấp chứng chỉ", "cấp thẻ", "cấp bản sao"),
    "xin": ("cấp giấy", "cấp phép", "cho phép", "chấp thuận"),
}  # fmt: skip
_EMPTY = {"thực hiện", "tổ chức", "quản lý", "quy định", "xem xét", "hỗ trợ", "yêu cầu", "chủ trì", "phối hợp", "họp"}
_IN_NOUNS = re.compile(
    r"(?:hội đồng|ban|tổ|đoàn|giấy phép|giấy|hồ sơ|đơn|phương án|kết quả|phiếu|quyền|dự án|thủ tục|việc ra|báo cáo"
    r"|quy hoạch|công tác|cơ quan|văn phòng|chứng chỉ|nhà ở|công trình|đất) "
    r"(?:thẩm định|thẩm tra|đăng ký|xây dựng|quy định|đề nghị|kiến nghị|giải quyết|hỗ trợ|xác nhận|quản lý|thu hồi"
    r"|hành nghề|tổ chức|kiểm tra|thanh tra|hòa giải|cưỡng chế|giám sát|công nhận)\b"
)
_DECISION = re.compile(r"(?:(?<=ký )|(?<=ban hành )|(?<=ra )|(?<=theo )|(?<=các )|(?<=một ))quyết định\b")
_WORDS = re.compile(r"\b(?:" + "|".join(sorted(_SAID, key=len, reverse=True)) + r")\b")
# Words of one syllable inside words of two: "đăng ký", "trợ cấp", "thay đổi", "xảy ra".
_COMPOUND = re.compile(
    r"\b(?:(?:đăng|chữ) ký|(?:công|độc|tự) lập|(?:trợ|phụ|cung|khẩn|trung|sơ|cao) cấp|(?:thay|trao) đổi"
    r"|(?:xảy|ngoài|đề|gây) ra|sửa chữa|mở rộng|nhận con|con nhận|giấy chứng nhận|cấp bách"
    r"|(?:giải|nghị|biểu|phán) quyết|quyết (?:định|toán|liệt|tâm))\b"
)
_LEVEL = re.compile(r"\bcấp (?=xã|tỉnh|huyện|nào|trên|dưới|trung ương|iv|iii|ii|i\b|\d)")


# Who is asked for; what stands right after is what that body does.
BLANK = re.compile(
    r"\b(?:những |các )?(?:ai(?! cũng\b| nấy\b)"
    r"|(?:cơ quan|cấp|người|nơi|chỗ|bên|đơn vị|phòng|sở|bộ|(?:hội đồng|ủy ban) nhân dân) nào"
    r"|xã hay tỉnh|tỉnh hay xã)\b"
    r"(?: (?:ở|của) (?:xã|tỉnh|địa phương)\b)?"
)
_NAMED_BY_ACT = re.compile(r"(?:người|cơ quan|nơi|cấp)\b(?= .* là (?:ai|cơ quan nào|người nào|cấp nào)\b)")
_ANY_DECISION = {"ký", "quyết định", "ban hành", "ra", "quyết", "giải quyết"}  # the matter tells what is decided


@lru_cache(maxsize=512)
def acts_of_who(question: str) -> frozenset[str]:
    """The verbs whose subject is asked for, as typed: "cơ quan nào trình lập" → {"trình"}; empty if there is none."""
    text = fold(nfc(question))
    found = [act_after(text[match.end() :], tuple(_SAID)) for match in BLANK.finditer(text)]
    if (named := _NAMED_BY_ACT.match(text)) is not None:
        found.append(act_after(text[named.end() :], tuple(_SAID)))
    return frozenset(act for act in found if act)


_TO_WHOM = re.compile(
    r"\b(?:báo|báo cáo|thông báo|khai báo|gửi|nộp|trình|đăng ký|kiến nghị|xin|phối hợp|phân công|giao)\b"
    r"(?: [^\W\d]+){0,8}?"
    r" (?:ai|đâu|(?:cơ quan|nơi|chỗ|cấp|bên|phòng|sở) nào)\b(?! (?:phê duyệt|duyệt|quyết|chấp thuận|cho phép|ký))"
)


def asks_to_whom(question: str) -> bool:
    """True if the question asks to whom something is submitted or reported: "phải báo cho ai", "nộp ở đâu"."""
    return bool(_TO_WHOM.search(fold(nfc(question))))


@lru_cache(maxsize=512)
def acts_asked(question: str) -> frozenset[str]:
    """Acts in the words of the law that a question asks about; empty if it names none.

    Where a specific act is asked for ("ai thẩm định", "cơ quan nào trình"), only that.
    """
    own = acts_of_who(question)
    if own and not own & (_ANY_DECISION | _EMPTY):
        return frozenset(act for verb in own for act in (verb, *_SAID.get(verb, ())))
    text = _LEVEL.sub("", _DECISION.sub("", _IN_NOUNS.sub(" ", fold(nfc(question)))))
    acts = {act for act in acts_in(text) if act not in _EMPTY}
    for word in _WORDS.findall(_COMPOUND.sub(" ", text)):
        acts.update(_SAID[word])
    return frozenset(acts)


@lru_cache(maxsize=20_000)
def acts_given(text: str, lead: str) -> frozenset[str]:
    """Acts that a clause gives to who holds its power: its holders' own verbs, else how the point begins."""
    held = [m for m in read_roles(nfc(text)) if m.role == "holder"]
    given = {act for m in held for act in m.heads} or {act for m in held for act in m.acts}
    if not given - _EMPTY and any(m.general for m in held):
        given = set(acts_of_matter(text))
    if not given and lead:
        given = set(acts_of_matter(text))
    return frozenset(given - _EMPTY)


def acts_of_matter(text: str) -> tuple[str, ...]:
    """The acts with which a clause or sentence begins: "Thẩm quyền cấp giấy phép … do … thực hiện" → ("cấp giấy",)."""
    return tuple(acts_in(_IN_NOUNS.sub(" ", fold(nfc(" ".join(text.split()[:8])))))[:2])


def variants(verbs: frozenset[str]) -> frozenset[str]:
    """Verbs with the law's longer words for each: "cấp" → "cấp giấy", "duyệt" → "phê duyệt"."""
    longer = (act for verb in verbs for act in _SAID.get(verb, ()) if verb in act.split())
    return frozenset((*verbs, *longer))
