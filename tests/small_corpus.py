"""A tiny embedder and two small fictional decrees, for tests that index without the model files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from corpus.lexical import terms
from corpus.settings import Settings

DIMENSIONS = 384


class TinyEmbedder:
    """Bag of hashed syllables and bigrams: near texts share words. Deterministic, instant, offline.

    It stands for the model and for the process that ingestion opens it in.
    """

    version = "tiny/1"
    dimension = DIMENSIONS
    max_tokens = 512

    def __init__(self, settings: Settings | None = None) -> None:
        self.embedded = 0  # passages embedded so far

    def __enter__(self) -> TinyEmbedder:
        return self

    def __exit__(self, *error: object) -> None: ...

    def start(self) -> None: ...

    def embed_queries(self, queries: Sequence[str]) -> np.ndarray:
        return np.stack([self._vector(text) for text in queries]) if queries else np.zeros((0, DIMENSIONS), np.float32)

    def embed_queries_adapted(self, queries: Sequence[str]) -> np.ndarray:
        return self.embed_queries(queries)

    def embed_passages(self, passages: Sequence[str], progress: object = None) -> np.ndarray:
        self.embedded += len(passages)
        return self.embed_queries(passages)

    @staticmethod
    def _vector(text: str) -> np.ndarray:
        vector = np.full(DIMENSIONS, 0.15, dtype=np.float32)  # unrelated texts are not orthogonal, as with e5
        for term in terms(text):
            vector[int.from_bytes(hashlib.md5(term.encode()).digest()[:4], "big") % DIMENSIONS] += 1.0
        return vector / np.linalg.norm(vector)


def embed_with(tiny: TinyEmbedder, patch: pytest.MonkeyPatch) -> None:
    """Put the tiny embedder in the place of the real one, where ingestion would load it."""
    for place in ("publish.EmbeddingProcess", "administer.EmbeddingProcess", "verify.Embedder"):
        patch.setattr(f"ingest.{place}", lambda settings: tiny)


OLD = """---
number: 901/2099/NĐ-CP
kind: Nghị định
title: Phân định thẩm quyền về cây xanh (văn bản giả định để kiểm thử)
issuer: Chính phủ
issued: 2025-06-01
effective_from: 2025-07-01
standing: sample
---
Chương I
PHÂN ĐỊNH THẨM QUYỀN
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định thẩm quyền về cây xanh đô thị.
Điều 2. Thẩm quyền chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã
1. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:
a) Cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học;
b) Cấp giấy phép dịch chuyển cây xanh trên vỉa hè.
2. Ủy ban nhân dân cấp tỉnh quyết định danh mục cây cổ thụ trong thời hạn 15 ngày làm việc.
Điều 3. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.
"""
NEW = """---
number: 902/2099/NĐ-CP
kind: Nghị định
title: Phân cấp về cây xanh (văn bản giả định để kiểm thử)
issuer: Chính phủ
issued: 2026-01-10
effective_from: 2026-02-01
effective_to: 2027-03-01
standing: sample
---
Chương I
PHÂN CẤP THẨM QUYỀN
Điều 1. Cấp giấy phép cây xanh
Sở Xây dựng cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 02 năm 2026.
2. Các quy định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:
a) Điểm a khoản 1 Điều 2 Nghị định số 901/2099/NĐ-CP.
"""
