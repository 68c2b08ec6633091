"""Which of the near clauses states the competence that is asked for, and how sure that is.

The right clause is mostly among the first three hits; its neighbours give the same act to another holder for another
tier, object or case. A linear model weighs what tells them apart. Weights are fitted by `python -m bench selection` on
questions written for this project, never on benchmark questions (docs/experiments.md).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Protocol

from assistant.authority.holders import canonical
from assistant.question.choices import fits, matter_of, offered_holders, tiers_looked_at
from assistant.question.understand import content_terms
from corpus.authorities.names import name_authorities, without_authorities
from corpus.authorities.words import fold, nfc
from corpus.lexical import terms
from corpus.model import Hit
from corpus.numbers import kind_of


class Stated(Protocol):
    """A sentence with who holds a power by it; `does` as in `Competence`."""

    @property
    def authorities(self) -> tuple[str, ...]: ...
    @property
    def claim(self) -> str: ...
    @property
    def hit(self) -> Hit: ...
    @property
    def does(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Features:
    """What distinguishes a sentence from its neighbours; shares or 0/1.

    `gap`: share of the best hit's score that its hit lacks. `same_act`, `like_act`: the holder does the very act, or
    one like it. `about`: it acts on an authority that the question names. `own_matter`: only what the question is about
    holds the power. `offered`, `not_offered`: the holder is one of those among which the question lets choose, or none
    of them. `coverage`: share of the question's content that the sentence has; `alone`: that only this sentence has;
    `excepted`: that stands in its exceptions. `asked_tier`: the holder is of the tier where the question looks for one.
    `central`: a central body holds it. `same_object`: it names a tier that the question's matter has. `left_open`: it
    leaves the matter to detailed rules. `compiled`: it stands in a compilation of laws.
    """

    gap: float
    same_act: float
    like_act: float
    about: float
    own_matter: float
    offered: float
    not_offered: float
    coverage: float
    alone: float
    excepted: float
    asked_tier: float
    central: float
    same_object: float
    left_open: float
    compiled: float


WEIGHTS = Path(__file__).with_name("selection.toml")
LEAD = 4.0  # a lead beyond this adds no certainty

_EXCEPTION = re.compile(r"\((?:trừ|không bao gồm|ngoại trừ)[^()]*\)|\btrừ (?:trường hợp )?[^;.]*", re.IGNORECASE)
_TIER = re.compile(r"\b(xã|phường|tỉnh|huyện|trung ương)\b")
_LEFT_OPEN = re.compile(r"quy định chi tiết|hướng dẫn")
_COMPILED = ("Pháp điển", "Văn bản hợp nhất")  # kinds of document, with which a path begins


def features(question: str, stated: Sequence[Stated], best: float) -> list[Features]:
    """Features of sentences that compete for an answer; `best` is the score of the best hit."""
    wanted = content_terms(without_authorities(nfc(question)))
    said = [set(terms(without_authorities(nfc(s.claim)))) for s in stated]
    alone = [term for term in wanted if sum(term in words for words in said) == 1]
    return [_features(question, s, best, wanted, words, alone) for s, words in zip(stated, said, strict=True)]


def _features(
    question: str, stated: Stated, best: float, wanted: frozenset[str], said: set[str], alone: Sequence[str]
) -> Features:
    claim, asked = fold(nfc(stated.claim)), fold(nfc(question))
    names = canonical(stated.authorities)
    offered, matter = offered_holders(question), matter_of(question)
    about = fits(stated.claim, question)
    exceptions = set(terms(" ".join(_EXCEPTION.findall(stated.claim))))
    share = max(len(wanted), 1)
    levels = {a.level for name in stated.authorities for a in name_authorities(nfc(name))}
    told = (
        1 - stated.hit.score / best if best else 0.0,
        stated.does > 1,
        stated.does == 1,
        about > 0,
        matter and names <= matter,
        offered & names,
        offered and not offered & names,
        len(wanted & said) / share,
        sum(term in said for term in alone) / share,
        sum("_" in term and term in exceptions for term in wanted) / share,
        tiers_looked_at(question) & levels,
        "trung ương" in levels,
        _tiers(question) & _tiers(stated.claim),
        _LEFT_OPEN.search(claim) and not _LEFT_OPEN.search(asked),
        stated.hit.chunk.path.startswith(_COMPILED),
    )
    return Features(*(value if isinstance(value, float) else float(bool(value)) for value in told))


def _tiers(text: str) -> set[str]:
    """Tiers that a text names beside its authorities ("quy hoạch cấp xã")."""
    return {m[1].replace("phường", "xã") for m in _TIER.finditer(fold(without_authorities(nfc(text))))}


@cache
def weights() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The weights of `Features` and of `Sureness`."""
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    sure = ("intercept", *(f.name for f in fields(Sureness)))
    return tuple(table["features"][f.name] for f in fields(Features)), tuple(table["sure"][name] for name in sure)


def weighed(question: str, stated: Sequence[Stated], best: float) -> list[float]:
    """The weight of each sentence; the heaviest answers the question."""
    by_feature, _ = weights()
    return [sum(w * v for w, v in zip(by_feature, astuple(f), strict=True)) for f in features(question, stated, best)]


def sureness(question: str, stated: Sequence[Stated], scores: Sequence[float], chance: float) -> tuple[int, float]:
    """Which of the weighed sentences answers the question, and the probability that its holders are the right ones.

    Args:
        chance: the probability that the evidence answers the question at all (`assistant.retrieval.confidence`).
    """
    first = max(range(len(stated)), key=lambda n: (scores[n], -n))
    _, sure = weights()
    values = (1.0, *astuple(surely(question, stated, scores, first, chance)))
    return first, 1.0 / (1.0 + math.exp(-sum(w * v for w, v in zip(sure, values, strict=True))))


@dataclass(frozen=True, slots=True)
class Sureness:
    """Features of how certain a choice is.

    `lead`: of its weight over the next sentence with other holders; other points of its clause are no rivals, because
    where they fit as well they are named beside it. `score`: of its hit. `coverage`: as in `Features`. `law`,
    `circular`: the kind of text that states it; a law's rule is often moved by a decree, a circular often speaks of a
    ministry's own work. `commune`: a commune's body holds it, whose officials ask. `chance`: that the evidence answers
    the question at all.
    """

    lead: float
    score: float
    coverage: float
    law: float
    circular: float
    commune: float
    chance: float


def surely(question: str, stated: Sequence[Stated], scores: Sequence[float], first: int, chance: float) -> Sureness:
    """The features of the choice of sentence number `first`."""
    chosen = stated[first]
    clause = clause_of(chosen.hit)
    others = [
        weight
        for weight, other in zip(scores, stated, strict=True)
        if set(other.authorities) != set(chosen.authorities) and (clause is None or clause_of(other.hit) != clause)
    ]
    lead = min(scores[first] - max(others), LEAD) if others else LEAD
    wanted = content_terms(without_authorities(nfc(question)))
    said = set(terms(without_authorities(nfc(chosen.claim))))
    kind = kind_of(chosen.hit.chunk.document)
    holders = {a for name in chosen.authorities for a in name_authorities(nfc(name))}
    return Sureness(
        lead=lead,
        score=chosen.hit.score,
        coverage=len(wanted & said) / max(len(wanted), 1),
        law=float(kind == "Luật"),
        circular=float(kind.startswith("Thông tư")),
        commune=float(any(holder.level == "xã" for holder in holders)),
        chance=chance,
    )


def clause_of(hit: Hit) -> tuple[str, str] | None:
    """Document and id of the clause that a hit is a point of; None if it is no point."""
    clause, mark, _ = hit.chunk.provision.partition("__pt_")
    return (hit.chunk.document, clause) if mark else None
