# Everything here sets itself up first; PYTHON=/path/to/python3 names another interpreter.
.DEFAULT_GOAL := help
.PHONY: help demo test check bench fmt sbom audit clean lint run-ready dev-ready
# A file stays in one process: its tests share what is dear to make. The last files are short ones.
SIDE_BY_SIDE = -n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 0
FAST = $(wildcard tests/unit tests/spec tests/data)

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1 - /p' Makefile

demo: run-ready ## one quarter of a made-up city, from thirteen workbooks to a draft report
	.venv/bin/kvartal demo

test: lint ## every check and every test
	.venv/bin/pytest $(SIDE_BY_SIDE)

check: lint ## linters, types, layers and the tests that take no server
	.venv/bin/pytest $(SIDE_BY_SIDE) $(FAST)

bench: dev-ready ## the benchmarks, as ratios within one run
	.venv/bin/python -m benchmarks

fmt: dev-ready ## rewrites code and SQL the way the linters want them
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .
	.venv/bin/sqlfluff fix --quiet sql

sbom: dev-ready ## what the product is made of, as CycloneDX in build/
	deploy/sbom.sh

audit: dev-ready ## known vulnerabilities of what is locked; "Error 3" where nobody could be asked
	deploy/audit.sh

clean: ## removes .venv and all caches, never a kvartal-home
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

lint: dev-ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/sqlfluff lint --nocolor sql

run-ready:
	@deploy/bootstrap.sh

dev-ready:
	@deploy/bootstrap.sh dev
