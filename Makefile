# The portal's commands. Each target's one line of help stands behind ##.
PYTHON ?= python3
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test soak bench lint format messages lock python

help: ## shows this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

python:
	@$(PYTHON) tools/check_python.py

setup: python ## everything needed on this machine, with item sets and demonstration; safe to repeat
	@exec $(PYTHON) tools/setup.py

run: python ## sets up, then web and worker together; prints the address and the demonstration accounts
	@exec $(PYTHON) tools/run.py

test: python ## sets up, then every test on SQLite, on PostgreSQL with Redis and Celery, and in the browser
	@exec $(PYTHON) tools/test.py

soak: python ## the long counts, on both engines
	@exec $(PYTHON) tools/test.py --soak

bench: python ## measures speed as ratios in one interleaved run (docs/performance.md); run it on a quiet machine
	@$(PYTHON) tools/setup.py --dev --no-data && exec $(VENV)/python -m bench.pdf

lint: ## style and layers
	@$(VENV)/ruff check . && $(VENV)/lint-imports --no-cache

format: ## puts the code into its form
	@$(VENV)/ruff check --fix . ; $(VENV)/ruff format .

messages: ## collects the interface's texts and compiles the translations (needs gettext)
	@$(VENV)/python manage.py makemessages --locale th --no-location --no-obsolete \
		--ignore .venv --ignore node_modules --ignore var --ignore .build --ignore tests
	@$(VENV)/python manage.py compilemessages --locale th --ignore .venv

lock: python ## pins all Python packages anew with their hashes
	@exec $(PYTHON) tools/lock.py
