"""An answer in the making: what clauses say of themselves, what the model wrote and what was withheld."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.authority.competence import Competence, evidence_of
from assistant.authority.transfer import former_holder, transfer_notice
from assistant.events import Answer, AnsweredPart, Claim, ClaimReady, ClaimWithheld, MadeFrom, Seconds
from assistant.evidence import Evidence, led_by
from assistant.generation.prompt import Prompt
from assistant.question.choices import asks_who
from assistant.second_ask import PartCompetence, how_long
from assistant.verify import Verdict, complete_claim, verify_claim
from assistant.verify.alterations import is_pieced_together
from assistant.verify.sentences import with_items, with_opening
from corpus.accents import AccentModel
from corpus.describe import clause_within
from corpus.lexical import syllables, terms
from corpus.model import Citation, Hit
from corpus.reader import IndexReader

UNSURE = (
    "Chưa đủ chắc để nêu một cơ quan: các điều khoản gần nhất nói về những trường hợp khác nhau hoặc không nói rõ ai. "
    "Hãy đọc các điều khoản dưới đây và đối chiếu với hồ sơ."
)
UNSURE_PART = "Chưa đủ chắc để nêu cơ quan cho phần «{}»: hãy đọc các điều khoản dưới đây và đối chiếu với hồ sơ."
OBEYED = "(một câu không hiện)"  # an order's words are not passed on even as a withheld sentence
MOSTLY = 0.7  # share of a sentence's terms from which it adds too little to a sentence that it contains
SAME = 0.9  # share of a sentence's terms from which it repeats another
_BEFORE = re.compile(
    r"\b(?:trước (?:đây|kia)|hồi trước|lúc trước|thay (?:cho )?ai|chuyển (?:từ|cho|về|giao))\b", re.IGNORECASE
)


class Draft:
    """An answer in the making."""

    def __init__(self, evidence: Evidence, started: float, accents: AccentModel) -> None:
        self.evidence, self.started, self.accents = evidence, started, accents
        self.first_token: float | None = None
        self.by_part: Sequence[PartCompetence] = ()
        self.claims: list[Claim] = []
        self.withheld: list[tuple[str, str]] = []
        self.before: str | None = None

    @property
    def competences(self) -> list[Competence]:
        return [found for part in self.by_part for found in part.competences]

    def name_competent(self, by_part: Sequence[PartCompetence]) -> None:
        """Who is competent; for a question with parts the clauses of each come to the front."""
        self.by_part = by_part
        if len(by_part) < 2:
            return
        first = [hit for t in by_part for hit in ([c.hit for c in t.competences] or ([t.nearest] if t.nearest else []))]
        count = max(len(self.evidence.hits), len(first))
        self.evidence = replace(
            self.evidence,
            hits=led_by(first, self.evidence.hits, count),
            usable=led_by(first, self.evidence.usable, count),
            notices=(*(UNSURE_PART.format(t.label) for t in by_part if not t.authorities), *self.evidence.notices),
        )

    def note_transfer(self, reader: IndexReader) -> None:
        """Who held the power before, and the kind of transfer, where the answer's clause hands one over."""
        first = next((c for c in self.competences if c.authorities), None)
        if first is None:
            return
        chunk, asked = first.hit.chunk, self.evidence.question
        meta = self.evidence.metadata.get(chunk.document)
        notices = list(self.evidence.notices)
        former, basis = former_holder(reader, chunk, self.evidence.names)
        if former and former not in first.authorities:
            self.before = former
            if asked.former_district or _BEFORE.search(asked.text):
                notices.insert(
                    0, f"Trước đây việc này thuộc {former} ({basis}); nay thuộc {', '.join(first.authorities)}."
                )
        if kind := transfer_notice(reader, chunk, meta.title if meta else "", self.evidence.as_of, self.evidence.names):
            notices.append(kind)
        self.evidence = replace(self.evidence, notices=tuple(dict.fromkeys(notices)))

    def note_unsure(self) -> None:
        """That the clauses do not settle who is competent, where they were asked and name nobody surely."""
        evidence = self.evidence
        settled = self.competences or evidence.statements or evidence.headline or evidence.only_stated
        if asks_who(evidence.question) and not settled:
            self.evidence = replace(evidence, notices=(UNSURE, *evidence.notices))

    def read_from_clauses(self) -> Iterator[Claim]:
        """What the clauses themselves say: rules that settle the question first, unless it asks who; nothing twice."""
        asked = self.evidence.question
        rules = [(s.text, s.hit, s.verdict) for s in self.evidence.statements]
        first = self.competences[0].hit if self.competences else None
        timed = how_long(asked, self.evidence.usable, first, self.evidence.as_of)
        read = [self._with_items(found) for found in (*self.competences, *timed)]
        for text, hit, verdict in [*rules, *read] if self.evidence.rules_first else [*read, *rules]:
            if not self.has_said(text):
                yield self.accept(text, hit, verdict, "structure")

    def _with_items(self, found: Competence) -> tuple[str, Hit, Verdict]:
        """A sentence that stops before a list, with its items where that passes the check."""
        asked = self.evidence.question.understood
        whole = with_items(found.claim, found.hit.chunk.text, asked)
        if whole != found.claim:
            verdict = verify_claim(whole, [evidence_of(found.hit.chunk)], question=asked, as_of=self.evidence.as_of)
            if verdict.ok:
                return whole, found.hit, verdict
        return found.claim, found.hit, found.verdict

    def has_said(self, sentence: str) -> bool:
        return any(_says_the_same(sentence, claim.text) for claim in self.claims)

    def accept(self, text: str, hit: Hit, verdict: Verdict, by: str) -> Claim:
        claim = Claim(as_sentence(text), (cite(hit, verdict),), by)
        self.claims.append(claim)
        return claim

    def check(self, prompt: Prompt, number: int, sentence: str) -> ClaimReady | ClaimWithheld | None:
        """Check a written sentence against the clause it names; a condition it dropped is put back and checked again.

        None if it only says again what is there already.
        """
        if self.evidence.order_words & set(syllables(sentence)):
            return self._withhold(
                OBEYED, "Câu làm theo lời ra lệnh trong câu hỏi hoặc trong văn bản, không theo điều khoản."
            )
        question = self.evidence.question.understood
        named = prompt.passages[number - 1]
        pieced = is_pieced_together(sentence, [evidence_of(named.chunk)])
        sentence = with_opening(sentence, named.chunk.text, named.chunk.lead)
        verdict = verify_claim(sentence, [evidence_of(named.chunk)], question=question, as_of=self.evidence.as_of)
        if not verdict.ok and (completed := complete_claim(sentence, verdict)):
            sentence = completed
            verdict = verify_claim(sentence, [evidence_of(named.chunk)], question=question, as_of=self.evidence.as_of)
        if self.has_said(sentence):
            return None
        if garbled := [w for w in syllables(sentence) if w.isalpha() and not self.accents.knows(w)]:
            return self._withhold(sentence, f"Có chữ không đọc được: {', '.join(garbled[:3])}.")
        if foreign := _foreign(sentence, f"{named.chunk.context} {named.chunk.text} {question}"):
            return self._withhold(sentence, f"Có chữ không có trong điều khoản: {', '.join(foreign[:3])}.")
        if pieced:
            return self._withhold(sentence, "Câu ghép lời của nhiều câu khác nhau trong điều khoản.")
        if verdict.ok:
            return ClaimReady(self.accept(sentence, named, verdict, "model"))
        reasons = [f.reason for f in verdict.findings if f.severity == "fail"]
        return self._withhold(sentence, " ".join(reasons) or "Điều khoản được dẫn không nói như vậy.")

    def _withhold(self, text: str, reason: str) -> ClaimWithheld:
        self.withheld.append((text, reason))
        return ClaimWithheld(text, reason)

    def finish(self, status: str, made_from: MadeFrom) -> Answer:
        now = time.monotonic()
        first = round(self.first_token - self.started, 3) if self.first_token else None
        return Answer(
            status=status,
            claims=tuple(self.claims),
            withheld=tuple(self.withheld),
            authority=self.evidence.headline or _named(self.by_part) or None,
            evidence=self.evidence.hits,
            notices=self.evidence.notices,
            as_of=self.evidence.as_of,
            made_from=made_from,
            seconds=Seconds(self.evidence.seconds, first, round(now - self.started, 3)),
            question_understood=self.evidence.question.understood,
            before=self.before,
            parts=tuple(AnsweredPart(t.label, t.authorities) for t in self.by_part) if len(self.by_part) > 1 else (),
        )


def _named(by_part: Sequence[PartCompetence]) -> str:
    """The holders; each with its part of the question where they differ: "A (tiêu chí); B (số tổ)"."""
    named = [t for t in by_part if t.authorities]
    if len(named) == len(by_part) and len({t.authorities for t in named}) == 1:
        return "; ".join(named[0].authorities)
    return "; ".join(f"{', '.join(t.authorities)} ({t.label})" for t in named)


def as_sentence(text: str) -> str:
    """With a capital at the front and a full stop at the end."""
    bare = text.strip().rstrip(" .;:,")
    return f"{bare[:1].upper()}{bare[1:]}{'' if bare.endswith(('?', '!', '…')) else '.'}"


def cite(hit: Hit, verdict: Verdict) -> Citation:
    """The provision with the verbatim key sentence."""
    chunk = hit.chunk
    start, end = verdict.quote
    return Citation(
        document=chunk.document,
        provision=chunk.provision,
        article=chunk.article,
        clause=clause_within(chunk.provision, chunk.clause),
        point=chunk.point,
        quote=chunk.text[start:end] or chunk.text,
        page=chunk.page,
        standing=chunk.standing,
    )


_CAPITALS = re.compile(r"(?<![\w/-])[A-ZĐÀ-Ỹ]{3,}(?![\w/])")


def _foreign(sentence: str, known: str) -> list[str]:
    """Words in capitals, of codes and made-up names, that neither the clause nor the question has."""
    words = set(syllables(known))
    return [word for word in _CAPITALS.findall(sentence) if word.isupper() and not set(syllables(word)) <= words]


def _says_the_same(sentence: str, said: str) -> bool:
    """Nine tenths of the syllables and bigrams stand in what was said; of "A có thẩm quyền: …" those of the matter.

    Or what was said stands in it with little more.
    """
    new, old = set(terms(sentence.partition(": ")[2] or sentence)), set(terms(said))
    both = len(new & old)
    return both >= SAME * max(len(new), 1) or (both >= SAME * len(old) and both >= MOSTLY * len(new))
