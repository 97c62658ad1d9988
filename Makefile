# dhkit: everything that is done with this repository. `make` alone explains it.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
CORPORA ?= october sample
SITE ?= build/site

# Use the Python that is here: uv would otherwise download one.
export UV_PYTHON_DOWNLOADS = never
# The environment is this folder's own, whichever one is active in the shell.
unexport VIRTUAL_ENV CONDA_PREFIX PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help setup run train build notebooks site picture lab test lint types tests format lock clean check-python
.DELETE_ON_ERROR:

help: ## Explain the targets
	@printf 'dhkit needs Python 3.11 or newer, git and make; it sets up the rest by itself.\n\n'
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@printf '\nAnother Python: make setup PY=python3.12   One corpus: make build CORPORA=sample\n'

setup: check-python $(VENV)/.ok ## Make .venv with everything in it, as requirements.lock says

run: setup ## Build the tables of all corpora, execute the notebooks, write the site
	@$(BIN)/dhkit run --target $(SITE)

build: setup ## Build the tables in data/processed from the documents in data/raw
	@for corpus in $(CORPORA); do printf '\n== tables of %s\n' $$corpus; $(BIN)/dhkit build $$corpus || exit; done

notebooks: run ## The same: outputs of notebooks are saved from a fresh run only

site: setup ## Write the executed notebooks as HTML pages into build/site
	@printf '\n== site\n'
	@$(BIN)/dhkit site --target $(SITE)

picture: setup ## Draw the chart that the README shows, from the tables
	@$(BIN)/python docs/draw_picture.py

lab: setup ## Open JupyterLab in notebooks/
	@$(BIN)/jupyter lab --notebook-dir=notebooks $(if $(filter 0,$(shell id -u)),--allow-root)

test: lint types tests ## Run everything that CI runs

lint: setup
	@printf '\n== lint: ruff check\n'
	@$(BIN)/ruff check .
	@printf '\n== format: ruff format --check\n'
	@$(BIN)/ruff format --check .

types: setup
	@printf '\n== types: mypy --strict src\n'
	@$(BIN)/mypy

tests: setup
	@printf '\n== tests: doctests, unit tests, layers, table laws, rebuild, wheel, notebooks\n'
	@$(BIN)/python -m pytest

format: setup ## Put code into the agreed form and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: setup ## Write requirements.lock and environment.yml from pyproject.toml (newest: LOCK_FLAGS=--upgrade)
	@$(UV) pip compile --quiet --universal --python-version 3.11 --group dev --all-extras --generate-hashes \
		--no-annotate --no-emit-index-url --custom-compile-command 'make lock' $(LOCK_FLAGS) \
		--output-file requirements.lock pyproject.toml
	@{ sed '/^  - pip:$$/q' environment.yml; sed -n 's/^\([a-z0-9].*==.*[^ ]\) *\\$$/      - "\1"/p' requirements.lock; echo '      - --editable .'; } \
		> environment.yml.new && mv environment.yml.new environment.yml

train: ## Make the weights of en_dhkit anew (hours; TREEBANKS=FOLDER, see training/README.md)
	@$(MAKE) -C training TREEBANKS=$(abspath $(TREEBANKS))

clean: ## Remove what was built and every cache; keep the packages and the tables
	find build -mindepth 1 -maxdepth 1 -not -name training -exec rm -rf {} + 2>/dev/null || true
	rm -rf dist $(VENV)/.ok .mypy_cache .pytest_cache .ruff_cache .hypothesis src/dhkit/static/live.js src/dhkit/static/site.js labext/static/vega.js
	find src tests $(wildcard notebooks) -name __pycache__ -prune -exec rm -rf {} + -o -name .ipynb_checkpoints -prune -exec rm -rf {} +

check-python:
	@command -v $(PY) >/dev/null || { echo "dhkit: no $(PY) here; name your Python: make setup PY=/path/to/python3.12" >&2; exit 2; }
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || \
		{ echo "dhkit: needs Python 3.11 to 3.14, $(PY) is `$(PY) -V 2>&1 | head -1`; name another: make setup PY=/path/to/python3.12" >&2; exit 2; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "dhkit: $(PY) cannot make environments; install its venv module (Debian, Ubuntu: apt install python3-venv)" >&2; exit 2; }
	@test ! -f $(VENV)/.ok || test "`cat $(VENV)/.ok`" = "`pwd`" || \
		{ echo "dhkit: this folder was moved, and .venv does not move with it; remove .venv first" >&2; exit 2; }
ifeq ($(origin PY),command line)
	@test ! -x $(BIN)/python || test "`$(PY) -c 'import sys; print(sys.version_info[:2])'`" = "`$(BIN)/python -c 'import sys; print(sys.version_info[:2])'`" || \
		{ echo "dhkit: .venv has `$(BIN)/python -V`, not that of $(PY); remove .venv first" >&2; exit 2; }
endif

# 1. An environment, 2. uv out of the lock, with its hashes, 3. all of the lock, 4. this folder itself. Bytecode is
# compiled at once: otherwise each kernel would compile pandas, spaCy and Altair anew where Python writes none.
$(VENV)/.ok: pyproject.toml requirements.lock hatch_build.py Makefile $(wildcard labext/*.json labext/*/*.json) labext/static/remoteEntry.js
	@test -x $(BIN)/python || { echo '== making $(VENV)'; $(PY) -m venv $(VENV); }
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement $(VENV)/uv.txt
	@echo '== installing what requirements.lock names'
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(UV) pip install --python $(BIN)/python --quiet --no-deps --no-build-isolation --reinstall-package dhkit --editable .
	@pwd > $@
