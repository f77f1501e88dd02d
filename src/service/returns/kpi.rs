//! Key performance indicators of 10.8: how long support lasted, planned moves, independence; and beside them, by name,
//! occupancy and utilisation of units.
//!
//! Service utilisation in the specification's sense is the length of support, and no occupancy.

use super::amount::{median, percent, quotient};
use super::counting::Counting;
use super::key::{CountedIn, Line, OfType};
use super::lines::x::{Length, lengths};
use super::period::days_between;
use super::record::Left;
use super::row::Row;
use super::safe_type::SafeType;
use crate::service::register::UnitNights;
use std::collections::BTreeMap;

/// Every indicator, with the figures that it was made from.
pub fn kpi(of: &Counting<'_>, nights: &[UnitNights]) -> Vec<Row> {
    let mut rows = length_of_support(of);
    rows.extend(share(of, Line::PlannedMoves, "planned", |left| left.is_planned));
    rows.extend(share(of, Line::Independence, "independent", |left| left.is_independent));
    rows.extend(occupancy(of, nights));
    rows
}

/// Nights of support: of stays that ended in the period, and of those that go on at its end, apart.
fn length_of_support(of: &Counting<'_>) -> Vec<Row> {
    const LINE: (Line, OfType) = (Line::LengthOfSupport, OfType::All);
    let end = of.period.last;
    let stays = || of.record.households.iter().flat_map(|household| &household.stays);
    let all = || stays().flat_map(|stay| lengths(stay, None));
    let ended = |length: &Length| length.to.is_some_and(|to| of.period.has(to));
    let left: Vec<Length> = all().filter(ended).collect();
    let goes_on = |length: &Length| length.from <= end && length.to.is_none_or(|to| to > end);
    // Who is still here has had the night of the last day too.
    let so_far = |length: Length| {
        let nights = days_between(length.from, end) + 1;
        Length { nights: u64::try_from(nights).unwrap_or(0), ..length }
    };
    let still_in: Vec<Length> = all().filter(goes_on).map(so_far).collect();
    let rows =
        [("leavers", left), ("still_in", still_in)].into_iter().flat_map(|(who, lengths)| {
            let names =
                || lengths.iter().map(|length| of.record.reference(length.referral)).collect();
            let nights: Vec<u64> = lengths.iter().map(|length| length.nights).collect();
            let mean = quotient(nights.iter().sum(), u64::try_from(nights.len()).unwrap_or(0));
            let row = |category: String| Row::counted(LINE, category, CountedIn::Stay, names());
            [
                row(who.to_owned()),
                row(format!("{who}_mean_nights")).with_if_known(mean),
                row(format!("{who}_median_nights")).with_if_known(median(nights)),
            ]
        });
    rows.collect()
}

/// Households that left so in the period, of those that left otherwise than by a death.
fn share(
    of: &Counting<'_>,
    line: Line,
    category: &'static str,
    is_so: fn(&Left) -> bool,
) -> Vec<Row> {
    let names = |is_meant: &dyn Fn(&Left) -> bool| {
        of.households_where(|household| {
            let mut lefts = of.departures(household).filter_map(|stay| stay.left.as_ref());
            lefts.any(|left| &*left.because != "died" && is_meant(left))
        })
    };
    let row =
        |category, names| Row::counted((line, OfType::All), category, CountedIn::Household, names);
    let (so, all) = (names(&|left| is_so(left)), names(&|_| true));
    let percent = percent(so.len(), all.len());
    vec![row(category, so.clone()), row("of", all), row("percent", so).with_if_known(percent)]
}

/// Nights of units, summed.
#[derive(Default)]
struct Nights {
    open: u64,
    void: u64,
    lived_in: u64,
    lived_in_void: u64,
    claimed: u64,
}

impl Nights {
    fn add(&mut self, of: &UnitNights) {
        self.open += of.open;
        self.void += of.void;
        self.lived_in += of.lived_in;
        self.lived_in_void += of.lived_in_void;
        self.claimed += of.claimed;
    }
}

/// Occupancy and utilisation, in all and by type, with what is divided by what.
fn occupancy(of: &Counting<'_>, nights: &[UnitNights]) -> Vec<Row> {
    let mut by_type: BTreeMap<SafeType, Nights> = BTreeMap::new();
    let mut all = Nights::default();
    for unit in nights {
        let kind = SafeType::of(unit.kind.name(), unit.return_type.as_deref());
        by_type.entry(kind).or_default().add(unit);
        all.add(unit);
    }
    let mut rows = rows_of(OfType::All, &all, &lived_here(of, None));
    for kind in SafeType::OF_UNITS {
        let households = lived_here(of, Some(kind));
        match by_type.get(&kind) {
            Some(nights) => rows.extend(rows_of(OfType::Safe(kind), nights, &households)),
            None if of.is_possible(kind) => {
                rows.extend(rows_of(OfType::Safe(kind), &Nights::default(), &households));
            }
            None => rows
                .push(Row::not_collected((Line::Occupancy, OfType::Safe(kind)), CountedIn::Night)),
        }
    }
    rows
}

/// Households that lived in units of a type, or of any, on a night of the period.
fn lived_here(of: &Counting<'_>, kind: Option<SafeType>) -> Vec<String> {
    of.households_where(|household| {
        let mut spans = household.stays.iter().flat_map(|stay| &stay.spans);
        spans.any(|span| {
            let ended_before = span.to.is_some_and(|to| to.day <= of.period.first);
            let is_of_it = kind.is_none_or(|kind| span.kind == kind);
            is_of_it && span.from.day <= of.period.last && !ended_before
        })
    })
}

fn rows_of(kind: OfType, nights: &Nights, households: &[String]) -> Vec<Row> {
    let row = |line: Line, category: &'static str, value: u64| {
        let of = if category.contains("lived_in") { households.to_vec() } else { Vec::new() };
        Row::counted((line, kind), category, CountedIn::Night, of).with(value)
    };
    let share = |line: Line, lived_in: u64, of: u64| {
        let percent = quotient(100 * lived_in, of);
        Row::counted((line, kind), "percent", CountedIn::Night, households.to_vec())
            .with_if_known(percent)
    };
    let ready = nights.open - nights.void;
    let in_ready = nights.lived_in - nights.lived_in_void;
    vec![
        row(Line::Occupancy, "nights_lived_in", nights.lived_in),
        row(Line::Occupancy, "nights_open", nights.open),
        share(Line::Occupancy, nights.lived_in, nights.open),
        row(Line::Utilisation, "nights_lived_in_not_void", in_ready),
        row(Line::Utilisation, "nights_open_not_void", ready),
        share(Line::Utilisation, in_ready, ready),
        row(Line::Claimed, "nights_claimed", nights.claimed),
    ]
}
