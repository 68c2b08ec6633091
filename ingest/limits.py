"""What the resolutions that cut procedures take out of other texts without ending their provisions.

"Không thực hiện thủ tục A quy định tại Điều 12 Nghị định B": article 12 may hold more than procedure A, so it stays in
force and is shown with the sentence. Resolution 206/2025/QH15 lets the Government adjust laws and decrees so until 28
February 2027; what it adjusts stands in the sections of appendices, one sentence each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.citations import find_mentions
from corpus.locate import is_whole
from corpus.model import Effect, EffectKind, Provision, ProvisionKind
from ingest.clauses_of_effect import shorten
from ingest.frames import CHANGES, Context

_CUTS = re.compile(r"cắt giảm|đơn giản h(?:óa|oá)", re.IGNORECASE)
#: what ministries are to amend later, and lists of the appendices
_PROPOSED = re.compile(r"danh mục (?:các )?(?:văn bản|phụ lục)|đề xuất sửa đổi", re.IGNORECASE)
_OTHERWISE = r"thuộc thẩm quyền của|thực hiện nhiệm vụ, quyền hạn của|(?:được )?thực hiện (?:theo|như sau)"
_LIMITS = re.compile(
    r"^(?:(?:Không thực hiện|Phân quyền|Phân cấp|Điều chỉnh)\b"
    rf"|.*\bquy định tại\b.*\b(?:{_OTHERWISE}))",
    re.DOTALL,
)
_LABEL = re.compile(r"\s*(?:[IVXLC]+\.|[A-ZĐ]\.|\d{1,3}(?:\.\d{1,3})*\.|[a-zđ]\))\s*")
_SENTENCE_END = re.compile(r"(?<=[.:])\s+(?=[A-ZĐÀ-Ỹ])|\n")
_BROKEN = re.compile(r"(\b(?:Phần|Mục) [IVXLC]+), (?=Phụ lục\b)", re.IGNORECASE)  # "Phần VI, Phụ lục I" is one place
_AMENDING = re.compile(  # "… Luật Thú y được sửa đổi, bổ sung bởi Luật số 146/2025/QH15"
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?: một số điều)? (?:bởi|tại|theo|của)(?: các)?\s*$", re.IGNORECASE
)


def read_limits(context: Context, provisions: Sequence[Provision]) -> Iterator[Effect]:
    """One effect for each provision that a sentence in the appendices of such a resolution limits, in text order."""
    if not _CUTS.search(context.metadata.title) or CHANGES.match(context.metadata.title):
        return
    first: dict[str, int] = {}
    for provision in provisions:
        if provision.parent:
            first.setdefault(provision.parent, provision.start)
    for provision in provisions:
        if provision.id.startswith("app") and not _is_list(provision, context):
            own = context.text[provision.start : first.get(provision.id, provision.end)]
            for sentence in _SENTENCE_END.split(own[_label_end(own) :]):
                yield from _limited(sentence.strip(), provision, context)


def _is_list(provision: Provision, context: Context) -> bool:
    """Whether it is a form, or what only lists the texts that are to be amended."""
    around: Provision | None = provision
    while around is not None:
        if around.kind is ProvisionKind.FORM or _PROPOSED.search(around.heading):
            return True
        around = context.by_id.get(around.parent or "")
    return False


def _label_end(text: str) -> int:
    label = _LABEL.match(text)
    return label.end() if label else 0


def _limited(sentence: str, provision: Provision, context: Context) -> Iterator[Effect]:
    if "|" in sentence or not _LIMITS.match(sentence):
        return
    plain = _BROKEN.sub(r"\1 ", sentence)
    for mention in find_mentions(plain, context.names):
        target = mention.target
        named = target.document not in (None, context.metadata.number) and not is_whole(target)
        if named and not _AMENDING.search(plain[: mention.start]):
            yield Effect(EffectKind.LIMITS, target, provision.id, None, note=shorten(sentence))
