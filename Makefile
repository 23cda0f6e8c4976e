# The only door to this house: `make` shows what there is.

PYTHON ?= python3
PORT   ?= 8000
SEED   ?= 647
MINUTES ?= 1.5
COMMANDS ?= 500

RUN := .venv/bin/python -m
UV  := $(RUN) uv pip compile --quiet --universal --generate-hashes --no-header

# A stamp says which locks .venv was wholly made from: an interrupted one has none, and another lock wants another.
stamp   = .venv/$(basename $(1))-$(shell cksum < $(1) | cut -d ' ' -f 1)
SERVICE := $(call stamp,requirements.lock)
TOOLS   := $(call stamp,requirements-dev.lock)
PEERS   := $(call stamp,requirements-bench.lock)

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(SERVICE) ## Run the demo on http://127.0.0.1:8000 (PORT=8000), with a database of its own in var/
	@exec $(RUN) service serve --demo --port $(PORT)

test: $(TOOLS) ## Run the tests (ARGS="-k overdue")
	$(RUN) pytest --ignore=tests/browser --ignore=tests/faults --ignore=tests/benchmarks $(ARGS)

faults: $(TOOLS) ## Kill, cut and fill what the service stands on, and judge (SEED=647 MINUTES=1.5, TEETH=1)
	$(if $(TEETH),,SEED=$(SEED) COMMANDS=$(COMMANDS) $(RUN) pytest tests/faults -s $(ARGS))
	@SEED=$(SEED) MINUTES=$(MINUTES) TEETH=$(TEETH) $(RUN) tests.faults

bench: $(PEERS) ## Measure beside peers, for an hour (ARGS="--only rebuild", ARGS="--compare A B" of var/bench)
	$(RUN) tests.benchmarks $(ARGS)

bench-quick: $(PEERS) ## Measure in four minutes, with a tenth of the rows
	$(RUN) tests.benchmarks --quick $(ARGS)

check: lint types layers unused test ## Everything that CI checks, with a short run of faults
	@$(MAKE) --no-print-directory faults COMMANDS=300 MINUTES=0.4 ARGS="-k under_fire"

fmt: $(TOOLS) ## Format, and repair what can be
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

lint: $(TOOLS) ## Check form and style
	$(RUN) ruff format --check .
	$(RUN) ruff check .

types: $(TOOLS) ## Check types, twice
	$(RUN) mypy
	$(RUN) pyright

layers: $(TOOLS) ## Check who imports whom
	.venv/bin/python .venv/bin/lint-imports

unused: $(TOOLS) ## Look for code and packages that nobody uses
	$(RUN) vulture
	$(RUN) deptry .

lock: $(TOOLS) ## Pin what pyproject.toml asks for (ARGS=--upgrade for newer ones)
	$(UV) pyproject.toml --output-file requirements.lock $(ARGS)
	$(UV) pyproject.toml --output-file requirements-dev.lock --group dev $(ARGS)
	$(UV) --group bench --constraint requirements-dev.lock --output-file requirements-bench.lock $(ARGS)

$(SERVICE):
	$(call venv,requirements.lock)
	@touch $(SERVICE)

$(TOOLS):
	$(call venv,requirements-dev.lock)
	@touch $(SERVICE) $(TOOLS)

$(PEERS): $(TOOLS)
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $(PEERS)

define venv
$(call want,import sys; assert sys.version_info >= (3, 11),Python 3.11 or newer is missing: install it and name it as in `make run PYTHON=python3.12`)
$(call want,import ensurepip$(,) venv,Python's venv module is missing: install it as in `apt-get install python3-venv`)
@echo "Making .venv from $(1) …"
@rm -rf .venv
@$(PYTHON) -m venv .venv
@$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
endef

, := ,
want = $(if $(shell $(PYTHON) -c '$(1)' 2>/dev/null && echo yes),,$(error $(2)))

.PHONY: help run test faults bench bench-quick check fmt lint types layers unused lock
