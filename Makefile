# make run    environment, sample reports, embedded store, server
# make test   environment, whole suite, on as many cores as there are up to three (WORKERS=0: in one process)
# make check  all that must be green before a landing: test, lint, types, import contract
# make test-neo4j NEO4J_VERSION=2026.08.1   the Neo4j half of the suite on another server
# make test-restarts KILLS=20               a load through so many kills of the Neo4j server

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
.DEFAULT_GOAL := help
.PHONY: help run test test-neo4j test-restarts check lint generate train lock clean

help:
	@sed -n 's/^# //p' Makefile | head -5

run: .venv/run.stamp
	$(BIN)/linkwright run

# Each worker takes a run of neighbouring tests, which share what is expensive to make, and then from who has most left.
# No more than three: with its Neo4j servers each takes two gigabytes.
WORKERS ?= auto
ON_ALL_CORES := -n $(WORKERS) --maxprocesses 3 --dist worksteal

test: .venv/dev.stamp
	$(BIN)/python -m pytest $(ON_ALL_CORES)

test-neo4j: .venv/dev.stamp
	NEO4J_VERSION=$(NEO4J_VERSION) LINKWRIGHT_NOTHING_SKIPPED=1 $(BIN)/python -m pytest $(ON_ALL_CORES) -m neo4j

test-restarts: .venv/dev.stamp
	KILLS=$(KILLS) $(BIN)/python -m pytest tests/laws/test_restarts.py

check: lint test

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

# Generated files that are committed: written anew. The suite compares them.
generate: .venv/dev.stamp
	$(BIN)/python tools/generate.py

# The weights of the tagger and of the scorer of links, anew from the labelled reports, on two cores: those that ship
# took 47 and 24 minutes on a processor with AMX. An environment of its own, because nothing else needs torch.
train: .venv-train/train.stamp
	.venv-train/bin/python -m training.train
	.venv-train/bin/python -m training.arbiter
	.venv-train/bin/python -m training.links
	.venv-train/bin/python -m training.link_events

.venv-train/train.stamp: requirements/train.txt
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/train.txt
	@touch $@

# The locks: hashed, for every Python from 3.11 on, without download addresses.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
lock:
	$(LOCK) pyproject.toml requirements/build.in -o requirements/run.txt
	$(LOCK) pyproject.toml requirements/build.in --extra dev -o requirements/dev.txt
	$(LOCK) pyproject.toml requirements/build.in requirements/train.in -o requirements/train.txt
	$(LOCK) requirements/bench-splink.in -o requirements/bench-splink.txt
	$(LOCK) requirements/bench-names.in -o requirements/bench-names.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' || \
	  { echo "linkwright needs Python 3.11 or newer; name one: make PYTHON=python3.12 …" >&2; exit 2; }
	@echo "making the environment in .venv (once, a few minutes)"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml | .venv/bin/python
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ .venv/run.stamp

clean:
	rm -rf .venv .venv-train .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
