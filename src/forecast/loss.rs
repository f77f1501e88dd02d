//! Replications of a loss system, entered into histories.
//!
//! Stays are in order of arrival, so a quarter's are neighbours; and a day tells the quarter it lies in, so a
//! stay is entered with a few additions however long it lasts.

use super::history::{History, KINDS};
use crate::simulation::{Loss, Lost};

const DAY_MS: u64 = 86_400_000;

/// Enters replications of one loss system into histories.
#[derive(Debug)]
pub struct Ledger {
    bounds: Vec<u64>,
    /// The kind of each unit, in the order of offers.
    kinds: Vec<usize>,
    /// The only kind there is.
    only_kind: Option<usize>,
    children: u32,
    by_quarter: LivedIn,
}

impl Ledger {
    /// Of a loss system.
    pub fn new(loss: &Loss<'_>) -> Self {
        let model = loss.model();
        let kinds: Vec<usize> = loss.order().iter().map(|&u| model.kinds[u] as usize).collect();
        let first = kinds.first().copied();
        Self {
            bounds: model.calendar.bounds.clone(),
            only_kind: first.filter(|first| kinds.iter().all(|kind| kind == first)),
            kinds,
            children: model.demand.classes.first().map_or(0, |class| class.children),
            by_quarter: LivedIn::new(&model.calendar.bounds),
        }
    }

    /// Enters one replication into an empty history.
    pub fn enter(&mut self, lost: &Lost<'_>, history: &mut History) {
        let asked = lost.asked_ms;
        let mut from =
            self.bounds.first().map_or((0, 0), |start| positions(lost, *start));
        for (quarter, bound) in self.bounds.iter().skip(1).enumerate() {
            let to = positions(lost, *bound);
            let mut placed = [0; KINDS];
            let own = &lost.stays[from.1..to.1];
            match self.only_kind {
                Some(kind) => placed[kind] = count(own.len()),
                None => own.iter().for_each(|stay| placed[self.kinds[stay.slot]] += 1),
            }
            let asked = count(asked[from.0..to.0].len());
            history.add_of_one_class(quarter, asked, placed, self.children);
            from = to;
        }
        match self.only_kind {
            Some(kind) => self.by_quarter.enter(lost, |_| kind),
            None => self.by_quarter.enter(lost, |slot| self.kinds[slot]),
        }
        for kind in 0..KINDS {
            history.set_lived_in_ms(kind, self.by_quarter.ms(kind));
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

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
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

    /// For how long units of a kind were lived in, span by span, in milliseconds.
    fn ms(&self, kind: usize) -> impl Iterator<Item = i64> {
        let own = &self.entries[kind * self.starts.len()..];
        let lengths = self.starts.windows(2).map(|span| ms(span[1] - span[0]));
        let covers = own.iter().scan(0, |covers, entry| {
            *covers += entry.more;
            Some((entry.ends, *covers))
        });
        covers.zip(lengths).map(|((ends, covers), length)| ends + covers * length)
    }
}

fn ms(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}
