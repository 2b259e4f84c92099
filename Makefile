# Every task of the project. `make help` lists them; the work itself stands in scripts/.
.DEFAULT_GOAL := help
.PHONY: help setup run web check fmt lint test test-sqlite postgres bench openapi contract guide migrate seed clean

DATABASE ?= sqlite:data/shuangbaodao.db
LISTEN ?= 127.0.0.1:8080
SCALE ?= small
T ?=
API = cargo run --quiet -p shuangbaodao --
export DATABASE LISTEN SCALE

help: ## This list
	@awk -F ' ## ' '/^[a-z-]+:.* ## / { split($$1, name, ":"); printf "  make %-12s %s\n", name[1], $$2 }' $(MAKEFILE_LIST)
	@printf '\n  Variables: LISTEN=%s DATABASE=%s SCALE=%s T=<part of a test name>\n' '$(LISTEN)' '$(DATABASE)' '$(SCALE)'

setup: ## Look for Rust and a C compiler; what else is needed, the tasks below get themselves
	scripts/setup.sh

run: ## Build what is missing and serve the demo city (LISTEN, DATABASE, SCALE=small|city)
	@scripts/run.sh

web: ## Build the browser programs into web/dist when they are stale
	scripts/web.sh --if-stale

check: ## Everything that has to hold before a change is taken: lint, then test
	scripts/setup.sh
	scripts/lint.sh
	scripts/test.sh

fmt: ## Format the code
	cargo fmt --all

lint: ## Format, lengths of files, clippy, documentation, licences: without running the code
	scripts/lint.sh

test: ## Run every test on SQLite and PostgreSQL, and the journeys in Chromium; T=name chooses
	scripts/test.sh $(T)

test-sqlite: ## Run the API's tests on SQLite alone, quickly; T=name chooses
	cargo test -p shuangbaodao --lib -- $(T) --skip ::pg

postgres: ## Open psql on a PostgreSQL that is thrown away afterwards
	scripts/with_postgres.sh bash -c 'exec psql "$$TEST_PG_URL" </dev/tty'

bench: ## Measure list, search, get, create and rate on both databases, as ratios
	scripts/bench.sh

openapi: ## Write openapi.yaml anew from the code
	@mkdir -p target
	$(API) openapi >target/openapi.yaml
	mv target/openapi.yaml openapi.yaml

contract: ## Validate openapi.yaml, and ask a running server everything it allows (schemathesis)
	scripts/check_openapi.sh
	scripts/contract.sh

guide: ## Run the examples of docs/api-guide.md against a server of their own
	scripts/check_guide.sh

migrate: ## Bring DATABASE up to the schema of this code
	$(API) migrate --database "$(DATABASE)"

seed: ## Make the demo city in DATABASE unless it holds one (SCALE=small|city)
	$(API) migrate --database "$(DATABASE)"
	$(API) seed --if-empty --scale "$(SCALE)" --database "$(DATABASE)"

clean: ## Remove what was built; data/ stays
	cargo clean
	rm -rf web/dist tests/artifacts
