//! Replications of a loss system, entered into histories.
//!
//! Stays are in order of arrival, so a quarter's are neighbours; and a day tells the quarter it lies in, so a
//! stay is entered with a few additions however long it lasts.

use super::history::{Count, History, KINDS};
use super::scope::{Amount, Scope, group_of};
use crate::domain::ReturnReason;
use crate::simulation::{Loss, Lost, Stay};

const DAY_MS: u64 = 86_400_000;

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
            by_quarter: LivedIn::new(scope.quarters.starts()),
            by_week: LivedIn::new(scope.weeks.starts()),
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
            match self.only_kind {
                Some(kind) => history.add_amount(Amount::Placed(kind), at, i64::from(placed)),
                None => own.iter().for_each(|Stay { slot, .. }| {
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
        ];
        for (count, n) in counts.into_iter().filter(|(_, n)| *n > 0) {
            history.add(count, self.class, quarter, n);
        }
    }

    fn enter_stays(&mut self, lost: &Lost<'_>) {
        let Self { only_kind, kinds, .. } = self;
        for lived_in in [&mut self.by_quarter, &mut self.by_week] {
            match *only_kind {
                Some(kind) => lived_in.enter(lost, |_| kind),
                None => lived_in.enter(lost, |slot| kinds[slot]),
            }
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
#[derive(Debug)]
struct LivedIn {
    /// Starts of the spans, and twice the end of the last: a span of no length lies behind it.
    starts: Vec<u64>,
    /// For each day from the beginning to the end of the last span, the span it lies in.
    span_of_day: Vec<u16>,
    /// For each kind, for each span and what lies behind, what stays add.
    entries: Vec<Entry>,
}

/// What stays add to a span.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    /// Milliseconds in this span.
    ends: i64,
    /// How many more of them cover this span wholly than the one before.
    more: i64,
}

impl LivedIn {
    /// From the starts of spans and the end of the last, each of which begins a day.
    fn new(bounds: &[u64]) -> Self {
        let (mut starts, mut span_of_day) = (bounds.to_vec(), Vec::new());
        starts.extend(bounds.last());
        for (span, bound) in bounds.iter().enumerate() {
            let before = u16::try_from(span.saturating_sub(1)).unwrap_or(u16::MAX);
            let day = usize::try_from(bound.div_euclid(DAY_MS)).unwrap_or(0);
            span_of_day.resize(day, before);
        }
        span_of_day.push(u16::try_from(bounds.len().saturating_sub(1)).unwrap_or(u16::MAX));
        let entries = vec![Entry::default(); KINDS * starts.len()];
        Self { starts, span_of_day, entries }
    }

    /// Enters all stays in place of what was there.
    fn enter(&mut self, lost: &Lost<'_>, kind_of: impl Fn(usize) -> usize) {
        self.entries.fill(Entry::default());
        let (Some(&first), Some(&last)) = (self.starts.first(), self.starts.last()) else { return };
        let each = self.starts.len();
        for stay in lost.stays {
            let (from, to) = (stay.from.clamp(first, last), stay.to.clamp(first, last));
            let (begins, ends) = (self.span(from), self.span(to));
            let entries = &mut self.entries[kind_of(stay.slot) * each..][..each];
            entries[begins].ends += ms(self.starts[begins + 1] - from);
            entries[begins + 1].more += 1;
            entries[ends].ends += ms(to - self.starts[ends]);
            entries[ends].more -= 1;
        }
    }

    #[inline]
    fn span(&self, at: u64) -> usize {
        let day = usize::try_from(at.div_euclid(DAY_MS)).unwrap_or(usize::MAX);
        usize::from(self.span_of_day[day])
    }

    /// Writes down for how long units of a kind were lived in, span by span, in milliseconds.
    fn write(&self, kind: usize, into: &mut [i64]) {
        let own = &self.entries[kind * self.starts.len()..];
        let mut covers = 0;
        for ((slot, entry), span) in into.iter_mut().zip(own).zip(self.starts.windows(2)) {
            covers += entry.more;
            *slot = entry.ends + covers * ms(span[1] - span[0]);
        }
    }
}

fn ms(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}
