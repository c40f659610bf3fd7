# The only verbs. `make help` lists them; continuous integration calls the same.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.runs
DEVELOPS := $(VENV)/.develops
AXE := node_modules/axe-core/axe.min.js
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := build/uv/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" pyproject.toml

QUICK := "not real and not browser and not faults and not bench"
NOT_FAST := architecture contracts browser faults bench

.DEFAULT_GOAL := help
.PHONY: help up demo test fast check browser faults bench live containers docs lock

help: ## list the verbs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

up: $(RUNS) ## start the whole system on this machine and keep it up
	$(BIN)/plenary up

demo: $(RUNS) ## play the reference meeting and stay up; ONCE=1 plays it and ends
	$(BIN)/plenary demo $(if $(ONCE),--once)

test: $(DEVELOPS) ## every test on real servers; not browser, faults, bench
	$(BIN)/python -m pytest -m "not browser and not faults and not bench" $(ARGS)

fast: $(DEVELOPS) ## the tests that need no server and do not read the whole tree
	$(BIN)/python -m pytest -q -m $(QUICK) --hypothesis-profile=quick $(addprefix --ignore=tests/,$(NOT_FAST)) $(ARGS)

check: $(DEVELOPS) ## format, lint, types, import contracts, translations, the house's own tests, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m shared.pages.translations check
	$(BIN)/python -m pytest -q tests/architecture tests/contracts
	$(MAKE) --no-print-directory fast

browser: $(DEVELOPS) $(AXE) ## the pages in a real browser (Chromium and npm on the PATH)
	$(BIN)/python -m pytest -m browser $(ARGS)

faults: $(DEVELOPS) ## kill, cut off, flood: nothing lost, nothing twice
	$(BIN)/python -m pytest -m faults $(ARGS)

bench: $(DEVELOPS) ## print figures, each beside its limit
	$(BIN)/python -m pytest -q -s -m bench $(ARGS)

live: $(RUNS) ## look over the installation that runs now, and say what to do
	$(BIN)/plenary doctor

containers: $(RUNS) ## build the images, run the system in containers, play the meeting, break it, take it down
	deploy/containers.sh

docs: $(RUNS) ## write the OpenAPI and AsyncAPI documents into docs/
	$(BIN)/plenary openapi --into docs
	$(BIN)/plenary asyncapi --into docs

lock: $(UV) ## pin every dependency again, with hashes
	$(COMPILE) --extra local --output-file requirements.lock $(ARGS)
	$(COMPILE) --extra local --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --constraint requirements.lock --output-file deploy/requirements.lock
	$(COMPILE) --extra outside --constraint requirements.lock --output-file deploy/outside.lock

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Plenary needs Python 3.11 or later; name one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNS): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPS): requirements-dev.lock $(RUNS)
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(AXE): package.json package-lock.json
	@command -v npm >/dev/null || { echo "The browser tests check accessibility with axe-core, which npm installs: put npm on the PATH."; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(UV):
	$(PYTHON) -m venv build/uv
	build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
