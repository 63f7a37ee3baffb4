# secretd. `make` lists the targets.
#
#   CONFIG=debug|release   which build `build`, `run` and `demo` use
#   FILTER=<regex>         which tests `test` runs
#   PREFIX, DESTDIR        where `install` puts things

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

CONFIG ?= debug
PREFIX ?= /usr/local
DESTDIR ?=
FILTER ?=
FUZZ_SECONDS ?= 60

# Root is needed to mount; everything else runs as whoever calls make.
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
DEPS := .build/deps
# What tests use from elsewhere: Python's file watchers and Kubernetes client, and an old kubectl beside any other.
PYTHON := .build/python/installed
KUBECTL := .build/kubectl/installed
# A released binary carries Swift's runtime, so that it runs where no toolchain is.
BUILD_FLAGS := $(if $(filter release,$(CONFIG)),--configuration release --static-swift-stdlib --product secretd)
BINARY := .build/$(CONFIG)/secretd
RELEASE_BINARY := .build/release/secretd
SOURCES := Package.swift $(shell find Sources -type f)

.PHONY: help deps build test lint format demo run install uninstall bench fuzz clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

deps: $(DEPS) $(PYTHON) $(KUBECTL) ## install the Debian packages that build, tests and demo need; check the Swift toolchain

$(DEPS): Tests/lint/deps
	@Tests/lint/deps
	@mkdir -p $(@D) && touch $@

$(PYTHON): $(DEPS)
	@python3 -m venv $(@D)
	@$(@D)/bin/pip install --quiet --disable-pip-version-check watchdog watchfiles kubernetes && touch $@ || \
	    echo 'Nothing from PyPI: the tests that need its packages are skipped.' >&2

# Unpacked and not installed, so that the kubectl that is there stays.
$(KUBECTL): $(DEPS)
	@mkdir -p $(@D)
	@cd $(@D) && apt-get -o APT::Sandbox::User=root download -qq kubernetes-client && dpkg-deb -x kubernetes-client_*.deb . && touch installed || \
	    echo 'No kubernetes-client from Debian: the tests do without that kubectl.' >&2

# A build that had nothing to link leaves the old time, and `install` would build again, perhaps as root: hence touch.
build: $(DEPS) ## build secretd (CONFIG=release for the one that is installed)
	swift build $(BUILD_FLAGS)
	@touch $(BINARY)

test: $(DEPS) $(PYTHON) $(KUBECTL) ## run the tests; those that mount need root (FILTER=Name runs some)
	swift build --build-tests
ifeq ($(FILTER),)
	@# In passes: tests that keep the processors busy or wait for processes hold up what the others time.
	swift test --skip-build --disable-xctest --skip IntegrationTests --skip FusePublishingTests
	swift test --skip-build --disable-xctest --filter FusePublishingTests
	swift test --skip-build --disable-xctest --filter IntegrationTests --skip CompareTests --skip KubectlMatrix
	swift test --skip-build --disable-xctest --filter KubectlMatrix
	swift test --skip-build --disable-xctest --filter CompareTests
else
	swift test --skip-build --disable-xctest --filter '$(FILTER)'
endif

lint: $(DEPS) ## check format, imports between rooms, machine paths, file lengths, scripts and units
	swift format lint --strict --recursive Sources Tests Package.swift
	@Tests/lint/imports
	@Tests/lint/tree
	@Tests/lint/units

format: $(DEPS) ## format the Swift code in place
	swift format --in-place --recursive Sources Tests Package.swift

demo: build ## show the main job with secretd's commands: a TLS Secret, a Pod, a new Secret
	@$(AS_ROOT) examples/kuard-tls/demo.sh $(BINARY)

run: build ## run the daemon on examples/kuard-tls in the foreground; ^C ends it
	@$(AS_ROOT) examples/kuard-tls/run.sh $(BINARY)

bench: $(DEPS) ## measure the release build: files, API, start, memory, idling (needs root)
	@AS_ROOT=$(AS_ROOT) Tests/Benchmarks/run.sh

fuzz: $(DEPS) ## fuzz the manifest reader and the patch engines (FUZZ_SECONDS=60 for each)
	@SECONDS=$(FUZZ_SECONDS) Tests/Fuzz/run.sh

$(RELEASE_BINARY): $(SOURCES)
	@$(MAKE) --no-print-directory build CONFIG=release

install: $(RELEASE_BINARY) ## install binary, docker's credential helper and systemd unit under DESTDIR/PREFIX
	install -D -m 0755 --strip $(RELEASE_BINARY) $(DESTDIR)$(PREFIX)/bin/secretd
	ln -sf secretd $(DESTDIR)$(PREFIX)/bin/docker-credential-secretd
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's|@PREFIX@|$(PREFIX)|g' systemd/secretd.service > $(DESTDIR)$(PREFIX)/lib/systemd/system/secretd.service
	chmod 0644 $(DESTDIR)$(PREFIX)/lib/systemd/system/secretd.service
	test -d $(DESTDIR)/etc/secretd || install -d -m 0755 $(DESTDIR)/etc/secretd
	test -d $(DESTDIR)/etc/secretd/manifests || install -d -m 0700 $(DESTDIR)/etc/secretd/manifests
	@if [[ -z "$(DESTDIR)" && -d /run/systemd/system ]]; then systemctl daemon-reload; fi

uninstall: ## take away what install put there; manifests stay
	@if [[ -z "$(DESTDIR)" && -d /run/systemd/system ]]; then systemctl disable --now secretd.service || true; fi
	rm -f $(DESTDIR)$(PREFIX)/bin/secretd $(DESTDIR)$(PREFIX)/bin/docker-credential-secretd
	rm -f $(DESTDIR)$(PREFIX)/lib/systemd/system/secretd.service
	for d in $(DESTDIR)/etc/secretd/manifests $(DESTDIR)/etc/secretd; do \
	    if [[ -d $$d ]]; then rmdir --ignore-fail-on-non-empty $$d; fi; done
	@if [[ -z "$(DESTDIR)" && -d /run/systemd/system ]]; then systemctl daemon-reload; fi
	@if [[ -z "$(DESTDIR)" ]] && mountpoint -q /run/secretd/volumes; then \
	    echo 'The volumes are still there for whoever reads them. To take them away: umount /run/secretd/volumes'; fi

clean: ## remove everything that was built
	rm -rf .build
