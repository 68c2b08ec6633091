"""The regulations: domain model, numbers and citations, validity, catalogue, index, generations.

The lowest layer: nothing here imports `ingest`, `assistant` or `ui`.
"""
