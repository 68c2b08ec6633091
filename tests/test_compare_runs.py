"""Comparing two retrieval runs: paired differences, gained and lost questions, and the file that keeps a run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from small_corpus import TinyEmbedder

from assistant import __main__ as command
from assistant.evaluation import retrieval as evaluate
from assistant.evaluation.runs import compare, load_run, save_run
from corpus.errors import UsageError


def run(**values: float) -> dict[str, dict[str, float]]:
    return {question: {"MRR@10": value, "nDCG@10": value} for question, value in values.items()}


def test_differences_are_paired() -> None:
    before = {f"q{n}": {"MRR@10": float(n % 2)} for n in range(40)}
    now = {q: {"MRR@10": row["MRR@10"] + 0.01} for q, row in before.items()}
    told = compare(now, before)
    # Every question gained the same, so the paired interval has no width although the values differ widely.
    assert told["difference"] == {"MRR@10": {"mean": 0.01, "interval": (0.01, 0.01)}}


def test_the_interval_tells_chance_from_change() -> None:
    values = np.random.default_rng(1).normal(0, 0.3, 200)
    before = {f"q{n}": {"MRR@10": 0.5} for n in range(200)}
    noise = {f"q{n}": {"MRR@10": 0.5 + v - values.mean()} for n, v in enumerate(values)}
    better = {f"q{n}": {"MRR@10": 0.6 + v - values.mean()} for n, v in enumerate(values)}
    low, high = compare(noise, before)["difference"]["MRR@10"]["interval"]  # type: ignore[index]
    assert low < 0 < high
    low, high = compare(better, before)["difference"]["MRR@10"]["interval"]  # type: ignore[index]
    assert 0 < low < 0.1 < high


def test_gained_and_lost_questions_largest_change_first() -> None:
    told = compare(run(a=1, b=0.5, c=0.2, d=0.4), run(a=0, b=0.4, c=0.9, d=0.4))
    assert told["gained"] == [{"id": "a", "before": 0, "now": 1}, {"id": "b", "before": 0.4, "now": 0.5}]
    assert told["lost"] == [{"id": "c", "before": 0.9, "now": 0.2}]


def test_only_shared_questions_count_and_the_others_are_named() -> None:
    told = compare(run(a=1, new=0), run(a=0.5, gone=0))
    assert (told["questions"], told["only_now"], told["only_before"]) == (1, ["new"], ["gone"])
    assert told["difference"]["MRR@10"]["mean"] == 0.5  # type: ignore[index]
    with pytest.raises(UsageError):
        compare(run(a=1), run(b=1))


def test_a_kept_run_comes_back(tmp_path: Path) -> None:
    save_run(tmp_path / "kept.json", "toy", run(a=0.25, b=1))
    assert load_run(tmp_path / "kept.json", "toy") == run(a=0.25, b=1)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "Không tìm thấy"),
        ("{", "không phải kết quả đo"),
        ("[]", "không phải kết quả đo"),
        ('{"set": "toy", "questions": {"a": 1}}', "không phải kết quả đo"),
        ('{"set": "other", "questions": {}}', "«other»"),
    ],
)
def test_what_is_no_run_of_the_set_is_refused(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "kept.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        load_run(path, "toy")
    assert told in error.value.what


def test_saving_into_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        save_run(tmp_path / "none" / "kept.json", "toy", run(a=1))


def test_the_command_keeps_a_run_and_compares_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "toy"
    folder.mkdir()
    texts = {"t1": "Ủy ban cấp giấy phép thả diều.", "t2": "Sở Mây quản lý mây.", "t3": "Phí thả diều là 5 đồng."}
    rows = "\n".join(json.dumps({"id": i, "title": "", "text": t}, ensure_ascii=False) for i, t in texts.items())
    (folder / "corpus.jsonl").write_text(rows, encoding="utf-8")
    asked = {"q1": "Ai cấp giấy phép thả diều?", "q2": "Ai quản lý mây?"}
    rows = "\n".join(json.dumps({"id": i, "text": t}, ensure_ascii=False) for i, t in asked.items())
    (folder / "queries.jsonl").write_text(rows, encoding="utf-8")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tt1\t1\nq2\tt2\t1\n", encoding="utf-8")
    monkeypatch.setattr(evaluate, "Embedder", lambda settings: TinyEmbedder())
    kept = tmp_path / "kept.json"
    common = ["--home", str(tmp_path / "home"), "evaluate", "retrieval", str(folder)]
    assert command.main([*common, "--save", str(kept)]) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["queries"], first["acc@1"]) == (2, 1.0)
    assert "comparison" not in first
    run_before = json.loads(kept.read_text(encoding="utf-8"))
    run_before["questions"]["q2"] = {**run_before["questions"]["q2"], "acc@1": 0.0, "nDCG@10": 0.0}
    kept.write_text(json.dumps(run_before), encoding="utf-8")
    assert command.main([*common, "--baseline", str(kept)]) == 0
    comparison = json.loads(capsys.readouterr().out)["comparison"]
    assert comparison["difference"]["acc@1"]["mean"] == 0.5
    assert comparison["gained"] == [{"id": "q2", "before": 0.0, "now": 1.0}]
    assert comparison["lost"] == []
