"""A sentence that is copied from the clause but for a word: another authority, tier or figure, a negation more or less.

The other checks ask whether what is said stands somewhere in the clause. A near copy can be held against the very
sentence that it copies: "Nghị quyết của Hội đồng nhân dân cấp tỉnh giải tán …" is not "… của Hội đồng nhân dân cấp xã
giải tán …", though the clause names both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.verify.claim import Claim, read_claim
from assistant.verify.model import Evidence, Finding
from assistant.verify.passage import Part, Passage, read_passage
from assistant.verify.references import reference_spans
from assistant.verify.terms import CONTRASTS
from assistant.verify.words import content, syllables
from corpus.authorities.names import name_authorities
from corpus.authorities.roles import Mention
from corpus.authorities.words import blank

NAME = "alteration"
COPIED = 0.7  # share of the claim's words that stand in the sentence in the same order
LONGEST = 400  # words
PIECED = 18  # words from which a sentence below that share is pieced together, not a copy with words of its own
AROUND = 2  # equal words on a side of the change, or the sentence's end
NEGATIONS = frozenset(["không", "chưa", "chẳng"])
WITH_NEGATION = frozenset(["phải", "được", "cần", "có", "thể", "bị"])  # "không được phép", "không cần phải"
TIERS = frozenset(["xã", "tỉnh", "huyện", "trung ương"])


@dataclass(frozen=True, slots=True)
class _Word:
    """A syllable, or an authority as one word; span in its text."""

    text: str
    start: int
    end: int
    mention: Mention | None = None

    @property
    def kind(self) -> str:
        return "tier" if self.text in TIERS else "figure" if self.text.isdigit() else "word"


def check_alterations(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    """Changes of a near copy against the sentence that it is nearest to; none if it is no near copy."""
    mine = _words(claim.folded, claim.mentions, 0)
    if not 2 * AROUND < len(mine) <= LONGEST:
        return []
    holders = frozenset().union(*(p.holders for p in passages))
    known = frozenset().union(*(p.vocabulary for p in passages))
    nearest, found = COPIED, list[Finding]()
    for theirs in _sentences(passages):
        matcher = SequenceMatcher(None, *_texts(theirs, mine), autojunk=False)
        share = _share(matcher, mine)
        if share > nearest:
            nearest, found = share, list(_changes(matcher, theirs, mine, holders, known))
    return found


def is_pieced_together(sentence: str, cited: Sequence[Evidence]) -> bool:
    """True of a long sentence that follows no sentence of the texts: its words stand there, in other connections.

    The condition of one sentence with the act of another has every word and authority of the clause and is not what it
    says. Short sentences may put a clause in words of their own; true long ones have a share of .72 and more
    (tests/verification_cases.toml).
    """
    claim = read_claim(sentence)
    mine = _words(blank(claim.folded, reference_spans(claim.folded)), claim.mentions, 0)
    if not PIECED <= len(mine) <= LONGEST:
        return False
    passages = [read_passage(evidence) for evidence in cited]
    return all(_share(SequenceMatcher(None, *_texts(theirs, mine), autojunk=False), mine) < COPIED
               for theirs in _sentences(passages))  # fmt: skip


def _texts(theirs: Sequence[_Word], mine: Sequence[_Word]) -> tuple[list[str], list[str]]:
    return [w.text for w in theirs], [w.text for w in mine]


def _share(matcher: SequenceMatcher[str], mine: Sequence[_Word]) -> float:
    return sum(block.size for block in matcher.get_matching_blocks()) / len(mine)


def _sentences(passages: Sequence[Passage]) -> Iterator[list[_Word]]:
    """The sentences and items of the own texts, then whole texts; each also behind the line that leads in to it."""
    for passage in passages:
        lead = next((part for part in reversed(passage.parts) if not part.own), None)
        opening = _words_of(lead) if lead is not None else []
        parts = [_words_of(part) for part in passage.own]
        whole = [word for part in parts for word in part]
        for own in [*parts, whole] if len(parts) > 1 and len(whole) <= LONGEST else parts:
            yield own
            if opening:
                yield opening + own


def _words_of(part: Part) -> list[_Word]:
    return _words(part.folded, part.mentions, part.start)


def _words(folded: str, mentions: Sequence[Mention], offset: int) -> list[_Word]:
    """The words of a text; `offset`: where it begins in the text that the mentions are of."""
    named = [_innermost(m, folded, offset) for m in mentions]
    spans = [(m.authority.start - offset, m.authority.end - offset) for m in named]
    found = [_Word(f"{m.authority.body} {m.authority.level}", *span, m) for span, m in zip(spans, named, strict=True)]
    for s in syllables(folded):
        if not any(start <= s.start < end for start, end in spans):
            found.append(_Word(s.text.lstrip("0") or "0" if s.text.isdigit() else s.text, s.start, s.end))
    return sorted(found, key=lambda w: w.start)


def _innermost(mention: Mention, folded: str, offset: int) -> Mention:
    """ "Phòng … thuộc Ủy ban nhân dân cấp xã": the committee; the words before it stay words."""
    authority = mention.authority
    written = folded[authority.start - offset : authority.end - offset]
    _, belongs, owner = written.rpartition(" thuộc ")
    inner = name_authorities(owner) if belongs else []
    if len(inner) != 1 or inner[0].start:
        return mention
    return replace(mention, authority=replace(inner[0], start=authority.end - len(owner), end=authority.end))


def _changes(
    matcher: SequenceMatcher[str],
    theirs: Sequence[_Word],
    mine: Sequence[_Word],
    holders: frozenset[tuple[str, str]],
    known: frozenset[str],
) -> Iterator[Finding]:
    codes = matcher.get_opcodes()
    for n, (tag, a, a_end, b, b_end) in enumerate(codes):
        if tag == "equal" or not _is_between_copies(codes, n):
            continue
        old, new = theirs[a:a_end], mine[b:b_end]
        at = (new[0].start, new[-1].end) if new else (mine[max(b - 1, 0)].start, mine[max(b - 1, 0)].end)
        reason = _exchanged(old, new, holders) or _renamed(old, new, known)
        if reason := reason or _replaced(old, new) or _contrasted(old, new):
            yield Finding(NAME, "fail", reason, at)
        if _only_denies(old) and _only_denies(new) and _negated(old) != _negated(new):
            more = "thêm" if _negated(new) else "bỏ"
            yield Finding(NAME, "fail", f"Câu {more} chữ phủ định so với căn cứ.", at)


def _is_between_copies(codes: Sequence[tuple[str, int, int, int, int]], n: int) -> bool:
    """Equal words on both sides of a change; at an end of the sentence on the other side."""
    before = codes[n - 1][4] - codes[n - 1][3] if n else None
    after = codes[n + 1][4] - codes[n + 1][3] if n + 1 < len(codes) else None
    if before is None or after is None:
        return (after or before or 0) >= 2 * AROUND
    return min(before, after) >= 1 and before + after >= 2 * AROUND


def _exchanged(old: Sequence[_Word], new: Sequence[_Word], holders: frozenset[tuple[str, str]]) -> str:
    """Why other authorities may not stand where these do; "" where they may."""
    theirs = [w.mention for w in old if w.mention is not None]
    ours = [w.mention for w in new if w.mention is not None]
    if not ours or (theirs and len(theirs) != len(ours)):  # another order of words
        return ""
    if not theirs and (old or all(m.name in holders for m in ours)):  # "Người này", or what the lead-in says
        return ""
    if theirs and all(m.role == "former" for m in theirs) and all(m.name in holders for m in ours):
        return ""
    if all(any(_alike(m, other) for other in theirs) for m in ours):
        return ""
    said, wrote = (", ".join(m.authority.canonical for m in ms) for ms in (ours, theirs))
    return f"Căn cứ viết {wrote} ở chỗ câu viết {said}." if theirs else f"Ở chỗ này căn cứ không nêu {said}."


def _renamed(old: Sequence[_Word], new: Sequence[_Word], known: frozenset[str]) -> str:
    """Words of no text in the place of an authority ("Đảng ủy nhân dân cấp xã"); "" where they are the text's."""
    theirs = [w.mention for w in old if w.mention is not None]
    foreign = content(" ".join(w.text for w in new)) if not any(w.mention for w in new) else []
    if not theirs or all(word in known for word in foreign):
        return ""
    return f"Căn cứ viết {theirs[0].authority.canonical} ở chỗ câu viết “{' '.join(w.text for w in new)}”."


def _alike(one: Mention, other: Mention) -> bool:
    return one.authority.body == other.authority.body and (
        one.authority.level == other.authority.level or "" in (one.authority.level, other.authority.level)
    )


def _replaced(old: Sequence[_Word], new: Sequence[_Word]) -> str:
    """Why a tier or a figure may not stand for another; "" where none does."""
    if len(old) != 1 or len(new) != 1 or old[0].kind != new[0].kind or old[0].kind == "word":
        return ""
    return f"Căn cứ viết “{old[0].text}” ở chỗ câu viết “{new[0].text}”."


def _contrasted(old: Sequence[_Word], new: Sequence[_Word]) -> str:
    """Why a term of art may not stand for another; "" where none does."""
    theirs, ours = (" ".join(word.text for word in words) for words in (old, new))
    for group in CONTRASTS:
        wrote, said = (next((t for t in group if t in words), "") for words in (theirs, ours))
        if wrote and said and wrote != said:
            return f"Căn cứ viết “{wrote}” ở chỗ câu viết “{said}”."
    return ""


def _only_denies(words: Sequence[_Word]) -> bool:
    return all(w.text in NEGATIONS | WITH_NEGATION for w in words)


def _negated(words: Sequence[_Word]) -> bool:
    return sum(w.text in NEGATIONS for w in words) % 2 == 1
