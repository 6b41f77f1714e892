# make demo · make test · make check · make bench; each sets up what it needs in .venv
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help setup demo test quick ocr check format bench readers lock clean
help:            ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "fangzhi needs Python 3.11 or newer: none was found on the PATH. Install it, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements/base.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.ocr: requirements/ocr.txt $(VENV)/.base
	$(PIP) --require-hashes -r requirements/ocr.txt
	@touch $@

setup: $(VENV)/.base  ## the command fangzhi in .venv/bin
	@echo "ready: $(BIN)/fangzhi --help"

demo: $(VENV)/.base   ## two simulated nights on bundled sample sites: crawl, history, diff, search, corpus
	$(BIN)/fangzhi demo

test: $(VENV)/.dev    ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

$(VENV)/readers/.done: requirements/readers.txt | $(BIN)/python
	$(PYTHON) -m venv $(VENV)/readers
	$(VENV)/readers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/readers.txt
	@touch $@

readers: $(VENV)/readers/.done  ## pywb, cdxj-indexer and wacz, for the tests that let them read an archive

quick: $(VENV)/.dev   ## the tests that need no server, browser, kill or minutes
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"

ocr: $(VENV)/.dev $(VENV)/.ocr  ## the tests of tables that are pictures, with the extra ocr (150 MB)
	$(BIN)/python -m pytest tests/cleaners/test_pictures.py tests/crawler/test_machine_reading.py

check: $(VENV)/.dev   ## format, lint, strict types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile

format: $(VENV)/.dev  ## rewrite the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev   ## every benchmark, each against its peers in the same run
	@for bench in benchmarks/[a-z]*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

lock:            ## renew requirements/*.txt (needs uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/base.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/dev.txt
	uv pip compile --group readers --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/readers.txt
	uv pip compile pyproject.toml --extra ocr -c requirements/dev.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/ocr.txt

clean:           ## remove the virtual environment and every cache
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
