"""The regulations: domain model, numbers and citations, validity, catalogue, index, generations.

Ground floor of the house: nothing here imports `ingest`, `assistant` or `ui`.
"""
