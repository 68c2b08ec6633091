"""Command line of ingestion: `python -m ingest add PATH…`, `status`, `read FILE` and so on.

With `--json` one JSON document goes to standard output and everything else to standard error.
Exit codes: 0 all well, 2 usage, 3 some files failed (the rest is in); others in `corpus.errors`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from corpus.catalogue import dump
from corpus.errors import ThamQuyenError
from corpus.settings import Settings, load
from ingest import administer, crosswalk, relations
from ingest.document import group_parts, read_document
from ingest.terminal import bar
from ingest.verify import verify

Command = Callable[[argparse.Namespace, Settings], tuple[object, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        result, code = COMMANDS[options.command](options, load(home=options.home))
    except ThamQuyenError as error:
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
    for failed in report.failed:
        print(f"Không nạp được {failed.file}: {failed.error} {failed.remedy}", file=sys.stderr)
    print(
        f"Thế hệ {report.generation}: thêm {len(report.added)}, không đổi {len(report.unchanged)}, "
        f"lỗi {len(report.failed)}, {report.seconds:.1f} giây",
        file=sys.stderr,
    )
    return report.as_dict(), 3 if report.failed else 0


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
        generation = administer.remove(options.number, settings, progress)
    print(f"Đã bỏ {options.number}. Hoàn tác: python -m ingest rollback", file=sys.stderr)
    return {"generation": generation, "removed": options.number}, 0


def _rollback(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    return {"generation": administer.rollback(settings)}, 0


def _rebuild(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    with bar() as progress:
        report = administer.rebuild(settings, progress)
    return report.as_dict(), 3 if report.failed else 0


def _verify(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    result = verify(settings)
    return result.as_dict(), 1 if result.problems else 0


def _relations(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    return relations.rows(settings, options.number), 0


def _crosswalk(options: argparse.Namespace, settings: Settings) -> tuple[object, int]:
    table = crosswalk.export(settings, options.format, Path(options.output) if options.output else None)
    if isinstance(table, str) and not options.json:
        sys.stdout.write(table)
        return None, 0
    return table, 0


COMMANDS: dict[str, Command] = {
    "add": _add,
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
