# Every verb of the project. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Build output lives outside the checkout, so that every clone of one user shares it.
CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/tidewater
export CARGO_TARGET_DIR ?= $(CACHE)/target
# With the output elsewhere, the wasm builder has to be told where Cargo.lock is.
export WASM_BUILD_WORKSPACE_HINT := $(CURDIR)

export TIDEWATER_BIN := $(CARGO_TARGET_DIR)/release/tidewater

# The dev profile, with its debug assertions, is for what needs no node; the rest is built once, in
# release. The sets never change: other packages or features would rebuild the SDK.
LIGHT := --locked -p tidewater-math -p tidewater-primitives -p tidewater-golden -p pallet-amm -p pallet-governance -p pallet-pause -p pallet-price-oracle -p pallet-spending -p pallet-staking-rewards
HEAVY := --locked --release --features fast -p tidewater-runtime -p tidewater-node -p tidewater-integration-tests -p tidewater-next-version

.PHONY: help setup dev test build release test-light test-heavy test-e2e test-oracle check fmt lint specs bench weights fuzz

help: ## List the verbs
	@grep -hE '^[a-z][a-z0-9-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## Install what is missing: Debian packages, the wasm target, npm packages
	@.ci/setup build test

dev: ## Run a chain of one validator on this machine, and a server of prices for it
	@.ci/setup build
	@$(MAKE) --no-print-directory build
	@printf '\n  endpoint  ws://127.0.0.1:9944\n  explorer  https://polkadot.js.org/apps/?rpc=ws%%3A%%2F%%2F127.0.0.1%%3A9944\n  prices    http://127.0.0.1:9955/control/status\n\n'
	@$(TIDEWATER_BIN) price-feed & trap "kill $$! 2>/dev/null || true" EXIT; \
		$(TIDEWATER_BIN) --dev --oracle-sources node/oracle-sources/local.toml

test: setup fmt-check test-light fuzz-math test-heavy check test-e2e ## Everything that CI runs

build: ## Build the node with the periods of the development chains
	cargo build $(HEAVY)

release: ## Build the node for networks that hold value, with the hash that hardware wallets check
	cargo build $(subst --features fast,--features tidewater-runtime/metadata-hash,$(HEAVY))

test-light: ## Test arithmetic, primitives and pallets
	cargo test $(LIGHT)

test-heavy: ## Test the runtime, the node and all pallets together
	cargo test $(HEAVY)

test-e2e: build ## Test a running node with Polkadot.js
	cd e2e && PATH="$(CACHE)/node/node_modules/.bin:$$PATH" npm test

test-oracle: build ## Test prices on four validators for a quarter of an hour, and measure them
	@.ci/setup build test
	cd e2e && PATH="$(CACHE)/node/node_modules/.bin:$$PATH" npm run test-oracle

check: ## Lint with clippy
	cargo clippy $(LIGHT) --all-targets -- -D warnings
	cargo clippy $(HEAVY) --all-targets -- -D warnings

# Workspaces of their own.
APART := benches/weights math/fuzz pallets/amm/fuzz primitives/fuzz

fmt: ## Format the code
	cargo fmt --all
	for apart in $(APART); do cargo fmt --manifest-path $$apart/Cargo.toml; done

.PHONY: fmt-check
fmt-check:
	cargo fmt --all -- --check
	for apart in $(APART); do cargo fmt --manifest-path $$apart/Cargo.toml -- --check; done

lint: ## Check licences, sources and unused dependencies (installs two tools)
	@command -v cargo-deny >/dev/null || cargo install --locked cargo-deny@0.20.2
	@command -v cargo-machete >/dev/null || cargo install --locked cargo-machete@0.9.2
	cargo deny check bans licenses sources
	cargo machete

specs: build ## Write the raw specs of the development chains to chain-specs/
	for chain in dev local; do $(TIDEWATER_BIN) export-chain-spec --chain $$chain --raw --output chain-specs/$$chain.raw.json; done

bench: ## Measure arithmetic and calls against pallet-asset-conversion, -asset-rewards and -conviction-voting
	cargo bench --locked -p tidewater-benches

# What to measure, as `tidewater-weights --help` has it: `make weights WEIGHTS="pallets pallet_amm"`.
WEIGHTS ?= all
weights: ## Measure the weights and write them to runtime/src/weights/ (a long build of its own)
	@.ci/setup build
	cd benches/weights && CARGO_TARGET_DIR=$(CACHE)/weights cargo run --locked --release -- $(WEIGHTS)

fuzz: FUZZ_SECONDS ?= 600
fuzz: ## Search for inputs that break arithmetic, calls or the parser of answers, each for FUZZ_SECONDS (a long build of its own)
	@.ci/setup build
	$(call search,math)
	$(call search,pallets/amm)
	$(call search,primitives)

.PHONY: fuzz-math
fuzz-math: FUZZ_SECONDS ?= 10
fuzz-math:
	$(call search,math,-verbosity=0)

# Starts from the committed inputs. What it finds stays in the cache: in `corpus/` what reaches something
# new, beside it what breaks something.
define search
	mkdir -p $(CACHE)/fuzz/corpus/$(1)
	CARGO_TARGET_DIR=$(CACHE)/fuzz RUSTC_WRAPPER=$(CURDIR)/.ci/instrument \
		cargo run --locked --release --manifest-path $(1)/fuzz/Cargo.toml -- \
		-max_total_time=$(FUZZ_SECONDS) -max_len=1200 -artifact_prefix=$(CACHE)/fuzz/ $(2) \
		$(CACHE)/fuzz/corpus/$(1) $(1)/fuzz/corpus
endef
