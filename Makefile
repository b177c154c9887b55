# Every target calls `crossing ...` or a standard tool. Paths are relative, so a folder with a space in its name is fine.
.DEFAULT_GOAL := html
.PHONY: help html dev test check publish import card bench lint lock clean

BIN     := .venv/bin
PYTHON  := python3
ROOT    := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help: ## Show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

html: .venv/site ## Build the sample site into output/
	@$(BIN)/crossing build

dev: .venv/site ## Serve the site on this machine and rebuild on every change
	@$(BIN)/crossing dev

test: lint ## Run every test (set CROSSING_REQUIRE=1 to make a missing browser or server a failure)
	@$(BIN)/python -m pytest -n auto

lint: .venv/dev ## Check style, types and the import rule
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

check: .venv/site ## Build as for publishing and look for faults
	@$(BIN)/crossing check

publish: .venv/site ## Build for production, check, and deploy to TO=folder or TO=user@host:/folder
	@$(BIN)/crossing publish $(if $(TO),--to "$(TO)")

import: .venv/site ## Import comments from FILE=export.xml (Disqus or WordPress); OWNER=your user name on Disqus
	@$(BIN)/crossing comments import "$(or $(FILE),$(error Name the export: make import FILE=export.xml))" $(if $(OWNER),--owner "$(OWNER)")

card: .venv/site ## Show the card's QR code here and leave it with the contact file in cards/
	@$(BIN)/crossing card

bench: .venv/dev ## Measure build time and related posts
	@$(BIN)/python -m bench

lock: .venv/dev ## Renew the pinned versions in requirements/ (hashes, no addresses)
	@$(INSTALL) "uv>=0.9,<1"
	@for group in site dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate pyproject.toml --group $$group -o requirements/$$group.txt; done

clean: ## Remove what was built (the environment in .venv stays)
	@rm -rf output cards dist .crossing

# One environment, filled in two steps: what the site needs, then what the tests need as well.
.venv/bin/python:
	@$(PYTHON) -m venv .venv || { rm -rf .venv; $(ROOT) apt-get update -qq; $(ROOT) apt-get install -y -qq python3-venv; $(PYTHON) -m venv .venv; }

.venv/%: requirements/%.txt pyproject.toml | .venv/bin/python
	@echo "Setting up .venv from $< ..."
	@$(INSTALL) --use-pep517 --require-hashes -r $<
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@
