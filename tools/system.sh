#!/bin/sh
# Debian packages that tests and optional formats use. As root they are installed; otherwise the command is named
# and the tests that need them are skipped with that reason. Names and purposes: docs/decisions.md.
set -u
missing=""
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need c++ g++
need tesseract tesseract-ocr
need chromium chromium
need chromedriver chromium-driver
if ! tesseract --list-langs 2>/dev/null | grep -q '^vie$'; then missing="$missing tesseract-ocr-vie"; fi
fc-list 2>/dev/null | grep -qi liberation || missing="$missing fonts-liberation"
fc-list 2>/dev/null | grep -qi 'noto' || missing="$missing fonts-noto-core"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Cài công cụ hệ thống:$missing"
    # shellcheck disable=SC2086
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing fontconfig >/dev/null && exit 0
fi
echo "Thiếu công cụ hệ thống, một số kiểm thử sẽ bị bỏ qua. Cài bằng: sudo apt-get install$missing" >&2
