//! Key performance indicators of 10.8: how long support lasted, planned moves, independence; and beside them, by name,
//! occupancy and utilisation of units.
//!
//! Service utilisation in the specification's sense is the length of support, and no occupancy.

use super::counting::Counting;
use super::lines::x::{Length, lengths};
use super::period::days_between;
use super::record::Left;
use super::row::{Row, Standing, median, quotient};
use super::safe_type::SafeType;
use crate::service::register::UnitNights;
use std::collections::BTreeMap;

/// Every indicator, with the figures that it was made from.
pub fn kpi(of: &Counting<'_>, nights: &[UnitNights]) -> Vec<Row> {
    let mut rows = length_of_support(of);
    rows.extend(share(of, "planned_moves", "planned", |left| left.is_planned));
    rows.extend(share(of, "independence", "independent", |left| left.is_independent));
    rows.extend(occupancy(of, nights));
    rows
}

/// Nights of support: of stays that ended in the period, and of those that go on at its end, apart.
fn length_of_support(of: &Counting<'_>) -> Vec<Row> {
    const LINE: (&str, &str) = ("length_of_support", "all");
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
            let row = |category: String| Row::counted(LINE, category, "stay", names());
            [
                row(who.to_owned()),
                figure(row(format!("{who}_mean_nights")), mean),
                figure(row(format!("{who}_median_nights")), median(nights)),
            ]
        });
    rows.collect()
}

/// A figure, or that it is not known.
fn figure(row: Row, value: Option<String>) -> Row {
    match value {
        Some(value) => row.with(value),
        None => row.without(Standing::NotKnown),
    }
}

/// Households that left so in the period, of those that left otherwise than by a death.
fn share(
    of: &Counting<'_>,
    line: &'static str,
    category: &'static str,
    is_so: fn(&Left) -> bool,
) -> Vec<Row> {
    let names = |is_meant: &dyn Fn(&Left) -> bool| {
        of.households_where(|household| {
            let mut lefts = of.departures(household).filter_map(|stay| stay.left.as_ref());
            lefts.any(|left| &*left.because != "died" && is_meant(left))
        })
    };
    let row = |category, names| Row::counted((line, "all"), category, "household", names);
    let (so, all) = (names(&|left| is_so(left)), names(&|_| true));
    let percent = percent(so.len(), all.len());
    vec![row(category, so.clone()), row("of", all), figure(row("percent", so), percent)]
}

/// So many of a hundred, to two decimals; none of nothing.
pub(super) fn percent(of: usize, all: usize) -> Option<String> {
    let count = |n: usize| u64::try_from(n).unwrap_or(0);
    quotient(100 * count(of), count(all))
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
    let mut rows = rows_of("all", &all, &lived_here(of, None));
    for kind in SafeType::OF_UNITS {
        let households = lived_here(of, Some(kind));
        match by_type.get(&kind) {
            Some(nights) => rows.extend(rows_of(kind.word(), nights, &households)),
            None if of.is_possible(kind) => {
                rows.extend(rows_of(kind.word(), &Nights::default(), &households));
            }
            None => rows.push(Row::not_collected(("occupancy", kind.word()), "night")),
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

fn rows_of(kind: &'static str, nights: &Nights, households: &[String]) -> Vec<Row> {
    let row = |line: &'static str, category: &'static str, value: u64| {
        let of = if category.contains("lived_in") { households.to_vec() } else { Vec::new() };
        Row::counted((line, kind), category, "night", of).with(value.to_string())
    };
    let share = |line: &'static str, lived_in: u64, of: u64| {
        let percent = quotient(100 * lived_in, of);
        figure(Row::counted((line, kind), "percent", "night", households.to_vec()), percent)
    };
    let ready = nights.open - nights.void;
    let in_ready = nights.lived_in - nights.lived_in_void;
    vec![
        row("occupancy", "nights_lived_in", nights.lived_in),
        row("occupancy", "nights_open", nights.open),
        share("occupancy", nights.lived_in, nights.open),
        row("utilisation", "nights_lived_in_not_void", in_ready),
        row("utilisation", "nights_open_not_void", ready),
        share("utilisation", in_ready, ready),
        row("claimed", "nights_claimed", nights.claimed),
    ]
}
