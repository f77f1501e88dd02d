# `make demo` shows the main job; `make test` is what decides whether a change lands.
# Everything is built in one profile, so every dependency is compiled once.

.PHONY: demo test test-long test-cluster test-page test-desk audit docs bench bench-web faults bench-peers bench-peers-plot setup build

TARGET := $(or $(CARGO_TARGET_DIR),target)

# One set of features for everything, so that nothing is compiled twice: the register in PostgreSQL is tested too. Whoever
# installs by `cargo install --path .` has it without.
FEATURES := --features postgres

demo: build
	@scripts/demo

build: setup
	cargo build --release --locked $(FEATURES)

setup:
	@scripts/setup

# Unit tests need no optimising, and the three test programs are all that is linked besides them; clippy sees the rest.
UNIT_TESTS := --config profile.release.package.lintel.opt-level=0 --config profile.release.package.lintel.debug=false

test: setup
	cargo fmt --check
	cargo clippy --release --locked $(FEATURES) --all-targets -- -D warnings
	cargo test --release --locked $(FEATURES) --lib $(UNIT_TESTS)
	cargo test --release --locked $(FEATURES) --test architecture --test engine --test program
	RUSTDOCFLAGS="-D warnings" cargo doc --release --locked $(FEATURES) --no-deps --document-private-items
	python3 tests/independent/contract_reading.py --lintel $(TARGET)/release/lintel --data data \
		--estates stoke-on-trent,stoke-on-trent-today,plymouth --count 400 --seed 7
	python3 tests/independent/allocation_reading.py --lintel $(TARGET)/release/lintel --data data \
		--estates stoke-on-trent,plymouth --count 200 --seed 7
	python3 tests/independent/register_reading.py --lintel $(TARGET)/release/lintel --data data --count 40 --seed 7
	python3 tests/independent/onward_reading.py --lintel $(TARGET)/release/lintel --data data --count 100 --seed 7
	QUICK=1 tests/web/run $(TARGET)/release/lintel $(TARGET)/desk
	python3 tests/independent/returns_reading.py --lintel $(TARGET)/release/lintel --data data --count 40 --seed 7
	scripts/begun $(TARGET)/release/lintel $(TARGET)/begun
	python3 tests/independent/contract_reading.py --lintel $(TARGET)/release/lintel --data $(TARGET)/begun \
		--estates leeds,camden,cornwall,highland --count 100 --seed 7

# Long repetitions, run before a release: thousands of random referrals from all of Great Britain read twice, 5,000 runs that
# stop by themselves for each kind of count, 5,000 means told by control variates, 5,000 random scenarios on both engines, scores
# over 2,000 seeds, the engine against theory, registers killed and spoilt hundreds of times and 5,000 of their histories read
# twice, some 10,000 outlooks held against simulated truth, 3,000 calibrations of known truths, and the plans certified with 20
# seeds against the best that can be found.
test-long: build
	LINTEL_REPEATS=5000 cargo test --release --locked $(FEATURES) --test engine precision:: -- --nocapture
	LINTEL_REPEATS=5000 cargo test --release --locked $(FEATURES) --test engine control_variates:: -- --nocapture
	LINTEL_REPEATS=5000 cargo test --release --locked $(FEATURES) --test engine reference:: -- --nocapture
	LINTEL_SEEDS=2000 cargo test --release --locked $(FEATURES) --test engine verify::scores -- --nocapture
	LINTEL_REPEATS=20000 cargo test --release --locked $(FEATURES) --test engine outlook:: -- --nocapture
	LINTEL_REPEATS=3000 cargo test --release --locked $(FEATURES) --test engine calibration:: -- --nocapture
	LINTEL_SEEDS=20 cargo test --release --locked $(FEATURES) --test engine no_plan_that_can_be_found -- --nocapture
	$(TARGET)/release/lintel verify
	LINTEL_REPEATS=400 cargo test --release --locked $(FEATURES) --test program register:: -- --nocapture
	for seed in 1 2 3 4 5; do \
		python3 tests/independent/register_reading.py --lintel $(TARGET)/release/lintel --data data \
			--estates stoke-on-trent,plymouth --count 1000 --seed $$seed || exit 1; \
		python3 tests/independent/returns_reading.py --lintel $(TARGET)/release/lintel --data data \
			--count 1000 --seed $$seed || exit 1; \
	done
	for seed in 1 2 3 4 5; do \
		python3 tests/independent/contract_reading.py --lintel $(TARGET)/release/lintel --data data \
			--estates stoke-on-trent,stoke-on-trent-today,plymouth --count 4000 --seed $$seed || exit 1; \
		python3 tests/independent/allocation_reading.py --lintel $(TARGET)/release/lintel --data data \
			--estates stoke-on-trent,stoke-on-trent-today,plymouth --count 1000 --seed $$seed || exit 1; \
	done

# Shards on a real Slurm of one node, one task killed midway; as root, with Debian's packages.
test-cluster: build
	tests/slurm/run.sh $(TARGET)/release/lintel

# The commissioner's page in headless Chromium: axe-core finds nothing, nothing is fetched; pictures of it in out/page.
test-page: build
	tests/page/run $(TARGET)/release/lintel out/page

# A night at the desk in headless Chromium, with scripts and without: axe-core finds nothing, nothing is fetched from elsewhere;
# pictures of every page in out/desk.
test-desk: build
	tests/web/run $(TARGET)/release/lintel out/desk

# Licences, sources and bans of the dependencies, and advisories where their database can be had. Apart from `make test`, as
# cargo-deny takes minutes to build.
audit: setup
	scripts/audit

# The book: guide, reference, methods, measurements, decisions; installs mdBook into the user's cache where it is missing.
docs: build
	LINTEL=$(abspath $(TARGET))/release/lintel scripts/book $(TARGET)/book

bench: setup
	cargo bench --locked $(FEATURES)

# Fifty phones at the desk for a minute, and tonight with ten thousand open referrals.
bench-web: setup
	cargo bench --locked $(FEATURES) --bench web
	LINTEL_OPEN=10000 LINTEL_SECONDS=5 cargo bench --locked $(FEATURES) --bench web

# What goes wrong at the desk: killed under load, flooded with sign-ins, sent bodies and heads without end, cut off.
faults: setup
	cargo bench --locked $(FEATURES) --bench faults

# Other solvers and simulators on the same problems: an outside opinion on every answer, and the ratios of one run.
bench-peers: build
	cargo build --release --locked $(FEATURES) --example national
	benches/peers/run --lintel $(TARGET)/release/lintel --national $(TARGET)/release/examples/national
	benches/peers/run --simulation --lintel $(TARGET)/release/lintel

# The solvers over a ladder of sizes, drawn as docs/measurements/allocation-cost.svg.
bench-peers-plot: build
	cargo build --release --locked $(FEATURES) --example national
	benches/peers/run --lintel $(TARGET)/release/lintel --national $(TARGET)/release/examples/national --plot docs/measurements/allocation-cost.svg
