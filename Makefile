# The two commands of the README are `make run` and `make test`; PORT=, HOST=, CORPUS=, INDEX= and
# PYTHON= override.
PYTHON ?= python3
UV ?= uv

BIN := .venv/bin
APP := $(BIN)/search-app $(if $(CORPUS),--corpus "$(CORPUS)") $(if $(INDEX),--index "$(INDEX)")
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run install documents parquet mcp opensearch test test-minimum reindex chaos bench bench-pages bench-serving sbom audit lock clean

run: install
	@$(APP) reindex --if-needed || [ $$? -eq 3 ]
	@$(APP) serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

install: .venv/installed

# What reads PDF and Word files: the extra `documents`.
documents: .venv/installed-documents

# What writes Parquet files: the extra `export`.
parquet: .venv/installed-parquet

# What lets assistants ask (`search-app mcp`): the extra `mcp`.
mcp: .venv/installed-mcp

# What asks an OpenSearch cluster (`engine = "opensearch"`): the extra `opensearch`.
opensearch: .venv/installed-opensearch

reindex: install
	$(APP) reindex

# Every check of the project: style, types, room boundaries, tests.
test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

# What becomes of an index when the machine fails under it, at every place where it can (with EVERY=N at
# each Nth place only), of a reindex that meets hostile files, of a site under attack, and of one that is
# indexed, killed and reloaded under load (with DOCUMENTS=). All rows are in one table at the end.
chaos: .venv/installed-dev
	$(BIN)/python -m chaos --every $${EVERY:-1} --documents $${DOCUMENTS:-5000}

# The same unit tests with the lowest versions that pyproject.toml allows.
test-minimum: .venv-audit/installed
	@.venv-audit/bin/uv venv --quiet --clear --python $(PYTHON) .venv-minimum
	@.venv-audit/bin/uv pip install --quiet --python .venv-minimum --resolution lowest-direct --extra server --extra documents --extra export --extra mcp --extra opensearch --group build --group dev --requirements pyproject.toml
	@.venv-audit/bin/uv pip install --quiet --python .venv-minimum --no-deps --no-build-isolation --editable .
	.venv-minimum/bin/python -m pytest tests/unit

# What the program is made of, as CycloneDX: each pinned package with its version and digests.
sbom: .venv-audit/installed
	@mkdir -p dist
	@PYTHONWARNINGS=ignore .venv-audit/bin/cyclonedx-py requirements --pyproject pyproject.toml --mc-type application --output-reproducible --output-file dist/sbom.cdx.json requirements.lock
	@echo "Wrote dist/sbom.cdx.json"

# Which pinned packages have known vulnerabilities? A package that nothing is known of counts as not audited.
audit: sbom
	@.venv-audit/bin/pip-audit --strict --progress-spinner off --disable-pip --require-hashes --requirement requirements.lock --requirement requirements-documents.lock --requirement requirements-export.lock --requirement requirements-mcp.lock --requirement requirements-opensearch.lock >dist/audit.txt 2>dist/audit.log || { \
	  cat dist/audit.txt; [ -s dist/audit.txt ] || echo "Not audited: the vulnerability service did not answer for every package (dist/audit.log)"; exit 1; }
	@cat dist/audit.txt dist/audit.log

# How fast it is, on the real data of SEARCH_APP_TEST_DATA.
bench-serving: .venv/installed-dev
	PYTHONPATH=tests $(BIN)/python -m benchmarks.serving $${SEARCH_APP_TEST_DATA:-../shared}

# The same page over Tantivy, side by side.
bench-pages: .venv/installed-dev benchmarks/.venv-peers/installed
	$(BIN)/python -m benchmarks.pages --data $${SEARCH_APP_TEST_DATA:-../shared} --documents $${DOCUMENTS:-75000} --json benchmarks/out.json

# Compared with other engines; Tantivy is installed in an environment of its own.
benchmarks/.venv-peers/installed: benchmarks/requirements-peers.lock
	@$(PYTHON) -m venv benchmarks/.venv-peers
	@benchmarks/.venv-peers/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r $<
	@touch $@

bench: .venv/installed-dev benchmarks/.venv-peers/installed
	$(BIN)/python -m benchmarks.compare --data $${SEARCH_APP_TEST_DATA:-../shared} --documents $${DOCUMENTS:-75000} --json benchmarks/out.json

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "search-app needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "The venv module is missing; on Debian: apt install python3-venv"; exit 1; }

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing the pinned packages into .venv …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'from search_app.french import LEXICON; LEXICON.load()'
	@touch $@

.venv/installed-documents: .venv/installed requirements-documents.lock
	@echo "Installing the pinned readers of PDF and Word files into .venv …"
	@$(PIP) install --require-hashes -r requirements-documents.lock
	@touch $@

.venv/installed-parquet: .venv/installed requirements-export.lock
	@echo "Installing the pinned writer of Parquet files into .venv …"
	@$(PIP) install --require-hashes -r requirements-export.lock
	@touch $@

.venv/installed-mcp: .venv/installed requirements-mcp.lock
	@echo "Installing the pinned packages for assistants into .venv …"
	@$(PIP) install --require-hashes -r requirements-mcp.lock
	@touch $@

.venv/installed-opensearch: .venv/installed requirements-opensearch.lock
	@echo "Installing the pinned client of OpenSearch into .venv …"
	@$(PIP) install --require-hashes -r requirements-opensearch.lock
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "Installing the pinned test tools into .venv …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv-audit/installed: requirements-audit.lock
	@echo "Installing the pinned tools of the audit into .venv-audit …"
	@$(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r $<
	@touch $@

# Maintainers only: resolve the pinned versions anew (needs uv).
lock:
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --extra server --group build pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --extra documents -c requirements.lock pyproject.toml -o requirements-documents.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --extra export -c requirements.lock pyproject.toml -o requirements-export.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --extra mcp -c requirements.lock pyproject.toml -o requirements-mcp.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --extra opensearch -c requirements.lock pyproject.toml -o requirements-opensearch.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header benchmarks/requirements-peers.in -o benchmarks/requirements-peers.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --group dev --extra documents --extra export --extra mcp --extra opensearch -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --group audit -o requirements-audit.lock

clean:
	rm -rf .venv .venv-audit .venv-minimum dist benchmarks/.venv-peers build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
