# Everything a newcomer needs; `make` alone prints this help.
PYTHON ?= python3
BIN := .venv/bin
SERVE ?= 1
PACKAGES := feedback surveys reports
# Python keeps what it compiled, also where the environment says not to: the tests start many a process, which would compile it all.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long load bench checkers check fix migrate serve messages evaluate

help: ## Print this help
	@echo "Gensvar: what became of what was said."
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: $(BIN)/.ready ## Make .venv with the command `gensvar` in it

$(BIN)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Gensvar needs Python 3.11 or newer; say PYTHON=/path/to/python." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,meaning]'
	@touch $@

demo: setup ## Run the whole chain on sample notes, write the PDF reports, serve the site (SERVE=0: stop before serving)
	$(BIN)/gensvar demo $(if $(filter 0,$(SERVE)),--no-serve,)

test: setup ## Run every test: SQLite and PostgreSQL, pages, browser, PDF
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

test-long: setup ## Run the tests that take minutes: thousands of mails, killed again and again
	$(BIN)/python -m pytest -m long

load: setup ## Let 10,000 simulated participants answer on each engine; writes docs/measured.md (PARTICIPANTS=n)
	$(BIN)/python -m tests.load --participants $(or $(PARTICIPANTS),10000) --write

bench: setup ## Measure pages of 1,000 issues x 20 years beside their bare SQL, on both engines
	$(BIN)/python -m pytest -m long tests/benchmarks/test_issue_pages.py tests/benchmarks/test_public_pages.py --quiet

checkers: ## Fetch the HTML checker that some tests use (needs npm and Java; without it they are skipped)
	npm install --silent --no-audit --no-fund --no-package-lock --prefix .checkers vnu-jar@26.9.27

check: setup ## Lint, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: setup ## Mend what the linter can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

migrate: setup ## Bring the database of DATABASE_URL (or data/gensvar.sqlite) up to date
	$(BIN)/gensvar migrate

serve: setup ## Serve the site; settings come from the environment (docs/operators.md)
	$(BIN)/gensvar serve

messages: setup ## Collect the visible strings and bring the catalogs up to date
	$(BIN)/pybabel extract --mapping-file babel.cfg --output-file locales/messages.pot --no-location --sort-output --omit-header --keywords "N_ pgettext:1c,2" $(PACKAGES)
	for catalog in locales/*/; do $(BIN)/pybabel update --input-file locales/messages.pot --output-dir locales --locale $$(basename $$catalog) --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100 || exit 1; done
	$(BIN)/python locales/english.py

evaluate: setup ## Measure the matching and the reading of notes against the labelled data in GOLD=folder; writes docs/accuracy.md
	$(BIN)/gensvar evaluate --gold $(GOLD) --write docs/accuracy.md
