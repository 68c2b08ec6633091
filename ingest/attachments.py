"""An appendix that arrives in a file of its own belongs to its decree: the two are read as one document.

Offices keep "nghi-dinh-30-2020.docx" and "nghi-dinh-30-2020-phu-luc-1.doc" side by side; the second says
"(Kèm theo Nghị định số 30/2020/NĐ-CP …)" and has no article. Taken for another copy of the decree it would be
passed over as the thinner one, and its forms and tables would be lost.
"""

from __future__ import annotations

import re

from corpus.model import Document, ProvisionKind

_BEGINS = re.compile(r"\W*(?:Phụ lục|PHỤ LỤC|Mẫu|MẪU|Biểu mẫu|BIỂU MẪU)\b")
_OPENING = 400  # characters in which the title of an appendix and "(Kèm theo …)" stand


def is_attachment(document: Document) -> bool:
    """Is a text only an appendix: does it begin as one, and has it no article?"""
    kinds = {p.kind for p in document.provisions}
    return ProvisionKind.ARTICLE not in kinds and bool(_BEGINS.match(document.text))


def holds(document: Document, attachment: Document) -> bool:
    """Has a document this appendix already?"""
    opening = _bare(attachment.text[:_OPENING])
    return opening[: len(opening) // 2] in _bare(document.text)


def parts(present: Document, new: Document) -> tuple[Document, Document] | None:
    """Two files of one number in the order in which they make one document; None if they are copies of each other."""
    if not (is_attachment(new) or is_attachment(present)):
        return None
    first, second = (new, present) if is_attachment(present) and not is_attachment(new) else (present, new)
    return None if holds(first, second) else (first, second)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
