"""Generations: publish is all or nothing, rollback, one writer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import BrokenIndex, Busy, UsageError
from corpus.generations import Generations, Manifest
from corpus.settings import PROJECT


def _manifest(number: int) -> Manifest:
    return Manifest(number, "2026-01-01T00:00:00+00:00", "add", "1", "1", "e5", 1, 2, 3)


def _publish(generations: Generations, keep: int = 3) -> int:
    building = generations.begin()
    (building / "data").write_text("x", encoding="utf-8")
    return generations.publish(building, _manifest(generations.next_number()), keep)


def test_publish_points_to_the_new_generation(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    assert generations.current() is None
    assert _publish(generations) == 1
    assert generations.current() == 1
    assert (generations.path(1) / "data").read_text(encoding="utf-8") == "x"
    assert generations.manifest(1).chunks == 3


def test_oldest_generations_go_beyond_keep(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for _ in range(5):
        _publish(generations, keep=2)
    assert generations.numbers() == [4, 5]


def test_rollback_and_publish_again_never_reuses_a_number(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    _publish(generations)
    assert generations.rollback() == 1
    assert generations.current() == 1
    assert _publish(generations) == 3
    assert generations.current() == 3


def test_a_second_rollback_never_serves_what_was_undone(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    _publish(generations)
    generations.rollback()
    assert _publish(generations) == 3  # over 1; 2 was undone
    assert generations.manifest(3).parent == 1
    assert generations.rollback() == 1


def test_what_was_undone_is_dropped_before_what_it_replaced(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    _publish(generations)
    generations.rollback()
    _publish(generations, keep=2)
    assert generations.numbers() == [1, 3]


def test_rollback_from_a_damaged_generation(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    _publish(generations)
    (generations.path(2) / "manifest.json").unlink()
    with pytest.raises(BrokenIndex, match="rollback"):
        generations.current()
    assert generations.rollback() == 1
    assert generations.current() == 1


def test_a_number_that_a_damaged_generation_has_is_not_given_again(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    _publish(generations)
    (generations.path(2) / "manifest.json").unlink()
    assert _publish(generations) == 3  # as a rebuild does
    assert generations.rollback() == 1
    assert _publish(generations) == 4


def test_a_damaged_generation_is_the_first_to_go(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for _ in range(3):
        _publish(generations)
    (generations.path(3) / "manifest.json").unlink()
    assert generations.rollback() == 2
    _publish(generations)
    assert generations.numbers() == [1, 2, 4]
    assert not generations.path(3).exists()


@pytest.mark.parametrize("content", [b"", b'{"generation": 2, "cre', b"[]", b'{"generation": 2}', b"\xff\xfe"])
def test_a_manifest_that_cannot_be_read_is_told_and_can_be_rolled_back(tmp_path: Path, content: bytes) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    _publish(generations)
    (generations.path(2) / "manifest.json").write_bytes(content)
    with pytest.raises(BrokenIndex, match=r"rollback.*rebuild"):
        generations.serving()
    assert generations.numbers() == [1]
    assert generations.rollback() == 1
    with pytest.raises(UsageError):
        generations.serve(2)


@pytest.mark.parametrize("content", ["", "zwei\n"])
def test_a_pointer_that_cannot_be_read_is_told_and_can_be_rolled_back(tmp_path: Path, content: str) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    (tmp_path / "CURRENT").write_text(content, encoding="utf-8")
    with pytest.raises(BrokenIndex, match="rollback"):
        generations.current()
    assert generations.rollback() == 1


def test_a_later_generation_can_be_served_again(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    _publish(generations)
    generations.rollback()
    generations.serve(2)
    assert generations.current() == 2
    with pytest.raises(UsageError):
        generations.serve(7)


def test_rollback_without_an_earlier_generation_is_refused(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    _publish(generations)
    with pytest.raises(UsageError):
        generations.rollback()


def test_left_over_building_is_removed(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    (generations.begin() / "half").write_text("x", encoding="utf-8")
    assert not any(generations.begin().iterdir())


def test_pointer_to_a_missing_generation_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("9\n", encoding="utf-8")
    with pytest.raises(BrokenIndex, match="rollback"):
        Generations(tmp_path).current()


_HOLDER = """
import sys, time
from pathlib import Path
from corpus.generations import Generations
with Generations(Path(sys.argv[1])).writer("nạp thử"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_second_writer_is_refused_by_name_and_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    pid = holder.pid
    with pytest.raises(Busy, match=f"nạp thử.*{pid}"), Generations(tmp_path).writer("khác"):
        pass
    holder.kill()
    holder.wait()
    with Generations(tmp_path).writer("sau"):
        told = json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))
        assert told["action"] == "sau"
