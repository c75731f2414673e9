# The workbench: every target sets up what it needs, on a machine with Python 3.11+, make and a package index.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
RUN := $(UV) run --frozen

help: ## Show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: .venv/.synced ## Install the workbench and its tools into .venv

.venv/.synced: pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen
	@touch $@

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

demo: setup ## The whole path on the shipped sample
	$(RUN) workbench demo

edit: setup ## Open the editor on the sample (after demo)
	$(RUN) workbench --db demo/workbench.db edit

test: setup ## Run the tests
	$(RUN) pytest -n auto --dist loadfile

lint: setup ## Style, types, layers, generated files
	$(RUN) ruff check src tests benchmarks corpus docs
	$(RUN) ruff format --check src tests benchmarks corpus docs
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) python docs/generate.py --check

docs: setup ## Write the generated pages (command-line reference, requirements.txt)
	$(RUN) python docs/generate.py

bench: setup ## Measure speed and memory beside the peers
	for file in benchmarks/bench_*.py; do $(RUN) python $$file || exit 1; done

clean: ## Remove what the targets made
	rm -rf .venv .tools demo dist

.PHONY: help setup demo edit test lint docs bench clean
