# One-word commands. `make serve` needs Python 3.11 or newer with its venv module, and make; nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
	--custom-compile-command "make lock"

.PHONY: help serve test lint fix bench soak safety rules screenshots lock sbom clean programs

help: ## Say what each command does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 18

serve: .venv/.runtime ## Start the chat at http://127.0.0.1:8000/ (options: ARGS="--port 9000")
	$(BIN)/hepatica train
	$(BIN)/hepatica serve $(ARGS)

test: .venv/.dev programs ## Run the everyday tests (options: ARGS="-k words")
	$(BIN)/hepatica train
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/.dev ## Check code, types, layers, templates and content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/hepatica check

fix: .venv/.dev ## Mend what the tools can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.dev ## Measure the matcher and the server beside plain ones, a start and growth (options: ARGS="--no-ten-times")
	$(BIN)/hepatica train
	$(BIN)/python -m bench.bench $(ARGS)

soak: .venv/.dev ## Run the long tests: made-up questions, 200,000 requests, faults (options: ARGS="--requests 20000")
	$(BIN)/python -m pytest -m soak $(ARGS)

safety: .venv/.dev ## Write the hazard log and the results of the safety screen as pages in docs/safety/
	$(BIN)/python -m tests.safety.documents

rules: .venv/.dev ## Write docs/rules.md, the page of all rules of the content check, from the code
	$(BIN)/hepatica check --rules > docs/rules.md.new
	mv docs/rules.md.new docs/rules.md

screenshots: .venv/.dev programs ## Take pictures of all pages into screenshots/, and those of the README anew
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

lock: .venv/.dev ## Write both lock files from pyproject.toml (newer versions: ARGS="--upgrade")
	$(LOCK) $(ARGS) pyproject.toml --extra semantic --extra postgres --extra pdf --group build --output-file requirements.lock
	$(LOCK) $(ARGS) pyproject.toml --extra semantic --extra postgres --extra pdf --extra dev --constraint requirements.lock --output-file requirements-dev.lock

sbom: .venv/.dev ## Write the bill of materials of what serves into sbom.json (CycloneDX)
	$(BIN)/python -m tests.packaging.sbom > sbom.json

clean: ## Remove the virtual environment, builds and caches
	rm -rf .venv dist build htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find bot tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: a second `make` installs nothing again unless a lock file or pyproject.toml changed.
.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; choose one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv \
		|| { echo "The venv module is missing; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/pip
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock requirements.lock pyproject.toml | .venv/bin/pip
	$(PIP) --require-hashes --requirement requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch .venv/.runtime $@

# Browser tests drive Debian's Chromium (the Noto fonts hold the Chinese characters); the question log is tested with a
# PostgreSQL server that the tests start themselves.
programs:
	@missing=; \
	[ -x /usr/bin/chromium ] || missing="chromium"; \
	fc-list 2>/dev/null | grep 'Noto.*CJK' >/dev/null || missing="$$missing fonts-noto-cjk"; \
	ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$$missing postgresql"; \
	[ -n "$$missing" ] || exit 0; \
	if ! command -v apt-get >/dev/null; then run=none; \
	elif [ "$$(id -u)" = 0 ]; then run=; \
	elif sudo -n true 2>/dev/null; then run=sudo; \
	else run=none; fi; \
	if [ "$$run" = none ]; then \
		echo "Tests need $$missing; on Debian or Ubuntu: sudo apt-get install $$missing" >&2; \
	else \
		echo "Installing $$missing for the tests"; \
		$$run apt-get update -qq; \
		DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends fontconfig $$missing >/dev/null; \
	fi
