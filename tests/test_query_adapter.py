"""The query adapter: its file, and that it changes nothing but the vectors of questions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus import settings as settings_module
from corpus.embedding import Embedder
from corpus.query_adapter import Adapter, applied, load, save

QUESTIONS = [
    "Nhà tôi muốn nuôi rồng cảnh trong vườn thì lên đâu xin phép?",
    "Thời hạn giải quyết hồ sơ mượn thang của hợp tác xã Mây Trắng là bao nhiêu ngày?",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    settings = settings_module.load()
    if not (settings.model_folder / "e5-small").is_dir():
        pytest.skip("no embedding model: run `python -m corpus.model_files fetch`")
    return Embedder(settings)


def test_a_file_gives_back_what_was_saved(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    changes = {
        name: (random.normal(size=(4, 6)).astype(np.float32), random.normal(size=(8, 4)).astype(np.float32))
        for name in ("9.attention.self.query", "10.output.dense")
    }
    save(Adapter("rồng/1", 2.0, changes), tmp_path / "adapter.safetensors")
    again = load(tmp_path / "adapter.safetensors")
    assert (again.base, again.scale, again.first_layer) == ("rồng/1", 2.0, 9)
    assert again.changes.keys() == changes.keys()
    for name, (down, up) in changes.items():
        np.testing.assert_allclose(again.changes[name][0], down, rtol=1e-3, atol=1e-3)
        np.testing.assert_allclose(again.changes[name][1], up, rtol=1e-3, atol=1e-3)


@pytest.mark.models
def test_the_adapter_is_of_the_model_that_comes_with_it(embedder: Embedder) -> None:
    assert load().base == embedder.version


@pytest.mark.models
def test_questions_move_and_stay_unit_vectors(embedder: Embedder) -> None:
    own, adapted = embedder.embed_queries(QUESTIONS), embedder.embed_queries_adapted(QUESTIONS)
    np.testing.assert_allclose(np.linalg.norm(adapted, axis=1), 1, atol=1e-5)
    cosines = (own * adapted).sum(axis=1)
    assert (cosines < 0.99).all()
    assert (cosines > 0.2).all()


@pytest.mark.models
def test_the_model_itself_is_not_changed(embedder: Embedder) -> None:
    before, passages = embedder.embed_queries(QUESTIONS), embedder.embed_passages(QUESTIONS)
    layer = embedder._model[0].auto_model.encoder.layer
    adapter = load()
    changed = applied(embedder._model[0], adapter).auto_model.encoder.layer
    assert changed[0] is layer[0]  # what lies below is shared
    name, (down, up) = next(iter(adapter.changes.items()))
    expected = layer.get_submodule(name).weight.float().detach().numpy() + adapter.scale * up @ down
    np.testing.assert_allclose(changed.get_submodule(name).weight.float().detach().numpy(), expected, atol=1e-2)
    np.testing.assert_array_equal(embedder.embed_queries(QUESTIONS), before)
    np.testing.assert_array_equal(embedder.embed_passages(QUESTIONS), passages)


@pytest.mark.models
def test_another_model_is_used_as_it_came(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import embedding

    other = Adapter("another/1", 1.0, load().changes)
    monkeypatch.setattr(embedding, "load_adapter", lambda: other)
    assert embedding._adapted(embedder._model[0], embedder.version) is embedder._model[0]
