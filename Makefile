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
	$(RUN) ruff check src tests benchmarks corpus docs training
	$(RUN) ruff format --check src tests benchmarks corpus docs training
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) python docs/generate.py --check

docs: setup ## Write the generated pages (command-line reference, requirements.txt)
	$(RUN) python docs/generate.py

bench: setup ## Measure speed and memory beside the peers
	for file in benchmarks/bench_*.py; do $(RUN) python $$file || exit 1; done

trainer: .venv-training/.installed ## Install PyTorch and the recipe's needs into .venv-training

# pip and not uv, and the locked list without its dependencies: argostranslate would bring stanza and a second torch.
# On Linux the index's torch brings CUDA; TORCH="torch --index-url https://download.pytorch.org/whl/cpu" does not.
TORCH ?= torch==2.13.0
.venv-training/.installed: pyproject.toml requirements.txt
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt -e .
	.venv-training/bin/python -m pip install --quiet --disable-pip-version-check pytest pytest-asyncio
	.venv-training/bin/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	@touch $@

DEVICE ?= cpu
WORK ?= starter
train: trainer ## Train the starter models: DATA=folder of corpora, WORK=folder, DEVICE=cpu or cuda
	nice -n 19 .venv-training/bin/python -m training all --work $(WORK) $(if $(DATA),--data $(DATA) --licences share-alike) --device $(DEVICE)

trained: trainer ## The tests of the recipe, with PyTorch
	.venv-training/bin/python -m pytest tests/training

clean: ## Remove what the targets made
	rm -rf .venv .venv-training .tools demo dist

.PHONY: help setup demo edit test lint docs bench trainer train trained clean
