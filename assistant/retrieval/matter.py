"""How well a clause speaks of what a question is about: the part of the ranking that holds for every question.

A first search scores whole passages. Neighbouring clauses of one article look alike to it; what tells them apart is
which of the question's words stand where: in the opening words of the clause, in its own text or only in what stands
above it, and whether the others nearby have them too. The weights are learned (`bench/ranking.py`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.acts import acts_asked
from assistant.question.choices import asks_who
from assistant.question.kinds import asks_for_figure, gives
from assistant.question.understand import Question, content_terms
from assistant.retrieval.ranking import read_weights, weighted
from corpus.authorities.model import Authority
from corpus.authorities.names import name_authorities, without_authorities
from corpus.authorities.words import fold, nfc
from corpus.lexical import syllables, terms
from corpus.model import Chunk

FEATURES = (
    "fused",  # the first search's score, which the other weights are relative to
    "dense",  # cosine above 0.70, share of the best
    "adapted",  # nearness by the query adapter, which was taught by questions and the clauses that answer them
    "article_covers",  # share of the question's content that the article has in all its clauses together
    "above",  # share of its bigrams in the headings above the article and the document's title: every clause has them
    "somewhere",  # … in the clause with everything that it is found by
    "opening",  # share of its syllables in the first words of the clause
    "focus",  # share of the clause's own syllables that are the question's
    "distinct",  # share of its content in clause, heading and lead-in, what few other candidates have counting more
    "act_in_words",  # the act that is asked for stands in the clause, where nobody asks who
    "same_body",  # an authority that the question names stands in the clause
    "no_figure",  # the question asks for a figure and the clause has none
    "is_point",  # a point alone is a fragment
    "appendix",  # appendices hold lists and forms
    "newer",  # years since 2024, divided by 3; the newer rule prevails
)
WEIGHTS = read_weights("matter")
OPENING = 25  # syllables that say what a clause is about
BREAK = " . "  # in the place of an authority: what stands around it makes no bigram
NEIGHBOURS = 40  # best candidates among which a word is common or not
OLDEST = -6  # years; before, age says nothing more
UNKNOWN_YEAR = 2018

_HEADED = re.compile(r"[›·] Điều \S+?\. (?P<heading>[^›]*)")
_YEAR = re.compile(r"/((?:19|20)\d\d)/")

Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Found:
    """A chunk with what the searches say of it: `fused` score, `dense` share of the best cosine, nearness by the query
    adapter (`adapted`), and the share of the question's content that its article covers."""

    chunk: Chunk
    fused: float
    dense: float
    adapted: float
    article_covers: float


@dataclass(frozen=True, slots=True)
class _Words:
    """Terms of a clause without the names of authorities: its own, with heading and lead-in, with all it is found by;
    of what stands above the article; syllables of its opening."""

    own: frozenset[str]
    near: frozenset[str]
    all: frozenset[str]
    above: frozenset[str]
    opening: frozenset[str]


def score(values: Sequence[float]) -> float:
    """The score of a candidate from its values of FEATURES."""
    return weighted(WEIGHTS, FEATURES, values)


def features(question: Question, found: Sequence[Found], rarity: Rarity) -> list[tuple[float, ...]]:
    """The values of FEATURES for each candidate, in the order given.

    Args:
        found: best first; the first NEIGHBOURS say which words are common.
    """
    content = sorted(content_terms(_plain(question.matter)))
    single, double = [t for t in content if "_" not in t], [t for t in content if "_" in t]
    asked = frozenset(terms(question.search))
    words = [_words_of(one.chunk) for one in found]
    common = Counter(t for w in words[:NEIGHBOURS] for t in content if t in w.near)
    weight = {t: rarity(t) for t in content}
    telling = {t: w * math.log((NEIGHBOURS + 1) / (1 + common[t])) if common[t] else 0.0 for t, w in weight.items()}
    named = {authority.canonical for authority in _names(question.understood)}
    acts = frozenset() if asks_who(question) else acts_asked(question.understood)
    figure = asks_for_figure(question.understood)
    return [
        (
            one.fused,
            one.dense,
            one.adapted,
            one.article_covers,
            _share(double, w.above, weight),
            _share(double, w.all, weight),
            _share(single, w.opening, weight),
            _focus(w.own, asked, rarity),
            _share(content, w.near, telling),
            float(bool(acts) and any(act in in_words(one.chunk) for act in acts)),
            float(bool(named) and bool(named & _bodies(one.chunk))),
            float(figure and not gives(question.understood, one.chunk.text)),
            float(bool(one.chunk.point)),
            float("app_" in one.chunk.provision),
            _newer(one.chunk.document),
        )
        for one, w in zip(found, words, strict=True)
    ]


def _share(wanted: Iterable[str], there: frozenset[str], weight: dict[str, float]) -> float:
    total = sum(weight[t] for t in wanted)
    return sum(weight[t] for t in wanted if t in there) / total if total else 0.0


def _focus(own: frozenset[str], asked: frozenset[str], rarity: Rarity) -> float:
    single = [t for t in own if "_" not in t]
    total = sum(map(rarity, single))
    return sum(rarity(t) for t in single if t in asked) / total if total else 0.0


def _words_of(chunk: Chunk) -> _Words:
    return _read_words(chunk.text, chunk.path, chunk.lead, chunk.found_by)


@lru_cache(maxsize=20_000)
def _read_words(text: str, path: str, lead: str, found_by: str) -> _Words:
    body = _plain(text)
    own = frozenset(terms(body))
    near = own.union(terms(_plain(heading(path))), terms(_plain(lead)))
    above = frozenset(terms(f"{_above(path)} . {found_by.partition(chr(10))[0]}"))
    opening = frozenset(syllables(body)[:OPENING])
    return _Words(own, near, near | frozenset(terms(found_by)), above, opening)


def heading(path: str) -> str:
    """The heading of the innermost article on a chunk's path; "" if it has none."""
    found = _HEADED.findall(f"· {path}")
    return str(found[-1]).strip() if found else ""


def _above(path: str) -> str:
    steps = re.split(r" [›·] ", path)[1:]
    return " . ".join(s.partition(". ")[2] for s in steps if ". " in s and not s.startswith("Điều"))


@lru_cache(maxsize=20_000)
def _names(text: str) -> tuple[Authority, ...]:
    return tuple(name_authorities(nfc(text)))


def _plain(text: str) -> str:
    return without_authorities(nfc(text), BREAK)


def _bodies(chunk: Chunk) -> set[str]:
    return {authority.canonical for part in (chunk.text, chunk.lead) for authority in _names(part)}


def in_words(chunk: Chunk) -> str:
    """Own text and heading of a chunk, in which an act is looked for by its words."""
    return _folded(chunk.text, chunk.path)


@lru_cache(maxsize=20_000)
def _folded(text: str, path: str) -> str:
    return fold(nfc(f"{text} {heading(path)}"))


def _newer(number: str) -> float:
    year = _YEAR.search(number)
    return max(OLDEST, (int(year[1]) if year else UNKNOWN_YEAR) - 2024) / 3
