"""The language of amendment: sentences that change a text, read into commands.

A command has a verb ("Sửa đổi, bổ sung", "Bổ sung", "Bãi bỏ", "Thay thế") and the places it acts on. Quoted text
is blanked out before reading (`ingest.quotations`), so that nothing inside it is taken for a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.citation_words import Names
from corpus.citations import Mention, mentions_at
from corpus.locate import is_whole
from corpus.model import EffectKind, Target
from ingest.listed import LIST_GAP, citation_list, complete
from ingest.phrases import NEXT_WORDS, WORDS, phrase_places
from ingest.quotations import BLANK, Quotation

Kind = EffectKind
_LABEL = (
    r"(?:^|(?<=\n))[\s*_#]*(?:(?:Điều\s+\d+[a-zđ]*|\d{1,3}[a-zđ]?)\s*\.|\d{1,3},|[a-zđ]{1,2}\d{0,2}\)|[-+–•]"
    r"|Chương\s+[IVXLC]+\b\.?\s*\n?)?[\s*_]*"
)
_VERBS = (
    (Kind.AMENDS, r"(?:Sửa\s+đổi\s*,?\s*(?:và\s+)?bổ\s+sung|Sửa\s+đổi|Đính\s+chính)"),
    (Kind.INSERTS, r"Bổ\s+sung(?:\s+thêm)?"),
    (Kind.REPEALS, r"(?:Bãi\s+bỏ|Hủy\s+bỏ|Huỷ\s+bỏ|Bỏ|Không\s+sử\s+dụng)"),
    (Kind.REPLACES, r"(?:Thay\s+thế(?:\s+cách\s+hiểu)?|Thay)"),
)
_VERB = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _VERBS) + r"(?=[\s,])", re.IGNORECASE)
_MORE_VERBS = re.compile(
    r"(?:\s*,\s*|\s+và\s+)(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|hủy\s+bỏ)(?!\w)", re.IGNORECASE
)
_FURTHER_VERB = re.compile(
    r"(?:;|(?<!sửa đổi),|\bvà)\s+(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế)(?!\w)", re.IGNORECASE
)
_ROW = re.compile(r"số\s+thứ\s+tự\s+\d+\s+$", re.IGNORECASE)  # of a table
_HEADING = re.compile(r"[\s*_#]*Điều\s+\d+[a-zđ]*\s*\.[^\n]*[^\s.;:]\s*\n\s*\S")
_FILLER = re.compile(
    r"\s+(?P<some>một\s+số\s+)?(?:(?:các|toàn\s+bộ|những)\s+)?"
    r"(?P<units>(?:(?:điều|khoản|điểm|nội\s+dung|quy\s+định|điều\s+khoản|phụ\s+lục|từ\s+ngữ|luật|nghị\s+định|nghị\s+quyết|chỉ\s+tiêu)"
    r"(?=\s*,\s*(?:khoản|điểm|cụm|mẫu|phụ|điều)\s*[,;]|\s+(?:của|tại|và|về|sau|có|khác|trong)|\s*,\s*(?:khoản|điểm|phụ\s+lục|mẫu|cụm\s+từ)\s+(?:của|tại)))?"
    r"(?:(?:\s*,\s*|\s+và\s+|\s+)(?:khoản|điểm|cụm\s+từ|mẫu|phụ\s+lục|điều)(?=\s*,|\s+(?:của|tại|và|ban)))*)"
    r"(?:\s*(?:có\s+)?liên\s+quan)?(?:\s*sau\s+đây)?\s*(?:(?:của|tại|trong)\s+)?(?:các\s+)?",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile(r"(?<!\w)(?:tại|trong|của|thuộc|ở)\s+(?:các\s+)?", re.IGNORECASE)
_INTO = re.compile(
    r"\s*(?:vào\s+(?:(?:ngay\s+)?(?:sau|trước|cuối|đầu)\s+)?|(?:sau|trước)\s+)(?:các\s+)?(?:cụm\s+từ\s+)?",
    re.IGNORECASE,
)
#: "Bổ sung Mục 2a vào sau Mục 2 Chương II": elsewhere the words "Mục 2a" alone name no place.
_NEW_SECTION = re.compile(
    r"Mục\s+(?P<number>\d{1,2}[a-zđ]?|[IVX]+[a-zđ]?)(?=\s+vào\s+(?:sau|trước)\s+Mục\s)", re.IGNORECASE
)
_NAME_OF_DOCUMENT = re.compile(
    r"\s+tên\s+(?:gọi\s+(?:của\s+)?)?(?:Luật|Nghị\s+định|Nghị\s+quyết|Thông\s+tư|Quyết\s+định)", re.IGNORECASE
)
_UNITS = re.compile(r"khoản|điểm|điều|từ|mẫu|phụ\s+lục", re.IGNORECASE)
_ABOUT = re.compile(
    r"\s*(?:các\s+|một\s+số\s+)?(?:quy\s+định|nội\s+dung|chỉ\s+tiêu)\s+(?:(?:có\s+)?liên\s+quan|về|của|tại)\s",
    re.IGNORECASE,
)
AS_FOLLOWS = re.compile(r"[^\n.;]{0,200}\bnhư\s+sau[ :]*(?:\n|$)")
_OPEN_EXCEPTION = re.compile(r"\btrừ\b[^:.]{0,60}:\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing done to one place. Offsets are into the region that was read.

    `some` is set by "một số": the sentence announces changes and is not itself one. `phrase` is set for words
    replaced, added or removed inside a provision. `replacement` is the place put there instead. `loose` is set where
    the place does not follow the verb: something in it is changed.
    """

    kind: EffectKind
    start: int
    end: int
    mention: Mention | None
    some: bool = False
    phrase: bool = False
    replacement: Mention | None = None
    piece: str = ""
    loose: bool = False


def read_commands(masked: str, names: Names, implied: EffectKind | None) -> list[Command]:
    """Commands of a region whose quotations are blank, in order.

    Args:
        implied: what a list item without a verb does, from the lead-in above it ("Bãi bỏ các quy định sau:").
    """
    found: list[Command] = []
    spans: list[tuple[int, int]] = []
    for verb in _VERB.finditer(masked):
        if any(start < verb.start() < end for start, end in spans):
            continue
        if _begins_command(masked, verb.start(), spans):
            commands = list(_after_verb(masked, verb, names))
            if commands:
                found += commands
                spans.append((verb.start(), max(command.end for command in commands)))
            elif not _MORE_VERBS.match(masked, verb.end()):
                kind, end = EffectKind[verb.lastgroup or "AMENDS"], _sentence_end(masked, verb.end())
                found += _of_a_part(masked, verb.start(), verb.end(), end, kind, names)
            spans.append((verb.start(), _verbs_end(masked, verb.end())))
    if implied is not None:
        taken = {masked.count("\n", 0, start) for start, _ in spans}
        for number, (start, end) in enumerate(_lines(masked)):
            if number not in taken and end > start:
                found += _implied(masked, start, end, names, implied)
    return sorted(found, key=lambda command: (command.start, command.end))


def _of_a_part(masked: str, start: int, at: int, end: int, kind: EffectKind, names: Names) -> Iterator[Command]:
    """A change of something that is no unit ("nội dung … quy định tại khoản 7 Điều 13"): a part of where it stands."""
    if _HEADING.match(masked, masked.rfind("\n", 0, start) + 1):
        return  # what the article is called; its sentences follow
    for match in _SOMEWHERE.finditer(masked, at, end):
        places = [m for m in mentions_at(masked, match.end(), names, end)[0] if not m.own and not is_whole(m.target)]
        if places:
            for mention in places:
                yield Command(kind, start, end, mention, piece="một phần", loose=True)
            return
    yield Command(kind, start, end, None, piece="một phần")


def sentences_of(commands: Sequence[Command], quotes: Sequence[Quotation], offset: int) -> list[list[Command]]:
    """Commands that share what is quoted after them: no quoted block stands between them.

    "Sửa đổi khoản 4 và bổ sung khoản 5 vào Điều 77 như sau: “…”" is one sentence of two commands.
    """
    blocks = [q.outer[0] - offset for q in quotes if q.block]
    found: list[list[Command]] = []
    for command in commands:
        last = found[-1][-1] if found else None
        if last is not None and not any(last.start < block < command.start for block in blocks):
            found[-1].append(command)
        else:
            found.append([command])
    return found


def _lines(masked: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in masked.split("\n"):
        label = re.match(_LABEL, line)
        start = at + (label.end() if label else 0)
        if _OPEN_EXCEPTION.search(line):
            yield start, len(masked)  # the exceptions stand on the lines that follow
            return
        yield start, at + len(line)
        at += len(line) + 1


def _begins_command(masked: str, at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a verb stands where a command can begin: after a label, or after another command in its line."""
    line_start = masked.rfind("\n", 0, at) + 1
    before = masked[line_start:at]
    if re.fullmatch(_LABEL, before):
        return masked[at : at + 1].isupper() or not before.strip()
    if not any(line_start <= start for start, _ in spans):
        return bool(re.search(r"[.;:]\s*$", before)) and masked[at].isupper()
    return bool(re.search(rf"(?:[.;,{BLANK}]|\bvà|đồng thời)\s*$", before))


def _verbs_end(masked: str, at: int) -> int:
    """Where a row of verbs ends ("Sửa đổi, bổ sung, bãi bỏ …")."""
    while (another := _MORE_VERBS.match(masked, at)) is not None:
        at = another.end()
    return at


def _after_verb(masked: str, verb: re.Match[str], names: Names) -> Iterator[Command]:
    kind = EffectKind[verb.lastgroup or "AMENDS"]
    at, end = verb.end(), _sentence_end(masked, verb.end())
    at, more = _verbs_end(masked, at), bool(_MORE_VERBS.match(masked, at))
    if WORDS.match(masked, at):
        yield from _phrases(masked, at, end, names, kind)
        return
    if _NAME_OF_DOCUMENT.match(masked, at):
        yield Command(kind, verb.start(), at + 4, None, piece="tên")
        return
    filler = _FILLER.match(masked, at)
    start, some = (
        (filler.end(), bool(filler["some"] or _UNITS.search(filler["units"])) or more) if filler else (at, more)
    )
    if kind is Kind.INSERTS and not more:
        yield from _insertions(masked, verb.start(), at, end, names, some)
        return
    words = NEXT_WORDS.search(masked, start, end)
    reach_end = words.start() if words else end
    stop = _instead(masked, start, reach_end) if kind is Kind.REPLACES else reach_end
    replacement = _replacement(masked, stop, reach_end, names)
    reach, partly = start, False
    for mention in citation_list(masked, start, stop, names):
        gap = masked[reach : mention.start]
        about = kind is Kind.REPEALS and reach == start and bool(_ABOUT.match(masked[verb.end() : mention.start]))
        partly = about or (partly and ";" not in gap)
        if reach > start and _FURTHER_VERB.search(gap):
            break
        if len(gap) > 8 and not about and (reach == start or kind is not Kind.REPEALS) and not LIST_GAP.search(gap):
            break
        reach = mention.end
        row = bool(_ROW.search(gap))
        piece = "một phần" if row or (partly and is_whole(mention.target)) else ""
        yield Command(kind, verb.start(), mention.end, mention, some, replacement=replacement, piece=piece)
    if words and reach > start:  # "Bãi bỏ Điều 50; cụm từ “A” tại khoản 5 Điều 52"
        yield from _phrases(masked, words.start(), end, names, kind)


def _replacement(masked: str, stop: int, end: int, names: Names) -> Mention | None:
    """What stands after "bằng" at `stop`; None if nothing does."""
    if stop >= end:
        return None
    return next(iter(mentions_at(masked, _skip(masked, stop + 5, end), names, end)[0]), None)


def _insertions(masked: str, start: int, at: int, end: int, names: Names, some: bool) -> Iterator[Command]:
    """ "Bổ sung khoản 5 vào sau khoản 4 Điều 9": the new units stand in what the anchor stands in."""
    filler = re.compile(r"\s+(?P<some>một\s+số\s+\w+\s+)?(?:các\s+)?(?:của\s+)?", re.IGNORECASE).match(masked, at)
    begin = filler.end() if filler else at
    new, stop = mentions_at(masked, begin, names, end)
    section = _NEW_SECTION.match(masked, begin, end)
    if not new and section:
        new, stop = [Mention(begin, section.end(), Target(section=section["number"]))], section.end()
    if not new:
        anchor_at = re.compile(r"[^.;\n]{0,60}?\bvào\b", re.IGNORECASE).match(masked, at, end)
        stop = anchor_at.end() - 4 if anchor_at else at
    into = _INTO.match(masked, stop, end)
    anchor = mentions_at(masked, into.end(), names, end) if into else ([], stop)
    if not new:
        for mention in anchor[0]:
            yield Command(Kind.INSERTS, start, mention.end, mention, some, piece="đoạn")
        return
    outer = anchor[0][-1] if anchor[0] else None
    for mention in new:
        if outer is not None:
            target = complete(mention.target, outer.target)
            mention = replace(mention, target=target, own=mention.own or outer.own)
        yield Command(
            Kind.INSERTS, start, max(mention.end, anchor[1]), mention, some or bool(filler and filler["some"])
        )


def _phrases(masked: str, at: int, end: int, names: Names, kind: EffectKind) -> Iterator[Command]:
    for first, last, mention in phrase_places(masked, at, end, names):
        yield Command(kind, first, last, mention, phrase=True)


def _implied(masked: str, start: int, end: int, names: Names, kind: EffectKind) -> Iterator[Command]:
    """A list item without a verb under a lead-in that has one."""
    if masked[start] == BLANK or WORDS.match(" " + masked[start:end]):
        yield from _phrases(masked, start, end, names, kind)
        return
    stop = _instead(masked, start, end) if kind is Kind.REPLACES else end
    replacement = _replacement(masked, stop, end, names)
    head = re.compile(r"(?:các\s+|quy\s+định\s+tại\s+|toàn\s+bộ\s+|nội\s+dung\s+)?", re.IGNORECASE).match(masked, start)
    first = head.end() if head else start
    listed = mentions_at(masked, first, names, stop)[0]
    if not listed and stop < end:
        yield from _of_a_part(masked, start, first, stop, kind, names)
    if not listed or (kind is Kind.REPLACES and stop == end and not is_whole(listed[0].target)):
        return
    for mention in citation_list(masked, first, stop, names):
        yield Command(kind, start, mention.end, mention, replacement=replacement)


def _instead(masked: str, start: int, end: int) -> int:
    """Where "bằng …" begins, or `end`."""
    match = re.compile(r"\s(?:tương ứng\s+)?(?:bằng|thành)\s", re.IGNORECASE).search(masked, start, end)
    return match.start() if match else end


def _skip(masked: str, at: int, end: int) -> int:
    match = re.compile(r"\s*(?:bằng\s+)?(?:các\s+)?", re.IGNORECASE).match(masked, at, end)
    return match.end() if match else at


def _sentence_end(masked: str, at: int) -> int:
    """End of the sentence that goes on at `at`: the paragraph's end, or a full stop before a capital."""
    stop = masked.find("\n", at)
    stop = len(masked) if stop < 0 else stop
    full = re.compile(r"[.]\s+(?=[A-ZĐÀ-Ỹ])").search(masked, at, stop)
    return full.start() if full else stop
