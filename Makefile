# Thẩm Quyền: the one task runner. `make run` and `make test` do everything on a fresh machine; both can be
# repeated and interrupted.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
HOME_DIR := $(if $(THAM_QUYEN_HOME),$(THAM_QUYEN_HOME),.data)
PORT ?= 8501
DOCUMENTS := $(wildcard corpus/documents/*.md)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: run test lint bench models index serve system clean help
.DEFAULT_GOAL := help

help: ## các lệnh
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

run: index ## cài đặt mọi thứ, lập chỉ mục kho văn bản kèm theo, mở trang hỏi đáp
	@echo "[4/4] Mở trang hỏi đáp tại http://127.0.0.1:$(PORT) (dừng: Ctrl+C)"
	@exec $(PY) -m streamlit run ui/app.py --server.port $(PORT)

test: system $(VENV)/.test models ## cài đặt những gì kiểm thử cần, rồi chạy toàn bộ kiểm thử
	$(VENV)/bin/lint-imports
	$(PY) -m pytest $(ARGS)

lint: $(VENV)/.test ## ruff, mypy, hợp đồng import
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: models ## đo đạc (bench/README.md)
	$(PY) -m bench

models: $(VENV)/.run ## tải và kiểm tra tệp mô hình
	@echo "[2/4] Tệp mô hình"
	@$(PY) -m corpus.model_files fetch --home $(HOME_DIR)

index: models $(HOME_DIR)/.shipped ## lập chỉ mục kho văn bản kèm theo

# Exit code 5: another version of the program made the index; it is read anew from the kept originals.
$(HOME_DIR)/.shipped: $(DOCUMENTS) corpus/versions.py | $(VENV)/.run
	@echo "[3/4] Lập chỉ mục kho văn bản kèm theo"
	@$(PY) -m ingest add corpus/documents --home $(HOME_DIR) >/dev/null || { [ $$? -eq 5 ] \
		&& $(PY) -m ingest rebuild --home $(HOME_DIR) >/dev/null \
		&& $(PY) -m ingest add corpus/documents --home $(HOME_DIR) >/dev/null; }
	@touch $@

system: ## công cụ hệ thống cho kiểm thử và các định dạng tùy chọn
	@sh tools/system.sh

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Thiếu Python 3.11 trở lên: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Thiếu venv: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "[1/4] Cài thư viện (lần đầu: khoảng 8 phút, phần lớn để biên dịch llama.cpp)"
	@command -v c++ >/dev/null || { echo "Thiếu trình biên dịch C++: sudo apt-get install g++ make"; exit 1; }
	@$(PY) -m pip install --quiet --upgrade pip
	@$(PY) -m pip install --progress-bar on -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@$(PY) -m pip install --progress-bar on -c constraints.txt -e '.[test,lint]'
	@touch $@

clean: ## bỏ môi trường ảo (giữ dữ liệu)
	rm -rf $(VENV)
