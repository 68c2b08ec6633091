"""What each authority does in its sentence: holds a power, held it, proposes, is asked, delegates.

Read from the words to its left and right within one segment (sentence or list item). Transfer decrees say
"Thẩm quyền của A … chuyển giao cho B thực hiện" or "Trách nhiệm … của A … do B thực hiện": A held, B holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from corpus.authorities.model import Authority, Role
from corpus.authorities.names import name_authorities
from corpus.authorities.terms import DECIDES, HANDS_ON, PREPARES
from corpus.authorities.words import fold, nfc, one_line, segments

HOLDS: frozenset[Role] = frozenset({"holder", "condition"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One authority in one segment. `heads` are the acts it is the direct subject of, `acts` all acts up to the
    next authority; `general` if it holds whatever the segment speaks of ("… do A thực hiện", "Thẩm quyền của A").
    """

    authority: Authority
    segment: tuple[int, int]
    heads: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    general: bool = False
    addressed: bool = False  # something is submitted, reported or sent to it

    @property
    def role(self) -> Role:
        return self.authority.role

    @property
    def name(self) -> tuple[str, str]:
        return self.authority.body, self.authority.level


def _any(*words: str) -> str:
    return "(?:" + "|".join(w.replace(" ", r"\s+") for w in words) + ")"


_ACTS = sorted({*DECIDES, *PREPARES, *HANDS_ON}, key=len, reverse=True)
_ACT = regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(a.replace(' ', chr(92) + 's+') for a in _ACTS)})(?!\p{{L}})")
# Words between a subject and its act.
_AUXILIARY = (
    r"(?:\s*(?:có trách nhiệm|có thẩm quyền|có nhiệm vụ|có quyền|chịu trách nhiệm|là (?:cơ quan"
    r"|người)(?: có thẩm quyền)?|sẽ|phải|được quyền|được|có thể"
    r"|không được|không|chưa|đã|đang|chủ trì|trực tiếp|tự|xem xét|tổ chức|thực hiện việc|theo thẩm quyền"
    r"|nơi [^,;:]{2,60}?"
    r"|trong thời hạn [^,;]{2,60}?,?|căn cứ [^,;]{2,60},|cùng|này|đó|,)(?!\p{L}))*\s*"
).replace(" ", r"\s+")
_HEAD = regex.compile(_AUXILIARY + rf"(?P<act>{_ACT.pattern})")
_NEXT_HEAD = regex.compile(rf"(?:,\s*|\s+và\s+|\s+hoặc\s+|,\s*rồi\s+|\s+rồi\s+)(?P<act>{_ACT.pattern})")

_DUTY = _any("thẩm quyền", "trách nhiệm", "nhiệm vụ", "quyền hạn", "quyền")
_ITEM = r"\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))\s*"
# "trước ngày …" tells the past of the authority only where it opens the sentence, not inside "hồ sơ nhận trước ngày …".
_PAST = regex.compile(
    rf"(?<!\p{{L}})(?:trước\s+(?:đây|kia|đó)|từng|vốn|(?<=^(?:{_ITEM})?|[,:]\s*)trước\s+(?:khi|ngày|thời\s+điểm))(?!\p{{L}})"
)
_NOW = regex.compile(r"(?<!\p{L})(?:(?:hiện\s+)?nay|hiện|bây\s+giờ|(?:kể\s+)?từ\s+(?:ngày|nay))(?!\p{L})")


def _left(pattern: str) -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})(?:" + pattern.replace(" ", r"\s+") + r")\s*$")


def _right(pattern: str) -> regex.Pattern[str]:
    return regex.compile(r"\s*(?:" + pattern.replace(" ", r"\s+") + r")(?!\p{L})")


_DENIED = _left(
    r"không phải(?: là| do| thuộc)?(?: thẩm quyền của)?|chứ không(?: phải)?(?: là| do)?|không(?: còn)? (?:do"
    r"|thuộc)(?: về)?(?: thẩm quyền(?: của)?)?"
)
_INSTEAD = _left(r"(?:thay cho|thay vì|thay thế|thay)(?: thẩm quyền của)?")
_TRANSFERRED_TO = _left(
    r"(?:chuyển giao|chuyển|bàn giao)(?: thẩm quyền| nhiệm vụ| toàn bộ)?(?: này)?(?: lại)? (?:cho|về|sang|sang cho)"
)
_TRANSFERRED_FROM = _left(r"(?:chuyển|nhận)[^.;]{0,60} từ")
_TRANSFERS = _right(
    r"(?:đã |được )*(?:bàn giao|chuyển giao|chuyển)(?: (?!hồ sơ|đơn|mục đích|nhượng)[^.;,]{0,40})? (?:cho|về|sang)"
)
# "Ủy ban nhân dân cấp huyện đã duyệt phương án … thì Chủ tịch Ủy ban nhân dân cấp xã làm tiếp": another did it before.
_DID_BEFORE = _right(r"đã (?!được )[^.;]{0,200}? thì")
_OF_DUTY = _left(
    rf"{_DUTY}(?: [^;]{{0,400}}?)? của|{_DUTY} (?:thuộc về|thuộc)(?: của)?|^(?:{_ITEM})?(?:việc"
    rf"|công việc)(?: [^;]{{0,400}}?)? của"
)
# "theo quyết định của A", "xác nhận của A": a paper or an opinion of A, which acts elsewhere.
_OF_PAPER = _left(
    r"(?<!(?:thẩm quyền|trách nhiệm|nhiệm vụ) )(?:quyết định|nghị quyết|xác nhận|văn bản|công văn|thông báo"
    r"|ý kiến|chấp thuận|đồng ý"
    r"|chữ ký|con dấu|quy chế|quy định|chương trình|kế hoạch|cổng thông tin điện tử|trang thông tin điện tử"
    r"|trụ sở|kết luận"
    r"|hướng dẫn|luật|nghị định|thông tư)(?: số [\w/.-]+)? của"
)
_PROPOSES = _left(
    r"(?:theo|trên cơ sở|căn cứ|có) (?:đề nghị|đề xuất|kiến nghị|tờ trình|văn bản đề nghị|yêu cầu|giới thiệu) của"
)
_BY_DELEGATION = _left(
    r"(?:theo |có |trên cơ sở )?(?:sự )?(?:ủy quyền|phân cấp|phân công|chỉ đạo|giao|hướng dẫn)(?: nhiệm vụ)? của"
)
# "Quy định nhiệm vụ, quyền hạn của B": B gets its duties from who sets them, it does not act here.
_DUTY_SET = _left(
    rf"(?:quy định|xác định|hướng dẫn)(?: cụ thể| chi tiết)?(?: về)? (?:chức năng, )?{_DUTY}(?:[ ,][^;.]{{0,80}}?)? của"
)
_PASSIVE = _left(r"(?:được|nếu được|khi được|trừ khi được)")
# "Phó Chủ tịch đi công tác nước ngoài phải được A đồng ý": A decides.
_MUST_BE = _left(r"(?:phải|cần)(?: có)? được")
_AGREES = _right(r"đồng ý|chấp thuận|phê chuẩn|phê duyệt|cho phép|quyết định|xác nhận")
_GIVES = _right(r"ủy quyền|phân cấp|phân quyền|giao nhiệm vụ|giao|phân công")
_GIVES_TO = _right(
    r"(?:(?:có thể|được|quyết định|thực hiện|quyết định việc) )*(?:ủy quyền|phân cấp|phân quyền|giao nhiệm vụ"
    r"|giao(?! đất| rừng| khu vực biển| quyền))"
)
_GIVEN_TO = _left(r"(?:ủy quyền|phân cấp|phân quyền|giao)(?: (?!đất)[^.;,]{0,60})? cho|(?:ủy quyền|phân cấp|giao)")
_ADDRESSED = _left(
    r"trình|báo cáo|đề nghị|kiến nghị|đề xuất|gửi|thông báo|xin ý kiến|lấy ý kiến|tham mưu|giúp|hỏi ý kiến"
    r"|tham khảo ý kiến"
    r"|(?:trình|báo cáo|đề nghị|kiến nghị|gửi|nộp|thông báo|lấy ý kiến|tham mưu|chuyển"
    r"|xin ý kiến)(?: [^.;]{0,80})? (?:cho|đến|tới|tại|lên|về|của|với)"
    r"|phối hợp (?:với|cùng)|thống nhất với|cùng với|thỏa thuận với|tại|ở|ý kiến của|hồ sơ (?:đến|tới|cho)"
)
# "bầu Chủ tịch Hội đồng nhân dân", "thành lập Hội đồng thẩm định": a body filled or formed, not one that acts.
_OBJECT = _left(
    r"(?:bầu|miễn nhiệm|bãi nhiệm|bổ nhiệm|cách chức|từ chức|chức danh)"
    r"(?: (?:(?:phó )?chủ tịch|trưởng ban|ủy viên),?(?: và)?)+"
    r"|bầu|miễn nhiệm|bãi nhiệm|bổ nhiệm|cách chức|điều động|đình chỉ(?: công tác)?|phê chuẩn(?: kết quả bầu)?|chức vụ"
    r"|chức danh|giữ chức|hỗ trợ|đối với|nhiệm kỳ|khuyết|giao quyền|thay mặt"
    r"|thành lập|giải thể|kiện toàn|tổ chức lại|hợp nhất|tham gia|là (?:chủ tịch|thành viên|ủy viên)"
)
_AGENT = _left(r"do|bởi")
_BELONGS = _left(
    r"(?:thuộc|thuộc về)(?: (?:thẩm quyền|trách nhiệm|nhiệm vụ)(?: (?:giải quyết|quyết định|cấp"
    r"|[^,.;]{0,30}))?(?: của)?)?"
)
_IS = _left(r"là|gồm|bao gồm|gồm có|là:")
_OWNER = _left(r"của|thuộc")
_IN_CONDITION = _left(r"sau khi(?: có| được)?|khi|nếu|trường hợp|trong trường hợp|đối với trường hợp|trước khi|mà")
_EXECUTES = _right(
    r"(?:[^,;]{0,80} )?(?:thực hiện|quyết định|ban hành|phê duyệt|cấp|giải quyết|chịu trách nhiệm|đảm nhận)"
)


@lru_cache(maxsize=2048)
def read_roles(text: str) -> tuple[Mention, ...]:
    """Mentions of authorities in `text` (NFC), in text order."""
    folded, found = fold(text), name_authorities(text)
    mentions: list[Mention] = []
    for span in segments(text):
        inside = [a for a in found if span[0] <= a.start and a.end <= span[1]]
        acting = False
        for chain in _chains(inside, folded):
            read = _read_chain(chain, folded, span, inside)
            if acting and _RELATIVE_AGENT.search(folded[span[0] : chain[0].start]):
                read = [replace(m, authority=replace(m.authority, role="condition"), general=False) for m in read]
            acting = acting or any(m.role == "holder" and m.heads for m in read)
            mentions += read
    return tuple(mentions)


# "A thẩm định dự án do B quyết định đầu tư": who acts is A, what B does tells which projects.
_RELATIVE_AGENT = regex.compile(
    r"(?:dự\s+án|công\s+trình|hồ\s+sơ|giấy|văn\s+bản|quyết\s+định|đất|tài\s+sản|nguồn\s+vốn|nhà\s+ở|chương\s+trình|công\s+chức)"
    r"(?:\s+[\p{L}]+){0,3}\s+do\s*$"
)


# "Trong thời gian khuyết A, B quyết định": the comma after A ends the opening clause, A and B are no list.
_OPENER = regex.compile(
    r"(?:^|[.;\n]\s*)(?:\d{1,3}[a-zđ]?\.\s*|[a-zđ]\d?\)\s*)?(?:trong\s+thời\s+gian|trong\s+trường\s+hợp"
    r"|trường\s+hợp|khi|nếu|sau\s+khi)\s[^,;.]{0,80}$"
)


def find_authorities(text: str) -> list[Authority]:
    """Authorities that `text` names, in text order, with their roles; offsets into the NFC form of `text`."""
    return [mention.authority for mention in read_roles(nfc(text))]


def _chains(found: list[Authority], folded: str) -> list[list[Authority]]:
    """Authorities joined by "," or "và": "A, B và C quyết định" gives one chain with one role."""
    chains: list[list[Authority]] = []
    for authority in found:
        opened = chains and _OPENER.search(folded[: chains[-1][0].start])
        between = folded[chains[-1][-1].end : authority.start] if chains else "?"
        listed = regex.fullmatch(r"\s*(?:,|và|hoặc|/|,\s*hoặc)\s*", between) and not opened
        if chains and (listed or authority.start == chains[-1][-1].start):
            chains[-1].append(authority)
        else:
            chains.append([authority])
    return chains


def _read_chain(chain: list[Authority], folded: str, span: tuple[int, int], inside: list[Authority]) -> list[Mention]:
    left, end = folded[span[0] : chain[0].start], chain[-1].end
    bracketed = _inside_brackets(left)
    later = [a for a in inside if a.start >= end]
    after = [a.start for a in later if bracketed or not _inside_brackets(folded[span[0] : a.start])]
    right, window = folded[end : span[1]], folded[end : min([span[1], *after])]
    if bracketed:
        right, window = right.partition(")")[0], window.partition(")")[0]
    window = _BRACKETS.sub(" ", window)
    role, general, addressed = _role(left, right, window, [a.start - end for a in later], inside[0] is not chain[0])
    if bracketed and role == "holder" and not window.strip(" .,;") and left.endswith("("):
        role, general = "mention", False  # "Phụ lục I.9 (Bộ Công Thương)"
    heads, acts = _heads(window), frozenset(acts_in(window))
    if role == "holder" and _AGENT.search(left) and regex.match(r"\s*(?:[^,;]{0,60}\s)?thực\s+hiện", window):
        general = True
    return [Mention(replace(a, role=role), span, heads, acts, general, addressed) for a in chain]


_BRACKETS = regex.compile(r"\([^()]*\)")


def _inside_brackets(left: str) -> bool:
    return left.rfind("(") > left.rfind(")")


def _role(left: str, right: str, window: str, nexts: list[int], seen: bool) -> tuple[Role, bool, bool]:
    """Role, whether it is a general one, whether something is addressed to the authority."""
    if _DENIED.search(left):
        return "denied", False, False
    if _OBJECT.search(left):
        return "mention", False, False
    if _INSTEAD.search(left) or _TRANSFERRED_FROM.search(left) or _is_past(left):
        return "former", False, False
    if _TRANSFERRED_TO.search(left):
        return "holder", True, False
    if _TRANSFERS.match(right) or (nexts and _DID_BEFORE.match(right)):
        return "former", False, False
    if _PROPOSES.search(left):
        return "proposer", False, False
    if _BY_DELEGATION.search(left):
        return "delegator", False, False
    if _MUST_BE.search(left) and _AGREES.match(right):
        return "holder", False, False
    if _PASSIVE.search(left):
        return ("delegator" if _GIVES.match(right) else "condition"), False, False
    if _OF_PAPER.search(left):
        return "owner", False, False
    if _DUTY_SET.search(left):
        return "owner", False, False
    if _OF_DUTY.search(left):
        handed = _handed_to_another(right, nexts)
        return ("former" if handed else "holder"), True, False
    if _GIVEN_TO.search(left) and seen:
        return "delegate", False, False
    if _ADDRESSED.search(left):
        return ("holder" if _decides(window) else "addressee"), False, True
    if _GIVES_TO.match(right):
        return "delegator", False, False
    return _plain_role(left, right, window)


def _plain_role(left: str, right: str, window: str) -> tuple[Role, bool, bool]:
    if _AGENT.search(left):
        return "holder", bool(_EXECUTES.match(right)) or not window.strip(" .,;"), False
    if _BELONGS.search(left):
        duty = regex.search(_DUTY, left)
        return ("holder" if duty else "owner"), bool(duty), False
    if _IS.search(left):
        return "holder", True, False
    if _OWNER.search(left):
        return "owner", False, False
    if _IN_CONDITION.search(left):
        return "condition", False, False
    if window.lstrip().startswith(":") or regex.match(
        r"\s*có\s+(?:các\s+)?(?:trách\s+nhiệm|thẩm\s+quyền|nhiệm\s+vụ|quyền)[^,;]{0,40}:", window
    ):
        return "holder", True, False
    subject = not regex.search(r"[\p{L}\p{N}]\s*$", _NUMBERING.sub("", left))
    if not subject and not _SUBJECT_AFTER.search(left) and not _HEAD.match(window):
        return "mention", False, False
    return "holder", not left.strip() and not window.strip(" .,;:"), False


_SUBJECT_AFTER = _left(r"thì|nay|còn|và|hoặc|mà|rằng")
_NUMBERING = regex.compile(
    r"^\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\)|khoản\s+\d+|điểm\s+[a-zđ]\d?|điều\s+\d+[a-zđ]?\.?|theo\s+[^,]{1,90},"
    r"|nay|hiện\s+nay|thì|vậy)\s*"
)


def _is_past(left: str) -> bool:
    """The last time word before the authority is of the past, and it reaches the authority."""
    past = [m.end() for m in _PAST.finditer(left)]
    now = [m.end() for m in _NOW.finditer(left)]
    if not past or (now and now[-1] > past[-1]):
        return False
    tail = left[past[-1] :]
    return bool(
        regex.fullmatch(
            r"[^;]{0,160}?(?:(?<!\p{L})(?:do|thuộc|của|thẩm\s+quyền\s+của|là)|,|thuộc\s+thẩm\s+quyền\s+của"
            r"|thuộc\s+về|(?:được\s+|đã\s+)?giao(?:\s+cho)?|(?<=^))\s*",
            tail,
        )
    )


_HANDED = regex.compile(
    r"(?:chuyển\s+giao|chuyển|bàn\s+giao)\s+(?:[^;]{0,40}\s)?(?:cho|về|sang)\s+|(?<!\p{L})do\s+"
    r"|(?<!\p{L})nay\s+(?:do\s+|là\s+|thuộc\s+)?"
)


def _handed_to_another(right: str, nexts: list[int]) -> bool:
    """After "thẩm quyền của A": "… chuyển giao cho B", "… do B thực hiện"; `nexts` are offsets of names in `right`."""
    return any(m.end() <= at <= m.end() + 4 for m in _HANDED.finditer(right) for at in nexts)


def acts_in(folded: str) -> list[str]:
    """All acts that a text names, in text order."""
    return [_one(m.group()) for m in _ACT.finditer(folded)]


def _decides(window: str) -> bool:
    head = _HEAD.match(window)
    return head is not None and _one(head["act"]) in {*DECIDES, "cho ý kiến", "thẩm định"} and window[:1].isspace()


def _heads(window: str) -> frozenset[str]:
    match = _HEAD.match(window)
    heads = []
    while match is not None:
        heads.append(_one(match["act"]))
        match = _NEXT_HEAD.search(window, match.end())
    return frozenset(heads)


def _one(act: str) -> str:
    return one_line(act)
