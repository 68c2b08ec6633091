"""Two provisions in force that give one act to different authorities: both are named, with the rule that decides.

Rules, the first that decides: a clause on the transfer of competence that names the other provision as what it hands
over; a clause by which one document prevails over texts that differ; the higher rank; of one issuer, the later. The
last two are the general rules of the Law on promulgation of legal documents, named without an article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from assistant.authority.statements import Statement, chunks_of, stated
from assistant.authority.transfer import LOCAL_GOVERNMENT
from assistant.question.choices import asks_who
from assistant.question.places import Names, name_of, place
from assistant.question.understand import Question, content_terms
from assistant.retrieval.rerank import holders
from corpus.authorities.names import name_authorities
from corpus.authorities.roles import read_roles
from corpus.authorities.words import blank, nfc
from corpus.describe import capital
from corpus.model import Chunk, Hit, Metadata
from corpus.numbers import issuer_of, kind_of
from corpus.reader import IndexReader

COMPARED = 5  # best hits that are compared with one another
SAME_ACT = 0.7  # share of the shorter act's content that the longer one has
SMALLEST_ACT = 4  # content terms an act must have to be compared
ASKED = 0.45  # share of the question's content that each of the two must have

# Norms from the highest, Law 64/2025/QH15: within one rank the later prevails only for one issuer.
_RANKS = (
    re.compile(r"Hiến pháp"),
    re.compile(r"(?:Bộ luật|Luật) |Nghị quyết \S+/QH\d+"),
    re.compile(r"Pháp lệnh|/(?:PL-)?UBTVQH\d*"),
    re.compile(r"-CTN\b"),
    re.compile(r"-CP\b"),
    re.compile(r"-TTg\b"),
    re.compile(r"Thông tư"),
    re.compile(r"-HĐND\b"),
    re.compile(r"-(?:CT)?UBND\b"),
)
_PARTIES = re.compile(
    r"tổ chức|cá nhân|hộ gia đình|cộng đồng dân cư|doanh nghiệp|người nước ngoài|định cư ở nước ngoài|tôn giáo|"
    r"ngoại giao|nhà đầu tư|hợp tác xã|đơn vị sự nghiệp|lực lượng vũ trang",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"(?<![\w/])\d+(?:[.,]\d+)?\s*(?:ha|m2|m²|tỷ|triệu|đồng|tầng|km|hộ|người|%)|cấp (?:I{1,3}|IV|đặc biệt)\b|"
    r"nhóm [ABC]\b"
)
_PREVAILS = re.compile(
    r"khác (?:với|nhau)?.{0,200}?(?:thì )?(?:thực hiện|áp dụng)? ?(?:theo )?Ngh(?:ị định|ị quyết) này", re.I | re.S
)
_INTERIM = re.compile(r"giao Chính phủ .{0,120}(?:phân định lại|nhiệm vụ, quyền hạn)", re.IGNORECASE | re.DOTALL)
_LEVELLED = re.compile(r"(?:Chủ tịch )?(?:Ủy ban nhân dân|Hội đồng nhân dân)|Cơ quan|Chính quyền")
_ANY_LEVEL = {"", "các cấp", "cùng cấp"}
_GENERAL = "theo nguyên tắc áp dụng văn bản của Luật Ban hành văn bản quy phạm pháp luật"


@dataclass(frozen=True, slots=True)
class Conflict:
    """`prevails` is None where no rule decides; `notice` tells both sides and the rule, in Vietnamese."""

    first: Hit
    second: Hit
    prevails: Hit | None
    notice: str

    @property
    def loses(self) -> Hit | None:
        if self.prevails is None:
            return None
        return self.second if self.prevails is self.first else self.first


def conflicts(
    reader: IndexReader, hits: Sequence[Hit], asked: Question, day: date, names: Names, metadata: Mapping[str, Metadata]
) -> tuple[Conflict, ...]:
    """Pairs among the best hits that give the act asked about to different authorities."""
    found = []
    if not asks_who(asked):
        return ()
    for first, second in combinations(hits[:COMPARED], 2):
        if _differ(first.chunk, second.chunk, asked.understood):
            winner, rule = _prevailing(reader, first, second, day, names, metadata)
            found.append(Conflict(first, second, winner, _notice(first, second, winner, rule, names)))
    return tuple(found)


def _differ(first: Chunk, second: Chunk, asked: str) -> bool:
    """The same act given to different authorities, with no party or limit that tells the two cases apart."""
    if first.document == second.document:
        return False  # one text gives different cases to different authorities
    one, two = (holders(c.text, c.lead) for c in (first, second))
    if not one or not two or _compatible(one, two):
        return False
    if not _same_verb(first, second):
        return False
    acts = [_act(chunk) for chunk in (first, second)]
    smaller = min(len(act) for act in acts)
    if smaller < SMALLEST_ACT or len(acts[0] & acts[1]) < SAME_ACT * smaller:
        return False
    wanted = content_terms(asked)
    if any(len(wanted & act) < ASKED * len(wanted) for act in acts):
        return False
    return _refers(first, second) or _refers(second, first) or not _told_apart(first.text, second.text)


def _same_verb(first: Chunk, second: Chunk) -> bool:
    """What the holders do begins with the same verb, where both clauses say it themselves and not in their lead-in."""
    one, two = (
        {head for m in read_roles(nfc(c.text)) if m.role == "holder" for head in m.heads} for c in (first, second)
    )
    return not one or not two or bool(one & two)


def _compatible(one: Sequence[tuple[str, str]], two: Sequence[tuple[str, str]]) -> bool:
    """True if some authority of the one can be meant by one of the other: the same, or the same body at any level."""
    left_open = any(level == "" and _LEVELLED.match(name) for name, level in (*one, *two))  # "cấp có thẩm quyền"
    same = any(a == b or (_body(a) == _body(b) and {la, lb} & _ANY_LEVEL) for a, la in one for b, lb in two)
    return left_open or same


def _body(canonical: str) -> str:
    """ "Hội đồng nhân dân các cấp" → "Hội đồng nhân dân"."""
    return re.sub(r"\s+(?:cấp \w+|các cấp|cùng cấp)$", "", canonical)


def _holding(chunk: Chunk) -> tuple[str, ...]:
    return tuple(name for name, _ in holders(chunk.text, chunk.lead))


def _act(chunk: Chunk) -> frozenset[str]:
    """Content of a clause without its authorities and what stands in brackets."""
    text = blank(chunk.text, [(a.start, a.end) for a in name_authorities(chunk.text)])
    return content_terms(re.sub(r"\([^()]*\)", " ", text))


def _told_apart(one: str, two: str) -> bool:
    for pattern in (_PARTIES, _LIMITS):
        left, right = ({m.group().lower() for m in pattern.finditer(text)} for text in (one, two))
        if left != right:
            return True
    return False


def _refers(first: Chunk, second: Chunk) -> bool:
    """The first clause names the provision of the second (or what holds it, or a part of it)."""
    return any(
        number == second.document and (_within(second.provision, target) or _within(target, second.provision))
        for number, target in first.refers_to
    )


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(f"{outer}__")


def _prevailing(
    reader: IndexReader, first: Hit, second: Hit, day: date, names: Names, metadata: Mapping[str, Metadata]
) -> tuple[Hit | None, str]:
    """The hit that prevails and by which rule; (None, "") where none decides."""
    for one, two in ((first, second), (second, first)):
        if _refers(one.chunk, two.chunk) and not _refers(two.chunk, one.chunk):
            basis = _override(reader, one.chunk.document, day, names) or _interim(reader, day, names)
            rule = "đây là quy định phân định lại thẩm quyền, dẫn chính điều khoản kia"
            return one, f"{rule}{f' ({basis})' if basis else ''}"
    own = [metadata.get(h.chunk.document) for h in (first, second)]
    overriding = [h for h, meta in zip((first, second), own, strict=True) if meta is not None and meta.overrides]
    if len(overriding) == 1:
        basis = _override(reader, overriding[0].chunk.document, day, names)
        return overriding[
            0
        ], f"văn bản này quy định áp dụng theo nó khi có quy định khác{f' ({basis})' if basis else ''}"
    ranks = [_rank(h.chunk.document, names) for h in (first, second)]
    if ranks[0] != ranks[1]:
        return (first if ranks[0] < ranks[1] else second), f"văn bản có hiệu lực pháp lý cao hơn, {_GENERAL}"
    issued = [meta.issued if meta else None for meta in own]
    if issued[0] and issued[1] and issued[0] != issued[1] and _issuer(first, own[0]) == _issuer(second, own[1]):
        return (first if issued[0] > issued[1] else second), f"cùng cơ quan ban hành, văn bản ban hành sau, {_GENERAL}"
    return None, ""


def _issuer(hit: Hit, meta: Metadata | None) -> str:
    return (meta.issuer if meta else "") or issuer_of(hit.chunk.document)


def _rank(number: str, names: Names) -> int:
    """0 is the highest; documents of no known rank come last."""
    named = names.get(number) or f"{kind_of(number)} {number}"
    return next((n for n, pattern in enumerate(_RANKS) if pattern.search(named)), len(_RANKS))


def _override(reader: IndexReader, number: str, day: date, names: Names) -> str:
    """The clause by which a document prevails over texts that differ."""
    clauses = chunks_of(reader, number, "", day)
    return next((place(chunk, names) for chunk in clauses if _PREVAILS.search(chunk.text)), "")


def _interim(reader: IndexReader, day: date, names: Names) -> str:
    """The clause by which the law lets the Government divide competences anew until the laws are amended."""
    for number in reversed(LOCAL_GOVERNMENT):
        if number in reader.numbers:
            clauses = chunks_of(reader, number, "", day)
            return next((place(chunk, names) for chunk in clauses if _INTERIM.search(chunk.text)), "")
    return ""


def _notice(first: Hit, second: Hit, winner: Hit | None, rule: str, names: Names) -> str:
    sides = "; ".join(f"{place(h.chunk, names)}: {', '.join(_holding(h.chunk))}" for h in (first, second))
    notice = f"Hai quy định đang có hiệu lực nêu khác nhau. {capital(sides)}."
    if winner is None:
        return f"{notice} Trong kho không có quy tắc phân định; cần hỏi cơ quan ban hành văn bản."
    return f"{notice} Áp dụng {place(winner.chunk, names)}: {rule}."


_ASKS_WHICH = re.compile(r"khác nhau|mâu thuẫn|trái nhau|chồng chéo|không thống nhất|xung đột", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prevailing:
    """What the named documents say of texts that differ, and how they stand to one another by the general rules."""

    statements: tuple[Statement, ...] = ()
    notices: tuple[str, ...] = ()


def prevailing_documents(
    reader: IndexReader, question: Question, day: date, names: Names, metadata: Mapping[str, Metadata]
) -> Prevailing:
    """Which of the documents that a question names prevails where they differ; empty for any other question."""
    numbers = [n for n in dict.fromkeys(n.document for n in question.named) if n in metadata and n is not None]
    if not numbers or not _ASKS_WHICH.search(question.understood):
        return Prevailing()
    clauses = [c for n in numbers for c in chunks_of(reader, n, "", day) if _PREVAILS.search(c.text)]
    statements = (stated(clause, "khác nhau thì thực hiện theo", day) for clause in clauses)
    ranked = sorted(numbers, key=lambda n: (_rank(n, names), -(metadata[n].issued or date.min).toordinal()))
    notice = ""
    if len(ranked) > 1:
        same = _rank(ranked[0], names) == _rank(ranked[1], names)
        why = "ban hành sau" if same else "có hiệu lực pháp lý cao hơn"
        notice = (
            f"Nếu không có điều khoản riêng: {name_of(ranked[0], names)} được áp dụng trước "
            f"{name_of(ranked[1], names)} ({why}), {_GENERAL}."
        )
    return Prevailing(tuple(s for s in statements if s is not None)[:2], (notice,) if notice else ())


def losing(found: Sequence[Conflict]) -> frozenset[str]:
    """Ids of the chunks that do not prevail in some conflict."""
    return frozenset(c.loses.chunk.id for c in found if c.loses is not None)
