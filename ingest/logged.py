"""What commands did to the index, for the audit log that the administration page shows."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from corpus.audit import LogNotWritten, log_command
from corpus.errors import Busy, ThamQuyenError
from corpus.settings import Settings
from ingest.correct import Corrected

# Commands that change the index, with the word of their act in the log.
ACTS = {
    "add": "ingest", "fetch": "ingest", "sync": "sync", "remove": "remove", "rollback": "rollback",
    "correct": "correct", "rebuild": "rebuild",
}  # fmt: skip
_COUNTED = {
    "added": "nạp", "add": "nạp", "update": "cập nhật", "remove": "gỡ", "unchanged": "không đổi",
    "failed": "không nạp được",
}  # fmt: skip


def log_done(options: argparse.Namespace, settings: Settings, result: object) -> None:
    """Log a command that ended; a folder's plan that was only looked at, or that is empty, is not logged."""
    if options.command not in ACTS:
        return
    told = asdict(result) if isinstance(result, Corrected) else cast("dict[str, Any]", result)
    plan = told.get("plan")
    if plan is None or (told["applied"] and any(plan[name] for name in ("add", "update", "remove", "adopt"))):
        _log(options, settings, f"done: {_published(told)}")


def log_failed(options: argparse.Namespace, settings: Settings, error: ThamQuyenError) -> None:
    """Log a command that was refused or failed."""
    _log(options, settings, "busy" if isinstance(error, Busy) else f"failed: {error.what}")


def _log(options: argparse.Namespace, settings: Settings, outcome: str) -> None:
    act = ACTS.get(options.command)
    if act is None:
        return
    try:
        log_command(settings.home, "undo-correct" if getattr(options, "undo", False) else act, _what(options), outcome)
    except LogNotWritten as error:  # the act itself is done: its own result and exit code stand
        print(f"Lưu ý: {error}", file=sys.stderr)


def _what(options: argparse.Namespace) -> str:
    match options.command:
        case "add":
            return " ".join(options.paths)
        case "fetch":
            return " ".join(options.urls)
        case "sync":
            return str(options.folder)
        case "correct" if options.undo:
            return f"{options.number} {options.field}"
        case "correct":
            by = f"; {options.by}" if options.by else ""
            return f"{options.number} {options.field} = {options.value} ({options.reason}{by})"
    return str(getattr(options, "number", ""))


def _published(told: Mapping[str, Any]) -> str:
    """The generation that serves now, and how many files went in."""
    counted = told.get("plan") or told
    said = ", ".join(f"{words} {len(counted[key])}" for key, words in _COUNTED.items() if key in counted)
    return f"thế hệ {told['generation']}{': ' if said else ''}{said}"
