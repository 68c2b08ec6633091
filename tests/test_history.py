"""What became of a document, told in the words of the law."""

from __future__ import annotations

import pytest

from assistant.notices.history import _listed
from corpus.model import Provision, ProvisionKind


def provision(id: str, kind: ProvisionKind, number: str) -> Provision:
    return Provision(id=id, kind=kind, number=number, heading="", text="", page=1, start=0, end=0)


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (
            [("art_4", ProvisionKind.ARTICLE, "4"), ("art_5__cl_1", ProvisionKind.CLAUSE, "1")],
            "Điều 4, một phần Điều 5",
        ),
        ([("app_I__part_V__cl_2", ProvisionKind.CLAUSE, "2")], "một phần Phụ lục I"),
        ([("app__cl_2", ProvisionKind.CLAUSE, "2")], "một phần Phụ lục"),
        ([("ch_II", ProvisionKind.CHAPTER, "II")], "Chương II"),
    ],
)
def test_what_ended(gone: list[tuple[str, ProvisionKind, str]], told: str) -> None:
    assert _listed([provision(*parts) for parts in gone]) == told
