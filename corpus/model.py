"""The domain model: what a regulation is made of, and what is said about it.

A *document* is a work, named by its number (số hiệu, "151/2025/NĐ-CP"). Its *provisions* (điều, khoản,
điểm, phụ lục …) are addressed by their legal path; each holds a character span of the document's clean
text. *Effects* are what one document does to another or to itself (amends, repeals, expires); from them
`corpus.validity` computes when each provision is in force. *Chunks* are what is embedded and found.

Dates are `datetime.date`. `effective_to` is exclusive: the first day NOT in force. `None` means unknown
or open, never a guess. Spans are half-open character offsets [start, end) into `Document.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ProvisionKind(StrEnum):
    """Levels of Vietnamese legislation (Law 64/2025/QH15 and decree 30/2020/NĐ-CP), outermost first."""

    PREAMBLE = "preamble"  # heading block and "Căn cứ …"
    ATTACHMENT = "attachment"  # quy chế, quy định, điều lệ "ban hành kèm theo": restarts article numbers
    APPENDIX = "appendix"  # Phụ lục
    FORM = "form"  # Mẫu số …
    PART = "part"  # Phần
    CHAPTER = "chapter"  # Chương
    SECTION = "section"  # Mục
    SUBSECTION = "subsection"  # Tiểu mục
    ARTICLE = "article"  # Điều
    CLAUSE = "clause"  # Khoản
    POINT = "point"  # Điểm
    SUBPOINT = "subpoint"  # "đ1)", gạch đầu dòng
    SIGNATURE = "signature"  # Nơi nhận, signature block


class Standing(StrEnum):
    """What a text is worth as a source."""

    OFFICIAL = "official"
    DIGEST = "digest"  # written by this project in its own words; points to the official text
    SAMPLE = "sample"  # plainly fictional, for tests


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the source: `number` from 1; span in the clean text; OCR confidence 0–1 if recognised."""

    number: int
    start: int
    end: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """One unit of a document's structure.

    `id` is the legal path, stable across re-ingestion: "art_5", "art_5__cl_1", "art_5__cl_1__pt_h",
    "art_16__cl_3__pt_đ__sp_đ2", "ch_IV", "ch_II__sec_1", "app_I", "app_I__part_V", "att_1__art_3__cl_2".
    Articles do not carry chapter or section in their id. A second unit with the same path gets "~2".
    `text` equals `document.text[start:end]` and includes the children; `heading` is the title only
    ("Thẩm quyền cấp Giấy chứng nhận", without "Điều 136."), whole even when it was broken over lines
    (white space collapsed); empty for clauses and points. `number` is as printed: "5", "4a", "đ", "IV".
    """

    id: str
    kind: ProvisionKind
    number: str
    heading: str
    text: str
    page: int
    start: int
    end: int
    parent: str | None = None  # id of the enclosing provision (chapter for an article, article for a clause)


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A place in a document, as a reference or an effect names it. None = not named at that level.

    `document` None means "this document". A Target with only `document` means the whole document.
    `other` keeps what has no field ("Mẫu số 14", "Phần IV", "Phụ lục I Phần V nội dung C Mục VII").
    """

    document: str | None = None
    part: str | None = None
    chapter: str | None = None
    section: str | None = None
    appendix: str | None = None
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    subpoint: str | None = None
    other: str | None = None


class EffectKind(StrEnum):
    """What a provision does to a text."""

    AMENDS = "amends"  # sửa đổi, bổ sung: new text for an existing provision
    INSERTS = "inserts"  # bổ sung … vào sau …: a new provision
    REPEALS = "repeals"  # bãi bỏ, hết hiệu lực
    REPLACES = "replaces"  # thay thế a whole document
    PHRASE = "phrase"  # thay cụm từ … bằng …, bỏ cụm từ
    EXPIRES = "expires"  # a text's own end, whole or in part ("được thực hiện đến trước ngày …")
    STARTS = "starts"  # a part's own later or earlier start
    KEEPS = "keeps"  # "tiếp tục thực hiện theo …": contradicts or limits another effect; shown, not applied
    LIMITS = "limits"  # "không thực hiện thủ tục … quy định tại …": takes something out of it; shown, not applied
    GUIDES = "guides"  # quy định chi tiết, hướng dẫn
    BASED_ON = "based_on"  # căn cứ


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect, read from `source` (a provision id of the acting document).

    `when` is the first day it acts (for EXPIRES and REPEALS: the first day the target is NOT in force).
    `exceptions` are carved out of `target` ("Điều 5, trừ điểm i khoản 1"). `new_text` is the quoted text
    that replaces or is added, as a span in the acting document's text. `note` is a short quote or remark.
    """

    kind: EffectKind
    target: Target
    source: str
    when: date | None
    exceptions: tuple[Target, ...] = ()
    new_text: tuple[int, int] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference found in the text: span in the document's text, enclosing provision, what it names."""

    start: int
    end: int
    source: str  # provision id
    target: Target
    resolved: str | None = None  # provision id in the target document, where the corpus has it


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. Unknown is None or "" and is listed for the administrator."""

    number: str
    kind: str  # "Luật", "Nghị định", "Nghị quyết", "Thông tư", "Quyết định", "Văn bản hợp nhất", "Công văn" …
    title: str
    issuer: str  # "Chính phủ", "Quốc hội", "Ủy ban nhân dân tỉnh Lào Cai" …
    signer: str = ""
    issued: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    standing: Standing = Standing.OFFICIAL
    published_in: str = ""  # place of publication of the official text
    short_title: str = ""  # "Luật Đất đai", as other texts call it
    overrides: bool = False  # has a clause by which it prevails over texts that differ
    printed_title: str = ""  # as the copy has it, where `title` is mended; else empty
    starts_with: str = ""  # number of the document on whose first day it begins, where its text names no day
    printed_start: date | None = None  # first day by its own text, where another text moved `effective_from`


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed regulation."""

    metadata: Metadata
    text: str
    pages: tuple[Page, ...]
    provisions: tuple[Provision, ...]  # document order, parents before children
    effects: tuple[Effect, ...] = ()
    references: tuple[Reference, ...] = ()
    warnings: tuple[str, ...] = ()
    file: str = ""  # name of the file as the administrator knows it
    sha256: str = ""  # of the file's bytes
    copies: tuple[tuple[str, str], ...] = ()  # (file, SHA-256) of other copies of the same text, passed over


@dataclass(frozen=True, slots=True)
class Validity:
    """When a provision's text is in force: [start, end); None = unknown start, open end.

    `ended_by` and `started_by` name the acting provision as (document number, provision id).
    `notes` are Vietnamese sentences for the reader (contradictions, "not consolidated", …).
    """

    start: date | None
    end: date | None
    started_by: tuple[str, str] | None = None
    ended_by: tuple[str, str] | None = None
    amended_by: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def in_force(self, day: date) -> bool:
        """True if the text is in force on `day`. An unknown start counts as in force before any end."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded and found: a clause or a point with its ancestry.

    `text` is the own text, a slice of the source document's text (`source_document`, [start, end)); it is
    what is quoted. `context` is ancestry and lead-in for reader and model; `found_by` is what the lexical index
    holds (ancestry + lead-in + text + headings of the provisions it refers to); `embedded` is what the vector is of
    (nearest heading + text): the words that all points of a decree share make their vectors alike.
    `source_document` differs from `document` when the text is an amended expression.
    """

    id: str  # content-addressed
    document: str
    provision: str
    article: str | None
    clause: str | None
    point: str | None
    text: str
    context: str
    found_by: str
    page: int
    start: int
    end: int
    source_document: str
    validity: Validity
    standing: Standing = Standing.OFFICIAL
    confidence: float | None = None  # OCR confidence of its pages, where recognised
    refers_to: tuple[tuple[str, str], ...] = ()  # (document, provision id) of the provisions its text refers to
    embedded: str = ""  # empty: the vector is that of `found_by`
    source_provision: str = ""  # provision id in `source_document` that brought the text, where it is an amendment

    @property
    def path(self) -> str:
        """The ancestry: "Nghị định 151/2025/NĐ-CP › Chương II › Điều 5. … › khoản 1"."""
        return self.context.partition("\n")[0]

    @property
    def lead(self) -> str:
        """The lead-in of the enclosing article and clause; empty if there is none."""
        return self.context.partition("\n")[2]


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found for a question. `score` is a similarity in [0, 1], higher is better; `rank` from 1."""

    rank: int
    score: float
    chunk: Chunk
    in_force: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """The provision a claim rests on, with the verbatim key sentence."""

    document: str
    provision: str
    article: str | None
    clause: str | None
    point: str | None
    quote: str
    page: int
    standing: Standing = Standing.OFFICIAL


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader gives: text page by page before cleaning, front matter if the file has one."""

    format: str  # "pdf", "docx", "html", "md", "txt", "doc", "rtf", "odt"
    pages: tuple[str, ...]
    front_matter: dict[str, object] = field(default_factory=dict)
    confidences: tuple[float | None, ...] = ()  # per page; empty if nothing was recognised
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanText:
    """NFC text without page furniture; `pages` map spans back to page numbers."""

    text: str
    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int:
        """Page number of the character at `offset`."""
        for page in reversed(self.pages):
            if offset >= page.start:
                return page.number
        return 1
