//! Running over what is drawn, and counting what was met on the way: a test that meets nothing proves nothing.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// How often each situation was met.
#[derive(Debug, Default)]
pub(crate) struct Tally(RefCell<BTreeMap<String, usize>>);

impl Tally {
    /// Counts a situation, if it is one.
    pub(crate) fn met(&self, what: impl Into<String>, how_often: impl Into<usize>) {
        *self.0.borrow_mut().entry(what.into()).or_default() += how_often.into();
    }

    /// Fails where a situation was met less often than it must be.
    pub(crate) fn at_least(&self, wanted: &[(&str, usize)]) {
        let met = self.0.borrow();
        let of = |what: &str| met.get(what).copied().unwrap_or(0);
        let rare: Vec<String> = wanted
            .iter()
            .filter(|(what, least)| of(what) < *least)
            .map(|(what, least)| format!("{what}: {} of at least {least}", of(what)))
            .collect();
        assert!(rare.is_empty(), "met too seldom: {rare:#?}, in {met:#?}");
    }
}

/// Runs a test over so many cases, always the same ones unless a seed is asked for.
pub(crate) fn every<S>(cases: u32, strategy: &S, test: impl Fn(S::Value, &Tally)) -> Tally
where
    S: Strategy,
    S::Value: Debug,
{
    const SEED: u64 = 20_261_124;
    let asked = Config::default();
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(SEED),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    let config = Config { cases, rng_seed, failure_persistence: None, ..asked };
    let tally = Tally::default();
    let run = |value: S::Value| {
        test(value, &tally);
        Ok(())
    };
    TestRunner::new(config).run(strategy, run).unwrap_or_else(|failed| panic!("{failed}"));
    tally
}
