"""What a question takes for granted and the texts do not bear out.

A document that the corpus has not got, an article that is not there or is about something else, an order to the
assistant. Each is corrected from the text, with its basis; nothing is refused for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import regex  # knows \p{Lu}

from assistant.question.instructions import Cleared, has_orders
from assistant.question.places import Names, name_of, place
from assistant.question.understand import NamedProvision, Question, content_terms
from corpus.catalogue import Catalogue
from corpus.describe import capital
from corpus.laws import LAWS
from corpus.lexical import terms
from corpus.model import Chunk, Document, Hit, Metadata, Provision, ProvisionKind, Standing

ELSEWHERE = 0.3  # so much more of the question's content must stand in another provision than in the one it names
SEEN = 0.45  # at most so much of it stands in the named one

_LAW = rf"(?:{'|'.join(re.escape(title) for title in sorted(LAWS, key=len, reverse=True))})(?: (?:năm|số))?"
_CITATION = re.compile(
    r"(?:theo |tại |căn cứ(?: vào)? |quy định (?:tại|ở) )?(?:(?:điểm [a-zđ]{1,2}|khoản \d+[a-zđ]?|"
    r"điều \d+[a-zđ]?)[ ,]*)+"
    rf"(?:(?:của |trong )?(?:(?:nghị định|luật|nghị quyết|thông tư|quyết định|bộ luật)(?: số)? [\w./-]*\d[\w./-]*|"
    rf"{_LAW}(?: \d[\w./-]*)?))?|"
    r"(?:theo |của |trong |tại )?(?:nghị định|luật|nghị quyết|thông tư|quyết định)(?: số)? \d[\w./-]*",
    re.IGNORECASE,
)
_SAYS = frozenset(
    ["nói", "quy", "định", "quy_định", "nội", "dung", "nội_dung", "nói_gì", "định_gì", "nêu", "ghi", "sao"]
)
_NAME = r"(?P<name>\p{Lu}[\p{L}'’]*(?: \p{Lu}[\p{L}'’]*)*)"
_PROVINCIAL = regex.compile(
    r"(?:[Qq]uyết định|[Nn]ghị quyết|[Vv]ăn bản|[Qq]uy định)(?: \p{Ll}+){0,7}? (?:tỉnh|thành phố|TP\.?) " + _NAME
)
_DRAFTING = re.compile(
    r"[,.;]?\s*(?:nhờ |xin |hãy )?(?:soạn|viết|thảo|làm|lập|điền)(?: (?:giúp|hộ|cho|dùm|giùm)\b)+(?: (?:tôi|em|"
    r"mình|anh|chị|xã))?"
    r"(?: [^,.;?!]+)?",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"^\s*(?:tôi|em|mình|chúng tôi)\s+(?:đang )?là\s+(?:(?:phó )?(?:chủ tịch|trưởng phòng|bí thư|giám đốc)|"
    r"cán bộ|công chức|"
    r"người dân|chuyên viên|nhân viên)(?:\s+(?:một cửa|địa chính|tư pháp|hộ tịch|văn phòng|ủy ban nhân dân|"
    r"hội đồng nhân dân))*"
    r"(?:\s+(?:xã|phường|tỉnh|huyện))?[, ]*(?=được |muốn |cần |hỏi |xin |có |thì |,)?",
    re.IGNORECASE,
)


def missing(catalogue: Catalogue, numbers: frozenset[str], question: Question, names: Names | None = None) -> list[str]:
    """Documents, articles, clauses and points that the question names and the corpus has not got."""
    notices = []
    for named in question.named:
        if named.document is None:
            continue
        if named.document not in numbers:
            notices.append(_no_document(named.document, numbers, names))
        elif named.article and (said := _missing_part(catalogue, named, names)):
            notices.append(said)
    return list(dict.fromkeys(notices))


def _no_document(number: str, numbers: frozenset[str], names: Names | None) -> str:
    name = name_of(number, names)
    ordinal = re.search(r"\d+(?:\.\d+)?", number)
    alike = [n for n in sorted(numbers) if ordinal and n.split("/")[0] == ordinal.group() and _kind(n) == _kind(number)]
    hint = f" (kho có {', '.join(name_of(n, names) for n in alike)})" if alike else ""
    notice = f"Kho văn bản chưa có {name}{hint}; cần nạp văn bản này để trả lời theo nó"
    return f"{notice}. Nếu có câu trả lời thì theo văn bản khác trong kho."


def _kind(number: str) -> str:
    return next(
        (mark for mark in ("NĐ", "TT", "NQ", "QH", "QĐ") if mark in number or _WORDS.get(mark, "") in number), ""
    )


_WORDS = {"NĐ": "Nghị định", "TT": "Thông tư", "NQ": "Nghị quyết", "QH": "Luật", "QĐ": "Quyết định"}


def _missing_part(catalogue: Catalogue, named: NamedProvision, names: Names | None) -> str:
    document = catalogue.document(named.document or "")
    if document is None:
        return ""
    ids = {p.id for p in document.provisions}
    path = f"art_{named.article}"
    if path not in ids:
        return _missing_article(document, named.article or "", names)
    for level, word, number in (("cl", "khoản", named.clause), ("pt", "điểm", named.point)):
        above, path = path, f"{path}__{level}_{number}"
        if number and path not in ids:
            return _missing_inner(document, above, level, f"{word} {number}", names)
    return ""


def _missing_article(document: Document, article: str, names: Names | None) -> str:
    articles = [p.number for p in document.provisions if p.kind is ProvisionKind.ARTICLE and p.id.startswith("art_")]
    if not articles:
        return ""
    last = max(int(m.group()) for a in articles if (m := re.match(r"\d+", a)))
    name = name_of(document.metadata.number, names)
    if document.metadata.standing is Standing.OFFICIAL or (article.isdigit() and int(article) > last):
        return f"{name} không có Điều {article} (điều cuối là Điều {last}); hãy kiểm tra lại số điều."
    return f"Bản tóm tắt của {name} không có Điều {article}; cần nạp văn bản chính thức."


def _missing_inner(document: Document, above: str, level: str, wanted: str, names: Names | None) -> str:
    """A clause or point that is not there: what the article or clause has."""
    inner = [p.number for p in document.provisions if re.fullmatch(rf"{re.escape(above)}__{level}_[^_~]+", p.id)]
    article = above.removeprefix("art_").replace("__cl_", " khoản ").split()
    where = " ".join([*([f"khoản {article[2]}"] if len(article) > 2 else []), f"Điều {article[0]}"])
    name = name_of(document.metadata.number, names)
    if document.metadata.standing is not Standing.OFFICIAL:
        return f"Bản tóm tắt của {name} không có {wanted} {where}; cần nạp văn bản chính thức."
    has = (
        f"có {inner[0]} đến {inner[-1]}"
        if len(inner) > 1
        else "không chia nhỏ hơn"
        if not inner
        else f"chỉ có {inner[0]}"
    )
    return f"{capital(where)} {name} không có {wanted} ({has}); hãy kiểm tra lại."


def lacking(catalogue: Catalogue, numbers: frozenset[str], question: Question) -> list[str]:
    """Documents of the corpus that have not got the provision that the question names in them."""
    named = [n for n in question.named if n.document in numbers and n.article]
    return [n.document or "" for n in named if _missing_part(catalogue, n, None)]


def instead(question: Question, missing_in: Sequence[str], found: Sequence[Hit], names: Names | None) -> list[str]:
    """Where a document that lacks the provision named speaks of the matter, and whether that is still in force."""
    notices = []
    if len(content_terms(without_citations(question.understood))) < 3:
        return []
    for number in dict.fromkeys(missing_in):
        hit = next((h for h in found if h.chunk.document == number), None)
        if hit is not None:
            gone = "" if hit.in_force else " (không có hiệu lực ở ngày được hỏi)"
            notices.append(f"Về việc được hỏi, văn bản này có {place(hit.chunk, names)}{gone}.")
    return notices


def asks_nothing_else(question: Question) -> bool:
    """True if the question is about the provision it names and about nothing besides."""
    return bool(question.named) and not content_terms(without_citations(question.understood)) - _SAYS


def provincial(question: Question, documents: Iterable[Metadata]) -> list[str]:
    """That the corpus has no text of the province whose decision a question asks for."""
    issuers = " ".join(document.issuer for document in documents)
    asked = dict.fromkeys(m["name"] for m in _PROVINCIAL.finditer(question.understood))
    return [
        f"Kho văn bản chưa có quyết định, nghị quyết của {name}; việc tỉnh đã phân cấp, ủy quyền hay quy định "
        f"mức tiền thì "
        "cần nạp văn bản của tỉnh đó."
        for name in asked
        if name not in issuers
    ]


def misplaced(question: Question, named: Sequence[Chunk], free: Sequence[Hit], rarity: Callable[[str], float]) -> bool:
    """True if the provision that a question names is about something else, and another clause is about the matter.

    Args:
        named: the chunks of the provision named.
        free: the best hits when the question is asked without naming it.
    """
    wanted = content_terms(without_citations(question.understood))
    if len(wanted) < 3 or not named or not free:
        return False
    here = _coverage(wanted, " ".join(f"{c.context} {c.found_by}" for c in named), rarity)
    there = max(_coverage(wanted, f"{h.chunk.context} {h.chunk.found_by}", rarity) for h in free[:2])
    return here <= SEEN and there >= here + ELSEWHERE


def misplaced_notice(question: Question, provision: Provision | None, best: Hit, names: Names | None) -> str:
    """What the named article is about, and where the matter stands."""
    named = next(n for n in question.named if n.article)
    heading = provision.heading if provision and not has_orders(provision.heading) else ""
    about = f" nói về «{heading}»" if heading else ""
    where = f"Điều {named.article} {name_of(named.document or '', names)}"
    return (
        f"{where}{about}, không phải về việc được hỏi; điều khoản gần nhất với việc này là {place(best.chunk, names)}."
    )


def without_citations(text: str) -> str:
    """The question's words without the provisions it names."""
    return re.sub(r"\s+", " ", _CITATION.sub(" ", text)).strip()


def _coverage(wanted: frozenset[str], text: str, rarity: Callable[[str], float]) -> float:
    present = set(terms(text))
    total = sum(rarity(t) for t in wanted) or 1.0
    return sum(rarity(t) for t in wanted if t in present) / total


def without_request(text: str) -> tuple[str, str]:
    """The question without who asks and what is to be drafted, and the notice on the drafting ("" if none)."""
    rest = _INTRODUCTION.sub("", text)
    drafted = _DRAFTING.sub("", rest).strip(" ,;.")
    said = (
        "Trợ lý không soạn văn bản; chỉ nêu quy định để người có thẩm quyền tự soạn và ký."
        if _DRAFTING.search(rest)
        else ""
    )
    if len(drafted.split()) < 3:
        return (rest if len(rest.split()) >= 3 else text), said
    return (capital(drafted) if drafted != text else text), said


def ordered_notice(cleared: Cleared, borne_out: bool) -> str:
    """That an order in the question was not obeyed; with what it wanted said, if the texts do not say it."""
    notice = (
        "Câu hỏi có lời ra lệnh cho trợ lý; phần đó không được làm theo. "
        "Trợ lý chỉ nói điều có trong văn bản và có trích dẫn."
    )
    if cleared.asserted and not borne_out:
        notice += " Không thấy căn cứ trong kho văn bản cho điều mà câu hỏi muốn trợ lý khẳng định."
    return notice
