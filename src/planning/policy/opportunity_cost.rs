//! What a night in a unit costs others: the households turned away because one such unit is kept empty.
//!
//! On each tape, once a year or so, a vacant unit of the class is kept empty for as long as a household
//! would stay, and the tape is played with and without. The rise in households turned away, by unit-night kept
//! empty, is the unit's price: what placing somebody there takes from those who ask later. Under the plain
//! preference order, so a policy made from these prices is one step of improvement on it, not the best there
//! is. Duals of the fluid programme would not do: below saturation they are zero although order matters.

use super::orders::Orders;
use super::policy_view::PolicyView;
use super::replay_counts::ReplayCounts;
use crate::base::domain::time::{DAY_MS, NIGHT_MS};
use crate::base::statistics::{Ratio, nearest};
use crate::engine::demand::erlang;
use crate::engine::simulation::{Calendar, Replay, Tape, Withdrawal, replicate_these};
use std::ops::Range;

/// Prices of the unit classes of an estate, measured.
#[derive(Debug, Clone)]
pub struct OpportunityCosts {
    /// For each unit class, households turned away by millisecond kept empty.
    pub measured: Vec<Ratio>,
    /// For each unit class, the same by night from Erlang's formula for the class as a pool of its own.
    pub erlang_by_night: Vec<f64>,
}

impl OpportunityCosts {
    /// Households turned away by unit-night, for ordering units; 0 where it may be chance.
    ///
    /// An order made from differences that are chance would be worse than the desk's own.
    pub fn by_night(&self) -> Vec<f64> {
        let price = |ratio: &Ratio| {
            if ratio.is_above_zero(1) { ratio.interval(1).mean * NIGHT_MS } else { 0.0 }
        };
        self.measured.iter().map(price).collect()
    }
}

/// Starts of withdrawals are spread over so many phases.
const PHASES: u32 = 8;

/// Measures the price of every unit class on some tapes, under orders (the plain preference order).
pub fn measure(view: &PolicyView<'_>, orders: &Orders, tapes: Range<u32>) -> OpportunityCosts {
    let plans: Vec<Vec<Vec<Withdrawal>>> = (0..view.classes.len())
        .map(|class| (0..PHASES).map(|phase| plan(view, class, phase)).collect())
        .collect();
    let gathered = replicate_these(
        view.model,
        tapes.clone(),
        || Gathered::new(view, orders),
        |gathered, tape| gathered.take_up(view, tape, &plans),
        Gathered::merge,
    );
    let erlang_by_night = gathered.erlang(view, tapes.len());
    OpportunityCosts { measured: gathered.rises, erlang_by_night }
}

/// What is gathered from tapes, and what is kept between them to spare allocations.
struct Gathered<'a> {
    replay: Replay<'a>,
    plain: ReplayCounts,
    withdrawn: ReplayCounts,
    rises: Vec<Ratio>,
    lived_ms: Vec<i128>,
    placed: Vec<i64>,
}

impl<'a> Gathered<'a> {
    fn new(view: &'a PolicyView<'a>, orders: &'a Orders) -> Self {
        let mut replay = Replay::new(view.model);
        replay.offer(orders, 0);
        let classes = view.classes.len();
        Self {
            replay,
            plain: ReplayCounts::default(),
            withdrawn: ReplayCounts::default(),
            rises: vec![Ratio::default(); classes],
            lived_ms: vec![0; classes],
            placed: vec![0; classes],
        }
    }

    fn take_up(
        &mut self,
        view: &'a PolicyView<'a>,
        tape: &Tape,
        plans: &'a [Vec<Vec<Withdrawal>>],
    ) {
        let first = view.model.calendar.bounds.first().copied().unwrap_or(0);
        let mut plain = self.plain.counter(view, tape);
        self.replay.begin(tape, &mut plain);
        self.replay.play_before(tape, first, &mut plain);
        let begun = self.replay.clone();
        self.replay.play_to_the_end(tape, &mut plain);
        let mut replay = begun.clone();
        for (unit, &class) in view.class_of.iter().enumerate() {
            self.lived_ms[class] += i128::from(self.plain.lived_ms[unit]);
            self.placed[class] += self.plain.placed_in[unit];
        }
        for (rise, phases) in self.rises.iter_mut().zip(plans) {
            // Nothing is withdrawn before the years that count.
            replay.go_on_from(&begun);
            replay.withdraw_from_now_on(&phases[(tape.replication % PHASES) as usize]);
            replay.play_to_the_end(tape, &mut self.withdrawn.counter(view, tape));
            let withheld = i64::try_from(replay.withheld_ms()).unwrap_or(i64::MAX);
            rise.add(self.withdrawn.unmet - self.plain.unmet, withheld);
        }
    }

    fn merge(mut self, other: Self) -> Self {
        self.rises.iter_mut().zip(&other.rises).for_each(|(mine, theirs)| mine.merge(theirs));
        self.lived_ms.iter_mut().zip(other.lived_ms).for_each(|(mine, theirs)| *mine += theirs);
        self.placed.iter_mut().zip(other.placed).for_each(|(mine, theirs)| *mine += theirs);
        self
    }

    /// The price of each class as a pool that nobody leaves for another.
    fn erlang(&self, view: &PolicyView<'_>, tapes: usize) -> Vec<f64> {
        let calendar = &view.model.calendar;
        let span = nearest(span(calendar)) * nearest(tapes);
        let price = |class: usize| {
            if self.placed[class] == 0 || span <= 0.0 {
                return 0.0;
            }
            let units = u32::try_from(view.classes[class].units.len()).unwrap_or(u32::MAX);
            let lived = nearest(self.lived_ms[class]);
            let load = erlang::load_that_fills(units, lived / span);
            let stay_nights = lived / nearest(self.placed[class]) / NIGHT_MS;
            erlang::worth(units, load) / stay_nights
        };
        (0..view.classes.len()).map(price).collect()
    }
}

/// The time that counts, in milliseconds.
fn span(calendar: &Calendar) -> u64 {
    calendar.end() - calendar.bounds.first().copied().unwrap_or(0)
}

/// When a unit of a class is withdrawn: for one stay, with two more to recover, at most once a year.
fn plan(view: &PolicyView<'_>, class: usize, phase: u32) -> Vec<Withdrawal> {
    const A_YEAR_MS: u64 = 365 * DAY_MS;
    let calendar = &view.model.calendar;
    let first = calendar.bounds.first().copied().unwrap_or(0);
    let span = span(calendar);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a stay, over 0")]
    let stay = (view.nights_in(class) * NIGHT_MS) as u64;
    let ms = stay.min(span.div_euclid(3)).max(1);
    let period = A_YEAR_MS.max(3 * ms);
    let more = span.saturating_sub(3 * ms).div_euclid(period);
    let slack = span.saturating_sub(3 * ms + more * period);
    let offset = (slack * u64::from(phase)) >> PHASES.trailing_zeros();
    (0..=more)
        .map(|which| Withdrawal {
            at: first + offset + which * period,
            ms,
            units: view.classes[class].units.clone(),
        })
        .collect()
}

/// The price of keeping one unit of a class empty through the whole span, warm-up and all.
///
/// Nothing moves on at the edges of a window, so in a pool of alike units it is Erlang's difference exactly.
pub fn measure_throughout(
    view: &PolicyView<'_>,
    orders: &Orders,
    class: usize,
    tapes: Range<u32>,
) -> Ratio {
    let end = view.model.calendar.end();
    let all = Withdrawal { at: 0, ms: end, units: view.classes[class].units.clone() };
    let counted = i64::try_from(span(&view.model.calendar)).unwrap_or(i64::MAX);
    let plans = [all];
    let gathered = replicate_these(
        view.model,
        tapes,
        || (Gathered::new(view, orders), Ratio::default()),
        |(kept, rise), tape| {
            kept.replay.withdraw(&[]);
            kept.replay.run(tape, &mut kept.plain.counter(view, tape));
            kept.replay.withdraw(&plans);
            kept.replay.run(tape, &mut kept.withdrawn.counter(view, tape));
            rise.add(kept.withdrawn.unmet - kept.plain.unmet, counted);
        },
        |(kept, mut mine), (_, theirs)| {
            mine.merge(&theirs);
            (kept, mine)
        },
    );
    gathered.1
}
