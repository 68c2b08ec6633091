"""One file, or the part files of one decree, → a parsed Document."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.checksum import sha256_of
from corpus.model import Document, Metadata, SourceText
from corpus.settings import Settings
from ingest.clean import clean
from ingest.effects import find_effects
from ingest.metadata import read_metadata
from ingest.read import opening, read_file
from ingest.references import find_references
from ingest.structure import parse

_PART = re.compile(
    r"^(?P<stem>.+?)[-_ .]*(?:part|phần|phan|p)[-_ .]*(?P<number>\d{1,2})(?P<suffix>\.\w+)$", re.IGNORECASE
)


def group_parts(paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Part files of one decree ("151-2025-nd-cp-part-1.pdf", "…-part-2.pdf") together, in order; others alone."""
    parts: dict[tuple[str, str], list[tuple[int, Path]]] = defaultdict(list)
    groups: list[tuple[Path, ...]] = []
    for path in paths:
        match = _PART.match(path.name)
        if match:
            key = (str(path.parent / match["stem"]).lower(), match["suffix"].lower())
            parts[key].append((int(match["number"]), path))
        else:
            groups.append((path,))
    groups.extend(tuple(path for _, path in sorted(found)) for found in parts.values())
    return groups


def file_hash(paths: Sequence[Path]) -> str:
    """SHA-256 of a file's bytes; of several, the hash of their hashes in order.

    Raises:
        UnreadableFile: one is gone, or may not be read.
    """
    hashes = []
    for path in paths:
        with opening(path):
            hashes.append(sha256_of(path))
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def read_document(
    paths: Sequence[Path],
    settings: Settings,
    aliases: Mapping[str, str] | None = None,
    read: Callable[[Path], SourceText] | None = None,
) -> Document:
    """Read, clean, parse and understand one document; references are found but not yet resolved.

    Args:
        paths: one file, or the parts of one decree in order.
        aliases: names by which known laws are called → number, as read from the corpus.
        read: how a file is read; without it in this process, without limits of time and memory.

    Raises:
        FileError: a subclass says what is wrong with which file.
    """
    source = _join([read(path) if read else read_file(path, settings) for path in paths])
    text = clean(source)
    provisions = parse(text)
    metadata = read_metadata(text, provisions, source.front_matter, paths[0].name)
    document = Document(
        metadata=metadata,
        text=text.text,
        pages=text.pages,
        provisions=provisions,
        warnings=(*text.warnings, *_told(metadata)),
        file=paths[0].name,
        sha256=file_hash(paths),
    )
    return understood(document, aliases or {})


def understood(document: Document, aliases: Mapping[str, str]) -> Document:
    """The document with the effects and references that its text and provisions have by these names of laws."""
    effects = find_effects(document.text, document.provisions, document.metadata, aliases)
    references = find_references(document.text, document.provisions, document.metadata.number, aliases, effects)
    return replace(document, effects=effects, references=references)


def _told(metadata: Metadata) -> tuple[str, ...]:
    told = []
    if metadata.printed_title:
        told.append(
            f"Tên văn bản trong bản này bị nhận dạng sai chữ («{metadata.printed_title}»); đã sửa theo chữ trong thân."
        )
    if metadata.starts_with:
        told.append(
            f"Văn bản ghi có hiệu lực từ ngày {metadata.starts_with} có hiệu lực; ngày ấy lấy từ văn bản đó trong kho."
        )
    return tuple(told)


def _join(sources: Sequence[SourceText]) -> SourceText:
    if len(sources) == 1:
        return sources[0]
    confidences = tuple(c for s in sources for c in (s.confidences or (None,) * len(s.pages)))
    return SourceText(
        format=sources[0].format,
        pages=tuple(page for s in sources for page in s.pages),
        front_matter=sources[0].front_matter,
        confidences=confidences if any(c is not None for c in confidences) else (),
        warnings=tuple(w for s in sources for w in s.warnings),
    )
