"""What stands in the paper: read from an answer in the interface's form, checked and cleaned on the way in.

Places are named innermost first, documents by kind, number, day and issuer (decree 30/2020/NĐ-CP, appendix I part II).
A passage of a digest is marked as one wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.sheet.characters import one_line, plain
from assistant.sheet.naming import day_words, document_name, issued_words, place, read_day, short_place
from corpus.describe import capital
from corpus.errors import UsageError
from corpus.model import Metadata, Standing
from corpus.payloads import JsonObject

TITLE = "PHIẾU TRẢ LỜI"
DRAFT = "Bản nháp do phần mềm lập; người ký chịu trách nhiệm"
DIGEST = "BẢN TÓM TẮT, KHÔNG PHẢI VĂN BẢN CHÍNH THỨC"
SAMPLE = "VĂN BẢN MẪU, KHÔNG CÓ THẬT"
MARKS: dict[str, str] = {Standing.DIGEST: DIGEST, Standing.SAMPLE: SAMPLE}
ABSTAINED = (
    "Kho văn bản hiện có không đủ căn cứ để trả lời câu hỏi này. Các điều khoản dưới đây chỉ là điều khoản gần nhất, "
    "không dùng làm căn cứ."
)
EVIDENCE_ONLY = "Không có câu trả lời đã kiểm chứng; dưới đây là nguyên văn các điều khoản tìm được để đọc trực tiếp."
UNSURE_PART = "chưa đủ chắc, cần đọc các điều khoản dẫn dưới đây"
SEVERAL = "mỗi cơ quan, người nêu trên có thẩm quyền trong trường hợp ghi tại từng căn cứ"
SHOWN_WITHOUT_CLAIMS = 4  # clauses printed when nothing is claimed
WHOLE_CLAUSE = 2500  # characters up to which a cited clause is printed whole
NEARLY_ALL = 0.8
ITEMS = "abcdđeghiklmnopqrstuvxy"  # points as Vietnamese law letters them

Kind = Literal["heading", "body", "item", "quote", "fact", "note"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead`: stays on the page of what follows."""

    kind: Kind
    runs: tuple[Run, ...]
    lead: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Content:
    """The whole paper between the heading block and the signature; one that is not `signed` has neither."""

    subject: str
    paragraphs: tuple[Paragraph, ...]
    title: str = TITLE
    mark: str = DRAFT
    signed: bool = True


def read_answer(
    answer: JsonObject, documents: Mapping[str, Metadata] | None = None, today: date | None = None
) -> Content:
    """The paper's words.

    Args:
        answer: an answer in the interface's form (`assistant.interface.answer_dict`).
        documents: what the cited documents say of themselves, by number; a number not in it is given bare.
        today: the day the paper is made.

    Raises:
        UsageError: `answer` is not an answer.
    """
    if "claims" not in answer or "made_from" not in answer:
        raise UsageError("Không phải một câu trả lời", remedy="Dùng kết quả của `python -m assistant ask --json`.")
    day = read_day(answer.get("as_of"))
    names = documents or {}
    bases = list(_bases(answer, names))
    numbered = [
        ("Câu hỏi", _question(answer)),
        ("Thời điểm áp dụng pháp luật", [_body(f"Ngày {day_words(day)}.")]),
        ("Trả lời", list(_reply(answer, names))),
        (_bases_heading(answer, bases), bases),
        ("Lưu ý", list(_items(answer.get("notices") or ()))),
        ("Nguồn gốc của phiếu", list(_provenance(answer, today or date.today()))),
    ]
    paragraphs: list[Paragraph] = []
    for heading, under in ((h, u) for h, u in numbered if u):
        number = sum(p.kind == "heading" for p in paragraphs) + 1
        paragraphs += [Paragraph("heading", (Run(f"{number}. {heading}", bold=True),), lead=True), *under]
    return Content(f"Về thẩm quyền theo pháp luật có hiệu lực ngày {day_words(day)}", tuple(paragraphs))


def _body(text: str) -> Paragraph:
    return Paragraph("body", (Run(text),))


def _question(answer: JsonObject) -> list[Paragraph]:
    asked, understood = one_line(answer.get("question")), one_line(answer.get("understood"))
    said = [_body(f"“{asked or understood}”")]
    if asked and understood and asked.casefold().strip(" ?.") != understood.casefold().strip(" ?."):
        said.append(Paragraph("fact", (Run(f"Được hiểu là: “{understood}”", italic=True),)))
    return said


def _reply(answer: JsonObject, names: Mapping[str, Metadata]) -> Iterator[Paragraph]:
    if answer.get("status") == "abstained":
        yield _body(ABSTAINED)
        return
    authority = one_line(answer.get("authority"))
    parts = answer.get("parts") or ()
    if parts:
        yield _body("Thẩm quyền:")
        for part in parts:
            holders = "; ".join(one_line(name) for name in part["authorities"])
            label = Run(f"- {one_line(part['label'])}: ")
            yield Paragraph("body", (label, Run(f"{holders or UNSURE_PART}.", bold=bool(holders))))
    elif authority:
        several = f" ({SEVERAL})" if ";" in authority else ""
        yield Paragraph("body", (Run("Thẩm quyền: "), Run(authority, bold=True), Run(f"{several}.")))
    if before := one_line(answer.get("before")):
        yield _body(f"Trước khi chuyển giao: {before}.")
    if not answer["claims"]:
        yield _body(EVIDENCE_ONLY)
    for letter, claim in zip(ITEMS, answer["claims"], strict=False):
        bases = "; ".join(short_place(c, names) for c in claim.get("citations") or ())
        words = one_line(claim.get("text")).rstrip(" .;,:")
        yield Paragraph("item", (Run(f"{letter}) {words} "), Run(f"({bases})." if bases else ".", italic=True)))


def _bases_heading(answer: JsonObject, bases: Sequence[Paragraph]) -> str:
    if answer.get("status") == "abstained":
        return "Điều khoản gần nhất (không đủ làm căn cứ)"
    if not answer["claims"]:
        return "Điều khoản tìm được, trích nguyên văn"
    marked = any(run.bold for p in bases if p.kind == "quote" for run in p.runs)
    return f"Căn cứ, trích nguyên văn{' (in đậm: câu làm căn cứ)' if marked else ''}"


def _bases(answer: JsonObject, names: Mapping[str, Metadata]) -> Iterator[Paragraph]:
    """Every cited provision once, in the order of its first mention, with its own words."""
    evidence = {_key(hit): hit for hit in reversed(answer.get("evidence") or ())}
    cited: dict[tuple[str, str], list[JsonObject]] = {}
    for citation in (c for claim in answer["claims"] for c in claim.get("citations") or ()):
        cited.setdefault(_key(citation), []).append(citation)
    if not cited:
        cited = {_key(hit): [hit] for hit in (answer.get("evidence") or ())[:SHOWN_WITHOUT_CLAIMS]}
    mentioned: set[str] = set()
    for letter, (key, citations) in zip(ITEMS, cited.items(), strict=False):
        hit = evidence.get(key)
        yield _basis_head(letter, citations[0], names, full=key[0] not in mentioned)
        mentioned.add(key[0])
        if facts := _facts(citations[0], hit):
            yield Paragraph("fact", (Run(f"{facts}.", italic=True),), lead=True)
        lead = plain(str(hit.get("context") or "").partition("\n")[2]) if hit is not None else ""
        if lead and lead not in mentioned:
            yield Paragraph("fact", (Run(f"{lead} […]", italic=True),), lead=True)
            mentioned.add(lead)
        yield from _quotes(citations, hit)


def _basis_head(letter: str, citation: JsonObject, names: Mapping[str, Metadata], *, full: bool) -> Paragraph:
    """Where it stands; the document in full at its first mention."""
    short = document_name(citation, names)
    mark = MARKS.get(str(citation.get("standing")), "")
    where = f"{letter}) {capital(f'{place(citation)} {short}'.strip())}"
    more = issued_words(names.get(one_line(citation.get("document")))) if full else ""
    runs = (Run(where, bold=True), Run(f" {more}" if more else ""), Run(f" [{mark}]" if mark else "", bold=True))
    return Paragraph("item", tuple(run for run in runs if run.text), lead=True)


def _quotes(citations: Sequence[JsonObject], hit: JsonObject | None) -> Iterator[Paragraph]:
    """The clause whole where that is short enough, else only the quoted sentences."""
    quotes = list(dict.fromkeys(plain(c.get("quote")) for c in citations if c.get("quote")))
    whole = plain(hit.get("text")) if hit is not None else ""
    if whole and len(whole) <= WHOLE_CLAUSE and all(quote in whole for quote in quotes):
        yield Paragraph("quote", (Run("“"), *_marked(whole, quotes), Run("”")))
    else:
        yield from (Paragraph("quote", (Run(f"“{quote}”"),)) for quote in quotes or [whole])


def _marked(whole: str, quotes: Sequence[str]) -> Iterator[Run]:
    """The clause with the quoted sentences in bold, unless they are nearly all of it."""
    bold = [False] * len(whole)
    for quote in quotes:
        at = whole.find(quote)
        bold[at : at + len(quote)] = [True] * len(quote)
    if sum(bold) > NEARLY_ALL * len(whole):
        bold = [False] * len(whole)
    start = 0
    for end in range(1, len(whole) + 1):
        if end == len(whole) or bold[end] != bold[start]:
            yield Run(whole[start:end], bold=bold[start])
            start = end


def _facts(citation: JsonObject, hit: JsonObject | None) -> str:
    """Validity, page and, where the words come from an amending document, that document."""
    facts = []
    if hit is not None:
        start, end = read_day(hit.get("effective_from")), read_day(hit.get("effective_to"))
        facts.append(f"Hiệu lực từ ngày {day_words(start)}" if start else "Chưa rõ ngày có hiệu lực")
        facts.append(f"đến trước ngày {day_words(end)}" if end else "chưa ghi ngày hết hiệu lực")
    if citation.get("standing") != Standing.DIGEST and citation.get("page"):
        facts.append(f"trang {citation['page']}")
    return ", ".join(facts)


def _items(texts: Sequence[str]) -> Iterator[Paragraph]:
    yield from (Paragraph("item", (Run(f"- {one_line(text)}"),)) for text in texts)


def _provenance(answer: JsonObject, today: date) -> Iterator[Paragraph]:
    made = answer["made_from"]
    model, sha256 = one_line(made.get("model")), one_line(made.get("model_sha256"))
    read = sum(claim.get("by") == "structure" for claim in answer["claims"])
    withheld = len(answer.get("withheld") or ())
    sentences = (
        f"Câu trả lời: {read} câu đọc thẳng từ điều khoản, {len(answer['claims']) - read} câu do mô hình viết "
        f"và đã đối chiếu với điều khoản; {withheld} câu không khớp điều khoản đã bị loại."
    )
    lines = [
        f"Lập ngày {day_words(today)} bằng phần mềm Thẩm Quyền, thế hệ chỉ mục {made.get('generation')}.",
        f"Mô hình ngôn ngữ: {model}, phiên bản lời nhắc {one_line(made.get('prompt'))}."
        if model
        else "Không dùng mô hình ngôn ngữ.",
        *([f"SHA-256 của tệp mô hình: {sha256}."] if sha256 else []),
        *([one_line(made["notice"])] if made.get("notice") else []),
        *([sentences] if answer["claims"] or withheld else []),
    ]
    yield from (Paragraph("note", (Run(f"- {text}"),)) for text in lines)


def _key(citation: JsonObject) -> tuple[str, str]:
    return str(citation.get("document")), str(citation.get("provision"))
