# Everything runs from .venv, which the first target that needs it makes.  `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
DEMO_INDEX := dateline-index
CLUSTER := dateline-cluster
PORT ?= 8000
# Of what is optional: documents, opensearch, parquet.
EXTRAS ?=

.PHONY: help install demo test lint screenshots bench chromium cluster test-whoosh3 lock audit clean

help: ## List the targets
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' Makefile | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Dateline needs Python 3.11 or newer: name one with make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		command -v apt-get >/dev/null || { echo "This Python has no venv module; install it" >&2; exit 1; }; \
		$(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)

# What is installed is listed with hashes, pip and setuptools first, and is built already: nothing is run or fetched to
# build it.  Dateline itself is built by these.
LOCKED := -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
OWN := -W ignore -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .

# A stamp for each list, so that nothing is installed twice and nothing when all is there.
$(VENV)/installed: $(BIN)/python setup.cfg requirements/build.txt requirements/install.txt
	$(BIN)/python $(LOCKED) -r requirements/build.txt
	$(BIN)/python $(LOCKED) -r requirements/install.txt
	$(BIN)/python $(OWN)
	@echo "Compiling the gazetteer (once, some 20 seconds) ..."
	@$(BIN)/python -m index.gazetteer > /dev/null
	@touch $@

$(VENV)/installed-%: $(VENV)/installed requirements/%.txt
	$(BIN)/python $(LOCKED) -r requirements/$*.txt
	@touch $@

install: $(VENV)/installed $(EXTRAS:%=$(VENV)/installed-%) ## Install Dateline into .venv, with EXTRAS='documents opensearch parquet' or some of these

demo: install ## Index the sample archive and serve it
	$(BIN)/dateline rebuild examples/articles --index $(DEMO_INDEX)
	$(BIN)/dateline serve --index $(DEMO_INDEX) --port $(PORT)

# The browser, and a library that the program which drives it needs and a bare Debian lacks.  Chromium's headless shell is
# the same engine without windows, and takes a third of the time; where there is no package of it, Chromium itself.
chromium:
	@command -v apt-get >/dev/null || exit 0; \
		{ command -v chromium-headless-shell && ldconfig -p | grep libatomic.so.1; } >/dev/null \
		|| { $(SUDO) apt-get update -qq && { $(SUDO) apt-get install -y -qq chromium-headless-shell libatomic1 \
			|| $(SUDO) apt-get install -y -qq chromium libatomic1; }; } >/dev/null \
		|| command -v chromium >/dev/null \
		|| echo "Chromium could not be installed; the browser's tests will be skipped." >&2

# A process for each core, which takes the tests a file at a time, or all that ask a cluster (tests/conftest.py); without
# those marked slow, unless CI is set.
PYTEST := -m pytest --numprocesses auto --dist loadscope --no-loadscope-reorder $(if $(CI),,-m 'not slow')

test: $(VENV)/installed-test chromium ## Install what the tests need, and pass them; with CI=true, all of them
	$(BIN)/python $(PYTEST) $(PYTEST_OPTIONS)

screenshots: $(VENV)/installed-test chromium ## Make the pictures of the README anew, in docs/screenshots
	$(BIN)/python -m tests.browser.screenshots

cluster: $(VENV)/installed-opensearch ## Run an OpenSearch cluster of three nodes on this machine until Ctrl-C
	@$(BIN)/python -m tests.cluster --folder $(CLUSTER)

lint: $(VENV)/installed-test ## Check style, types and imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# All that runs through Whoosh: words to stems, the store, the engine, and the whole way from a file to an answer by
# each of the doors.  What annotates, reads or renders never meets it, nor does a cluster, and a browser sees what
# tests/web sees.
WHOOSH_TESTS := tests/analysis tests/store tests/pipeline tests/search tests/test_sample_archive.py \
	tests/commands/test_main_job.py tests/web/test_api.py tests/web/test_pages.py tests/benchmarks/test_engine.py

test-whoosh3: $(VENV)-whoosh3/installed ## Pass the tests of what runs through Whoosh with whoosh3 in its place
	$(VENV)-whoosh3/bin/python $(PYTEST) -m 'not cluster$(if $(CI),, and not slow)' $(WHOOSH_TESTS) $(PYTEST_OPTIONS)

$(VENV)-whoosh3/installed: $(VENV)/installed-test
	$(PYTHON) -m venv $(VENV)-whoosh3
	$(VENV)-whoosh3/bin/python $(LOCKED) -r requirements/build.txt
	$(VENV)-whoosh3/bin/python $(LOCKED) -r requirements/test.txt
	$(VENV)-whoosh3/bin/python $(OWN)
	$(VENV)-whoosh3/bin/python -m pip uninstall --quiet --yes whoosh
	$(VENV)-whoosh3/bin/python $(LOCKED) -r requirements/whoosh3.txt
	@touch $@

# requirements/ lists the versions of constraints.txt with the hashes of their files for every platform.
LOCK := $(VENV)-supply/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--constraints constraints.txt

lock: $(VENV)-supply/installed ## List anew what is installed, after a change of setup.cfg or constraints.txt
	printf '%s\n' pip setuptools | $(LOCK) - -o requirements/build.txt
	printf '%s\n' pip-audit uv | $(LOCK) - -o requirements/supply.txt
	printf '%s\n' whoosh3 | $(LOCK) --no-deps - -o requirements/whoosh3.txt
	$(LOCK) setup.cfg -o requirements/install.txt
	$(LOCK) setup.cfg --extra documents -o requirements/documents.txt
	$(LOCK) setup.cfg --extra opensearch -o requirements/opensearch.txt
	$(LOCK) setup.cfg --extra parquet -o requirements/parquet.txt
	$(LOCK) setup.cfg --extra documents --extra test -o requirements/test.txt
	$(LOCK) setup.cfg --extra bench -o requirements/bench.txt

audit: $(VENV)-supply/installed ## Look for known vulnerabilities of what is installed
	$(VENV)-supply/bin/python .ci/audit.py

$(VENV)-supply/installed: requirements/build.txt requirements/supply.txt
	$(PYTHON) -m venv $(VENV)-supply
	$(VENV)-supply/bin/python $(LOCKED) -r requirements/build.txt
	$(VENV)-supply/bin/python $(LOCKED) -r requirements/supply.txt
	@touch $@

bench: $(VENV)/installed-bench ## Measure quality and speed (needs the corpora in ../shared)
	$(BIN)/python -m benchmarks.cleaning
	$(BIN)/python -m benchmarks.extraction
	$(BIN)/python -m benchmarks.stages
	$(BIN)/python -m benchmarks.speakers
	$(BIN)/python -m benchmarks.locations
	$(BIN)/python -m benchmarks.kinds
	$(BIN)/python -m benchmarks.rebuilding
	$(BIN)/python -m benchmarks.engine

clean: ## Remove what was installed, and the data of the demonstration and the cluster
	rm -rf $(VENV) $(VENV)-whoosh3 $(VENV)-supply $(DEMO_INDEX) $(CLUSTER) tests/cluster/target
