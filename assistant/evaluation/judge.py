"""Judging an answer against what a person read in the law: its authority, its citations. Deterministic.

An authority is compared by its canonical name (`corpus.authorities`), body and level, never by a part of its letters:
"Chủ tịch Ủy ban nhân dân cấp xã" is not "Ủy ban nhân dân cấp xã". Places are compared to the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.authorities.names import name_authorities
from corpus.authorities.words import fold, nfc
from corpus.payloads import JsonObject

Verdict = Literal["right", "among", "partial", "wrong", "none", "unclear", "not asked"]
Name = tuple[str, str]  # body and level; ("=", folded words) where no authority is known by the words
_BELONGS = re.compile(r"\b(?:thuộc|của)\s*$")
_NOBODY = re.compile(r"^(?:không|chưa)\b")  # "Không cơ quan nào cấp nữa"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A provision down to the clause; None where the law has no such level, or the label names none."""

    document: str
    article: str | None
    clause: str | None

    def holds(self, other: Place) -> bool:
        """True if `other` is this clause; an article without a clause holds all its clauses."""
        if (self.document, self.article) != (other.document, other.article):
            return self.article is None and self.document == other.document
        return self.clause in (None, other.clause)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its labels. `gold` empty: the corpus has no basis for it."""

    id: str
    text: str
    as_of: str = ""
    gold: tuple[Place, ...] = ()
    spellings: tuple[str, ...] = ()  # legally equal names of the right authority; empty: the question asks for none
    wrong: tuple[str, ...] = ()  # plausible wrong ones
    difficulty: str = ""

    @property
    def answerable(self) -> bool:
        return bool(self.gold)


@dataclass(frozen=True, slots=True)
class AuthorityJudgement:
    """`others`: names that were shown and are not right ones. `listed`: one of them is among the plausible wrong ones.

    "right": the right authority and nobody else. "among": the right one and others. "partial": some of several right
    ones. "wrong": others only. "unclear": the right one is no authority's name, so a person must read.
    """

    verdict: Verdict
    others: tuple[str, ...] = ()
    listed: bool = False


def read_asked(label: JsonObject) -> Asked:
    """One line of a questions file (id, question, as_of, gold, authority, acceptable_authorities …)."""
    authority = str(label.get("authority") or "")
    spellings = [authority, *(str(a) for a in label.get("acceptable_authorities") or ())]
    return Asked(
        id=str(label["id"]),
        text=str(label["question"]),
        as_of=str(label.get("as_of") or ""),
        gold=tuple(place_of(gold) for gold in label.get("gold") or ()),
        spellings=tuple(dict.fromkeys(s for s in spellings if s)) if authority else (),
        wrong=tuple(str(a) for a in label.get("wrong_authorities") or label.get("wrong") or ()),
        difficulty=str(label.get("difficulty") or label.get("type") or ""),
    )


def place_of(label: JsonObject) -> Place:
    """The clause a citation, a hit or a label names."""
    return Place(str(label["document"]), _label(label.get("article")), _label(label.get("clause")))


def _label(value: object) -> str | None:
    return fold(nfc(str(value))).strip() if value not in (None, "") else None


def judge_authority(asked: Asked, shown: str | None) -> AuthorityJudgement:
    """`shown` is the headline: one name or several joined by ";"."""
    if not asked.spellings:
        return AuthorityJudgement("not asked")
    if not shown:
        return AuthorityJudgement("none")
    parts = [part.strip() for part in shown.split(";") if part.strip()]
    named = {name: part for part in parts for name in names(part)}
    right = [alternative for spelling in asked.spellings for alternative in _alternatives(spelling)]
    either = frozenset().union(*right)
    others = tuple(dict.fromkeys(part for name, part in named.items() if name not in either))
    plausible = {name for wrong in asked.wrong for name in names(wrong)}
    listed = any(name in plausible for name in named if name not in either)
    if any(alternative <= set(named) for alternative in right):
        return AuthorityJudgement("among" if others else "right", others, listed)
    if either & set(named):
        return AuthorityJudgement("partial", others, listed)
    known = any(name[0] != "=" for name in either) or all(_NOBODY.match(fold(s)) for s in asked.spellings)
    return AuthorityJudgement("wrong" if known else "unclear", others, listed)


def names(text: str) -> frozenset[Name]:
    """Canonical names of the authorities in a name as written; brackets explain and name nobody.

    "Cơ quan chuyên môn … thuộc Ủy ban nhân dân cấp xã" is one name: the second is where the first belongs.
    """
    plain = re.sub(r"\([^()]*\)", " ", nfc(text))
    if _NOBODY.match(fold(plain).strip()):
        return frozenset({("=", "không")})
    found: list[Name] = []
    for authority in name_authorities(plain):
        name = (authority.body, str(authority.level))
        if found and _BELONGS.search(fold(plain)[: authority.start]):
            found[-1] = (found[-1][0], found[-1][1] or name[1])
        else:
            found.append(name)
    return frozenset(found) or frozenset({("=", " ".join(fold(plain).split()))})


def _alternatives(spelling: str) -> list[frozenset[Name]]:
    """ "A/B", "A hoặc B" are two ways to be right; "A; B" is one that needs both."""
    return [names(part) for part in re.split(r"\s*/\s*|\s+hoặc\s+", spelling) if part.strip()]


@dataclass(frozen=True, slots=True)
class CitationJudgement:
    """Counts of different clauses: cited, cited and gold, gold, gold and cited."""

    cited: int
    cited_gold: int
    gold: int
    gold_cited: int

    @property
    def any_gold(self) -> bool:
        return self.gold_cited > 0


def judge_citations(asked: Asked, cited: Iterable[Place]) -> CitationJudgement:
    """Citations at clause level."""
    places = set(cited)
    return CitationJudgement(
        cited=len(places),
        cited_gold=sum(any(gold.holds(place) for gold in asked.gold) for place in places),
        gold=len(set(asked.gold)),
        gold_cited=sum(any(gold.holds(place) for place in places) for gold in set(asked.gold)),
    )


def cited_places(answer: JsonObject) -> list[Place]:
    """Clauses that the shown claims of an answer cite."""
    return [place_of(citation) for claim in answer.get("claims") or () for citation in claim.get("citations") or ()]


def gold_rank(asked: Asked, hits: Sequence[JsonObject]) -> int | None:
    """Rank from 1 of the first hit in a gold clause."""
    ranks = (n for n, hit in enumerate(hits, 1) if any(gold.holds(place_of(hit)) for gold in asked.gold))
    return next(ranks, None)
