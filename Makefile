# make demo    three purchases of 2015, replayed, then shown at http://127.0.0.1:8000   (ONCE=1: replay and end; RESET=1: from nothing)
# make run     an empty installation: database, web and worker together
# make test    all checks and all tests          make check   the checks alone
# make bench   how fast                          make faults  what happens when parts die
# make fuzz    random walks, longer              make docs    write the generated documents
# make screens every screen opened and looked at   (BAILU_SHOTS=1: pictures into the manual)
# make setup   tables, reference data, texts, static files
.DEFAULT_GOAL := demo
.PHONY: demo run setup test check bench faults fuzz screens docs runtime dev clean

PY := .venv/bin/python
BAILU := $(PY) -m bailu.cli
PYTEST := $(PY) -m pytest
JOBS ?= 2

runtime:
	@bin/bootstrap runtime

dev:
	@bin/bootstrap dev

demo: runtime
	@$(BAILU) demo $(if $(ONCE),--once) $(if $(RESET),--reset)

setup: runtime
	@$(BAILU) setup

run: setup
	@$(BAILU) run

check: dev
	$(PY) -m ruff format --check --quiet .
	$(PY) -m ruff check --quiet .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(BAILU) manage makemigrations --check --dry-run
	$(BAILU) messages --check
	$(BAILU) docs --check
	@$(PY) bin/audit

test: check
	$(PYTEST) -q -n $(JOBS)

bench: dev
	@$(PY) -m benchmarks $(ONLY)

faults: dev
	$(PYTEST) -q -s -p no:randomly tests/faults

fuzz:
	@bin/bootstrap fuzz
	HYPOTHESIS_PROFILE=long $(PYTEST) -q --durations=12 tests/fuzz

screens: dev
	BAILU_BROWSER=required $(PYTEST) -q -p no:randomly tests/screens

docs: dev
	$(BAILU) docs

clean:
	@[ ! -x $(PY) ] || $(BAILU) pg stop
	rm -rf .venv .tools .uv-cache .mypy_cache .ruff_cache .import_linter_cache
