# What a developer and the CI run. `make demo` and `make test` work on a bare Debian 12 with a Swift 6.3 toolchain.

SWIFT ?= swift
BUILD_FLAGS := --explicit-target-dependency-import-check error
PREFIX ?= /usr/local
DESTDIR ?=

# Debian packages: to build, and to run the tests and the demo.
PACKAGES := git pkg-config binutils libc6-dev libstdc++-12-dev ca-certificates libmosquitto-dev libsqlite3-dev \
	libjavascriptcoregtk-4.1-dev mosquitto qrencode

# For the fault matrix: what makes system calls fail, steps the calendar, cuts the power and drops packets.
TORTURE_PACKAGES := strace faketime nbdkit libnbd-bin e2fsprogs nftables util-linux sqlite3 openssl
TORTURE_FORM ?= long

.PHONY: all demo test check lint build tidy unit end-to-end torture torture-quick tsan asan bench fuzz docs sbom release install packages toolchain
all: release

## demo: a small city on this machine: brokers, sensors, gateway, an outage, and the account. DEMO_SECONDS=30 ends by itself.
demo: release
	@demo/run

## test: everything that is tested, without the formatter.
test: build unit end-to-end

## check: what must pass before a commit; each step prints its seconds.
check: lint build tidy torture-quick unit end-to-end

lint: toolchain
	@.ci/step lint $(SWIFT) format lint --strict --recursive Sources Tests Package.swift

build: packages toolchain
	@.ci/step build $(SWIFT) build --build-tests $(BUILD_FLAGS)

tidy: build
	@.ci/step tidy $(SWIFT) test --disable-xctest --skip-build --filter TidyTests $(BUILD_FLAGS)

unit: build
	@.ci/step unit $(SWIFT) test --disable-xctest --skip-build --skip TidyTests --skip EndToEndTests $(BUILD_FLAGS)

# Real brokers and real processes: on their own, so that nothing else takes their time.
end-to-end: build
	@[ ! -d Tests/EndToEndTests ] || .ci/step end-to-end $(SWIFT) test --disable-xctest --skip-build --filter EndToEndTests $(BUILD_FLAGS)

# A few minutes, at most ten; what the machine cannot do (no root, a tool that is missing) is said and not run.
torture-quick: build
	@[ "$$(id -u)" != 0 ] || timeout 300 .ci/packages $(TORTURE_PACKAGES) || echo 'Rows that need what is missing are not run.'
	@.ci/step torture .build/debug/Torture quick

## torture: the fault matrix for real, written to docs/torture.md. Hours; TORTURE_FORM=medium: a quarter of an hour. Root runs all rows.
## What has ended is kept in .build/torture: a run goes on where another was ended, and a second one beside it takes its share.
torture: build release
	@.ci/packages $(TORTURE_PACKAGES)
	@mkdir -p docs
	@GATEWAY_PROGRAM=$(CURDIR)/.build/release/gateway TORTURE_REPORT="$${TORTURE_REPORT-docs/torture.md}" TORTURE_RESULTS="$${TORTURE_RESULTS-.build/torture}" .ci/step torture .build/debug/Torture $(TORTURE_FORM)

## asan: unit tests and simulation under the address sanitizer, with few schedules; the codec worker is not sanitized.
asan: packages toolchain
	@$(SWIFT) build --product gateway-codec-worker $(BUILD_FLAGS)
	@GATEWAY_CODEC_WORKER=$(CURDIR)/.build/debug/gateway-codec-worker SIMULATION_SCHEDULES=200 ASAN_OPTIONS=detect_leaks=0 .ci/step asan $(SWIFT) test --disable-xctest --sanitize address --scratch-path .build-asan --skip TidyTests --skip EndToEndTests $(BUILD_FLAGS)

## tsan: unit tests and simulation under the thread sanitizer. The codec worker is not sanitized: its sandbox has no room for it.
tsan: packages toolchain
	@$(SWIFT) build --product gateway-codec-worker $(BUILD_FLAGS)
	@GATEWAY_CODEC_WORKER=$(CURDIR)/.build/debug/gateway-codec-worker SIMULATION_SCHEDULES=200 TSAN_OPTIONS="suppressions=$(CURDIR)/.ci/tsan.suppressions" .ci/step tsan $(SWIFT) test --disable-xctest --sanitize thread --scratch-path .build-tsan --skip TidyTests --skip EndToEndTests $(BUILD_FLAGS)

## bench: the project's own benchmarks.
bench: packages toolchain
	@$(SWIFT) build -c release --product gateway-codec-worker
	@GATEWAY_CODEC_WORKER=$(CURDIR)/.build/release/gateway-codec-worker $(SWIFT) run -c release --package-path Benchmarks

## fuzz: every decoder and envelope under libFuzzer and the address sanitizer, FUZZ_SECONDS each (600). Takes hours.
fuzz: packages toolchain
	@SWIFT=$(SWIFT) Fuzz/run $(FUZZ_TARGETS)

## docs: the page of all models with their properties, units, ports, sources and vectors, and the manual pages.
docs: release
	@mkdir -p docs/generated
	@.build/release/gateway model page > docs/generated/models.md
	@for page in gateway.1 gateway.toml.5; do .build/release/gateway manual $$page > docs/generated/$$page || exit 1; done
	@ls docs/generated/models.md docs/generated/gateway.1 docs/generated/gateway.toml.5

## sbom: the parts that the program is built of, as SPDX 2.3.
sbom: release
	@mkdir -p docs/generated
	@.ci/sbom "$$(.build/release/gateway --version)" > docs/generated/gateway.spdx.json
	@echo 'docs/generated/gateway.spdx.json'

## release: the optimised program and its codec worker, in .build/release; each step prints its seconds.
release: packages toolchain
	@.ci/step release $(SWIFT) build -c release --product gateway $(BUILD_FLAGS)
	@.ci/step worker $(SWIFT) build -c release --product gateway-codec-worker $(BUILD_FLAGS)

## install: the program and its codec worker, its unit, its user, its manual pages, its completions for bash, zsh and fish, and
## the sample configuration. An existing configuration stays as it is.
install: packages toolchain
	@.ci/step install $(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-install --product gateway $(BUILD_FLAGS)
	@.ci/step worker $(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-install --product gateway-codec-worker $(BUILD_FLAGS)
	install -D -m 0755 .build-install/release/gateway $(DESTDIR)$(PREFIX)/bin/gateway
	install -D -m 0755 .build-install/release/gateway-codec-worker $(DESTDIR)$(PREFIX)/bin/gateway-codec-worker
	@mkdir -p .build-install/share
	@for page in gateway.1 gateway.toml.5; do .build-install/release/gateway manual $$page > .build-install/share/$$page || exit 1; done
	@for shell in bash zsh fish; do .build-install/release/gateway completion $$shell > .build-install/share/completion.$$shell || exit 1; done
	install -D -m 0644 .build-install/share/gateway.1 $(DESTDIR)$(PREFIX)/share/man/man1/gateway.1
	install -D -m 0644 .build-install/share/gateway.toml.5 $(DESTDIR)$(PREFIX)/share/man/man5/gateway.toml.5
	install -D -m 0644 .build-install/share/completion.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/gateway
	install -D -m 0644 .build-install/share/completion.zsh $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_gateway
	install -D -m 0644 .build-install/share/completion.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/gateway.fish
	install -D -m 0644 deploy/gateway.sample.toml $(DESTDIR)$(PREFIX)/share/doc/gateway/gateway.sample.toml
	.ci/sbom "$$(.build-install/release/gateway --version)" > .build-install/gateway.spdx.json
	install -D -m 0644 .build-install/gateway.spdx.json $(DESTDIR)$(PREFIX)/share/doc/gateway/gateway.spdx.json
	install -D -m 0644 deploy/gateway.sysusers $(DESTDIR)/usr/lib/sysusers.d/gateway.conf
	install -d -m 0755 $(DESTDIR)/usr/lib/systemd/system
	sed 's|@PREFIX@|$(PREFIX)|g' deploy/gateway.service > $(DESTDIR)/usr/lib/systemd/system/gateway.service
	sed 's|@PREFIX@|$(PREFIX)|g' deploy/gateway-broker-sync.service > $(DESTDIR)/usr/lib/systemd/system/gateway-broker-sync.service
	install -m 0644 deploy/gateway-broker-sync.timer $(DESTDIR)/usr/lib/systemd/system/gateway-broker-sync.timer
	install -d -m 0750 $(DESTDIR)/etc/gateway $(DESTDIR)/etc/gateway/models
	@echo 'Next: systemd-sysusers && gateway init && chgrp -R gateway /etc/gateway && chown -R gateway: /var/lib/gateway && systemctl enable --now gateway'
	@echo 'Run the commands that change something as the same user: sudo -u gateway gateway device add …'

## packages: installs the Debian packages that are missing, as root or through sudo.
packages:
	@.ci/packages $(PACKAGES)

toolchain:
	@command -v $(SWIFT) >/dev/null || { \
	    echo 'There is no `$(SWIFT)`: install Swift 6.3 from https://www.swift.org/install/linux/ and put it in PATH.' >&2; exit 1; }
