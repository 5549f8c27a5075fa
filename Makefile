# `make help` lists the targets. Everything happens in .venv; PYTHON names the interpreter it is made with.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
EXAMPLES := $(sort $(wildcard examples/*/*.ivr))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-editors parser lint types build-examples benchmarks clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-16s %s\n", $$1, $$2 }' Makefile

demo: .venv/installed ## build examples/acme, serve it here and play a call through it
	@$(BIN)/python examples/demo.py

test: lint types .venv/installed-test ## everything but editors that are not installed; PYTEST is passed to pytest
	$(BIN)/python -m pytest -n 2 $(PYTEST)
	$(BIN)/ivrc build --check $(EXAMPLES)
	$(BIN)/ivrc test --min 100 $(EXAMPLES)

test-editors: .venv/installed-test ## the files of editors/ in the editors themselves; on Debian this installs them
	tests/editors/install.sh
	@# A window on a busy machine loses a key now and then: a test has failed when it fails again.
	IVRC_ALL_EDITORS=1 $(BIN)/python -m pytest --reruns 2 tests/editors

parser: ## make the tree-sitter parser of its grammar; needs the tree-sitter command
	cd editors/tree-sitter-ivr && tree-sitter generate --abi 14 && sha256sum grammar.js > src/grammar.sha256

lint: .venv/installed-test ## style and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-test ## strict type check
	$(BIN)/mypy

build-examples: .venv/installed ## rebuild the committed output of the examples
	$(BIN)/ivrc build $(EXAMPLES)

benchmarks: .venv/installed-test ## measure start-up, compiling, played calls and the language server against their bars
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/compile.py
	$(BIN)/python benchmarks/calls.py
	$(BIN)/python benchmarks/testing.py
	$(BIN)/python benchmarks/lsp.py

clean: ## remove the environment and all caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ivrc needs Python 3.11 or newer; run make PYTHON=python3.x")'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(PIP) install --editable .
	@touch $@

.venv/installed-test: pyproject.toml | .venv/bin/python
	$(PIP) install --editable '.[test]'
	@touch $@ .venv/installed
