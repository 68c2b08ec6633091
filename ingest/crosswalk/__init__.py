"""Who decided before and who decides now: `rows` from the transfer decrees of the index, `export` as a table.

`places` finds the transferring provisions, `parties` names authorities as printed, `citing` the sector
law's provisions, `statements` (with `wording`) reads one sentence into `powers`, `transfers` puts lead-ins and
items together.
"""

from ingest.crosswalk.export import export
from ingest.crosswalk.model import CrosswalkRow, TransferKind
from ingest.crosswalk.transfers import rows, transfers

__all__ = ["CrosswalkRow", "TransferKind", "export", "rows", "transfers"]
