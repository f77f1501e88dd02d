//! How a record is kept: what is written down when so many were there.
//!
//! A simulated year is what might have happened; a record of it leaves some out and counts some twice. The chance
//! of a record given a simulated year is therefore known exactly, and with it weights are exact although no
//! likelihood of the simulation itself is (Wilkinson 2013: a tolerance that is a model of error is no
//! approximation).

use crate::base::statistics::{float, normal_below, normal_quantile};
use serde::Serialize;

/// How well a record is kept.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Error {
    /// Normal, with a standard deviation of this share of what was there, rounded to the record's own step.
    Share(f64),
    /// Any number as far from it as this, each as likely: rejection beyond.
    Tolerance(f64),
}

/// One record.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Record {
    /// What was written down.
    pub value: f64,
    /// Half the step to which it is written: a half for counts, half a percent for shares.
    pub half_step: f64,
    /// How well it is kept.
    pub error: Error,
    /// Whether it is only known that no more were there.
    pub at_most: bool,
}

impl Record {
    /// Of another value, kept alike.
    #[must_use]
    pub fn of(self, value: f64) -> Self {
        Self { value, ..self }
    }

    /// The standard deviation of what is written down where `there` was there: never less than half a step, which
    /// keeps a record that is exact from asking for the one simulated year in thousands that equals it.
    fn deviation(&self, share: f64, there: f64) -> f64 {
        libm::sqrt(self.half_step * self.half_step + share * share * there * there)
    }

    /// The logarithm of the chance that this is written down where `there` was there.
    pub fn log_chance(&self, there: f64) -> f64 {
        libm::log(self.chance(there))
    }

    /// That chance.
    pub fn chance(&self, there: f64) -> f64 {
        let (value, half) = (self.value, self.half_step);
        match self.error {
            Error::Share(share) => {
                let deviation = self.deviation(share, there);
                let below = |x: f64| normal_below((x - there) / deviation);
                match (self.at_most, value < half) {
                    // That no more than this were there: their record would have come out no higher.
                    (true, _) => below(value + half),
                    (false, true) => below(half),
                    // In the upper tail the difference of two numbers near 1 would be lost.
                    (false, false) if value > there => {
                        let above = |x: f64| normal_below((there - x) / deviation);
                        above(value - half) - above(value + half)
                    }
                    (false, false) => below(value + half) - below(value - half),
                }
            }
            Error::Tolerance(most) => {
                let fits = if self.at_most {
                    there <= value + most
                } else {
                    (value - there).abs() <= most + 1e-9
                };
                let ways = if self.at_most { 1.0 } else { most / half + 1.0 };
                if fits { 1.0 / ways } else { 0.0 }
            }
        }
    }

    /// What is written down where `there` was there, from a uniform number.
    pub fn written(&self, there: f64, u: f64) -> f64 {
        let step = 2.0 * self.half_step;
        let said = match self.error {
            Error::Share(share) => there + self.deviation(share, there) * normal_quantile(u),
            Error::Tolerance(most) => {
                let ways = libm::floor(most / self.half_step) + 1.0;
                there + (libm::floor(u * ways) - (ways - 1.0) / 2.0) * step
            }
        };
        (libm::floor(said / step + 0.5) * step).max(0.0)
    }
}

/// A record with its chance for each whole number that might be there, reckoned once each.
#[derive(Debug, Clone)]
pub(super) struct KnownChances {
    record: Record,
    /// The chance and its logarithm; not a number: nobody has asked yet.
    of_whole: Vec<[f64; 2]>,
}

impl KnownChances {
    /// Greater numbers are reckoned anew.
    const MOST: usize = 4_096;

    pub(super) fn of(record: Record) -> Self {
        Self { record, of_whole: Vec::new() }
    }

    /// The same as [`Record::chance`].
    pub(super) fn chance(&mut self, there: f64) -> f64 {
        let [chance, _] = self.both(there);
        chance
    }

    /// The same as [`Record::log_chance`].
    pub(super) fn log_chance(&mut self, there: f64) -> f64 {
        let [_, log] = self.both(there);
        log
    }

    fn both(&mut self, there: f64) -> [f64; 2] {
        let record = self.record;
        let anew = || [record.chance(there), record.log_chance(there)];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let at = there as usize;
        if at >= Self::MOST || float(at).to_bits() != there.to_bits() {
            return anew();
        }
        if self.of_whole.len() <= at {
            self.of_whole.resize(at + 1, [f64::NAN; 2]);
        }
        if self.of_whole[at][0].is_nan() {
            self.of_whole[at] = anew();
        }
        self.of_whole[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(error: Error) -> Record {
        Record { value: 0.0, half_step: 0.5, error, at_most: false }
    }

    #[test]
    fn chances_of_all_records_sum_to_one() {
        for error in [Error::Share(0.1), Error::Share(0.0), Error::Tolerance(3.0)] {
            for there in [6.0, 27.0, 90.0] {
                let chance = |value: u32| counted(error).of(f64::from(value)).chance(there);
                let all: f64 = (0..400).map(chance).sum();
                assert!((all - 1.0).abs() < 1e-9, "{error:?} {there}: {all}");
            }
        }
    }

    #[test]
    fn records_are_drawn_with_their_chances() {
        const N: u32 = 100_000;
        for error in [Error::Share(0.1), Error::Tolerance(2.0)] {
            let record = counted(error);
            let written: Vec<f64> =
                (0..N).map(|k| record.written(27.0, (f64::from(k) + 0.5) / f64::from(N))).collect();
            for value in [25.0, 26.5, 27.0, 30.0_f64] {
                let value = value.floor();
                let hits = written.iter().filter(|said| (**said - value).abs() < 1e-9).count();
                let share = f64::from(u32::try_from(hits).unwrap()) / f64::from(N);
                let chance = record.of(value).chance(27.0);
                assert!((share - chance).abs() < 2e-4, "{error:?} {value}: {share} {chance}");
            }
        }
    }

    #[test]
    fn what_is_known_of_a_record_is_what_is_reckoned_anew() {
        for error in [Error::Share(0.05), Error::Tolerance(3.0)] {
            let record = counted(error).of(27.0);
            let mut known = KnownChances::of(record);
            for there in [30.0, 27.0, 27.5, 30.0, 0.0, 1e7, 27.0] {
                let alike = |one: f64, other: f64| one.to_bits() == other.to_bits();
                assert!(alike(known.log_chance(there), record.log_chance(there)), "{there}");
                assert!(alike(known.chance(there), record.chance(there)), "{there}");
            }
        }
    }

    #[test]
    fn a_far_record_has_some_chance_and_an_upper_bound_nearly_all() {
        let record = counted(Error::Share(0.05)).of(40.0);
        assert!(record.chance(27.0) > 0.0);
        let bound = Record { at_most: true, ..counted(Error::Share(0.05)) }.of(269.0);
        assert!(bound.chance(60.0) > 0.999_999 && bound.chance(400.0) < 1e-6);
    }
}
