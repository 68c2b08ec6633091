"""The packed weights of the embedding model, unpacked and converted: with a made-up model of one layer."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from registered_models import register, with_models

from corpus.convert_e5 import convert, read_packed
from corpus.errors import ModelFileError
from corpus.model_files import ensure_model, find_model
from corpus.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return with_models(tmp_path)


def _packed(rng: np.random.Generator) -> bytes:
    """A packed file of the e5 layout with one tiny layer; the first nibbles and scales are known."""
    hidden, feed, vocabulary, positions = 32, 64, 6, 8
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁xã", "▁huyện"]
    blob = "".join(pieces).encode()
    ends = np.cumsum([0] + [len(p.encode()) for p in pieces]).astype("<u4")
    quantised = {"emb.word": vocabulary * hidden, "l0.q.w": 1024, "l0.k.w": 1024, "l0.v.w": 1024, "l0.ao.w": 1024,
                 "l0.fi.w": 2048, "l0.fo.w": 2048}  # fmt: skip
    plain = {"emb.pos": positions * hidden, "emb.type": 64, "emb.ln.w": 32, "emb.ln.b": 32, "l0.fi.b": 64} | {
        f"l0.{n}": 32 for n in ("q.b", "k.b", "v.b", "ao.b", "aln.w", "aln.b", "fo.b", "oln.w", "oln.b")
    }
    head = b"E5S1" + struct.pack("<I7ifi", 1, hidden, 1, 2, feed, vocabulary, positions, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(blob)) + ends.tobytes()
    head += np.array([0, 0, 0, 0, -1.5, -2.5], "<f4").tobytes() + blob + struct.pack("<iI", 0, 0)
    directory_bytes = 4 + sum(2 + len(n) + 21 for n in quantised | plain)
    at, directory, body = len(head) + directory_bytes, struct.pack("<i", len(quantised | plain)), b""
    for name, count in (quantised | plain).items():
        if name in quantised:
            data = b"".join(struct.pack("<e", 0.5) + bytes([0xF0] * 16) for _ in range(count // 32))
        else:
            data = rng.normal(size=count).astype("<f4").tobytes()
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", name in quantised, count, at + len(body), len(data))
        body += data
    return head + directory + body


def test_packed_weights_are_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "packed.bin"
    file.write_bytes(_packed(np.random.default_rng(3)))
    model = read_packed(file)
    # nibble 0 in the low half: (0 - 8) / 2; nibble 15 in the high half: (15 - 8) / 2
    np.testing.assert_array_equal(model.tensors["emb.word"][:32], [-4.0] * 16 + [3.5] * 16)
    assert model.pieces[4:] == (("▁xã", -1.5), ("▁huyện", -2.5))
    assert model.eps == 1e-12
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(ModelFileError, match="bị hỏng hoặc thiếu phần cuối"):
        read_packed(file)
    file.write_bytes(b"GGUF")
    with pytest.raises(ModelFileError, match="E5S1"):
        read_packed(file)


def test_converted_folder_is_refused_when_changed(settings: Settings) -> None:
    packed = _packed(np.random.default_rng(3))
    file, sha = settings.model_folder / "packed.bin", hashlib.sha256(packed).hexdigest()
    file.write_bytes(packed)
    register(settings, "emb", kind="embedding", source="path", path=str(file), sha256=sha, converted="emb")
    folder = ensure_model("emb", settings)
    assert find_model("emb", settings).path == folder
    assert find_model("emb", settings).sha256 == sha
    first = (folder / "manifest.json").read_bytes()
    convert(file, folder, sha)
    assert (folder / "manifest.json").read_bytes() == first  # the conversion is deterministic
    (folder / "config.json").write_text("{}")
    with pytest.raises(ModelFileError, match=r"config\.json: SHA-256.*bản kê ghi.*Xóa thư mục"):
        find_model("emb", settings)
    convert(file, folder, sha)
    (folder / "more.json").write_text("{}")
    with pytest.raises(ModelFileError, match="thiếu hoặc thừa tệp"):
        find_model("emb", settings)
    manifest = json.loads(first) | {"converter": "e5-0"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelFileError, match="bởi phiên bản khác"):
        find_model("emb", settings)
    assert ensure_model("emb", settings) == folder  # converts again by itself
    assert find_model("emb", settings).made_by == "e5-1"
