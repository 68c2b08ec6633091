"""The kind of a transfer of competence, and what follows from it for the authority that receives the task.

Phân quyền, phân cấp and ủy quyền differ in who answers for the result and in whether the task may be passed on (Law on
organisation of local government, articles on phân quyền, phân cấp, ủy quyền: 72/2025/QH15 art. 12–14). The kind is read
from the heading under which a clause stands or from its own words; the rule is quoted from the law, where the corpus
has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.authority.competence import evidence_of
from assistant.authority.statements import Statement, chunks_of, stated
from assistant.question.places import Names, place
from assistant.retrieval.rerank import holders
from assistant.verify import find_authorities, verify_claim
from assistant.verify.sentences import sentences
from corpus.describe import capital
from corpus.laws import LAWS
from corpus.model import Chunk, Hit
from corpus.reader import IndexReader

LOCAL_GOVERNMENT = LAWS["Luật Tổ chức chính quyền địa phương"]


class Transfer(StrEnum):
    """How a task came to the authority that has it, in the law's words."""

    DEVOLUTION = "phân quyền"
    DECENTRALISATION = "phân cấp"
    DELEGATION = "ủy quyền"
    DIVISION = "phân định thẩm quyền"


@dataclass(frozen=True, slots=True)
class Rule:
    """`asked` finds the question that the rule answers, `text` the clause that holds it."""

    kind: Transfer
    asked: re.Pattern[str]
    text: re.Pattern[str]


_FLAGS = re.IGNORECASE
_ON = r"(?:tiếp|lại|xuống nữa|cho (?:người|cấp|đơn vị) khác)"
_RULES = (
    Rule(
        Transfer.DECENTRALISATION,
        re.compile(rf"phân cấp (?:[^,.?]{{0,30}}\s)?{_ON}|được phân cấp .{{0,60}}phân cấp (?:cho|xuống|tiếp)", _FLAGS),
        re.compile(r"không được phân cấp tiếp", _FLAGS),
    ),
    Rule(
        Transfer.DELEGATION,
        re.compile(
            rf"[uủ][yỷ] quyền (?:[^,.?]{{0,30}}\s)?{_ON}|được [uủ][yỷ] quyền .{{0,60}}[uủ][yỷ] quyền (?:cho|tiếp)",
            _FLAGS,
        ),
        re.compile(r"không được ủy quyền tiếp", _FLAGS),
    ),
)
_FOLLOWS = {
    Transfer.DEVOLUTION: re.compile(r"tự chịu trách nhiệm .{0,60}phân quyền|được phân quyền", _FLAGS),
    Transfer.DECENTRALISATION: re.compile(r"không được phân cấp tiếp", _FLAGS),
    Transfer.DELEGATION: re.compile(r"không được ủy quyền tiếp", _FLAGS),
}
_CONSEQUENCE = {
    Transfer.DEVOLUTION: "nơi nhận tự quyết định, tự chịu trách nhiệm; được phân cấp, ủy quyền tiếp trừ khi luật "
    "không cho phép",
    Transfer.DECENTRALISATION: "nơi nhận chịu trách nhiệm về kết quả và không được phân cấp tiếp",
    Transfer.DELEGATION: "nơi nhận chịu trách nhiệm trước bên ủy quyền và không được ủy quyền tiếp",
}
_FORBIDS = (
    ("không được ủy quyền", re.compile(r"[uủ][yỷ] quyền", _FLAGS)),
    ("không được phân cấp", re.compile(r"phân cấp", _FLAGS)),
)
_HEADED = (
    (
        Transfer.DIVISION,
        re.compile(r"phân định|chuyển (?:giao|cho)|bỏ cấp huyện|chính quyền địa phương 02 cấp", _FLAGS),
    ),
    (Transfer.DELEGATION, re.compile(r"ủy quyền", _FLAGS)),
    (Transfer.DEVOLUTION, re.compile(r"phân quyền", _FLAGS)),
    (Transfer.DECENTRALISATION, re.compile(r"phân cấp", _FLAGS)),
)
_HANDED = re.compile(r"(?:[Vv]iệc|[Tt]hẩm quyền|[Nn]hiệm vụ(?:, quyền hạn)?) (?:của|do) (?P<from>.+?) (?:chuyển|giao)")
_QUESTION = re.compile(r"phân quyền|phân cấp|[uủ][yỷ] quyền", _FLAGS)


def kinds_of(chunk: Chunk, title: str = "") -> tuple[Transfer, ...]:
    """Kinds that the nearest heading above a clause names, from the inside out; the document's title last.

    Several where the heading leaves it open ("PHÂN QUYỀN, PHÂN CẤP").
    """
    steps = re.split(r" › | · ", chunk.path)
    for heading in [*reversed(steps), title]:
        found = tuple(kind for kind, pattern in _HEADED if pattern.search(heading))
        if found:
            return found
    return ()


def transfer_notice(reader: IndexReader, chunk: Chunk, title: str, day: date, names: Names) -> str:
    """In Vietnamese, what kind of transfer a clause makes and what follows; "" where no heading says."""
    kinds = kinds_of(chunk, title)
    if not kinds:
        return ""
    notice = (
        f"Hình thức chuyển giao: {' hoặc '.join(kind.value for kind in kinds)} (tiêu đề của {place(chunk, names)})."
    )
    for kind in kinds:
        if (clause := _rule(reader, kind, day)) is not None:
            notice += f" {capital(kind.value)}: {_CONSEQUENCE[kind]} ({place(clause, names)})."
    return notice


def passing_on(reader: IndexReader, question: str, day: date) -> Sequence[Statement]:
    """The law's rule where the question asks whether a task received may be passed on."""
    if not _QUESTION.search(question):
        return ()
    found = []
    for rule in _RULES:
        if rule.asked.search(question) and (clause := _clause(reader, rule.text, day)) is not None:
            wanted = " ".join(m.group() for m in rule.text.finditer(clause.text))
            if (statement := stated(clause, wanted, day, question)) is not None:
                found.append(statement)
    return found


def passing_on_notice(reader: IndexReader, question: str, day: date, names: Names) -> tuple[str, ...]:
    """Where a question asks whether what was decentralised may be passed on: that delegation is another thing."""
    if not _RULES[0].asked.search(question) or _clause(reader, _RULES[0].text, day) is None:
        return ()
    clause = _rule(reader, Transfer.DELEGATION, day)
    return (f"Ủy quyền là việc khác: {_CONSEQUENCE[Transfer.DELEGATION]} ({place(clause, names)}).",) if clause else ()


def forbidden(hits: Sequence[Hit], question: str, day: date) -> Sequence[Statement]:
    """The nearest clause that forbids the delegation or decentralisation asked about, in its own words."""
    asked = [kind for kind, word in _FORBIDS if word.search(question)]
    for hit in hits:
        for word in asked:
            if word in hit.chunk.text and (found := _forbidding(hit, word, day, question)) is not None:
                return (found,)
    return ()


def _forbidding(hit: Hit, word: str, day: date, question: str) -> Statement | None:
    """The sentence with the prohibition; without the list between its subject and the prohibition if that fails."""
    for sentence in sentences(hit.chunk.text):
        if word not in sentence:
            continue
        subject, _, rest = sentence.partition(":")
        tail = next((part.strip() for part in rest.split(";") if word in part), "")
        for claim in (sentence, f"{subject} {tail}" if tail else ""):
            verdict = verify_claim(claim, [evidence_of(hit.chunk)], question=question, as_of=day) if claim else None
            if verdict is not None and verdict.ok:
                return Statement(claim, hit, verdict)
    return None


def _rule(reader: IndexReader, kind: Transfer, day: date) -> Chunk | None:
    pattern = _FOLLOWS.get(kind)
    return _clause(reader, pattern, day, kind.value) if pattern else None


def _clause(reader: IndexReader, pattern: re.Pattern[str], day: date, heading: str = "") -> Chunk | None:
    """The first clause in force of the law on local government that says so, in the article of that heading."""
    for number in reversed(LOCAL_GOVERNMENT):
        if number in reader.numbers:
            clauses = [c for c in chunks_of(reader, number, "", day) if pattern.search(c.text)]
            titled = [
                c for c in clauses if re.search(rf"Điều \d+\. {heading}(?: ›|$)", c.context.split("\n")[0], _FLAGS)
            ]
            return next(iter(titled or ([] if heading else clauses)), None)
    return None


def former_holder(reader: IndexReader, chunk: Chunk, names: Names) -> tuple[str, str]:
    """Who held the power before a clause handed it over, and where that is said; ("", "") where nothing says.

    From the clause's own lead-in or words, else from the provision of the sector law that it refers to.
    """
    for text in (chunk.lead, chunk.text):
        former = dict.fromkeys(a.canonical for a in find_authorities(text) if a.role == "former")
        if former:
            return ", ".join(former), f"theo {place(chunk, names)}"
    for number, provision in chunk.refers_to:
        for referred in chunks_of(reader, number, provision)[:3]:
            held = holders(referred.text, referred.lead)
            if held and all(level == "huyện" for _, level in held):
                return ", ".join(name for name, _ in held), f"theo {place(referred, names)}"
    heading = chunk.path.rpartition(" › Điều ")[2].partition(" › ")[0]
    if match := _HANDED.search(heading):
        former = dict.fromkeys(a.canonical for a in find_authorities(match["from"]))
        if former:
            return ", ".join(former), f"theo tiêu đề của {place(chunk, names)}"
    return "", ""
