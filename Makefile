# Two commands do everything: `make site` builds the website, `make test` runs all tests.
# Needs Python 3.11 or later and make; everything else is installed into .venv from the lock files.

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
SHELL := /bin/sh

# The first Python on the PATH that is new enough; say `make PYTHON=/path/to/python site` to choose another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NPM := $(shell command -v npm 2>/dev/null)
PORT ?= 8000
# Further options for the tool, e.g. `make site BUILD_FLAGS="--base-url https://example.org/"`.
BUILD_FLAGS ?=
CHECK_FLAGS ?=

.PHONY: help
help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

.PHONY: site
site: $(VENV)/site.stamp ## Build the website into site/
	@$(BIN)/dlcatalog build --output site $(BUILD_FLAGS)
	@$(BIN)/dlcatalog export bundle --output site
	@echo "Open site/index.html in a browser, or run: make serve"

.PHONY: serve
serve: $(VENV)/site.stamp ## Serve the website on loopback; changed entries and templates show at once
	@$(BIN)/dlcatalog serve --port $(PORT)

.PHONY: check
check: $(VENV)/site.stamp ## Check the catalog, with file, line, column and the fix for each fault
	@$(BIN)/dlcatalog check $(CHECK_FLAGS)

.PHONY: test
test: lint pytest ## Run everything: lint, types, and all tests, those in a browser where there is one

.PHONY: lint
lint: $(VENV)/dev.stamp ## Check format, lint, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

.PHONY: pytest
pytest: $(VENV)/dev.stamp $(if $(NPM),node_modules/.stamp) ## Run the tests only
	$(BIN)/pytest --numprocesses auto -m "not alone"
	$(BIN)/pytest -m alone

.PHONY: format
format: $(VENV)/dev.stamp ## Put the code into the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: docs
docs: $(VENV)/dev.stamp ## Write the generated documentation and schemas anew
	$(BIN)/python scripts/generate_docs.py
	$(BIN)/python scripts/write_api_schemas.py

.PHONY: wheel-check
wheel-check: $(VENV)/dev.stamp ## Build the wheel and use it in an empty environment on another catalog
	sh scripts/wheel_check.sh $(abspath $(BIN))/python

.PHONY: lock
lock: $(VENV)/dev.stamp ## Resolve the lock files anew from pyproject.toml and package.json
	sh scripts/lock.sh $(BIN)/pip-compile

.PHONY: clean
clean: ## Remove the environment, the caches and the built website
	rm -rf $(VENV) node_modules dist .dlcatalog .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find site -mindepth 1 ! -name .gitignore -delete

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found on the PATH." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment: install its venv package (Debian, Ubuntu: apt install python3-venv)." >&2; rm -rf $(VENV); exit 1; }

$(VENV)/site.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/dlcatalog
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing the development tools into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/site.stamp

node_modules/.stamp: package.json package-lock.json
	PUPPETEER_SKIP_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
	@touch $@
