"""Understanding a question: diacritics, shorthand, everyday words, provisions and dates it names.

Nothing here decides the answer; what was understood is shown to the user. Text of a question is data: it is
searched for and quoted to the model inside marks, never obeyed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from assistant.question.as_of import day_asked, without_times
from corpus.accents import AccentModel, lacks_accents
from corpus.diacritics import without_diacritics
from corpus.lexical import move_tones, terms
from corpus.numbers import find_numbers

TERMS = Path(__file__).with_name("terms.toml")
MAX_CHARACTERS = 2000  # longer questions are cut, with a notice

# Words that say nothing of the matter: question words and the courtesies of a chat.
_STOP_WORDS = """
    ai gì nào thì là có không được bị của và hoặc hay cho với về theo từ đến khi nếu mà ở tại trong ngoài trên
    dưới này kia đó ấy các những một hai mấy bao nhiêu lâu sao thế bây giờ nay hiện trước sau đây đâu vậy ạ
    nhé xin hỏi tôi mình chúng ta em anh chị phải cần muốn làm ra vào lên xuống đi lại còn đã đang sẽ rồi chưa
    như do bởi vì để
"""
_STOP = frozenset(_STOP_WORDS.split())

_SHORT_NUMBER = re.compile(
    r"\b(?P<kind>nghị định|nđ|luật|nghị quyết|nq|thông tư|tt)\s*(?:số\s*)?"
    r"(?P<number>\d+(?:\.\d+)?)(?:\s*/\s*(?P<year>\d{4}))?\b(?!/)",
    re.IGNORECASE,
)
_PROVISION = re.compile(
    r"(?:điểm\s+(?P<point>[a-zđ]{1,2})\s*,?\s*)?(?:khoản\s+(?P<clause>\d+[a-zđ]?)\s*,?\s*)?điều\s+(?P<article>\d+[a-zđ]?)\b",
    re.IGNORECASE,
)
_OLD_TIER = re.compile(r"\b(?:cấp huyện|huyện|quận|thị xã|thành phố thuộc tỉnh)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedProvision:
    """A provision that the question names; `document` None = only the article was named."""

    document: str | None
    article: str | None = None
    clause: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """`text` as typed, `understood` with diacritics and shorthand written out, `search`: its matter and legal terms.

    `as_of` is a date that the question itself sets; None if it names none.
    """

    text: str
    understood: str
    search: str
    named: tuple[NamedProvision, ...]
    as_of: date | None
    former_district: bool
    notices: tuple[str, ...] = ()

    @property
    def matter(self) -> str:
        """What is asked about, without the time that sets the day; by this clauses are looked for."""
        return without_times(self.understood) if self.as_of else self.understood


def understand(
    text: str, accents: AccentModel | None, numbers: frozenset[str] = frozenset(), today: date | None = None
) -> Question:
    """Read a question.

    Args:
        text: what the user typed.
        accents: restores missing diacritics; None leaves the text as it is.
        numbers: document numbers in the corpus, to complete short ones ("NĐ 151").
        today: the day from which "năm ngoái" counts.
    """
    notices = []
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if len(plain) > MAX_CHARACTERS:
        plain = plain[:MAX_CHARACTERS]
        notices.append(f"Câu hỏi quá dài, chỉ đọc {MAX_CHARACTERS} ký tự đầu.")
    understood = write_out(plain, accents)
    asked = day_asked(understood, today or date.today())
    if accents is not None and lacks_accents(plain):
        notices.append(f"Câu hỏi không dấu, được hiểu là: «{understood}»")
    if asked.notice:
        notices.append(asked.notice)
    return Question(
        text=plain,
        understood=understood,
        search=" ".join([without_times(understood) if asked.day else understood, *_legal_terms(understood)]),
        named=_named(understood, numbers),
        as_of=asked.day,
        former_district=bool(_OLD_TIER.search(understood)),
        notices=tuple(notices),
    )


def write_out(text: str, accents: AccentModel | None = None) -> str:
    """The text in one line with diacritics restored where there are none, and shorthand written out."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()[:MAX_CHARACTERS]
    if accents is not None and lacks_accents(plain):
        return _write_out(accents.restore(_write_out(plain, plain_form=True)))
    return _write_out(plain)


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str], dict[str, str], dict[str, str]]:
    words = tomllib.loads(TERMS.read_text(encoding="utf-8"))
    short, everyday = _flat(words["abbreviations"]), _flat(words["everyday"])
    plain = {without_diacritics(k): v for k, v in short.items() if len(k) > 2 or without_diacritics(k) == k}
    return _words(short), short, _words(everyday, overlapping=True), everyday, plain


def _flat(fields: dict[str, dict[str, str]]) -> dict[str, str]:
    """The entries of all fields, keys lower-case."""
    return {key.lower(): term for entries in fields.values() for key, term in entries.items()}


def _words(table: dict[str, str], overlapping: bool = False) -> re.Pattern[str]:
    """Whole words of the table, the longest first; group 1 holds them, read ahead if they may overlap."""
    keys = "|".join(_key(key) for key in sorted(table, key=len, reverse=True))
    whole = rf"({keys})(?![\w/-])"
    return re.compile(r"(?<![\w/-])(?<!điểm )" + (f"(?={whole})" if overlapping else whole), re.IGNORECASE)


def _key(key: str) -> str:
    """ "tt #" fits only before a number, "!# kg" only where none stands before it."""
    if key.endswith(" #"):
        return re.escape(key.removesuffix(" #")) + r"(?=\s*(?:số\s*)?\d)"
    return r"(?<!\d )" + re.escape(key.removeprefix("!# ")) if key.startswith("!# ") else re.escape(key)


def _write_out(text: str, plain_form: bool = False) -> str:
    pattern, table, _, _, plain = _terms()
    if plain_form:
        pattern, table = _words(plain), plain
    return pattern.sub(lambda m: _entry(table, m.group()), text)


def _entry(table: dict[str, str], found: str) -> str:
    key = found.lower()
    return next(table[form] for form in (key, f"{key} #", f"!# {key}") if form in table)


def _legal_terms(text: str) -> list[str]:
    """Terms of the everyday phrases; a phrase inside a longer one is not read."""
    _, _, pattern, table, _ = _terms()
    found: dict[str, None] = {}
    end = 0
    for match in pattern.finditer(move_tones(text.lower())):
        if match.end(1) > end:
            end = match.end(1)
            found.update(dict.fromkeys(_entry(table, match[1]).split("; ")))
    return [term for term in found if term.lower() not in text.lower()]


def _named(text: str, numbers: frozenset[str]) -> tuple[NamedProvision, ...]:
    """Provisions with the document after them (else the one before), then documents named without a provision."""
    documents = {start: number for start, _, number in find_numbers(text)}
    for match in _SHORT_NUMBER.finditer(text):
        documents.setdefault(match.start(), _complete(match["kind"], match["number"], match["year"], numbers))
    named: list[NamedProvision] = []
    owners = set()
    for match in _PROVISION.finditer(text):
        after = min((start for start in documents if start >= match.end()), default=None)
        before = max((start for start in documents if start < match.start()), default=None)
        owner = after if after is not None else before
        document = documents[owner] if owner is not None else None
        owners.add(document)
        named.append(NamedProvision(document or None, match["article"], match["clause"], match["point"]))
    named += [NamedProvision(d) for d in documents.values() if d and d not in owners]
    return tuple(dict.fromkeys(named))


def _complete(kind: str, number: str, year: str | None, numbers: frozenset[str]) -> str:
    """ "NĐ 151" → the newest decree number 151 in the corpus; as written if the corpus has none."""
    resolution = kind.lower() in {"nghị quyết", "nq"}
    mark = "NQ" if resolution else {"n": "NĐ", "l": "QH", "t": "TT"}[kind[0].lower()]
    found = [n for n in numbers if n.split("/")[0] == number and mark in n and (year is None or f"/{year}/" in n)]
    if found:
        return max(found, key=lambda n: n.split("/")[1])
    whole = {"NQ": "Nghị quyết", "NĐ": "Nghị định", "QH": "Luật", "TT": "Thông tư"}[mark]
    return f"{whole} {number}{f'/{year}' if year else ''}" if numbers else ""


def content_terms(text: str) -> frozenset[str]:
    """Syllables and bigrams of a question that say something of its matter."""
    return frozenset(t for t in terms(text) if not all(part in _STOP for part in t.split("_")))
