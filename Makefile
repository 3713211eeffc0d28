# One command each: `make help`. Needs Python 3.11 or later, git and make; everything else is installed into .venv,
# node_modules and build. PYTHON=/path/to/python chooses the Python, CHROMIUM=/path/to/chromium the tests' browser,
# URL=https://... the address under which the site will stand, FORMAT=github|json the form of the findings, SINCE=main
# the version in git with which `make check` compares.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

PYTHON ?=
URL ?=
FORMAT ?= text
VENV := .venv
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip --disable-pip-version-check --quiet install
TOOL := $(VENV)/.made-tool
TESTS := $(VENV)/.made-tests
NODE := node_modules/.made

.PHONY: help site test check calendar internal fmt serve bench lock clean distclean

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

site: $(TOOL) $(NODE) ## Install what is needed, check the lists, write build/site
	@$(RUN)/qingdan build --url '$(URL)'

check: $(TOOL) ## Check the lists
	@$(RUN)/qingdan check --format '$(FORMAT)' $${SINCE:+--since="$$SINCE"}

calendar: $(TOOL) ## Write what is due today to build/calendar.md, empty when nothing is
	@mkdir -p build
	@$(RUN)/qingdan calendar --format markdown > build/calendar.md

internal: $(TOOL) $(NODE) ## Write build/internal: drafts, findings, exemptions, deadlines; never publish it
	@$(RUN)/qingdan build --internal

serve: $(TOOL) $(NODE) ## Build the site and show it on this machine
	@$(RUN)/qingdan serve

test: $(TOOL) $(NODE) $(TESTS) ## Run every test, in a real browser too, and the linters
	@.ci/steps

bench: $(TOOL) $(NODE) $(TESTS) ## Measure each stage on a generated county
	@$(RUN)/python -m tests.benchmarks

fmt: $(TOOL) $(TESTS) ## Put the code into its one form
	@$(RUN)/ruff format .
	@$(RUN)/ruff check --fix .

lock: $(TOOL) $(TESTS) ## Look for newer versions and write the lock files anew
	@$(RUN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command 'make lock' --group build --output-file requirements.lock pyproject.toml
	@$(RUN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command 'make lock' --constraint requirements.lock --group pyproject.toml:dev \
	  --output-file requirements-dev.lock
	@source scripts/node.sh && npm install --package-lock-only --no-progress \
	  && npm install --package-lock-only --no-progress --prefix tests/browser

clean: ## Remove what was generated
	@rm -rf build .mypy_cache .pytest_cache .ruff_cache .hypothesis

distclean: clean ## Remove what was installed too
	@rm -rf $(VENV) node_modules tests/browser/node_modules scripts/qingdan.egg-info

$(VENV)/bin/python:
	@PYTHON='$(PYTHON)' scripts/venv.sh $(VENV)

$(TOOL): requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo 'Installing the Python packages of requirements.lock ...'
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(TESTS): requirements-dev.lock $(TOOL)
	@echo 'Installing the Python packages of requirements-dev.lock ...'
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(NODE): package.json package-lock.json .npmrc $(TOOL)
	@echo 'Installing the npm packages of package-lock.json ...'
	@source scripts/node.sh && npm ci --ignore-scripts --no-progress --loglevel=error >/dev/null
	@touch $@
