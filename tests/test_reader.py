"""What a consolidated text is the text of."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Metadata
from corpus.reader import consolidated_laws

OLD = Metadata(
    "7/2019/QH19", "Luật", "Luật Bến bãi", "Quốc hội", effective_from=date(2020, 1, 1), short_title="Luật Bến bãi"
)
NEW = Metadata(
    "9/2029/QH19", "Luật", "Luật Bến bãi", "Quốc hội", effective_from=date(2030, 1, 1), short_title="Luật Bến bãi"
)


@pytest.mark.parametrize(
    ("issued", "law"), [(date(2029, 1, 1), OLD), (date(2031, 1, 1), NEW), (None, NEW), (date(2010, 1, 1), None)]
)
def test_the_newest_law_of_its_title_when_it_was_made(issued: date | None, law: Metadata | None) -> None:
    text = Metadata("3/VBHN-VPQH", "Văn bản hợp nhất", "LUẬT BẾN BÃI", "Văn phòng Quốc hội", issued=issued)
    assert consolidated_laws([OLD, NEW, text]) == ({"3/VBHN-VPQH": law.number} if law else {})


def test_a_text_of_another_title_is_of_none() -> None:
    assert consolidated_laws([OLD, Metadata("4/VBHN-VPQH", "Văn bản hợp nhất", "Luật Cầu đường", "")]) == {}
