//! What a count of refusals says about how many need a unit, by Erlang's loss formula turned round.
//!
//! "So many of so many were refused" can be read in two ways, and the count itself does not say which: it may be the
//! share that every service refused, these units among them, or refusals by these units alone.

use super::erlang::{load_that_loses, load_that_overflows};
use crate::base::domain::time::DAYS_OF_YEAR;
use schemars::JsonSchema;
use serde::Serialize;

/// The service that refused.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// Its units.
    pub units: u32,
    /// The mean stay in days, support and the wait for a home together.
    pub stay_days: f64,
    /// The days over which was counted.
    pub days: f64,
}

/// So many of so many were refused.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// Refused because nothing was free.
    pub refused: u32,
    /// Asked.
    pub of: u32,
    /// The least and greatest share refused that chance alone leaves open.
    pub shares: [f64; 2],
}

/// Who refused by a reading of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusers {
    /// Every service refused the same share.
    AllAlike,
    /// These units alone refused all of them.
    TheseUnits,
}

/// A record read in one way.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RefusedReading {
    /// Who refused.
    #[serde(skip)]
    pub by: Refusers,
    /// The load offered to these units, in erlangs: households that would live there if there were room for all. None where
    /// no load is large enough.
    pub offered_load: Option<f64>,
    /// The same at the least and greatest share refused that chance alone leaves open.
    pub offered_load_range: [Option<f64>; 2],
    /// Households a year that need one of these units.
    pub households_per_year: Option<f64>,
    /// Their share of those who asked: `share_needing_unit` of a scenario. None also where it would be more than all.
    pub share_needing_unit: Option<f64>,
    /// The same at the ends of the range; cut at all of them.
    pub share_needing_unit_range: [Option<f64>; 2],
}

/// Both readings of a record.
pub fn read_refused(service: Service, record: Record) -> [RefusedReading; 2] {
    let all = f64::from(record.of);
    let of_share = |share: f64| load_that_loses(service.units, share);
    // The refused of one mean stay.
    let of_count = |share: f64| {
        let overflow = share * all * service.stay_days / service.days;
        Some(load_that_overflows(service.units, overflow))
    };
    let share = f64::from(record.refused) / all;
    [
        reading(
            Refusers::AllAlike,
            (service, all),
            [share, record.shares[0], record.shares[1]].map(of_share),
        ),
        reading(
            Refusers::TheseUnits,
            (service, all),
            [share, record.shares[0], record.shares[1]].map(of_count),
        ),
    ]
}

fn reading(
    by: Refusers,
    (service, asked): (Service, f64),
    [load, low, high]: [Option<f64>; 3],
) -> RefusedReading {
    let a_year = |load: f64| load * DAYS_OF_YEAR / service.stay_days;
    let share = |load: f64| load * service.days / service.stay_days / asked;
    let within = |load: Option<f64>| load.map(|load| share(load).min(1.0));
    RefusedReading {
        by,
        offered_load: load,
        offered_load_range: [low, high],
        households_per_year: load.map(a_year),
        share_needing_unit: load.map(share).filter(|share| *share <= 1.0),
        share_needing_unit_range: [within(low), within(high)],
    }
}

#[cfg(test)]
mod tests {
    use super::super::erlang::loss;
    use super::*;

    const STAY: Service = Service { units: 20, stay_days: 140.0, days: 365.0 };

    fn record(refused: u32, of: u32) -> Record {
        let share = f64::from(refused) / f64::from(of);
        Record { refused, of, shares: [share / 2.0, f64::midpoint(share, 1.0)] }
    }

    #[test]
    fn refused_alike_gives_the_loads_and_shares_of_the_evidence() {
        let [alike, _] = read_refused(STAY, record(27, 296));
        assert!((alike.offered_load.unwrap() - 17.2355).abs() < 1e-4);
        assert!((alike.households_per_year.unwrap() - 44.94).abs() < 0.01);
        assert!((alike.share_needing_unit.unwrap() - 0.1518).abs() < 1e-4);
        let [alike, _] = read_refused(STAY, record(77, 100));
        assert!((alike.offered_load.unwrap() - 85.6819).abs() < 1e-4);
        assert!(alike.share_needing_unit.is_none(), "223 households a year are more than 100");
    }

    #[test]
    fn refused_by_these_units_refuses_exactly_so_many() {
        let [_, here] = read_refused(STAY, record(27, 296));
        let (load, a_year) = (here.offered_load.unwrap(), here.households_per_year.unwrap());
        assert!((a_year * loss(20, load) - 27.0).abs() < 1e-6);
        assert!((here.share_needing_unit.unwrap() * 296.0 - a_year).abs() < 1e-6);
    }

    #[test]
    fn half_a_year_needs_the_load_of_twice_the_count_over_a_year() {
        let half = Service { days: 182.5, ..STAY };
        let ([_, year], [_, half]) =
            (read_refused(STAY, record(54, 592)), read_refused(half, record(27, 296)));
        assert!((year.offered_load.unwrap() - half.offered_load.unwrap()).abs() < 1e-9);
        assert!((year.share_needing_unit.unwrap() - half.share_needing_unit.unwrap()).abs() < 1e-9);
    }

    #[test]
    fn everybody_refused_has_no_load_if_alike() {
        let [alike, here] = read_refused(STAY, record(10, 10));
        assert!(alike.offered_load.is_none() && alike.households_per_year.is_none());
        assert!(here.offered_load.is_some());
    }
}
