# The commands of this repository. `make` alone prints them; each is a line or two, the work is in scripts/.

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check assets story screens fmt clean

help: ## Print these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  %-16s %s\n", $$1, $$2 }'

demo: ## Build, load a synthetic service into .demo/, say what to do next
	@scripts/demo.sh

demo-reset: ## Throw .demo/ away and begin anew
	@rm -rf .demo
	@scripts/demo.sh

test: ## Everything that CI runs
	@scripts/test.sh

check: ## The quick part of `make test`: format, tidy, clippy
	@scripts/test.sh prepare assets format tidy lint

assets: ## Build the style sheet and script of the pages
	@scripts/assets.sh

story: ## Watch the stories in a browser; pictures of each step in target/story/
	@scripts/prepare.sh test && scripts/assets.sh && cargo build --locked -p alongside && scripts/browser.sh --watch story hazards early-help

screens: ## Make the pictures of docs/screens/ anew
	@scripts/prepare.sh test && scripts/assets.sh && cargo build --locked -p alongside && scripts/browser.sh screens

fmt: ## Format the Rust code
	@cargo fmt --all

clean: ## Delete what was built (target/, .cache/, packages of npm); .demo/ stays
	@rm -rf target .cache crates/web/assets/dist crates/web/assets/node_modules tests/browser/node_modules
