"""Command line of ingestion: `python -m ingest add PATH…`, `status`, `read FILE` and so on.

With `--json` one JSON document goes to standard output and everything else to standard error.
Exit codes: 0 all well, 2 usage, 3 some files failed (the rest is in); others in `corpus.errors`.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from corpus.errors import ThamQuyenError, UsageError
from corpus.payloads import dump
from corpus.settings import Settings, load
from ingest import administer, fetch, relations
from ingest.correct import FIELDS
from ingest.document import group_parts, read_document
from ingest.logged import log_done, log_failed
from ingest.terminal import ask, bar, show_plan
from ingest.verify import verify

# A corpus is half a million objects without cycles; looking through them again and again took a tenth of a command.
_COLLECTED = (200_000, 20, 100)
Command = Callable[[argparse.Namespace, Settings], tuple[object, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    gc.set_threshold(*_COLLECTED)
    settings = None
    try:
        settings = load(home=options.home)
        result, code = COMMANDS[options.command](options, settings)
        log_done(options, settings, result)
    except ThamQuyenError as error:
        if settings is not None:
            log_failed(options, settings, error)
        print(f"Lỗi: {error}", file=sys.stderr)
        if options.json:
            print(dump({"error": error.what, "where": error.where, "remedy": error.remedy}))
        return error.exit_code
    if options.json:
        print(dump(result))
    elif result is not None:
        print(json.dumps(json.loads(dump(result)), ensure_ascii=False, indent=1))
    return code


def _add(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    with bar() as progress:
        report = administer.add([Path(p) for p in options.paths], settings, progress)
    _tell(report)
    return report.as_dict(), 3 if report.failed else 0


def _fetch(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    with bar() as progress:
        fetched = fetch.fetch(options.urls, settings, progress)
    _tell(fetched.report)
    return fetched.as_dict(), 3 if fetched.report.failed else 0


def _tell(report: administer.AddReport) -> None:
    for failed in report.failed:
        print(f"Không nạp được {failed.file}: {failed.error} {failed.remedy}", file=sys.stderr)
    print(
        f"Thế hệ {report.generation}: thêm {len(report.added)}, không đổi {len(report.unchanged)}, "
        f"lỗi {len(report.failed)}, {report.seconds:.1f} giây",
        file=sys.stderr,
    )


def _sync(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    person = sys.stdin.isatty() and not options.json

    def confirm(plan: administer.Plan) -> bool:
        show_plan(plan)
        return options.apply or (person and ask("Thực hiện kế hoạch này?"))

    with bar() as progress:
        report = administer.sync(Path(options.folder), settings, confirm, progress)
    if not report.applied:
        print("Chưa thực hiện gì. Thực hiện: thêm --apply.", file=sys.stderr)
    elif report.plan.changes:
        print(f"Đã thực hiện: thế hệ {report.generation}. Hoàn tác: python -m ingest rollback", file=sys.stderr)
    else:
        print("Chỉ mục đã khớp với thư mục.", file=sys.stderr)
    return report.as_dict(), 3 if report.plan.failed else 0


def _correct(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    number, field = options.number, options.field
    if not options.undo and options.value is None:
        raise UsageError("Thiếu --value", where=number, remedy="Ghi giá trị đúng, hoặc --undo để bỏ lần sửa.")
    with bar() as progress:
        if options.undo:
            done = administer.undo(number, field, settings, options.by, progress)
        else:
            done = administer.correct(number, field, options.value, options.reason, settings, options.by, progress)
    print(
        f"{done.document}: {done.field} nay là «{done.value or 'không rõ'}», trước là «{done.before or 'không rõ'}». "
        f"Bỏ lần sửa: python -m ingest correct {done.document} --field {done.field} --undo",
        file=sys.stderr,
    )
    return done, 0


def _read(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    paths = [Path(p) for p in options.paths]
    document = read_document(group_parts(paths)[0], settings)
    return {
        "document": document.metadata.number,
        "metadata": document.metadata,
        "provisions": [
            {k: v for k, v in asdict(p).items() if k != "parent"} | {"parent": p.parent} for p in document.provisions
        ],
        "pages": [asdict(p) for p in document.pages],
        "text": document.text,
        "effects": [asdict(e) for e in document.effects],
        "warnings": document.warnings,
    }, 0


def _status(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    return administer.status(settings, options.as_of or date.today()), 0


def _remove(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    with bar() as progress:
        done = administer.remove(options.number, settings, progress)
    print(f"Đã bỏ {options.number}. Hoàn tác: python -m ingest rollback", file=sys.stderr)
    return {"generation": done, "removed": options.number, "undo": "python -m ingest rollback"}, 0


def _rollback(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    return {"generation": administer.rollback(settings)}, 0


def _rebuild(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    with bar() as progress:
        report = administer.rebuild(settings, progress)
    for note in report.notes:
        print(f"Lưu ý: {note}", file=sys.stderr)
    return report.as_dict(), 3 if report.failed else 0


def _verify(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    result = verify(settings)
    return result.as_dict(), 1 if result.problems else 0


def _relations(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    return relations.rows(settings, options.number), 0


def _crosswalk(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    from ingest import crosswalk  # half a second of patterns and table writers that no other command needs

    table = crosswalk.export(settings, options.format, Path(options.output) if options.output else None)
    if isinstance(table, str) and not options.json:
        sys.stdout.write(table)
        return None, 0
    return table, 0


COMMANDS: dict[str, Command] = {
    "add": _add,
    "sync": _sync,
    "fetch": _fetch,
    "correct": _correct,
    "read": _read,
    "status": _status,
    "remove": _remove,
    "rollback": _rollback,
    "rebuild": _rebuild,
    "verify": _verify,
    "relations": _relations,
    "crosswalk": _crosswalk,
}


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", help="một tài liệu JSON trên đầu ra chuẩn")
    common.add_argument("--home", help="thư mục chỉ mục, bộ nhớ đệm và tệp mô hình")
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Nạp văn bản pháp luật vào chỉ mục")
    parser.add_argument("--json", action="store_true", default=False, help=argparse.SUPPRESS)
    parser.add_argument("--home", default=None, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, parents=[common])

    command("add", "nạp tệp hoặc thư mục").add_argument("paths", nargs="+", metavar="PATH")
    folder = command("sync", "làm chỉ mục khớp với thư mục: xem kế hoạch, rồi thực hiện")
    folder.add_argument("folder", metavar="THƯ_MỤC")
    folder.add_argument("--apply", "--yes", action="store_true", help="thực hiện không hỏi")
    command("fetch", "tải từ trang chính thức rồi nạp").add_argument("urls", nargs="+", metavar="URL")
    correction = command("correct", "sửa tay một thông tin của văn bản, giữ lý do")
    correction.add_argument("number", metavar="SỐ_HIỆU")
    correction.add_argument("--field", required=True, choices=FIELDS)
    correction.add_argument("--value", default=None, help="giá trị đúng; ngày viết 2025-07-01; trống: không rõ")
    correction.add_argument("--reason", default="", help="căn cứ của việc sửa (bắt buộc)")
    correction.add_argument("--by", default="", help="người sửa; mặc định: người dùng của máy")
    correction.add_argument("--undo", action="store_true", help="bỏ lần sửa gần nhất của trường này")
    command("read", "đọc một tệp, không nạp").add_argument("paths", nargs="+", metavar="FILE")
    status = command("status", "văn bản trong chỉ mục")
    status.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="NGÀY")
    command("remove", "bỏ một văn bản (hoàn tác bằng rollback)").add_argument("number", metavar="SỐ_HIỆU")
    command("rollback", "quay lại thế hệ chỉ mục trước")
    command("rebuild", "lập lại chỉ mục từ các tệp gốc đã lưu")
    command("verify", "kiểm tra chỉ mục")
    command("relations", "văn bản nào sửa đổi, thay thế, bãi bỏ văn bản nào").add_argument("number", nargs="?")
    table = command("crosswalk", "bảng thẩm quyền trước và nay")
    table.add_argument("--format", choices=["json", "csv", "xlsx"], default="json")
    table.add_argument("--output", metavar="TỆP", help="tệp để ghi (bắt buộc với xlsx)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
