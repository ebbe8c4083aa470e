# Every way to run, test and check Warta; `make` lists them. POSIX shell, GNU make, Python 3.11 or newer.
# Steps that are done leave a stamp named by a hash of what they were made from, so that each is done once.

PYTHON ?= python3
PORT ?= 8000
VAR_DIR ?= var

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest
JOBS ?= 2
SPREAD := -n $(JOBS) --dist worksteal

hash_of = $(shell cat $(1) 2>/dev/null | cksum | cut -d' ' -f1)
REQUIREMENTS := requirements.txt
DEV_REQUIREMENTS := requirements.txt requirements-postgresql.txt requirements-dev.txt
INSTALLED := .venv/installed-$(call hash_of,$(REQUIREMENTS))
DEV_INSTALLED := .venv/installed-dev-$(call hash_of,$(DEV_REQUIREMENTS))

STAMPS := $(VAR_DIR)/stamps
DATABASE := $(shell printf '%s' "$$DATABASE_URL" | cksum | cut -d' ' -f1)
MIGRATED := $(STAMPS)/migrated-$(DATABASE)-$(call hash_of,$(REQUIREMENTS) news/*/migrations/*.py news/*/guards.py news/guards.py)
LOG_INS := $(STAMPS)/log-ins-$(DATABASE)
KNOWN_LOG_INS := $(wildcard $(LOG_INS))
COLLECTED := $(STAMPS)/collected-$(call hash_of,$(REQUIREMENTS) $(sort $(shell find static -type f)))
# Whoever deletes the database by hand wants to begin again.
ifeq ($(DATABASE_URL)$(wildcard $(VAR_DIR)/warta.sqlite3),)
.PHONY: $(MIGRATED) $(LOG_INS)
endif

.DEFAULT_GOAL := help
.PHONY: help run prepare test test-sqlite test-postgresql test-browser check check-more lint types imports migrations \
	messages bench bench-comments marks

help: ## list what can be done
	@echo "Warta: the press office of a local government as software"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-24s %s\n", $$1, $$2 }'
	@echo
	@echo "  PORT=8123 changes the port, PYTHON=python3.12 the interpreter, ARGS=… goes to pytest."

# Run

# Server and worker end together: by Ctrl-C, with make (also when it is killed), or with the server. Of granian only the
# main process may be told to end: when a terminal tells all of them, it hangs half the time.
APART := $(BIN)/python -c 'import os, sys; os.setsid(); os.execv(sys.argv[1], sys.argv[1:])'

run prepare: export BASE_URL ?= http://127.0.0.1:$(PORT)

run: prepare ## serve the site with demo content on http://127.0.0.1:8000, and work in the background
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || { \
		echo "Port $(PORT) is taken. Choose another: make run PORT=8123" >&2; exit 1; }
	@$(if $(KNOWN_LOG_INS),cat $(LOG_INS),:)
	@echo "Warta is at $$BASE_URL/ and its desk at $$BASE_URL/admin/ (stop it with Ctrl-C)"
	@trap 'kill $$worker $$server 2>/dev/null; wait' EXIT; \
	trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM; \
	{ sleep 2; exec $(MANAGE) work --verbosity 0; } & worker=$$!; \
	$(APART) $(BIN)/granian --interface wsgi config.wsgi:application --host 127.0.0.1 --port $(PORT) --no-ws \
		--workers 2 --blocking-threads 16 --respawn-failed-workers --log-level error & server=$$!; \
	while kill -0 $$server 2>/dev/null && kill -0 $$PPID 2>/dev/null; do sleep 1 & wait $$!; done; \
	kill -0 $$PPID 2>/dev/null || exit 143; \
	wait $$server

prepare: $(INSTALLED) $(MIGRATED) $(COLLECTED) $(LOG_INS) ## install, migrate and load the demo, without serving

$(MIGRATED): | $(INSTALLED) $(STAMPS)
	@echo "• Preparing the database"
	@$(MANAGE) migrate --verbosity 1 --no-input
	@rm -f $(STAMPS)/migrated-$(DATABASE)-* && touch $@

$(COLLECTED): | $(INSTALLED) $(STAMPS)
	@echo "• Collecting static files"
	@$(MANAGE) collectstatic --no-input --clear --verbosity 0
	@rm -f $(STAMPS)/collected-* && touch $@

$(LOG_INS): | $(MIGRATED)
	@echo "• Loading the demo, if there is no newsroom yet"
	@$(MANAGE) demo --if-empty --log-ins $@

$(STAMPS):
	@mkdir -p $@

# Install

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found. Warta needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Warta needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V)." >&2; \
		echo "If another one is installed, name it: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "• Making .venv with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python's venv module is missing; Debian and Ubuntu have it as python3-venv." >&2; exit 1; }

$(INSTALLED): | $(BIN)/python
	@echo "• Installing what Warta runs on (about 20 seconds)"
	@$(BIN)/python -m pip install --no-input --disable-pip-version-check --progress-bar off -r requirements.txt
	@rm -f .venv/installed-[0-9]* && touch $@

$(DEV_INSTALLED): | $(BIN)/python
	@echo "• Installing what tests and checks need (about 30 seconds)"
	@$(BIN)/python -m pip install --no-input --disable-pip-version-check --progress-bar off -r requirements-dev.txt
	@rm -f .venv/installed-* && touch $@ $(INSTALLED)

# Test

test: $(DEV_INSTALLED) ## run the quick tests: SQLite, no browser (five minutes)
	@$(PYTEST) -m "not browser" $(SPREAD) $(ARGS)

test-sqlite: test ## the same

test-postgresql: $(DEV_INSTALLED) ## run them on PostgreSQL: DATABASE_URL's server, or one of its own
	@$(BIN)/python -m tests.postgresql -m "not browser" $(SPREAD) $(ARGS)

test-browser: $(DEV_INSTALLED) ## run what readers and editors do in Chromium
	@$(PYTEST) tests/browser $(ARGS)

# Check

check: test check-more ## run everything that CI runs

check-more: lint types imports migrations test-postgresql test-browser ## everything but `make test`

lint: $(DEV_INSTALLED) ## ruff and djlint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/djlint --lint --quiet templates

types: $(DEV_INSTALLED) ## mypy, strict, with django-stubs
	@$(BIN)/mypy

imports: $(DEV_INSTALLED) ## the arrow between rooms, and the order inside each
	@$(BIN)/lint-imports --no-logo

migrations: $(DEV_INSTALLED) ## no model change without its migration
	@$(MANAGE) makemigrations --check --dry-run

# Translate

messages: $(DEV_INSTALLED) ## read msgids from code into locale/id, and compile it (needs gettext)
	@$(BIN)/python -m tests.messages

# Measure

bench: $(DEV_INSTALLED) ## print what everything costs next to its budget (an hour; ARGS="--parts pages": two minutes)
	@$(BIN)/python -m bench --comments $(or $(COMMENTS),100000) $(ARGS)

bench-comments: $(DEV_INSTALLED) ## the part on comments alone, with 1,000,000 of them (half an hour)
	@$(BIN)/python -m bench.comments sqlite --comments $(or $(COMMENTS),1000000)
	@$(BIN)/python -m bench.comments postgresql --comments $(or $(COMMENTS),1000000)

marks: $(DEV_INSTALLED) ## print weights, speed, validity and Lighthouse marks (needs Chromium, npm, Java, w3m)
	@$(BIN)/python -m bench.marks --runs $(or $(RUNS),3)
