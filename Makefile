# Everything a newcomer runs. `make run` and `make test` work from a bare checkout.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install run test lint bench docs lock

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Partycell needs Python 3.11 or newer; set PYTHON=python3.11 or such." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

run: install
	$(BIN)/partycell serve

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: install
	$(BIN)/mkdocs build --strict --quiet --site-dir site

test: lint docs
	$(BIN)/pytest

bench: install
	$(BIN)/python -m benchmarks

# Needs uv; hashes yes, addresses no.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements.lock
