"""The state of the corpus for the administrator: what is in, what is in force, what is unknown, what was corrected."""

from __future__ import annotations

from datetime import date

from corpus.catalogue import CATALOGUE, Catalogue, DocumentRow
from corpus.generations import Generations
from corpus.model import Validity
from corpus.settings import Settings
from ingest.ledger import Ledger, read_ledger
from ingest.report import unknown


def status(settings: Settings, today: date) -> list[dict[str, object]]:
    """One entry a document, with whether it is in force on `today` (None = unknown).

    `unknown` names the metadata that could not be read; `corrections` are those made by hand that hold.
    """
    generations = Generations(settings.home)
    current = generations.current()
    if current is None:
        return []
    ledger = read_ledger(settings)
    catalogue = Catalogue(generations.path(current) / CATALOGUE)
    try:
        return [
            _entry(row, catalogue.validities(row.number) if row.active else None, ledger, today)
            for row in catalogue.documents()
        ]
    finally:
        catalogue.close()


def _entry(row: DocumentRow, validities: dict[str, Validity] | None, ledger: Ledger, today: date) -> dict[str, object]:
    meta = row.metadata
    start = meta.effective_from
    end = _end(validities) if validities is not None else meta.effective_to
    in_force = None if start is None else start <= today and (end is None or today < end)
    corrections = [
        {"field": c.field, "value": c.value, "before": c.before, "reason": c.reason, "by": c.by, "at": c.at}
        for c in ledger.active(row.number, row.standing)
    ]
    return {
        "number": row.number, "kind": meta.kind, "title": meta.title, "issuer": meta.issuer, "signer": meta.signer,
        "issued": meta.issued, "effective_from": start, "effective_to": end, "in_force": in_force,
        "standing": row.standing, "superseded": not row.active, "provisions": row.provisions, "chunks": row.chunks,
        "file": row.file, "sha256": row.sha256, "source": ledger.sources.get(row.sha256, ""),
        "published_in": meta.published_in, "warnings": row.warnings, "unknown": unknown(meta),
        "corrections": corrections,
    }  # fmt: skip


def _end(validities: dict[str, Validity]) -> date | None:
    """When the last provision of a document ends; None while one has no end."""
    ends = [v.end for provision, v in validities.items() if provision.startswith(("art_", "cl_", "body"))]
    return max((e for e in ends if e is not None), default=None) if ends and None not in ends else None
