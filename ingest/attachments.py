"""An appendix that arrives in a file of its own belongs to its decree: the two are read as one document.

Offices keep "nghi-dinh-30-2020.docx" and "nghi-dinh-30-2020-phu-luc-1.doc" side by side; the second says
"(Kèm theo Nghị định số 30/2020/NĐ-CP …)" and has no article. Taken for another copy of the decree it would be
passed over as the thinner one, and its forms and tables would be lost. A corrected appendix takes the place of the
one that was joined before, under whatever file name it comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from corpus.errors import FileError
from corpus.model import Document, ProvisionKind

Files = tuple[Path, ...]

_BEGINS = re.compile(r"\W*(?:Phụ lục|PHỤ LỤC|Mẫu|MẪU|Biểu mẫu|BIỂU MẪU)\b")
_OPENING = 400  # characters in which the title of an appendix and "(Kèm theo …)" stand
_RUN = 5  # words
_ALIKE = 0.5  # of an appendix's runs of words: so many in the other text, and the two are versions of one


def is_attachment(document: Document) -> bool:
    """Is a text only an appendix: does it begin as one, and has it no article?"""
    kinds = {p.kind for p in document.provisions}
    return ProvisionKind.ARTICLE not in kinds and bool(_BEGINS.match(document.text))


def holds(document: Document, attachment: Document) -> bool:
    """Has a document this appendix already, word for word or in another version?"""
    opening = _bare(attachment.text[:_OPENING])
    return opening[: len(opening) // 2] in _bare(document.text) or _is_version(document, attachment)


def parts(present: Document, new: Document) -> tuple[Document, Document] | None:
    """Two files of one number in the order in which they make one document; None if they are copies of each other."""
    if not (is_attachment(new) or is_attachment(present)):
        return None
    first, second = (new, present) if is_attachment(present) and not is_attachment(new) else (present, new)
    return None if holds(first, second) else (first, second)


def corrected(
    present: Document, new: Document, files_of: Callable[[Document], Files], read: Callable[[Files], Document]
) -> tuple[Files, str] | None:
    """Files of a decree with another version of one of its joined appendices in that one's place, and its name.

    None if `new` is no appendix, or none that was joined, or the same words once more.

    Args:
        files_of: the files that a document was read from, in order.
        read: reads files as one document.
    """
    if not is_attachment(new) or not holds(present, new):
        return None
    files = files_of(present)
    for at, path in enumerate(files[1:], start=1):
        try:
            old = read((path,))
        except FileError:  # the second part of the decree itself, which is nothing alone
            continue
        if is_attachment(old) and _is_version(old, new) and _bare(old.text) != _bare(new.text):
            return (*files[:at], *files_of(new), *files[at + 1 :]), old.file
    return None


def _is_version(document: Document, attachment: Document) -> bool:
    """Whether a text has the appendices and forms of another one, and most of its words."""
    if not _named(attachment) <= _named(document):
        return False
    own = _runs(attachment.text)
    return bool(own) and len(own & _runs(document.text)) >= _ALIKE * len(own)


def _named(document: Document) -> set[tuple[ProvisionKind, str]]:
    large = (ProvisionKind.APPENDIX, ProvisionKind.FORM)
    return {(p.kind, p.number.lower()) for p in document.provisions if p.kind in large}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
