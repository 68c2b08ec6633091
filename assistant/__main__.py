"""Command line of the assistant: `python -m assistant search|ask|evaluate`.

With `--json` one JSON document goes to standard output (with `--batch` one a line), everything else to standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from tqdm import tqdm

from assistant.answer import Assistant, ClaimReady, EvidenceReady, Finished, Token
from assistant.evaluation.answers import evaluate_answers, summary
from assistant.evaluation.report import report
from assistant.evaluation.retrieval import evaluate_retrieval
from assistant.interface import answer_dict, hit_dict
from assistant.sheet import FORMATS, sheet
from corpus.errors import ThamQuyenError, UsageError
from corpus.payloads import dump
from corpus.progress import Progress
from corpus.settings import Settings, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = load(home=options.home)
        for result in COMMANDS[options.command](options, settings):
            print(dump(result), flush=True)
    except ThamQuyenError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        if options.json:
            print(dump({"error": error.what, "where": error.where, "remedy": error.remedy}))
        return error.exit_code
    return 0


def _search(options: argparse.Namespace, settings: Settings) -> Iterator[object]:
    assistant = Assistant.open(settings)
    for task in _tasks(options):
        started = time.monotonic()
        evidence = assistant.evidence(task["question"], _day(task.get("as_of")), options.k)
        result = {
            "hits": [hit_dict(h) for h in evidence.hits],
            "history": [hit_dict(h) for h in evidence.history],
            "confidence": evidence.confidence,
            "understood": evidence.question_understood,
            "as_of": evidence.as_of,
            "notices": evidence.notices,
            "milliseconds": round((time.monotonic() - started) * 1000, 1),
        }
        yield _named(task, result)


def _ask(options: argparse.Namespace, settings: Settings) -> Iterator[object]:
    export = _export_path(options)
    assistant = Assistant.open(replace(settings, evidence_count=options.k or settings.evidence_count))
    for task in _tasks(options):
        asked, previous = task["question"], _previous(task)
        events = assistant.answer(asked, _day(task.get("as_of")), use_model=not options.no_model, previous=previous)
        for event in events:
            if isinstance(event, Finished):
                result = answer_dict(event.answer, task["question"])
                if export is not None:
                    documents = {row.number: row.metadata for row in assistant.documents() if row.active}
                    export.write_bytes(sheet(result, export.suffix[1:].lower(), documents))
                yield _named(task, result)
            elif not options.batch and not options.json:
                _show(event)
    assistant.close()


def _export_path(options: argparse.Namespace) -> Path | None:
    """Where the answer sheet goes, checked before anything is asked."""
    if not options.export:
        return None
    path = Path(options.export)
    if options.batch:
        raise UsageError("--export chỉ dùng cho một câu hỏi", remedy="Bỏ --batch hoặc bỏ --export.")
    if path.suffix[1:].lower() not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise UsageError(f"Không xuất được tệp «{path.name}»", remedy=f"Đặt đuôi tệp là một trong: {known}.")
    if not path.parent.is_dir():
        raise UsageError("Thư mục để ghi phiếu trả lời không có", where=str(path.parent), remedy="Tạo thư mục trước.")
    return path


def _show(event: object) -> None:
    """For a person at a terminal: evidence at once, then what is written, on standard error."""
    if isinstance(event, EvidenceReady):
        for hit in event.evidence.hits[:4]:
            print(f"— {hit.chunk.context.splitlines()[0]}", file=sys.stderr)
    elif isinstance(event, Token):
        print(event.text, end="", file=sys.stderr, flush=True)
    elif isinstance(event, ClaimReady):
        print(f"\n✓ {event.claim.text}", file=sys.stderr)


def _evaluate(options: argparse.Namespace, settings: Settings) -> Iterator[object]:
    with _bar() as progress:
        if options.what == "retrieval":
            if len(options.path) != 1:
                raise UsageError("evaluate retrieval cần đúng một thư mục")
            yield evaluate_retrieval(
                Path(options.path[0]),
                settings,
                progress,
                baseline=Path(options.baseline) if options.baseline else None,
                save=Path(options.save) if options.save else None,
            )
            return
        kept = Path(options.keep) if options.keep else None
        files = [Path(path) for path in options.path]
        judged = evaluate_answers(files, settings, use_model=not options.no_model, kept=kept, progress=progress)
    if options.report:
        Path(options.report).write_text(report(judged), encoding="utf-8")
    yield summary(judged)


@contextmanager
def _bar() -> Iterator[Progress]:
    """One bar with the time left, on standard error."""
    with tqdm(file=sys.stderr, mininterval=0.5, unit="") as bar:

        def progress(stage: str, done: int, total: int) -> None:
            bar.total = total or None
            bar.set_description_str(stage[:48], refresh=False)
            bar.update(done - bar.n)

        yield progress


COMMANDS = {"search": _search, "ask": _ask, "evaluate": _evaluate}


def _tasks(options: argparse.Namespace) -> list[dict[str, str]]:
    if not options.batch:
        if not options.question:
            raise UsageError("Thiếu câu hỏi", remedy="Ghi câu hỏi, hoặc dùng --batch FILE.jsonl.")
        return [{"question": options.question, "as_of": options.as_of or ""}]
    path = Path(options.batch)
    if not path.is_file():
        raise UsageError("Không tìm thấy tệp câu hỏi", where=str(path))
    tasks = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            tasks.append({**told, "question": str(told["question"]), "as_of": told.get("as_of") or options.as_of or ""})
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"Dòng {number} không phải JSON có trường question", where=str(path)) from error
    return tasks


def _previous(task: dict[str, str]) -> Sequence[str]:
    """The earlier questions of the conversation, oldest first, where a batch line has them."""
    told: object = task.get("previous") or ()
    if isinstance(told, str) or not isinstance(told, Sequence):
        raise UsageError("Trường previous phải là danh sách câu hỏi", remedy='Ví dụ: "previous": ["Ai cấp sổ đỏ?"].')
    return [str(question) for question in told]


def _named(task: dict[str, str], result: dict[str, object]) -> dict[str, object]:
    return {"id": task["id"], **result} if "id" in task else result


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"Ngày «{text}» không đúng dạng năm-tháng-ngày", remedy="Ví dụ: 2025-09-15.") from error


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» không phải số nguyên từ 1 trở lên")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", help="một tài liệu JSON trên đầu ra chuẩn")
    common.add_argument("--home", help="thư mục chỉ mục, bộ nhớ đệm và tệp mô hình")
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Hỏi đáp về thẩm quyền")
    parser.add_argument("--json", action="store_true", default=False, help=argparse.SUPPRESS)
    parser.add_argument("--home", default=None, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for name, text in (("search", "tìm điều khoản"), ("ask", "hỏi")):
        command = commands.add_parser(name, help=text, parents=[common])
        command.add_argument("question", nargs="?", default="")
        command.add_argument("--as-of", default="", metavar="NGÀY", help="theo luật của ngày này (mặc định: hôm nay)")
        batch = "mỗi dòng {id, question, as_of?, previous?}"
        command.add_argument("--batch", default="", metavar="FILE.jsonl", help=batch)
        command.add_argument("-k", type=_count, metavar="SỐ", help="số điều khoản (mặc định: thiết lập evidence_count)")
        if name == "ask":
            command.add_argument("--no-model", action="store_true", help="chỉ nêu điều khoản, không viết câu trả lời")
            command.add_argument("--export", default="", metavar="FILE.docx|.pdf", help="ghi phiếu trả lời ra tệp")
    evaluate = commands.add_parser("evaluate", help="đo chất lượng", parents=[common])
    evaluate.add_argument("what", choices=["retrieval", "answers"])
    evaluate.add_argument("path", nargs="+", metavar="PATH", help="retrieval: một thư mục; answers: các tệp .jsonl")
    evaluate.add_argument("--no-model", action="store_true", help="answers: chỉ đọc thẩm quyền từ điều khoản")
    evaluate.add_argument("--report", default="", metavar="OUT.md", help="answers: báo cáo để người đọc từng câu")
    evaluate.add_argument(
        "--keep", default="", metavar="FILE.jsonl", help="answers: giữ từng câu trả lời, để chạy tiếp"
    )
    evaluate.add_argument("--save", default="", metavar="FILE.json", help="retrieval: giữ kết quả từng câu để so sau")
    evaluate.add_argument(
        "--baseline", default="", metavar="FILE.json", help="retrieval: so từng câu với lần đo đã giữ bằng --save"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
