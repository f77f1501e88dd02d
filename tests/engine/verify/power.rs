//! A small bias is found as often as the program says it would be.

use crate::verify::{oracle, verified};
use lintel::planning::verify::Agreement;
use lintel::planning::verify::SMALL_BIAS;

/// So few histories that the bias is missed now and then, or nothing could be learnt from how often.
const HISTORIES: u32 = 450;
const SEEDS: u32 = 60;
/// The two-sided chance that a right program fails this test, as a normal value: 1 in 1,000.
const WIDEST: f64 = 3.29;

/// The right simulation is held against a value that is too small by the bias, which is the same as a simulation
/// that is wrong by it.
#[test]
fn a_bias_of_one_in_a_hundred_is_found_as_often_as_is_said() {
    let mut biased = oracle("erlang-b-37-73");
    biased.figures.truncate(1);
    biased.figures[0].exact /= 1.0 + SMALL_BIAS;
    let (mut found, mut expected, mut variance) = (0.0, 0.0, 0.0);
    for seed in 0..SEEDS {
        let figure =
            &verified(&biased, Some(2_000_000 + u64::from(seed)), Some(HISTORIES)).figures[0];
        found += f64::from(u8::from(figure.verdict == Agreement::Differs));
        expected += figure.power;
        variance += figure.power * (1.0 - figure.power);
    }
    println!("a bias of 1 in 100: found {found} times of {SEEDS}, expected {expected:.1}");
    assert!((found - expected).abs() < WIDEST * variance.sqrt() + 1.0, "{found}, {expected}");
}
