//! Replications of a loss system, entered into histories.
//!
//! Stays are in order of arrival, so a quarter's are neighbours; and a day tells the quarter it lies in, so a
//! stay is entered with a few additions however long it lasts.

use super::count::{Count, KINDS};
use super::history::History;
use super::scope::{Amount, Scope, group_of};
use crate::base::domain::ReturnReason;
use crate::base::domain::time::DAY_MS;
use crate::engine::simulation::{Loss, LossStay, Lost};

/// Enters replications of one loss system into histories.
#[derive(Debug)]
pub struct Ledger {
    /// Which of the named classes all households are of, and their children.
    class: usize,
    children: u32,
    /// The kind of each unit, in the order of offers.
    kinds: Vec<usize>,
    /// The only kind there is.
    only_kind: Option<usize>,
    /// The first moment that counts.
    start: u64,
    by_quarter: LivedIn,
    by_week: LivedIn,
}

impl Ledger {
    /// Of a loss system.
    pub fn new(loss: &Loss<'_>, scope: &Scope) -> Self {
        let model = loss.model();
        let kinds: Vec<usize> = loss.order().iter().map(|&u| model.kinds[u] as usize).collect();
        let first = kinds.first().copied();
        Self {
            class: group_of(model, 0),
            children: model.demand.classes[0].children,
            only_kind: first.filter(|first| kinds.iter().all(|kind| kind == first)),
            kinds,
            start: scope.quarters.first(),
            by_quarter: LivedIn::new(scope.quarters.starts(), model.calendar.end()),
            by_week: LivedIn::new(scope.weeks.starts(), model.calendar.end()),
        }
    }

    /// Enters one replication, in place of what was there.
    pub fn enter(&mut self, lost: &Lost<'_>, history: &mut History<'_>) {
        history.clear();
        self.enter_households(lost, history);
        let scope = history.scope;
        for (day, at) in scope.census_ms.iter().enumerate() {
            let residents = lost.stays.iter().filter(|stay| (stay.from..stay.to).contains(at));
            for stay in residents {
                history.add_amount(Amount::Residents(self.kinds[stay.slot]), day, 1);
            }
        }
        self.enter_stays(lost);
        for kind in self.only_kind.map_or(0..KINDS, |kind| kind..kind + 1) {
            let by_quarter = scope.amounts_of(Amount::LivedIn(kind));
            self.by_quarter.write(kind, &mut history.amounts[by_quarter]);
            let by_week = scope.amounts_of(Amount::LivedInByWeek(kind));
            self.by_week.write(kind, &mut history.amounts[by_week]);
        }
    }

    fn enter_households(&self, lost: &Lost<'_>, history: &mut History<'_>) {
        let bounds = history.scope.quarters.starts();
        let Some((start, ends)) = bounds.split_first() else { return };
        let mut from = positions(lost, *start);
        history.add_placed_at_once((lost.stays.len() - from.1) as u64);
        for (quarter, bound) in (0..).zip(ends) {
            let to = positions(lost, *bound);
            let own = &lost.stays[from.1..to.1];
            let (asked, placed) = (count(to.0 - from.0), count(own.len()));
            self.add(history, quarter, asked, placed);
            let at = usize::from(quarter);
            let offered = lost.stay_ms[from.0..to.0].iter().sum();
            history.add_amount(Amount::Offered, at, ms(offered));
            match self.only_kind {
                Some(kind) => history.add_amount(Amount::Placed(kind), at, i64::from(placed)),
                None => own.iter().for_each(|LossStay { slot, .. }| {
                    history.add_amount(Amount::Placed(self.kinds[*slot]), at, 1);
                }),
            }
            from = to;
        }
    }

    /// Counts those who asked in a quarter, of whom so many were placed and the others turned away.
    fn add(&self, history: &mut History<'_>, quarter: u16, asked: u32, placed: u32) {
        let away = asked.wrapping_sub(placed);
        let counts = [
            (Count::Requests, asked),
            (Count::Referrals, asked),
            (Count::Households, asked),
            (Count::Placed, placed),
            (Count::Unmet(ReturnReason::Capacity), away),
            (Count::UnmetNeed, away),
            (Count::HouseholdsNeverPlaced, away),
            (Count::Children, asked.wrapping_mul(self.children)),
            (Count::ChildrenTurnedAway, away.wrapping_mul(self.children)),
            (Count::PlacedLonger, placed),
            (Count::NotPlaced, away),
            (Count::LeftWithout, away),
            (Count::HouseholdsTurnedAway, away),
            (Count::ChildrenTurnedAwayOnce, away.wrapping_mul(self.children)),
            (Count::Arrivals, asked),
        ];
        for (count, n) in counts.into_iter().filter(|(_, n)| *n > 0) {
            history.add(count, self.class, quarter, n);
        }
    }

    fn enter_stays(&mut self, lost: &Lost<'_>) {
        self.by_quarter.clear();
        self.by_week.clear();
        for stay in lost.stays {
            let kind = self.only_kind.unwrap_or_else(|| self.kinds[stay.slot]);
            let (from, to) = (stay.from.max(self.start), stay.to.max(self.start));
            let days = [from, to].map(|at| at.div_euclid(DAY_MS));
            self.by_quarter.enter(kind, [from, to], days);
            self.by_week.enter(kind, [from, to], days);
        }
    }
}

/// How many had asked, and how many had been placed, before a moment.
fn positions(lost: &Lost<'_>, at: u64) -> (usize, usize) {
    (
        lost.asked_ms.partition_point(|&asked| asked < at),
        lost.stays.partition_point(|stay| stay.from < at),
    )
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// For how long units of each kind are lived in, span by span.
///
/// Of all stays, what lies before a moment b is the sum of b − from over those that had begun, less the sum of
/// b − to over those that had ended: so their numbers and moments are summed, span by span.
#[derive(Debug)]
struct LivedIn {
    /// Starts of the spans, and the end of the last.
    bounds: Vec<u64>,
    /// For each day from the beginning to the end, the span it lies in; their number, if behind all.
    span_of_day: Vec<u16>,
    /// For each kind, for each span and what lies behind.
    changes: Vec<Change>,
}

/// What begins in a span, less what ends in it.
#[derive(Debug, Clone, Copy, Default)]
struct Change {
    stays: i64,
    /// The sum of the moments, in milliseconds since the beginning.
    moments: i64,
}

impl LivedIn {
    /// From the starts of spans and the end of the last, each of which begins a day; `end` is when all ends.
    fn new(bounds: &[u64], end: u64) -> Self {
        let day = |at: u64| usize::try_from(at.div_euclid(DAY_MS)).unwrap_or(0);
        let mut span_of_day = Vec::new();
        for (spans, bound) in bounds.iter().enumerate() {
            span_of_day.resize(day(*bound), u16::try_from(spans.saturating_sub(1)).unwrap_or(0));
        }
        let behind = bounds.len().saturating_sub(1);
        span_of_day.resize(day(end) + 1, u16::try_from(behind).unwrap_or(0));
        let changes = vec![Change::default(); KINDS * (behind + 1)];
        Self { bounds: bounds.to_vec(), span_of_day, changes }
    }

    fn clear(&mut self) {
        self.changes.fill(Change::default());
    }

    /// Enters a stay by its two moments, and the days they lie in.
    #[inline]
    fn enter(&mut self, kind: usize, moments: [u64; 2], days: [u64; 2]) {
        let own = kind * self.bounds.len();
        for (at, day, one) in [(moments[0], days[0], 1), (moments[1], days[1], -1)] {
            let span = self.span_of_day[usize::try_from(day).unwrap_or(usize::MAX)];
            let change = &mut self.changes[own + usize::from(span)];
            change.stays += one;
            change.moments += one * ms(at);
        }
    }

    /// Writes down for how long units of a kind were lived in, span by span, in milliseconds.
    fn write(&self, kind: usize, into: &mut [i64]) {
        let own = &self.changes[kind * self.bounds.len()..];
        let (mut before, mut so_far) = (0, Change::default());
        for ((slot, change), end) in into.iter_mut().zip(own).zip(self.bounds.iter().skip(1)) {
            so_far.stays += change.stays;
            so_far.moments += change.moments;
            let until = ms(*end) * so_far.stays - so_far.moments;
            *slot = until - before;
            before = until;
        }
    }
}

fn ms(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}
