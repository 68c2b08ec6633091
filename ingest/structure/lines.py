"""Lines of a clean text, and which of them belong to quoted amending text.

Amending provisions quote what they put in place: “Điều 9. …” over many paragraphs. Nothing inside is an
article, clause or point of the amending text. Quotation marks in real files are straight, swapped, nested
or missing, so a quotation is a state that ends at its closing mark or where the amending text visibly goes
on (its next article or clause, with an amending verb). New text without any marks: `unmarked`; amending text that
is itself quoted: `nested`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.nested import nested
from ingest.structure.sequence import ALPHABET
from ingest.structure.unmarked import unmarked

_OPENING, _CLOSING, _STRAIGHT = "“«", "”»", '"″'
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]")
_DECORATION = re.compile(r"^(?:[#*_>\s]|[„`~¬:.]+\s*(?=[^\s.]))+")  # Markdown; specks that OCR reads as signs
_NUMBERED = re.compile(r"^(?P<article>Đi[ềêểế]u\s+)?(?P<number>\d{1,3})[a-zđ]?[.,:]\s*(?P<rest>.*)", re.DOTALL)
_AMENDING = re.compile(
    r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay (?:cụm )?từ|Thay đổi|Bỏ (?:cụm )?từ|Bỏ |Đổi |Chuyển |Hiệu lực|"
    r"Điều khoản (?:thi hành|chuyển tiếp)|Quy định chuyển tiếp|Tổ chức thực hiện|Trách nhiệm (?:thi|tổ chức))",
    re.IGNORECASE,
)
_OUTER_HEADING = re.compile(r"^[“\"]?\s*(?:Điều|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s")
_INTRODUCES = re.compile(r"(?:[:：]|sau)\W*$|sửa đổi|bổ sung|thay thế|thay (?:cụm )?từ|vào sau", re.IGNORECASE)
_CODIFIED = re.compile(r"^Điều\s+\d+(?:\.[A-ZĐ\d]+){2,}")
_INSERTED = re.compile(r"Điều\s+(?P<number>\d{1,3})(?P<suffix>[a-zđ])\s*[.:]")
_SECOND_MARK = 30  # lines in which it is looked for
_END = re.compile(r"^(?:Nơi nhận\s*:|TM\.\s|KT\.\s|(?:Luật|Nghị quyết) này (?:đã )?được Quốc hội)")


@dataclass(frozen=True, slots=True)
class Line:
    """One non-empty line: span of its text in the document, and the text without list or heading decoration."""

    start: int
    end: int
    text: str
    quoted: bool = False


def split_lines(text: str) -> list[Line]:
    """Non-empty lines of `text`, with those inside quoted amending text marked."""
    plain: list[Line] = []
    for match in re.finditer(r"[^\n]+", text):
        raw = match[0]
        stripped = raw.strip()
        if stripped:
            start = match.start() + len(raw) - len(raw.lstrip())
            plain.append(Line(start, start + len(stripped), _DECORATION.sub("", stripped).rstrip("*_ ")))
    flags = _quoted([line.text for line in plain])
    bare = unmarked([line.text for line in plain])
    return [
        Line(line.start, line.end, line.text, flag or at in bare)
        for at, (line, flag) in enumerate(zip(plain, flags, strict=True))
    ]


def _quoted(texts: Sequence[str]) -> list[bool]:
    """For each line, whether it stands inside a quotation or opens one that goes on."""
    balances = [_balance(text) for text in texts]
    unclosed = _unclosed(balances)
    flags: list[bool] = []
    quotation = _Quotation()
    amending, last = nested(texts), -1
    for index, text in enumerate(texts):
        last = amending.get(index, last)
        if index <= last:
            quotation.open = False
            flags.append(True)
            continue
        opens, closes, at_start = balances[index]
        if quotation.open and quotation.left_by(text, unclosed[index]):
            quotation.open = False
        flags.append(quotation.open or at_start)
        if quotation.open:
            quotation.note_inner(text)
            quotation.open = not closes
        else:
            quotation.note_outer(text, at_start)
        if opens and quotation.is_introduced():
            quotation.start(text)
    return _closed_twice(texts, flags, balances)


def _closed_twice(
    texts: Sequence[str], flags: Sequence[bool], balances: Sequence[tuple[bool, bool, bool]]
) -> list[bool]:
    """Flags where a quotation goes on to its second closing mark, the first one having been set by mistake.

    Nothing between the two marks may open a quotation or go on amending.
    """
    out = list(flags)
    for at, (quoted, (_, closes, _)) in enumerate(zip(flags, balances, strict=True)):
        if not quoted or not closes or (at + 1 < len(texts) and out[at + 1]):
            continue
        reach = range(at + 1, min(at + 1 + _SECOND_MARK, len(texts)))
        article = _next_inserted(texts, flags, at)  # "Điều 28b." after "Điều 28a." of the quotation goes on with it
        end = next((i for i in reach if _ends_search(texts[i], balances[i]) and i != article), 0)
        if end and balances[end][1] and not balances[end][0] and not _goes_on_amending(texts[end]):
            out[at + 1 : end + 1] = [True] * (end - at)
    return out


def _next_inserted(texts: Sequence[str], flags: Sequence[bool], at: int) -> int | None:
    """The line after `at` if it is the inserted article that follows the last one quoted up to `at`."""
    at_next = at + 1
    new = _INSERTED.match(texts[at_next]) if at_next < len(texts) else None
    while new and at >= 0 and flags[at]:
        if (last := _INSERTED.match(texts[at].lstrip(_OPENING + _STRAIGHT + " "))) is not None:
            follows = ALPHABET.find(new["suffix"]) == ALPHABET.find(last["suffix"]) + 1
            return at_next if follows and last["number"] == new["number"] else None
        at -= 1
    return None


def _ends_search(text: str, balance: tuple[bool, bool, bool]) -> bool:
    opens, closes, at_start = balance
    return opens or closes or at_start or _goes_on_amending(text)


def _goes_on_amending(text: str) -> bool:
    numbered = _NUMBERED.match(text)
    return bool(_END.match(text)) or bool(numbered and (numbered["article"] or _AMENDING.match(numbered["rest"])))


@dataclass
class _Quotation:
    """State of the quotation while lines go by: where the amending text stands and what is quoted."""

    open: bool = False
    article: int = 0  # last article of the amending text
    clause: int = 0  # last clause of it
    context: str = ""  # last line of the amending text
    inner_article: int = 0  # last article inside the quotation
    of_articles: bool = False  # the quotation began with an article or a larger unit

    def start(self, text: str) -> None:
        self.open, self.inner_article = True, 0
        opened = text[max(text.rfind(mark) for mark in _OPENING + _STRAIGHT) :] if ":" in text[:-1] else text
        self.of_articles = bool(_OUTER_HEADING.match(opened.strip() if opened else text))
        self.note_inner(opened.lstrip(_OPENING + _STRAIGHT + " "))

    def is_introduced(self) -> bool:
        """Whether the amending text's last line can introduce new text; elsewhere a lone mark is a slip."""
        return self.open or bool(_INTRODUCES.search(self.context[:250] + self.context[-20:]))

    def note_inner(self, text: str) -> None:
        numbered = _NUMBERED.match(text)
        if numbered and numbered["article"]:
            self.inner_article = int(numbered["number"])

    def note_outer(self, text: str, quoted: bool) -> None:
        if quoted or text[:1] in (*_OPENING, *_STRAIGHT):
            return
        self.context = text
        numbered = _NUMBERED.match(text)
        if not numbered:
            return
        number = int(numbered["number"])
        if numbered["article"]:
            self.article, self.clause = number, 0
        elif number == self.clause + 1:
            self.clause = number

    def left_by(self, text: str, unclosed: bool) -> bool:
        """Whether `text` can only be the amending text going on, its closing mark having been lost."""
        if _END.match(text) or _CODIFIED.match(text):
            return unclosed
        numbered = _NUMBERED.match(text)
        if not numbered:
            return False
        number, amending = int(numbered["number"]), bool(_AMENDING.match(numbered["rest"]))
        if not numbered["article"]:
            return amending and unclosed and number == self.clause + 1
        if number != self.article + 1:
            return False
        follows_quoted = self.inner_article + 1 == number
        return (amending and not follows_quoted) or (unclosed and (amending or not self.of_articles))


def _unclosed(balances: Sequence[tuple[bool, bool, bool]]) -> list[bool]:
    """For each line, whether no closing mark comes, from it on, before the next quotation opens."""
    flags: list[bool] = []
    lost = True
    for opens, closes, at_start in reversed(balances):
        lost = False if closes else lost or opens or at_start
        flags.append(lost)
    return flags[::-1]


def _balance(text: str) -> tuple[bool, bool, bool]:
    """(opens a quotation that goes on, has an unmatched closing mark, the opening mark is the first sign).

    An unmatched opening mark counts only at the start of the line or after a colon: elsewhere it is a term
    whose closing mark was forgotten.
    """
    open_at: list[int] = []
    closes = False
    for match in _MARK.finditer(text):
        if _is_opening(text, match.start(), bool(open_at)):
            open_at.append(match.start())
        elif open_at:
            open_at.pop()
        else:
            closes = True
    at_start = 0 in open_at and (text[1:].lstrip()[:1].isalnum() or len(text) == 1)  # "“" alone on its line
    after_colon = any(text[:at].rstrip().endswith((":", "sau")) for at in open_at)
    return at_start or after_colon, closes, at_start


def _is_opening(text: str, at: int, inside: bool) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    starts_word = (before.isspace() or before in "([:–-") and not after.isspace()
    ends_word = not before.isspace() and (after.isspace() or after in ".,;:)]…")
    if text[at] in _OPENING:
        return not (ends_word and not starts_word and inside)
    if text[at] in _CLOSING:
        return starts_word and after.isalnum() and not ends_word
    return starts_word if starts_word != ends_word else not inside
