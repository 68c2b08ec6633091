"""What is in the index that serves: its documents, and which of them a number means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from corpus.catalogue import CATALOGUE, Catalogue
from corpus.errors import UsageError
from corpus.generations import Generations
from corpus.model import Document, Effect, Standing
from corpus.numbers import normalise_number
from corpus.settings import Settings

_NEAR = 5
Key = tuple[str, Standing]  # a document's number and standing, by which the index keeps it


def key_of(document: Document) -> Key:
    return document.metadata.number, document.metadata.standing


def load_documents(settings: Settings) -> list[Document]:
    """Documents of the generation that serves; none if there is no index yet."""
    generations = Generations(settings.home)
    current = generations.current()
    if current is None:
        return []
    with closing(Catalogue(generations.path(current) / CATALOGUE)) as catalogue:
        return catalogue.all_documents()


def active_documents(documents: Sequence[Document]) -> list[Document]:
    """One document a number: the official text before the digest, the digest before a sample."""
    rank = {Standing.OFFICIAL: 0, Standing.DIGEST: 1, Standing.SAMPLE: 2}
    best: dict[str, Document] = {}
    for document in sorted(documents, key=lambda d: rank[d.metadata.standing]):
        known = best.setdefault(document.metadata.number, document)
        best[document.metadata.number] = _with_known_dates(known, document)
    return sorted(best.values(), key=lambda d: d.metadata.number)


def _with_known_dates(official: Document, digest: Document) -> Document:
    """A date that the official file does not tell (a web copy without its head) is taken from the digest, and told."""
    lacking = {
        name: getattr(digest.metadata, name)
        for name in ("issued", "effective_from", "effective_to")
        if getattr(official.metadata, name) is None and official.metadata.effective_from is None
    }
    known = {name: value for name, value in lacking.items() if value is not None}
    if not known:
        return official
    told = f"Ngày lấy từ bản tóm tắt cùng số vì tệp không ghi: {', '.join(str(v) for v in known.values())}"
    return replace(
        official,
        metadata=replace(official.metadata, **known),
        effects=tuple(_dated(e, known.get("effective_from")) for e in official.effects),
        warnings=(*official.warnings, told),
    )


def _dated(effect: Effect, start: date | None) -> Effect:
    """An effect whose day was unknown because the document's own start was."""
    return replace(effect, when=start) if effect.when is None and start is not None else effect


def known_files(settings: Settings) -> set[str]:
    """SHA-256 of the files that are in the generation that serves."""
    generations = Generations(settings.home)
    current = generations.current()
    if current is None:
        return set()
    with closing(Catalogue(generations.path(current) / CATALOGUE)) as catalogue:
        return catalogue.file_hashes()


def known_number(number: str, documents: Iterable[Document]) -> str:
    """The number as the index spells it ("151/2025/nd-cp" is 151/2025/NĐ-CP).

    Raises:
        UsageError: no document of that number is in the index; near ones are named.
    """
    known = sorted({d.metadata.number for d in documents})
    if number in known:
        return number
    wanted = normalise_number(number)
    if wanted in known:
        return wanted
    near = near_numbers(wanted, known)
    told = f"Gần giống: {', '.join(near)}." if near else "Danh sách: `python -m ingest status`."
    raise UsageError(f"Không có văn bản số {number} trong chỉ mục", remedy=told)


def near_numbers(number: str, known: Sequence[str]) -> list[str]:
    """Up to five numbers like the one asked for: those of the same ordinal first, then those spelt alike."""
    ordinal = number.partition("/")[0]
    same = [k for k in known if k.partition("/")[0] == ordinal]
    return list(dict.fromkeys([*same, *get_close_matches(number, known, _NEAR, 0.6)]))[:_NEAR]
