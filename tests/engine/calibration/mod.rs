//! Calibration held against what it must give back: uniform ranks, a closed form, and the same bytes for any number
//! of threads.
//!
//! Ranks are held against χ² with ten bins. Right code fails one choice of seeds in 10,000 for each quantity; the seeds
//! are fixed, so it either always passes or always fails. `LINTEL_REPEATS` so many truths (`make test-long`).

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::common;
use crate::said_alike::says_the_same_everywhere;
use lintel::base::geography::Geography;
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::scenario::{self, Scenario};
use lintel::planning::calibration::{
    self, Backtest, Calibrated, Calibration, EXACTLY, Explain, Found, LIKELIHOOD, Place, Simulator,
    SimulatorParts, Table,
};
use lintel::presentation::wording::calibration::{calibration, summary};
use std::sync::{Arc, LazyLock};

/// Draws of the prior, and the truths that are asked for: the same for every reading and every way of explaining them.
static TABLES: LazyLock<(Table, Table)> = LazyLock::new(|| {
    let truths = std::env::var("LINTEL_REPEATS").map_or(300, |said| said.parse().unwrap());
    let small = Small::new();
    let parts = SimulatorParts::new(small.place()).unwrap();
    let simulator = Simulator::new(&parts);
    (Table::of(&simulator, 0..4_000, &|| ()), Table::truths(&simulator, truths, &|| ()))
});

/// The chance of a false alarm of one quantity.
const ALARM: f64 = 1e-4;

const SCENARIO: &str = "tests/engine/calibration/small.toml";
const CALIBRATION: &str = "tests/engine/calibration/small/calibration.toml";

/// The small estate with its calibration.
struct Small {
    calibration: Calibration,
    scenario: Scenario,
    homes: OccupiedEstate,
    surveyed: Vec<OccupiedEstate>,
    geography: Geography,
}

impl Small {
    fn new() -> Self {
        Self::with(|text| text)
    }

    fn with(change: impl Fn(String) -> String) -> Self {
        let evidence = common::evidence();
        let text = change(common::text(CALIBRATION));
        let calibration = calibration::read(common::source(CALIBRATION, &text), &evidence).unwrap();
        let text = common::text(SCENARIO);
        let scenarios = scenario::read(&[common::source(SCENARIO, &text)], &evidence).unwrap();
        let scenario = calibration::one_scenario(&calibration, &scenarios).unwrap().unwrap();
        let geography = common::geography();
        let homes = common::homes("tests/engine/calibration/small", &geography);
        let surveyed = vec![homes.clone(); calibration.observations.len()];
        Self { calibration, scenario, homes, surveyed, geography }
    }

    fn place(&self) -> Place<'_> {
        Place {
            file: SCENARIO,
            calibration: &self.calibration,
            scenario: &self.scenario,
            homes: &self.homes,
            surveyed: &self.surveyed,
            geography: &self.geography,
        }
    }

    fn backtest(&self, reading: usize, explain: Explain<'_>) -> Backtest {
        let parts = SimulatorParts::new(self.place()).unwrap();
        let simulator = Simulator::new(&parts);
        let (table, truths) = &*TABLES;
        let pair = (table, (&simulator, truths));
        calibration::backtest(&simulator, pair, &self.calibration.readings[reading], explain)
            .unwrap()
    }

    fn calibrate(&self, reading: usize, draws: u32) -> Found {
        let parts = SimulatorParts::new(self.place()).unwrap();
        let simulator = Simulator::new(&parts);
        let draws = Arc::new(simulator.draws(0..draws, |draw| simulator.normals(draw), || ()));
        let asked = (reading, &self.calibration.readings[reading]);
        calibration::calibrate(&simulator, &draws, asked, &|| ()).unwrap()
    }
}

#[test]
fn ranks_are_uniform_for_every_quantity_and_the_likelihood() {
    let small = Small::new();
    for reading in 0..small.calibration.readings.len() {
        let found = small.backtest(reading, EXACTLY);
        assert!(found.ranks.iter().any(|ranks| ranks.quantity == LIKELIHOOD));
        for ranks in &found.ranks {
            assert!(ranks.p > ALARM, "reading {reading}, {}: {:?}", ranks.quantity, ranks.bins);
        }
        for ranks in &found.ranks {
            // Four standard errors of a share: the same chance of a false alarm.
            let share = ranks.covered[2].share;
            let allowed = 4.0 * (0.95 * 0.05 / f64::from(found.truths)).sqrt();
            assert!((share - 0.95).abs() < allowed, "{}: {share}", ranks.quantity);
        }
    }
}

/// An implementation that returns the prior has uniform ranks for every parameter, and must be found out all the same.
#[test]
fn returning_the_prior_fails_by_the_likelihood_alone() {
    let small = Small::new();
    let ignoring: Explain<'_> = &|years| vec![0.0; years.len()];
    let found = small.backtest(0, ignoring);
    for ranks in &found.ranks {
        let is_likelihood = ranks.quantity == LIKELIHOOD;
        assert_eq!(ranks.p < ALARM, is_likelihood, "{}: {:?}", ranks.quantity, ranks.bins);
    }
}

/// One that takes records for better kept than they are is too sure of itself.
#[test]
fn an_implementation_that_counts_every_record_twice_fails() {
    let small = Small::new();
    let twice: Explain<'_> = &|years| years.iter().map(|log| 2.0 * log).collect();
    let found = small.backtest(0, twice);
    assert!(found.ranks.iter().any(|ranks| ranks.p < ALARM));
}

/// Who asks is Poisson, whatever becomes of them: the posterior of the share is a sum over counts.
#[test]
fn the_posterior_of_a_rate_from_a_count_is_that_of_the_closed_form() {
    let small = Small::new();
    let found = small.calibrate(1, 20_000);
    let record = small.calibration.observations[2].record;
    let chance = |share: f64| {
        let mean = 100.0 * share;
        let mut log = -mean;
        let mut all = 0.0;
        for count in 0..250_u32 {
            if count > 0 {
                log += (mean / f64::from(count)).ln();
            }
            all += log.exp() * record.chance(f64::from(count));
        }
        all
    };
    let grid: Vec<f64> = (0..700).map(|k| 0.2 + 0.001 * (f64::from(k) + 0.5)).collect();
    let all: f64 = grid.iter().map(|&share| chance(share)).sum();
    let mean = grid.iter().map(|&share| share * chance(share)).sum::<f64>() / all;
    let squares = grid.iter().map(|&share| (share - mean).powi(2) * chance(share)).sum::<f64>();
    let spread = (squares / all).sqrt();
    let share = &found.told.unknowns[0];
    let own = &found.posterior.weights;
    let error = own.error_of_mean(|at| found.posterior.draws[at].values[0]);
    // Five standard errors.
    assert!((share.posterior.mean - mean).abs() < 5.0 * error, "{share:?}, exactly {mean}");
    let variance = own.variance(|at| found.posterior.draws[at].values[0]);
    assert!((variance.sqrt() / spread - 1.0).abs() < 0.06, "{}, exactly {spread}", variance.sqrt());
}

#[test]
fn records_tell_of_what_they_are_about_and_of_nothing_else() {
    let told = Small::new().calibrate(1, 4_000).told;
    let contraction = |of: &str, told: &Calibrated| {
        told.unknowns.iter().find(|unknown| unknown.unknown == of).unwrap().contraction
    };
    assert!(contraction("share", &told) > 0.7);
    assert!(contraction("stay", &told).abs() < 0.1);
    assert!(contraction("load elsewhere", &told).abs() < 0.1);
}

/// Refusals fix rate by stay, and neither of them as well.
#[test]
fn the_load_is_narrowed_more_than_rate_or_stay() {
    let told = Small::new().calibrate(3, 8_000).told;
    let contraction =
        |of: &str| told.unknowns.iter().find(|unknown| unknown.unknown == of).unwrap().contraction;
    let load = contraction(calibration::LOAD_NAME);
    assert!(load > contraction("stay") + 0.1 && load > contraction("share") + 0.1, "{load}");
    assert!(told.diagnostics.enough);
}

/// A record that nobody would expect beforehand: few draws count at first, further rounds find more, and the answer
/// is that of very many draws of the prior.
#[test]
fn further_rounds_find_what_many_draws_of_the_prior_find() {
    let rare = |text: String| text.replace("value = 6\n", "value = 33\n");
    let few = Small::with(rare).calibrate(0, 1_500).told;
    let many = Small::with(rare).calibrate(0, 60_000).told;
    assert!(few.diagnostics.rounds > 0 && few.diagnostics.effective_at_first < 200.0);
    assert!(few.diagnostics.effective > 3.0 * few.diagnostics.effective_at_first);
    for (one, other) in few.unknowns.iter().zip(&many.unknowns) {
        let spread = (other.posterior.high - other.posterior.low) / 4.0;
        let apart = (one.posterior.mean - other.posterior.mean).abs() / spread;
        assert!(apart < 0.35, "{}: {:?} and {:?}", one.unknown, one.posterior, other.posterior);
    }
}

/// A record that contradicts the priors is said to, and none that does not.
#[test]
fn a_conflict_between_prior_and_record_is_said_in_words() {
    let told = Small::new().calibrate(0, 2_000).told;
    says_the_same_everywhere(&calibration(("small", 1), std::slice::from_ref(&told), Some("out")));
    let said = summary(&told);
    assert!(!said.iter().any(|said| said.contains("contradict")), "{said:?}");
    let rare = |text: String| text.replace("value = 44\nerror", "value = 90\nerror");
    let said = summary(&Small::with(rare).calibrate(0, 4_000).told);
    assert!(said.iter().any(|said| said.contains("contradict each other")), "{said:?}");
}
