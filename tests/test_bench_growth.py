"""Synthetic copies of a corpus: each turn is a corpus of its own, as connected as the first."""

from __future__ import annotations

from bench.growth import build, copied, with_it_again, without_one
from corpus.catalogue import Catalogue
from corpus.generations import Generations
from corpus.settings import Settings
from ingest.serving import load_documents

FIRST, SECOND = "901/2099/NĐ-CP", "902/2099/NĐ-CP"


def test_a_copy_refers_to_the_copies_of_its_turn(indexed: Settings) -> None:
    documents = load_documents(indexed)
    numbers = frozenset(d.metadata.number for d in documents)
    assert copied(documents[1], 0, numbers) is documents[1]
    copy = copied(documents[1], 3, numbers)
    assert copy.metadata.number == f"30000{SECOND}"
    assert {e.target.document for e in copy.effects if e.target.document} == {f"30000{FIRST}"}
    assert copy.provisions == documents[1].provisions
    assert copy.sha256 != documents[1].sha256


def test_the_parts_publish_what_they_say(indexed: Settings, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    many = Settings(home=tmp_path_factory.mktemp("many"))
    assert build(indexed, many, 3)["documents"] == 6
    ended = Catalogue(many.home / "generations/000001/catalogue.sqlite").validity(f"20000{FIRST}", "art_2__cl_1__pt_a")
    assert ended is not None
    assert ended.ended_by == (f"20000{SECOND}", "art_2__cl_2__pt_a")
    without_one(many)
    assert Generations(many.home).serving().documents == 5
    with_it_again(indexed, many, 3)
    assert Generations(many.home).serving().documents == 6
