"""Keyword search over the provisions of a catalogue: exact words and phrases, with and without diacritics.

Built in memory from a catalogue the first time somebody searches (about a second for 10 million characters). One
long text without diacritics is scanned with `str.find`, which needs no tokeniser and finds numbers and phrases
across line breaks; a word typed with diacritics is then compared with the original at each place. A provision is
found if every word stands in it or in what encloses it (lead-in, heading) and it holds at least half of the words
itself. Results are ranked by BM25.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import OPEN_END, Catalogue
from corpus.lexical import fold, move_tones
from corpus.model import Provision, ProvisionKind, Validity

K1, B = 1.2, 0.5
OWN_SHARE = 0.5  # share of the words asked for that a provision must hold itself
_OTHER = "\x7f"  # stands for every letter or sign outside ASCII that has no plain form
_SIGNS = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "\n": " ", "\t": " ", "\xa0": " "}
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
_Rows = NDArray[np.int64]


class _Plain(dict[int, str]):
    """Translation of one character to one ASCII character; offsets stay."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = _SIGNS.get(letter) or fold(letter)
        self[code] = plain if len(plain) == 1 and plain.isascii() else _OTHER
        return self[code]


_PLAIN = _Plain()


@dataclass(frozen=True, slots=True)
class KeywordQuery:
    """What to look for: `phrases` as typed, white space collapsed; `exact` if diacritics count."""

    phrases: tuple[str, ...]
    exact: bool

    @classmethod
    def read(cls, text: str, *, phrase: bool = False, exact: bool | None = None) -> KeywordQuery:
        """Words and "quoted phrases"; with `phrase` the whole text is one.

        Diacritics count where the text has any, unless `exact` says otherwise.
        """
        tidy = " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())
        if phrase:
            parts = [tidy.replace('"', "").strip()]
        else:
            parts = [quoted.strip() or word.strip('",;:.?!()') for quoted, word in _PHRASE.findall(tidy)]
        found = tuple(dict.fromkeys(part for part in parts if any(c.isalnum() for c in part)))
        return cls(found, fold(tidy) != tidy.lower() if exact is None else exact)


_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class KeywordHit:
    """A provision found: its own words (without its children's), the lead-in above it and the article's heading."""

    document: str
    provision: str
    kind: ProvisionKind
    text: str
    lead: str
    heading: str
    page: int
    validity: Validity


@dataclass(frozen=True, slots=True)
class Found:
    """All rows found, best first; `hits` reads a page of them."""

    index: KeywordIndex
    query: KeywordQuery
    rows: _Rows

    def __len__(self) -> int:
        return len(self.rows)

    def hits(self, start: int, end: int) -> list[KeywordHit]:
        return [self.index.hit(int(row)) for row in self.rows[start:end]]

    def counts(self) -> dict[str, int]:
        """Number of hits by document, in the order of their best hit."""
        return self.index.count(self.rows)


class KeywordIndex:
    """Rows are provisions in document order; parents come before children."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._numbers: list[str] = []
        self._provisions: list[Provision] = []
        self._validity: list[Validity] = []
        texts, starts, owners, parents, owner_document = [], [], [], [], []
        offset = 0
        for number, text, provisions, validity in _documents(catalogue):
            first = len(self._provisions)
            place = {p.id: first + at for at, p in enumerate(provisions)}
            for start, at in _segments(provisions):
                starts.append(offset + start)
                owners.append(first + at if at >= 0 else -1)
            parents += [place.get(p.parent or "", -1) for p in provisions]
            owner_document += [len(self._numbers)] * len(provisions)
            self._provisions += provisions
            self._validity += [validity.get(p.id, validity.get("", Validity(None, None))) for p in provisions]
            self._numbers.append(number)
            texts.append(text + "\n")
            offset += len(text) + 1
        self._text = "".join(texts)
        self._plain = self._text.translate(_PLAIN)
        self._starts = np.array(starts, dtype=np.int64)
        self._owners = np.array(owners, dtype=np.int64)
        self._parents = np.array(parents, dtype=np.int64)
        self._document_of = np.array(owner_document, dtype=np.int64)
        ends = np.append(self._starts[1:], len(self._text))
        self._lengths = self._by_owner(self._owners, ends - self._starts)
        self._from = np.array([v.start.toordinal() if v.start else 0 for v in self._validity], dtype=np.int64)
        self._to = np.array([v.end.toordinal() if v.end else OPEN_END for v in self._validity], dtype=np.int64)

    def __len__(self) -> int:
        return len(self._provisions)

    def search(
        self, query: KeywordQuery, *, documents: Collection[str] | None = None, in_force: date | None = None
    ) -> Found:
        """Provisions that hold every phrase, best first; only of `documents` and in force on `in_force` if given."""
        size = len(self)
        if not query.phrases or not size:
            return Found(self, query, np.zeros(0, dtype=np.int64))
        score, held, all_weight = np.zeros(size), np.zeros(size), 0.0
        whole = np.ones(size, dtype=bool)
        mean = float(self._lengths.mean()) or 1.0
        for phrase in query.phrases:
            count = self._counted(phrase, exact=query.exact)
            own = count > 0
            weight = math.log(1 + (size - own.sum() + 0.5) / (own.sum() + 0.5))
            score += weight * count * (K1 + 1) / (count + K1 * (1 - B + B * self._lengths / mean))
            held += own
            all_weight += weight
            whole &= self._handed_down(own)
        if len(query.phrases) > 1:  # words that stand together as typed mean more than words apart
            together = self._counted(" ".join(query.phrases), exact=query.exact)
            score += all_weight * together / (together + K1)
        whole &= held >= OWN_SHARE * len(query.phrases)
        whole &= self._allowed(documents, in_force)
        rows = np.nonzero(whole)[0]
        return Found(self, query, rows[np.argsort(-score[rows], kind="stable")])

    def hit(self, row: int) -> KeywordHit:
        """What is shown of a row."""
        provision = self._provisions[row]
        above = list(self._above(row))
        article = next((p for p in [provision, *above] if p.kind is ProvisionKind.ARTICLE), None)
        leads = above and above[0].kind in {ProvisionKind.CLAUSE, ProvisionKind.POINT}
        return KeywordHit(
            document=self._numbers[self._document_of[row]],
            provision=provision.id,
            kind=provision.kind,
            text=provision.text.strip(),
            lead=above[0].text.strip() if leads else "",
            heading=f"Điều {article.number}. {article.heading}" if article and article is not provision else "",
            page=provision.page,
            validity=self._validity[row],
        )

    def count(self, rows: _Rows) -> dict[str, int]:
        """Number of rows by document number, in order of appearance."""
        return dict(Counter(self._numbers[at] for at in self._document_of[rows]))

    def _counted(self, phrase: str, *, exact: bool) -> NDArray[np.float64]:
        """How often each row holds the phrase itself."""
        places = np.fromiter(places_of(phrase, self._text, self._plain, exact=exact), dtype=np.int64)
        segments = np.searchsorted(self._starts, places, side="right") - 1
        return self._by_owner(self._owners[segments[segments >= 0]])

    def _by_owner(self, owners: _Rows, weights: _Rows | None = None) -> NDArray[np.float64]:
        known = owners >= 0
        given = weights[known] if weights is not None else None
        return np.bincount(owners[known], given, minlength=len(self)).astype(np.float64)

    def _handed_down(self, own: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """`own`, or one of what encloses it."""
        reach, parents = own.copy(), self._parents.copy()
        while (parents >= 0).any():
            reach |= (parents >= 0) & own[parents]
            parents = np.where(parents >= 0, self._parents[parents], -1)
        return reach

    def _allowed(self, documents: Collection[str] | None, in_force: date | None) -> NDArray[np.bool_]:
        allowed = np.ones(len(self), dtype=bool)
        if documents is not None:
            wanted = np.array([number in documents for number in self._numbers], dtype=bool)
            allowed &= wanted[self._document_of]
        if in_force is not None:
            day = in_force.toordinal()
            allowed &= (self._from <= day) & (day < self._to)
        return allowed

    def _above(self, row: int) -> Iterator[Provision]:
        while (row := int(self._parents[row])) >= 0:
            yield self._provisions[row]


def places_of(phrase: str, text: str, plain: str, *, exact: bool) -> Iterator[int]:
    """Offsets where `phrase` stands as whole words in `text`, whose form without diacritics is `plain`."""
    wanted, same = phrase.translate(_PLAIN), _spelt(phrase)
    exact = exact or _OTHER in wanted
    at = plain.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        whole = not (plain[at - 1 : at].isalnum() and wanted[0].isalnum())
        whole = whole and not (plain[end : end + 1].isalnum() and wanted[-1].isalnum())
        if whole and (not exact or _spelt(text[at:end]) == same):
            yield at
        at = plain.find(wanted, at + 1)


def marks(query: KeywordQuery, text: str) -> list[tuple[int, int]]:
    """Half-open spans of the query's phrases in a passage, in order; neighbouring words are one span."""
    plain = text.translate(_PLAIN)
    found = [(at, at + len(p)) for p in query.phrases for at in places_of(p, text, plain, exact=query.exact)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if apart and (start < apart[-1][1] or text[apart[-1][1] : start].isspace()):
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def has_all(query: KeywordQuery, text: str) -> bool:
    """Whether a passage holds every phrase."""
    plain = text.translate(_PLAIN)
    return all(any(True for _ in places_of(p, text, plain, exact=query.exact)) for p in query.phrases)


def _spelt(text: str) -> str:
    """Lower case, line breaks as spaces, tones where the newer spelling puts them ("hoà" → "hòa")."""
    return move_tones(text.lower().replace("\n", " "))


def _documents(
    catalogue: Catalogue,
) -> Iterator[tuple[str, str, list[Provision], dict[str, Validity]]]:
    """Number, text, provisions (their text cut at the first child) and validity of the documents that serve."""
    for row in catalogue.documents():
        document = catalogue.document(row.number) if row.active else None
        if document is not None:
            yield row.number, document.text, _cut(document.provisions), catalogue.validities(row.number)


def _cut(provisions: Sequence[Provision]) -> list[Provision]:
    first: dict[str, int] = {}
    for provision in provisions:
        if provision.parent:
            first.setdefault(provision.parent, provision.start)
    return [_without_children(p, first.get(p.id, p.end)) for p in provisions]


def _without_children(p: Provision, end: int) -> Provision:
    own = p.text[: max(end - p.start, 0)]
    return Provision(p.id, p.kind, p.number, p.heading, own, p.page, p.start, p.end, p.parent)


def _segments(provisions: Sequence[Provision]) -> Iterator[tuple[int, int]]:
    """(start, place in `provisions`) of every stretch of text with one innermost provision; −1 = none."""
    yield 0, -1
    stack: list[int] = []
    reach = 0
    for at, provision in enumerate(provisions):
        while stack and provisions[stack[-1]].end <= provision.start:
            reach = max(reach, provisions[stack.pop()].end)
            yield reach, stack[-1] if stack else -1
        reach = max(reach, provision.start)
        yield reach, at
        stack.append(at)
    while stack:
        reach = max(reach, provisions[stack.pop()].end)
        yield reach, stack[-1] if stack else -1
